"""What the facts about training say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: facts hold random ids of people; the uuid of a class
stands where that of a batch would, so that its facts are read in order.
"""

from datetime import date, datetime

from liangcai_web.services.payloads.base import Payload


class ClassOpened(Payload, frozen=True, kw_only=True):
    """``class_opened``: a class for a level and direction of a standard."""

    title: str
    standard_sha256: str
    level: str
    direction: str
    first_day: date
    last_day: date


class VenueStated(Payload, frozen=True, kw_only=True):
    """``venue_stated``: where a class is taught, and what the school says is there."""

    theory_place: str
    theory_has: tuple[str, ...]
    practice_place: str
    practice_has: tuple[str, ...]


class TeacherNamed(Payload, frozen=True, kw_only=True):
    """``teacher_named``: a teacher of a class and what shows that they may teach it; ``account`` by its row."""

    person: str
    account: int | None
    level: str
    title_grade: str
    qualified: bool | None


class SessionPlanned(Payload, frozen=True, kw_only=True):
    """``session_planned``: a meeting of a class."""

    number: int
    unit: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    hours: int
    teacher: str


class SessionWithdrawn(Payload, frozen=True, kw_only=True):
    """``session_withdrawn``: a meeting that does not take place; its hours count for nobody."""

    number: int


class TraineeEnrolled(Payload, frozen=True, kw_only=True):
    """``trainee_enrolled``: a person learns in a class."""

    person: str
    number: int


class AttendanceTaken(Payload, frozen=True, kw_only=True):
    """``attendance_taken``: hours of a session by trainee; the newest word on a trainee and a session counts.

    ``sha256`` names the spreadsheet where they came in one.
    """

    session: str
    hours: dict[str, int]
    sha256: str = ""


class TrainingProved(Payload, frozen=True, kw_only=True):
    """``training_proved``: two people signed a proof of hours, named by the hash of its file."""

    number: str
    sha256: str
    hours: int


class TrainingProofWithdrawn(Payload, frozen=True, kw_only=True):
    """``training_proof_withdrawn``: two people took a proof back, and why."""

    number: str
    reason: str
