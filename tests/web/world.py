"""A whole examination with everything in it that an address can name, and the address of every route in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.test import Client
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.applicant.access import COOKIE, SALT, mark_of
from liangcai_web.records.applications import Application
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.duties import RoomDuty
from liangcai_web.services.applications_draft import open_application
from liangcai_web.services.applications_list import keep_list
from liangcai_web.services.journey import Outcome
from liangcai_web.services.pictures import keep_picture
from liangcai_web.services.plans import add_item
from liangcai_web.services.seating import load_plan
from liangcai_web.services.teams import panel_members
from liangcai_web.services.training_proofs import issue_proofs
from tests.data.pictures import PLAN
from tests.web.cast import Cast, add_proof, announce, client_of, first_candidate, keep_member, keep_place, travel
from tests.web.routes import ASSESSOR, AUTHOR, AUTHORITY, INVIGILATOR, OFFICER, ROUTES, SCREENER, SUPERVISOR, TRAINER
from tests.web.supervisor.visiting import supervise
from tests.web.trainer.school import attend, teach

SHELF = "2-02-10-13-2021"


@dataclass(frozen=True)
class World:
    """The examination of the cast's office, two applications that were begun, and what addresses name."""

    cast: Cast
    batch: Batch
    candidate: Candidate
    own: Application
    other: Application
    arguments: dict[str, list[object]]

    @property
    def owners(self) -> dict[str, AbstractUser]:
        """Who of the office has a role, and the duty that goes with it."""
        watcher = RoomDuty.objects.filter(batch=self.batch, room=self.candidate.room)[0].user
        people = {OFFICER: self.cast.team.officer, ASSESSOR: panel_member(self.candidate), INVIGILATOR: watcher}
        return people | {
            AUTHORITY: self.cast.authority,
            AUTHOR: self.cast.authors[0],
            SCREENER: self.cast.screeners[0],
            TRAINER: self.cast.trainers[0],
            SUPERVISOR: self.cast.supervisor,
        }

    def address(self, name: str) -> str:
        """Where a route is; one without a name is named by its pattern."""
        values = self.arguments[ROUTES[name].names]
        return fill(name, values) if "/" in name else reverse(name, args=values)

    def addresses(self, names: Iterable[str]) -> dict[str, str]:
        """Where each of some routes is."""
        return {name: self.address(name) for name in names}


def fill(pattern: str, values: list[object]) -> str:
    """A pattern with its one value, if it has one."""
    return f"/{pattern.partition('<')[0]}{values[0] if values else ''}"


def panel_member(candidate: Candidate) -> AbstractUser:
    """An assessor who scores this candidate."""
    return panel_members(load_plan(candidate.batch))[candidate.panel][0]


def apply_as(row: Application) -> Client:
    """A browser with the cookie of an application."""
    client = client_of(None)
    client.cookies[COOKIE] = signing.dumps({"number": row.number, "mark": mark_of(row)}, salt=SALT)
    return client


def begin_application(batch: Batch) -> Application:
    """An application that somebody began."""
    opened = open_application(batch, clock.now()).value
    assert opened is not None
    return opened.row


def plan_one(cast: Cast, batch: Batch) -> object:
    """An item of a yearly plan."""
    said = {"year": 2028, "month": 5, "level": batch.level, "direction": None, "people": 30, "site": ""}
    item = add_item(cast.office, batch.standard, **said, now=clock.now()).value  # type: ignore[arg-type]
    assert item is not None
    return item.uuid


def build_world(cast: Cast) -> World:
    """An examination from the announcement to certificates, and everything else that an address can name."""
    return furnish(cast, travel(cast, 4))


def furnish(cast: Cast, outcome: Outcome) -> World:
    """The same round an examination that is over: another batch that takes applications, a class, rooms, staff."""
    now, officer = clock.now(), cast.team.officer
    batch, number = outcome.batch, outcome.certificates[0].number
    assert batch is not None
    candidate = first_candidate(batch)
    applied = Application.objects.filter(batch=batch, state="admitted")[0]
    waiting = announce(cast)
    own, other = begin_application(waiting), begin_application(waiting)
    kept = keep_list(batch, b"name", "list.csv", now=now, by=officer).value
    picture = keep_picture(cast.office, PLAN, "plan.png", now=now, actor=officer).value
    training = teach(cast.office, cast.trainers[0])
    attend(training, cast.trainers[0], numbers={1})
    first, second = cast.trainers
    proved = issue_proofs(training, (1,), now=now, actor=first, approver=second).value[0]
    visit = supervise(cast, batch)
    arguments = {
        "": [],
        "visit": [visit.uuid],
        "finding": [visit.uuid, 1],
        "visit of batch": [batch.uuid, visit.uuid],
        "finding of batch": [batch.uuid, visit.uuid, 1],
        "class": [training.uuid],
        "session": [training.uuid, 1],
        "training proof": [training.uuid, proved.number],
        "account": [cast.idle_assessor.pk],
        "key": [batch.standard.sha256],
        "standard": [SHELF],
        "code": ["2-02-10-13"],
        "batch": [batch.uuid],
        "document": [batch.uuid, "tickets"],
        "certificate": [batch.uuid, number],
        "year": [2027],
        "planned": [plan_one(cast, batch)],
        "person": [candidate.person.uuid],
        "candidate": [candidate.uuid],
        "step": [batch.uuid, "tickets"],
        "attempt": [batch.uuid, candidate.uuid],
        "room": [batch.uuid, candidate.room],
        "act": [batch.uuid, "pause-room", candidate.room],
        "picture": [picture.sha256],
        "application": [applied.number],
        "proof": [applied.number, add_proof(applied).uuid],
        "draft proof": [add_proof(own).uuid],
        "list": [batch.uuid, kept.uuid],
        "need": [batch.uuid, candidate.person.uuid],
        "place": [keep_place(cast)],
        "member": [keep_member(cast)],
        "register": ["staff"],
        "register file": ["places", "list"],
        "shelf": [SHELF, "初级"],
        "item": [SHELF, "初级", "K1.1.1-01"],
        "point": [SHELF, "初级", "K1.1.1"],
        "upload": [SHELF, "初级", "0" * 64],
        "download": [SHELF, "初级", "md"],
    }
    return World(cast=cast, batch=batch, candidate=candidate, own=own, other=other, arguments=arguments)
