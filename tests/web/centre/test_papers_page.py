"""The page of papers: bars of the blueprint beside each paper, and what a bank lacks when there can be none."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf, take_step, usable_bank
from liangcai_web.services.papers import making as papers
from liangcai_web.services.papers.making import make_papers, plan_papers
from liangcai_web.services.standards.opened import open_bundled
from tests.web.cast import announce, client_of


@pytest.fixture
def batch(cast):
    return announce(cast)


@pytest.fixture
def client(cast):
    return client_of(cast.team.officer)


def shelf_of(batch):
    return Shelf(organisation=batch.organisation, standard=open_bundled("2-02-10-13-2021").standard, level="初级")


def assemble(client, batch):
    return client.post(reverse("office-assemble", args=[batch.uuid]))


def test_bars_stand_for_areas_types_and_difficulty(client, batch):
    made = make_papers(batch, now=clock.now()).value
    response = client.get(reverse("office-papers", args=[batch.uuid]))
    page = response.content.decode()
    assert re.findall(r'id="chart-(\w+)"', page) == ["areas", "types", "difficulty"]
    for chart, wanted in zip(response.context["charts"], (made.blueprint.areas, made.blueprint.types), strict=False):
        assert len(chart.rows) == len(wanted)
        assert all(row.counted.met for row in chart.rows)
    assert "平均难度相差" in page


def test_a_refused_assembly_names_the_fewest_cells_and_how_many_each_lacks(client, batch, monkeypatch):
    monkeypatch.setattr(papers, "FORMS", 9)
    response = assemble(client, batch)
    page = response.content.decode()
    assert response.status_code == 422
    blueprint, lacks = plan_papers(batch)
    stock = Counter()
    for item in usable_bank(shelf_of(batch)).value.items:
        leaf = next(line.leaf for line in blueprint.lines if f"{item.requirement}.".startswith(f"{line.leaf}."))
        stock[leaf, item.type] += 1
    counted = {
        (line.leaf, cell.type): 9 * cell.count - stock[line.leaf, cell.type]
        for line in blueprint.lines
        for cell in line.counts
    }
    assert {(one.leaf, one.type): one.missing for one in lacks} == {key: n for key, n in counted.items() if n > 0}
    assert page.count("<tr>") >= len(lacks)
    assert f"至少再补下列 {sum(one.missing for one in lacks)} 道" in page
    assert "assembly.cell-lacks-questions" not in page
    assert reverse("bank-coverage", args=["2-02-10-13-2021", "初级"]) in page
    assert not Fact.objects.filter(kind="forms_assembled").exists()


def test_as_many_questions_as_it_says_are_enough_and_one_fewer_is_not(cast, client, batch):
    shelf, items = shelf_of(batch), usable_bank(shelf_of(batch)).value.items
    cell = next(item for item in items if item.requirement == "K1.1.1" and item.type == "single")
    same = [item for item in items if item.requirement.startswith("K1.1.") and item.type == "single"]
    rested = []
    while not plan_papers(batch)[1]:
        rested.append(same.pop())
        take_step(shelf, rested[-1].id, "rest", now=clock.now(), actor=cast.authors[0])
    (lack,) = plan_papers(batch)[1]
    assert (lack.leaf, lack.type, lack.missing, lack.need - lack.have) == ("K1.1", cell.type, 1, 1)
    assert assemble(client, batch).status_code == 422
    take_step(shelf, rested[-1].id, "wake", now=clock.now(), actor=cast.authors[0])
    assert plan_papers(batch)[1] == ()
    assert assemble(client, batch).status_code == 302
