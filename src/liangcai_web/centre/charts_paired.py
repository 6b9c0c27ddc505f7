"""Papers against their blueprint as paired bars: by area, by type, by difficulty.

In: a blueprint, papers with their report. Out: coordinates in drawings of fixed width, and the counts for a table.
Follows: pictures are made on the server, with a table beside them; a blueprint without bands of difficulty wants none,
and then papers stand beside each other.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from liangcai.assembly.model import ConformityReport, Form, Scope
from liangcai.blueprint.bands import list_edges, plan_bands
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai.items.coverage import BANDS
from liangcai.items.names import TYPE_NAMES
from liangcai_web.centre.charts import WIDTH

LABEL = 17
BAR = 12
GAP = 16
SIDE = 78  # what is kept free for the numbers
AREAS = Message("各部分题数：蓝图与试卷", "Questions per area: blueprint and papers")
TYPES = Message("各题型题数：蓝图与试卷", "Questions per type: blueprint and papers")
DIFFICULTY = Message("难度分布：各套试卷", "Spread of difficulty: the papers")
BANDED = Message("各难度段题数：蓝图与试卷", "Questions per band of difficulty: blueprint and papers")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Something that papers are made of: what the blueprint wants, None for nothing said, and what each paper has."""

    name: Message
    wanted: int | None
    got: tuple[int, ...]
    clause: str = ""
    line: int = 0

    @property
    def met(self) -> bool:
        """Whether every paper has exactly what is wanted."""
        return self.wanted is None or all(count == self.wanted for count in self.got)


class PairedBar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar: ``wanted`` is the blueprint's, the others are papers."""

    name: str
    count: int
    width: float
    y: int
    wanted: bool
    short: bool


class PairedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row in place."""

    counted: Counted
    label_y: int
    bars: tuple[PairedBar, ...]


class PairedChart(msgspec.Struct, frozen=True, kw_only=True):
    """All rows, one below the other; ``compared`` where the blueprint wants something."""

    key: str
    title: Message
    width: int
    height: int
    rows: tuple[PairedRow, ...]
    compared: bool


def draw_papers(blueprint: Blueprint, report: ConformityReport, forms: Sequence[Form]) -> tuple[PairedChart, ...]:
    """The drawings of a set of papers, in the order of a page."""
    names = [form.form_id for form in report.forms]
    return (
        draw_paired("areas", AREAS, count_areas(blueprint, report), names),
        draw_paired("types", TYPES, count_types(blueprint, report), names),
        draw_paired("difficulty", BANDED if blueprint.bands else DIFFICULTY, count_difficulty(blueprint, forms), names),
    )


def count_areas(blueprint: Blueprint, report: ConformityReport) -> list[Counted]:
    """The rows of the weight table."""
    return [
        Counted(
            name=Message(f"{area.area} {area.percent}%", f"{area.area} {area.percent}%"),
            wanted=area.questions,
            got=_got(report, "area", area.area),
            clause=area.clause,
            line=area.line,
        )
        for area in blueprint.areas
    ]


def count_types(blueprint: Blueprint, report: ConformityReport) -> list[Counted]:
    """The types that the pack asks for."""
    return [
        Counted(name=TYPE_NAMES[quota.type], wanted=quota.count, got=_got(report, "type", quota.type))
        for quota in blueprint.types
    ]


def count_difficulty(blueprint: Blueprint, forms: Sequence[Form]) -> list[Counted]:
    """The bands of the blueprint; without them the usual ones, of which nothing is wanted."""
    edges = list_edges(blueprint) or BANDS
    wanted: Counter[int] = Counter()
    for group in plan_bands(blueprint):
        wanted.update(dict(enumerate(group.counts)))
    got = [Counter(bisect_right(edges, question.item.difficulty) for question in form.questions) for form in forms]
    return [
        Counted(
            name=Message(f"{low:g}～{high:g}", f"{low:g} to {high:g}"),
            wanted=wanted[place] if blueprint.bands else None,
            got=tuple(counts[place] for counts in got),
        )
        for place, (low, high) in enumerate(pairwise((0.0, *edges, 1.0)))
    ]


def draw_paired(key: str, title: Message, counted: Sequence[Counted], names: Sequence[str]) -> PairedChart:
    """What the blueprint wants beside what each paper has."""
    compared = any(row.wanted is not None for row in counted)
    most = max([1, *(count for row in counted for count in (row.wanted or 0, *row.got))])
    height = LABEL + (len(names) + compared) * (BAR + 2) + GAP
    rows = tuple(_place(row, names, number * height, most) for number, row in enumerate(counted))
    return PairedChart(
        key=key, title=title, width=WIDTH, height=height * max(1, len(rows)), rows=rows, compared=compared
    )


def _got(report: ConformityReport, scope: Scope, key: str) -> tuple[int, ...]:
    """How many each paper has; one that the report does not count it for has none."""
    return tuple(
        next((row.got for row in form.rows if (row.scope, row.key) == (scope, key)), 0) for form in report.forms
    )


def _place(row: Counted, names: Sequence[str], top: int, most: int) -> PairedRow:
    wanted = [] if row.wanted is None else [("", row.wanted)]
    bars = tuple(
        PairedBar(
            name=name,
            count=count,
            width=round((WIDTH - SIDE) * count / most, 1),
            y=top + LABEL + 4 + index * (BAR + 2),
            wanted=not name,
            short=row.wanted is not None and count != row.wanted,
        )
        for index, (name, count) in enumerate((*wanted, *zip(names, row.got, strict=True)))
    )
    return PairedRow(counted=row, label_y=top + LABEL - 2, bars=bars)
