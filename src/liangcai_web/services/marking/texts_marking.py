"""A marker's own work: what to mark next, the answer without a name, the mark.

In: an account. Out: questions with what is open, one answer at a time, facts ``text_marked`` and ``exemplar_marked``.
Follows: blind and alone: a marker sees a random code, the question and the answer, never a name, a ticket or another's
mark; the first mark stands, nobody edits one.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec
from django.contrib.auth.models import AbstractUser

from liangcai.findings import Finding, Message, Result
from liangcai.marking.markers import Calibration
from liangcai.marking.scripts import Question
from liangcai.marking.texts import check_text_mark
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import append_fact
from liangcai_web.services.marking.recusals import declare_recusal, is_barred
from liangcai_web.services.marking.texts import (
    Exemplar,
    TextScript,
    TextWork,
    calibrate,
    hash_response,
    list_open,
    read_work,
    refuse,
)
from liangcai_web.services.marking.texts_dealing import deal_texts, read_written
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.payloads.marking import ExemplarMarked, TextMarked
from liangcai_web.services.turns import take_candidate_turn, take_turn

REMARK = 400


class MarkingDuty(msgspec.Struct, frozen=True, kw_only=True):
    """A question that an account marks: whether it is admitted, the exemplars and the answers that are open, done."""

    batch: Batch
    number: int
    question: Question
    calibration: Calibration
    exemplars: tuple[str, ...]
    open: tuple[str, ...]
    done: int

    @property
    def next(self) -> str | None:
        """The code to mark next: exemplars before answers."""
        codes = self.open if self.calibration.admitted else self.exemplars
        return codes[0] if codes else None


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """One answer on a marker's desk; ``exemplar`` is True while they are being calibrated, never for a control."""

    batch: Batch
    duty: MarkingDuty
    code: str
    question: Question
    response: str
    exemplar: bool
    script: TextScript | None
    control: Exemplar | None


def list_marking_duties(organisation: Organisation, user: AbstractUser) -> tuple[MarkingDuty, ...]:
    """What an account marks, the nearest examination first."""
    appointed = Fact.objects.filter(organisation=organisation, kind="markers_appointed").values_list("batch", flat=True)
    batches = Batch.objects.filter(organisation=organisation, uuid__in=appointed).order_by("starts_at", "pk")
    rows = batches.select_related("standard", "organisation")
    return tuple(duty for batch in rows for duty in list_duties(batch, user))


def list_duties(batch: Batch, user: AbstractUser) -> tuple[MarkingDuty, ...]:
    """What a batch asks of a marker, question by question; nothing of who is not appointed and has not marked."""
    work, name = read_work(batch), user.get_username()
    if work is None or name not in work.markers:
        return ()
    return tuple(describe_duty(batch, work, number, name) for number in range(1, len(work.questions) + 1))


def describe_duty(batch: Batch, work: TextWork, number: int, name: str) -> MarkingDuty:
    """One question of a marker; ``number`` counts the questions that people mark."""
    question = work.questions[number - 1]
    exemplars = [one for one in work.exemplars_of(question.key, "calibration") if one.mark_of(name) is None]
    calibration = calibrate(work, question, name)
    own = [one for one in work.scripts.values() if one.dealt.key == question.key and name in one.given]
    controls = [one for one in work.exemplars_of(question.key, "control") if one.mark_of(name) is not None]
    return MarkingDuty(
        batch=batch,
        number=number,
        question=question,
        calibration=calibration,
        exemplars=tuple(one.agreed.code for one in exemplars),
        open=list_open(work, question, name) if calibration.admitted else (),
        done=len(own) + len(controls),
    )


def find_desk(batch: Batch, user: AbstractUser, code: str) -> Desk | None:
    """An answer that this marker has to mark now, or None: anybody else's is not seen, nor one's own once marked."""
    work, name = read_work(batch), user.get_username()
    if work is None or name not in work.markers:
        return None
    script, exemplar = work.scripts.get(code), work.exemplars.get(code)
    key = script.dealt.key if script else exemplar.agreed.key if exemplar else ""
    question = work.question(key)
    if question is None:
        return None
    duty = describe_duty(batch, work, work.questions.index(question) + 1, name)
    calibrating = exemplar is not None and exemplar.agreed.use == "calibration"
    if code not in (duty.exemplars if calibrating else duty.open):
        return None
    response = exemplar.agreed.response if exemplar else read_response(batch, script) if script else None
    if response is None:
        return None
    return Desk(
        batch=batch,
        duty=duty,
        code=code,
        question=question,
        response=response,
        exemplar=calibrating,
        script=script,
        control=exemplar,
    )


def read_response(batch: Batch, script: TextScript) -> str | None:
    """What the candidate wrote, or None where the answer is no longer the one that was dealt."""
    candidate = find_writer(batch, script)
    written = {one.question.key: one.response for one in read_written(candidate)} if candidate else {}
    response = written.get(script.dealt.key)
    return response if response is not None and hash_response(response) == script.dealt.response_sha256 else None


def find_writer(batch: Batch, script: TextScript) -> Candidate | None:
    """Whose an answer is; no page of a marker says it."""
    rows = Candidate.objects.select_related("batch__organisation", "batch__standard", "person")
    return rows.filter(batch=batch, uuid=script.subject).first()


def give_mark(
    desk: Desk, user: AbstractUser, criteria: Sequence[Decimal], *, now: datetime, remark: str = ""
) -> Result[str | None]:
    """Keep a mark; refused where it is out of range, given already, or not this marker's to give."""
    findings = check_text_mark(desk.question, criteria, marking_pack())
    if len(remark) > REMARK:
        findings += (refuse("remark", f"备注不超过 {REMARK} 字。", f"A remark has at most {REMARK} characters."),)
    if findings:
        return Result(None, findings)
    given = tuple(criteria)
    wrong = _keep_exemplar(desk, user, given, now) if desk.control else _keep_mark(desk, user, given, now, remark)
    return Result(None if wrong else desk.code, wrong)


def _keep_exemplar(desk: Desk, user: AbstractUser, given: tuple[Decimal, ...], now: datetime) -> tuple[Finding, ...]:
    batch, name = desk.batch, user.get_username()
    payload = ExemplarMarked(
        code=desk.code,
        key=desk.question.key,
        marker=name,
        criteria=given,
        points=sum(given, Decimal(0)),
        pack_id=marking_pack().id,
    )
    with take_turn(batch.organisation):
        if find_desk(batch, user, desk.code) is None:
            return (_marked_already(),)
        append_fact(batch.organisation, "exemplar_marked", payload, now=now, actor=user, batch=batch.uuid)
    return ()


def _keep_mark(
    desk: Desk, user: AbstractUser, given: tuple[Decimal, ...], now: datetime, remark: str
) -> tuple[Finding, ...]:
    script, batch = desk.script, desk.batch
    candidate = find_writer(batch, script) if script else None
    if script is None or candidate is None:
        return (_marked_already(),)
    with take_candidate_turn(candidate):
        if find_desk(batch, user, desk.code) is None:
            return (_marked_already(),)
        if is_barred(candidate, user):
            return (_stands_aside(),)
        append_fact(
            batch.organisation,
            "text_marked",
            _describe_mark(desk, script, user, given, remark),
            now=now,
            actor=user,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return ()


def _describe_mark(
    desk: Desk, script: TextScript, user: AbstractUser, given: tuple[Decimal, ...], remark: str
) -> TextMarked:
    return TextMarked(
        code=desk.code,
        key=desk.question.key,
        item_sha256=desk.question.item_sha256,
        response_sha256=script.dealt.response_sha256,
        position=script.dealt.position,
        marker=user.get_username(),
        criteria=given,
        points=sum(given, Decimal(0)),
        pack_id=marking_pack().id,
        remark=remark,
    )


def stand_aside(desk: Desk, user: AbstractUser, reason: str, *, now: datetime) -> tuple[Finding, ...]:
    """Stand aside for whoever wrote this; another marker gets it at once."""
    candidate = find_writer(desk.batch, desk.script) if desk.script else None
    if candidate is None:
        return (refuse("exemplar", "样卷不用回避。", "Nobody stands aside for an exemplar."),)
    said = declare_recusal(candidate, user, reason, now=now)
    if said.value is None:
        return said.findings
    deal_texts(desk.batch, now=now, actor=user)
    return ()


def _marked_already() -> Finding:
    zh, en = (
        "这份作答已不在您的待评之列：您已评过，或已评定。",
        "This answer is not yours to mark any more: it is marked.",
    )
    return msgspec.structs.replace(
        refuse("again", zh, en), remedy=Message("第一次评分有效，不能更改；请评下一份。", "The first mark stands.")
    )


def _stands_aside() -> Finding:
    zh, en = "您与这位考生有回避关系，不能评这一份。", "You stand aside for this candidate and can't mark this one."
    return msgspec.structs.replace(
        refuse("recused", zh, en), remedy=Message("请考务人员重新分卷。", "The office deals it to somebody else.")
    )
