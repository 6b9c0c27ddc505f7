"""A batch gets a practical paper by its seed, proved and signed; a level without task sheets says so and goes on."""

import pytest
from django.urls import reverse

from liangcai.assembly.practical_conformity import check_practical
from liangcai.credentials.conformity import verify_conformity
from liangcai.credentials.recount import recount_practical
from liangcai_host import clock
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.papers import practical
from liangcai_web.services.papers.conformity import load_conformity
from liangcai_web.services.papers.making import make_papers
from liangcai_web.services.papers.practical import batch_tasks, load_practical
from liangcai_web.services.printing.office import list_documents, print_document, print_of_forms
from tests.web.cast import QUICK, announce, client_of, gather_cast, unseal


@pytest.fixture
def cast(db, settings):
    settings.PASSWORD_HASHERS = QUICK
    return gather_cast()


@pytest.fixture
def batch(cast):
    return announce(cast)


@pytest.fixture
def no_sheets(monkeypatch):
    """Nobody has written task sheets."""
    loaded = practical.load_tasks
    monkeypatch.setattr(practical, "load_tasks", lambda *asked: type(loaded(*asked))(()))


def test_a_practical_paper_is_drawn_kept_and_signed(cast, batch):
    papers = make_papers(batch, now=clock.now()).value
    unseal(cast, batch)
    kept = load_practical(batch)
    assert kept == papers.practical
    assert check_practical(kept.papers, papers.blueprint) == ()
    assert kept.report.conforms
    signed = verify_conformity(load_conformity(batch), read_trust_store(), clock.now()).content
    assert signed.practical == kept.report
    assert all(reason.met for reason in recount_practical(signed, papers.blueprint, kept.bank))
    assert [sheet.id for sheet in batch_tasks(batch)] == ["P1-01", "P2-01", "P3-01"]


def test_the_office_sees_the_points_and_prints_the_drawn_sheets(cast, batch):
    make_papers(batch, now=clock.now())
    page = client_of(cast.team.officer).get(reverse("office-papers", args=[batch.uuid])).content.decode()
    assert "与技能权重相符" in page
    assert "P2-01" in page
    assert {one.key for one in list_documents(batch) if one.key.startswith("task-")} == {
        "task-P1-01",
        "task-P2-01",
        "task-P3-01",
    }
    assert print_document(batch, "conformity").value is None
    unseal(cast, batch)
    assert print_of_forms(batch, "conformity", "").value.startswith(b"%PDF")


def test_without_sheets_the_theory_papers_are_made_and_it_is_said(cast, batch, no_sheets):
    made = make_papers(batch, now=clock.now())
    assert made.value.forms.report.conforms
    assert made.value.practical is None
    said = [finding for finding in made.findings if finding.rule == "practical.no-sheets"]
    assert [(finding.severity, finding.clause) for finding in said] == [("warning", "4.2")]
    page = client_of(cast.team.officer).get(reverse("office-papers", args=[batch.uuid])).content.decode()
    assert "还没有实操试题" in page
    assert print_document(batch, "conformity").value is None
    unseal(cast, batch)
    assert print_of_forms(batch, "conformity", "").value.startswith(b"%PDF")
    assert verify_conformity(load_conformity(batch), read_trust_store(), clock.now()).content.practical is None


def test_a_function_without_a_sheet_is_named_and_nothing_is_drawn(batch, monkeypatch):
    loaded = practical.load_tasks
    monkeypatch.setattr(practical, "load_tasks", lambda *asked: type(loaded(*asked))(loaded(*asked).value[1:]))
    made = make_papers(batch, now=clock.now())
    assert made.value.practical is None
    lacking = [finding for finding in made.findings if finding.rule == "assembly.function-lacks-sheets"]
    assert len(lacking) == 1
    assert "缺 1 份" in lacking[0].message.zh
    assert lacking[0].severity == "warning"
