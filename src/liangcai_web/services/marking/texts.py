"""The written answers of a batch that people mark, folded from facts.

In: a batch. Out: questions, answers by their codes with the marks given so far, exemplars. Follows: first marks are
frozen; an answer is named by candidate, question and its own hash, so that what was changed since is another answer.
"""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from liangcai.assembly.model import Form
from liangcai.findings import Finding, Message, Severity
from liangcai.marking.dealing import draw_order
from liangcai.marking.markers import Calibration, Given, judge_calibration
from liangcai.marking.scripts import Question, list_questions
from liangcai.marking.texts import Settled, TextMark, settle_text
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_forms
from liangcai_web.services.payloads.marking import (
    ExemplarAgreed,
    ExemplarMarked,
    MarkersAppointed,
    ScriptDealt,
    TextMarked,
)

KINDS = ("markers_appointed", "script_dealt", "text_marked", "exemplar_agreed", "exemplar_marked")
RESERVE = 2  # the third place, which is used where the first two differ too much


class TextScript(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: whose, to which question, who marks it by place, the marks in the order in which they were given."""

    subject: UUID
    dealt: ScriptDealt
    marks: tuple[TextMarked, ...]
    standing: Settled

    def waits_for(self, marker: str) -> bool:
        """Whether this marker has to mark it now; the third only where the first two differ too much."""
        places = self.dealt.markers
        if marker not in places or self.standing.points is not None or marker in self.given:
            return False
        return places.index(marker) < RESERVE or len(self.marks) >= RESERVE

    @property
    def given(self) -> frozenset[str]:
        """Who has marked it."""
        return frozenset(mark.marker for mark in self.marks)


class Exemplar(msgspec.Struct, frozen=True, kw_only=True):
    """An answer with agreed marks, and what each marker gave for it, in the order of time."""

    agreed: ExemplarAgreed
    marks: tuple[ExemplarMarked, ...]

    @property
    def points(self) -> Decimal:
        """What was agreed."""
        return sum(self.agreed.criteria, Decimal(0))

    def mark_of(self, marker: str) -> ExemplarMarked | None:
        """What somebody gave."""
        return next((mark for mark in self.marks if mark.marker == marker), None)


class TextWork(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about the written answers of a batch; ``seed`` draws the orders, nobody chooses it.

    ``newest`` has the code of each candidate's answer to each question: where an answer has changed since it was dealt,
    as when a late one counts, only the newest is marked.
    """

    questions: tuple[Question, ...]
    seed: str
    markers: tuple[str, ...] = ()
    scripts: dict[str, TextScript] = {}
    exemplars: dict[str, Exemplar] = {}
    newest: dict[tuple[UUID, str], str] = {}

    def question(self, key: str) -> Question | None:
        """The question of a key."""
        return next((one for one in self.questions if one.key == key), None)

    def exemplars_of(self, key: str, use: str) -> tuple[Exemplar, ...]:
        """The exemplars of a question for one use, in the order in which they were agreed."""
        found = (one for one in self.exemplars.values() if one.agreed.key == key and one.agreed.use == use)
        return tuple(found)


class _Kept(msgspec.Struct, frozen=True):
    """The work as it stood at a fact: what follows that fact is folded onto it."""

    position: int
    hash: str
    work: TextWork


_KEPT: dict[UUID, _Kept] = {}
_KEPT_LIMIT = 16


def read_work(batch: Batch) -> TextWork | None:
    """The work of a batch; None where its papers are sealed, or ask for nothing that people mark.

    A marker's page asks again with every answer: what was folded is kept, and only what was appended since is read.
    """
    questions = read_questions(batch)
    if not questions:
        return None
    kept = _KEPT.get(batch.uuid)
    facts = list(_list_since(batch, kept.position)) if kept else []
    if kept is None or not facts or facts[0].hash != kept.hash or kept.work.questions != questions:
        work = TextWork(questions=questions, seed=str(batch.uuid))
        facts = list(read_facts(batch.uuid, *KINDS))
        work = fold_work(work, facts)
    else:
        work = fold_work(kept.work, facts[1:])
    if facts and (kept is None or facts[-1].hash != kept.hash or work is not kept.work):
        if len(_KEPT) >= _KEPT_LIMIT:
            _KEPT.clear()
        _KEPT[batch.uuid] = _Kept(facts[-1].position, facts[-1].hash, work)
    return work


def _list_since(batch: Batch, position: int) -> "QuerySet[Fact]":
    """The facts from a position on, that one included: it tells whether the line is still the same."""
    facts = Fact.objects.filter(organisation=batch.organisation, position__gte=position)
    return facts.filter(batch=batch.uuid, kind__in=KINDS).order_by("position")


def fold_work(work: TextWork, facts: Sequence[Fact]) -> TextWork:
    """The work after more facts; what was handed out before stays as it is."""
    if not facts:
        return work
    questions = {one.key: one for one in work.questions}
    markers, newest = work.markers, dict(work.newest)
    scripts, exemplars = dict(work.scripts), dict(work.exemplars)
    for fact in facts:
        if fact.kind == "markers_appointed":
            markers = read_payload(fact, MarkersAppointed).markers
        elif fact.kind == "script_dealt" and fact.subject:
            deal = read_payload(fact, ScriptDealt)
            if deal.key in questions:
                _deal(scripts, newest, fact.subject, deal, questions[deal.key])
        elif fact.kind == "text_marked":
            _mark(scripts, read_payload(fact, TextMarked), questions)
        elif fact.kind == "exemplar_agreed":
            _agree(exemplars, read_payload(fact, ExemplarAgreed), questions)
        elif fact.kind == "exemplar_marked":
            _mark_exemplar(exemplars, read_payload(fact, ExemplarMarked))
    return TextWork(
        questions=work.questions,
        seed=work.seed,
        markers=markers,
        scripts=scripts,
        exemplars=exemplars,
        newest=newest,
    )


def _agree(exemplars: dict[str, Exemplar], said: ExemplarAgreed, questions: Mapping[str, Question]) -> None:
    """An exemplar of a question that has changed since is none."""
    if said.key in questions and questions[said.key].item_sha256 == said.item_sha256:
        exemplars[said.code] = Exemplar(agreed=said, marks=())


def _mark_exemplar(exemplars: dict[str, Exemplar], given: ExemplarMarked) -> None:
    if given.code in exemplars:
        known = exemplars[given.code]
        exemplars[given.code] = Exemplar(agreed=known.agreed, marks=(*known.marks, given))


def _deal(
    scripts: dict[str, TextScript],
    newest: dict[tuple[UUID, str], str],
    subject: UUID,
    deal: ScriptDealt,
    question: Question,
) -> None:
    """A later deal of the same answer replaces who marks it; another answer to the same question replaces it."""
    before = newest.get((subject, deal.key))
    if before is not None and before != deal.code:
        scripts.pop(before, None)
    newest[subject, deal.key] = deal.code
    marks = scripts[deal.code].marks if deal.code in scripts else ()
    scripts[deal.code] = TextScript(subject=subject, dealt=deal, marks=marks, standing=settle(marks, question))


def _mark(scripts: dict[str, TextScript], mark: TextMarked, questions: Mapping[str, Question]) -> None:
    script = scripts.get(mark.code)
    if script is not None:
        marks = (*script.marks, mark)
        standing = settle(marks, questions[script.dealt.key])
        scripts[mark.code] = msgspec.structs.replace(script, marks=marks, standing=standing)


def read_questions(batch: Batch) -> tuple[Question, ...]:
    """What people mark in the papers of a batch, each question once, in the order of the papers."""
    forms = load_forms(batch)
    found: dict[str, Question] = {}
    for form in forms.forms if forms else ():
        found |= {one.key: one for one in list_questions(form, marking_pack()) if one.key not in found}
    return tuple(found.values())


def settle(marks: Sequence[TextMarked], question: Question) -> Settled:
    """Where an answer stands by the pack."""
    given = [TextMark(marker=mark.marker, criteria=mark.criteria) for mark in marks]
    return settle_text(given, question.full, marking_pack())


def read_settled(batch: Batch) -> dict[UUID, dict[tuple[str, str], Decimal]]:
    """What is settled, by candidate: points by the question's key and the hash of the answer."""
    settled: dict[UUID, dict[tuple[str, str], Decimal]] = {}
    work = read_work(batch)
    for script in work.scripts.values() if work else ():
        if script.standing.points is not None:
            key = (script.dealt.key, script.dealt.response_sha256)
            settled.setdefault(script.subject, {})[key] = script.standing.points
    return settled


def hash_response(response: str) -> str:
    """The SHA-256, in hex, of an answer as it was written."""
    return hashlib.sha256(response.encode()).hexdigest()


def calibrate(work: TextWork, question: Question, marker: str) -> Calibration:
    """Whether somebody is admitted to a question."""
    tries = []
    for exemplar in work.exemplars_of(question.key, "calibration"):
        mark = exemplar.mark_of(marker)
        if mark is not None:
            tries.append(Given(given=mark.points, beside=Fraction(exemplar.points), full=question.full))
    return judge_calibration(tries, marking_pack().calibration)


def list_open(work: TextWork, question: Question, marker: str) -> tuple[str, ...]:
    """The codes that a marker has to mark now, in the order drawn for them; control answers stand among the others."""
    codes = [code for code, one in work.scripts.items() if one.dealt.key == question.key and one.waits_for(marker)]
    if codes or any(one.dealt.key == question.key and marker in one.given for one in work.scripts.values()):
        controls = work.exemplars_of(question.key, "control")
        codes += [one.agreed.code for one in controls if one.mark_of(marker) is None]
    return draw_order(codes, work.seed, question.key, marker)


def find_form(batch: Batch, name: str) -> Form | None:
    """A form of a batch by its letter."""
    forms = load_forms(batch)
    return next((form for form in forms.forms if form.id == name), None) if forms else None


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done with written answers."""
    return Finding(rule=f"texts.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")
