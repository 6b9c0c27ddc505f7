"""A station on the panel's sheet: rows that the bench fixed beside rows that people score.

In: the score sheet of the blueprint, what the station supplies, its report. Out: the sheet of one candidate. Follows:
4.2 gives each task its points; what the bench itself lost (``infra``) is never 0: people score that share instead.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.marking.sheet import FixedRow, ScoreSheet, SheetRow, VetoItem
from liangcai.stations.model import NONE, StationReport
from liangcai.stations.paper import STEP, ObservedRow, StationPaper, TaskShare

AT_BENCH, BROKEN = "station", "broken"


def add_station(
    sheet: ScoreSheet, paper: StationPaper, report: StationReport | None = None, *, absent: bool = False
) -> ScoreSheet:
    """The sheet of a candidate at a station, the vetoes that the bench saw first.

    Without a report the rows of the station are open; ``absent``: nobody came to the bench, and they earned nothing.
    """
    rows, fixed = list[SheetRow](), list[FixedRow]()
    observed = list(paper.observed)
    for row in sheet.rows:
        share = paper.task(row.key)
        if share is None:
            rows.append(row)
            continue
        split = _split(share, report)
        fixed += _fix(row, share, split, report, absent=absent)
        rows += _leave(row, share, split)
        mine = [one for one in observed if one.function == row.function]
        rows += [_watch(one, row) for one in mine]
        observed = [one for one in observed if one not in mine]
    changed = replace(sheet, rows=tuple(rows), fixed=tuple(fixed))
    seen = tuple(_list_vetoes(changed, report)) if report else ()
    return replace(changed, vetoes=(*seen, *(_widen(veto, changed) for veto in sheet.vetoes)))


def _split(share: TaskShare, report: StationReport | None) -> tuple[Decimal, Decimal]:
    """What of the bench's points the bench judged, and what it lost by its own fault."""
    broken = _mean(1 - possible / full for _, possible, full in _look_up(share, report)) if report else NONE
    sizes = (broken.denominator - broken.numerator, broken.numerator)
    judged, lost = share_largest_remainder(int(share.station / STEP), sizes)
    return judged * STEP, lost * STEP


def _look_up(share: TaskShare, report: StationReport) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Of each requirement of the task what was earned, what could be, and what it is worth on a sound bench."""
    found = {one.number: one for one in report.requirements}
    for number in share.tried:
        checks = [one.check for one in report.results if number in one.check.requirements]
        full = sum((Fraction(check.points) / len(check.requirements) for check in checks), NONE)
        if full:
            yield found[number].earned, found[number].possible, full


def _mean(shares: Iterable[Fraction]) -> Fraction:
    known = list(shares)
    return sum(known, NONE) / len(known) if known else NONE


def _earn(share: TaskShare, judged: Decimal, report: StationReport) -> Fraction:
    """The points of a task: its requirements weigh the same, as in the weight table."""
    known = list(_look_up(share, report))
    possible = sum((possible / full for _, possible, full in known), NONE)
    earned = sum((earned / full for earned, _, full in known), NONE)
    return Fraction(judged) * earned / possible if possible else NONE


def _fix(
    row: SheetRow, share: TaskShare, split: tuple[Decimal, Decimal], report: StationReport | None, *, absent: bool
) -> Iterator[FixedRow]:
    judged = split[0]
    if not judged:
        return
    earned = _earn(share, judged, report) if report else NONE
    yield FixedRow(
        key=f"{row.key}-{AT_BENCH}",
        name=row.name,
        function=row.function,
        area=row.area,
        maximum=judged,
        earned=f"{earned.numerator}/{earned.denominator}" if report or absent else None,
        clause=row.clause,
        line=row.line,
    )


def _leave(row: SheetRow, share: TaskShare, split: tuple[Decimal, Decimal]) -> Iterator[SheetRow]:
    """What people score of a task: the requirements that the pack does not try, and what the bench lost."""
    if share.panel:
        yield replace(row, maximum=share.panel)
    if split[1]:
        name = f"{row.name}（工位故障部分 lost by the bench）"
        yield replace(row, key=f"{row.key}-{BROKEN}", name=name, maximum=split[1])


def _watch(one: ObservedRow, row: SheetRow) -> SheetRow:
    return replace(row, key=one.key, name=f"{one.name.zh} {one.name.en}", maximum=one.maximum)


def _list_vetoes(sheet: ScoreSheet, report: StationReport) -> Iterator[VetoItem]:
    """The veto checks that failed at the bench, each with the rows of the functions that it belongs to."""
    for one in report.results:
        if one.check.id not in report.vetoes:
            continue
        tasks = {number.rpartition(".")[0] for number in one.check.requirements}
        keys = {f"{task}-{AT_BENCH}" for task in tasks}
        functions = {row.function for row in sheet.fixed if row.key in keys}
        areas = tuple(dict.fromkeys(row.area for row in sheet.fixed if row.function in functions))
        text = f"{one.check.zh}（工位所见 seen at the bench）"
        rows = _rows_of(sheet, functions)
        yield VetoItem(key=f"{AT_BENCH}-{one.check.id}", text=text, area="、".join(areas), rows=rows)


def _widen(veto: VetoItem, sheet: ScoreSheet) -> VetoItem:
    """A veto of a function costs what the station gave for it as well."""
    functions = {row.function for row in sheet.keyed if row.key in _spread(veto.rows)}
    return replace(veto, rows=_rows_of(sheet, functions))


def _spread(keys: tuple[str, ...]) -> set[str]:
    return {*keys, *(f"{key}-{AT_BENCH}" for key in keys)}


def _rows_of(sheet: ScoreSheet, functions: set[str]) -> tuple[str, ...]:
    return tuple(row.key for row in sheet.keyed if row.function in functions)
