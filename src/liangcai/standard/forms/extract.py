"""The one thing that every form of document becomes: lines of text, table rows with their cells set apart by tabs.

In: lines with the places they came from. Out: ``Extract``, or a finding on why there is none. Follows: the published
plain texts, where a merged cell stands once, the cells that continue it are blank, and a cell of several paragraphs
holds them as ``<p>`` runs. What carries nothing of the document is set aside by name, never dropped unseen.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

# Controls, marks of direction and of width: nothing of them is ever printed.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
BLANKS = re.compile("[ \t\r\n\v\f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f]+")
BIT = re.compile(r"^(\d{1,2}[.．、]?|\D{1,2})$")


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A piece set aside because it carries nothing of the document: its words, what it is, its page (0: no pages)."""

    text: str
    what: str
    page: int = 0


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text with where it stands: its page (0 where the form has none) and a place such as 'paragraph 12'."""

    text: str
    page: int = 0
    place: str = ""


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a document; ``pages`` and ``places`` hold one value a line, or nothing where the form has none."""

    form: str
    text: str
    pages: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    furniture: tuple[Aside, ...] = ()


def build_extract(form: str, lines: Sequence[Line], furniture: Iterable[Aside] = ()) -> Extract:
    """The lines as one text, each ended by a newline; blank lines are left out."""
    kept = [line for line in lines if line.text.strip()]
    return Extract(
        form=form,
        text="".join(f"{line.text}\n" for line in kept),
        pages=tuple(line.page for line in kept) if any(line.page for line in kept) else (),
        places=tuple(line.place for line in kept) if any(line.place for line in kept) else (),
        furniture=tuple(aside for aside in furniture if aside.text.strip()),
    )


def clean_text(text: str) -> str:
    """Text fit for a line or a cell: no line end, no tab, no invisible character, single blanks, none at the ends."""
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip(" \u3000")


def render_cell(paragraphs: Iterable[str]) -> str:
    """The paragraphs of a cell as its text; a word written downwards, one or two characters a line, is put together."""
    texts = [text for paragraph in paragraphs if (text := clean_text(paragraph))]
    if len(texts) < 2:
        return texts[0] if texts else ""
    if all(BIT.match(text) for text in texts) and not any(text[0].isdigit() for text in texts[1:]):
        return "".join(texts)
    return " ".join(f"<p>{text}</p>" for text in texts)


def refuse_document(rule: str, name: str, message: Message, remedy: Message) -> Result[Extract | None]:
    """No text, and the finding that says why and how to mend it."""
    finding = Finding(rule=rule, severity=Severity.ERROR, message=message, remedy=remedy, document=name, line=1)
    return Result(None, (finding,))


def refuse_damaged(name: str, zh: str, en: str) -> Result[Extract | None]:
    """A file of a known form that can't be opened."""
    return refuse_document(
        "read.damaged",
        name,
        Message(
            f"{zh}已损坏或不完整，读不出内容。", f"This {en} is damaged or incomplete: nothing can be read from it."
        ),
        Message("请重新下载或另存一份完整的文件。", "Download the file again, or save a complete copy of it."),
    )


def refuse_limit(name: str, zh: str, en: str) -> Result[Extract | None]:
    """A file that is beyond what any standard needs."""
    return refuse_document(
        "read.limits",
        name,
        Message(f"文件超出了读取的限度：{zh}。", f"The file is beyond the limits of reading: {en}."),
        Message(
            "已发布的标准都远小于这一限度；请确认这是标准的文件，或另存为文本再试。",
            "Published standards stay far below it: make sure that this is the file of a standard, or save it as text.",
        ),
    )


def place_findings(findings: tuple[Finding, ...], extract: Extract) -> tuple[Finding, ...]:
    """Findings on lines of an extracted text, with the page and the place in the file that the lines came from."""
    return tuple(msgspec.structs.replace(one, place=name_place(one.line, extract)) for one in findings)


def name_place(line: int, extract: Extract) -> str:
    """Where a line of the text came from; blank for a form whose own lines they are."""
    index = line - 1
    page = extract.pages[index] if 0 <= index < len(extract.pages) else 0
    place = extract.places[index] if 0 <= index < len(extract.places) else ""
    return ", ".join(part for part in (f"p. {page}" if page else "", place) if part)
