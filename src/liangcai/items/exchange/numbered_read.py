"""Lines of the numbered form as drafts.

In: lines of a Word or Markdown file. Out: drafts, or a draft with its fault; findings on lines of no question. Follows:
what begins no question, option or field goes on with the one before; options out of order are reported, not put right.
"""

from collections.abc import Iterable, Iterator

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.items.exchange.clean import LONGEST, clean_words
from liangcai.items.exchange.draft import Draft, Fault, read_type
from liangcai.items.exchange.imported import Spot, report
from liangcai.items.exchange.notes import Notes
from liangcai.items.exchange.numbered import (
    FIELD_OF,
    HEADING,
    LABEL,
    NEXT,
    OPTION,
    PART,
    QUESTION,
    SECTION,
    TITLE,
    Line,
    plain_option,
)
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.sheet_rows import Found
from liangcai.items.model import LETTERS


class _Question(msgspec.Struct, kw_only=True):
    """A question while its lines come in: texts by field, options by letter, the first thing that is wrong."""

    spot: Spot
    texts: dict[str, list[str]]
    options: list[list[str]] = msgspec.field(default_factory=list)
    parts: list["_Question"] = msgspec.field(default_factory=list)
    fault: Fault | None = None


class NumberedReader:
    """A file of questions while it is read from the top."""

    def __init__(self, name: str, points: Points) -> None:
        self._name, self._points = name, points
        self.notes = Notes(name)
        self.findings: list[Finding] = []
        self._type = ""
        self._question: _Question | None = None
        self._open: list[str] | None = None
        self._number: int | None = None

    def read(self, lines: Iterable[Line]) -> Iterator[Found]:
        """The questions, each once its last line was read."""
        for line in lines:
            done = self._read_line(line)
            if done is not None:
                yield self._finish(done)
        if self._question is not None:
            yield self._finish(self._question)

    def _read_line(self, line: Line) -> _Question | None:
        """Take a line; the question that it ends, if any."""
        question = self._question
        if len(line.text) > LONGEST:
            line = Line(text="（过长）", spot=line.spot, odd=clean_words(line.text).refused)
        text = line.text.strip()
        section = SECTION.fullmatch(text) or HEADING.fullmatch(text)
        started = QUESTION.fullmatch(text)
        if section and self._read_section(section["title"], line):
            self._question = self._open = None
            return question
        if started:
            self._start(int(started["number"]), started["text"], line)
            return question
        if text:
            self._continue(text, line)
        return None

    def _read_section(self, title: str, line: Line) -> bool:
        """Whether a heading begins a section of a type, or is the title of the file."""
        label = LABEL.fullmatch(title)
        if label and label["label"] == TITLE:
            self._check_title(label["text"].strip(), line)
            return True
        kind = title.replace("(", "（").replace("：", "（").replace(":", "（").partition("（")[0].strip()
        if read_type(kind) is None:
            return False
        self._type = kind
        return True

    def _check_title(self, said: str, line: Line) -> None:
        here = f"{self._points.occupation}@{self._points.edition}/{self._points.level}"
        if said != here:
            message = Message(f"这份题库属于 {said}，不是 {here}。", f"This bank is of {said}, not of {here}.")
            self.findings.append(report("level", Severity.ERROR, message, document=self._name, spot=line.spot))

    def _start(self, number: int, text: str, line: Line) -> None:
        """A question; a number that does not follow may as well be one of a list within the question before."""
        before, self._number = self._number, number
        fits = before is None or number == before + 1 or (self._question is None and number == 1)
        if not fits and self._question is not None:
            self._question.fault = self._question.fault or _unnumbered(line)
        self._question = _Question(spot=line.spot, texts={"stem": [text], "type": [self._type]})
        self._open = self._question.texts["stem"]
        self._question.fault = None if fits else _unnumbered(line)
        self._note_odd(self._question, line)

    def _continue(self, text: str, line: Line) -> None:
        """A line within a question: an option, a field, a part of a case, or more of what is open."""
        question = self._question
        if question is None or self._open is None:
            if not self._read_section(text, line):
                self.notes.add("between", line.spot)
            return
        target = question.parts[-1] if question.parts else question
        self._note_odd(target, line)
        label, option, part = LABEL.fullmatch(text), OPTION.fullmatch(text), PART.fullmatch(text)
        if text.startswith("\\"):
            self._open.append(text[1:])
        elif part and read_type(question.texts["type"][0]) == "case":
            question.parts.append(_Question(spot=line.spot, texts={"stem": [part["text"]], "id": [part["number"]]}))
            self._open = question.parts[-1].texts["stem"]
        elif option and not (set(target.texts) & {"key", "rationale"}):
            self._read_options(target, option["letter"] or option["inner"], option["text"])
        elif label and label["label"] in FIELD_OF:
            self._read_field(target, FIELD_OF[label["label"]], label["text"])
        else:
            self._open.append(text)

    def _read_field(self, target: _Question, field: str, text: str) -> None:
        known = field in target.texts and not (field == "id" and target is not self._question) and field != "type"
        if known:
            zh, en = f"字段「{field}」出现两次", f"the field {field!r} stands twice"
            target.fault = target.fault or Fault(field=field, zh=zh, en=en)
        self._open = target.texts[field] = [text]

    def _read_options(self, target: _Question, letter: str, text: str) -> None:
        """An option, and those that follow on the same line."""
        while True:
            expected = LETTERS[len(target.options)] if len(target.options) < len(LETTERS) else ""
            if letter != expected:
                zh, en = f"选项 {letter} 不按次序", f"option {letter} is out of order"
                target.fault = target.fault or Fault(field="options", zh=zh, en=en)
            following = next((f for f in NEXT.finditer(text) if ord(f["letter"]) == ord(letter) + 1), None)
            self._open = [text[: following.start()] if following else text]
            target.options.append(self._open)
            if following is None:
                return
            letter, text = following["letter"], text[following.end() :]

    def _note_odd(self, target: _Question, line: Line) -> None:
        if line.odd and target.fault is None:
            zh, _, en = line.odd.partition(" / ")
            target.fault = Fault(field="stem", zh=zh, en=en)

    def _finish(self, question: _Question) -> Found:
        """The draft of a question and its parts, with the first fault among them."""
        parts = tuple(self._draft(part) for part in question.parts)
        whole = msgspec.structs.replace(self._draft(question), parts=parts)
        fault = next((one.fault for one in (question, *question.parts) if one.fault is not None), None)
        return whole if fault is None else (whole, fault)

    def _draft(self, question: _Question) -> Draft:
        texts = {field: self._clean(lines, question) for field, lines in question.texts.items()}
        options = tuple(plain_option(self._clean(lines, question)) for lines in question.options)
        path = tuple(name for name in texts.pop("path", "").split(" / ") if name)
        return msgspec.convert({"spot": question.spot, "options": options, "path": path, **texts}, Draft)

    def _clean(self, lines: list[str], question: _Question) -> str:
        cleaned = clean_words("\n".join(lines))
        if cleaned.refused and question.fault is None:
            zh, _, en = cleaned.refused.partition(" / ")
            question.fault = Fault(field="stem", zh=zh, en=en)
        if cleaned.tagged:
            self.notes.add("markup", question.spot)
        return cleaned.text


def _unnumbered(line: Line) -> Fault:
    """A line that may begin a question or belong to the one before."""
    return Fault(
        field="stem",
        zh=f"第 {line.spot.row} 行的题号不接着上一题：是新题请按序编号，不是新题请在行首加反斜杠",
        en=f"the number of line {line.spot.row} does not follow: number questions through, or put a backslash before",
    )
