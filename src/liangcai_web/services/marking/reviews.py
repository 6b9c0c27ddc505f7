"""The review of a batch (综合评审): its form and questions, what each candidate is asked, the clock of the board.

In: a batch whose level sits a review. Out: facts, questions by candidate, where the clock stands. Follows: two people
set the list, which stays sealed on the disk; only the board of a candidate sees what they are asked.
"""

from datetime import datetime, timedelta

import msgspec
from django.contrib.auth.models import AbstractBaseUser, AbstractUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.review import Phase, ReviewForm, ReviewQuestion, draw_questions, fit_phases, read_questions
from liangcai_host.keys.fields import open_bytes, seal_bytes
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.packs import review_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.marking import PhaseStarted, ReviewPrepared
from liangcai_web.services.people import field_keys
from liangcai_web.services.turns import take_candidate_turn, take_turn


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """Where a candidate's review stands: the phase that runs, counted from 1, and when it ends; 0 before the first."""

    phases: tuple[Phase, ...]
    phase: int
    ends: datetime | None

    def left(self, now: datetime) -> int:
        """The seconds that are left of the phase that runs; below 0 when it is over."""
        return int((self.ends - now).total_seconds()) if self.ends else 0


def sits_review(batch: Batch) -> bool:
    """Whether the papers of a batch plan a review."""
    blueprint = load_blueprint(batch)
    return blueprint is not None and blueprint.part("review") is not None


def read_prepared(batch: Batch) -> ReviewPrepared | None:
    """What two people set, or None."""
    fact = last_fact(batch.uuid, "review_prepared")
    return read_payload(fact, ReviewPrepared) if fact else None


def chosen_form(batch: Batch) -> ReviewForm | None:
    """The form of the review, or None before it is set."""
    prepared = read_prepared(batch)
    return review_pack().form(prepared.form) if prepared else None


def prepare_review(
    batch: Batch, key: str, text: str, *, now: datetime, actor: AbstractBaseUser, approver: AbstractBaseUser
) -> Result[ReviewPrepared | None]:
    """Set form and questions, by two people; refused once a board has begun."""
    form = review_pack().form(key)
    if form is None or not sits_review(batch):
        zh, en = "本批次没有综合评审，或者还没有组卷。", "This batch has no review, or no papers yet."
        return Result(None, (refuse("none", zh, en),))
    questions = read_questions(text, form, review_pack())
    if questions.findings:
        return Result(None, questions.findings)
    with take_turn(batch.organisation):
        if Fact.objects.filter(batch=batch.uuid, kind__in=("phase_started", "review_signed")).exists():
            zh, en = "评审已经开始，不能更换题单。", "The board has begun: the questions can't be exchanged."
            return Result(None, (refuse("begun", zh, en),))
        sealed = seal_bytes(field_keys(), msgspec.json.encode(questions.value), f"review:{batch.uuid}")
        name = f"{batch.uuid}/review"
        document = keep_document(batch.organisation, Document.Kind.REVIEW, sealed, now=now, name=name)
        said = ReviewPrepared(
            form=form.key, pack_id=review_pack().id, sha256=document.sha256, questions=len(questions.value)
        )
        append_fact(
            batch.organisation,
            "review_prepared",
            said,
            now=now,
            actor=actor,
            approver=approver,
            batch=batch.uuid,
        )
    return Result(said)


def read_drawn(candidate: Candidate) -> tuple[ReviewQuestion, ...]:
    """What a candidate is asked: drawn from the list by the hash of the sealed list and the candidate's own id."""
    prepared, form = read_prepared(candidate.batch), chosen_form(candidate.batch)
    if prepared is None or form is None:
        return ()
    batch = candidate.batch
    kept = Document.objects.get(organisation=batch.organisation, kind=Document.Kind.REVIEW, sha256=prepared.sha256)
    plain = open_bytes(field_keys(), bytes(kept.content), f"review:{batch.uuid}")
    pool = msgspec.json.decode(plain, type=tuple[ReviewQuestion, ...])
    return draw_questions(pool, form.questions, int(prepared.sha256, 16), str(candidate.uuid))


def read_clock(candidate: Candidate) -> Clock | None:
    """The clock of a candidate's review; None before the form is set."""
    form, blueprint = chosen_form(candidate.batch), load_blueprint(candidate.batch)
    part = blueprint.part("review") if blueprint else None
    if form is None or part is None:
        return None
    phases = fit_phases(form, part.minutes)
    fact = Fact.objects.filter(subject=candidate.uuid, kind="phase_started").order_by("position").last()
    number = min(read_payload(fact, PhaseStarted).phase, len(phases)) if fact else 0
    ends = fact.at + timedelta(minutes=phases[number - 1].minutes) if fact and number else None
    return Clock(phases=phases, phase=number, ends=ends)


def start_phase(candidate: Candidate, phase: int, user: AbstractUser, *, now: datetime) -> tuple[Finding, ...]:
    """Start the next phase; one after the other, each once, whoever of the board presses first."""
    with take_candidate_turn(candidate):
        clock = read_clock(candidate)
        if clock is None or not 1 <= phase <= len(clock.phases):
            return (refuse("phase", "没有这个环节。", "There is no such phase."),)
        if phase <= clock.phase:
            return ()  # another member was quicker; the clock runs
        if phase != clock.phase + 1:
            return (refuse("phase", "请按次序开始各环节。", "The phases begin one after the other."),)
        batch = candidate.batch
        append_fact(
            batch.organisation,
            "phase_started",
            PhaseStarted(phase=phase),
            now=now,
            actor=user,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return ()


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done with a review."""
    return Finding(rule=f"review.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.3")
