"""The fixed cast of the staff pages: an office with one person a role, another office, and examinations to look at."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractUser
from django.test import Client

import liangcai_reference
from liangcai.scheduling.model import Qualification
from liangcai.scheduling.model import Room as PlannedRoom
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson, ListedRoom
from liangcai.scheduling.registry.words import write_periods
from liangcai_host import clock
from liangcai_host.keys.fields import seal_bytes
from liangcai_web.records.applications import Application, EvidenceFile
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.places import Room
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.papers.seals import find_seal, recover_key, release_key
from liangcai_web.services.people import field_keys
from liangcai_web.services.registers.places import keep_rooms, zone
from liangcai_web.services.registers.staff import keep_people
from liangcai_web.services.registers.teams import Team, make_resources
from liangcai_web.services.rehearsal.journey import (
    Order,
    Outcome,
    admit_people,
    open_examination,
    prepare,
    run_journey,
)
from liangcai_web.services.rehearsal.people import MadeUp
from tests.data.pictures import make_png

PASSWORD = "made-up pass phrase"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Cast:
    """An office and a stranger's; everybody has the same made-up password."""

    team: Team
    authority: AbstractUser
    idle_assessor: AbstractUser
    idle_invigilator: AbstractUser
    stranger: AbstractUser
    authors: tuple[AbstractUser, AbstractUser]
    screeners: tuple[AbstractUser, ...]
    trainers: tuple[AbstractUser, AbstractUser]
    supervisor: AbstractUser

    @property
    def office(self) -> Organisation:
        return self.team.organisation


def gather_cast() -> Cast:
    """One account a role, two officers, and an officer of another office."""
    office = found_organisation(name="测试评价机构", name_en="Test body", code="0001", province="00", site="000001")
    other = found_organisation(name="别家评价机构", name_en="Other body", code="0002", province="00", site="000002")
    first, second = (open_account(office, name, PASSWORD, "officer") for name in ("officer-1", "officer-2"))
    return Cast(
        team=Team(organisation=office, officer=first, second_officer=second, phrases=(PASSWORD, PASSWORD)),
        authority=open_account(office, "authority-1", PASSWORD, "authority"),
        idle_assessor=open_account(office, "assessor-idle", PASSWORD, "assessor"),
        idle_invigilator=open_account(office, "invigilator-idle", PASSWORD, "invigilator"),
        stranger=open_account(
            other, "stranger-1", PASSWORD, "officer", "assessor", "authority", "author", "trainer", "supervisor"
        ),
        screeners=tuple(open_account(office, f"screener-{number}", PASSWORD, "screener") for number in range(1, 5)),
        trainers=(
            open_account(office, "trainer-01", PASSWORD, "trainer"),
            open_account(office, "trainer-02", PASSWORD, "trainer"),
        ),
        supervisor=open_account(office, "supervisor-1", PASSWORD, "supervisor"),
        authors=(
            open_account(office, "author-1", PASSWORD, "author"),
            open_account(office, "author-2", PASSWORD, "author"),
        ),
    )


def order_for(candidates: int) -> Order:
    """A journey on the first bundled standard, lowest level."""
    key = liangcai_reference.list_occupations()[0]
    content = liangcai_reference.read_standard_text(key).encode()
    return Order(content=content, name="standard.txt", level="初级", direction=None, candidates=candidates, seed=5)


def travel(cast: Cast, candidates: int) -> Outcome:
    """A whole examination."""
    return run_journey(order_for(candidates), cast.team, clock.now(), lambda *_: None)


def announce(cast: Cast) -> Batch:
    """A batch that was announced, and nothing more."""
    batch = open_examination(order_for(1), cast.team, clock.now(), Outcome(document="standard.txt"))
    assert batch is not None
    return batch


def admit(cast: Cast, batch: Batch, candidates: int) -> dict[str, MadeUp]:
    """People who are admitted to a batch."""
    return admit_people(batch, order_for(candidates), cast.team, clock.now(), Outcome(document="standard.txt"))


def prepare_waiting(cast: Cast, candidates: int) -> Batch:
    """A batch with papers, seats and tickets, opened by two, at which nobody has sat down."""
    batch = announce(cast)
    people = admit(cast, batch, candidates)
    assert prepare(batch, people, cast.team, clock.now(), Outcome(document="standard.txt"))
    return batch


def unseal(cast: Cast, batch: Batch) -> None:
    """Break the seal of a batch that has papers and perhaps no candidates."""
    seal = find_seal(batch)
    assert seal is not None
    key = recover_key(seal, cast.team.hands).value
    assert key is not None
    release_key(seal, key)


def client_of(user: AbstractUser | None) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def add_proof(row: Application) -> EvidenceFile:
    """A picture that proves who somebody is, as if it had been uploaded."""
    data = make_png()
    file = EvidenceFile(
        application=row, section="identity", name="证件.png", media_type="image/png", kept_at=clock.now()
    )
    file.sha256, file.size = hashlib.sha256(data).hexdigest(), len(data)
    file.content = seal_bytes(field_keys(), data, f"evidence:{file.uuid}")
    file.save()
    return file


def first_candidate(batch: Batch) -> Candidate:
    """The candidate with the first ticket."""
    return batch.candidates.select_related("person").order_by("serial")[0]


def approval(second: str = "officer-2", **more: str) -> dict[str, str]:
    """What two officers type together."""
    return {"password": PASSWORD, "second_name": second, "second_password": PASSWORD, **more}


def keep_place(cast: Cast) -> UUID:
    """A room in the register of the office."""
    room = PlannedRoom(id="T01", kind="theory", seats=30, site="东校区", accessible=4)
    keep_rooms(cast.office, [ListedRoom(room=room)], now=clock.now(), actor=cast.team.officer)
    return Room.objects.get(site__organisation=cast.office, name="T01").uuid


def keep_member(cast: Cast) -> UUID:
    """Somebody in the register of the office, without an account."""
    papers = (ListedPaper(paper=Qualification(role="invigilator", valid_until=date(2020, 1, 1))),)
    one = ListedPerson(number="A1", name="张三", employer="某医院", papers=papers)
    keep_people(cast.office, [one], now=clock.now(), actor=cast.team.officer)
    return StaffMember.objects.get(organisation=cast.office, number="A1").uuid


def equip(cast: Cast, batch: Batch, candidates: int, site: str = "本部", accounts: bool = True) -> dict[str, str]:
    """Rooms, staff and sessions for so many candidates in the registers, and the form that chooses them."""
    resources = make_resources(batch, cast.team, candidates)
    rooms = [ListedRoom(room=msgspec.structs.replace(room, site=site)) for room in resources.rooms]
    keep_rooms(cast.office, rooms, now=clock.now(), actor=cast.team.officer)
    people = [
        ListedPerson(
            number=one.id,
            name=f"{one.id} 老师",
            site=site,
            account=one.id if accounts else "",
            papers=tuple(ListedPaper(paper=paper) for paper in one.qualifications),
        )
        for one in resources.staff
    ]
    assert not keep_people(cast.office, people, now=clock.now(), actor=cast.team.officer).findings
    return {"site": site, "slots": write_periods(resources.slots, zone())}
