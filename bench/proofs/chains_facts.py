"""The half of R13 that is about facts: what somebody who can write to the database, and perhaps sign, does to them.

In: how many tamperings. Out: which were not found. Follows: each is undone before the next; what is held against the
log is the checkpoint that was taken away before.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import msgspec
from django.db import transaction

from liangcai.audit.checkpoint import Checkpoint, sign_checkpoint
from liangcai.audit.merkle import fold_peaks, grow_peaks
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services import facts
from liangcai_web.services.accounts.offices import found_organisation
from liangcai_web.services.batches.checkpoints import check_log, newest_checkpoint, note_checkpoint
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.issuing import issuing_key
from liangcai_web.services.payloads.audit import CheckpointSigned
from liangcai_web.services.payloads.base import AttemptClosed

ROWS = 24
CHECKPOINT = ROWS // 2  # a checkpoint in the middle of the facts; the last one, over all of them, stands behind


def tamper_facts(tries: int, rng: random.Random, alone: Counter[str]) -> list[str]:
    """The facts of an organisation, in the hands of someone who can write to the database."""
    code = uuid4().hex
    organisation = found_organisation(name="链", name_en="Chain", code=code[:4], province="00", site=code[4:10])
    new = [
        NewFact(
            kind="attempt_closed", payload=AttemptClosed(how="candidate", last_sequence=n, answered=n), subject=uuid4()
        )
        for n in range(ROWS)
    ]
    for some in (new[: CHECKPOINT - 1], new[CHECKPOINT:]):
        append_facts(organisation, some, now=clock.now(), batch=uuid4())
        note_checkpoint(organisation, now=clock.now())
    noted = newest_checkpoint(organisation)
    assert noted is not None
    if noted.size != ROWS or not check_log(organisation, noted, clock.now()).holds:
        return ["a log that nobody touched does not hold"]
    faults = []
    for number in range(tries):
        kind = tuple(FACTS)[number % len(FACTS)]
        with transaction.atomic():
            FACTS[kind](organisation, rng)
            found, by_itself = judge(organisation, noted)
            transaction.set_rollback(True)
        faults += [] if found else [f"facts: {kind} was not found"]
        alone[f"facts {kind}"] += found and not by_itself
    assert check_log(organisation, noted, clock.now()).holds
    return faults


def judge(organisation: Organisation, noted: Checkpoint) -> tuple[bool, bool]:
    """Whether the tampering is found with the checkpoint that was noted, and by the chain alone."""
    seen = check_log(organisation, noted, clock.now())
    return not seen.holds, not seen.reasons[0].met


def edit_fact(organisation: Organisation, rng: random.Random) -> None:
    """One column of one row."""
    rows = Fact.objects.filter(organisation=organisation, position=rng.randint(1, ROWS))
    row = rows.get()
    changes: tuple[dict[str, object], ...] = (
        {"kind": row.kind + "x"},
        {"schema": row.schema + 1},
        {"at": row.at + timedelta(microseconds=1)},
        {"batch": uuid4()},
        {"batch": None},
        {"subject": uuid4()},
        {"subject": None},
        {"payload": row.payload + " "},
        {"payload": row.payload.replace("candidate", "clock")},
        {"previous": "0" * 64},
        {"hash": "0" * 64},
    )
    real = [one for one in changes if any(getattr(row, name) != value for name, value in one.items())]
    rows.update(**rng.choice(real))


def shift_facts(organisation: Organisation, first: int, last: int, by: int) -> None:
    """Positions from first to last move by one, in the order that keeps them apart."""
    order = range(last, first - 1, -1) if by > 0 else range(first, last + 1)
    for position in order:
        Fact.objects.filter(organisation=organisation, position=position).update(position=position + by)


def delete_fact(organisation: Organisation, rng: random.Random) -> None:
    """One row in the middle; half the time those behind it close the gap."""
    position = rng.randint(1, ROWS - 1)
    Fact.objects.filter(organisation=organisation, position=position).delete()
    if rng.random() < 0.5:
        shift_facts(organisation, position + 1, ROWS + 1, -1)


def insert_fact(organisation: Organisation, rng: random.Random) -> None:
    """One row between others, with a hash of its own that fits the one before."""
    position = rng.randint(2, ROWS)
    shift_facts(organisation, position, ROWS + 1, 1)
    before = Fact.objects.get(organisation=organisation, position=position - 1)
    forged = Fact(organisation=organisation, position=position, kind="attempt_closed", at=before.at, payload="{}")
    forged.previous = before.hash
    forged.hash = facts.hash_fact(forged, organisation.uuid)
    forged.save()


def reorder_facts(organisation: Organisation, rng: random.Random) -> None:
    """Two rows change places."""
    one, two = rng.sample(range(1, ROWS + 1), 2)
    for old, new in ((one, 1000), (two, one), (1000, two)):
        Fact.objects.filter(organisation=organisation, position=old).update(position=new)


def truncate_facts(organisation: Organisation, rng: random.Random) -> None:
    """The end is cut off."""
    Fact.objects.filter(organisation=organisation, position__gt=rng.randint(0, ROWS - 1)).delete()


def rebuild_facts(organisation: Organisation, rng: random.Random) -> None:
    """An edit, and every hash behind it made anew."""
    position, previous = rng.randint(1, ROWS), None
    for row in Fact.objects.filter(organisation=organisation, position__gte=position).order_by("position"):
        row.previous = previous or row.previous
        row.payload = row.payload.replace('":', '" :', 1) if row.position == position else row.payload
        previous = facts.hash_fact(row, organisation.uuid)
        Fact.objects.filter(pk=row.pk).update(payload=row.payload, previous=row.previous, hash=previous)


def resign_facts(organisation: Organisation, rng: random.Random) -> None:
    """An edit, every hash behind it made anew, and every checkpoint signed anew with the key of the installation."""
    position, previous = rng.choice([one for one in range(1, ROWS + 1) if one != CHECKPOINT]), ""
    peaks: tuple[bytes, ...] = ()
    for row in Fact.objects.filter(organisation=organisation).order_by("position"):
        size = row.position - 1
        if row.kind == "checkpoint_signed":
            made = sign_checkpoint(
                organisation.uuid, organisation.name, size, fold_peaks(peaks), issuing_key().signer, row.at
            )
            said = CheckpointSigned(size=size, peaks=tuple(one.hex() for one in peaks), text=made.text)
            row.payload = msgspec.json.encode(said).decode()
        elif row.position == position:
            row.payload = row.payload.replace("candidate", "clock")
        row.previous = previous
        previous = facts.hash_fact(row, organisation.uuid)
        peaks = grow_peaks(peaks, size, (bytes.fromhex(previous),))
        Fact.objects.filter(pk=row.pk).update(payload=row.payload, previous=row.previous, hash=previous)


def regrow_facts(organisation: Organisation, rng: random.Random) -> None:
    """The end is cut off, and as many other facts are appended by the product itself."""
    left = rng.randint(0, ROWS - 1)
    Fact.objects.filter(organisation=organisation, position__gt=left).delete()
    said = AttemptClosed(how="clock", last_sequence=0, answered=0)
    new = [NewFact(kind="attempt_closed", payload=said, subject=uuid4()) for _ in range(ROWS + 1 - left)]
    append_facts(organisation, new, now=clock.now(), batch=uuid4())


FACTS: dict[str, Callable[[Organisation, random.Random], None]] = {
    "edit": edit_fact,
    "delete": delete_fact,
    "insert": insert_fact,
    "reorder": reorder_facts,
    "truncate": truncate_facts,
    "rebuild": rebuild_facts,
    "resign": resign_facts,
    "regrow": regrow_facts,
}
