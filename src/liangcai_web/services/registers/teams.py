"""The people and rooms of a rehearsal or a demonstration.

In: an organisation, a batch, how many candidates. Out: accounts and resources, as many as clause 1.9.3 asks for.
Follows: the standard's ratios; an account without a password lets nobody in.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta

import msgspec
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from liangcai.marking.sheet import SheetKind
from liangcai.scheduling.layout import serves
from liangcai.scheduling.model import Resources, Role, Room, Slot, StaffMember, qualify
from liangcai.scheduling.plan import Plan, list_uses
from liangcai.scheduling.staffing import StaffNeed, needed_staff, parts_of
from liangcai.standard.model import Part, Staffing
from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.officer_keys import Hand, renew_key
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_time
from liangcai_web.services.packs import scheduling_pack

MEMBERSHIP = {
    "invigilator": "invigilator",
    "assessor": "assessor",
    "senior_assessor": "assessor",
    "reviewer": "assessor",
}


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """The office that runs an examination: two officers, because two people are needed."""

    organisation: Organisation
    officer: AbstractUser
    second_officer: AbstractUser
    phrases: tuple[str, str]

    @property
    def hands(self) -> tuple[Hand, Hand]:
        """The two at one desk."""
        first, second = self.phrases
        return Hand(user=self.officer, phrase=first), Hand(user=self.second_officer, phrase=second)


def gather_team(passwords: dict[str, str] | None = None) -> Team:
    """The demonstration organisation with its officers; ``passwords`` by user name let them sign in."""
    organisation = found_organisation(
        name="量才示范评价中心", name_en="Liangcai Demonstration Centre", code="0000", province="00", site="000001"
    )
    known = passwords or {}
    officers = [open_account(organisation, name, known.get(name), "officer") for name in ("office-1", "office-2")]
    phrases = [known.get(officer.get_username()) or rehearse_key(officer) for officer in officers]
    return Team(
        organisation=organisation, officer=officers[0], second_officer=officers[1], phrases=(phrases[0], phrases[1])
    )


def rehearse_key(officer: AbstractUser) -> str:
    """A key behind a phrase that is drawn for this rehearsal and forgotten with it."""
    phrase = secrets.token_urlsafe(32)
    renew_key(officer, phrase, clock.now())
    return phrase


def make_resources(batch: Batch, team: Team, candidates: int) -> Resources:
    """Exactly the rooms and people that the standard asks for, and one slot a part from the start of the batch."""
    parts = {part.kind: part for part in parts_of(batch_standard(batch), batch.level)}
    needs = needed_staff(batch_standard(batch), batch.level, candidates, scheduling_pack())
    rooms = tuple(room for need in needs for room in make_rooms(need, candidates, parts[need.kind].staff))
    counts: dict[Role, int] = {}
    for need in needs:
        counts[need.role] = max(counts.get(need.role, 0), need.total)
    staff = tuple(one for role, count in counts.items() for one in make_staff(team.organisation, role, count))
    return Resources(rooms=rooms, staff=staff, slots=tuple(make_slots(batch, tuple(parts.values()))))


def make_slots(batch: Batch, parts: tuple[Part, ...]) -> Iterator[Slot]:
    """A slot a part, one after another with a pause between."""
    start, pause = local_time(batch.starts_at), timedelta(minutes=scheduling_pack().break_minutes)
    for number, part in enumerate(parts, 1):
        end = start + timedelta(minutes=part.minutes_min or 0)
        yield Slot(id=f"{start:%Y-%m-%d}/{number}", start=start, end=end)
        start = end + pause


def make_rooms(need: StaffNeed, candidates: int, staffing: Staffing | None) -> Iterator[Room]:
    """One room a team, with seats for as many as the team serves."""
    letter = {"theory": "T", "skill": "S", "review": "R"}[need.kind]
    for number, size in enumerate(need.teams, 1):
        served = serves(staffing, size) if staffing else candidates
        seats = scheduling_pack().theory_room_seats if need.kind == "theory" else max(1, min(served, candidates))
        yield Room(id=f"{letter}{number:02d}", kind=need.kind, seats=seats)


def make_staff(organisation: Organisation, role: Role, count: int) -> tuple[StaffMember, ...]:
    """Accounts for people of a role."""
    accounts = [
        open_account(organisation, f"{role}-{number:02d}", None, MEMBERSHIP[role]) for number in range(1, count + 1)
    ]
    return tuple(StaffMember(id=account.get_username(), qualifications=qualify(role)) for account in accounts)


def panel_members(plan: Plan, kind: SheetKind = "skill") -> dict[int, tuple[AbstractUser, ...]]:
    """The accounts of each panel of a part, by its number."""
    sessions = [use.session for use in list_uses(plan, kind)]
    names = [name for session in sessions for name in session.staff]
    accounts = {user.get_username(): user for user in get_user_model().objects.filter(username__in=names)}
    return {one.number: tuple(accounts[name] for name in one.staff) for one in sessions}
