"""An installation to send bad input to, and everybody who may send it.

In: an empty home. Out: an examination that is over and one that is being sat, accounts of every role with a session,
candidates in every state; read again by every process that works on a copy. Follows: made-up people only.
"""

import asyncio
import logging
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from tests.web.route import ACCOUNTS, ANYONE

from bench.proofs.asgi import HOST, Application, Request, ask
from bench.proofs.harvest import Form, read_forms
from bench.quick_keys import make_keys_quick
from liangcai_cli.site import close_site, open_site, set_up_site

FILE = "world.json"
CSRF = "C" * 32
SEATS = 12
TWINS = ("second officer", "idle assessor", "idle invigilator")  # they see no form that another does not see
NAMED = re.compile(r"[0-9a-f-]{36,}")


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who sends: the cookies; ``attempt`` where it is a candidate's browser."""

    name: str
    cookies: tuple[tuple[str, str], ...] = ()
    attempt: str = ""

    @property
    def header(self) -> bytes:
        """The cookies as a browser sends them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies).encode()


class World(msgspec.Struct, frozen=True, kw_only=True):
    """Actors; ``places`` are addresses that exist; ``silent`` are attempts of which no browser is open."""

    actors: tuple[Actor, ...]
    places: tuple[str, ...]
    silent: tuple[str, ...]
    items: tuple[str, ...]
    forms: tuple[Form, ...] = ()


def make_world(home: Path, server: str = "") -> None:
    """Fill the home, and note who is who."""
    open_site(home, server)
    make_keys_quick()
    from tests.web.cast import first_candidate, gather_cast, travel

    from liangcai_web.services.rehearsal.demonstration import lowest_level, order_for, prepare_waiting

    cast = gather_cast()
    over = travel(cast, 3)
    occupation = bundled()[1]
    waiting, _ = prepare_waiting(order_for(*lowest_level(occupation), SEATS, 2), cast.team, moment())
    candidates = list(waiting.candidates.select_related("person").order_by("serial"))
    actors = (*sign_in_staff(cast, over.batch), *sit(candidates), *sit_over(first_candidate(over.batch)))
    world = World(
        actors=actors,
        places=list_places(cast, over, waiting),
        silent=tuple(str(candidate.uuid) for candidate in candidates[-4:]),
        items=list_items(candidates[0]),
    )
    from liangcai_web.site.asgi import application

    logging.disable(logging.CRITICAL)
    forms = asyncio.run(read_all_forms(application, world))
    (home / FILE).write_bytes(msgspec.json.encode(msgspec.structs.replace(world, forms=forms)))
    close_site()


def open_world(home: Path, server: str = "") -> World:
    """Set this process up on a home that was made before."""
    set_up_site(home, server)
    make_keys_quick()
    return msgspec.json.decode((home / FILE).read_bytes(), type=World)


def bundled() -> tuple[str, ...]:
    """The bundled occupations."""
    import liangcai_reference

    return liangcai_reference.list_occupations()


def moment() -> Any:
    """Now, by the server's clock."""
    from liangcai_host import clock

    return clock.now()


def sign_in_staff(cast: Any, batch: Any) -> list[Actor]:
    """A browser for each role, and one of somebody from elsewhere."""
    from django.test import Client

    from liangcai_web.records.duties import RoomDuty
    from liangcai_web.services.planning.seating import load_plan
    from liangcai_web.services.registers.teams import panel_members

    people = {
        "officer": cast.team.officer,
        "second officer": cast.team.second_officer,
        "assessor": panel_members(load_plan(batch))[0 if 0 in panel_members(load_plan(batch)) else 1][0],
        "idle assessor": cast.idle_assessor,
        "authority": cast.authority,
        "author": cast.authors[0],
        "invigilator": RoomDuty.objects.order_by("-pk")[0].user,
        "idle invigilator": cast.idle_invigilator,
        "stranger": cast.stranger,
        "screener": cast.screeners[0],
        "trainer": cast.trainers[0],
    }
    actors = [Actor(name="nobody"), Actor(name="nobody with a token", cookies=(("csrftoken", CSRF),))]
    for name, user in people.items():
        client = Client(headers={"host": HOST})
        client.force_login(user)
        cookies = (("sessionid", client.cookies["sessionid"].value), ("csrftoken", CSRF))
        actors.append(Actor(name=name, cookies=cookies))
    return actors


def sit(candidates: list[Any]) -> list[Actor]:
    """Candidates who wait, who work, who handed in, whose machine was taken over, who signed out."""
    from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt
    from liangcai_web.services.sittings.journal import open_journal
    from liangcai_web.services.sittings.sign_in import SUPERSEDED

    journal = open_journal()
    states = ("waiting", "waiting", "working", "working", "working", "handed in", "superseded", "signed out")
    actors = []
    for state, candidate in zip(states, candidates, strict=False):
        attempt = str(candidate.uuid)
        token = journal.open_session(attempt)
        if state != "waiting":
            open_attempt(candidate, load_paper(candidate), moment())
        if state == "handed in":
            hand_in(candidate, moment())
        if state == "superseded":
            journal.open_session(attempt, SUPERSEDED)
        if state == "signed out":
            journal.end_sessions(attempt, "candidate", token)
        actors.append(browser(f"candidate {state}", attempt, token))
    return actors


def sit_over(candidate: Any) -> list[Actor]:
    """A candidate whose examination is over, with a certificate."""
    from liangcai_web.services.sittings.journal import open_journal

    attempt = str(candidate.uuid)
    return [browser("candidate over", attempt, open_journal().open_session(attempt))]


def browser(name: str, attempt: str, token: str) -> Actor:
    """A candidate's browser."""
    return Actor(name=name, cookies=(("sitting", token), ("csrftoken", CSRF)), attempt=attempt)


def list_places(cast: Any, over: Any, waiting: Any) -> tuple[str, ...]:
    """Every address of the site with names that exist: those of both examinations, of the bank, of the public pages."""
    from tests.web.cast import announce
    from tests.web.routes import ROUTES
    from tests.web.world import furnish

    from bench.proofs.addresses import fill_addresses

    fresh = announce(cast)
    places = list(furnish(cast, over).addresses(ROUTES).values())
    for batch in (over.batch, waiting, fresh):
        certificate = over.certificates[0].number if batch is over.batch else "0" * 22
        places += fill_addresses(batch, certificate)
    return tuple(dict.fromkeys(places))


def list_items(candidate: Any) -> tuple[str, ...]:
    """The questions of a candidate's paper."""
    from liangcai_web.services.sittings.attempts import load_paper

    paper = load_paper(candidate)
    assert paper is not None
    return tuple(question.item.id for question in paper.form.questions)


def is_file(place: str) -> bool:
    """Whether an address gives something that is no page."""
    return "pdf" in place or "." in place.rsplit("/", 1)[-1]


def find_owner(place: str) -> str:
    """Whose pages an address belongs to: nobody else of the staff is shown a form there, as the access matrix holds."""
    from django.urls import Resolver404, resolve
    from tests.web.routes import ROUTES

    try:
        match = resolve(place)
    except Resolver404:  # the hot path answers it
        return ""
    route = ROUTES.get(match.url_name or match.route)
    return route.role if route else ""


def may_show(actor: Actor, place: str, owner: str) -> bool:
    """Whether a page may have a form for an actor that it has for none before: pages for anyone are read as nobody."""
    if actor.attempt:
        return place.startswith("/sitting")
    return actor.name not in ACCOUNTS or owner == actor.name or owner not in (*ACCOUNTS, ANYONE)


async def read_all_forms(application: Application, world: World) -> tuple[Form, ...]:
    """Every form that a page shows to one of the actors."""
    forms: dict[tuple[Any, ...], Form] = {}
    owners = {place: find_owner(place) for place in world.places if not is_file(place)}
    for number, actor in enumerate(world.actors):
        if actor.name in TWINS:
            continue
        refused: Counter[str] = Counter()  # by the shape of an address: who may not open three will open none
        for place, owner in owners.items():
            shape = NAMED.sub("", place)
            if refused[shape] > 1 or not may_show(actor, place, owner):
                continue
            headers = ((b"host", HOST.encode()), (b"cookie", actor.header))
            answer = await ask(application, Request(method="GET", path=place, headers=headers))
            refused[shape] += answer.status != 200
            for form in read_forms(answer.body, place, number) if answer.status == 200 else ():
                forms.setdefault((form.action, form.method, tuple(field.name for field in form.fields)), form)
    return tuple(forms.values())


if __name__ == "__main__":
    make_world(Path(sys.argv[1]), *sys.argv[2:3])
