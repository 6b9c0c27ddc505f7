"""Who stands aside for which candidates of a batch, whoever examines them: a panel, a board, a marker.

In: a batch, accounts. Out: user names by candidate; a fact where somebody declares it on the spot. Follows: staff rules
(practice): kin, teacher and pupil, colleagues, those whom one trained; a tie noted after planning counts as well.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.records.staff import StaffMember
from liangcai_web.records.training import ClassTeacher
from liangcai_web.services.facts import append_fact, read_facts, read_payload
from liangcai_web.services.payloads.marking import RecusalDeclared
from liangcai_web.services.registers.training_ties import list_training_ties
from liangcai_web.services.turns import take_candidate_turn

LEAST, MOST = 2, 200
Barred = dict[UUID, frozenset[str]]


def find_barred(batch: Batch, accounts: Collection[str], candidate: Candidate | None = None) -> Barred:
    """Who of these accounts stands aside, by candidate; for one candidate or for all."""
    rows = batch.candidates.select_related("person")
    candidates = list(rows.filter(pk=candidate.pk) if candidate else rows)
    wanted = set(accounts)
    found: dict[UUID, set[str]] = {row.uuid: set() for row in candidates}
    _add_declared(batch, found, wanted)
    people = {row.person_id: row for row in candidates}
    _add_ties(batch, found, wanted, people)
    _add_trained(batch, found, wanted, people)
    return {uuid: frozenset(names) for uuid, names in found.items()}


def _add_declared(batch: Batch, found: dict[UUID, set[str]], wanted: set[str]) -> None:
    for fact in read_facts(batch.uuid, "recusal_declared"):
        account = read_payload(fact, RecusalDeclared).account
        if fact.subject in found and account in wanted:
            found[fact.subject].add(account)


def _add_ties(batch: Batch, found: dict[UUID, set[str]], wanted: set[str], people: dict[int, Candidate]) -> None:
    """Kin, pupils, colleagues by name, and those who work where the candidate does."""
    members = list(
        StaffMember.objects.filter(organisation=batch.organisation, account__username__in=wanted)
        .select_related("account")
        .prefetch_related("ties")
    )
    if not members:
        return
    by_index = {row.person.id_number_index: row.uuid for row in people.values()}
    rows = Arrangement.objects.filter(batch=batch, person__in=list(people)).exclude(employer="")
    employers = [(row.employer, people[row.person_id].uuid) for row in rows]
    for member in members:
        name = member.account.get_username() if member.account else ""
        for tie in member.ties.all():
            if tie.id_number_index in by_index:
                found[by_index[tie.id_number_index]].add(name)
        for employer, uuid in employers:
            if member.employer and member.employer == employer:
                found[uuid].add(name)


def _add_trained(batch: Batch, found: dict[UUID, set[str]], wanted: set[str], people: dict[int, Candidate]) -> None:
    """Those who taught a class that the candidate attended."""
    persons: list[Person] = [row.person for row in people.values()]
    if not ClassTeacher.objects.filter(account__username__in=wanted).exists() or not persons:
        return  # nobody of these has taught anybody
    ties = list_training_ties(batch, persons)
    taught = {name: set(classes) for name, classes in ties.by_account.items() if name in wanted}
    for row in people.values():
        attended = set(ties.attended.get(str(row.person.uuid), ()))
        found[row.uuid].update(name for name, classes in taught.items() if classes & attended)


def is_barred(candidate: Candidate, user: AbstractUser) -> bool:
    """Whether this account stands aside for a candidate."""
    name = user.get_username()
    return name in find_barred(candidate.batch, (name,), candidate)[candidate.uuid]


def declare_recusal(candidate: Candidate, user: AbstractUser, reason: str, *, now: datetime) -> Result[Fact | None]:
    """Stand aside for a candidate; said once, with a reason, and not after one has marked or signed."""
    words = " ".join(reason.split())
    if not LEAST <= len(words) <= MOST:
        zh, en = f"请写明回避的原因（{LEAST} 至 {MOST} 字）。", f"Say why, in {LEAST} to {MOST} characters."
        return Result(None, (refuse("reason", zh, en),))
    with take_candidate_turn(candidate):
        said = Fact.objects.filter(subject=candidate.uuid, actor_id=user.pk)
        if said.filter(kind__in=("sheet_signed", "text_marked")).exists():
            zh = "您已经给这位考生评过分，不能再声明回避；请报告考务人员。"
            en = "You have given marks to this candidate already: please tell the exam office."
            return Result(None, (refuse("late", zh, en),))
        if said.filter(kind="recusal_declared").exists():
            return Result(None, (refuse("again", "您已声明回避。", "You have stood aside already."),))
        payload = RecusalDeclared(account=user.get_username(), reason=words)
        batch = candidate.batch
        fact = append_fact(
            batch.organisation,
            "recusal_declared",
            payload,
            now=now,
            actor=user,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return Result(fact)


def refuse(rule: str, zh: str, en: str) -> Finding:
    """Why a recusal can't be noted, or somebody can't go on."""
    return Finding(rule=f"recusal.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")
