"""The stages of a journey on a database: what they keep, what they refuse, what they never do twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

import liangcai_reference
from liangcai.credentials.judge import Verdict
from liangcai.eligibility.application import Application
from liangcai.marking.sheet import RowScore
from liangcai.scheduling.model import Resources
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.services.batches.state import read_state
from liangcai_web.services.certificates.issue import find_public, issue_certificates, revoke_certificate, verify_file
from liangcai_web.services.facts import find_break
from liangcai_web.services.marking.scoring import batch_sheet, sign_sheet
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.planning.seating import plan_seats
from liangcai_web.services.registers.teams import Team, gather_team
from liangcai_web.services.rehearsal.applications import decide_applications
from liangcai_web.services.rehearsal.journey import Order, Outcome, open_examination, run_journey
from liangcai_web.services.results.result import read_result
from liangcai_web.services.standards.opened import adopt_standard, list_standards, open_standard
from tests.data import documents

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KEY = liangcai_reference.list_occupations()[0]
pytestmark = pytest.mark.django_db


def order(candidates: int = 4, seed: int = 1) -> Order:
    opened = open_standard(KEY)
    assert opened is not None
    level = opened.standard.levels[0].name
    return Order(
        content=opened.text.encode(), name="standard.txt", level=level, direction=None, candidates=candidates, seed=seed
    )


def travel(candidates: int = 4) -> tuple[Outcome, Team, Batch]:
    team = gather_team()
    outcome = run_journey(order(candidates), team, NOW, lambda *_: None)
    assert outcome.batch is not None
    return outcome, team, outcome.batch


def test_every_stage_is_done_and_every_fact_is_in_the_chain() -> None:
    _, team, batch = travel()
    state = read_state(batch)
    assert [stage.key for stage in state.stages if not stage.done] == []
    assert find_break(team.organisation) is None


def test_a_number_that_two_rehearsals_draw_is_one_person_under_the_first_name() -> None:
    team, outcome = gather_team(), Outcome(document="standard.txt")
    batches = [open_examination(order(seed=seed), team, NOW, outcome) for seed in (1, 2)]
    reviewers = (team.officer, team.second_officer)
    judged = []
    for batch, name in zip(batches, ("赵样甲甲", "钱样乙乙"), strict=True):
        assert batch is not None
        people = [(name, "000000199001010108", Application(level=batch.level))]
        judged += decide_applications(batch, people, now=NOW, reviewers=reviewers).value
    assert len(judged) == 2
    assert len({one.person for one in judged}) == 1
    assert [person.name for person in Person.objects.all()] == ["赵样甲甲"]


def test_no_fact_holds_a_name_or_an_id_number() -> None:
    travel()
    facts = " ".join(Fact.objects.values_list("payload", flat=True))
    people = Person.objects.all()
    assert people
    assert not [person.name for person in people if person.name in facts]
    assert "000000" not in facts.replace("S000000000001", "")


def test_issuing_again_issues_nothing_twice() -> None:
    _, team, batch = travel()
    before = Credential.objects.count()
    again = list(issue_certificates(batch, now=NOW, actor=team.officer, approver=team.second_officer))
    assert again == []
    assert Credential.objects.count() == before > 0
    numbers = sorted(int(number[-6:]) for number in Credential.objects.values_list("number", flat=True))
    assert numbers == list(range(1, before + 1))


def test_marking_again_marks_nothing_twice() -> None:
    _, _, batch = travel()
    assert mark_theory(batch, now=NOW) == {}


def test_a_revoked_certificate_no_longer_verifies() -> None:
    outcome, team, _ = travel()
    kept = Credential.objects.get(number=outcome.certificates[0].number)
    data, later = bytes(kept.file), NOW + timedelta(minutes=1)
    assert verify_file(data, later).verdict is Verdict.VALID
    revoke_certificate(kept, "示例原因", now=later, actor=team.officer, approver=team.second_officer)
    assert verify_file(data, later).verdict is Verdict.REVOKED


def test_the_public_finds_a_certificate_only_by_number_and_name_together() -> None:
    travel()
    kept = Credential.objects.select_related("candidate__person").first()
    assert kept is not None
    name = kept.candidate.person.name
    assert find_public(kept.number, name, NOW) is not None
    assert find_public(kept.number, name + "某", NOW) is None
    assert find_public("S" + "0" * 21, name, NOW) is None


def test_the_candidate_sees_the_decision_with_its_clauses() -> None:
    outcome, _, batch = travel()
    for candidate in batch.candidates.all():
        result = read_result(candidate)
        assert result.decision == outcome.decisions[str(candidate.uuid)]
        assert {reason.clause for reason in result.decision.reasons} == {"1.9.2"}
        assert sum((area.full for area in result.areas if area.part == "theory"), Decimal(0)) == 100
        assert sum((area.full for area in result.areas if area.part == "skill"), Decimal(0)) == 100


def test_an_assessor_signs_once_and_only_within_the_points() -> None:
    _, team, batch = travel()
    candidate, template = batch.candidates.all()[0], batch_sheet(batch)
    assert template is not None
    full = tuple(RowScore(key=row.key, points=row.maximum) for row in template.rows)
    too_much = (RowScore(key=full[0].key, points=full[0].points + 1), *full[1:])
    assert sign_sheet(candidate, team.second_officer, too_much, now=NOW).findings[0].rule == "marking.panel-range"
    assert sign_sheet(candidate, team.second_officer, full[1:], now=NOW).findings[0].rule == "marking.panel-rows"
    assert sign_sheet(candidate, team.second_officer, full, now=NOW).value is not None
    assert sign_sheet(candidate, team.second_officer, full, now=NOW).value is None


def test_seats_and_staff_that_lack_are_counted_and_nothing_is_kept() -> None:
    _, _, batch = travel()
    facts = Fact.objects.count()
    people = list(Person.objects.all()[:4])
    planned = plan_seats(batch, people, Resources(), now=NOW)
    assert planned.value is None
    assert planned.findings
    assert all(finding.message.zh and finding.clause for finding in planned.findings)
    assert Fact.objects.count() == facts


def test_a_standard_that_is_not_whole_is_not_adopted() -> None:
    team = gather_team()
    text = documents.make_document().replace("\t扎制\t\t40\t50", "\t扎制\t\t35\t50")
    result = adopt_standard(team.organisation, text.encode(), "standard.txt", now=NOW)
    assert result.value is None
    assert "read.weights-sum" in [finding.rule for finding in result.findings]


def test_an_adopted_standard_is_listed_beside_the_bundled_ones() -> None:
    team = gather_team()
    adopt_standard(team.organisation, documents.make_document().encode(), "standard.txt", now=NOW)
    names = [(entry.name, entry.bundled) for entry in list_standards(team.organisation)]
    assert ("纸鸢扎制工", False) in names
    assert sum(bundled for _, bundled in names) == len(liangcai_reference.list_occupations())


@pytest.fixture(autouse=True)
def _own_journal(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """A journal and keys of the test's own: the journal is no part of the database that pytest rolls back."""
    from liangcai_web.services import people
    from liangcai_web.services.sittings import journal as sittings_journal

    caches = (sittings_journal.open_journal, people.field_keys)
    sittings_journal.open_journal().close()
    monkeypatch.setattr(settings, "HOME", tmp_path)
    for cache in caches:
        cache.cache_clear()
    yield
    sittings_journal.open_journal().close()
    for cache in caches:
        cache.cache_clear()
