"""What a class of training is made of: teachers, sessions on a timetable, places.

In: nothing. Out: frozen structs, as a school would record them. Follows: clause 1.8.1 (hours), 1.8.2 (teachers), 1.8.3
(places). Moments stand in the zone of the organisation, so that the day of a session is its day there.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.training.proof import Teacher

Kind = Literal["theory", "practice"]
KIND_NAMES = {"theory": "理论", "practice": "实操"}


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting of a class: the function that it teaches, as theory or practice, for how many standard hours.

    ``number`` counts within the class; ``place`` is a room or a workshop, ``teacher`` the id of one of the class.
    """

    id: str
    of: str
    number: int
    unit: str
    kind: Kind
    start: datetime.datetime
    end: datetime.datetime
    hours: int
    teacher: str = ""
    place: str = ""

    def meets(self, other: "Session") -> bool:
        """Whether the two have any time in common."""
        return self.start < other.end and other.start < self.end


class ClassTeacher(msgspec.Struct, frozen=True, kw_only=True):
    """A teacher of a class with what they hold."""

    id: str
    name: str
    holds: Teacher


class Venue(msgspec.Struct, frozen=True, kw_only=True):
    """Where theory or practice is taught, and what the school says is there, in the words of clause 1.8.3."""

    place: str = ""
    has: tuple[str, ...] = ()


class TrainingClass(msgspec.Struct, frozen=True, kw_only=True):
    """A class for a level and direction, both days of its term included."""

    id: str
    level: str
    direction: str | None
    first_day: datetime.date
    last_day: datetime.date
    teachers: tuple[ClassTeacher, ...] = ()
    sessions: tuple[Session, ...] = ()
    theory: Venue = Venue()
    practice: Venue = Venue()


class Attended(msgspec.Struct, frozen=True, kw_only=True):
    """A session that one person attended, and for how many of its standard hours."""

    session: Session
    hours: int
