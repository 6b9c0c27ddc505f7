"""A random standard becomes a document, pages damage the document, and reading it gives the standard back."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import many
from tests.data.synthetic.make import DAMAGES, Case, make_case
from tests.data.synthetic.plan import LAYOUTS, TABLES, Flat, Layout, Tables
from tests.data.synthetic.printing import Damage

from liangcai.findings import has_errors
from liangcai.standard.read import read_standard

PLACES = {"line", "spans", "source"}
FLATS: tuple[Flat, ...] = ("", "cells", "rows")
EVERYTHING = frozenset(DAMAGES)
CHUNKS, CHUNK = 4, many(250)


def drop_places(value: Any) -> Any:
    """A model as plain data without lines, spans and the account of lines."""
    if isinstance(value, dict):
        return {key: drop_places(inner) for key, inner in value.items() if key not in PLACES}
    return [drop_places(inner) for inner in value] if isinstance(value, list | tuple) else value


def check(case: Case) -> None:
    """The document of a case is read as its standard, whole, with every line accounted for."""
    result = read_standard(case.text, "synthetic")
    assert result.value is not None
    read, wanted = (drop_places(msgspec.to_builtins(value)) for value in (result.value, case.standard))
    assert read == wanted, f"seed {case.seed}, {case.plan.layout}, {case.plan.tables}, damage {sorted(case.damage)}"
    assert result.value.source.unmapped == 0
    assert not has_errors(result.findings)


@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_read_clean_and_with_every_damage_at_once(layout: Layout, tables: Tables) -> None:
    seed = 31 * LAYOUTS.index(layout) + TABLES.index(tables)
    check(make_case(seed, layout=layout, tables=tables, flat="", damage=frozenset()))
    check(make_case(seed, layout=layout, tables=tables, flat="", damage=EVERYTHING))


@pytest.mark.parametrize("flat", FLATS[1:])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_that_lost_their_columns_are_restored(layout: Layout, flat: Flat) -> None:
    for seed in range(1000, 1005):
        check(make_case(seed, layout=layout, flat=flat, damage=frozenset()))
        check(make_case(seed, layout=layout, flat=flat, damage=EVERYTHING))


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_kind_of_damage_alone_changes_nothing(damage: Damage) -> None:
    for layout in LAYOUTS:
        check(make_case(7, layout=layout, damage=frozenset({damage})))


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_random_documents_come_back_identical(chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        check(make_case(seed))


def test_a_seed_always_makes_the_same_document() -> None:
    assert make_case(5).text == make_case(5).text
    assert make_case(5).text != make_case(6).text


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_no_shuffled_remnant_of_a_standard_breaks_the_reader(seed: int, rng: random.Random) -> None:
    lines = make_case(seed).text.split("\n")
    kept = [rng.choice(lines) for _ in range(rng.randint(1, len(lines)))]
    result = read_standard("\n".join(kept), "remnant")
    assert result.value is not None or has_errors(result.findings)


def test_a_table_without_columns_and_without_numbers_is_reported_line_by_line() -> None:
    head = "职业功能\n工作内容\n技能要求\n相关知识"
    text = f"国家职业技能标准\n1 职业概况\n3 工作要求\n3.1 五级/初级工\n{head}\n备料\n选材\n"
    standard = read_standard(text, "test").value
    assert standard is not None
    assert standard.source.unmapped_lines == (9, 10)
