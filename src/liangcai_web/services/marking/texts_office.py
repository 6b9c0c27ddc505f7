"""Written answers as the office sees them: how far they are, who is calibrated, how severe each marker is.

In: a batch. Out: tables; facts ``exemplar_agreed``. Follows: calibration before a session, two people agree on what an
exemplar earns; no figure of a marker changes a mark, each asks somebody to look.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai.marking.markers import Calibration, Given, MarkerFigures, Observation, describe_markers
from liangcai.marking.scripts import Question
from liangcai.marking.texts import check_text_mark
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.facts import append_fact, read_facts
from liangcai_web.services.marking.texts import RESERVE, TextScript, TextWork, calibrate, list_open, read_work, refuse
from liangcai_web.services.marking.texts_dealing import draw_code
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.payloads.marking import ExemplarAgreed, ExemplarUse

LONGEST = 8000
USES: tuple[ExemplarUse, ...] = ("calibration", "control")


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """How far a question is: answers dealt, settled, still to be read for the first time or by the third."""

    question: Question
    dealt: int
    settled: int
    third: int
    exemplars: int
    controls: int

    @property
    def waiting(self) -> int:
        """How many answers are not settled."""
        return self.dealt - self.settled


class MarkerRow(msgspec.Struct, frozen=True, kw_only=True):
    """A marker: done and open, the calibration by question, the figures once there are marks to compare."""

    marker: str
    done: int
    open: int
    calibrations: tuple[tuple[Question, Calibration], ...]
    figures: MarkerFigures | None

    @property
    def admitted(self) -> int:
        """To how many questions they are admitted."""
        return sum(found.admitted for _, found in self.calibrations)


class TextTable(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of it; ``undealt`` papers are over, have no mark and were not handed out."""

    questions: tuple[QuestionRow, ...]
    markers: tuple[MarkerRow, ...]
    undealt: int

    @property
    def waiting(self) -> int:
        """How many answers are not settled."""
        return sum(row.waiting for row in self.questions)


def read_text_table(batch: Batch) -> TextTable | None:
    """The table of a batch; None where people mark nothing, or the papers are sealed."""
    work = read_work(batch)
    if work is None:
        return None
    figures = {one.marker: one for one in describe_markers(list_observations(batch, work), marking_pack().drift)}
    seen = sorted({*work.markers, *figures, *(name for one in work.scripts.values() for name in one.given)})
    return TextTable(
        questions=tuple(_describe_question(work, question) for question in work.questions),
        markers=tuple(_describe_marker(work, name, figures.get(name)) for name in seen),
        undealt=count_undealt(batch),
    )


def count_undealt(batch: Batch) -> int:
    """How many papers are over and neither marked nor handed out."""
    facts = Fact.objects.filter(batch=batch.uuid, subject__isnull=False)
    done = facts.filter(kind__in=("theory_marked", "script_dealt")).values("subject")
    return facts.filter(kind="attempt_closed").exclude(subject__in=done).values("subject").distinct().count()


def list_observations(batch: Batch, work: TextWork) -> Iterator[Observation]:
    """Each mark in the order of time, held against those of the others on the same answer, or what was agreed."""
    full = {question.key: question.full for question in work.questions}
    marks = {(code, mark.marker): mark for code, one in work.scripts.items() for mark in one.marks}
    marks_of = Counter(code for code, _ in marks)
    for code, marker, exemplar in list_order(batch):
        known = work.exemplars.get(code) if exemplar else None
        if known is not None and known.agreed.use == "control":
            given = known.mark_of(marker)
            if given is not None:
                mark = Given(given=given.points, beside=Fraction(known.points), full=full[known.agreed.key])
                yield Observation(marker=marker, mark=mark, control=True)
        elif (code, marker) in marks and marks_of[code] > 1:
            own = marks[code, marker]
            others = [Fraction(one.points) for one in work.scripts[code].marks if one.marker != marker]
            beside = sum(others, Fraction(0)) / len(others)
            yield Observation(marker=marker, mark=Given(given=own.points, beside=beside, full=full[own.key]))


class _Seen(msgspec.Struct, frozen=True):
    code: str
    marker: str


def list_order(batch: Batch) -> Iterator[tuple[str, str, bool]]:
    """Code, marker and whether it is an exemplar, of every mark in the order in which they were given."""
    for fact in read_facts(batch.uuid, "text_marked", "exemplar_marked"):
        said = msgspec.json.decode(fact.payload, type=_Seen)
        yield said.code, said.marker, fact.kind == "exemplar_marked"


def agree_exemplar(
    batch: Batch,
    key: str,
    response: str,
    criteria: Sequence[Decimal],
    use: str,
    *,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
) -> tuple[Finding, ...]:
    """Keep an exemplar on which two people agree."""
    made = make_exemplar(read_work(batch), key, response, criteria, use)
    if made.value is not None:
        two = ByTwo(now=now, actor=actor, approver=approver)
        append_fact(batch.organisation, "exemplar_agreed", made.value, batch=batch.uuid, **two)
    return made.findings


def make_exemplar(
    work: TextWork | None, key: str, response: str, criteria: Sequence[Decimal], use: str
) -> Result[ExemplarAgreed | None]:
    """The exemplar under a code of its own, or what keeps it from being one."""
    question = work.question(key) if work else None
    chosen = next((one for one in USES if one == use), None)
    if work is None or question is None or chosen is None:
        return Result(None, (refuse("question", "请选择题目和用途。", "Choose the question and the use."),))
    if not response.strip() or len(response) > LONGEST:
        said = f"请写出样卷的作答（不超过 {LONGEST} 字）。", f"Write the answer, at most {LONGEST} characters."
        return Result(None, (refuse("response", *said),))
    wrong = check_text_mark(question, criteria, marking_pack())
    if wrong:
        return Result(None, wrong)
    exemplar = ExemplarAgreed(
        code=draw_code(set(work.scripts) | set(work.exemplars)),
        key=question.key,
        item_sha256=question.item_sha256,
        response=response,
        criteria=tuple(criteria),
        use=chosen,
    )
    return Result(exemplar)


def _describe_question(work: TextWork, question: Question) -> QuestionRow:
    own = [one for one in work.scripts.values() if one.dealt.key == question.key]
    return QuestionRow(
        question=question,
        dealt=len(own),
        settled=sum(one.standing.points is not None for one in own),
        third=sum(_waits_for_third(one) for one in own),
        exemplars=len(work.exemplars_of(question.key, "calibration")),
        controls=len(work.exemplars_of(question.key, "control")),
    )


def _waits_for_third(script: TextScript) -> bool:
    return script.standing.points is None and len(script.marks) >= RESERVE


def _describe_marker(work: TextWork, name: str, figures: MarkerFigures | None) -> MarkerRow:
    return MarkerRow(
        marker=name,
        done=sum(name in one.given for one in work.scripts.values()),
        open=sum(len(list_open(work, question, name)) for question in work.questions),
        calibrations=tuple((question, calibrate(work, question, name)) for question in work.questions),
        figures=figures,
    )
