"""A whole examination with everything in it that an address can name, and the address of every route in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.test import Client
from django.urls import reverse

from liangcai.marking.version import Amendment
from liangcai_host import clock
from liangcai_web.applicant.access import COOKIE, SALT, mark_of
from liangcai_web.records.applications import Application
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.services.admission.draft import open_application
from liangcai_web.services.admission.evidence import PORTRAIT, store_file
from liangcai_web.services.admission.list import keep_list
from liangcai_web.services.bank.pictures import keep_picture
from liangcai_web.services.batches.plans import add_item
from liangcai_web.services.facts import append_fact
from liangcai_web.services.marking.theory import list_forms
from liangcai_web.services.payloads.base import IrregularityNoted
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.teams import panel_members
from liangcai_web.services.rehearsal.journey import Outcome
from liangcai_web.services.results.misconduct import open_case
from liangcai_web.services.results.petitions import file_review
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.results.versions import propose_marking
from liangcai_web.services.standing.cases import own_cases
from liangcai_web.services.training.proofs import issue_proofs
from liangcai_web.services.workflow.reports import submit_report
from tests.data.benches import publish
from tests.data.pictures import PLAN, make_telling_jpeg
from tests.web.cast import Cast, add_proof, announce, client_of, first_candidate, keep_member, keep_place, travel
from tests.web.route import ASSESSOR, AUTHOR, AUTHORITY, INVIGILATOR, OFFICER, SCREENER, SUPERVISOR, TRAINER
from tests.web.routes import ROUTES
from tests.web.supervisor.visiting import supervise
from tests.web.trainer.school import attend, teach

SHELF = "2-02-10-13-2021"
# What an address can name in any world.
ALWAYS: dict[str, list[object]] = {
    "": [],
    "key act": ["replace"],
    "ceremony": [1],
    "standard": [SHELF],
    "code": ["2-02-10-13"],
    "year": [2027],
    "register": ["staff"],
    "register file": ["places", "list"],
    "shelf": [SHELF, "初级"],
    "item": [SHELF, "初级", "K1.1.1-01"],
    "point": [SHELF, "初级", "K1.1.1"],
    "upload": [SHELF, "初级", "0" * 64],
    "download": [SHELF, "初级", "md"],
}


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


def show_face(candidate: Candidate) -> object:
    """A candidate whose application has a photograph."""
    applied = Application.objects.get(batch=candidate.batch, person=candidate.person)
    store_file(applied, PORTRAIT, make_telling_jpeg(), "image/jpeg", "photo.jpg", clock.now())
    return candidate.uuid


def plan_one(cast: Cast, batch: Batch) -> object:
    """An item of a yearly plan."""
    said = {"year": 2028, "month": 5, "level": batch.level, "direction": None, "people": 30, "site": ""}
    item = add_item(cast.office, batch.standard, **said, now=clock.now()).value  # type: ignore[arg-type]
    assert item is not None
    return item.uuid


def doubt(cast: Cast, batch: Batch, candidate: Candidate) -> dict[str, list[object]]:
    """A marking version, a review that is asked for, something noted and the case of it: what addresses name."""
    now, officer = clock.now(), cast.team.officer
    item = list_forms(batch)[0].questions[0].item.id
    assert propose_marking(batch, (Amendment(item_id=item, how="drop"),), "超纲", actor=officer, now=now).ok
    said = IrregularityNoted(code="6.1", text="手机", evidence="", pack_id="x")
    noted = append_fact(
        batch.organisation, "irregularity_noted", said, now=now, batch=batch.uuid, subject=candidate.uuid, actor=officer
    )
    assert open_case(candidate, "6.1", "theory", "监控 3", actor=officer, now=now).ok
    posting = read_posting(batch)
    assert posting is not None
    asked = file_review(candidate, "theory", "请复核", now=posting.fact.at).value
    assert asked is not None
    case = own_cases(candidate)[0].said.case
    return {
        "version": [batch.uuid, 2],
        "petition": [batch.uuid, asked.uuid],
        "noted": [batch.uuid, noted.hash],
        "case": [batch.uuid, case],
    }


def build_world(cast: Cast) -> World:
    """An examination from the announcement to certificates, and everything else that an address can name."""
    return furnish(cast, travel(cast, 4))


def watch(cast: Cast, batch: Batch) -> dict[str, list[object]]:
    """A supervisor's visit with a finding."""
    visit = supervise(cast, batch)
    return {
        "visit": [visit.uuid],
        "finding": [visit.uuid, 1],
        "visit of batch": [batch.uuid, visit.uuid],
        "finding of batch": [batch.uuid, visit.uuid, 1],
    }


def practise(cast: Cast) -> object:
    """An attempt of the first trainer at a bench of practice."""
    now = clock.now()
    row = BenchAttempt.objects.create(
        organisation=cast.office,
        pack=publish(),
        mode="practice",
        user=cast.trainers[0],
        seed="1",
        minutes=45,
        prepared_at=now,
        started_at=now,
    )
    return row.uuid


def name_report(batch: Batch, officer: AbstractUser) -> dict[str, list[object]]:
    """A report that waits for the authority's word, and one that is not handed in."""
    report = submit_report(batch, "report-results", "", actor=officer, now=clock.now()).value
    assert report is not None
    return {
        "outcomes": [batch.uuid, "csv"],
        "draft of a report": [batch.uuid, "report-certificates"],
        "report of batch": [batch.uuid, report.uuid, "csv"],
        "report": [report.uuid],
        "report file": [report.uuid, "xlsx"],
    }


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
    arguments = {
        **ALWAYS,
        **watch(cast, batch),
        "class": [training.uuid],
        "session": [training.uuid, 1],
        "training proof": [training.uuid, proved.number],
        "account": [cast.idle_assessor.pk],
        "key": [batch.standard.sha256],
        "batch": [batch.uuid],
        "document": [batch.uuid, "tickets"],
        "fact": [batch.uuid, Fact.objects.filter(batch=batch.uuid).order_by("position")[0].position],
        "certificate": [batch.uuid, number],
        **doubt(cast, batch, candidate),
        **name_report(batch, officer),
        "planned": [plan_one(cast, batch)],
        "person": [candidate.person.uuid],
        "candidate": [candidate.uuid],
        "step": [batch.uuid, "tickets"],
        "attempt": [batch.uuid, candidate.uuid],
        "room": [batch.uuid, candidate.room],
        "portrait": [batch.uuid, show_face(candidate), candidate.room],
        "act": [batch.uuid, "pause-room", candidate.room],
        "picture": [picture.sha256],
        "application": [applied.number],
        "proof": [applied.number, add_proof(applied).uuid],
        "draft proof": [add_proof(own).uuid],
        "list": [batch.uuid, kept.uuid],
        "need": [batch.uuid, candidate.person.uuid],
        "place": [keep_place(cast)],
        "member": [keep_member(cast)],
        "bench": [practise(cast)],
    }
    arguments |= name_marking(candidate)
    return World(cast=cast, batch=batch, candidate=candidate, own=own, other=other, arguments=arguments)


def name_marking(candidate: Candidate) -> dict[str, list[object]]:
    """What addresses of marks by people name; nobody wrote anything here, and the level sits no review."""
    batch = candidate.batch
    return {
        "panel": [batch.uuid, "skill", candidate.uuid],
        "question": [batch.uuid, 1],
        "text": [batch.uuid, "AAAAAAAA"],
        "picture of batch": [batch.uuid, "0" * 64],
    }
