"""A station in an examination: chosen while that is possible, begun by the room, graded from evidence, signed over."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from liangcai.stations.trial import Trial, TrialRow
from liangcai_cli.station_publishing import read_files
from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt, StationPack
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.console import (
    end_for_staff,
    give_bench_time,
    open_benches,
    reset_bench,
    watch_benches,
)
from liangcai_web.services.benches.desk import look_at, take_step
from liangcai_web.services.benches.examination import close_due_benches, end_bench, judge_again, start_bench
from liangcai_web.services.benches.packs import keep_trial, list_offers
from liangcai_web.services.benches.stations import choose_station, find_bench, read_station, withdraw_station
from liangcai_web.services.facts import find_break, newest_fact
from liangcai_web.services.marking.scoring import candidate_sheet, sign_sheet
from liangcai_web.services.privacy.erasure import _erase_results
from liangcai_web.services.privacy.export import list_facts, list_rows
from liangcai_web.services.registers.teams import gather_team
from liangcai_web.services.rehearsal.bench import work_at_bench
from liangcai_web.services.rehearsal.journey import Outcome, open_examination, run_journey
from liangcai_web.services.results.rescoring import rescore_panels
from liangcai_web.services.results.result import read_result
from tests.data.benches import PACK, BenchCast, gather_bench_cast, order_for, publish, put_hall
from tests.data.hall import play_reference

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def cast(monkeypatch) -> BenchCast:
    """Two candidates who wait for their benches, in a room that is open."""
    made = gather_bench_cast(monkeypatch)
    room = made.candidates[0].room
    assert open_benches(made.batch, room, actor=made.team.officer, now=NOW).ok
    return made


def work(cast: BenchCast, candidate) -> BenchAttempt:
    """Everything right, handed in."""
    done = work_at_bench(candidate, 0.0, play_reference, NOW)
    assert not done.findings
    row = find_bench(candidate)
    assert row is not None
    return row


def test_only_a_green_pack_that_fits_can_be_chosen_and_only_before_the_papers_are_open(monkeypatch):
    put_hall(monkeypatch)
    team = gather_team()
    batch = open_examination(order_for(1), team, NOW, Outcome(document="standard.txt"))
    by = {"actor": team.officer, "now": NOW}
    assert choose_station(batch, PACK, **by).findings[0].remedy.en == f"Run liangcai station publish {PACK}."
    assert choose_station(batch, "supplies", **by).findings[0].rule == "station.unknown", "another level"
    red = TrialRow(
        name="reference", seeds=1, least=Fraction(9, 10), most=Fraction(9, 10), failed=("x",), wrong="fails x"
    )
    keep_trial(read_files(PACK), Trial(pack=PACK, version="1", rows=(red,)), now=NOW)
    assert choose_station(batch, PACK, **by).findings[0].rule == "station.trial"
    StationPack.objects.all().delete()
    publish()
    assert choose_station(batch, PACK, **by).ok
    assert withdraw_station(batch, "", **by).findings[0].rule == "station.reason"
    assert withdraw_station(batch, "改用量表", **by).ok
    assert read_station(batch) is None
    assert choose_station(batch, PACK, **by).ok
    assert read_station(batch).pack == PACK
    assert {one.pack.id for one in list_offers() if not one.findings} == {PACK}


def test_nothing_is_chosen_once_the_papers_are_open(cast):
    late = withdraw_station(cast.batch, "反悔", actor=cast.team.officer, now=NOW)
    assert late.findings[0].rule == "station.late"


def test_a_whole_examination_with_a_station_ends_in_certificates_and_scores_alike_again(monkeypatch):
    put_hall(monkeypatch)
    publish()
    team = gather_team()
    outcome = run_journey(order_for(2), team, clock.now(), lambda *_: None, play_reference)
    assert outcome.batch is not None
    assert [one.message.en for one in outcome.findings if one.severity == "error"] == []
    for candidate in outcome.batch.candidates.all():
        mark = outcome.panels[str(candidate.uuid)]
        assert sum(row.points for row in mark.fixed) == sum(row.maximum for row in mark.fixed) > 0
        assert any("工位" in reason.message.zh for reason in mark.reasons)
        assert sum(area.full for area in read_result(candidate).areas if area.part == "skill") == 100
    assert rescore_panels(outcome.batch).differences == ()
    assert find_break(team.organisation) is None
    seeds = set(BenchAttempt.objects.values_list("seed", flat=True))
    assert len(seeds) == 2, "a seed for each"
    said = " ".join(Fact.objects.filter(kind__startswith="bench").values_list("payload", flat=True))
    assert not any(seed in said for seed in seeds), "no fact tells a seed"


def test_the_time_begins_when_the_bench_is_ready_and_what_it_lost_is_given_back(cast):
    first, second = cast.candidates
    cast.hall.away = True
    refused = start_bench(first, NOW)
    assert refused.findings[0].rule == "benches.away"
    assert find_bench(first).started_at is None, "no time runs while there is no bench"
    cast.hall.away = False
    row = start_bench(first, NOW).value
    assert row.ends == NOW + timedelta(minutes=row.minutes)
    cast.hall.lost[str(row.uuid)] = 30
    assert look_at(row, "").finding is None
    assert find_bench(first).ends == NOW + timedelta(minutes=row.minutes, seconds=30)
    assert find_bench(second) is None


def test_what_a_bench_gave_is_in_no_export_before_the_decision_and_notes_are_erased(cast):
    first, _ = cast.candidates
    row = work(cast, first)
    BenchAttempt.objects.filter(pk=row.pk).update(notes="我的笔记")
    told = [one["what"] for one in list_facts(first.person, [first], list_rows(first.person))]
    assert "bench_handed_in" in told
    assert "bench_graded" not in told
    _erase_results(first.person)
    assert BenchAttempt.objects.get(pk=row.pk).notes == ""


def test_staff_give_time_reset_and_end_with_reasons_and_much_time_needs_two(cast):
    first, second = cast.candidates
    row = start_bench(first, NOW).value
    by = {"actor": cast.team.officer, "now": NOW}
    assert give_bench_time(first, 5, "网络中断", grant="g1", **by).value.granted == 300
    assert give_bench_time(first, 5, "网络中断", grant="g1", **by).value.granted == 300, "the same grant is one"
    assert give_bench_time(first, 200, "更多", **by).findings[0].rule == "bench.two"
    with pytest.raises(IntegrityError), transaction.atomic():
        give_bench_time(first, 200, "更多", approver=by["actor"], **by)
    assert give_bench_time(first, 200, "更多", approver=cast.team.second_officer, **by).value.granted == 12_300
    assert reset_bench(first, "", **by).findings
    take_step(row, "s1", {"do": "look", "table": "guide"}, "")
    assert reset_bench(first, "电脑死机", **by).ok
    assert cast.hall.steps[str(row.uuid)] == []
    assert end_for_staff(second, "缺考", **by).value.ended_by == "absent"
    states = [one.state for one in watch_benches(cast.batch, first.room, NOW).seats]
    assert states == ["running", "absent"]
    rows = candidate_sheet(second).fixed
    assert rows
    assert all(row.points == 0 and row.earned is not None for row in rows)


def test_the_clock_ends_what_nobody_handed_in_and_grades_it_when_the_bench_answers(cast):
    first, _ = cast.candidates
    row = start_bench(first, NOW).value
    late = row.ends + timedelta(seconds=1)
    cast.hall.away = True
    assert close_due_benches(late) == 1
    assert find_bench(first).state == "handed_in"
    assert newest_fact(first.uuid, "bench_graded") is None
    assert candidate_sheet(first).fixed[0].earned is None
    sheet = candidate_sheet(first)
    scores = ()
    refused = sign_sheet(first, cast.team.officer, scores, now=late)
    assert "marking.panel-station-open" in {one.rule for one in refused.findings}
    assert sheet is not None
    cast.hall.away = False
    close_due_benches(late)
    assert find_bench(first).state == "graded"
    assert end_bench(first, "candidate", late).value.ended_by == "clock", "the first end stands"
    assert Fact.objects.filter(subject=first.uuid, kind="bench_graded").count() == 1


def test_a_report_is_made_again_from_evidence_alone_and_a_changed_one_is_seen(cast):
    first, _ = cast.candidates
    row = work(cast, first)
    cast.hall.orders.clear()
    assert judge_again(first, actor=cast.team.officer, now=NOW).ok
    changed = row.evidence
    changed.content = bytes(changed.content).replace(b'"guide"', b'"label"')
    changed.save()
    again = judge_again(first, actor=cast.team.officer, now=NOW)
    assert again.findings[0].rule == "bench.differs"
