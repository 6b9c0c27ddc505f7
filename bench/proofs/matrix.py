"""R16: no route answers somebody whose it is not: every route, every role, own office and another, both methods.

In: how many cells; all of them if so many are asked for. Out: an account, a try a cell. Follows: the table of
``tests/web/routes.py``. Whoever is not entitled is led to sign in, told that the role is another, or finds nothing,
sees nothing of the examination, and has written nothing; whoever is entitled is not turned away.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from django.db import connection, transaction
from django.test import Client
from tests.web.cast import PASSWORD, client_of, gather_cast
from tests.web.route import ACCOUNTS, ACT, ANYONE, APPLICANT, CANDIDATE, LEARNER, LEARNERS, OPEN, SIGNED_IN, TRAINER
from tests.web.routes import COMMON, ROUTES, find_lacks, list_site, may
from tests.web.world import World, apply_as, build_world

from bench.account import Account, account
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.sittings.journal import open_journal

SHORT, LONG = 300, 100_000
GRANTED, SIGN_IN, FORBIDDEN, NOWHERE = "granted", "sign in", "forbidden", "not found"
NOBODY = "nobody"
LED_TO = {SIGN_IN: "/sign-in", APPLICANT: "/apply/resume", CANDIDATE: "/sitting", LEARNER: "/practice"}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "records_', re.IGNORECASE)
NAMED_BY_DUTY = ("candidate", "room", "act", "portrait")


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks: the role, whether of the same office, whether with the duty that the address names."""

    name: str
    role: str
    make: Callable[[], Client]
    own: bool = True
    duty: bool = True


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks for which route by which method."""

    person: Person
    route: str
    method: str


def prove(tries: int) -> Account:
    """Ask, look at the answer, and take back what was done; as many cells as asked for, drawn with a seed."""
    faults = [f"a route without an entry, or an entry without a route: {name}" for name in find_lacks(list_site())]
    with transaction.atomic():
        world = build_world(gather_cast())
        people = list_people(world)
        every = [Cell(person=one, route=name, method=how) for name in ROUTES for one in people for how in (OPEN, ACT)]
        chosen = every if tries >= len(every) else random.Random(16).sample(every, tries)  # noqa: S311
        marks, addresses = list_marks(world), world.addresses(ROUTES)
        clients = {one.name: one.make() for one in people}
        for cell in chosen:
            faults += try_cell(cell, clients, addresses[cell.route], marks)
        transaction.set_rollback(True)
    said = f"{len(ROUTES)} routes, {len(people)} people of {len(ACCOUNTS)} roles, GET and POST, of {len(every):,} cells"
    return account(
        "R16", "routes that answer or act for somebody whose they are not", len(chosen), "cells", faults, said
    )


def list_people(world: World) -> list[Person]:
    """Nobody, each role here and elsewhere, those without the duty, applicants, candidates."""
    people = [Person(name=NOBODY, role=NOBODY, make=lambda: client_of(None))]
    for role, user in world.owners.items():
        people.append(Person(name=f"own {role}", role=role, make=lambda user=user: client_of(user)))
    idle = {"assessor": world.cast.idle_assessor, "invigilator": world.cast.idle_invigilator}
    for role, user in idle.items():
        people.append(Person(name=f"idle {role}", role=role, make=lambda user=user: client_of(user), duty=False))
    elsewhere = Organisation.objects.exclude(pk=world.cast.office.pk)[0]
    for role in ACCOUNTS:
        user = open_account(elsewhere, f"elsewhere-{role}", PASSWORD, role)
        people.append(Person(name=f"other {role}", role=role, make=lambda user=user: client_of(user), own=False))
    for row, own in ((world.own, True), (world.other, False)):
        name = f"{'own' if own else 'other'} applicant"
        people.append(Person(name=name, role=APPLICANT, make=lambda row=row: apply_as(row), own=own))
    return [*people, Person(name="candidate", role=CANDIDATE, make=lambda: sit_as(str(world.candidate.uuid)))]


def sit_as(attempt: str) -> Client:
    """A browser with the cookie of a sitting."""
    client = client_of(None)
    client.cookies["sitting"] = open_journal().open_session(attempt)
    return client


def list_marks(world: World) -> tuple[str, ...]:
    """What nobody of another office may read: the title of the batch, names and tickets of its people."""
    people = world.batch.candidates.select_related("person")
    return (world.batch.title, *(one.ticket_number for one in people), *(one.person.name for one in people))


def expect(cell: Cell) -> str:
    """What the table promises for a cell."""
    route, person = ROUTES[cell.route], cell.person
    if route.role == ANYONE:
        return GRANTED
    if route.role == SIGNED_IN:
        return GRANTED if person.role in ACCOUNTS else SIGN_IN
    if route.role == LEARNER:
        if person.role not in LEARNERS:
            return LEARNER
        return GRANTED if not route.names or person.name == f"own {TRAINER}" else NOWHERE
    if route.role in (APPLICANT, CANDIDATE):
        if person.role != route.role:
            return route.role
        return GRANTED if person.own or not route.names else NOWHERE
    if person.role not in ACCOUNTS:
        return SIGN_IN
    if not may(person.role, route, cell.route):
        return FORBIDDEN
    missing = not person.own and route.names not in COMMON
    return NOWHERE if missing or (not person.duty and route.names in NAMED_BY_DUTY) else GRANTED


def try_cell(cell: Cell, clients: dict[str, Client], address: str, marks: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the answer to one cell; what was done is taken back."""
    wanted, client = expect(cell), clients[cell.person.name]
    client.raise_request_exception = False
    jar = client.cookies.copy()
    with transaction.atomic(), watch_writes() as written:
        response = getattr(client, cell.method)(address, headers={"host": "127.0.0.1"})
        transaction.set_rollback(True)
    client.cookies = jar  # what a sign-out took away is there again
    where = f"{cell.person.name}, {cell.method.upper()} {cell.route}: {response.status_code}"
    if not fits(wanted, cell, response):
        yield f"{where} where “{wanted}” was due"
    if wanted != GRANTED and written:
        yield f"{where}, and something was written"
    if wanted != GRANTED or (not cell.person.own and ROUTES[cell.route].role in ACCOUNTS):
        text = b"".join(response.streaming_content) if response.streaming else response.content
        seen = [mark for mark in marks if mark.encode() in text]
        if seen:
            yield f"{where} shows {seen[0]}"


def fits(wanted: str, cell: Cell, response: Any) -> bool:
    """Whether an answer is the one that was promised; the wrong method may be refused to anybody who may come in."""
    status, route = response.status_code, ROUTES[cell.route]
    if wanted == GRANTED:
        usual = status == route.answer if cell.method == route.method and route.role != ANYONE else status < 500
        return usual and status != 403 and not is_led(response, SIGN_IN)
    if wanted == FORBIDDEN:
        return bool(status == 403)
    if wanted == NOWHERE:
        return status in (404, 405)
    if is_led(response, wanted):
        return True
    return wanted != SIGN_IN and (status == 405 or (status == 404 and bool(route.names)))


def is_led(response: Any, where: str) -> bool:
    """Whether somebody is led to the door of a part of the site."""
    url = getattr(response, "url", "")
    return response.status_code == 302 and (url == LED_TO[where] or url.startswith(f"{LED_TO[where]}?"))


@contextmanager
def watch_writes() -> Iterator[list[str]]:
    """The statements that change a table of ours."""
    seen: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen
