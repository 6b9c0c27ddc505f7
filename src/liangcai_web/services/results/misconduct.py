"""Misconduct (违纪处理): from what an invigilator noted to a decision by two, with the candidate heard and an appeal.

In: facts of irregularities, an officer's charge, the candidate's words, two people. Out: facts; void parts, new
decisions. Follows: the rule pack of misconduct; nobody is judged unheard; a measure is lifted only on appeal, by two
who did not take it, which the database holds.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.award.misconduct import Measure, check_measure, void_parts
from liangcai.delivery.pack import Irregularity
from liangcai.eligibility.years import add_years
from liangcai.findings import Finding, Result
from liangcai.standard.model import PartKind
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.petitions import MarkingHand, Petition
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import misconduct_pack, sitting_pack, workflow_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.results import (
    IrregularityWithdrawn,
    MisconductDecided,
    MisconductHeard,
    MisconductLifted,
    MisconductOpened,
)
from liangcai_web.services.results.decisions import decide_again
from liangcai_web.services.results.petitions import (
    AFTER,
    OTHER_KIND,
    Kind,
    Said,
    check_settling,
    hash_words,
    keep_petition,
    say,
    settle,
)
from liangcai_web.services.standing.cases import Case, find_case, list_noted
from liangcai_web.services.turns import take_turn

Place = MarkingHand.Place
FEWEST = 4


def withdraw_irregularity(
    candidate: Candidate, noted: str, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Take back what was noted in error, by two people; what was noted stays readable, and counts no more."""
    batch = candidate.batch
    with take_turn(batch.organisation):
        one = next((row for row in list_noted(batch) if row.fact.hash == noted), None)
        if one is None or one.withdrawn is not None or one.case:
            zh, en = "这条记录不存在、已撤回，或已立案。", "That note is none of these, withdrawn, or part of a case."
            return Result(None, (_say("noted", zh, en, "已立案的按违纪处理程序办结。", "Settle the case instead."),))
        if len(reason.strip()) < FEWEST:
            return Result(None, (_say("reason", "没有写明理由。", "The reason is not stated.", *_WRITE),))
        said = IrregularityWithdrawn(noted=noted, reason=reason.strip())
        people = {"actor": actor, "approver": approver}
        return Result(_state(candidate, "irregularity_withdrawn", said, now=now, **people))


def open_case(
    candidate: Candidate,
    code: str,
    part: PartKind,
    evidence: str,
    noted: Sequence[str] = (),
    *,
    actor: AbstractBaseUser,
    now: datetime,
) -> Result[Fact | None]:
    """Tell a candidate what they are charged with, on what evidence, and until when they may speak."""
    batch, rule = candidate.batch, sitting_pack().irregularity(code)
    with take_turn(batch.organisation):
        found = check_case(candidate, rule, part, evidence, noted)
        if found or rule is None:
            return Result(None, found)
        until = workflow_pack().calendar.shift(local_day(now), misconduct_pack().hearing_workdays)
        said = MisconductOpened(
            case=str(uuid4()),
            code=code,
            weight=rule.weight,
            part=part,
            evidence=evidence.strip(),
            noted=tuple(noted),
            hearing_until=until,
            pack_id=misconduct_pack().id,
        )
        return Result(_state(candidate, "misconduct_opened", said, now=now, actor=actor))


def check_case(
    candidate: Candidate, rule: Irregularity | None, part: PartKind, evidence: str, noted: Sequence[str]
) -> tuple[Finding, ...]:
    """What keeps a charge from being brought."""
    known = {row.fact.hash for row in list_noted(candidate.batch) if row.counts and row.candidate == candidate}
    found = []
    if rule is None:
        zh, en = "规则包里没有这一情形。", "The rule pack has no such case."
        found.append(_say("code", zh, en, "请从表中选。", "Choose one of the list."))
    if part not in list_kinds(candidate.batch):
        found.append(_say("part", "这个等级不考这一部分。", "That part is not sat.", "请另选。", "Choose another."))
    if len(evidence.strip()) < FEWEST:
        found.append(_say("evidence", "没有写明事实和证据。", "Facts and evidence are not stated.", *_WRITE))
    if not set(noted) <= known:
        zh, en = "所引的记录已撤回，或不是这位考生的。", "A note that is named was withdrawn, or is another's."
        found.append(_say("noted", zh, en, "请重新选择。", "Choose again."))
    return tuple(found)


def hear_candidate(
    case: Case, text: str, *, now: datetime, actor: AbstractBaseUser | None = None
) -> Result[Petition | None]:
    """Keep what the candidate says to a charge: by themselves on their page, or by word of mouth to an officer."""
    if case.decided is not None:
        zh, en = "已经作出处理决定，可以申诉。", "It is decided already; an appeal is open."
        return Result(None, (_say("hearing.text", zh, en, "请提出申诉。", "Please appeal."),))
    batch = case.candidate.batch
    with take_turn(batch.organisation):
        kept = keep_petition(
            batch, Kind.HEARING, Said(text=text), now=now, candidate=case.candidate, case=UUID(case.said.case)
        )
        if kept.value is not None:
            said = MisconductHeard(case=case.said.case, sha256=hash_words(text.strip()))
            _state(case.candidate, "misconduct_heard", said, now=now, actor=actor)
    return kept


def decide_case(
    case: Case, measure: str, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Take a measure, by two people, once the candidate was heard or the term is over; decisions follow."""
    candidate, pack, today = case.candidate, misconduct_pack(), local_day(now)
    batch = candidate.batch
    with take_turn(batch.organisation):
        case = find_case(batch, case.said.case) or case
        if case.decided is not None:
            how = ("无须再办。", "Nothing is left to do.")
            return Result(None, (_say("decided", "已经作出处理决定。", "It is decided already.", *how),))
        heard = bool(case.heard) or today > case.said.hearing_until
        findings = check_measure(pack, case.said.weight, measure, heard=heard, reason=reason)
        chosen = pack.measure(measure)
        if findings or chosen is None:
            return Result(None, findings)
        said = describe_decision(case, chosen, reason, now)
        fact = _state(candidate, "misconduct_decided", said, now=now, actor=actor, approver=approver)
        keep_hands(case, (actor, approver), Place.FIRST)
        why = f"违纪处理：{chosen.zh}"
        decide_again(batch, (candidate.uuid,), why, now=now, actor=actor, approver=approver)
    return Result(fact)


def describe_decision(case: Case, measure: Measure, reason: str, now: datetime) -> MisconductDecided:
    """A measure as the content of a fact."""
    pack, today = misconduct_pack(), local_day(now)
    return MisconductDecided(
        case=case.said.case,
        measure=measure.key,
        reason=reason.strip(),
        void=void_parts(measure, case.said.part, list_kinds(case.candidate.batch), f"case {case.said.case}"),
        barred_until=add_years(today, measure.barred_years) if measure.barred_years else None,
        appeal_until=workflow_pack().calendar.shift(today, pack.appeal_workdays),
        pack_id=pack.id,
    )


def file_appeal(case: Case, text: str, *, now: datetime) -> Result[Petition | None]:
    """An appeal of the candidate against a measure, within the term, once."""
    decided = case.decided
    if decided is None or local_day(now) > decided.appeal_until or case.lifted is not None:
        until = decided.appeal_until if decided else "—"
        zh, en = f"眼下不能申诉（期限到 {until}）。", f"No appeal can be made now (the term runs until {until})."
        return Result(None, (_say("appeal.text", zh, en, *AFTER),))
    batch = case.candidate.batch
    with take_turn(batch.organisation):
        if Petition.objects.filter(kind=Kind.APPEAL, case=UUID(case.said.case)).exists():
            zh, en = "已经提出过申诉。", "An appeal was made already."
            return Result(None, (_say("appeal.text", zh, en, "请等候结果。", "Please wait for it."),))
        return keep_petition(
            batch, Kind.APPEAL, Said(text=text), now=now, candidate=case.candidate, case=UUID(case.said.case)
        )


def settle_appeal(
    row: Petition, reason: str, *, upheld: bool, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Petition | None]:
    """Decide an appeal by two who did not take the measure; an appeal that is upheld puts the marks back."""
    case = find_case(row.batch, str(row.case)) if row.kind == Kind.APPEAL else None
    if case is None or row.candidate is None:
        zh, en = "这不是违纪处理申诉。", "This is no appeal against a measure."
        return Result(None, (_say("kind", zh, en, *OTHER_KIND),))
    with take_turn(row.batch.organisation):
        findings = check_appeal(row, case, reason, (actor, approver))
        if findings:
            return Result(None, findings)
        keep_hands(case, (actor, approver), Place.REVIEW)
        settle(row, "changed" if upheld else "upheld", reason, actor=actor, approver=approver, now=now)
        if upheld:
            said = MisconductLifted(case=case.said.case, petition=str(row.uuid), reason=reason.strip())
            _state(row.candidate, "misconduct_lifted", said, now=now, actor=actor, approver=approver)
            why = f"申诉成立：{reason.strip()}"
            decide_again(row.batch, (row.candidate.uuid,), why, now=now, actor=actor, approver=approver)
    return Result(row)


def check_appeal(
    row: Petition, case: Case, reason: str, people: tuple[AbstractBaseUser, AbstractBaseUser]
) -> tuple[Finding, ...]:
    """Findings on an appeal that is about to be settled."""
    found = [one for one in (check_settling(row, reason),) if one is not None]
    hands = MarkingHand.objects.filter(candidate=case.candidate, part=hand_key(case))
    took = set(hands.values_list("user", flat=True))
    names = "、".join(one.get_username() for one in people if one.pk in took)
    if names:
        zh, en = f"{names} 参与过处理决定，不能办理申诉。", f"{names} took the measure and cannot judge the appeal."
        found.append(_say("second_name", zh, en, "由没有参与的两人办理。", "Let two others do it."))
    return tuple(found)


def keep_hands(case: Case, people: tuple[AbstractBaseUser, AbstractBaseUser], place: str) -> None:
    """Note who decided; the database refuses a person who has a hand in the case already."""
    key = hand_key(case)
    MarkingHand.objects.bulk_create(
        MarkingHand(candidate=case.candidate, part=key, user_id=user.pk, place=place) for user in people
    )


def hand_key(case: Case) -> str:
    """A case in the place of a part."""
    return case.said.case[:8]


def list_kinds(batch: Batch) -> tuple[PartKind, ...]:
    """The parts that are sat."""
    blueprint = load_blueprint(batch)
    return tuple(part.kind for part in blueprint.parts) if blueprint else ()


def _state(
    candidate: Candidate,
    kind: str,
    payload: msgspec.Struct,
    *,
    now: datetime,
    actor: AbstractBaseUser | None = None,
    approver: AbstractBaseUser | None = None,
) -> Fact:
    batch = candidate.batch
    return append_fact(
        batch.organisation,
        kind,
        payload,
        now=now,
        actor=actor,
        approver=approver,
        batch=batch.uuid,
        subject=candidate.uuid,
    )


_WRITE = ("写明事实、证据、理由。", "State facts, evidence and reason.")


def _say(rule: str, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    return say(f"misconduct.{rule}", zh, en, how_zh, how_en)
