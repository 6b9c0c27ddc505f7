"""A demonstration to look at: one examination from end to end, and one that waits for its candidates.

In: a folder with an empty installation. Out: the people who can sign in, and with what. Follows: made-up people only;
passwords are drawn on the first run and kept in the folder of the demonstration, never in the repository.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.contrib.auth.models import AbstractUser

import liangcai_reference
from liangcai.scheduling.plan import list_uses
from liangcai.scheduling.registry.model import ListedRoom
from liangcai.scheduling.staffing import parts_of
from liangcai_host.keys.fields import decrypt_id_number
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.batches.state import open_batch
from liangcai_web.services.certificates.after import list_stale
from liangcai_web.services.days import local_day
from liangcai_web.services.people import field_keys
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.places import keep_rooms
from liangcai_web.services.registers.staff import register_accounts
from liangcai_web.services.registers.teams import Team, gather_team
from liangcai_web.services.rehearsal.bench import Play
from liangcai_web.services.rehearsal.certificates import rehearse_certificates
from liangcai_web.services.rehearsal.doubts import rehearse_doubts
from liangcai_web.services.rehearsal.journey import (
    Order,
    Outcome,
    Progress,
    admit_people,
    open_examination,
    prepare,
    run_journey,
    seated,
)
from liangcai_web.services.rehearsal.journey_files import write_outcome
from liangcai_web.services.rehearsal.marking import rehearse_marking
from liangcai_web.services.rehearsal.supervision import SUPERVISOR, rehearse_visit
from liangcai_web.services.rehearsal.training import TRAINERS, rehearse_school
from liangcai_web.services.standards.opened import adopt_standard, open_bundled

FILE = "people.json"
OFFICERS = ("office-1", "office-2")
WAITING = 6
MARKED = 6
AT_BENCHES, STATION = 3, "health-record"
SITE = "示范考点"
LATER = timedelta(days=60)


class Sitter(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate of the examination that waits."""

    ticket_number: str
    id_number: str


class DemoPeople(msgspec.Struct, frozen=True, kw_only=True):
    """Who can sign in: accounts with their passwords, candidates with ticket and ID number, a certificate to verify."""

    accounts: tuple[tuple[str, str, str], ...]
    sitters: tuple[Sitter, ...]
    certificate_number: str
    certificate_name: str

    def describe(self, address: str) -> str:
        """What the terminal says: where everything is and how to get in."""
        lines = ["", f"量才演示 Liangcai demonstration: {address}/", ""]
        lines += [f"  {role:<24} {name:<14} {password}" for role, name, password in self.accounts]
        lines += ["", f"  登录 sign in: {address}/sign-in"]
        lines += [f"  考生 candidate: {address}/sitting"]
        lines += [f"    准考证号 ticket {one.ticket_number}   证件号码 ID {one.id_number}" for one in self.sitters]
        lines += [f"  工位练习 benches: {address}/practice"]
        lines += [f"  核验证书 verify: {address}/verify   {self.certificate_number}  {self.certificate_name}"]
        return "\n".join(lines)


def prepare_demonstration(
    home: Path, candidates: int, now: datetime, progress: Progress, play: Play | None = None
) -> DemoPeople:
    """Make the demonstration on the first run; later runs find it as it was left. ``play`` works at benches."""
    path = home / FILE
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=DemoPeople)
    people = rehearse(home, candidates, now, progress, play)
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(people), indent=2))
    return people


def rehearse(home: Path, candidates: int, now: datetime, progress: Progress, play: Play | None) -> DemoPeople:
    """All that there is to look at: examinations that are over, wait, take applications and are marked; a school."""
    passwords = {name: secrets.token_urlsafe(9) for name in OFFICERS}
    team = gather_team(passwords)
    finished, waiting = (lowest_level(key) for key in reversed(liangcai_reference.list_occupations()[:2]))
    outcome = run_journey(order_for(*finished, candidates, 1), team, now, progress)
    write_outcome(outcome, home / "journey", now, progress)
    batch, sitters = prepare_waiting(order_for(*waiting, WAITING, 2), team, now)
    announce_applying(order_for(*waiting, 1, 3), team, now)
    furnish_registers(team, batch, now)
    watched = secrets.token_urlsafe(9)
    judged = rehearse_after(outcome.batch, batch, team, watched, now) if outcome.batch else None
    if play is not None:
        run_journey(order_for(*finished, AT_BENCHES, 6, station=STATION), team, now, progress, play)
    marking = rehearse_marking(order_for(*reviewed_level(), MARKED, 4), team, now)
    trainers = {name: secrets.token_urlsafe(9) for name in TRAINERS}
    trained = rehearse_school(*waiting, trainers, now)
    (home / f"{trained.number}.json").write_bytes(trained.file)
    return DemoPeople(
        accounts=(
            *list_officers(passwords),
            *open_others(team, batch),
            *(let_in(marking.people) if marking else ()),
            *list_trainers(trainers, watched),
        ),
        sitters=(*sitters, *([sign_in_as(judged)] if judged else [])),
        **show_certificate(outcome.batch),
    )


def rehearse_after(batch: Batch, waiting: Batch, team: Team, watched: str, now: datetime) -> Candidate | None:
    """What follows an examination: certificates, a supervisor's visit, doubts; whoever may see the result of one."""
    rehearse_certificates(batch, team, now)
    rehearse_visit(batch, team.officer, watched, now, waiting=waiting)
    return rehearse_doubts(batch, team, now)


def sign_in_as(candidate: Candidate) -> Sitter:
    """What a candidate of the finished examination types, to see the result."""
    person = candidate.person
    number = decrypt_id_number(field_keys(), person.id_number_sealed, str(person.uuid))
    return Sitter(ticket_number=candidate.ticket_number, id_number=number)


def lowest_level(key: str) -> tuple[str, str]:
    """A bundled standard and its lowest level."""
    opened = open_bundled(key)
    if opened is None:
        raise RuntimeError(f"no bundled standard {key}")
    return key, opened.standard.levels[0].name


def reviewed_level() -> tuple[str, str]:
    """A bundled standard and the lowest of its levels that sits a review."""
    for key in reversed(liangcai_reference.list_occupations()):
        opened = open_bundled(key)
        for level in opened.standard.levels if opened else ():
            if opened and any(part.kind == "review" for part in parts_of(opened.standard, level.name)):
                return key, level.name
    raise RuntimeError("no bundled standard sits a review")


def let_in(people: tuple[tuple[str, AbstractUser], ...]) -> tuple[tuple[str, str, str], ...]:
    """Accounts with passwords that are drawn for them."""
    told = []
    for label, account in people:
        password = secrets.token_urlsafe(9)
        account.set_password(password)
        account.save(update_fields=["password"])
        told.append((label, account.get_username(), password))
    return tuple(told)


def order_for(key: str, level: str, candidates: int, seed: int, station: str = "") -> Order:
    """A journey on a bundled standard."""
    content = liangcai_reference.read_standard_text(key).encode()
    said = Order(content=content, name=f"{key}.txt", level=level, direction=None, candidates=candidates, seed=seed)
    return msgspec.structs.replace(said, station=station)


def prepare_waiting(order: Order, team: Team, now: datetime) -> tuple[Batch, tuple[Sitter, ...]]:
    """An examination with its papers open and nobody seated yet at work."""
    outcome = Outcome(document=order.name)
    batch = open_examination(order, team, now, outcome)
    people = admit_people(batch, order, team, now, outcome) if batch else {}
    if batch is None or not prepare(batch, people, team, now, outcome):
        raise RuntimeError(f"the demonstration could not be prepared: {outcome.findings}")
    return batch, tuple(
        Sitter(ticket_number=candidate.ticket_number, id_number=people[str(candidate.person.uuid)].id_number)
        for candidate in seated(batch)[:2]
    )


def announce_applying(order: Order, team: Team, now: datetime) -> None:
    """A batch that takes applications, so that somebody can apply to it."""
    adopted = adopt_standard(team.organisation, order.content, order.name, now=now, actor=team.officer).value
    if adopted is not None:
        open_batch(
            team.organisation,
            adopted,
            title=f"{adopted.title} {order.level} {local_day(now + LATER):%Y-%m}",
            level=order.level,
            direction=order.direction,
            seed=order.seed,
            starts_at=now + LATER,
            now=now,
            actor=team.officer,
        )


def furnish_registers(team: Team, batch: Batch, now: datetime) -> None:
    """The rooms of the waiting examination, and whoever has an account, in the registers of the office."""
    plan = load_plan(batch)
    rooms = plan.resources.rooms if plan else ()
    listed = [ListedRoom(room=msgspec.structs.replace(room, site=SITE)) for room in rooms]
    keep_rooms(team.organisation, listed, now=now, actor=team.officer)
    register_accounts(team.organisation, now=now, actor=team.officer)


def list_officers(passwords: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    """The two officers."""
    return tuple((f"考务 officer {number}", name, passwords[name]) for number, name in enumerate(OFFICERS, 1))


def list_trainers(passwords: dict[str, str], watched: str) -> tuple[tuple[str, str, str], ...]:
    """The two trainers of the school, and the supervisor."""
    trainers = ((f"培训人员 trainer {number}", name, passwords[name]) for number, name in enumerate(TRAINERS, 1))
    return (*trainers, ("督导人员 supervisor", SUPERVISOR, watched))


def open_others(team: Team, batch: Batch) -> tuple[tuple[str, str, str], ...]:
    """Accounts with passwords: the waiting examination's panel, an invigilator, the authority, authors, reviewers."""
    plan = load_plan(batch)
    if plan is None:
        raise RuntimeError("the waiting examination has no plan")
    panel = list_uses(plan, "skill")[0].session.staff
    invigilator = list_uses(plan, "theory")[0].session.staff[0]
    wanted = [("考评员 assessor", name, "assessor") for name in panel]
    wanted += [("监考人员 invigilator", invigilator, "invigilator"), ("主管部门 authority", "authority-1", "authority")]
    wanted += [("命题人员 author", name, "author") for name in ("author-1", "author-2")]
    wanted += [("资格审核人员 reviewer", f"reviewer-{number}", "screener") for number in range(1, 5)]
    return let_in(tuple((label, open_account(team.organisation, name, None, role)) for label, name, role in wanted))


def show_certificate(batch: Batch | None) -> dict[str, str]:
    """A certificate for the verification page that stands: one was replaced, and the part of a holder made void."""
    stale = [one.credential.pk for one in list_stale(batch)] if batch else []
    standing = Credential.objects.filter(candidate__batch=batch, revoked_at=None, replaced_by=None)
    shown = standing.exclude(pk__in=stale).order_by("number").select_related("candidate__person").first()
    if shown is None:
        return {"certificate_number": "", "certificate_name": ""}
    return {"certificate_number": shown.number, "certificate_name": shown.candidate.person.name}
