"""A verifier that shares no code with the assembler passes what is given out, and sees what is planted."""

from typing import NamedTuple

import msgspec
import pytest
from bench.problems import BANDS, draw_problem, make_large, plan, shelve
from bench.proofs import papers
from bench.verifier import decode, verify
from tests.data.effort import examples, many

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.demand import Stock, plan_demand
from liangcai.assembly.rules import AssemblyRules
from liangcai.assembly.supply import list_usable


def test_random_papers_are_what_their_report_says():
    account = papers.prove(examples(300))
    assert account.failed == 0, account.lines()
    assert "conform and are parallel" in account.said


@pytest.mark.slow
def test_random_assemblies_are_confirmed():
    account = papers.prove(many(papers.LONG))
    assert account.failed == 0, account.lines()


def parts(problem):
    return (
        decode(msgspec.json.encode(problem.blueprint)),
        decode(msgspec.json.encode(problem.bank.items)),
        decode(msgspec.json.encode(problem.rules)),
    )


def assemble(problem):
    made = papers.assemble(problem).value
    assert made is not None
    return [[question.item.id for question in form.questions] for form in made.forms]


def test_twenty_papers_of_a_large_bank_are_alike_and_confirmed():
    problem = make_large(5000, 20)
    blueprint, bank, rules = parts(problem)
    verdict = verify(blueprint, bank, assemble(problem), rules, {})
    assert verdict.faults == []
    assert verdict.information_off <= 0.001
    assert verdict.difficulty_off <= 0.005


def first_of(bank, name):
    return next(question for question in bank if question["id"] == name)


class Case(NamedTuple):
    """What a fault is planted in."""

    bank: list
    made: list
    rules: dict


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (lambda case: case.made[0].append(case.made[1][0]), "in place of"),
        (lambda case: case.made[0].__setitem__(0, case.made[0][1]), "a question twice"),
        (lambda case: first_of(case.bank, case.made[0][0]).update(enemies=[case.made[0][5]]), "beside its enemy"),
        (lambda case: [first_of(case.bank, paper[0]).update(set="一") for paper in case.made], "is torn"),
        (lambda case: case.rules.update(most_exposed=0), "a worn question"),
        (lambda case: first_of(case.bank, case.made[0][0]).update(seconds=9000), "seconds in"),
        (lambda case: case.rules.update(x_least="1"), "too little X"),
        (lambda case: case.rules.update(y_most="0", z_most="0"), "too much"),
        (lambda case: case.rules.update(common=3), "common questions in place of 3"),
        (lambda case: first_of(case.bank, case.made[0][0]).update(requirement="K9.9"), "nowhere"),
        (lambda case: case.made[1].__setitem__(0, "Q-none"), "is not in the bank"),
    ],
)
def test_the_verifier_sees_what_is_planted(plant, fault):
    problem = make_large(1500, 3)
    blueprint, bank, rules = parts(problem)
    case = Case(bank, assemble(problem), rules)
    assert verify(blueprint, bank, case.made, rules, {}).faults == []
    plant(case)
    assert any(fault in found for found in verify(blueprint, bank, case.made, rules, {}).faults)


def test_the_verifier_sees_papers_that_are_not_alike():
    problem = make_large(1500, 2)
    blueprint, bank, rules = parts(problem)
    made = assemble(problem)
    for name in made[0]:
        first_of(bank, name)["difficulty"] = 0.9
    verdict = verify(blueprint, bank, made, rules, {})
    assert verdict.difficulty_off > 0.1
    assert verdict.information_off > 0.1


@pytest.mark.parametrize("seed", range(8))
def test_a_bank_lacks_exactly_what_is_said_even_in_bands(seed):
    problem = make_large(330, 3, seed)
    banded = plan(problem.blueprint.lines, ("single", "multiple", "truefalse"), minutes=120, bands=True)
    missing = [place for place, count in lacks(banded, problem.bank) for _ in range(count)]
    assert missing
    added = [make_missing(place, number) for number, place in enumerate(missing)]
    assert not lacks(banded, shelve((*problem.bank.items, *added)))
    assert lacks(banded, shelve((*problem.bank.items, *added[1:])))
    assert assemble_forms(banded, shelve((*problem.bank.items, *added)), 1, 3).value is not None


def lacks(blueprint, bank):
    """The cells that a refusal names, with how many each lacks: leaf, type, band."""
    have = {}
    for _, place in list_usable(blueprint, bank, AssemblyRules(), {}):
        have[place] = have.get(place, 0) + 1
    return list(plan_demand(blueprint, Stock(all=have, single=have), 3, 0).missing.items())


def make_missing(place, number):
    leaf, kind, band = place
    model = make_large(10, 1).bank.items[0]
    difficulty = float(BANDS[band].upto) - 0.1
    fields = {"id": f"N{number}", "requirement": f"{leaf}.1", "type": kind, "difficulty": difficulty}
    return msgspec.structs.replace(model, **fields)


def test_another_seed_draws_another_problem():
    assert draw_problem(1) == draw_problem(1) != draw_problem(2)
