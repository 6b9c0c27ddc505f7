"""What the tests of planning share: two sites with rooms and people, a choice of slots, a plan that is mended."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.timetable_verifier import verify_timetable

from liangcai.scheduling.model import Qualification
from liangcai.scheduling.model import Room as PlannedRoom
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson, ListedRoom
from liangcai_host import clock
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.admission.arrangements import Wish, arrange
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.payloads.applications import ApplicationDecided
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.people import keep_people as keep_persons
from liangcai_web.services.planning.choosing import gather_resources, list_candidates, read_exam, read_slots
from liangcai_web.services.planning.office import make_plan
from liangcai_web.services.planning.replanning import confirm_plan, propose_plan
from liangcai_web.services.registers.places import keep_rooms
from liangcai_web.services.registers.staff import keep_people
from tests.web.cast import admit, announce

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date.today() + timedelta(days=30)  # noqa: DTZ011 - a day ahead of every test
SLOTS = f"{DAY} 08:30-11:30\n{DAY} 13:30-17:30\n{DAY + timedelta(days=1)} 08:30-11:30"
ROLES = {"invigilator": "invigilator", "assessor": "assessor"}


def furnish(cast, sites=("东", "西"), seats=4, watchers=4, judges=3):
    """Two rooms a site, people at home there, all with accounts."""
    rooms = [
        ListedRoom(room=PlannedRoom(id=name, kind=kind, seats=seats, columns=2, site=site, accessible=1))
        for site in sites
        for name, kind in (("T1", "theory"), ("S1", "skill"))
    ]
    keep_rooms(cast.office, rooms, now=clock.now(), actor=cast.team.officer)
    people = []
    for site in sites:
        for role, count in (("invigilator", watchers), ("assessor", judges)):
            for number in range(count):
                name = f"{role[:3]}-{'ew'[site == '西']}{number}"
                open_account(cast.office, name, None, ROLES[role])
                papers = (ListedPaper(paper=Qualification(role=role)),)
                people.append(ListedPerson(number=name, name=name, site=site, account=name, papers=papers))
    assert not keep_people(cast.office, people, now=clock.now(), actor=cast.team.officer).findings


def announce_ahead(cast, sites=("东", "西")):
    """A batch a month ahead with eight people admitted, and sites with rooms and people."""
    batch = announce(cast)
    batch.starts_at = datetime.combine(DAY, datetime.min.time(), ZONE)
    batch.save()
    admit(cast, batch, 8)
    furnish(cast, sites)
    return batch


def choose(*sites, slots=SLOTS, **more):
    return Choice(sites=sites, slots=read_slots(slots).value, **more)


def plan_sites(cast, batch, *sites, **more):
    """The plan of a batch at both sites, unless told."""
    done = make_plan(batch, choose(*(sites or ("东", "西")), **more), now=clock.now(), actor=cast.team.officer)
    assert done.value is not None, done.findings
    return done.value


def arrange_for(cast, batch, number, **wish):
    person = list_admitted(batch)[number]
    approver = cast.team.second_officer if wish.get("extra_time") else None
    done = arrange(batch, person, Wish(**wish), now=clock.now(), actor=cast.team.officer, approver=approver)
    assert done.value is not None, done.findings
    return person


def confirm(cast, batch, choice):
    proposed = propose_plan(batch, choice, now=clock.now())
    assert proposed.value is not None, proposed.findings
    done = confirm_plan(batch, choice, proposed.value.mark, "有变动", now=clock.now(), actor=cast.team.officer)
    assert done.value is not None, done.findings
    return done.value


def verify(batch, plan, choice):
    """What a second program that shares only the values finds wrong in a plan."""
    people, exam = list_admitted(batch), read_exam(batch, choice).value
    resources = gather_resources(batch, choice, people, exam)
    candidates = list_candidates(batch, people, exam, resources, plan)
    return verify_timetable((exam,), candidates, resources, scheduling_pack(), plan.timetable).faults


def admit_late(cast, batch):
    """Somebody who is admitted after the plan was made."""
    (person,) = keep_persons(cast.office, [("迟到者", "000000199001017777")])
    append_fact(
        cast.office,
        "application_decided",
        ApplicationDecided(status="admitted", reasons=()),
        now=clock.now(),
        actor=cast.team.officer,
        approver=cast.team.second_officer,
        batch=batch.uuid,
        subject=person.uuid,
    )
    return person
