"""Papers meet the blueprint exactly, share no question, are level, and are the same for the same seed."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.data.paper import SMALL, Area, build_blueprint, build_item, stock_bank

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.conformity import Account, check_conformity
from liangcai.assembly.model import hash_form
from liangcai.items.model import build_bank

BLUEPRINT = build_blueprint()
BANK = stock_bank(BLUEPRINT)


def assemble(seed=1, bank=BANK, forms=2, blueprint=BLUEPRINT):
    result = assemble_forms(blueprint, bank, seed, forms)
    assert result.value is not None, result.findings
    return result.value


def check(form, blueprint=BLUEPRINT, bank=BANK):
    return check_conformity(form, Account(blueprint=blueprint, bank=bank))


def test_both_papers_conform_and_share_nothing():
    made = assemble()
    assert made.report.conforms
    assert made.report.overlap == 0
    assert [form.id for form in made.forms] == ["A", "B"]
    ids = [question.item.id for form in made.forms for question in form.questions]
    assert len(ids) == len(set(ids)) == 200


def test_a_paper_prints_its_types_in_order_with_numbers_throughout():
    form = assemble().forms[0]
    assert [(s.type, len(s.questions)) for s in form.sections] == [("single", 60), ("multiple", 20), ("truefalse", 20)]
    assert [question.number for question in form.questions] == list(range(1, 101))
    assert form.sections[1].heading.zh == "二、多项选择题（第61题～第80题，每题1分，共20分）"
    assert sum(question.points for question in form.questions) == Decimal(100)


def test_difficulties_are_level():
    assert assemble().report.difficulty_gap <= 0.005


def test_the_same_seed_gives_the_same_papers_and_another_seed_others():
    first, again, other = assemble(7), assemble(7), assemble(8)
    assert first == again
    assert [hash_form(form) for form in first.forms] != [hash_form(form) for form in other.forms]


def test_the_order_of_the_bank_does_not_matter():
    turned = build_bank(BANK.occupation, BANK.edition, BANK.level, tuple(reversed(BANK.items)))
    assert assemble(3, turned) == assemble(3)


def test_requirements_are_spread_before_any_is_repeated():
    areas = (Area("甲功能", 75, 100, ((1, 5), (1, 5))),)
    blueprint = build_blueprint(areas)
    made = assemble(1, stock_bank(blueprint, spare=10), blueprint=blueprint)
    for form in made.forms:
        topics = {question.item.requirement for question in form.questions}
        assert {f"K1.{task}.{n}" for task in (1, 2) for n in range(1, 6)} <= topics


def test_a_bank_that_is_too_small_is_refused_naming_each_cell_and_how_many():
    kept = tuple(item for item in BANK.items if not item.id.startswith("K2.1.") or item.type != "single")
    result = assemble_forms(BLUEPRINT, build_bank(BANK.occupation, BANK.edition, BANK.level, kept), 1)
    need = 2 * next(line for line in BLUEPRINT.lines if line.leaf == "K2.1").count("single")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["assembly.cell-lacks-questions"]
    assert f"缺 {need} 道" in result.findings[0].message.zh
    assert "K2.1" in result.findings[0].message.en


def test_an_empty_bank_lacks_every_cell():
    result = assemble_forms(BLUEPRINT, build_bank(BANK.occupation, BANK.edition, BANK.level, ()), 1)
    cells = [cell for line in BLUEPRINT.lines for cell in line.counts if cell.count]
    assert (result.value, len(result.findings)) == (None, len(cells))


def test_a_bank_of_another_level_is_refused():
    result = assemble_forms(BLUEPRINT, build_bank(BANK.occupation, BANK.edition, "高级", BANK.items), 1)
    assert (result.value, result.findings[0].rule) == (None, "assembly.other-bank")


def test_no_paper_at_all_is_a_broken_program():
    with pytest.raises(ValueError, match="papers"):
        assemble_forms(BLUEPRINT, BANK, 1, 0)


def test_means_that_cannot_be_levelled_are_said():
    steep = tuple(msgspec.structs.replace(item, difficulty=0.9) for item in BANK.items)
    leaf = [item for item in steep if not item.id.startswith("B2.1.1")]
    kind = next(cell.type for line in BLUEPRINT.lines if line.leaf == "B2.1.1" for cell in line.counts if cell.count)
    lonely = [build_item("B2.1.1", kind, 1, 0.05), build_item("B2.1.1", kind, 2, 0.95)]
    bank = build_bank(BANK.occupation, BANK.edition, BANK.level, (*leaf, *lonely))
    result = assemble_forms(BLUEPRINT, bank, 1)
    assert result.value is not None
    assert result.value.report.conforms
    assert [finding.rule for finding in result.findings] == ["assembly.difficulty-gap"]


def plant(form, change):
    section = form.sections[0]
    question = msgspec.structs.replace(section.questions[0], **change(section.questions))
    planted = msgspec.structs.replace(section, questions=(question, *section.questions[1:]))
    return msgspec.structs.replace(form, sections=(planted, *form.sections[1:]))


@pytest.mark.parametrize(
    "change",
    [
        lambda questions: {"item": questions[1].item},
        lambda _: {"item": build_item("K1.1.1", "truefalse", 77)},
        lambda _: {"item": build_item("K9.9.9", "single", 77)},
        lambda _: {"points": Decimal(2)},
        lambda _: {"leaf": "K2.2"},
        lambda _: {"area": "另一块"},
    ],
)
def test_the_proof_finds_a_planted_fault(change):
    form = assemble().forms[0]
    assert check(form).conforms
    assert not check(plant(form, change)).conforms


def test_the_proof_finds_a_missing_question():
    form = assemble().forms[0]
    short = msgspec.structs.replace(form.sections[2], questions=form.sections[2].questions[:-1])
    assert not check(msgspec.structs.replace(form, sections=(*form.sections[:2], short))).conforms


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 6)), min_size=1, max_size=5),
    st.integers(0, 14),
    st.integers(0, 2**40),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_assembled_papers_always_conform(tasks, fives, seed, forms, spare):
    share = 5 * fives
    areas = (Area("甲功能", share, 100, tuple(tasks)), Area("乙功能", 75 - share, None, SMALL[1].tasks))
    blueprint = build_blueprint(areas)
    bank = stock_bank(blueprint, per_form=forms, spare=spare)
    made = assemble(seed, bank, forms, blueprint)
    assert made.report.conforms
    assert all(check(form, blueprint, bank).conforms for form in made.forms)
    assert assemble(seed, bank, forms, blueprint) == made
