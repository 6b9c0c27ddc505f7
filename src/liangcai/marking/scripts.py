"""What of a paper waits for people to mark: each answer a script of its own.

In: a form and the mark that the machine made. Out: ``Script``s, and the whole mark once all of them are settled.
Follows: the rubric of the item version; a question of a case earns an equal share of its points.
"""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form, FormQuestion
from liangcai.findings import Message
from liangcai.items.model import Item, hash_item
from liangcai.items.responses import split_pieces
from liangcai.marking.judge import judge_response
from liangcai.marking.pack import MarkingPack, cut_share
from liangcai.marking.response import Outcome, ResponseMark
from liangcai.marking.scheme import Scheme
from liangcai.marking.theory import TheoryMark, sum_up

PART = "/"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What people mark: the item, or the question of a case with the case's own words in ``case``.

    ``key`` is the item's id, with the number of the question where it is one of a case; ``item_sha256`` names the
    version whose rubric is used.
    """

    key: str
    item: Item
    item_sha256: str
    full: Decimal
    case: str = ""


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to one question, as the candidate wrote it."""

    question: Question
    response: str


def list_questions(form: Form, pack: MarkingPack) -> tuple[Question, ...]:
    """The questions of a form that people mark."""
    return tuple(one for question in form.questions for one in _open_questions(question, pack))


def list_scripts(form: Form, mark: TheoryMark, pack: MarkingPack) -> tuple[Script, ...]:
    """The answers of a marked paper that wait for people."""
    found = []
    for question, response in zip(form.questions, mark.responses, strict=True):
        if response.outcome == "waiting":
            found += _waiting(question, response.response, pack)
    return tuple(found)


def complete_mark(scheme: Scheme, mark: TheoryMark, settled: Mapping[str, Decimal]) -> TheoryMark:
    """The mark with what people have settled, question's key to points; what they have not still waits."""
    responses = tuple(
        _complete(rule.question, response, settled, scheme.pack) if response.outcome == "waiting" else response
        for rule, response in zip(scheme.rules, mark.responses, strict=True)
    )
    return sum_up(scheme, responses)


def _open_questions(question: FormQuestion, pack: MarkingPack) -> tuple[Question, ...]:
    item, sha256 = question.item, hash_item(question.item)
    if item.type in ("short", "essay"):
        return (Question(key=item.id, item=item, item_sha256=sha256, full=question.points),)
    if item.type != "case":
        return ()
    share = cut_share(question.points, 1, len(item.parts), pack)
    return tuple(
        Question(key=f"{item.id}{PART}{number}", item=part, item_sha256=sha256, full=share, case=item.stem)
        for number, part in enumerate(item.parts, 1)
        if part.type in ("short", "essay")
    )


def _waiting(question: FormQuestion, response: str, pack: MarkingPack) -> list[Script]:
    known = _open_questions(question, pack)
    if question.item.type != "case":
        return [Script(question=one, response=response) for one in known]
    pieces = split_pieces(response, len(question.item.parts)) or ()
    written = {f"{question.item.id}{PART}{number}": piece for number, piece in enumerate(pieces, 1)}
    return [
        Script(question=one, response=piece)
        for one in known
        if judge_response(one.item, piece := written.get(one.key, ""), pack, one.full, "").outcome == "waiting"
    ]


def _complete(
    question: FormQuestion, response: ResponseMark, settled: Mapping[str, Decimal], pack: MarkingPack
) -> ResponseMark:
    scripts = _waiting(question, response.response, pack)
    if any(script.question.key not in settled for script in scripts):
        return response
    earned = response.points + sum((settled[script.question.key] for script in scripts), Decimal(0))
    pieces = max(1, len(question.item.parts))
    # shares are cut: who has the most of every one has the whole
    whole = earned >= pieces * cut_share(question.points, 1, pieces, pack)
    points = question.points if whole else earned
    outcome: Outcome = "right" if whole else "partial" if points else "wrong"
    return msgspec.structs.replace(
        response, points=points, outcome=outcome, reason=_explain(len(scripts), points), scheme=f"{pack.id}/texts"
    )


def _explain(scripts: int, points: Decimal) -> Message:
    return Message(
        f"由评卷人按评分点评分（{scripts} 份作答），得 {points} 分。",
        f"Marked by people against the rubric ({scripts} answers): {points} points.",
    )
