"""Compare two editions of a standard.

In: two standards. Out: a ``Comparison``: what was added, removed, moved, reworded, renumbered, reweighted, and which
values changed. Follows: chapters 1 to 5, each clause matched by its words and its place (``pairing``), each value by
its name (``values``, ``weights``). Compared the other way round it is its own mirror; with itself it is empty.
"""

import re

from liangcai.standard.compare.likeness import FULL, measure_likeness, plain
from liangcai.standard.compare.model import CHAPTERS, FIELDS, Change, Comparison, Heading, How, Side
from liangcai.standard.compare.outline import Node, lay_out
from liangcai.standard.compare.pairing import pair_nodes
from liangcai.standard.compare.values import compare_values
from liangcai.standard.compare.weights import compare_weights
from liangcai.standard.compare.wording import find_runs
from liangcai.standard.model import Standard

NUMBER = re.compile(r"\d+")
SUBJECTS = tuple(CHAPTERS)


def compare_standards(old: Standard, new: Standard) -> Comparison:
    """Everything that differs between two standards, in the order of the chapters and of the new document."""
    olds, news = lay_out(old), lay_out(new)
    pairs = pair_nodes(olds, news)
    values = (*compare_values(old, new, pairs), *compare_weights(old, new, pairs))
    clauses = compare_clauses(olds, news, pairs)
    said = tuple(change for change in clauses if not is_said_by_values(change, values))
    anchors = find_anchors(olds, pairs)
    changes = sorted((*said, *values), key=lambda change: order_key(change, anchors))
    return Comparison(old=head(old), new=head(new), changes=tuple(changes))


def head(standard: Standard) -> Heading:
    """What a document is called."""
    return Heading(
        code=standard.code,
        name=standard.name,
        edition=standard.edition,
        kind=standard.kind,
        sha256=standard.source.sha256,
        full_mark=standard.assessment.full_mark,
    )


def compare_clauses(
    olds: tuple[Node, ...], news: tuple[Node, ...], pairs: tuple[tuple[Node, Node], ...]
) -> tuple[Change, ...]:
    """The clauses that came, went, or are not what or where they were."""
    became = {old.order: new.order for old, new in pairs}
    paired = set(became.values())
    removed = tuple(describe(old, None, ("removed",)) for old in olds if old.order not in became)
    added = tuple(describe(None, new, ("added",)) for new in news if new.order not in paired)
    changed = tuple(describe(old, new, how) for old, new in pairs if (how := find_how(old, new, became)))
    return (*removed, *added, *changed)


def find_how(old: Node, new: Node, became: dict[int, int]) -> tuple[How, ...]:
    """In which ways two paired clauses differ: under something else, by number, by words."""
    parent = None if old.parent is None else became.get(old.parent, -1)
    stays = (old.side.level, old.side.table, old.depth, parent) == (
        new.side.level,
        new.side.table,
        new.depth,
        new.parent,
    )
    ways: list[How] = [] if stays else ["moved"]
    if stays and old.side.number != new.side.number:
        ways.append("renumbered")
    if old.plain != new.plain:
        ways.append("reworded")
    return tuple(ways)


def describe(old: Node | None, new: Node | None, how: tuple[How, ...]) -> Change:
    """A difference of clauses with the runs of words where they differ."""
    one = next(node for node in (old, new) if node)
    both = measure_words(old, new) if old and new else None
    words = find_runs(old.side.text, new.side.text) if old and new and old.plain != new.plain else ()
    chapters = sorted(chapter_of(node) for node in (old, new) if node)
    return Change(
        chapter=chapters[0],
        subject=one.subject,
        how=how,
        old=old.side if old else None,
        new=new.side if new else None,
        similarity=both,
        runs=words,
    )


def measure_words(old: Node, new: Node) -> int:
    """How alike the words of two clauses are, in percent, whatever they hold."""
    alike = FULL if old.plain == new.plain else measure_likeness(old.letters, new.letters)
    return alike * 100 // FULL


def chapter_of(node: Node) -> str:
    """The chapter in which a clause stands."""
    return node.side.number[:1] if node.subject == "passage" else CHAPTERS[node.subject]


def is_said_by_values(change: Change, values: tuple[Change, ...]) -> bool:
    """Whether a section differs only by figures that the changed values of that section already say."""
    if change.subject != "passage" or change.how != ("reworded",):
        return False
    figures = {pair for value in values if stands_in(value, change) for pair in pair_figures(value)}
    runs = [run for run in change.runs if not run.alike]
    return bool(runs) and all((plain(run.old), plain(run.new)) in figures for run in runs)


def stands_in(value: Change, section: Change) -> bool:
    """Whether a changed value stands in a section, on both sides."""
    sides = ((value.old, section.old), (value.new, section.new))
    return all(bool(one and other and one.clause == other.clause) for one, other in sides)


def pair_figures(value: Change) -> set[tuple[str, str]]:
    """The figures of a value before and after."""
    old, new = (NUMBER.findall(side.text) if side else [] for side in (value.old, value.new))
    whole = {(value.old.text, value.new.text)} if value.old and value.new else set()
    return whole | set(zip(old, new, strict=True)) if len(old) == len(new) else whole


def find_anchors(olds: tuple[Node, ...], pairs: tuple[tuple[Node, Node], ...]) -> dict[Side, int]:
    """Where in the new document to show what is no longer there: behind what stood before it."""
    lines = {old.order: new.side.line for old, new in pairs}
    anchors, line = {}, 0
    for old in olds:
        line = lines.get(old.order, line)
        anchors[old.side] = line
    return anchors


def order_key(change: Change, anchors: dict[Side, int]) -> tuple[object, ...]:
    """Chapters, in chapter 1 their sections, then the lines of the new document."""
    side = change.new or change.old
    if side is None:
        raise ValueError("a change has at least one side")
    section = natural(side.clause) if change.chapter == "1" else []
    line = side.line if change.new else anchors.get(side, side.line)
    shown = (natural(side.number), change.new is not None, SUBJECTS.index(change.subject))
    return (change.chapter, section, line, *shown, FIELDS.index(change.field), side.level, side.text)


def natural(number: str) -> list[int]:
    """The figures of a number, so that 1.10 follows 1.9."""
    return [int(figure) for figure in NUMBER.findall(number)]
