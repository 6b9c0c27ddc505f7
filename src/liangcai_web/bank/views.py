"""The bank as a whole: shelves, the questions of a level, what they cover.

In: an author or officer. Out: pages. Follows: coverage before numbers: a bank is as good as its emptiest point.
"""

from itertools import pairwise
from typing import Any

import msgspec
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Message
from liangcai.items.coverage import BANDS, Coverage, measure_coverage
from liangcai.items.elements import Element, ElementList
from liangcai.items.life import STATE_NAMES
from liangcai.items.lint import lint_items
from liangcai.items.model import build_bank
from liangcai.items.names import TYPE_NAMES
from liangcai_web.bank.coverage_chart import STEP, draw_areas, draw_spread
from liangcai_web.bank.shelf import link_points, list_directions, plan, shelf_page, show_page
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.services.bank.elements import list_elements
from liangcai_web.services.bank.items import Entry, Shelf, list_entries
from liangcai_web.services.packs import item_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.standards.opened import StandardEntry, list_standards, open_standard

ALL = Message("全部", "All")


class ShelfRow(msgspec.Struct, frozen=True, kw_only=True):
    """A level of a standard with its questions."""

    standard: StandardEntry
    level: str
    questions: int
    drafts: int


@role_required(Role.AUTHOR, Role.OFFICER)
@require_safe
def show_shelves(request: StaffRequest) -> HttpResponse:
    """Every level of every standard at hand."""
    rows = [row for standard in list_standards(request.organisation) for row in list_shelves(request, standard)]
    return render(request, "bank/shelves.html", {"page": page_of(rows, request.GET.get("page"))})


def list_shelves(request: StaffRequest, entry: StandardEntry) -> list[ShelfRow]:
    """The levels of a standard."""
    opened = open_standard(entry.key)
    if opened is None:
        return []
    rows = []
    for level in opened.standard.levels:
        entries = list_entries(Shelf(organisation=request.organisation, standard=opened.standard, level=level.name))
        drafts = sum(found.record.state == "draft" for found in entries)
        rows.append(ShelfRow(standard=entry, level=level.name, questions=len(entries), drafts=drafts))
    return rows


@shelf_page
@require_safe
def show_items(request: StaffRequest, shelf: Shelf, key: str) -> HttpResponse:
    """The questions of a level: looked for by words, type and state."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "type", "state")}
    entries = list_entries(shelf)
    found = tuple(entry for entry in entries if fits(entry, asked))
    rows = [(entry, TYPE_NAMES[entry.item.type], STATE_NAMES[entry.record.state]) for entry in found]
    bank = build_bank(shelf.standard.code, shelf.standard.edition, shelf.level, tuple(entry.item for entry in entries))
    warnings = lint_items(bank, item_pack())
    return show_page(
        request,
        shelf,
        key,
        "items",
        asked=asked,
        total=len(entries),
        warnings=warnings,
        page=page_of(rows, request.GET.get("page")),
        query="".join(f"{name}={value}&" for name, value in asked.items() if value),
        types=[("", ALL), *TYPE_NAMES.items()],
        states=[("", ALL), *STATE_NAMES.items()],
    )


def fits(entry: Entry, asked: dict[str, str]) -> bool:
    """Whether a question is one of those looked for."""
    item = entry.item
    words = " ".join((item.id, item.requirement, item.element, item.stem, *item.options)).casefold()
    return (
        asked["q"].casefold() in words
        and asked["type"] in ("", item.type)
        and asked["state"] in ("", entry.record.state)
    )


@shelf_page
@require_safe
def show_coverage(request: StaffRequest, shelf: Shelf, key: str) -> HttpResponse:
    """The element list with the questions of each point."""
    directions = list_directions(shelf.standard, shelf.level)
    asked = request.GET.get("direction")
    direction = asked if asked in directions else directions[0]
    blueprint = plan(shelf, direction)
    context: dict[str, Any] = {"directions": directions, "direction": direction, "lang": read_language(request)}
    if blueprint is not None:
        made = list_elements(shelf, blueprint)
        items = tuple(entry.item for entry in list_entries(shelf))
        context |= describe_coverage(made, measure_coverage(made, items, item_pack()))
        context["rows"] = [(*row, link_of(key, shelf, row[0], made)) for row in context["rows"]]
    return show_page(request, shelf, key, "coverage", **context)


def link_of(key: str, shelf: Shelf, element: Element, made: ElementList) -> str:
    """Where a requirement is divided; "" for what the standard itself divides and for points that were added."""
    above = {one.parent for one in made.elements if not one.own}
    return "" if element.own or not element.depth or element.code in above else link_points(key, shelf, element)


def describe_coverage(made: ElementList, cover: Coverage) -> dict[str, Any]:
    """What the template prints: every element, with its cover where it is a point."""
    points = {(point.element.table, point.element.code): point for point in cover.points}
    edges = ("0", *(str(edge) for edge in BANDS), "1")
    return {
        "cover": cover,
        "rows": [(element, points.get((element.table, element.code))) for element in made.elements],
        "areas": (areas := draw_areas(made, cover)),
        "height": STEP * max(1, len(areas)),
        "spread": draw_spread(cover.bands, [f"{low}–{high}" for low, high in pairwise(edges)]),
        "least": item_pack().per_point,
    }
