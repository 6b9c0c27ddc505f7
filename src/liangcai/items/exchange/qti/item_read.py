"""A QTI 3.0 item as the draft of a question.

In: the root of an assessment item. Out: a draft, with its fault where QTI says more than a question can hold. Follows:
QTI 3.0 ASI; the content is read from what a player shows, the block for authors adds what QTI has no place for.
"""

from collections.abc import Iterator

import msgspec

from liangcai.items.content import Blank
from liangcai.items.exchange.draft import Draft, Fault, read_type
from liangcai.items.exchange.imported import Spot
from liangcai.items.exchange.notation import NotationError, join_list, read_blanks, write_blanks, write_rows
from liangcai.items.exchange.qti.names import KEPT, OWN, RATIONALE
from liangcai.items.exchange.qti.text_read import ContentError, read_text
from liangcai.items.model import LETTERS, ItemType
from liangcai.standard.forms.markup import Element, child, children, name_of

Found = Draft | tuple[Draft, Fault]
_READ = {
    "qti-choice-interaction": "choice",
    "qti-order-interaction": "order",
    "qti-match-interaction": "match",
    "qti-extended-text-interaction": "text",
    "qti-text-entry-interaction": "gap",
}
_FITS: dict[str, tuple[ItemType, ...]] = {
    "choice": ("single", "multiple", "truefalse"),
    "order": ("order",),
    "match": ("match",),
    "text": ("short", "essay"),
    "gap": ("fill", "calculation"),
    "": ("case",),
}


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """A declared response: what is right, and what else is accepted."""

    base: str
    cardinality: str
    correct: tuple[str, ...]
    accepted: tuple[str, ...]


class ReadError(Exception):
    """An item that says more, or less, than a question of ours; holds the fault."""

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.fault = Fault(field=field, zh=zh, en=en)


def read_item(root: Element, spot: Spot) -> Found:
    """The draft of an item, with the fault of one that cannot be read."""
    bare = Draft(spot=spot, id=str(root.get("identifier") or ""))
    try:
        return _Reading(root, spot).read()
    except ContentError as problem:
        zh, en = f"内容含 <{problem}>，试题放不下", f"the content holds <{problem}>, which a question cannot keep"
        return bare, Fault(field="stem", zh=zh, en=en)
    except ReadError as problem:
        return bare, problem.fault
    except NotationError as problem:
        zh, _, en = str(problem).partition(" / ")
        return bare, Fault(field="key", zh=zh, en=en)


class _Reading:
    """An item while it is read."""

    def __init__(self, root: Element, spot: Spot) -> None:
        self._root, self._spot = root, spot
        self._body = child(root, "qti-item-body")
        self._responses: dict[str, Response] = {}

    def read(self) -> Draft:
        """The question with its parts."""
        body = self._body
        if name_of(self._root) != "qti-assessment-item" or body is None:
            zh, en = "不是 QTI 3.0 试题（QTI 2 请先转换）", "it is no QTI 3.0 item (convert QTI 2 first)"
            raise ReadError("stem", zh, en)
        own = _find_own(body, "") is not None
        self._refuse_more(own=own)
        for found in children(self._root, "qti-response-declaration"):
            self._responses[str(found.get("identifier"))] = _read_response(found)
        draft = self._read_question(body, "", own=own)
        parts = tuple(
            self._read_question(part, str(part.get("id")), own=True)
            for part in children(body, "div")
            if own and part.get("class") == "part"
        )
        rationale = draft.rationale or self._read_rationale(own=own)
        return msgspec.structs.replace(
            draft, id=draft.id or str(self._root.get("identifier")), rationale=rationale, parts=parts
        )

    def _refuse_more(self, *, own: bool) -> None:
        """Refuse what a question of ours does not do."""
        if child(self._root, "qti-assessment-stimulus-ref") is not None:
            raise ReadError("stem", "题目依托另一份材料", "it rests on a text that stands in another file")
        draws = child(self._root, "qti-template-declaration") is not None
        if not own and (self._root.get("adaptive") == "true" or draws):
            raise ReadError("stem", "试题是自适应的或带模板变量", "the item is adaptive or draws values of its own")

    def _read_rationale(self, *, own: bool) -> str:
        """The feedback that explains; several for several answers are no one rationale."""
        found = list(children(self._root, "qti-modal-feedback"))
        named = [one for one in found if one.get("identifier") == RATIONALE]
        chosen = named or (found if len(found) == 1 else [])
        content = child(chosen[0], "qti-content-body") if chosen else None
        return read_text(content, exact=own) if content is not None else ""

    def _read_question(self, container: Element, mark: str, *, own: bool) -> Draft:
        fields = _read_own(self._body, mark)
        content = list(_flatten(container, own))
        asked = [part for part in content if name_of(part).endswith("-interaction")]
        shown = [part for part in content if part not in asked]
        gaps = [gap for part in shown for gap in part.iter("{*}qti-text-entry-interaction")]
        if len(asked) + bool(gaps) > 1 or any(name_of(part) not in _READ for part in asked):
            names = ", ".join(sorted({name_of(part) for part in (*asked, *gaps)}))
            raise ReadError("stem", f"作答方式放不下：{names}", f"its interactions cannot be kept: {names}")
        stem = "\n".join(text for part in shown if (text := read_text(part, exact=own)) or own)
        prompt = child(asked[0], "qti-prompt") if asked else None
        if prompt is not None:
            stem = "\n".join(text for text in (stem, read_text(prompt, exact=own)) if text)
        draft = msgspec.convert({"spot": self._spot, **fields, "stem": stem}, Draft)
        draft = self._read_scoring(draft, mark, own=own)
        kind = _READ[name_of(asked[0])] if asked else "gap" if gaps else ""
        return self._check_type(self._read_asked(draft, kind, asked, gaps, own=own), kind)

    def _read_asked(self, draft: Draft, kind: str, asked: list[Element], gaps: list[Element], *, own: bool) -> Draft:
        """Options, key, gaps, as the interaction and its response say them."""
        if kind == "gap":
            return self._read_gaps(draft, gaps)
        if not asked:
            return draft
        response = self._responses.get(str(asked[0].get("response-identifier")))
        if response is None:
            raise ReadError("key", "缺作答声明", "the response is not declared")
        if kind == "choice" or kind == "order":
            return _read_choice(draft, asked[0], response, kind, own=own)
        if kind == "match":
            return _read_match(draft, asked[0], response, own=own)
        return msgspec.structs.replace(draft, type=draft.type or "short")

    def _read_gaps(self, draft: Draft, gaps: list[Element]) -> Draft:
        """What fills each gap; what stands in the block for authors must say the same."""
        declared = [self._responses.get(str(gap.get("response-identifier"))) for gap in gaps]
        found = tuple(_read_blank(response) for response in declared if response is not None)
        said = read_blanks(draft.key) if draft.key else found
        shown = tuple(Blank(accepted=blank.accepted, value=blank.value) for blank in said)
        if len(found) != len(gaps) or shown != found:
            raise ReadError("key", "作答声明与作者信息的答案不一致", "the declared answers and the author's disagree")
        return msgspec.structs.replace(draft, type=draft.type or "fill", key=write_blanks(said))

    def _read_scoring(self, draft: Draft, mark: str, *, own: bool) -> Draft:
        """Reference answer and rubric from the block for scorers."""
        for block in _list_blocks(self._body, "scoring", mark if own else None):
            content = child(block, "qti-content-body")
            if content is None:
                continue
            inner = {str(part.get("class")): part for part in children(content)}
            answer = inner.get("answer") if own else content
            text = read_text(answer, exact=own) if answer is not None else ""
            field = "answer" if draft.key or "gap" in draft.type or read_type(draft.type) in _FITS["gap"] else "key"
            draft = msgspec.structs.replace(draft, rubric=_read_rubric(inner.get("rubric")), **{field: text})
        return draft

    def _check_type(self, draft: Draft, kind: str) -> Draft:
        if read_type(draft.type) not in _FITS[kind]:
            zh = f"题型「{draft.type}」与作答方式不一致"
            raise ReadError("type", zh, f"the type {draft.type!r} and the interaction disagree")
        return draft


def _read_response(found: Element) -> Response:
    correct = child(found, "qti-correct-response")
    mapping = child(found, "qti-mapping")
    entries = [(str(one.get("map-key")), str(one.get("mapped-value"))) for one in children(mapping, "qti-map-entry")]
    words = found.get("base-type") == "string"
    if words and any(value.rstrip("0").rstrip(".") not in ("1", "", "0") for _, value in entries):
        raise ReadError("key", "答案各有不同的分值", "accepted answers earn different points")
    return Response(
        base=str(found.get("base-type")),
        cardinality=str(found.get("cardinality")),
        correct=tuple(str(value.text or "") for value in children(correct, "qti-value")),
        accepted=tuple(key for key, value in entries if value.startswith("1")),
    )


def _list_blocks(body: Element | None, use: str, mark: str | None) -> Iterator[Element]:
    """The blocks of a use that bear the mark of a part, "" for those of the whole; with None whatever their mark."""
    for block in children(body, "qti-rubric-block"):
        if block.get("use") == use and mark in (None, block.get("class") or ""):
            yield block


def _find_own(body: Element | None, mark: str) -> Element | None:
    """The block for authors that was written here."""
    return next(_list_blocks(body, OWN, mark), None)


def _read_own(body: Element | None, mark: str) -> dict[str, str]:
    """What stands in the block for authors, by the names of a draft; other names are not read."""
    block = _find_own(body, mark)
    fields: dict[str, str] = {}
    name = ""
    for part in children(child(block, "qti-content-body", "dl")):
        text = "".join(str(words) for words in part.itertext())
        if name_of(part) == "dt":
            name = text
        elif name in (*KEPT, "key", "rationale"):
            fields[name] = text
    return fields


def _flatten(container: Element, own: bool) -> Iterator[Element]:
    """The content of a question: what is shown and what is asked, out of the boxes around it."""
    for part in children(container):
        name = name_of(part)
        if name == "qti-rubric-block":
            if not own and "candidate" in str(part.get("view")).split():
                yield from children(part, "qti-content-body")
        elif own and part.get("class") == "part":
            continue
        elif not own and name in ("div", "section") and _asks(part):
            yield from _flatten(part, own)
        else:
            yield part


def _asks(part: Element) -> bool:
    asked = ("choice", "order", "match", "extended-text")
    return any(next(part.iter(f"{{*}}qti-{name}-interaction"), None) is not None for name in asked)


def _read_choice(draft: Draft, asked: Element, response: Response, kind: str, *, own: bool) -> Draft:
    choices = list(children(asked, "qti-simple-choice"))
    letters = _letter([str(choice.get("identifier")) for choice in choices])
    several = "multiple" if response.cardinality == "multiple" else "single"
    options = tuple(read_text(choice, exact=own) for choice in choices)
    if not draft.type and len(options) == 2:
        several = "truefalse"
    key = "".join(letters.get(value, "?") for value in response.correct)
    return msgspec.structs.replace(
        draft, type=draft.type or ("order" if kind == "order" else several), options=options, key=key
    )


def _read_match(draft: Draft, asked: Element, response: Response, *, own: bool) -> Draft:
    sides = [list(children(side, "qti-simple-associable-choice")) for side in children(asked, "qti-simple-match-set")]
    if len(sides) != 2:
        raise ReadError("targets", "匹配题没有两边", "a match has no two sides")
    left, right = (_letter([str(choice.get("identifier")) for choice in side]) for side in sides)
    pairs = dict(value.split(" ", 1) for value in response.correct if " " in value)
    if len(pairs) != len(response.correct):
        raise ReadError("key", "一项匹配了几项", "one thing is matched to several")
    return msgspec.structs.replace(
        draft,
        type=draft.type or "match",
        options=tuple(read_text(choice, exact=own) for choice in sides[0]),
        targets=join_list(read_text(choice, exact=own) for choice in sides[1]),
        key="".join(right.get(pairs.get(name, ""), "?") for name in left),
    )


def _letter(identifiers: list[str]) -> dict[str, str]:
    """The letter of each choice in the order shown; more than there are letters have none."""
    return dict(zip(identifiers, LETTERS, strict=False))


def _read_blank(response: Response) -> Blank:
    if response.base in ("float", "integer"):
        return Blank(value=response.correct[0] if response.correct else "")
    return Blank(accepted=tuple(dict.fromkeys((*response.correct[:1], *response.accepted))))


def _read_rubric(block: Element | None) -> str:
    rows: list[tuple[str, str]] = []
    share = ""
    for part in children(block):
        text = "".join(str(words) for words in part.itertext())
        if name_of(part) == "dt":
            share = text
        else:
            rows.append((text, share))
    return write_rows(rows)
