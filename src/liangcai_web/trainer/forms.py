"""The forms of a school.

In: what was typed. Out: cleaned values. Follows: what was typed stays; the words of clause 1.8.3 and the functions of
the programme are those of the standard.
"""

from typing import Any, ClassVar

from django import forms

from liangcai.findings import Message
from liangcai.standard.model import Standard
from liangcai.training.proof import TITLE_GRADES
from liangcai.training.venue import VenueNeed
from liangcai_web.pages.access import Role
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.forms import DayField, MomentField, SpokenForm
from liangcai_web.pages.language import say
from liangcai_web.records.training import ClassSession, ClassTeacher

NO_CHOICE = Message("请从列表中选择。", "Choose from the list.")
WEEKDAYS = (
    Message("周一", "Mon"),
    Message("周二", "Tue"),
    Message("周三", "Wed"),
    Message("周四", "Thu"),
    Message("周五", "Fri"),
    Message("周六", "Sat"),
    Message("周日", "Sun"),
)


def day() -> DayField:
    """A day."""
    return DayField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def moment() -> MomentField:
    """A moment in the zone of the school."""
    return MomentField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))


def hour(*, required: bool = True) -> forms.TimeField:
    """An hour of the day."""
    return forms.TimeField(required=required, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ClassForm(SpokenForm):
    """A class for a level and direction of a standard."""

    labels: ClassVar = {
        "place": Message("等级与职业方向", "Level and direction"),
        "title": Message("班名", "Name of the class"),
        "first_day": Message("开班日期", "First day"),
        "last_day": Message("结束日期", "Last day"),
    }
    helps: ClassVar = {"place": Message("取自标准 1.4；学时出自 1.8。", "From clause 1.4; the hours from 1.8.")}
    place = forms.ChoiceField()
    title = forms.CharField(max_length=120)
    first_day = day()
    last_day = day()

    def __init__(self, lang: str, standard: Standard, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        places = [(level, direction) for level in standard.levels for direction in level.directions or ("",)]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (f"{level.name}|{direction}", f"{level.printed_name}{' · ' if direction else ''}{direction}")
            for level, direction in places
        ]
        self.fields["place"].error_messages["invalid_choice"] = say(NO_CHOICE, lang)

    @property
    def chosen(self) -> tuple[str, str | None]:
        """The level and the direction, None where the level has none."""
        level, _, direction = str(self.cleaned_data["place"]).partition("|")
        return level, direction or None


class PlacesForm(SpokenForm):
    """Where theory and practice are taught, with the words of clause 1.8.3 to be ticked."""

    labels: ClassVar = {
        "theory_place": Message("理论培训场所", "Place of theory"),
        "practice_place": Message("实操培训场所", "Place of practice"),
    }
    theory_place = forms.CharField(max_length=120, required=False)
    practice_place = forms.CharField(max_length=120, required=False)

    def __init__(self, lang: str, needs: tuple[VenueNeed, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.needs = needs
        for kind, name in (("theory", "theory_has"), ("practice", "practice_has")):
            words = [word for need in needs if need.kind == kind for word in need.words]
            if words:
                label = Message("场所具备（1.8.3）", "What is there (1.8.3)")
                self.fields[name] = forms.MultipleChoiceField(
                    required=False,
                    choices=[(word, word) for word in words],
                    widget=forms.CheckboxSelectMultiple,
                    label=say(label, lang),
                )
        self.order_fields(("theory_place", "theory_has", "practice_place", "practice_has"))

    def has(self, kind: str) -> tuple[str, ...]:
        """The words that were ticked."""
        return tuple(self.cleaned_data.get(f"{kind}_has") or ())


class TeacherForm(SpokenForm):
    """A teacher with what shows that they may teach (clause 1.8.2)."""

    labels: ClassVar = {
        "name": Message("姓名", "Name"),
        "id_number": Message("证件号码", "ID number"),
        "account": Message("培训账户（可空）", "Trainer's account (may be blank)"),
        "level": Message("相关职业的技能等级", "Level held in a related occupation"),
        "title_grade": Message("相关专业的职称级别", "Grade of a title in a related major"),
    }
    helps: ClassVar = {
        "id_number": Message(
            "加密保存；排考时据此回避：教过的学员不由本人考评。",
            "Kept encrypted; whoever taught a trainee does not examine them.",
        ),
    }
    name = forms.CharField(max_length=80)
    id_number = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    account = forms.CharField(max_length=150, required=False)
    level = forms.ChoiceField(required=False)
    title_grade = forms.ChoiceField(required=False, choices=[("", "—"), *((one, one) for one in TITLE_GRADES)])

    def __init__(self, lang: str, standard: Standard, *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        levels = [(level.name, level.printed_name) for level in standard.levels]
        self.fields["level"].choices = [("", "—"), *levels]  # type: ignore[attr-defined]
        for name in ("level", "title_grade"):
            self.fields[name].error_messages["invalid_choice"] = say(NO_CHOICE, lang)


class TraineesForm(SpokenForm):
    """People to be enrolled, a line a person."""

    labels: ClassVar = {"people": Message("学员名单", "Trainees")}
    helps: ClassVar = {
        "people": Message(
            "每行一人：姓名 证件号码。有一行不对，全部不收。",
            "A line a person: name, ID number. If one line is wrong, none is taken.",
        )
    }
    people = forms.CharField(
        max_length=20_000, widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})
    )


class SessionForm(SpokenForm):
    """One meeting of a class."""

    labels: ClassVar = {
        "unit": Message("职业功能", "Function"),
        "kind": Message("理论或实操", "Theory or practice"),
        "starts_at": Message("开始", "From"),
        "ends_at": Message("结束", "To"),
        "hours": Message("标准学时", "Standard hours"),
        "teacher": Message("教师", "Teacher"),
    }
    unit = forms.ChoiceField()
    kind = forms.ChoiceField()
    starts_at = moment()
    ends_at = moment()
    hours = forms.IntegerField(min_value=1, max_value=24)
    teacher = forms.ChoiceField()

    def __init__(
        self, lang: str, units: list[tuple[str, str]], teachers: list[ClassTeacher], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(lang, *args, **kwargs)
        kinds = {"theory": Message("理论", "Theory"), "practice": Message("实操", "Practice")}
        chosen: dict[str, list[tuple[str, str]]] = {
            "unit": units,
            "kind": [(str(kind), say(kinds[kind], lang)) for kind in ClassSession.Kind.values],
            "teacher": [(str(one.pk), one.person.name) for one in teachers],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = say(NO_CHOICE, lang)


class WeekForm(SpokenForm):
    """The days and hours in which the rest of the programme is laid out."""

    labels: ClassVar = {
        "days": Message("每周哪几天", "Days of the week"),
        "from_1": Message("上午从", "Morning from"),
        "to_1": Message("到", "to"),
        "from_2": Message("下午从", "Afternoon from"),
        "to_2": Message("到", "to"),
        "teacher": Message("教师", "Teacher"),
    }
    days = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    from_1 = hour()
    to_1 = hour()
    from_2 = hour(required=False)
    to_2 = hour(required=False)
    teacher = forms.ChoiceField()

    def __init__(self, lang: str, teachers: list[ClassTeacher], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (str(number), say(name, lang)) for number, name in enumerate(WEEKDAYS)
        ]
        self.fields["teacher"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.person.name) for one in teachers
        ]
        for name in ("days", "teacher"):
            self.fields[name].error_messages["invalid_choice"] = say(NO_CHOICE, lang)


class SheetForm(SpokenForm):
    """A filled sheet of attendance."""

    labels: ClassVar = {"file": Message("填好的考勤表（xlsx）", "The filled sheet (xlsx)")}
    helps: ClassVar = {
        "file": Message(
            "填学时数，或 √（全到）、×（缺课）；空格表示不改。有一格不对，整张不收。",
            "Hours, or √ (all), × (absent); a blank changes nothing. If one cell is wrong, none is taken.",
        )
    }
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}))


class SignForm(ApprovalForm):
    """Two people of the school who sign."""

    role = Role.TRAINER
    labels: ClassVar = ApprovalForm.labels | {
        "second_name": Message("第二人用户名", "User name of the second person"),
        "second_password": Message("第二人密码", "Password of the second person"),
    }
    helps: ClassVar = {
        "second_name": Message("另一位培训人员，由本人亲自输入。", "Another trainer, who types this in person.")
    }


class WithdrawForm(SignForm):
    """Taking a proof back, with a reason."""

    labels: ClassVar = SignForm.labels | {"reason": Message("撤回理由", "Why it is taken back")}
    reason = forms.CharField(max_length=500)
    field_order = ("reason", "password", "second_name", "second_password")
