"""A question moves through its life step by step, and nobody reviews their own."""

from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from liangcai.items.life import STATE_NAMES, STEP_NAMES, STEPS, list_steps, move_item
from liangcai.items.record import ItemRecord, Observed, State

DRAFT = ItemRecord(item_id="K1.1.1-01", sha256="v1", author="甲")


def test_the_whole_life_of_a_question():
    record = DRAFT
    for step in ("review", "try", "release", "rest", "wake", "retire"):
        result = move_item(record, step, "乙")
        assert result.findings == ()
        record = result.value
    assert record.state == "retired"
    assert list_steps(record, "乙") == ()


def test_nobody_reviews_their_own_question():
    result = move_item(DRAFT, "review", "甲")
    assert (result.value, [finding.rule for finding in result.findings]) == (None, ["items.own-review"])
    assert "review" not in list_steps(DRAFT, "甲")
    assert "review" in list_steps(DRAFT, "乙")


def test_a_step_that_does_not_start_here_is_refused_with_both_names():
    (finding,) = move_item(DRAFT, "release", "乙").findings
    assert finding.rule == "items.life"
    assert "草稿" in finding.message.zh


def test_a_revised_question_is_a_draft_of_its_new_author_and_what_was_observed_stays_with_the_old_version():
    live = ItemRecord(
        item_id="a",
        sha256="v1",
        state="live",
        author="甲",
        exposures=4,
        observed=Observed(answers=90, facility=0.6, discrimination=0.3),
    )
    assert move_item(live, "revise", "乙", "v2").value == ItemRecord(item_id="a", sha256="v2", author="乙")


@given(st.lists(st.tuples(st.sampled_from(list(STEPS)), st.sampled_from("甲乙丙")), max_size=12))
def test_no_way_leads_to_live_without_another_persons_review(steps):
    record, reviewed = DRAFT, False
    for step, actor in steps:
        result = move_item(record, step, actor, "v2")
        if result.value is None:
            continue
        reviewed = (reviewed or (step == "review" and actor != record.author)) and step != "revise"
        record = result.value
        assert record.state not in ("trial", "live", "resting") or reviewed


def test_every_state_and_step_has_a_name():
    assert set(STATE_NAMES) == set(get_args(State))
    assert set(STEP_NAMES) == set(STEPS)
    assert all(one != other for one, other in pairwise(STATE_NAMES.values()))
