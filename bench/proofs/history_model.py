"""What must be true of a history, worked out from the raw rows by a few lines that share nothing with the product.

In: rows of the journal as SQLite gives them, what the machines and the office know. Out: anomalies in words. Follows:
acknowledged is stored exactly once; the answer of an item is the highest sequence stored in time; nothing of another's
attempt; positions without gaps, each hash over the one before. Where an event was under way while the office was at it,
the row's own flag says on which side it fell; everywhere else the moments do.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bench.proofs.history_pages import Seat, Sent, Span

COLUMNS = ("position", "attempt", "client_id", "kind", "item", "sequence", "payload", "flags", "at", "previous", "hash")


class Row(NamedTuple):
    """A row of the journal."""

    position: int
    attempt: str
    client_id: str
    kind: str
    item: str
    sequence: int
    payload: str
    flags: str
    at: str
    previous: str
    hash: str

    @property
    def moment(self) -> datetime:
        """When the server had it."""
        return datetime.fromisoformat(self.at)

    @property
    def content(self) -> dict[str, Any]:
        """The payload."""
        loaded: dict[str, Any] = json.loads(self.payload)
        return loaded


def check_chain(rows: list[Row], position: int, previous: str) -> list[str]:
    """Positions without gaps from here on, each row with the hash of the one before."""
    faults = []
    for row in rows:
        written = json.dumps(row[:-1], ensure_ascii=False, separators=(",", ":")).encode()
        if row.position != position + 1 or row.previous != previous or row.hash != hashlib.sha256(written).hexdigest():
            faults.append(f"the chain breaks at {row.position}")
        position, previous = row.position, row.hash
    return faults


def check_seat(seat: Seat, rows: list[Row], standing: dict[str, str]) -> list[str]:
    """Everything that can be wrong with an attempt; ``standing`` are the answers that the product counts."""
    own = [row for row in rows if row.attempt == seat.attempt]
    faults = [*seat.faults, *check_stored(seat, own), *check_told(seat)]
    final = work_out(seat, own)
    if set(standing) != set(final) or any(standing[item] not in final[item] for item in standing):
        faults.append(f"{standing} stands, {final} is right")
    return [f"{seat.attempt}: {fault}" for fault in faults]


def check_stored(seat: Seat, own: list[Row]) -> list[str]:
    """Sent and acknowledged is there once, as it was sent, at a moment at which it was under way; nothing else is."""
    faults = []
    names = [row.client_id for row in own]
    faults += [f"{name} is stored {names.count(name)} times" for name in set(names) if names.count(name) > 1]
    faults += [
        f"{one.name} was acknowledged and is lost"
        for one in seat.sent.values()
        if one.acknowledged and one.name not in names
    ]
    faults += [f"the office's {name} is lost" for name in seat.office if name not in names]
    for row in own:
        sent = seat.sent.get(row.client_id)
        if sent is None:
            if seat.office.get(row.client_id, ("",))[0] != row.kind:
                faults.append(f"{row.client_id} was never sent")
        elif (row.item, row.sequence, row.content["response"]) != (sent.item, sent.sequence, sent.response):
            faults.append(f"{row.client_id} is stored as something else")
        elif not any(began <= row.moment <= ended for began, ended in usable(sent)):
            faults.append(f"{row.client_id} is stored at {row.moment}, under way in {usable(sent)}")
    return faults


def usable(sent: Sent) -> list[Span]:
    """The journeys that may have stored it first: what began after an acknowledgement did not."""
    return [span for span in sent.spans if sent.acknowledged is None or span[0] <= sent.acknowledged]


def check_told(seat: Seat) -> list[str]:
    """The highest sequence in a reply is not below what was acknowledged before, and never above what was sent."""
    faults = []
    for told in seat.told:
        for item, highest in told.stored.items():
            known = [one for one in seat.sent.values() if one.item == item]
            before = [one.sequence for one in known if one.acknowledged and one.acknowledged < told.span[0]]
            inside = [one.sequence for one in known if one.name in told.acknowledged]
            if highest < max((*before, *inside)) or highest not in [one.sequence for one in known]:
                faults.append(f"a reply says {highest} for {item}")
    return faults


def work_out(seat: Seat, own: list[Row]) -> dict[str, set[str]]:
    """The right answers: of what counts, the highest sequence of each item; of two with the same one, either."""
    last = find_end(own)
    counting = [
        row for row in own if row.kind == "answered" and last is not None and row.moment <= last and counts(seat, row)
    ]
    top: dict[str, int] = {}
    for row in counting:
        top[row.item] = max(top.get(row.item, 0), row.sequence)
    return {
        item: {row.content["response"] for row in counting if (row.item, row.sequence) == (item, highest)}
        for item, highest in top.items()
    }


def find_end(own: list[Row]) -> datetime | None:
    """Start, minutes and grants; or handing in or closing, if that was earlier."""
    opened = [row for row in own if row.kind == "opened"]
    if not opened:
        return None
    granted = sum(row.content["seconds"] for row in own if row.kind == "granted")
    planned = opened[0].moment + timedelta(minutes=opened[0].content["minutes"], seconds=granted)
    return min((planned, *(row.moment for row in own if row.kind in ("handed_in", "closed"))))


def counts(seat: Seat, row: Row) -> bool:
    """Whether it came from somebody who sat: not before the opening, not with a session that was ended."""
    early, ended = (name in row.flags.split() for name in ("before-opening", "ended-session"))
    if seat.opened is None or row.client_id not in seat.sent:
        return False
    heard = find_heard(seat.sent[row.client_id], row)
    if heard < seat.opened[0] or (early and row.moment <= seat.opened[1]):
        return False
    over = was_ended(seat, seat.sent[row.client_id].machine)
    if over is False or seat.ended_sessions is None or heard < seat.ended_sessions[0]:
        return True
    return not (ended if over is None or row.moment <= seat.ended_sessions[1] else over)


def find_heard(sent: Sent, row: Row) -> datetime:
    """Until when the journey that stored it was under way: it arrived before, and its sender was looked up by then."""
    return max((ended for began, ended in usable(sent) if began <= row.moment <= ended), default=row.moment)


def was_ended(seat: Seat, machine: int) -> bool | None:
    """Whether the office ended this machine's session, which it did not where another had superseded it before."""
    if seat.ended_sessions is None:
        return False
    own = is_before(seat.signed_in[machine], seat.ended_sessions)
    others = [span for number, span in seat.signed_in.items() if number != machine]
    superseded = [
        both(is_before(seat.signed_in[machine], other), is_before(other, seat.ended_sessions)) for other in others
    ]
    return both(own, *(None if one is None else not one for one in superseded))


def is_before(first: Span, second: Span) -> bool | None:
    """Whether one happened before the other; None where their spans overlap."""
    return True if first[1] < second[0] else False if second[1] < first[0] else None


def both(*known: bool | None) -> bool | None:
    """Whether all hold; None where that depends on what is not known."""
    return False if False in known else None if None in known else True
