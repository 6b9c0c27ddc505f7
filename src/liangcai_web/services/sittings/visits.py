"""What a candidate's browser showed of itself, in the journal beside what it sent.

In: a candidate, signs. Out: events of the kind ``visited``; the newest of them. Follows: reliability rule 4: signs are
kept with the attempt and shown to the invigilator; no answer waits for them.
"""

from datetime import datetime
from uuid import uuid4

import msgspec

from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.services.sittings.access import Signs, Visit, find_access, judge_visit
from liangcai_web.services.sittings.journal import open_journal

VISITED = "visited"


def note_visit(candidate: Candidate, visit: Visit, where: str, now: datetime) -> Signs | None:
    """Judge a request and keep its signs where they differ from those before; None where there are no rules."""
    row = find_access(candidate.batch)
    if row is None:
        return None
    signs = judge_visit(row, candidate.room, visit)
    if signs != read_signs(str(candidate.uuid)):
        keep_signs(str(candidate.uuid), signs, where, now)
    return signs


def keep_signs(attempt: str, signs: Signs, where: str, now: datetime) -> None:
    """Append signs to an attempt."""
    payload = {"where": where, **msgspec.to_builtins(signs)}
    flags = ("doubtful",) if signs.doubtful else ()
    event = NewEvent(kind=VISITED, client_id=f"{VISITED}-{uuid4().hex}", payload=payload, flags=flags)
    open_journal().append(attempt, (event,), now).result()


def read_signs(attempt: str) -> Signs | None:
    """The newest signs of an attempt, or None."""
    events = open_journal().read(attempt, (VISITED,))
    return msgspec.convert(events[-1].payload, Signs) if events else None
