"""Somebody who passed one part sits the other again: the kept mark counts beside the new one, once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from liangcai.award.decide import PartMark, decide_award
from liangcai.marking.panel import PanelMark
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.state import batch_standard, read_state
from liangcai_web.services.facts import append_fact, find_break
from liangcai_web.services.payloads.base import AwardDecided, PanelDecided
from liangcai_web.services.results.decisions import decide_awards, read_marks
from tests.web.cast import gather_cast, prepare_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    return gather_cast()


def decide(cast, batch, candidate, now, **points):
    """A decision on a candidate by these marks."""
    marks = tuple(PartMark(kind=kind, points=Decimal(value)) for kind, value in points.items())
    decision = decide_award(batch_standard(batch), batch.level, batch.direction or None, marks)
    append_fact(
        batch.organisation,
        "award_decided",
        AwardDecided(decision=decision),
        now=now,
        batch=batch.uuid,
        subject=candidate.uuid,
        actor=cast.team.officer,
        approver=cast.team.second_officer,
    )
    return decision


def test_a_passed_part_is_kept_shown_and_counts_in_the_next_batch(cast):
    first = prepare_waiting(cast, 2)
    failed, absent = first.candidates.order_by("serial")
    decide(cast, first, failed, clock.now() - timedelta(days=30), theory=72, skill=40)
    decide(cast, first, absent, clock.now() - timedelta(days=30), theory=30, skill=40)
    second = prepare_waiting(cast, 2)
    again = second.candidates.get(person=failed.person)
    fact = Fact.objects.get(kind="theory_kept")
    assert (fact.subject, fact.batch) == (again.uuid, second.uuid)
    marks = read_marks(second)
    assert {one.kind: one.points for one in marks[again.uuid]} == {"theory": 72}
    assert list(marks) == [again.uuid]
    panel = PanelMark(
        kind="skill",
        candidate=str(again.uuid),
        blueprint_sha256="",
        pack_id="x",
        points=Decimal(81),
        totals=(),
        rows=(),
        reasons=(),
    )
    append_fact(
        second.organisation,
        "panel_decided",
        PanelDecided(mark=panel),
        now=clock.now(),
        batch=second.uuid,
        subject=again.uuid,
    )
    decision = decide_awards(second, now=clock.now(), actor=cast.team.officer, approver=cast.team.second_officer)[
        again.uuid
    ]
    assert decision.passed
    assert {one.kind: one.evidence.split()[0] for one in decision.marks} == {"theory": "kept", "skill": "blueprint"}
    counts = {stage.key: stage.count for stage in read_state(second).stages}
    assert counts["theory"] == 1, "a kept part needs no marking"
    assert find_break(cast.office) is None


def test_what_was_passed_over_a_year_ago_is_sat_again(cast):
    first = prepare_waiting(cast, 1)
    candidate = first.candidates.get()
    decide(cast, first, candidate, datetime(2020, 1, 1, tzinfo=UTC), theory=72, skill=40)
    second = prepare_waiting(cast, 1)
    assert second.candidates.get().person == candidate.person
    assert not Fact.objects.filter(kind="theory_kept").exists()
