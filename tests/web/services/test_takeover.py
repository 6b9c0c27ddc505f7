"""A word of the invigilator lets one candidate sign in on one other machine, for five minutes."""

from datetime import timedelta

import pytest

from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.sittings.takeover import allow_takeover, takeover_allowed, use_takeover
from tests.data.cast import OPENED, Cast, gather_cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast() -> Cast:
    return gather_cast()


def allow(cast: Cast, index: int = 0) -> None:
    """The word of an invigilator for a candidate, when the papers were opened."""
    candidate = cast.candidates[index]
    watcher = open_account(candidate.batch.organisation, "watcher-1", None, "invigilator")
    allow_takeover(candidate, watcher, OPENED, "键盘失灵")


def test_without_a_word_nothing_may_be_taken_over(cast: Cast) -> None:
    assert not takeover_allowed(cast.candidates[0], OPENED)
    assert not use_takeover(cast.candidates[0], OPENED)
    assert not Fact.objects.filter(kind="takeover_used").exists()


def test_a_word_is_for_one_candidate_and_asking_does_not_use_it_up(cast: Cast) -> None:
    allow(cast)
    assert [takeover_allowed(cast.candidates[0], OPENED) for _ in range(2)] == [True, True]
    assert not takeover_allowed(cast.candidates[1], OPENED)


def test_a_word_holds_five_minutes(cast: Cast) -> None:
    allow(cast)
    assert takeover_allowed(cast.candidates[0], OPENED + 5 * MINUTE)
    assert not takeover_allowed(cast.candidates[0], OPENED + 5 * MINUTE + timedelta(microseconds=1))


def test_a_word_is_used_once_and_given_anew(cast: Cast) -> None:
    candidate = cast.candidates[0]
    allow(cast)
    assert [use_takeover(candidate, OPENED) for _ in range(2)] == [True, False]
    assert not takeover_allowed(candidate, OPENED)
    allow(cast)
    assert takeover_allowed(candidate, OPENED)


def test_two_words_at_once_are_still_one_sign_in(cast: Cast) -> None:
    allow(cast)
    allow(cast)
    assert [use_takeover(cast.candidates[0], OPENED) for _ in range(2)] == [True, False]


def test_who_gave_the_word_stands_in_the_facts(cast: Cast) -> None:
    allow(cast)
    fact = Fact.objects.get(kind="takeover_allowed")
    assert fact.actor is not None
    assert (fact.actor.get_username(), fact.subject) == ("watcher-1", cast.candidates[0].uuid)
