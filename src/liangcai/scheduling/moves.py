"""Who is somewhere else after a change.

In: a timetable before and after. Out: names. Follows: practice: a place once announced is changed for as few as can be.
"""

from liangcai.scheduling.model import Timetable


def list_moved(before: Timetable, after: Timetable) -> tuple[str, ...]:
    """Who has to be told: everybody of the first timetable who is somewhere else, at another time, or nowhere now."""
    old, new = list_places(before), list_places(after)
    return tuple(sorted(name for name in old if old[name] != new.get(name)))


def list_places(timetable: Timetable) -> dict[str, set[tuple[str, str, str]]]:
    """Where everybody is: site, room, slot."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for session in timetable.sessions:
        for name in (*session.staff, *(seat.candidate for seat in session.seats)):
            found.setdefault(name, set()).add((session.site, session.room, session.slot))
    return found
