"""Who sits on which panel or board of a batch, and for whom they stand aside.

In: a batch or a candidate. Out: ``Panel``s by candidate; a fact where somebody takes another's place. Follows: clause
1.9.3; the plan names the members; whoever stands aside for a candidate is replaced for that one, never left out.
"""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.sheet import SheetKind
from liangcai.scheduling.plan import Plan, Use, list_uses
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.documents import load_value
from liangcai_web.services.facts import append_fact, read_facts, read_payload
from liangcai_web.services.marking.recusals import find_barred
from liangcai_web.services.papers.making import kept_hash
from liangcai_web.services.payloads.marking import MemberReplaced
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.staff import read_paper
from liangcai_web.services.turns import take_candidate_turn

SIGNED: dict[SheetKind, str] = {"skill": "sheet_signed", "review": "review_signed"}
DECIDED: dict[SheetKind, str] = {"skill": "panel_decided", "review": "review_decided"}
LEAST, MOST = 2, 200


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """The members who score one candidate, in the session of the plan; ``number`` is the session's."""

    number: int
    use: Use
    members: tuple[str, ...]
    start: datetime


def list_panels(batch: Batch, kind: SheetKind, plan: Plan | None = None) -> dict[UUID, Panel]:
    """The panel of each candidate who sits the part."""
    known = plan or load_plan(batch)
    if known is None:
        return {}
    people = dict(batch.candidates.values_list("person__uuid", "uuid"))
    by_name = {str(person): uuid for person, uuid in people.items()}
    replaced = read_replaced(batch, kind)
    panels = {}
    for use in list_uses(known, kind):
        for seat in use.session.seats:
            uuid = by_name.get(seat.candidate)
            if uuid is not None:
                members = replace_members(use.session.staff, replaced.get(uuid, ()))
                panels[uuid] = Panel(number=use.session.number, use=use, members=members, start=seat.start)
    return panels


def read_replaced(batch: Batch, kind: SheetKind) -> dict[UUID, tuple[MemberReplaced, ...]]:
    """Who took whose place for which candidate, in the order of time."""
    found: dict[UUID, tuple[MemberReplaced, ...]] = {}
    for fact in read_facts(batch.uuid, "member_replaced"):
        said = read_payload(fact, MemberReplaced)
        if fact.subject and said.part == kind:
            found[fact.subject] = (*found.get(fact.subject, ()), said)
    return found


def replace_members(members: tuple[str, ...], replaced: tuple[MemberReplaced, ...]) -> tuple[str, ...]:
    """The members after all replacements."""
    for said in replaced:
        members = tuple(said.came if name == said.left else name for name in members)
    return members


def find_panel(candidate: Candidate, kind: SheetKind) -> Panel | None:
    """The panel of one candidate, or None where there is no plan or they do not sit the part."""
    sha256 = kept_hash(candidate.batch.uuid, "plan_made")
    found = index_plan(candidate.batch.organisation, sha256, kind).get(str(candidate.person.uuid)) if sha256 else None
    if found is None:
        return None
    use, start = found
    facts = Fact.objects.filter(subject=candidate.uuid, kind="member_replaced").order_by("position")
    said = (read_payload(fact, MemberReplaced) for fact in facts)
    members = replace_members(use.session.staff, tuple(one for one in said if one.part == kind))
    return Panel(number=use.session.number, use=use, members=members, start=start)


@lru_cache(maxsize=16)
def index_plan(organisation: Organisation, sha256: str, kind: SheetKind) -> dict[str, tuple[Use, datetime]]:
    """The session and the time of everybody who sits a part, by the id that the plan has; a plan never changes."""
    plan = load_value(organisation, Document.Kind.PLAN, sha256, Plan)
    return {seat.candidate: (use, seat.start) for use in list_uses(plan, kind) for seat in use.session.seats}


def find_aside(candidate: Candidate, panel: Panel) -> frozenset[str]:
    """The members of a panel who stand aside for its candidate."""
    return find_barred(candidate.batch, panel.members, candidate)[candidate.uuid]


def list_substitutes(candidate: Candidate, kind: SheetKind) -> tuple[str, ...]:
    """Who may take a place on a candidate's panel: qualified for the part, not on it, not standing aside."""
    plan, panel = load_plan(candidate.batch), find_panel(candidate, kind)
    if plan is None or panel is None:
        return ()
    exam, role = plan.exams[0], panel.use.part.role
    planned = {one.id: one.qualifications for one in plan.resources.staff}
    rows = StaffMember.objects.filter(organisation=candidate.batch.organisation, account__is_active=True)
    for row in rows.filter(retired_at=None).select_related("account").prefetch_related("qualifications"):
        if row.account is not None:
            planned[row.account.get_username()] = tuple(read_paper(one) for one in row.qualifications.all())
    day = panel.start.date()
    able = [
        name
        for name, papers in planned.items()
        if name not in panel.members and any(exam.admits(one, role) and one.valid_on(day) for one in papers)
    ]
    barred = find_barred(candidate.batch, able, candidate)[candidate.uuid] if able else frozenset()
    return tuple(sorted(name for name in able if name not in barred))


def replace_member(
    candidate: Candidate, kind: SheetKind, left: str, came: str, reason: str, *, now: datetime, actor: AbstractBaseUser
) -> Result[Fact | None]:
    """Put somebody in a member's place for one candidate; refused once the member has signed, or all is decided."""
    panel, words = find_panel(candidate, kind), " ".join(reason.split())
    if panel is None or left not in panel.members:
        return Result(None, (refuse("left", f"{left} 不在这个考评组。", f"{left} is not on this panel."),))
    if came not in list_substitutes(candidate, kind):
        zh = f"{came} 不能替换：没有相应资格，已在组内，或者也须回避。"
        en = f"{came} can't take the place: not qualified, on the panel already, or standing aside as well."
        return Result(None, (refuse("came", zh, en),))
    if not LEAST <= len(words) <= MOST:
        zh, en = f"请写明原因（{LEAST} 至 {MOST} 字）。", f"Say why, in {LEAST} to {MOST} characters."
        return Result(None, (refuse("reason", zh, en),))
    with take_candidate_turn(candidate):
        facts = Fact.objects.filter(subject=candidate.uuid)
        if facts.filter(kind=DECIDED[kind]).exists() or facts.filter(kind=SIGNED[kind], actor__username=left).exists():
            zh, en = "已签署评分表或已汇总，不能替换。", "The sheet is signed or the panel settled: nobody is replaced."
            return Result(None, (refuse("late", zh, en),))
        said = MemberReplaced(part=kind, left=left, came=came, reason=words)
        batch = candidate.batch
        fact = append_fact(
            batch.organisation,
            "member_replaced",
            said,
            now=now,
            actor=actor,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return Result(fact)


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done with a panel."""
    return Finding(rule=f"panel.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")
