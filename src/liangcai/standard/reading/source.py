"""Text that remembers where each of its characters stood in the source.

In: the text of a document. Out: ``Traced`` pieces that can be cut, joined and tidied without losing their places.
Follows: nothing is lost and nothing invented: a character that the reader adds (a joining blank) has the place NOWHERE.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import msgspec

from liangcai.findings import Span

NOWHERE = -1
CJK = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef—“”‘’…·]"
INNER_SPACE = re.compile(rf"(?<={CJK})[ \t\u3000]+(?={CJK})")


class Traced(msgspec.Struct, frozen=True):
    """A string with, for each character, its offset in the source (or NOWHERE)."""

    text: str
    at: tuple[int, ...]

    def __getitem__(self, cut: slice) -> "Traced":
        return Traced(self.text[cut], self.at[cut])

    def __add__(self, other: "Traced") -> "Traced":
        return Traced(self.text + other.text, self.at + other.at)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def strip(self, characters: str | None = None) -> "Traced":
        """Without the characters (white space by default) at both ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self[left:right] if right > left else self[0:0]

    def group(self, match: re.Match[str], name: int | str = 0) -> "Traced":
        """The part of this text that a match of a pattern on it caught."""
        return self[match.start(name) : match.end(name)]

    def without(self, pattern: re.Pattern[str]) -> "Traced":
        """Without every run that the pattern finds."""
        return self.without_runs(match.span() for match in pattern.finditer(self.text))

    def without_runs(self, runs: Iterable[tuple[int, int]]) -> "Traced":
        """Without the characters of runs, which follow each other."""
        kept, start = [], 0
        for begin, end in runs:
            kept.append(self[start:begin])
            start = end
        return concatenate([*kept, self[start:]]) if kept else self

    def split(self, pattern: re.Pattern[str]) -> tuple["Traced", ...]:
        """The pieces between the places that the pattern finds, without blank ones."""
        pieces, start = [], 0
        for match in pattern.finditer(self.text):
            pieces.append(self[start : match.start()])
            start = match.end()
        pieces.append(self[start:])
        return tuple(piece for piece in (piece.strip() for piece in pieces) if piece)

    def tight(self) -> "Traced":
        """Without the blanks that narrow columns leave inside Chinese words."""
        return self.without(INNER_SPACE).strip()


EMPTY = Traced("", ())
BLANK = Traced(" ", (NOWHERE,))


def concatenate(pieces: Sequence[Traced]) -> Traced:
    """Pieces in one."""
    return Traced("".join(piece.text for piece in pieces), tuple(chain.from_iterable(piece.at for piece in pieces)))


def join(first: Traced, second: Traced) -> Traced:
    """Two pieces of one text that a page break cut apart; Latin words get a blank between them."""
    if not (first and second):
        return first or second
    if first.text[-1].isascii() and first.text[-1].isalpha() and second.text[0].isascii() and second.text[0].isalpha():
        return first + BLANK + second
    return first + second


class Source(msgspec.Struct, frozen=True):
    """The whole text with the offsets at which its lines begin."""

    text: str
    starts: tuple[int, ...]

    def lines(self) -> Iterator[Traced]:
        """Each line without its end."""
        for start, end in pairwise((*self.starts, len(self.text) + 1)):
            yield Traced(self.text[start : end - 1], tuple(range(start, end - 1)))

    def line(self, traced: Traced) -> int:
        """The one-based line on which a piece begins, 0 when it stands nowhere."""
        first = next((offset for offset in traced.at if offset != NOWHERE), NOWHERE)
        return bisect.bisect_right(self.starts, first) if first != NOWHERE else 0

    def spans(self, traced: Traced) -> tuple[Span, ...]:
        """The runs that a piece covers in the source; a run never crosses a line end or a gap that was cut out."""
        runs: list[list[int]] = []
        for offset in traced.at:
            if offset == NOWHERE:
                continue
            if runs and self._continues(runs[-1][1], offset):
                runs[-1][1] = offset
            else:
                runs.append([offset, offset])
        return tuple(Span(*self._position(first), *self._position(last)) for first, last in runs)

    def _continues(self, last: int, offset: int) -> bool:
        """Whether only blanks of the same line lie between two offsets."""
        between = self.text[last + 1 : offset] if last < offset <= last + 9 else "\n"
        return offset == last + 1 or (not between.strip(" ") and "\n" not in between)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def open_source(text: str) -> Source:
    """The source of a text; line ends are made one newline each and a byte-order mark is dropped by the caller."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return Source(text, tuple(starts))
