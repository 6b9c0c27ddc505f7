"""A batch of several sites or slots as a picture: how many sit where and when.

In: a plan. Out: coordinates of a drawing and the numbers for a table; templates only print them. Follows: clauses 1.9.3
to 1.9.5; pictures are made on the server, with a table beside them.
"""

import datetime
from collections import defaultdict

import msgspec

from liangcai.scheduling.plan import Plan, Use, list_uses

SIDE, HEAD, ROW, CELL = 140, 44, 34, 92


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A site in a slot: rooms, candidates, people on duty; ``share`` of the fullest, from 0 to 100."""

    rooms: int
    candidates: int
    staff: int
    share: int
    x: int
    y: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A slot above its column."""

    day: str
    hours: str
    x: int


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Sites from top to bottom, slots from left to right."""

    width: int
    height: int
    cell: int
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, int, tuple[Cell, ...]], ...]


def draw_matrix(plan: Plan) -> Matrix:
    """The sites of a plan by its slots."""
    used: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in list_uses(plan):
        used[use.session.site, use.slot.id].append(use)
    slots = [slot for slot in plan.resources.slots if any(key[1] == slot.id for key in used)]
    slots.sort(key=lambda slot: slot.start)
    sites = sorted({site for site, _ in used})
    most = max((count(uses) for uses in used.values()), default=1)
    rows = []
    for number, site in enumerate(sites):
        y = HEAD + ROW * number
        cells = (fill(used.get((site, slot.id), []), most, place, y) for place, slot in enumerate(slots))
        rows.append((site, y + ROW // 2 + 4, tuple(cells)))
    return Matrix(
        width=SIDE + CELL * len(slots),
        height=HEAD + ROW * len(sites) + 4,
        cell=CELL - 4,
        heads=tuple(head_of(slot.start, slot.end, place) for place, slot in enumerate(slots)),
        rows=tuple(rows),
    )


def count(uses: list[Use]) -> int:
    """The candidates of sessions."""
    return sum(len(use.session.seats) for use in uses)


def fill(uses: list[Use], most: int, place: int, y: int) -> Cell:
    """A cell of the drawing."""
    people = {name for use in uses for name in use.session.staff}
    candidates = count(uses)
    x = SIDE + CELL * place
    return Cell(
        rooms=len(uses), candidates=candidates, staff=len(people), share=100 * candidates // max(1, most), x=x, y=y
    )


def head_of(start: datetime.datetime, end: datetime.datetime, place: int) -> Head:
    """A slot in two lines."""
    return Head(day=f"{start:%m-%d}", hours=f"{start:%H:%M}–{end:%H:%M}", x=SIDE + CELL * place)
