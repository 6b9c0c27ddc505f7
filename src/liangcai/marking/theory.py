"""Mark a theory paper.

In: the form, the answers, the rule pack, the marking version and, where the candidate saw an order of their own, the
presentation.
Out: a ``TheoryMark`` with points per item, leaf and area. Follows: 1.9.2 (100 marks); the total is rounded once.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.assembly.model import Form
from liangcai.delivery.present import Presentation
from liangcai.delivery.restore import restore_response
from liangcai.findings import Message, Reason
from liangcai.marking.pack import MarkingPack, round_total
from liangcai.marking.response import ResponseMark
from liangcai.marking.scheme import Scheme, mark_one, prepare_scheme
from liangcai.marking.version import FIRST, MarkingVersion

_UNREADABLE = "?"
_NOTHING = Decimal(0)


class Subtotal(msgspec.Struct, frozen=True, kw_only=True):
    """The points of a leaf or an area, exact."""

    key: str
    points: Decimal
    full: Decimal


class TheoryMark(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of one paper: ``points`` is rounded by the pack, everything else exact as it was earned.

    ``version`` is the marking version; a question that it took out counts neither in ``exact`` nor in a subtotal.
    """

    form_id: str
    form_sha256: str
    pack_id: str
    version: int = 1
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
    form: Form,
    answers: Mapping[str, str],
    pack: MarkingPack,
    presentation: Presentation | None = None,
    version: MarkingVersion = FIRST,
) -> TheoryMark:
    """Mark the answers, item id to response; with a presentation they are in the letters that it showed.

    Raises ValueError where the presentation is of another form: that is a broken program, not a candidate's fault.
    """
    return mark_paper(prepare_scheme(form, pack, version), answers, presentation)


def mark_paper(scheme: Scheme, answers: Mapping[str, str], presentation: Presentation | None = None) -> TheoryMark:
    """The same under a scheme that was made ready, as for all papers of a sitting."""
    if presentation is not None and presentation.form_sha256 != scheme.form_sha256:
        raise ValueError("the presentation is of another form or of another version of it")
    given = dict(answers) if presentation is None else _restore(answers, presentation)
    seed = "" if presentation is None else presentation.candidate_seed
    responses = tuple(mark_one(scheme, rule, given.get(rule.question.item.id, ""), seed) for rule in scheme.rules)
    return sum_up(scheme, responses)


def sum_up(scheme: Scheme, responses: tuple[ResponseMark, ...]) -> TheoryMark:
    """The mark of a paper whose responses are marked, in the order of the form."""
    rules, pack = scheme.rules, scheme.pack
    exact = sum((mark.points for mark in responses), Decimal(0))
    full = scheme.full
    points = round_total(_weigh_up(exact, full, scheme.taken_out), pack)
    return TheoryMark(
        form_id=scheme.form.id,
        form_sha256=scheme.form_sha256,
        pack_id=pack.id,
        version=scheme.version.number,
        points=points,
        exact=exact,
        full=full,
        responses=responses,
        areas=_subtotal(responses, [rule.question.area for rule in rules]),
        leaves=_subtotal(responses, [rule.question.leaf for rule in rules]),
        reasons=(_explain(points, full, responses, scheme),),
    )


def _weigh_up(exact: Decimal, full: Decimal, gone: Decimal) -> Fraction:
    """What was earned, weighed up to the full mark where questions were taken out; with none left all is earned."""
    left = full - gone
    if not gone:
        return Fraction(exact)
    return Fraction(exact) * Fraction(full) / Fraction(left) if left else Fraction(full)


def _restore(answers: Mapping[str, str], presentation: Presentation) -> dict[str, str]:
    """The answers in the paper's letters; one that names no option shown becomes unreadable, not blank."""
    restored = {}
    for question in presentation.questions:
        if question.item_id in answers:
            response = restore_response(question, answers[question.item_id])
            restored[question.item_id] = _UNREADABLE if response is None else response
    return restored


def _subtotal(responses: tuple[ResponseMark, ...], keys: list[str]) -> tuple[Subtotal, ...]:
    points: dict[str, Decimal] = {}
    full: dict[str, Decimal] = {}
    for mark, key in zip(responses, keys, strict=True):
        points[key] = points.get(key, _NOTHING) + mark.points
        full[key] = full.get(key, _NOTHING) + mark.full
    return tuple(Subtotal(key=key, points=points[key], full=full[key]) for key in points)


def _explain(points: Decimal, full: Decimal, responses: tuple[ResponseMark, ...], scheme: Scheme) -> Reason:
    counts = Counter(mark.outcome for mark in responses)
    number, amended = scheme.version.number, bool(scheme.version.amendments)
    named_zh = f"{scheme.pack.id}，第 {number} 版评分" if amended else scheme.pack.id
    named_en = f"{scheme.pack.id}, marking version {number}" if amended else scheme.pack.id
    return Reason(
        clause="1.9.2",
        met=True,
        message=Message(
            zh=f"{len(responses)} 道题答对 {counts['right']} 道，未答 {counts['blank']} 道，"
            f"得 {points} 分（满分 {full}），规则包 {named_zh}。",
            en=f"{counts['right']} of {len(responses)} questions right, {counts['blank']} blank: "
            f"{points} of {full} points, rule pack {named_en}.",
        ),
    )
