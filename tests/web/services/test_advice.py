"""Clauses 1.9.2, 2 and 3: a candidate is told what to train next, by the requirements behind the lost points."""

from decimal import Decimal

import pytest

from liangcai.award.advice import advise_training
from liangcai.marking.theory import Subtotal
from liangcai_host import clock
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.printing.advice import fold_leaves, print_outcome, read_advice
from liangcai_web.services.results.result import theory_areas
from tests.data.sheets import read_pdf
from tests.web.cast import gather_cast, travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate():
    """Somebody who was decided on."""
    batch = travel(gather_cast(), 4).batch
    return batch.candidates.select_related("person", "batch__organisation", "batch__standard").first()


def test_the_leaves_add_up_to_the_areas_that_were_published(candidate):
    lines = {line.leaf: line.area for line in load_blueprint(candidate.batch).lines}
    sums = dict.fromkeys(lines.values(), Decimal(0))
    for leaf in fold_leaves(candidate):
        sums[lines[leaf.key]] += leaf.points
    assert sums == {area.area: area.points for area in theory_areas(candidate)}


def test_what_is_weak_comes_first_by_points_lost_and_names_what_the_standard_asks_for(candidate):
    blueprint, standard = load_blueprint(candidate.batch), batch_standard(candidate.batch)
    known = [line for line in blueprint.lines if line.leaf.startswith("K")][:3]
    earned = (Decimal("5.9"), Decimal(0), Decimal(6))
    pairs = zip(known, earned, strict=True)
    leaves = [Subtotal(key=line.leaf, points=points, full=Decimal(10)) for line, points in pairs]
    needs = advise_training(standard, blueprint, leaves, None)
    assert [(need.place, need.weak) for need in needs] == [
        (known[1].leaf, True),
        (known[0].leaf, True),
        (known[2].leaf, False),
    ]
    asked = needs[0].asked
    tasks = [task for function in standard.functions("初级") for task in function.tasks]
    task = next(task for task in tasks if task.number == known[1].leaf.removeprefix("K"))
    assert [(one.number, one.text) for one in asked] == [(one.number, one.text) for one in task.knowledge]


def test_the_result_on_paper_says_the_same(candidate):
    needs = read_advice(candidate)
    assert needs
    text = read_pdf(print_outcome(candidate, clock.now()))
    for word in ("成绩单", candidate.ticket_number, candidate.person.name, needs[0].name):
        assert word in text
    assert candidate.person.masked_id_number[-4:] in text


def test_nobody_is_advised_before_the_decision(candidate):
    type(candidate).objects.filter(pk=candidate.pk).update(uuid="00000000-0000-0000-0000-000000000001")
    candidate.refresh_from_db()
    assert read_advice(candidate) == ()
    assert print_outcome(candidate, clock.now()).value is None
