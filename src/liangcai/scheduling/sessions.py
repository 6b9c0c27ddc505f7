"""Sessions written down: who sits where, and when.

In: a ``Task`` and its ``Roster``. Out: ``Session``s. Follows: clause 1.9.4 (minutes) and practice: one person a desk,
forms alternate along rows and columns, schools are kept apart, some seats can be reached without steps.
"""

import datetime
from collections.abc import Iterator, Sequence

from liangcai.scheduling.desks import choose_desks
from liangcai.scheduling.duties import Roster
from liangcai.scheduling.layout import Draft, room_places
from liangcai.scheduling.model import Candidate, Seat, Session
from liangcai.scheduling.task import Task, own_minutes


def write_sessions(task: Task, roster: Roster) -> Iterator[Session]:
    """The sessions of a site with every name in its place."""
    for draft, hand, team in zip(roster.drafts, roster.hands, roster.teams, strict=True):
        if hand:
            yield write_session(task, draft, hand, team)


def write_session(task: Task, draft: Draft, hand: Sequence[int], team: Sequence[int]) -> Session:
    """One session: seats for its candidates, its team led by a senior."""
    people = sorted((task.staff[one] for one in team), key=lambda one: (not one.may_take("senior_assessor"), one.id))
    seat = seat_theory if draft.kind == "theory" else seat_turns
    return Session(
        site=task.site,
        room=draft.room.id,
        slot=task.slots[draft.slot].id,
        kind=draft.kind,
        exams=tuple(sorted({task.candidates[one].exam for one in hand})),
        role=draft.duty.role,
        staff=tuple(one.id for one in people),
        seats=tuple(seat(task, draft, hand)),
    )


def seat_theory(task: Task, draft: Draft, hand: Sequence[int]) -> Iterator[Seat]:
    """Everybody at once, neighbours with different forms and from different schools."""
    columns, forms = draft.room.columns or task.pack.columns, task.pack.forms
    candidates = [task.candidates[one] for one in hand]
    front = [number for number, one in enumerate(candidates) if one.accessible]
    schools = [one.organisation for one in candidates]
    places = room_places(task, draft.room, None)
    desks = choose_desks(schools, columns, places, front, min(draft.room.accessible, places))
    start = task.slots[draft.slot].start
    for desk, one in sorted(zip(desks, candidates, strict=True), key=lambda pair: pair[0]):
        row, column = divmod(desk, columns)
        form = forms[(row + column) % len(forms)]
        yield Seat(
            candidate=one.id, row=row + 1, column=column + 1, form=form, start=start, minutes=extra(task, draft, one)
        )


def seat_turns(task: Task, draft: Draft, hand: Sequence[int]) -> Iterator[Seat]:
    """Turn after turn, those who need them at the places that can be reached."""
    columns = draft.room.columns or task.pack.columns
    part = next(part for part in task.exams[task.candidates[hand[0]].exam].parts if part.kind == draft.kind)
    places = room_places(task, draft.room, part.station)
    step = datetime.timedelta(minutes=draft.minutes + task.pack.turn_minutes)
    candidates = sorted((task.candidates[one] for one in hand), key=lambda one: not one.accessible)
    near = draft.room.accessible
    needed = sum(one.accessible for one in candidates)
    turns = max(-(-len(hand) // places), -(-needed // near) if needed else 0)
    order = [(turn, place) for turn in range(turns) for place in range(places)]
    order = order if needed <= near else sorted(order, key=lambda one: one[1] >= near)
    for (turn, place), one in zip(order, candidates, strict=False):
        row, column = divmod(place, columns)
        start = task.slots[draft.slot].start + turn * step
        yield Seat(
            candidate=one.id, row=row + 1, column=column + 1, form=None, start=start, minutes=extra(task, draft, one)
        )


def extra(task: Task, draft: Draft, one: Candidate) -> int | None:
    """A candidate's own minutes where they have extra time."""
    if not one.extra_time:
        return None
    part = next(part for part in task.exams[one.exam].parts if part.kind == draft.kind)
    return own_minutes(part, one)
