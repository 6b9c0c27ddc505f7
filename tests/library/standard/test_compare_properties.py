"""What holds of every comparison: identity is empty, the mirror, a stable matching, nothing lost, words kept."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data import documents
from tests.data.effort import examples

from liangcai.standard.compare.editions import compare_standards
from liangcai.standard.compare.likeness import measure_likeness, pair_letters, plain
from liangcai.standard.compare.model import Change, Run
from liangcai.standard.compare.outline import lay_out
from liangcai.standard.compare.pairing import Pairs, judge, pair_nodes
from liangcai.standard.compare.wording import find_runs
from liangcai.standard.model import (
    BasicGroup,
    BasicItem,
    Condition,
    Function,
    LevelWork,
    Part,
    Requirement,
    Staffing,
    Standard,
    Task,
    Weight,
)
from liangcai.standard.read import read_standard

READ = read_standard(documents.make_document(), "test").value
assert READ is not None
BASE = msgspec.structs.replace(READ, passages=READ.passages[-2:], heads=(), totals=())
LEVELS = ("五级", "四级")
SENTENCES = st.text("竹篾纸线能裁扎知识 1", min_size=1, max_size=9).filter(lambda text: bool(text.strip()))
NAMES = st.sampled_from(["备料", "扎制", "裱糊", "放飞"])
NUMBERS = st.none() | st.integers(0, 100)


@st.composite
def draw_work(draw: st.DrawFn, level: str) -> LevelWork:
    """Chapter 3 of a level, numbered in order; every clause stands on a line of its own."""
    functions = []
    for first in range(1, draw(st.integers(0, 2)) + 1):
        tasks = []
        for second in range(1, draw(st.integers(0, 2)) + 1):
            columns = [
                tuple(
                    Requirement(number=f"{first}.{second}.{third}", printed_number=None, text=text)
                    for third, text in enumerate(draw(st.lists(SENTENCES, max_size=3)), 1)
                )
                for _ in range(2)
            ]
            tasks.append(Task(number=f"{first}.{second}", name=draw(NAMES), skills=columns[0], knowledge=columns[1]))
        functions.append(Function(number=str(first), name=draw(NAMES), tasks=tuple(tasks)))
    return LevelWork(level=level, functions=tuple(functions))


@st.composite
def draw_standard(draw: st.DrawFn) -> Standard:
    """A standard with whatever it may hold."""
    levels = draw(st.lists(st.sampled_from(LEVELS), unique=True, max_size=2))
    texts = draw(st.lists(SENTENCES, max_size=3))
    items = tuple(BasicItem(number=f"2.1.1.{at}", text=text) for at, text in enumerate(texts, 1))
    staff = Staffing(
        ratio=draw(st.none() | st.sampled_from(["1:15", "1:5"])), per="room", at_least=draw(st.integers(1, 3))
    )
    return msgspec.structs.replace(
        BASE,
        levels=tuple(
            msgspec.structs.replace(level, training_hours=draw(NUMBERS))
            for level in BASE.levels
            if level.name in levels
        ),
        conditions=tuple(
            Condition(level=level, number=str(at), text=text)
            for level in levels
            for at, text in enumerate(draw(st.lists(SENTENCES, max_size=2)), 1)
        ),
        assessment=msgspec.structs.replace(
            BASE.assessment,
            full_mark=draw(NUMBERS),
            parts=(Part(name="理论", kind="theory", levels=tuple(levels), minutes_min=draw(NUMBERS), staff=staff),),
        ),
        basic=(BasicGroup(number="2.1.1", name=draw(NAMES), area="职业道德", items=items),),
        work=tuple(draw(draw_work(level)) for level in levels),
        weights=tuple(
            Weight(table="theory", level=level, direction=None, area=area, percent=draw(NUMBERS))
            for level in levels
            for area in draw(st.lists(NAMES, unique=True, max_size=3))
        ),
    )


def mirror(change: Change) -> Change:
    """The change as it looks from the other side."""
    turned = {"added": "removed", "removed": "added"}
    return msgspec.structs.replace(
        change,
        old=change.new,
        new=change.old,
        how=tuple(turned.get(how, how) for how in change.how),
        runs=tuple(Run(run.alike, run.new, run.old) for run in change.runs),
    )


def sort(changes: tuple[Change, ...]) -> list[bytes]:
    return sorted(msgspec.json.encode(change) for change in changes)


@given(draw_standard())
@settings(max_examples=examples(60))
def test_a_standard_does_not_differ_from_itself(standard: Standard) -> None:
    assert compare_standards(standard, standard).changes == ()


@given(draw_standard(), draw_standard())
@settings(max_examples=examples(150))
def test_the_other_way_round_is_the_mirror(old: Standard, new: Standard) -> None:
    there, back = compare_standards(old, new), compare_standards(new, old)
    assert sort(there.changes) == sort(tuple(mirror(change) for change in back.changes))


@given(draw_standard(), draw_standard())
@settings(max_examples=examples(60))
def test_the_same_two_standards_give_the_same_comparison_in_the_same_order(old: Standard, new: Standard) -> None:
    again = msgspec.json.decode(msgspec.json.encode(old), type=Standard)
    assert compare_standards(old, new) == compare_standards(again, new)


@given(draw_standard(), draw_standard())
@settings(max_examples=examples(100))
def test_every_clause_is_paired_removed_or_added_and_none_twice(old: Standard, new: Standard) -> None:
    olds, news = lay_out(old), lay_out(new)
    pairs = pair_nodes(olds, news)
    assert len({one.order for one, _ in pairs}) == len({other.order for _, other in pairs}) == len(pairs)
    changes = compare_standards(old, new).changes
    texts = [change for change in changes if change.field == "text" and change.subject not in ("level", "part")]
    assert sum(change.new is None for change in texts) == len(olds) - len(pairs)
    assert sum(change.old is None for change in texts) == len(news) - len(pairs)


@given(draw_standard(), draw_standard())
@settings(max_examples=examples(100))
def test_no_two_clauses_would_rather_be_paired_with_each_other(old: Standard, new: Standard) -> None:
    """Looked at among the requirements, once it is settled which tasks belong together and what stayed unchanged."""
    olds, news = lay_out(old), lay_out(new)
    matched = Pairs()
    for one, other in pair_nodes(olds, news):
        matched.add(one, other)
    nodes = {node.order: node for node in news}
    partner = {other: one for one, other in matched.by_old.items()}
    for one in olds:
        for other in news:
            if one.subject == other.subject == "skill" and matched.by_old.get(one.order) != other.order:
                score = judge(matched, one, other)
                mine = matched.by_old.get(one.order)
                theirs = partner.get(other.order)
                kept = [judge(matched, one, nodes[mine])] if mine is not None else []
                kept += [judge(matched, olds[theirs], other)] if theirs is not None else []
                assert not score or (kept and score <= max(kept))


@given(st.text("竹篾能裁 12a。\n", max_size=14), st.text("竹篾能裁 12a。\n", max_size=14))
@settings(max_examples=examples(300))
def test_the_runs_hold_every_word_of_both_texts_and_mirror_each_other(old: str, new: str) -> None:
    runs = find_runs(old, new)
    assert plain("".join(run.old for run in runs)) == plain(old)
    assert plain("".join(run.new for run in runs)) == plain(new)
    assert all(plain(run.old) == plain(run.new) for run in runs if run.alike)
    assert runs == tuple(Run(run.alike, run.new, run.old) for run in find_runs(new, old))


def test_very_long_texts_are_compared_by_sentences_and_in_time() -> None:
    old = "".join(f"第{number}句写竹。" for number in range(900))
    new = "首句。" + old.replace("第899句写竹。", "末句写纸。")
    runs = find_runs(old, new)
    assert [(run.old, run.new) for run in runs if not run.alike] == [("", "首句。"), ("第899句写竹。", "末句写纸。")]
    assert find_runs("竹。\n" * 3000, "纸。" * 3000) == (Run(alike=False, old="竹。\n" * 3000, new="纸。" * 3000),)


@given(st.text("竹篾纸线", max_size=6), st.text("竹篾纸线", max_size=6))
def test_likeness_is_the_same_either_way_and_full_only_for_equal_pairs(one: str, other: str) -> None:
    left, right = pair_letters(one), pair_letters(other)
    likeness = measure_likeness(left, right)
    assert likeness == measure_likeness(right, left)
    assert 0 <= likeness <= 1000
    assert (likeness == 1000) == (left == right != frozenset())
