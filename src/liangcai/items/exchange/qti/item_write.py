"""A question as a QTI 3.0 item.

In: an item, its draft. Out: the XML of an assessment item. Follows: QTI 3.0 ASI: choice, order, match, text entry,
extended text; a case is one item with several interactions; what QTI has no place for stands in a block for authors.
"""

import msgspec

from liangcai.items.content import Blank
from liangcai.items.exchange.draft import TRUTHS, Draft, draft_item
from liangcai.items.exchange.imported import Spot
from liangcai.items.exchange.qti.formulas import declare_values, draw_values, format_value, write_formula
from liangcai.items.exchange.qti.names import ITEM, KEPT, MATCH_CORRECT, OWN, RATIONALE, SCHEMAS, XSI
from liangcai.items.exchange.qti.text_write import Holes, write_blocks, write_inline, write_words
from liangcai.items.model import LETTERS, Item
from liangcai.items.names import TYPE_NAMES

TARGET = "M_"  # before the letters of the right side, which share one space of names with the left


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a question, or a part of a case, adds to each section of an item; ``notes`` are for authors and scorers."""

    responses: str = ""
    templates: str = ""
    rules: str = ""
    notes: str = ""
    body: str = ""
    scoring: str = ""


def write_item(item: Item, identifier: str) -> str:
    """The item as XML."""
    parts = tuple(_write_question(part, f"P{number}_") for number, part in enumerate(item.parts, 1))
    whole = _write_question(item, "")
    pieces = (whole, *parts)
    boxes = "".join(f'<div class="part" id="P{number}">{part.body}</div>' for number, part in enumerate(parts, 1))
    body = "".join(piece.notes for piece in pieces) + whole.body + boxes
    rules = "".join(piece.rules for piece in pieces)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<qti-assessment-item xmlns="{ITEM}" xmlns:xsi="{XSI}" '
        f'xsi:schemaLocation="{ITEM} {SCHEMAS}/imsqti_asiv3p0_v1p0.xsd" identifier="{identifier}" '
        f'title="{write_words(TYPE_NAMES[item.type].zh)}" adaptive="false" time-dependent="false" xml:lang="zh-CN">'
        + "".join(piece.responses for piece in pieces)
        + _declare_outcomes()
        + "".join(piece.templates for piece in pieces)
        + (f"<qti-template-processing>{rules}</qti-template-processing>" if rules else "")
        + f"<qti-item-body>{body}</qti-item-body>"
        + _write_processing(item, pieces)
        + f'<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="{RATIONALE}" show-hide="show">'
        f"<qti-content-body>{write_blocks(item.rationale)}</qti-content-body></qti-modal-feedback>"
        "</qti-assessment-item>\n"
    )


def _declare_outcomes() -> str:
    return (
        '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"><qti-default-value>'
        "<qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>"
        '<qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier">'
        f"<qti-default-value><qti-value>{RATIONALE}</qti-value></qti-default-value></qti-outcome-declaration>"
    )


def _write_processing(item: Item, pieces: tuple[Question, ...]) -> str:
    """How it is scored: by the usual template where one answer is right, else by a sum of shares."""
    scoring = "".join(piece.scoring for piece in pieces)
    if item.type in ("single", "multiple", "truefalse", "order", "match"):
        return f'<qti-response-processing template="{MATCH_CORRECT}"/>'
    return f"<qti-response-processing>{scoring}</qti-response-processing>" if scoring else ""


def _write_question(item: Item, prefix: str) -> Question:
    """The sections of one question."""
    draft = draft_item(item, (), Spot(row=0))
    response = f"{prefix}RESPONSE"
    gaps = [f"{response}_{number}" for number in range(1, len(item.blanks) + 1)]
    holes = Holes(
        responses=gaps,
        formats={value.name: format_value(value) for value in item.values},
        prefix=prefix,
        media={media.name: media for media in item.media},
    )
    body = f'<div class="stem">{write_blocks(item.stem, holes)}</div>'
    notes = _write_own(draft, item, prefix) + _write_open(item, prefix)
    if item.blanks:
        return msgspec.structs.replace(_write_gaps(item, gaps, prefix), notes=notes, body=body)
    declared, interaction, scored = _write_choice(item, response)
    scoring = _score_match(response, "1") if scored and prefix else ""
    return Question(responses=declared, notes=notes, body=body + interaction, scoring=scoring)


def _write_own(draft: Draft, item: Item, prefix: str) -> str:
    """The block for authors: what QTI has no place for, by the names of a draft."""
    said = {field: str(getattr(draft, field)) for field in KEPT}
    said["key"] = draft.key if item.blanks else ""
    said["rationale"] = draft.rationale if prefix else ""
    rows = "".join(f"<dt>{name}</dt><dd>{write_words(text)}</dd>" for name, text in said.items() if text)
    return _write_rubric(f"<dl>{rows}</dl>", OWN, "author", prefix)


def _write_rubric(inner: str, use: str, view: str, prefix: str) -> str:
    """A block for who writes or scores; that of a part bears its name, since a part may hold none."""
    mark = f' class="{prefix.rstrip("_")}"' if prefix else ""
    start = f'<qti-rubric-block use="{use}" view="{view}"{mark}>'
    return f"{start}<qti-content-body>{inner}</qti-content-body></qti-rubric-block>"


def _write_choice(item: Item, response: str) -> tuple[str, str, bool]:
    """Declaration, interaction, and whether a machine scores it."""
    if item.type == "case":
        return "", "", False
    if item.type in ("short", "essay"):
        lines = 6 if item.type == "short" else 20
        asked = f'<qti-extended-text-interaction response-identifier="{response}" expected-lines="{lines}"/>'
        return _declare(response, "single", "string", ()), asked, False
    if item.type == "match":
        pairs = tuple(f"{left} {TARGET}{right}" for left, right in zip(LETTERS, item.key, strict=False))
        return _declare(response, "multiple", "directedPair", pairs), _write_match(item, response), True
    if item.type == "truefalse":
        choices = "".join(
            f'<qti-simple-choice identifier="{key}">{words}</qti-simple-choice>' for key, words in TRUTHS.items()
        )
    else:
        choices = "".join(
            f'<qti-simple-choice identifier="{letter}">{write_inline(text)}</qti-simple-choice>'
            for letter, text in zip(LETTERS, item.options, strict=False)
        )
    if item.type == "order":
        asked = f'<qti-order-interaction response-identifier="{response}">{choices}</qti-order-interaction>'
        return _declare(response, "ordered", "identifier", tuple(item.key)), asked, True
    most = 0 if item.type == "multiple" else 1
    start = f'<qti-choice-interaction response-identifier="{response}" max-choices="{most}">'
    cardinality = "multiple" if item.type == "multiple" else "single"

    declared = _declare(response, cardinality, "identifier", tuple(item.key))
    return declared, f"{start}{choices}</qti-choice-interaction>", True


def _write_match(item: Item, response: str) -> str:
    left = "".join(_write_side(letter, text, 1) for letter, text in zip(LETTERS, item.options, strict=False))
    right = "".join(_write_side(TARGET + letter, text, 0) for letter, text in zip(LETTERS, item.targets, strict=False))
    return (
        f'<qti-match-interaction response-identifier="{response}" max-associations="{len(item.options)}">'
        f"<qti-simple-match-set>{left}</qti-simple-match-set><qti-simple-match-set>{right}</qti-simple-match-set>"
        "</qti-match-interaction>"
    )


def _write_side(identifier: str, text: str, most: int) -> str:
    start = f'<qti-simple-associable-choice identifier="{identifier}" match-max="{most}">'
    return f"{start}{write_inline(text)}</qti-simple-associable-choice>"


def _write_open(item: Item, prefix: str) -> str:
    """The reference answer and the rubric, for who scores."""
    if not item.answer and not item.rubric:
        return ""
    rows = "".join(f"<dt>{row.share}</dt><dd>{write_words(row.text)}</dd>" for row in item.rubric)
    answer = f'<div class="answer">{write_blocks(item.answer)}</div>' if item.answer else ""
    return _write_rubric(answer + (f'<dl class="rubric">{rows}</dl>' if rows else ""), "scoring", "scorer", prefix)


def _write_gaps(item: Item, gaps: list[str], prefix: str) -> Question:
    """What gaps declare and score, each with its answers, and values that are drawn."""
    correct = "".join(
        _set_correct(gap, write_formula(blank.formula, prefix))
        for gap, blank in zip(gaps, item.blanks, strict=True)
        if blank.formula
    )
    return Question(
        responses="".join(_declare_gap(gap, blank) for gap, blank in zip(gaps, item.blanks, strict=True)),
        templates=declare_values(item.values, prefix),
        rules=draw_values(item.values, prefix) + correct,
        scoring="".join(_score_gap(gap, blank, str(len(gaps))) for gap, blank in zip(gaps, item.blanks, strict=True)),
    )


def _set_correct(gap: str, value: str) -> str:
    return f'<qti-set-correct-response identifier="{gap}">{value}</qti-set-correct-response>'


def _declare(response: str, cardinality: str, base: str, correct: tuple[str, ...], mapping: str = "") -> str:
    values = "".join(f"<qti-value>{write_words(value)}</qti-value>" for value in correct)
    inner = (f"<qti-correct-response>{values}</qti-correct-response>" if values else "") + mapping
    start = f'<qti-response-declaration identifier="{response}" cardinality="{cardinality}" base-type="{base}"'
    return f"{start}>{inner}</qti-response-declaration>" if inner else f"{start}/>"


def _declare_gap(gap: str, blank: Blank) -> str:
    if not blank.accepted:
        return _declare(gap, "single", "float", (blank.value,) if blank.value else ())
    entries = "".join(
        f'<qti-map-entry map-key="{write_words(text)}" mapped-value="1" case-sensitive="false"/>'
        for text in blank.accepted
    )
    mapping = f'<qti-mapping default-value="0">{entries}</qti-mapping>'
    return _declare(gap, "single", "string", blank.accepted[:1], mapping)


def _score_gap(gap: str, blank: Blank, share: str) -> str:
    if blank.accepted:
        zero = '<qti-base-value base-type="float">0</qti-base-value>'
        return _score(f'<qti-gt><qti-map-response identifier="{gap}"/>{zero}</qti-gt>', share)
    within = f'<qti-equal tolerance-mode="absolute" tolerance="{blank.tolerance}">'
    return _score(f'{within}<qti-variable identifier="{gap}"/><qti-correct identifier="{gap}"/></qti-equal>', share)


def _score_match(response: str, share: str) -> str:
    return _score(
        f'<qti-match><qti-variable identifier="{response}"/><qti-correct identifier="{response}"/></qti-match>', share
    )


def _score(test: str, share: str) -> str:
    """One of so many equal shares of a question's points, where a test holds."""
    numbers = "".join(f'<qti-base-value base-type="float">{number}</qti-base-value>' for number in ("1", share))
    total = f'<qti-sum><qti-variable identifier="SCORE"/><qti-divide>{numbers}</qti-divide></qti-sum>'
    earned = f'<qti-set-outcome-value identifier="SCORE">{total}</qti-set-outcome-value>'
    return f"<qti-response-condition><qti-response-if>{test}{earned}</qti-response-if></qti-response-condition>"
