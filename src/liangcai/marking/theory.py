"""Mark a theory paper.

In: the form, the answers, the rule pack and, where the candidate saw an order of their own, the presentation.
Out: a ``TheoryMark`` with points per item, leaf and area. Follows: 1.9.2 (100 marks); the total is rounded once.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.assembly.model import Form, FormQuestion, hash_form
from liangcai.delivery.present import Presentation
from liangcai.delivery.restore import restore_response
from liangcai.findings import Message, Reason
from liangcai.marking.pack import MarkingPack, round_total
from liangcai.marking.response import ResponseMark, mark_response

_UNREADABLE = "?"


class Subtotal(msgspec.Struct, frozen=True, kw_only=True):
    """The points of a leaf or an area, exact."""

    key: str
    points: Decimal
    full: Decimal


class TheoryMark(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of one paper: ``points`` is rounded by the pack, everything else exact."""

    form_id: str
    form_sha256: str
    pack_id: str
    points: Decimal
    exact: Decimal
    full: Decimal
    responses: tuple[ResponseMark, ...]
    areas: tuple[Subtotal, ...]
    leaves: tuple[Subtotal, ...]
    reasons: tuple[Reason, ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that a person has still to mark; until then ``points`` is not the candidate's mark."""
        return tuple(mark.item_id for mark in self.responses if mark.outcome == "waiting")


def mark_attempt(
    form: Form, answers: Mapping[str, str], pack: MarkingPack, presentation: Presentation | None = None
) -> TheoryMark:
    """Mark the answers, item id to response; with a presentation they are in the letters that it showed.

    Raises ValueError where the presentation is of another form: that is a broken program, not a candidate's fault.
    """
    digest = hash_form(form)
    if presentation is not None and presentation.form_sha256 != digest:
        raise ValueError("the presentation is of another form or of another version of it")
    given = dict(answers) if presentation is None else _restore(answers, presentation)
    seed = "" if presentation is None else presentation.candidate_seed
    responses = tuple(
        mark_response(question.item, given.get(question.item.id, ""), pack, question.points, seed)
        for question in form.questions
    )
    exact = sum((mark.points for mark in responses), Decimal(0))
    full = sum((mark.full for mark in responses), Decimal(0))
    points = round_total(Fraction(exact), pack)
    return TheoryMark(
        form_id=form.id,
        form_sha256=digest,
        pack_id=pack.id,
        points=points,
        exact=exact,
        full=full,
        responses=responses,
        areas=_subtotal(form.questions, responses, [question.area for question in form.questions]),
        leaves=_subtotal(form.questions, responses, [question.leaf for question in form.questions]),
        reasons=(_explain(points, full, responses, pack),),
    )


def _restore(answers: Mapping[str, str], presentation: Presentation) -> dict[str, str]:
    """The answers in the paper's letters; one that names no option shown becomes unreadable, not blank."""
    restored = {}
    for question in presentation.questions:
        if question.item_id in answers:
            response = restore_response(question, answers[question.item_id])
            restored[question.item_id] = _UNREADABLE if response is None else response
    return restored


def _subtotal(
    questions: tuple[FormQuestion, ...], responses: tuple[ResponseMark, ...], keys: list[str]
) -> tuple[Subtotal, ...]:
    points: dict[str, Decimal] = {}
    full: dict[str, Decimal] = {}
    for question, mark, key in zip(questions, responses, keys, strict=True):
        points[key] = points.get(key, Decimal(0)) + mark.points
        full[key] = full.get(key, Decimal(0)) + question.points
    return tuple(Subtotal(key=key, points=points[key], full=full[key]) for key in points)


def _explain(points: Decimal, full: Decimal, responses: tuple[ResponseMark, ...], pack: MarkingPack) -> Reason:
    right = sum(mark.outcome == "right" for mark in responses)
    blank = sum(mark.outcome == "blank" for mark in responses)
    return Reason(
        clause="1.9.2",
        met=True,
        message=Message(
            zh=f"{len(responses)} 道题答对 {right} 道，未答 {blank} 道，"
            f"得 {points} 分（满分 {full}），规则包 {pack.id}。",
            en=f"{right} of {len(responses)} questions right, {blank} blank: {points} of {full} points, "
            f"rule pack {pack.id}.",
        ),
    )
