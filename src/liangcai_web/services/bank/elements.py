"""The element list of an organisation: the standard's points, and its own below them.

In: a shelf, a requirement, the points as they shall be. Out: element lists, history, facts. Follows: every change is a
fact, and what stands is the newest of each requirement; weights are the standard's, shared out by the library.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message, Result
from liangcai.items.element_edit import change_points, describe_changes
from liangcai.items.elements import Addition, Element, ElementList, derive_elements
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf, list_entries, usable_bank
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.bank import PointsChanged
from liangcai_web.services.turns import take_turn

KIND = "points_changed"
Place = tuple[str, str]  # table ("" for basic requirements) and code


class PointsStep(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the points below a requirement: when, by whom, what."""

    at: datetime
    actor: str
    changes: tuple[Message, ...]


def place_of(element: Element) -> Place:
    """Where points are added: basic requirements are the same in every table."""
    return (element.table if element.code.startswith("K") else "", element.code)


def list_additions(shelf: Shelf) -> tuple[Addition, ...]:
    """Every point that the organisation keeps for a level, whatever the direction."""
    newest = {(payload.table, payload.under): payload for _, payload in _read_changes(shelf)}
    return tuple(point for payload in newest.values() for point in payload.points)


def list_elements(shelf: Shelf, blueprint: Blueprint) -> ElementList:
    """The element list of a level and direction; points of other directions are left out without a word."""
    return derive_elements(shelf.standard, blueprint, list_additions(shelf)).value


def points_below(shelf: Shelf, place: Place) -> tuple[Addition, ...]:
    """The points kept below a requirement."""
    found = _newest(shelf, place)
    return found.points if found else ()


def count_hanging(shelf: Shelf) -> Counter[Place]:
    """How many questions hang on each element, those that papers take and those that are being worked on."""
    items = {(item.id, item) for item in usable_bank(shelf).value.items}
    items |= {(entry.item.id, entry.item) for entry in list_entries(shelf)}
    places = {
        (item_id, (item.table if item.requirement.startswith("K") else "", item.element))
        for item_id, item in items
        if item.element
    }
    return Counter(place for _, place in places)


def save_points(
    shelf: Shelf, place: Place, wanted: Sequence[Addition], *, now: datetime, actor: AbstractBaseUser
) -> Result[tuple[Addition, ...]]:
    """Keep the points below a requirement; the same again changes nothing."""
    table, under = place
    asked = tuple(msgspec.structs.replace(one, under=under, table=table) for one in wanted)
    with take_turn(shelf.organisation):
        before = _newest(shelf, place)
        standing, highest = (before.points, before.highest) if before else ((), 0)
        hanging = count_hanging(shelf)
        counts = {one.number: hanging[table, f"{under}/{one.number}"] for one in standing}
        made = change_points(standing, asked, highest, counts)
        if made.findings or not describe_changes(standing, made.value):
            return Result(standing, made.findings)
        highest = max([highest, *(one.number for one in made.value)])
        payload = PointsChanged(bank=shelf.name, table=table, under=under, points=made.value, highest=highest)
        append_fact(shelf.organisation, KIND, payload, now=now, actor=actor)
    return made


def list_steps(shelf: Shelf, place: Place) -> tuple[PointsStep, ...]:
    """What became of the points below a requirement, newest first."""
    steps: list[PointsStep] = []
    before: tuple[Addition, ...] = ()
    for fact, payload in _read_changes(shelf):
        if (payload.table, payload.under) == place:
            actor = fact.actor.get_username() if fact.actor else ""
            steps.append(PointsStep(at=fact.at, actor=actor, changes=describe_changes(before, payload.points)))
            before = payload.points
    return tuple(reversed(steps))


def _newest(shelf: Shelf, place: Place) -> PointsChanged | None:
    found = [payload for _, payload in _read_changes(shelf) if (payload.table, payload.under) == place]
    return found[-1] if found else None


def _read_changes(shelf: Shelf) -> list[tuple[Fact, PointsChanged]]:
    """The facts of a shelf, oldest first."""
    facts = Fact.objects.filter(organisation=shelf.organisation, batch=None, kind=KIND).order_by("position")
    read = [(fact, read_payload(fact, PointsChanged)) for fact in facts.select_related("actor")]
    return [(fact, payload) for fact, payload in read if payload.bank == shelf.name]
