"""Lists of rooms and of staff as files: read in a bounded child, taken in whole or not at all, written out.

In: an uploaded file. Out: what it holds with findings by row, rows and facts. Follows: rule 10 of the reliability
rules; figure R20.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Message, Result, has_errors
from liangcai.scheduling.registry.model import Head, ListedPerson
from liangcai.scheduling.registry.places import KIND_NAMES, ROOM_HEADS, read_rooms
from liangcai.scheduling.registry.staff import ROLE_TITLES, STAFF_HEADS, read_people
from liangcai.scheduling.registry.words import write_periods, write_stations
from liangcai.scheduling.registry.write import write_register
from liangcai_host.sandbox.message import RegisterRequest
from liangcai_host.sandbox.read import read_register_in_child
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.register import RegisterImported
from liangcai_web.services.registers.places import find_rooms, keep_rooms, read_room, zone
from liangcai_web.services.registers.staff import describe_person, find_people, keep_people

BYTES = 5 << 20


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of list: its columns, how its rows are read, kept and written."""

    key: str
    name: Message
    heads: tuple[Head, ...]
    read: Callable[..., Result[tuple[Any, ...]]]
    keep: Callable[..., Result[int]]
    rows: Callable[[Organisation], Iterator[dict[str, str]]]


def read_list(register: Register, data: bytes, name: str) -> Result[tuple[Any, ...] | None]:
    """What a file holds; errors stand in the findings."""
    read = read_register_in_child(RegisterRequest(name=name, data=data, heads=register.heads))
    if read.value is None:
        return Result(None, read.findings)
    meant = register.read(read.value.rows, zone())
    return Result(meant.value, (*read.findings, *meant.findings))


def take_list(
    register: Register,
    organisation: Organisation,
    data: bytes,
    name: str,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
) -> Result[tuple[int, int] | None]:
    """Take a list in, all of it or nothing: how many rows it gave, how many of them were new or changed."""
    read = read_list(register, data, name)
    if read.value is None or has_errors(read.findings):
        return Result(None, read.findings)
    with transaction.atomic():
        kept = register.keep(organisation, read.value, now=now, actor=actor)
        if has_errors(kept.findings):
            return Result(None, (*read.findings, *place(kept.findings, name)))
        said = RegisterImported(what=register.key, sha256=hashlib.sha256(data).hexdigest(), rows=len(read.value))
        append_fact(organisation, "register_imported", said, now=now, actor=actor)
    return Result((len(read.value), kept.value), read.findings)


def place(findings: Sequence[Finding], name: str) -> tuple[Finding, ...]:
    """Findings with the name of the file."""
    return tuple(msgspec.structs.replace(one, document=name) for one in findings)


def write_list(register: Register, organisation: Organisation | None) -> bytes:
    """All rows of an organisation as a file that can be taken in again; without one, empty."""
    rows = register.rows(organisation) if organisation else ()
    return write_register(register.name.zh, register.heads, rows)


def list_rooms(organisation: Organisation) -> Iterator[dict[str, str]]:
    """The rooms in use as words by field."""
    for row in find_rooms(organisation):
        room = read_room(row)
        yield {
            "site": room.site,
            "address": row.site.address,
            "room": room.id,
            "kind": KIND_NAMES[room.kind].zh,
            "seats": str(room.seats),
            "columns": str(room.columns or ""),
            "accessible": str(room.accessible),
            "stations": write_stations(room.stations, "；"),
            "closed": write_periods(room.closed, zone(), "；"),
        }


def list_people(organisation: Organisation) -> Iterator[dict[str, str]]:
    """The staff in use as words by field, a row a qualification."""
    for row in find_people(organisation):
        yield from write_person(describe_person(row))


def write_person(one: ListedPerson) -> Iterator[dict[str, str]]:
    """The rows of somebody; their absences stand in the first."""
    for number, listed in enumerate(one.papers):
        paper = listed.paper
        yield {
            "number": one.number,
            "name": one.name,
            "employer": one.employer,
            "site": one.site,
            "account": one.account,
            "role": ROLE_TITLES[paper.role].zh,
            "occupation": paper.occupation,
            "level": paper.level,
            "certificate": listed.certificate,
            "valid_from": str(paper.valid_from or ""),
            "valid_until": str(paper.valid_until or ""),
            "away": "" if number else write_periods(one.away, zone(), "；"),
        }


PLACES = Register(
    key="places",
    name=Message("考点考场", "Places"),
    heads=ROOM_HEADS,
    read=read_rooms,
    keep=keep_rooms,
    rows=list_rooms,
)
STAFF = Register(
    key="staff",
    name=Message("考务人员", "Staff"),
    heads=STAFF_HEADS,
    read=read_people,
    keep=keep_people,
    rows=list_people,
)
