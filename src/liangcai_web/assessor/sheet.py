"""An assessor's sheet as it stands in the form: rows with what was typed and what is wrong with it.

In: the score sheet of the batch, what was typed. Out: rows for the page, scores to be signed. Follows: clause 4.2 (the
most that a task earns); half points; what was typed stays as typed.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby

import msgspec

from liangcai.findings import Message
from liangcai.marking.sheet import FixedRow, RowScore, ScoreSheet, SheetRow, VetoItem, VetoSeen
from liangcai_web.records.batches import Candidate
from liangcai_web.services.benches.stations import was_absent
from liangcai_web.services.payloads.base import SheetSigned

STEP = Decimal("0.5")
PREFIX, TICK, NOTE = "points-", "veto-", "veto-note-"
LONGEST = 200


class InputRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task with what was typed for it; ``wrong`` says what to mend, ``points`` is None until it is a score."""

    row: SheetRow
    typed: str
    points: Decimal | None
    wrong: Message | None = None

    @property
    def name(self) -> str:
        """The name of the field."""
        return f"{PREFIX}{self.row.key}"

    @property
    def step(self) -> str:
        """Half points, unless the most that the task earns is none of them."""
        return str(STEP) if self.row.maximum % STEP == 0 else "any"


class InputVeto(msgspec.Struct, frozen=True, kw_only=True):
    """A veto item as it stands in the form: whether it was seen, and what was seen."""

    item: VetoItem
    seen: bool
    note: str
    wrong: Message | None = None

    @property
    def name(self) -> str:
        """The name of its box."""
        return f"{TICK}{self.item.key}"

    @property
    def note_name(self) -> str:
        """The name of the field beside it."""
        return f"{NOTE}{self.item.key}"


class InputArea(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a function."""

    name: str
    full: Decimal
    rows: tuple[InputRow, ...]


class InputSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole sheet as typed."""

    areas: tuple[InputArea, ...]
    full: Decimal
    total: Decimal
    filled: int
    vetoes: tuple[InputVeto, ...] = ()

    @property
    def rows(self) -> tuple[InputRow, ...]:
        """All rows."""
        return tuple(row for area in self.areas for row in area.rows)

    @property
    def ready(self) -> bool:
        """Whether every row is a score, and every veto says what was seen."""
        scored = all(row.points is not None and row.wrong is None for row in self.rows)
        return scored and not any(veto.wrong for veto in self.vetoes)

    @property
    def seen(self) -> tuple[VetoSeen, ...]:
        """The vetoes that were seen."""
        return tuple(VetoSeen(key=veto.item.key, note=veto.note) for veto in self.vetoes if veto.seen)

    @property
    def scores(self) -> tuple[RowScore, ...]:
        """The scores, to be signed when the sheet is ready."""
        return tuple(RowScore(key=row.row.key, points=row.points) for row in self.rows if row.points is not None)


class BenchRows(msgspec.Struct, frozen=True, kw_only=True):
    """What a station gave, beside the rows that are typed: shown to two places, kept exactly."""

    rows: tuple[tuple[FixedRow, str], ...]
    full: Decimal
    total: str
    graded: bool
    absent: bool


def describe_bench(candidate: Candidate, fixed: tuple[FixedRow, ...]) -> BenchRows | None:
    """The rows of the station, or None where the sheet has none."""
    if not fixed:
        return None
    return BenchRows(
        rows=tuple((row, f"{float(row.points):.2f}" if row.earned is not None else "—") for row in fixed),
        full=sum((row.maximum for row in fixed), Decimal(0)),
        total=f"{float(sum(row.points for row in fixed)):.2f}",
        graded=all(row.earned is not None for row in fixed),
        absent=was_absent(candidate),
    )


def read_typed(sent: Mapping[str, str], sheet: ScoreSheet) -> dict[str, str]:
    """What was typed for each row, as typed; nothing else is taken."""
    typed = {row.key: sent.get(f"{PREFIX}{row.key}", "").strip()[:12] for row in sheet.rows}
    for veto in sheet.vetoes:
        typed |= {
            f"{TICK}{veto.key}": "on" if sent.get(f"{TICK}{veto.key}") else "",
            f"{NOTE}{veto.key}": " ".join(sent.get(f"{NOTE}{veto.key}", "").split())[:LONGEST],
        }
    return typed


def retell_signed(signed: SheetSigned) -> dict[str, str]:
    """A signed sheet as it was typed."""
    typed = {row.key: str(row.points) for row in signed.rows}
    for veto in signed.vetoes:
        typed |= {f"{TICK}{veto.key}": "on", f"{NOTE}{veto.key}": veto.note}
    return typed


def fill_sheet(sheet: ScoreSheet, typed: Mapping[str, str], *, complete: bool = False) -> InputSheet:
    """The sheet with what was typed; ``complete`` asks for every row, as signing does."""
    rows = [fill_row(row, typed.get(row.key, ""), complete=complete) for row in sheet.rows]
    areas = [(name, tuple(group)) for name, group in groupby(rows, key=lambda one: one.row.area)]
    return InputSheet(
        areas=tuple(
            InputArea(name=name, full=sum((one.row.maximum for one in group), Decimal(0)), rows=group)
            for name, group in areas
        ),
        full=sum((row.maximum for row in sheet.rows), Decimal(0)),
        total=sum((one.points for one in rows if one.points is not None), Decimal(0)),
        filled=sum(one.points is not None for one in rows),
        vetoes=tuple(fill_veto(item, typed, complete=complete) for item in sheet.vetoes),
    )


def fill_veto(item: VetoItem, typed: Mapping[str, str], *, complete: bool) -> InputVeto:
    """A veto with what was typed; whoever saw one says what they saw."""
    seen, note = bool(typed.get(f"{TICK}{item.key}")), typed.get(f"{NOTE}{item.key}", "")
    wrong = None
    if complete and seen and not note:
        wrong = Message("认定否决须写明看到了什么。", "Please say what you saw.")
    elif complete and note and not seen:
        wrong = Message(
            "写了情况而没有勾选；请勾选，或清空。", "It is described and not ticked: tick it, or clear this."
        )
    return InputVeto(item=item, seen=seen, note=note, wrong=wrong)


def fill_row(row: SheetRow, typed: str, *, complete: bool) -> InputRow:
    """A row with what was typed, judged."""
    if not typed:
        missing = Message("请打分；没有完成的填 0。", "Please score this; what was not done earns 0.")
        return InputRow(row=row, typed="", points=None, wrong=missing if complete else None)
    points = read_points(typed)
    if points is None:
        return InputRow(row=row, typed=typed, points=None, wrong=Message("请填数字。", "Please write a number."))
    if not 0 <= points <= row.maximum:
        wrong = Message(f"应在 0 至 {row.maximum} 分之间。", f"It must be between 0 and {row.maximum}.")
        return InputRow(row=row, typed=typed, points=None, wrong=wrong)
    if points % STEP and points != row.maximum:
        wrong = Message("以 0.5 分为一档。", "Points go in steps of 0.5.")
        return InputRow(row=row, typed=typed, points=None, wrong=wrong)
    return InputRow(row=row, typed=typed, points=points)


def read_points(typed: str) -> Decimal | None:
    """A number as people type it, or None."""
    try:
        points = Decimal(typed.replace("，", ".").replace("。", ".").replace("．", "."))
    except InvalidOperation:
        return None
    return points if points.is_finite() else None
