"""The staff of an organisation: kept, changed, retired; read as the library has them, with whom they stand aside for.

In: people as they were typed or listed. Out: rows, a fact for each change. Follows: clause 1.9.3; an organisation sees
its own staff only; facts say what somebody may do, never who it is.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.model import Period, Role
from liangcai.scheduling.model import Qualification as Paper
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.places import Site
from liangcai_web.records.staff import Qualification, StaffMember
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.payloads.register import PaperHeld, Retired, StaffKept
from liangcai_web.services.turns import take_turn

ROLES: dict[str, Role] = {
    "invigilator": "invigilator",
    "assessor": "assessor",
    "senior_assessor": "senior_assessor",
    "reviewer": "reviewer",
}
# The least that an account of a role stands for in a sitting.
LEAST: dict[str, Role] = {"invigilator": "invigilator", "assessor": "assessor"}
SOON_DAYS = 60


def find_people(organisation: Organisation, words: str = "", *, retired: bool = False) -> "QuerySet[StaffMember]":
    """The staff of an organisation by number; ``words`` are part of a name, a number or an employer."""
    rows = StaffMember.objects.filter(organisation=organisation).select_related("site", "account")
    rows = rows if retired else rows.filter(retired_at__isnull=True)
    plain = words.strip()
    if plain:
        rows = (
            rows.filter(name__icontains=plain)
            | rows.filter(number__icontains=plain)
            | rows.filter(employer__icontains=plain)
        )
    return rows.prefetch_related("qualifications", "ties").order_by("number")


def find_member(organisation: Organisation, uuid: UUID) -> StaffMember | None:
    """Somebody of this organisation, or None."""
    rows = StaffMember.objects.filter(organisation=organisation, uuid=uuid)
    return rows.select_related("organisation", "site", "account").first()


def count_expiring(organisation: Organisation, today: date, until: date) -> tuple[int, int]:
    """How many qualifications of active people have run out, and how many will by a day."""
    rows = Qualification.objects.filter(member__organisation=organisation, member__retired_at__isnull=True)
    return rows.filter(valid_until__lt=today).count(), rows.filter(valid_until__range=(today, until)).count()


def read_away(row: StaffMember) -> tuple[Period, ...]:
    """When somebody is away."""
    return msgspec.json.decode(row.away, type=tuple[Period, ...])


def read_paper(row: Qualification) -> Paper:
    """A qualification as the library has it."""
    return Paper(
        role=ROLES[row.role],
        occupation=row.occupation,
        level=row.level,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What entries are held against: sites in use and accounts by name, people by number and by account."""

    sites: dict[str, int]
    accounts: dict[str, int]
    people: dict[str, StaffMember]
    holders: dict[int, int]


def read_known(organisation: Organisation) -> Known:
    """Everything at once, so that a long list asks the database no more often than a short one."""
    rows = list(find_people(organisation, retired=True))
    held = Membership.objects.filter(organisation=organisation, user__is_active=True)
    sites = Site.objects.filter(organisation=organisation, retired_at__isnull=True)
    return Known(
        sites=dict(sites.values_list("name", "pk")),
        accounts=dict(held.values_list("user__username", "user")),
        people={row.number: row for row in rows},
        holders={row.account_id: row.pk for row in rows if row.account_id},
    )


def keep_people(
    organisation: Organisation, listed: Iterable[ListedPerson], *, now: datetime, actor: AbstractBaseUser | None
) -> Result[int]:
    """Keep people by their numbers, new ones and changed ones; how many differ. All of them or nobody."""
    with take_turn(organisation):
        known, people = read_known(organisation), tuple(listed)
        wrong = tuple(finding for one in people for finding in check_person(known, one, known.people.get(one.number)))
        wrong += tuple(check_doubles(people))
        if wrong:
            return Result(0, wrong)
        facts = [fact for one in people if (fact := enter_person(organisation, known, one))]
        append_facts(organisation, facts, now=now, actor=actor)
    return Result(len(facts))


def check_person(known: Known, one: ListedPerson, own: StaffMember | None) -> Iterable[Finding]:
    """What in somebody's entry fits nothing that is kept: an unknown site, an account of another."""
    if one.site and one.site not in known.sites:
        zh, en = f"没有名为“{one.site}”的考点。", f"There is no site “{one.site}”."
        yield refuse("site", zh, en, one.place)
    account = known.accounts.get(one.account)
    if one.account and account is None:
        zh, en = f"本机构没有账户 {one.account}。", f"This office has no account {one.account}."
        yield refuse("account", zh, en, one.place)
    if account is not None and known.holders.get(account) not in (None, own.pk if own else None):
        zh, en = f"账户 {one.account} 属于另一个人。", f"The account {one.account} is somebody else's."
        yield refuse("account", zh, en, one.place)
    twin = known.people.get(one.number)
    if twin is not None and own is not None and twin.pk != own.pk:
        yield refuse("number", "这个编号属于另一个人。", "This number is somebody else's.", one.place)


def check_doubles(people: Sequence[ListedPerson]) -> Iterable[Finding]:
    """Accounts that stand for two people of one list."""
    seen: set[str] = set()
    for one in people:
        if one.account and one.account in seen:
            zh, en = f"账户 {one.account} 写给了两个人。", f"The account {one.account} stands for two people."
            yield refuse("account", zh, en, one.place)
        seen.add(one.account)


def enter_person(organisation: Organisation, known: Known, one: ListedPerson) -> NewFact | None:
    """Somebody by their number, as they are from now on; None where nothing is new."""
    row = known.people.get(one.number)
    if row is not None and row.retired_at is None and describe_person(row) == msgspec.structs.replace(one, place=""):
        return None
    return store_person(row or StaffMember(organisation=organisation), known, one)


def store_person(row: StaffMember, known: Known, one: ListedPerson) -> NewFact:
    """Write somebody into their row."""
    row.number, row.name, row.employer = one.number, one.name, one.employer
    row.site_id = known.sites.get(one.site)
    row.account_id = known.accounts.get(one.account)
    row.away, row.retired_at = msgspec.json.encode(one.away).decode(), None
    row.save()
    row.qualifications.all().delete()
    Qualification.objects.bulk_create(store_paper(row, listed) for listed in one.papers)
    papers = tuple(PaperHeld(**msgspec.structs.asdict(listed.paper)) for listed in one.papers)
    said = StaffKept(papers=papers, account=bool(one.account), away=len(one.away))
    return NewFact(kind="staff_kept", payload=said, subject=row.uuid)


def store_paper(row: StaffMember, listed: ListedPaper) -> Qualification:
    """A qualification of somebody, not yet kept."""
    return Qualification(member=row, certificate=listed.certificate, **msgspec.structs.asdict(listed.paper))


def describe_person(row: StaffMember) -> ListedPerson:
    """Somebody as a list has them."""
    papers = row.qualifications.all()
    return ListedPerson(
        number=row.number,
        name=row.name,
        employer=row.employer,
        site=row.site.name if row.site else "",
        account=row.account.get_username() if row.account else "",
        papers=tuple(ListedPaper(paper=read_paper(one), certificate=one.certificate) for one in papers),
        away=read_away(row),
    )


def change_person(
    row: StaffMember, one: ListedPerson, *, now: datetime, actor: AbstractBaseUser
) -> Result[StaffMember | None]:
    """Change somebody in place, their number as well."""
    with take_turn(row.organisation):
        known = read_known(row.organisation)
        wrong = tuple(check_person(known, one, row))
        if wrong:
            return Result(None, wrong)
        append_facts(row.organisation, [store_person(row, known, one)], now=now, actor=actor)
    return Result(row)


def retire_person(row: StaffMember, *, on: bool, now: datetime, actor: AbstractBaseUser) -> None:
    """Call on somebody no longer, or again."""
    with take_turn(row.organisation):
        row.retired_at = now if on else None
        row.save(update_fields=["retired_at"])
        kind = "staff_retired" if on else "staff_returned"
        fact = NewFact(kind=kind, payload=Retired(on=on), subject=row.uuid)
        append_facts(row.organisation, [fact], now=now, actor=actor)


def list_unregistered(organisation: Organisation) -> tuple[AbstractUser, ...]:
    """Accounts that may have a duty in a sitting and stand for nobody in the register."""
    known = StaffMember.objects.filter(organisation=organisation, account__isnull=False).values("account")
    rows = Membership.objects.filter(organisation=organisation, role__in=LEAST, user__is_active=True)
    users = get_user_model().objects.filter(pk__in=rows.exclude(user__in=known).values("user"))
    return tuple(users.order_by("username"))


def register_accounts(organisation: Organisation, *, now: datetime, actor: AbstractBaseUser | None) -> int:
    """An entry for each account that has none, with the least that its role stands for; how many."""
    with take_turn(organisation):
        people = []
        for user in list_unregistered(organisation):
            roles = Membership.objects.filter(organisation=organisation, user_id=user.pk, role__in=LEAST)
            papers = tuple(ListedPaper(paper=Paper(role=LEAST[one.role])) for one in roles.order_by("pk"))
            name = user.get_username()
            people.append(
                ListedPerson(number=name[:24], name=user.get_full_name() or name, account=name, papers=papers)
            )
        return keep_people(organisation, people, now=now, actor=actor).value


def refuse(field: str, zh: str, en: str, place: str = "") -> Finding:
    """Why somebody is not kept."""
    return Finding(
        rule=f"register.{field}", severity=Severity.ERROR, message=Message(zh, en), place=place, clause="1.9.3"
    )
