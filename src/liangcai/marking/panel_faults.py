"""What keeps a panel's sheets from being a result.

In: the scoring sheet and the filled sheets. Out: error findings; none when all is well.
Follows: 1.9.3 for the number of people; the sheet's maxima, which come from the skill weight table (4.2).
"""

from collections.abc import Collection, Iterator, Sequence

from liangcai.findings import Finding, Message, Severity
from liangcai.marking.sheet import STAFF_CLAUSE, AssessorSheet, ScoreSheet


def check_panel(
    score_sheet: ScoreSheet,
    sheets: Sequence[AssessorSheet],
    members: Collection[str] | None = None,
    barred: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Findings on the panel as a whole, then on each sheet; where the members are known, they are the panel."""
    signed = [sheet.assessor for sheet in sheets]
    return (
        *_check_people(score_sheet, signed if members is None else [*members, *_again(signed)]),
        *(() if members is None else _check_members(score_sheet, signed, members)),
        *_check_barred(score_sheet, signed if members is None else [*members], barred),
        *_check_candidate({sheet.candidate for sheet in sheets}),
        *(finding for sheet in sheets for finding in check_sheet(score_sheet, sheet)),
    )


def _check_people(score_sheet: ScoreSheet, assessors: list[str]) -> tuple[Finding, ...]:
    found, count, staff = [], len(assessors), score_sheet.staff
    least = staff.at_least if staff else 1
    line = score_sheet.line
    if count < max(1, least):
        zh = f"「{score_sheet.name}」应由不少于 {least} 人评分，现有 {count} 份评分表，缺 {least - count} 份。"
        en = f"{score_sheet.name} takes at least {least} assessors; {count} sheets are here, {least - count} missing."
        found.append(_error("too-few", zh, en, STAFF_CLAUSE, line))
    if staff and staff.odd and count % 2 == 0:
        zh, en = f"考评人数应为单数，现为 {count}。", f"The number of assessors must be odd; it is {count}."
        found.append(_error("even", zh, en, STAFF_CLAUSE, line))
    for assessor in sorted({name for name in assessors if assessors.count(name) > 1}):
        zh, en = f"考评员 {assessor} 交了不止一份评分表。", f"Assessor {assessor} has handed in more than one sheet."
        found.append(_error("twice", zh, en, STAFF_CLAUSE, line))
    return tuple(found)


def _again(signed: Sequence[str]) -> list[str]:
    """Those who handed in more than one sheet."""
    return sorted({name for name in signed if signed.count(name) > 1})


def _check_members(score_sheet: ScoreSheet, signed: Sequence[str], members: Collection[str]) -> Iterator[Finding]:
    line = score_sheet.line
    missing = [name for name in members if name not in signed]
    if missing:
        zh = f"「{score_sheet.name}」还缺 {'、'.join(missing)} 的评分表；全组签完才能汇总。"
        en = f"{score_sheet.name} lacks the sheets of {', '.join(missing)}; the whole panel signs first."
        yield _error("missing", zh, en, STAFF_CLAUSE, line)
    strangers = sorted(set(signed) - set(members))
    if strangers:
        zh = f"不是本考评组的成员，评分表不算：{'、'.join(strangers)}。"
        en = f"Not members of this panel, whose sheets do not count: {', '.join(strangers)}."
        yield _error("stranger", zh, en, STAFF_CLAUSE, line)


def _check_barred(score_sheet: ScoreSheet, members: Sequence[str], barred: Collection[str]) -> Iterator[Finding]:
    aside = sorted(set(members) & set(barred))
    if aside:
        zh = f"{'、'.join(aside)} 与这位考生有回避关系，须由他人替换后再评。"
        en = f"{', '.join(aside)} stand aside for this candidate and have to be replaced."
        yield _error("recused", zh, en, STAFF_CLAUSE, score_sheet.line)


def _check_candidate(candidates: set[str]) -> tuple[Finding, ...]:
    if len(candidates) <= 1:
        return ()
    names = "、".join(sorted(candidates))
    return (
        _error("candidates", f"评分表属于不同考生：{names}。", f"The sheets are of several candidates: {names}.", ""),
    )


def check_sheet(score_sheet: ScoreSheet, sheet: AssessorSheet) -> tuple[Finding, ...]:
    """Findings on one sheet: rows that lack or are too many, scores out of range."""
    keys, wanted = [row.key for row in sheet.rows], [row.key for row in score_sheet.rows]
    found = []
    if sorted(keys) != sorted(wanted):
        missing = "、".join(sorted(set(wanted) - set(keys))) or "-"
        other = "、".join(sorted(key for key in set(keys) if key not in wanted or keys.count(key) > 1)) or "-"
        zh = f"考评员 {sheet.assessor} 的评分表缺 {missing}，多出或重复 {other}。"
        en = f"The sheet of assessor {sheet.assessor} lacks {missing}; extra or repeated: {other}."
        found.append(_error("rows", zh, en, "4.2"))
    for score in sheet.rows:
        row = score_sheet.row(score.key)
        if row is not None and not (score.points.is_finite() and 0 <= score.points <= row.maximum):
            what = f"{row.key} {row.name}"
            zh = f"考评员 {sheet.assessor} 给「{what}」{score.points} 分，应在 0 至 {row.maximum} 分之间。"
            en = f"Assessor {sheet.assessor} gives {score.points} for {what}; 0 to {row.maximum} are possible."
            found.append(_error("range", zh, en, row.clause, row.line))
    return (*found, *_check_fixed(score_sheet, sheet), *_check_vetoes(score_sheet, sheet))


def _check_fixed(score_sheet: ScoreSheet, sheet: AssessorSheet) -> Iterator[Finding]:
    """What the station gave has to be known, and to be what was signed."""
    if any(row.earned is None for row in score_sheet.fixed):
        zh, en = (
            "这位考生的工位还没有评分，不能签署。",
            "The station of this candidate is not graded: nothing is signed.",
        )
        yield _error("station-open", zh, en, "4.2")
    elif sheet.fixed != score_sheet.fixed:
        zh = f"考评员 {sheet.assessor} 签署时，工位的得分与现在不同。"
        en = f"When assessor {sheet.assessor} signed, the station's points were others than now."
        yield _error("station-changed", zh, en, "4.2")


def _check_vetoes(score_sheet: ScoreSheet, sheet: AssessorSheet) -> Iterator[Finding]:
    known, seen = {veto.key for veto in score_sheet.vetoes}, [veto.key for veto in sheet.vetoes]
    odd = sorted(key for key in set(seen) if key not in known or seen.count(key) > 1)
    if odd:
        zh = f"考评员 {sheet.assessor} 的评分表有不存在或重复的否决项：{'、'.join(odd)}。"
        en = f"The sheet of assessor {sheet.assessor} has unknown or repeated vetoes: {', '.join(odd)}."
        yield _error("veto", zh, en, "4.2")
    if any(not veto.note.strip() for veto in sheet.vetoes):
        zh = f"考评员 {sheet.assessor} 认定了否决项，须写明看到了什么。"
        yield _error("veto-note", zh, f"Assessor {sheet.assessor} saw a veto and has to say what was seen.", "4.2")


def _error(rule: str, zh: str, en: str, clause: str, line: int = 0) -> Finding:
    return Finding(
        rule=f"marking.panel-{rule}",
        severity=Severity.ERROR,
        message=Message(zh=zh, en=en),
        clause=clause,
        line=line,
    )
