"""A batch stands on each step where what happened puts it; deadlines count working days."""

from datetime import UTC, date, datetime

import msgspec
import pytest

import liangcai_reference
from liangcai.workflow.follow import Happened, StepState, follow_workflow, refuse_step
from liangcai.workflow.pack import WorkflowPack, read_pack

TEXT = liangcai_reference.read_text("rulepacks/workflow.toml")
PARTS = frozenset(("theory", "skill"))
START = date(2026, 11, 23)
EVERYTHING = ("announce", "apply", "review", "file", "staff", "rooms")


def bundled() -> WorkflowPack:
    pack = read_pack(TEXT).value
    assert pack is not None
    return pack


def once(*keys: str, count: int = 1, of: int = 1) -> dict[str, Happened]:
    return {key: Happened(count=count, of=of, at=datetime(2026, 11, 2, 8, tzinfo=UTC)) for key in keys}


def stand(happened: dict[str, Happened], today: date = date(2026, 11, 3)) -> dict[str, StepState]:
    states = follow_workflow(bundled(), happened, {"start": START}, PARTS, today)
    return {state.step.key: state for state in states}


def test_the_pack_has_the_twenty_two_steps_in_their_order() -> None:
    keys = [step.key for step in bundled().steps]
    assert len(keys) == 22
    assert keys.index("announce") < keys.index("review") < keys.index("theory") < keys.index("archive")


def test_a_step_waits_for_those_before_it_and_says_for_which() -> None:
    states = stand(once("announce"))
    assert states["apply"].standing == "open"
    assert states["review"].standing == "waits"
    assert [step.key for step in states["review"].waits_for] == ["apply"]


def test_one_for_each_candidate_is_done_when_all_have_it() -> None:
    assert stand(once(*EVERYTHING) | once("rooms", count=29, of=30))["rooms"].standing == "open"
    assert stand(once(*EVERYTHING) | once("rooms", count=30, of=30))["rooms"].standing == "done"


def test_nobody_seated_is_not_everybody_seated() -> None:
    assert stand(once("rooms", count=0, of=0))["rooms"].standing != "done"


def test_who_was_absent_is_not_waited_for_once_all_are_decided_on() -> None:
    states = stand(once(*EVERYTHING, "totals") | once("theory", count=28, of=30))
    assert states["theory"].standing == "done"


def test_a_plan_that_was_returned_is_open_again() -> None:
    returned = Happened(count=1, back=True, note="考评员不足")
    state = stand(once(*EVERYTHING) | {"file": returned})["file"]
    assert (state.standing, state.happened) == ("open", returned)


def test_a_part_that_the_examination_lacks_is_no_step_and_nothing_waits_for_it() -> None:
    states = stand(once(*EVERYTHING, "theory", "skill"))
    assert states["board"].standing == "none"
    assert states["totals"].standing == "open"


def test_deadlines_are_working_days_before_the_start_and_being_late_shows() -> None:
    # ten working days before Monday 23 November 2026 is Monday 9 November
    assert stand(once("announce", "apply"))["review"].due == date(2026, 11, 9)
    assert not stand(once("announce", "apply"), date(2026, 11, 9))["review"].late
    assert stand(once("announce", "apply"), date(2026, 11, 10))["review"].late


def test_what_was_done_late_stays_late() -> None:
    late = {"review": Happened(count=1, at=datetime(2026, 11, 12, tzinfo=UTC))}
    state = stand(once("announce", "apply") | late)["review"]
    assert (state.standing, state.late) == ("done", True)


@pytest.mark.parametrize(
    ("day", "workdays", "then"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # seven days of October are free
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # a worked Saturday, then nine days free
        (date(2027, 10, 1), 1, date(2027, 10, 4)),  # a year not announced: weekends only
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_holidays_and_worked_weekends_count_as_announced(day: date, workdays: int, then: date) -> None:
    assert bundled().calendar.shift(day, workdays) == then


def test_only_what_a_person_notes_can_be_noted_and_only_in_its_turn() -> None:
    states = tuple(stand(once("announce")).values())
    waiting = refuse_step(states, "tickets")
    assert waiting is not None
    assert "编排考场与座位" in waiting.message.zh
    assert refuse_step(states, "announce") is not None
    assert refuse_step(states, "nothing") is not None
    assert refuse_step(states, "plan") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('needs = ["announce"]', 'needs = ["archive"]'),
        ('key = "apply"', 'key = "announce"'),
        ('over = "totals"', 'over = "nothing"'),
        ('facts = ["batch_opened"]', ""),
        ("workdays = -10", 'workdays = "ten"'),
    ],
)
def test_a_pack_with_a_fault_is_refused_by_a_finding(old: str, new: str) -> None:
    refused = read_pack(TEXT.replace(old, new, 1))
    assert refused.value is None
    assert [finding.rule for finding in refused.findings] == ["workflow.pack"]


def test_every_day_off_is_a_weekday_or_a_weekend_as_the_calendar_says() -> None:
    calendar = bundled().calendar
    assert all(day.weekday() >= 5 for holiday in calendar.holidays for day in holiday.worked)
    assert all(holiday.first.year in calendar.years and holiday.first <= holiday.last for holiday in calendar.holidays)
    assert msgspec.json.decode(msgspec.json.encode(calendar), type=type(calendar)) == calendar
