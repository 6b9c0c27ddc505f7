"""How much room on the disk a sitting will take, so that it is refused before it begins rather than in its middle.

In: how many candidates, for how long, with how many texts to write. Out: bytes of journal and database. Follows: rule 7
of reliability: a sitting does not open without three times its forecast. The constants of size were measured on SQLite
(``prove R25`` measures them again); those of behaviour are assumptions on the high side.
"""

import math

import msgspec

TIMES = 3
# Two logs of changes that grow before they are written back: 35.1 MB of the journal, 4.2 MB of the database, measured.
LOGS = 40_000_000
# Attempt, session, ending, marks: 1,230 bytes in the journal and 480 + 1,640 in the database, measured.
CANDIDATE = 4_000
# An answer with its hashes and its place in the index: 383 to 418 bytes, measured.
SAVE = 450
# A byte of text beyond that: 1.16 bytes, measured over 4,000 answers of 1,500 bytes.
TEXT_BYTE = 1.2
# Answers, changed answers and marks in an hour: 100 questions in 90 minutes are 67; three times that is assumed.
SAVES_AN_HOUR = 200
# A text of 800 characters of three bytes, saved whole at each pause of its writer, every ten characters: assumed.
TEXT_SAVES, TEXT_LENGTH, CHARACTER = 80, 800, 3


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting: candidates, minutes from the first start to the last end, texts that each of them writes."""

    candidates: int
    minutes: int
    texts: int = 0


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that sittings will take: the logs of changes once, the rest for each candidate."""

    logs: int
    answers: int
    texts: int

    @property
    def total(self) -> int:
        """All together."""
        return self.logs + self.answers + self.texts

    @property
    def needed(self) -> int:
        """What has to be there before a sitting opens."""
        return TIMES * self.total


def forecast_room(sittings: tuple[Expected, ...]) -> Forecast:
    """The room that sittings of the same hours take together."""
    return Forecast(
        logs=LOGS,
        answers=sum(one.candidates * _take_answers(one.minutes) for one in sittings),
        texts=sum(one.candidates * one.texts * _take_text() for one in sittings),
    )


def _take_answers(minutes: int) -> int:
    """What one candidate takes without texts."""
    return CANDIDATE + math.ceil(SAVES_AN_HOUR * minutes / 60) * SAVE


def _take_text() -> int:
    """What one text takes, all its states from the first word to the last: half its length on average."""
    return math.ceil(TEXT_SAVES * (SAVE + TEXT_BYTE * TEXT_LENGTH * CHARACTER / 2))
