"""What a supervisor signs, and how its findings are mended: kept as facts, folded into the state of a visit.

In: a visit, a form, words on findings. Out: facts, ``VisitState``. Follows: the form is signed once; an office answers,
the same supervisor closes; step 15 of the workflow follows from these facts.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai.supervision.form import Form
from liangcai.supervision.mending import Act, Mending, Said, follow_mending, may
from liangcai.workflow.follow import Happened
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.supervision import Visit
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.packs import supervision_pack
from liangcai_web.services.payloads.supervision import FindingSaid, VisitSigned
from liangcai_web.services.supervision.supervisors import list_visits, refuse, serves_in
from liangcai_web.services.turns import take_turn

ACTS: dict[str, Act] = {"finding_answered": "answered", "finding_closed": "closed", "finding_returned": "returned"}
KINDS = {act: kind for kind, act in ACTS.items()}
MOST_WORDS = 1000


class VisitState(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as it stands: the signed form, its findings with every word on them."""

    visit: Visit
    form: Form | None
    signed_at: datetime | None
    findings: tuple[Mending, ...]

    @property
    def settled(self) -> bool:
        """Whether the form is signed and every finding closed."""
        return self.form is not None and all(one.standing == "closed" for one in self.findings)

    @property
    def settled_at(self) -> datetime | None:
        """When that was."""
        last = [one.newest.at for one in self.findings if one.newest]
        return max([*last, *([self.signed_at] if self.signed_at else [])], default=None) if self.settled else None

    @property
    def waiting(self) -> int:
        """Findings that wait for the office."""
        return sum(one.standing == "open" for one in self.findings)

    @property
    def answered(self) -> int:
        """Findings that wait for the supervisor."""
        return sum(one.standing == "answered" for one in self.findings)


def read_visit(visit: Visit) -> VisitState:
    """The state of one visit."""
    return read_visits((visit,))[0]


def read_visits(visits: Iterable[Visit]) -> tuple[VisitState, ...]:
    """The states of visits, in their order."""
    rows = list(visits)
    facts = Fact.objects.filter(subject__in=[row.uuid for row in rows], kind__in=("visit_signed", *ACTS))
    by_visit: dict[UUID | None, list[Fact]] = {}
    for fact in facts.select_related("actor").order_by("position"):
        by_visit.setdefault(fact.subject, []).append(fact)
    return tuple(_fold(row, by_visit.get(row.uuid, [])) for row in rows)


def _fold(visit: Visit, facts: list[Fact]) -> VisitState:
    signed = next((fact for fact in facts if fact.kind == "visit_signed"), None)
    form = read_payload(signed, VisitSigned).form if signed else None
    said = []
    for fact in facts:
        if fact.kind in ACTS:
            payload = read_payload(fact, FindingSaid)
            by = fact.actor.get_username() if fact.actor else ""
            said.append(Said(number=payload.number, act=ACTS[fact.kind], words=payload.words, by=by, at=fact.at))
    findings = follow_mending(form.found, said) if form else ()
    return VisitState(visit=visit, form=form, signed_at=signed.at if signed else None, findings=findings)


def sign_visit(visit: Visit, form: Form, *, now: datetime, actor: AbstractBaseUser) -> Result[Fact | None]:
    """Sign the form of a visit, once, on its day or later, by its supervisor who takes no other part in the batch."""
    batch = visit.batch
    with take_turn(batch.organisation):
        if actor.pk != visit.supervisor_id:
            return Result(None, (refuse("form", "只能由选派的督导人员签字。", "Only its supervisor signs."),))
        if serves_in(batch, actor):
            zh = "您是本批次的监考或考评人员，不能督导本批次；请联系考务重新选派。"
            return Result(
                None, (refuse("form", zh, "You invigilate or assess in this batch: you cannot supervise it."),)
            )
        if local_day(now) < visit.day:
            zh = f"督导日期是 {visit.day}，不能提前签字。"
            return Result(None, (refuse("form", zh, f"The visit is on {visit.day}: it cannot be signed before."),))
        if Fact.objects.filter(subject=visit.uuid, kind="visit_signed").exists():
            return Result(None, (refuse("form", "督导表已签字。", "The form is signed already."),))
        said = VisitSigned(form=form, pack_id=supervision_pack().id)
        fact = append_fact(
            batch.organisation, "visit_signed", said, now=now, actor=actor, batch=batch.uuid, subject=visit.uuid
        )
    return Result(fact)


def say_on(
    visit: Visit, number: int, act: Act, words: str, *, now: datetime, actor: AbstractBaseUser
) -> Result[Fact | None]:
    """A word on a finding: the office answers, the supervisor of the visit closes or gives back, each in turn."""
    batch = visit.batch
    with take_turn(batch.organisation):
        state = read_visit(visit)
        mending = next((one for one in state.findings if one.found.number == number), None)
        wrong = _check_word(visit, mending, act, words, actor)
        if wrong is not None:
            return Result(None, (wrong,))
        said = FindingSaid(number=number, words=words.strip())
        fact = append_fact(
            batch.organisation, KINDS[act], said, now=now, actor=actor, batch=batch.uuid, subject=visit.uuid
        )
    return Result(fact)


def _check_word(visit: Visit, mending: Mending | None, act: Act, words: str, actor: AbstractBaseUser) -> Finding | None:
    if mending is None or not may(act, mending.standing):
        return refuse("words", "这个问题现在不能这样处理。", "That cannot be done with this finding now.")
    if (act == "answered") == (actor.pk == visit.supervisor_id):
        return refuse("words", "答复由考务填写，销号由本次督导人员。", "The office answers, the supervisor closes.")
    if not words.strip() or len(words) > MOST_WORDS:
        return refuse(
            "words", f"请写明情况（{MOST_WORDS} 字以内）。", f"Say it in words, up to {MOST_WORDS} characters."
        )
    return None


def read_supervision(batch: Batch) -> Happened | None:
    """What the facts say of the step of supervision: visits settled, of those that are planned or needed."""
    states = read_visits(list_visits(batch))
    if not states:
        return None
    pack = supervision_pack()
    settled = [state.settled_at for state in states if state.settled_at]
    waiting = sum(len(state.findings) - sum(one.standing == "closed" for one in state.findings) for state in states)
    note = f"待整改 {waiting} 项 {waiting} findings open" if waiting else ""
    wanted = max(len(states), _count_wanted(states, pack.least_internal, pack.least_external))
    return Happened(count=len(settled), of=wanted, at=max(settled, default=None), note=note)


def _count_wanted(states: tuple[VisitState, ...], internal: int, external: int) -> int:
    """The visits that stand, and those that the rule pack still lacks of a kind."""
    inside = sum(state.visit.kind == Visit.Kind.INTERNAL for state in states)
    return len(states) + max(0, internal - inside) + max(0, external - (len(states) - inside))


def hash_report(state: VisitState) -> str:
    """The SHA-256 of a report with everything said on it."""
    said = msgspec.json.encode((str(state.visit.uuid), state.form, state.findings))
    return hashlib.sha256(said).hexdigest()
