"""The text of a notice and the places in it.

In: the text as it came. Out: ``Page``, from which pieces are taken by their offsets and cleaned only then, so that a
place always means the original. Follows: news pages put a whole notice into one paragraph with comments and tags in it.
"""

import bisect
import re

import msgspec

from liangcai.findings import Span

TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
CJK = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
INNER_BREAK = re.compile(rf"(?<={CJK})[ \t]*\n\s*(?={CJK})")


class Page(msgspec.Struct, frozen=True):
    """The original text, the same text with tags blanked out (offsets agree), and where its lines begin."""

    text: str
    plain: str
    starts: tuple[int, ...]

    def piece(self, start: int, end: int) -> str:
        """The text between two offsets without tags, line breaks inside sentences and blank ends."""
        return INNER_BREAK.sub("", TAG.sub("", self.text[start:end])).strip()

    def line(self, offset: int) -> int:
        """The one-based line of an offset."""
        return bisect.bisect_right(self.starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The run between two offsets, blank ends left out."""
        run = self.plain[start:end]
        first = start + len(run) - len(run.lstrip())
        last = max(first, start + len(run.rstrip()) - 1)
        return Span(*self._position(first), *self._position(last))

    def _position(self, offset: int) -> tuple[int, int]:
        line = self.line(offset)
        return line, offset - self.starts[line - 1] + 1


def open_page(text: str) -> Page:
    """The page of a text; every tag becomes as many blanks, line breaks kept."""
    plain = TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag.group()), text)
    return Page(text, plain, (0, *(match.end() for match in re.finditer("\n", text))))
