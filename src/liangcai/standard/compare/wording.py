"""Which words of a sentence were changed.

In: two texts. Out: runs of words alike or replaced. Follows: a longest common run of words; a number or a Latin word is
one word, a Chinese character too, since the script parts no words. The runs of (new, old) mirror those of (old, new).
"""

import re
import unicodedata

import msgspec

from liangcai.standard.compare.model import Run

WORD = re.compile(r"(?:\d+(?:[.:]\d+)*|[A-Za-z]+|.)\s*", re.DOTALL)
SENTENCE = re.compile(r"[^。；\n]*[。；\n]?\s*")
LARGEST = 1_000_000
SHORTEST = 2


class _Word(msgspec.Struct, frozen=True):
    key: str
    text: str


def find_runs(old: str, new: str) -> tuple[Run, ...]:
    """The runs of two texts; very long ones are compared by sentences, not by words."""
    for pattern in (WORD, SENTENCE):
        olds, news = split_words(pattern, old), split_words(pattern, new)
        head = count_alike(olds, news)
        tail = count_alike(olds[head:][::-1], news[head:][::-1])
        middle_old, middle_new = olds[head : len(olds) - tail], news[head : len(news) - tail]
        if len(middle_old) * len(middle_new) <= LARGEST:
            steps = [
                *zip(olds[:head], news[:head], strict=True),
                *align(middle_old, middle_new),
                *zip(olds[len(olds) - tail :], news[len(news) - tail :], strict=True),
            ]
            return join_runs(steps)
    return (Run(alike=False, old=old, new=new),)


def split_words(pattern: re.Pattern[str], text: str) -> list[_Word]:
    """The words of a text, each with the blanks behind it, and a key without blanks and widths."""
    found = (match.group() for match in pattern.finditer(text.strip()))
    return [_Word(unicodedata.normalize("NFKC", word).strip(), word) for word in found if word]


def count_alike(olds: list[_Word], news: list[_Word]) -> int:
    """How many words from the beginning are alike."""
    count = 0
    for old, new in zip(olds, news, strict=False):
        if old.key != new.key:
            break
        count += 1
    return count


def align(olds: list[_Word], news: list[_Word]) -> list[tuple[_Word | None, _Word | None]]:
    """Both texts side by side; of two equally long common runs the one that skips the greater word, in either order."""
    longest = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        row, below, key = longest[i], longest[i + 1], olds[i].key
        for j in range(len(news) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if key == news[j].key else max(below[j], row[j + 1])
    steps: list[tuple[_Word | None, _Word | None]] = []
    i = j = 0
    while i < len(olds) and j < len(news):
        old, new = olds[i], news[j]
        by_old = (longest[i + 1][j], old.key) > (longest[i][j + 1], new.key)
        if old.key == new.key:
            steps.append((old, new))
            i, j = i + 1, j + 1
        elif by_old:
            steps.append((old, None))
            i += 1
        else:
            steps.append((None, new))
            j += 1
    return [*steps, *((old, None) for old in olds[i:]), *((None, new) for new in news[j:])]


def join_runs(steps: list[tuple[_Word | None, _Word | None]]) -> tuple[Run, ...]:
    """Neighbouring words in runs; a single character alike between two changes is read as changed too."""
    runs: list[Run] = []
    for old, new in steps:
        append(runs, Run(bool(old and new), old.text if old else "", new.text if new else ""))
    joined: list[Run] = []
    for at, run in enumerate(runs):
        alone = 0 < at < len(runs) - 1 and is_short(run.old) and is_short(run.new)
        append(joined, Run(run.alike and not alone, run.old, run.new))
    return tuple(joined)


def append(runs: list[Run], run: Run) -> None:
    """Put a run behind the others, joined to the last where that is of the same kind."""
    if runs and runs[-1].alike == run.alike:
        run = Run(run.alike, runs[-1].old + run.old, runs[-1].new + run.new)
        runs.pop()
    runs.append(run)


def is_short(text: str) -> bool:
    """Whether a text is a single character, and no figure."""
    bare = text.strip()
    return len(bare) < SHORTEST and not bare.isdigit()
