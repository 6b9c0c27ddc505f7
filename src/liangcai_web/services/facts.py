"""Appending facts and reading them back.

In: what happened. Out: rows of ``Fact``, each with the hash of the one before it in its organisation. Follows: facts
are appended and never edited; where two people are needed the approver is another person, held by the database.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.models import QuerySet

from liangcai_web.records.facts import SCHEMAS, Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.rows import Part, read_one
from liangcai_web.services.turns import take_turn

T = TypeVar("T")
# The questions that candidates' pages ask again and again, worded once: Django takes ten times as long to word them as
# the database to answer them.
HEAD = "SELECT position, hash FROM records_fact WHERE organisation_id = %s ORDER BY position DESC LIMIT 1"
FACT = Part(Fact, "f")
LAST = f"SELECT {FACT.columns} FROM records_fact f WHERE f.{{}} ORDER BY f.position DESC LIMIT 1"  # noqa: S608 - names
LAST_OF_BATCH = LAST.format("batch = %s AND f.kind = %s")
LAST_OF_TWO = LAST.format("subject = %s AND f.kind IN (%s, %s)")
LAST_OF_SUBJECT = LAST.format("subject = %s AND f.kind = %s")


class NewFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact to be appended: its kind, what it is about, and its content as a struct."""

    kind: str
    payload: msgspec.Struct
    subject: UUID | None = None


def append_facts(
    organisation: Organisation,
    facts: Sequence[NewFact],
    *,
    now: datetime,
    actor: AbstractBaseUser | None = None,
    approver: AbstractBaseUser | None = None,
    batch: UUID | None = None,
) -> tuple[Fact, ...]:
    """Append facts in order; raises IntegrityError when the approver is the actor."""
    with take_turn(organisation):
        position, previous = _read_head(organisation)
        rows = []
        for new in facts:
            position += 1
            row = Fact(
                organisation=organisation,
                position=position,
                kind=new.kind,
                schema=SCHEMAS.get(new.kind, 1),
                at=now,
                actor=actor,  # type: ignore[misc]
                approver=approver,
                batch=batch,
                subject=new.subject,
                payload=msgspec.json.encode(new.payload).decode(),
                previous=previous,
            )
            row.hash = hash_fact(row, organisation.uuid)
            previous = row.hash
            rows.append(row)
        Fact.objects.bulk_create(rows, batch_size=500)
    return tuple(rows)


def append_fact(
    organisation: Organisation,
    kind: str,
    payload: msgspec.Struct,
    *,
    now: datetime,
    actor: AbstractBaseUser | None = None,
    approver: AbstractBaseUser | None = None,
    batch: UUID | None = None,
    subject: UUID | None = None,
) -> Fact:
    """Append one fact."""
    new = NewFact(kind=kind, payload=payload, subject=subject)
    return append_facts(organisation, (new,), now=now, actor=actor, approver=approver, batch=batch)[0]


def append_once(
    organisation: Organisation,
    facts: Sequence[NewFact],
    *,
    now: datetime,
    batch: UUID,
    actor: AbstractBaseUser | None = None,
    approver: AbstractBaseUser | None = None,
) -> tuple[Fact, ...]:
    """Append those facts of a batch whose subject has none of the kind yet; two who come at once append one."""
    with take_turn(organisation):
        kinds = {new.kind for new in facts}
        there = set(Fact.objects.filter(batch=batch, kind__in=kinds).values_list("kind", "subject"))
        missing = [new for new in facts if (new.kind, new.subject) not in there]
        return append_facts(organisation, missing, now=now, batch=batch, actor=actor, approver=approver)


def hash_fact(fact: Fact, organisation: UUID) -> str:
    """The SHA-256, in hex, over everything that a fact says and the hash of the one before."""
    return hashlib.sha256(write_fact(fact, organisation)).hexdigest()


def write_fact(fact: Fact, organisation: UUID) -> bytes:
    """The text that is hashed."""
    people = [getattr(fact, f"{role}_id") for role in ("actor", "approver")]
    said = [
        str(organisation),
        fact.position,
        fact.kind,
        fact.schema,
        fact.at.isoformat(),
        people,
        str(fact.batch or ""),
        str(fact.subject or ""),
        fact.payload,
        fact.previous,
    ]
    return msgspec.json.encode(said)


def find_break(organisation: Organisation) -> int | None:
    """The position of the first fact that does not fit the one before it, or None when the chain holds."""
    previous = ""
    facts = Fact.objects.filter(organisation=organisation).order_by("position").iterator()
    for expected, fact in enumerate(facts, 1):
        if fact.position != expected or fact.previous != previous or hash_fact(fact, organisation.uuid) != fact.hash:
            return expected
        previous = fact.hash
    return None


def read_facts(batch: UUID, *kinds: str) -> "QuerySet[Fact]":
    """The facts of a batch of some kinds, in the order in which they were appended."""
    return Fact.objects.filter(batch=batch, kind__in=kinds).order_by("position")


def last_fact(batch: UUID, kind: str) -> Fact | None:
    """The newest fact of a kind in a batch, or None."""
    return read_one(LAST_OF_BATCH, [_write_uuid(batch), kind], FACT)


def newest_fact(subject: UUID, kind: str) -> Fact | None:
    """The newest fact of a kind about a subject, or None."""
    return read_one(LAST_OF_SUBJECT, [_write_uuid(subject), kind], FACT)


def newest_of(organisation: Organisation, kind: str) -> Fact | None:
    """The newest fact of a kind in an organisation, or None."""
    return Fact.objects.filter(organisation=organisation, kind=kind).order_by("-position").first()


def newest_of_two(subject: UUID, kinds: tuple[str, str]) -> Fact | None:
    """The newest fact of either of two kinds about a subject, or None."""
    return read_one(LAST_OF_TWO, [_write_uuid(subject), *kinds], FACT)


def _read_head(organisation: Organisation) -> tuple[int, str]:
    """Position and hash of the last fact of an organisation."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD, [organisation.pk])
        return cursor.fetchone() or (0, "")


def _write_uuid(value: UUID) -> object:
    """A uuid as the database has it."""
    return Fact._meta.get_field("subject").get_db_prep_value(value, connection)


def read_payload(fact: Fact, shape: type[T]) -> T:
    """The content of a fact as the struct that it was written from."""
    return msgspec.json.decode(fact.payload, type=shape)
