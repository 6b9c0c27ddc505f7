"""The forms of rooms and of staff: what is typed is read like a row of a list.

In: what was typed. Out: ``ListedRoom``, ``ListedPerson``, with faults beside their fields. Follows: clauses 1.9.3 and
1.9.5; the page and the spreadsheet know the same words.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms

from liangcai.findings import Finding, Message
from liangcai.scheduling.registry.model import ListedPerson, ListedRoom, ListedRow
from liangcai.scheduling.registry.places import KIND_NAMES, ROOM_HEADS, read_room
from liangcai.scheduling.registry.staff import LIMITS, ROLE_TITLES, STAFF_HEADS, read_people
from liangcai.scheduling.registry.words import write_periods, write_stations
from liangcai_web.pages.forms import DayField, SpokenForm
from liangcai_web.pages.language import say
from liangcai_web.services.registers.places import zone

PAPERS = 6
PAPER = ("role", "occupation", "level", "certificate", "valid_from", "valid_until")
AREA = forms.Textarea
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OPEN_PERIODS = Message(
    "每行一段：2026-12-12，或 2026-12-12 08:30-11:30，或 2026-12-12 至 2026-12-15。",
    "One a line: 2026-12-12, or 2026-12-12 08:30-11:30, or 2026-12-12 - 2026-12-15.",
)


class RoomForm(SpokenForm):
    """A room with its site."""

    labels: ClassVar = {head.field: head.head for head in ROOM_HEADS}
    helps: ClassVar = {
        "site": Message("新名称即新考点。", "A new name is a new site."),
        "address": Message("考点的地址；留空则不改。", "Of the site; blank leaves it as it is."),
        "columns": Message("留空为每排 5 座。", "Blank: five in a row."),
        "accessible": Message(
            "从前排数起，不经台阶可到的座位数。", "Counted from the front row: seats reached without steps."
        ),
        "stations": Message(
            "每行一种：名称=数量。按标准 1.9.5 或准备通知单列的设备取名；不列则座位都可用。",
            "One kind a line: name=number, named as in clause 1.9.5 or the notice; none: all seats will do.",
        ),
        "closed": OPEN_PERIODS,
    }
    site = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"list": "sites", "autocomplete": "off"}))
    address = forms.CharField(max_length=200, required=False)
    room = forms.CharField(max_length=24)
    kind = forms.ChoiceField()
    seats = forms.IntegerField(min_value=1, max_value=1000)
    columns = forms.IntegerField(min_value=1, max_value=40, required=False)
    accessible = forms.IntegerField(min_value=0, max_value=1000, required=False)
    stations = forms.CharField(max_length=2000, required=False, widget=AREA(attrs={"rows": 3}))
    closed = forms.CharField(max_length=4000, required=False, widget=AREA(attrs={"rows": 3}))

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["kind"].choices = [(key, say(name, lang)) for key, name in KIND_NAMES.items()]  # type: ignore[attr-defined]

    def listed(self) -> ListedRoom | None:
        """The room, or None with the faults beside their fields."""
        if not self.is_valid():
            return None
        words = {name: str(value) for name, value in self.cleaned_data.items() if value not in ("", None)}
        read = read_room(ListedRow(place="", words=words), zone())
        self.note(read.findings)
        return read.value


def type_room(one: ListedRoom) -> dict[str, Any]:
    """A room as the form shows it."""
    room = one.room
    return {
        "site": room.site,
        "address": one.address,
        "room": room.id,
        "kind": room.kind,
        "seats": room.seats,
        "columns": room.columns,
        "accessible": room.accessible,
        "stations": write_stations(room.stations),
        "closed": write_periods(room.closed, zone()),
    }


class StaffForm(SpokenForm):
    """Somebody with a few qualifications, a row each."""

    labels: ClassVar = {head.field: head.head for head in STAFF_HEADS}
    helps: ClassVar = {
        "number": Message("本机构自编，不用证件号码。", "The office's own; not an ID number."),
        "employer": Message(
            "与考生同一单位的，不安排监考或考评该考生。", "Nobody watches or judges a candidate of the same one."
        ),
        "site": Message("留空则各考点都可去。", "Blank: goes to any site."),
        "account": Message(
            "考评员、评审委员须用自己的账户签署；监考人员可不填。",
            "Assessors and reviewers sign under their own account; invigilators may have none.",
        ),
        "away": OPEN_PERIODS,
    }
    number = forms.CharField(max_length=LIMITS["number"])
    name = forms.CharField(max_length=LIMITS["name"], widget=forms.TextInput(attrs={"autocomplete": "off"}))
    employer = forms.CharField(max_length=LIMITS["employer"], required=False)
    site = forms.CharField(max_length=LIMITS["site"], required=False, widget=forms.TextInput(attrs={"list": "sites"}))
    account = forms.CharField(
        max_length=LIMITS["account"], required=False, widget=forms.TextInput(attrs={"list": "accounts"})
    )
    away = forms.CharField(max_length=4000, required=False, widget=AREA(attrs={"rows": 3}))

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        roles = [("", "—"), *((key, say(title, lang)) for key, title in ROLE_TITLES.items())]
        heads = {head.field: say(head.head, lang) for head in STAFF_HEADS}
        for number in range(1, PAPERS + 1):
            for part in PAPER:
                field = make_paper_field(part, roles)
                field.label = heads[part]
                self.fields[f"{part}{number}"] = field

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields that are not of a qualification."""
        return [self[name] for name in ("number", "name", "employer", "site", "account", "away")]

    @property
    def papers(self) -> Iterator[list[forms.BoundField]]:
        """The rows of qualifications."""
        for number in range(1, PAPERS + 1):
            yield [self[f"{part}{number}"] for part in PAPER]

    def listed(self) -> ListedPerson | None:
        """The person, or None with the faults beside their fields."""
        if not self.is_valid():
            return None
        said = {name: str(value) for name, value in self.cleaned_data.items() if value not in ("", None)}
        own = {name: said[name] for name in ("number", "name", "employer", "site", "account", "away") if name in said}
        rows: list[ListedRow] = []
        for number in range(1, PAPERS + 1):
            paper = {part: said[f"{part}{number}"] for part in PAPER if f"{part}{number}" in said}
            if paper or not rows:
                rows.append(ListedRow(place=str(number), words=own | paper))
        read = read_people(tuple(rows), zone())
        for finding in read.findings:
            self.complain(finding)
        return read.value[0] if read.value and not read.findings else None

    def complain(self, finding: Finding) -> None:
        """Put a finding beside the field of its row."""
        field = finding.rule.rsplit(".", 1)[-1]
        name = f"{field}{finding.place}" if field in PAPER else field
        self.add_error(name if name in self.fields else None, say(finding.message, self.lang))


def make_paper_field(part: str, roles: list[tuple[str, str]]) -> forms.Field:
    """A field of a qualification."""
    if part == "role":
        return forms.ChoiceField(required=False, choices=roles)
    if part.startswith("valid"):
        return DayField(required=False, widget=DAY)
    return forms.CharField(required=False, max_length=LIMITS[part])


def type_person(one: ListedPerson) -> dict[str, Any]:
    """Somebody as the form shows them."""
    typed: dict[str, Any] = {
        "number": one.number,
        "name": one.name,
        "employer": one.employer,
        "site": one.site,
        "account": one.account,
        "away": write_periods(one.away, zone()),
    }
    for number, listed in enumerate(one.papers[:PAPERS], 1):
        paper = listed.paper
        values = (paper.role, paper.occupation, paper.level, listed.certificate, paper.valid_from, paper.valid_until)
        typed |= {f"{part}{number}": value for part, value in zip(PAPER, values, strict=True)}
    return typed


class TieForm(SpokenForm):
    """For whom somebody stands aside."""

    labels: ClassVar = {
        "kind": Message("回避原因", "Why"),
        "id_number": Message("对方证件号码", "ID number of the other"),
    }
    helps: ClassVar = {
        "id_number": Message("只留加密索引和后四位。", "Only a keyed hash and the last four are kept."),
    }
    kind = forms.ChoiceField()
    id_number = forms.CharField(max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["kind"].choices = [(key, say(name, lang)) for key, name in TIE_NAMES.items()]  # type: ignore[attr-defined]


TIE_NAMES = {
    "kin": Message("亲属", "kin"),
    "pupil": Message("师生", "teacher and pupil"),
    "colleague": Message("同事", "colleague"),
}


class RegisterForm(SpokenForm):
    """A list of rooms or of staff as a file."""

    labels: ClassVar = {"file": Message("名单文件（xlsx 或 csv）", "File of the list (xlsx or csv)")}
    helps: ClassVar = {
        "file": Message(
            "5 MB 以内。同名的更新，新的增加，没列出的不动；有一行错就一行也不收。",
            "Up to 5 MB. What is known is changed, what is new added, the rest left; one wrong row keeps all out.",
        )
    }
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}))
