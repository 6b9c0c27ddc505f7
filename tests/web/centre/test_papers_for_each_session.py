"""A set of papers for each theory session: who is done has not seen the papers of those who wait."""

from collections import defaultdict
from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse

from liangcai.findings import Result
from liangcai.items.model import build_bank
from liangcai_host import clock
from liangcai_web.services.papers import making as papers
from liangcai_web.services.papers.making import load_outline
from liangcai_web.services.papers.office import assemble_once
from liangcai_web.services.planning.replanning import read_choice
from tests.web.cast import client_of
from tests.web.centre.planning import DAY, SLOTS, admit_late, announce_ahead, choose, confirm, plan_sites

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=2)
MORE = f"{SLOTS}\n{NEXT} 08:30-11:30\n{NEXT} 13:30-17:30\n{NEXT + timedelta(days=1)} 08:30-12:30"


@pytest.fixture
def batch(cast, monkeypatch):
    """Eight people for four seats at one site, and a bank with each question twice."""
    usable = papers.usable_bank

    def twice(shelf):
        found = usable(shelf)
        again = [msgspec.structs.replace(one, id=f"{one.id}-2", stem=f"又：{one.stem}") for one in found.value.items]
        standard, items = shelf.standard, (*found.value.items, *again)
        return Result(build_bank(standard.code, standard.edition, shelf.level, items), found.findings)

    monkeypatch.setattr(papers, "usable_bank", twice)
    return announce_ahead(cast, sites=("东",))


def assemble(cast, batch, sets):
    return assemble_once(batch, sets, now=clock.now(), actor=cast.team.officer)


def sat(batch):
    """The papers of each beginning."""
    found = defaultdict(set)
    for row in batch.candidates.all():
        found[row.starts_at].add(row.form)
    return [found[start] for start in sorted(found)]


def test_each_session_has_papers_of_its_own(cast, batch):
    made = assemble(cast, batch, 2)
    assert [form.id for form in load_outline(batch).forms] == ["A", "B", "C", "D"]
    asked = [{question.item.id for question in form.questions} for form in made.value.forms.forms]
    assert all(not one & other for n, one in enumerate(asked) for other in asked[:n])
    plan_sites(cast, batch, "东")
    assert sat(batch) == [{"A", "B"}, {"C", "D"}]
    office = client_of(cast.team.officer)
    page = office.get(reverse("office-rooms", args=[batch.uuid])).content.decode()
    assert "同一组试卷" not in page


def test_with_one_set_the_page_says_that_sessions_share_it(cast, batch):
    assert assemble(cast, batch, 1).value is not None
    plan_sites(cast, batch, "东")
    assert sat(batch) == [{"A", "B"}, {"A", "B"}]
    page = client_of(cast.team.officer).get(reverse("office-rooms", args=[batch.uuid])).content.decode()
    assert "同一组试卷有 2 场" in page


def test_a_late_candidate_sits_the_papers_of_the_session_and_nobody_elses_change(cast, batch):
    assert assemble(cast, batch, 2).value is not None
    plan_sites(cast, batch, "东")
    before = {row.pk: (row.starts_at, row.form) for row in batch.candidates.all()}
    late = admit_late(cast, batch)
    confirm(cast, batch, msgspec.structs.replace(read_choice(batch), slots=choose("东", slots=MORE).slots))
    rows = {row.pk: (row.starts_at, row.form) for row in batch.candidates.all()}
    assert {pk: rows[pk] for pk in before if rows[pk][0] == before[pk][0]} == {
        pk: one for pk, one in before.items() if rows[pk][0] == one[0]
    }
    row = batch.candidates.get(person=late)
    together = set(batch.candidates.filter(starts_at=row.starts_at).values_list("form", flat=True))
    assert row.form in together
    assert together <= {"A", "B"} or together <= {"C", "D"}


@pytest.mark.parametrize("typed", ["0", "7", "-1", "二", "9" * 5000])
def test_a_number_of_sets_that_cannot_be_is_told_and_nothing_is_assembled(cast, batch, typed):
    answer = client_of(cast.team.officer).post(reverse("office-assemble", args=[batch.uuid]), {"sets": typed})
    assert answer.status_code == 422
    assert "试卷组数是 1 到 6" in answer.content.decode()
    assert load_outline(batch) is None


def test_more_sets_than_one_are_chosen_before_the_rooms_are_planned(cast, batch):
    plan_sites(cast, batch, "东")
    refused = assemble(cast, batch, 2)
    assert refused.value is None
    assert "papers.sets" in [one.rule for one in refused.findings]
    assert assemble(cast, batch, 1).value is not None


def test_a_bank_that_is_too_small_for_so_many_sets_says_what_it_lacks_for_them(cast, batch):
    answer = client_of(cast.team.officer).post(reverse("office-assemble", args=[batch.uuid]), {"sets": "6"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="lacks"' in page
    assert "<option selected>6</option>" in page
