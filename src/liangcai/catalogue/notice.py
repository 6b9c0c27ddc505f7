"""A notice on new occupations read from its text: the recipe.

In: the text of a page and its name. Out: ``Notice`` with line and spans for each element, and findings. Follows:
notices on new occupations and changes; what they say of themselves (n 个新职业, ordinals) must agree with what is read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from liangcai.catalogue.announced import read_occupation
from liangcai.catalogue.changes import read_changes
from liangcai.catalogue.entries import Entry, read_entries
from liangcai.catalogue.faults import place_finding
from liangcai.catalogue.model import Change, NewOccupation, Notice
from liangcai.catalogue.page import Page, open_page
from liangcai.findings import Finding, Message, Result, Severity

STATED = re.compile(r"(\d{1,6})\s*个\s*新\s*职业")


def read_notice(text: str, name: str) -> Result[Notice | None]:
    """Read a notice; the value is None only when the text announces nothing."""
    page = open_page(text)
    entries = read_entries(page)
    if not entries:
        return Result(None, (report_not_a_notice(name),))
    occupations: list[NewOccupation] = []
    changes: list[Change] = []
    findings: list[Finding] = []
    for entry in entries:
        if entry.of_changes:
            read, met = read_changes(page, entry, name)
            changes.extend(read)
        else:
            occupation, met = read_occupation(page, entry, name)
            occupations.extend([occupation] if occupation else [])
        findings.extend(met)
    notice = Notice(occupations=tuple(occupations), changes=tuple(changes))
    findings.extend(
        [*check_count(page, notice, name), *check_ordinals(page, entries, name), *check_twice(notice, name)]
    )
    return Result(notice, tuple(sorted(findings, key=place_of)))


def place_of(finding: Finding) -> tuple[int, int]:
    """Line and column of a finding."""
    return (finding.spans[0].line, finding.spans[0].column) if finding.spans else (finding.line, 0)


def report_not_a_notice(name: str) -> Finding:
    """The one finding for a text that announces nothing."""
    return Finding(
        rule="notice.not-a-notice",
        severity=Severity.ERROR,
        message=Message(
            "这份文件不是新职业公告：没有找到“新职业信息”或“调整变更职业信息”的编号条目。",
            "This file is no notice on occupations: it has no numbered entries under 新职业信息 or 调整变更职业信息.",
        ),
        remedy=Message("请给出公告全文。", "Give the full text of the notice."),
        document=name,
        line=1,
    )


def check_count(page: Page, notice: Notice, name: str) -> Iterator[Finding]:
    """The stated number of new occupations against those found; the same number stated twice is one finding."""
    found = len(notice.occupations)
    seen = set()
    for stated in STATED.finditer(page.plain):
        number = int(stated.group(1))
        if number == found or number in seen:
            continue
        seen.add(number)
        yield Finding(
            rule="notice.count",
            severity=Severity.ERROR,
            message=Message(
                f"文中称 {number} 个新职业，读到 {found} 个。",
                f"The text speaks of {number} new occupations; {found} were found.",
            ),
            document=name,
            line=page.line(stated.start()),
            spans=(page.span(*stated.span()),),
        )


def check_ordinals(page: Page, entries: tuple[Entry, ...], name: str) -> Iterator[Finding]:
    """Ordinals run 1, 2, 3 … in each part; each break is told once, at the entry behind it."""
    last: dict[int, int] = defaultdict(int)
    for entry in entries:
        if entry.ordinal != last[entry.part] + 1:
            zh = f"序号不连续：第 {last[entry.part]} 项之后是第 {entry.ordinal} 项。"
            en = f"The ordinals have a break: {entry.ordinal} follows {last[entry.part]}."
            yield place_finding(page, entry, name, "ordinals", Severity.ERROR, Message(zh, en), "")
        last[entry.part] = entry.ordinal


def check_twice(notice: Notice, name: str) -> Iterator[Finding]:
    """No code is given to two new occupations."""
    times = Counter(occupation.code for occupation in notice.occupations)
    for occupation in notice.occupations:
        if times[occupation.code] > 1:
            yield Finding(
                rule="notice.code-twice",
                severity=Severity.ERROR,
                message=Message(
                    f"编码 {occupation.code}（{occupation.name}）出现 {times[occupation.code]} 次。",
                    f"Code {occupation.code} ({occupation.name}) is given {times[occupation.code]} times.",
                ),
                document=name,
                line=occupation.line,
                spans=occupation.spans,
            )
