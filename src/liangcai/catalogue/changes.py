"""Changes to existing occupations: each clause of an entry is one of five kinds.

In: an entry of a page. Out: ``Change`` values and findings. Follows: the second part of a notice; an entry may join two
changes with 同时, and its later clauses say 该职业 for the occupation that the first one names.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from liangcai.catalogue.entries import CODE, Entry, tidy_code
from liangcai.catalogue.faults import place_finding
from liangcai.catalogue.model import Change, ChangeDetails, ChangeKind
from liangcai.catalogue.page import Page
from liangcai.findings import Finding, Message, Severity

OPEN, CLOSE = r"[“\"「『]", r"[”\"」』]"
NAMED = re.compile(rf"{OPEN}\s*(?P<name>[^（()）”\"」』]+?)\s*[（(]\s*(?P<code>{CODE})\s*[)）]\s*{CLOSE}")
QUOTED = re.compile(rf"{OPEN}\s*([^”\"」』]+?)\s*{CLOSE}")
JOINT = re.compile(r"[，,；;]\s*(?=同时|并(?:将|取消|增设|把))|[；;](?=\s*[在将取增撤把])|。(?=\s*[在将取增撤同把])")
COUNT = re.compile(r"(\d{1,6})\s*个工种")
MARKERS = re.compile(r"(?<=[\u3400-\u9fff])(?:L/S|LS|L|S)$")
CLAUSE = "二、调整变更职业信息"


class Named(msgspec.Struct, frozen=True):
    """An occupation as a change names it."""

    code: str
    name: str


Build = Callable[[str, Named, tuple[Named, ...]], Change]


class Kind(msgspec.Struct, frozen=True):
    """One kind of change: how its clause is worded and how the change is made from it."""

    pattern: re.Pattern[str]
    build: Build


def simple(kind: ChangeKind) -> Build:
    """A change that only lists work types of its subject."""

    def build(text: str, subject: Named, _: tuple[Named, ...]) -> Change:
        return Change(kind=kind, code=subject.code, name=subject.name, work_types=work_types(text))

    return build


def build_recode(text: str, subject: Named, _: tuple[Named, ...]) -> Change:
    """A recoding: the old code stays the subject's, the new one is the last code of the clause."""
    details = ChangeDetails(new_code=tidy_code(re.findall(CODE, text)[-1]))
    return Change(kind="recode", code=subject.code, name=subject.name, details=details)


def build_rename(text: str, subject: Named, _: tuple[Named, ...]) -> Change:
    """A renaming: the new name is the last thing quoted; marker letters are no part of it."""
    details = ChangeDetails(new_name=MARKERS.sub("", QUOTED.findall(text)[-1]))
    return Change(kind="rename", code=subject.code, name=subject.name, details=details)


def build_move(text: str, subject: Named, named: tuple[Named, ...]) -> Change:
    """A work type that goes from the subject to the occupation named last."""
    target = named[-1] if named else Named("", "")
    details = ChangeDetails(to_code=target.code, to_name=target.name)
    return Change(
        kind="move_work_type", code=subject.code, name=subject.name, work_types=work_types(text), details=details
    )


KINDS: tuple[Kind, ...] = (
    Kind(re.compile(rf"工种.*(?:调整|划转|变更|归)(?:为|入|至|到).*{NAMED.pattern}", re.DOTALL), build_move),
    Kind(re.compile(rf"(?:编码|代码).*(?:更改|变更|调整|改)为.*{CODE}", re.DOTALL), build_recode),
    Kind(re.compile(rf"职业(?:名称)?\s*(?:变更|更改|调整|更名|改)为\s*{OPEN}", re.DOTALL), build_rename),
    Kind(
        re.compile(rf"(?:取消|撤销).*{OPEN}.*工种|(?:取消|撤销)[^“\"「]*工种.*{OPEN}", re.DOTALL),
        simple("cancel_work_type"),
    ),
    Kind(
        re.compile(rf"(?:增设|新增|增加).*{OPEN}.*工种|(?:增设|新增|增加)[^“\"「]*工种.*{OPEN}", re.DOTALL),
        simple("add_work_type"),
    ),
)


def work_types(text: str) -> tuple[str, ...]:
    """The quoted names of a clause that carry no code."""
    return tuple(QUOTED.findall(NAMED.sub("", text)))


def read_changes(page: Page, entry: Entry, name: str) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The changes of an entry, one a clause; a clause of no known kind becomes a finding with its text."""
    changes: list[Change] = []
    findings: list[Finding] = []
    subject: Named | None = None
    for start, end in clauses(page, entry):
        text = page.piece(start, end)
        named = tuple(Named(tidy_code(m.group("code")), m.group("name")) for m in NAMED.finditer(text))
        subject = named[0] if named and (subject is None or "该职业" not in text) else subject
        kind = next((kind for kind in KINDS if kind.pattern.search(text)), None)
        if kind is None or subject is None:
            findings.append(report_unknown(page, entry, name, text))
            continue
        change = kind.build(text, subject, named)
        changes.append(msgspec.structs.replace(change, line=page.line(start), spans=(page.span(start, end),)))
        findings.extend(check_count(page, entry, name, text, change))
    return tuple(changes), tuple(findings)


def clauses(page: Page, entry: Entry) -> Iterator[tuple[int, int]]:
    """The offsets of the clauses of an entry; page furniture behind its last full stop is left out."""
    stop = sentence_end(page, entry)
    start = entry.start
    for joint in JOINT.finditer(page.plain, entry.start, stop):
        yield start, joint.start()
        start = joint.end()
    yield start, stop


def sentence_end(page: Page, entry: Entry) -> int:
    """Where the sentences of an entry end: at the first full stop that no further clause follows."""
    for match in re.finditer("。", page.plain[entry.start : entry.end]):
        end = entry.start + match.end()
        if not re.match(r"\s*[在将取增撤同把]", page.plain[end : entry.end]):
            return end
    return entry.end


def check_count(page: Page, entry: Entry, name: str, text: str, change: Change) -> Iterator[Finding]:
    """The stated number of work types against those named."""
    stated = COUNT.search(text)
    if stated and int(stated.group(1)) != len(change.work_types):
        zh = f"第 {entry.ordinal} 项写明 {stated.group(1)} 个工种，列出 {len(change.work_types)} 个。"
        en = f"Entry {entry.ordinal} states {stated.group(1)} work types and names {len(change.work_types)}."
        yield place_finding(page, entry, name, "work-type-count", Severity.WARNING, Message(zh, en), CLAUSE)


def report_unknown(page: Page, entry: Entry, name: str, text: str) -> Finding:
    """A clause that is none of the five kinds."""
    zh = f"第 {entry.ordinal} 项不属于五类变更（增设工种、更改编码、变更名称、调整工种、取消工种）：“{text}”。"
    en = f"Entry {entry.ordinal} is none of the five kinds of change: “{text}”."
    return place_finding(page, entry, name, "change-kind", Severity.ERROR, Message(zh, en), CLAUSE)
