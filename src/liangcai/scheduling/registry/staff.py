"""A list of staff: a row for each qualification; who has several stands in several rows under one number.

In: the words of the rows, a zone. Out: ``ListedPerson``s and findings by row. Follows: clause 1.9.3; validity of
qualifications is practice.
"""

import datetime

import msgspec

from liangcai.findings import Finding, Message, Result
from liangcai.scheduling.model import Period, Qualification, Role
from liangcai.scheduling.registry.model import Head, ListedPaper, ListedPerson, ListedRow
from liangcai.scheduling.registry.places import SITE_LENGTH, check_lengths, wrong
from liangcai.scheduling.registry.words import UnreadableError, read_periods

ROLE_WORDS: dict[str, Role] = {
    "监考": "invigilator",
    "监考人员": "invigilator",
    "invigilator": "invigilator",
    "考评员": "assessor",
    "assessor": "assessor",
    "高级考评员": "senior_assessor",
    "senior assessor": "senior_assessor",
    "senior_assessor": "senior_assessor",
    "综合评审委员": "reviewer",
    "评审委员": "reviewer",
    "reviewer": "reviewer",
}
ROLE_TITLES: dict[Role, Message] = {
    "invigilator": Message("监考人员", "Invigilator"),
    "assessor": Message("考评员", "Assessor"),
    "senior_assessor": Message("高级考评员", "Senior assessor"),
    "reviewer": Message("综合评审委员", "Reviewer"),
}
STAFF_HEADS = (
    Head(field="number", head=Message("编号", "Number"), also=("工号", "人员编号"), needed=True),
    Head(field="name", head=Message("姓名", "Name"), needed=True),
    Head(field="employer", head=Message("所在单位", "Employer"), also=("单位", "学校"), width=24),
    Head(field="site", head=Message("常驻考点", "Home site"), also=("考点",), width=20),
    Head(field="account", head=Message("账户", "Account"), also=("用户名",)),
    Head(field="role", head=Message("资格", "Role"), also=("类别",), needed=True),
    Head(field="occupation", head=Message("职业编码", "Occupation code"), also=("职业",)),
    Head(field="level", head=Message("等级", "Level")),
    Head(field="certificate", head=Message("证卡编号", "Certificate"), also=("证书编号",), width=20),
    Head(field="valid_from", head=Message("有效期自", "Valid from")),
    Head(field="valid_until", head=Message("有效期至", "Valid until")),
    Head(field="away", head=Message("不在时段", "Away"), width=28),
)
LIMITS = {
    "number": 24,
    "name": 80,
    "employer": 120,
    "site": SITE_LENGTH,
    "account": 150,
    "occupation": 16,
    "level": 16,
    "certificate": 40,
}


def read_people(rows: tuple[ListedRow, ...], zone: datetime.tzinfo) -> Result[tuple[ListedPerson, ...]]:
    """The people of a list with all their qualifications."""
    found: dict[str, ListedPerson] = {}
    findings: list[Finding] = []
    for row in rows:
        read = read_person(row, zone)
        findings += read.findings
        if read.value is None:
            continue
        known = found.get(read.value.number)
        if known is None:
            found[read.value.number] = read.value
            continue
        findings += compare(row, known, read.value)
        away = (*known.away, *(one for one in read.value.away if one not in known.away))
        found[known.number] = msgspec.structs.replace(known, papers=(*known.papers, *read.value.papers), away=away)
    return Result(tuple(found.values()), tuple(findings))


def compare(row: ListedRow, known: ListedPerson, more: ListedPerson) -> list[Finding]:
    """What cannot be in two rows of one person."""
    found = []
    if more.name != known.name:
        zh = f"编号 {known.number} 在第 {known.place} 行是另一个姓名。"
        found.append(wrong(row, "name", zh, f"Row {known.place} has another name under this number."))
    new = more.papers[0].paper
    if any((one.paper.role, one.paper.occupation, one.paper.level) == key(new) for one in known.papers):
        found.append(wrong(row, "role", "同一资格写了两次。", "This qualification stands there twice."))
    return found


def key(paper: Qualification) -> tuple[Role, str, str]:
    """What a person has once only."""
    return (paper.role, paper.occupation, paper.level)


def read_person(row: ListedRow, zone: datetime.tzinfo) -> Result[ListedPerson | None]:
    """One row."""
    words, findings = row.words, []
    role = ROLE_WORDS.get(words.get("role", "").casefold())
    if role is None:
        names = "、".join(title.zh for title in ROLE_TITLES.values())
        findings.append(wrong(row, "role", f"资格须为：{names}。", f"The role is one of {names}."))
    validity, away = _read_validity(row), _read_away(row, zone)
    findings += (*validity.findings, *check_lengths(row, LIMITS), *away.findings)
    if findings or role is None:
        return Result(None, tuple(findings))
    first, last = validity.value
    paper = Qualification(
        role=role,
        occupation=words.get("occupation", ""),
        level=words.get("level", ""),
        valid_from=first,
        valid_until=last,
    )
    person = ListedPerson(
        number=words.get("number", ""),
        name=words.get("name", ""),
        employer=words.get("employer", ""),
        site=words.get("site", ""),
        account=words.get("account", ""),
        papers=(ListedPaper(paper=paper, certificate=words.get("certificate", "")),),
        away=away.value,
        place=row.place,
    )
    return Result(person)


def _read_validity(row: ListedRow) -> Result[tuple[datetime.date | None, datetime.date | None]]:
    """From when until when a qualification is valid; nothing written is no limit."""
    days = {field: read_day(row.words.get(field, "")) for field in ("valid_from", "valid_until")}
    findings = [
        wrong(row, field, "不是日期，写成 2026-09-01。", "This is no date: write it like 2026-09-01.")
        for field, found in days.items()
        if found is None and row.words.get(field)
    ]
    first, last = days["valid_from"], days["valid_until"]
    if first and last and last < first:
        findings.append(wrong(row, "valid_until", "有效期止早于起。", "The validity ends before it begins."))
    return Result((first, last), tuple(findings))


def _read_away(row: ListedRow, zone: datetime.tzinfo) -> Result[tuple[Period, ...]]:
    """When somebody is away."""
    try:
        return Result(read_periods(row.words.get("away", ""), zone))
    except UnreadableError as error:
        zh = f"“{error}”读不懂：写成 2026-12-12 至 2026-12-15。"
        en = f"“{error}” can't be read: write 2026-12-12 至 2026-12-15."
        return Result((), (wrong(row, "away", zh, en),))


def read_day(text: str) -> datetime.date | None:
    """A day as written, or None."""
    try:
        day = datetime.date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        return None
    return day if 1950 <= day.year <= 2150 else None
