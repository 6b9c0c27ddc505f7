"""Papers keep the rules beside the blueprint, and the report that says so counts for itself."""

import random
from collections import Counter
from decimal import Decimal

import msgspec
import pytest
from tests.data.paper import CODE, EDITION, build_blueprint, build_item, build_pack, build_standard

from liangcai.assembly.assemble import assemble_forms, name_form
from liangcai.assembly.conformity import Account, check_conformity
from liangcai.assembly.rules import AssemblyRules, TypeSeconds, read_rules
from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Band
from liangcai.items.model import build_bank
from liangcai_reference import read_text

BLUEPRINT = build_blueprint()
CELLS = [(line, cell.type, cell.count) for line in BLUEPRINT.lines for cell in line.counts if cell.count]


def stock(times=6, change=None, seed=1):
    """A bank with ``times`` the questions that a paper needs in each cell; ``change`` makes the fields of one."""
    rng = random.Random(seed)  # noqa: S311
    items = []
    for line, kind, count in CELLS:
        for number in range(times * count):
            topic = f"{line.leaf}.{number % line.requirements + 1}" if line.leaf.startswith("K") else line.leaf
            item = build_item(topic, kind, number, round(rng.uniform(0.35, 0.9), 2))
            fields = {"id": f"{line.leaf}-{kind}-{number}"} | (change(rng, line, kind, number) if change else {})
            items.append(msgspec.structs.replace(item, **fields))
    return build_bank(CODE, EDITION, "初级", tuple(items))


def assemble(bank, forms=3, seed=1, blueprint=BLUEPRINT, exposures=None, **rules):
    made = assemble_forms(blueprint, bank, seed, forms, AssemblyRules(**rules), exposures)
    assert made.value is not None, made.findings
    return made


def ids_of(form):
    return {question.item.id for question in form.questions}


def test_papers_are_alike_in_difficulty_and_information():
    report = assemble(stock(), 5).value.report
    assert report.conforms
    assert report.difficulty_gap <= report.tolerance == 0.005
    assert report.information_gap <= report.information_tolerance == 0.001


def test_two_sittings_from_one_bank_are_alike_too():
    bank = stock()
    forms = [form for seed in range(4) for form in assemble(bank, 2, seed).value.report.forms]
    informed = [form.information for form in forms]
    assert max(informed) - min(informed) <= 0.001 * max(informed)


def test_information_is_held_at_the_ability_of_the_rules():
    made = assemble(stock(), ability=Decimal("1.5")).value
    assert made.report.information_gap <= 0.001
    assert made.report.forms[0].information != assemble(stock()).value.report.forms[0].information


def test_enemies_never_meet():
    def pairs(_, line, kind, number):
        return {"enemies": (f"{line.leaf}-{kind}-{number ^ 1}",)}

    made = assemble(stock(4, pairs), 3)
    assert made.findings == ()
    for form in made.value.forms:
        ids = ids_of(form)
        assert not any(enemy in ids for question in form.questions for enemy in question.item.enemies)


def test_enemies_that_have_to_meet_are_said_and_the_papers_do_not_conform():
    everyone = tuple(f"K1.1-single-{number}" for number in range(200))
    bank = stock(2, lambda _, line, kind, number: {"enemies": tuple(set(everyone) - {f"{line.leaf}-{kind}-{number}"})})
    made = assemble(bank, 2)
    assert not made.value.report.conforms
    assert "assembly.enemies" in {finding.rule for finding in made.findings}


def test_questions_of_a_set_stand_together_or_not_at_all():
    def sets(_, line, kind, number):
        return (
            {"set": f"{line.leaf}材料{number // 3}"} if kind == "single" and number < 9 and line.leaf[0] == "K" else {}
        )

    bank = stock(5, sets)
    whole = Counter(item.set for item in bank.items if item.set)
    made = assemble(bank, 4)
    assert made.value.report.conforms
    placed = 0
    for form in made.value.forms:
        here = Counter(question.item.set for question in form.questions if question.item.set)
        assert all(count == whole[name] for name, count in here.items())
        placed += len(here)
    assert placed


def test_a_bank_of_sets_that_fit_on_no_paper_is_refused_with_what_lacks():
    big = stock(2, lambda _, line, kind, __: {"set": "一"} if (line.leaf, kind) == ("K1.1", "single") else {})
    made = assemble_forms(BLUEPRINT, big, 1, 2)
    assert made.value is None
    assert {finding.rule for finding in made.findings} == {"assembly.sets-do-not-fit"}
    assert "K1.1" in made.findings[0].message.en


def test_common_questions_stand_on_every_paper_and_no_other_on_two():
    made = assemble(stock(4), 4, common=10)
    papers = [ids_of(form) for form in made.value.forms]
    assert len(set.intersection(*papers)) == made.value.report.common == 10
    assert sum(count > 1 for count in Counter(item for paper in papers for item in paper).values()) == 10
    assert made.value.report.conforms


def test_common_questions_make_a_smaller_bank_suffice():
    bank = stock(1)
    assert assemble_forms(BLUEPRINT, bank, 1, 2).value is None
    assert assemble(bank, 2, common=100).value.report.conforms


def test_worn_questions_are_not_drawn_and_of_the_others_the_fresh_ones_first():
    bank = stock(4)
    worn = {item.id: 3 if number % 2 else 1 for number, item in enumerate(bank.items) if number % 3}
    made = assemble(bank, 1, exposures=worn, most_exposed=3)
    assert made.value.report.conforms
    assert not any(worn.get(item, 0) >= 3 for item in ids_of(made.value.forms[0]))
    everything = {item.id: 1 for item in bank.items}
    assert assemble_forms(BLUEPRINT, bank, 1, 1, AssemblyRules(most_exposed=1), everything).value is None


def test_papers_keep_within_the_minutes_of_the_part():
    bank = stock(6, lambda rng, *_: {"seconds": rng.choice((20, 40, 60, 90))})
    made = assemble(bank, 3)
    assert made.findings == ()
    assert all(form.seconds <= form.seconds_allowed == 5400 for form in made.value.report.forms)


def test_papers_that_take_too_long_whatever_is_drawn_are_said():
    made = assemble(stock(2), 2, seconds=(TypeSeconds(type="single", seconds=120),))
    assert [finding.rule for finding in made.findings] == ["assembly.time"]
    assert not made.value.report.conforms


def test_shares_of_importance_are_kept():
    bank = stock(6, lambda rng, *_: {"importance": rng.choices("XYZ", (60, 25, 15))[0]})
    made = assemble(bank, 3, x_least=Decimal("0.8"), y_most=Decimal("0.15"), z_most=Decimal("0.05"))
    assert made.findings == ()
    for form in made.value.report.forms:
        assert form.importance[0] >= 80
        assert form.importance[1] <= 15
        assert form.importance[2] <= 5


BANDS = (
    Band(upto=Decimal("0.5"), percent=20),
    Band(upto=Decimal("0.7"), percent=50),
    Band(upto=Decimal(1), percent=30),
)


def test_bands_of_difficulty_are_met_exactly_in_each_area_and_type():
    pack = msgspec.structs.replace(build_pack(), bands=BANDS)
    blueprint = derive_blueprint(build_standard(), "初级", None, pack).value
    made = assemble(stock(9), 2, blueprint=blueprint)
    assert made.value.report.conforms
    for form in made.value.report.forms:
        assert any(row.scope == "band" for row in form.rows)
    for form in made.value.forms:
        easy = sum(question.item.difficulty < 0.5 for question in form.questions)
        assert 16 <= easy <= 24


def bands_of(*pairs):
    return tuple(Band(upto=Decimal(upto), percent=percent) for upto, percent in pairs)


def test_a_band_without_questions_is_named():
    pack = msgspec.structs.replace(build_pack(), bands=bands_of(("0.2", 50), ("1", 50)))
    blueprint = derive_blueprint(build_standard(), "初级", None, pack).value
    refused = assemble_forms(blueprint, stock(9), 1)
    assert refused.value is None
    assert all("0.2" in finding.message.zh for finding in refused.findings)


SWAPPED = [
    lambda other: {"enemies": (other.id,)},
    lambda _: {"set": "材料"},
    lambda _: {"importance": "Z"},
    lambda _: {"seconds": 9000},
]


@pytest.mark.parametrize("change", SWAPPED, ids=["enemy", "half a set", "importance", "time"])
def test_the_report_sees_what_may_not_stand_on_a_paper(change):
    bank = stock(2)
    extra = [msgspec.structs.replace(build_item("K1.1.1", "single", 5000 + at), set="材料") for at in (0, 1)]
    rules = AssemblyRules(x_least=Decimal(1))
    account = Account(blueprint=BLUEPRINT, bank=build_bank(CODE, EDITION, "初级", (*bank.items, *extra)), rules=rules)
    form = assemble_forms(BLUEPRINT, bank, 1, 1, rules).value.forms[0]
    assert check_conformity(form, account).conforms
    section = form.sections[0]
    first, second = section.questions[:2]
    item = msgspec.structs.replace(first.item, **change(second.item))
    questions = (msgspec.structs.replace(first, item=item), *section.questions[1:])
    sections = (msgspec.structs.replace(section, questions=questions), *form.sections[1:])
    assert not check_conformity(msgspec.structs.replace(form, sections=sections), account).conforms


def test_papers_beyond_z_have_two_letters():
    assert [name_form(index) for index in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_the_bundled_rules_are_read_and_faulty_ones_refused():
    assert read_rules(read_text("rulepacks/assembly.toml")).value.expect("single") == 45
    assert read_rules('[assembly]\ndifficulty = "0"\n').value is None
    assert read_rules("assembly = 3").value is None
