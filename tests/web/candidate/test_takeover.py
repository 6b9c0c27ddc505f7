"""A second machine takes over with the invigilator's word or after a crash, and never silently."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from liangcai.findings import Result
from liangcai_host import clock
from liangcai_web.records.batches import Candidate
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.answers import Arrival, Sent, SentEvent, find_sender, judge_arrival
from liangcai_web.services.sittings.journal import open_journal, read_attempt
from liangcai_web.services.sittings.presence import QUIET
from liangcai_web.services.sittings.sign_in import TAKEOVER, SignedIn, find_running, sign_in, sign_out
from liangcai_web.services.sittings.takeover import allow_takeover
from tests.data.cast import Cast, gather_cast

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def cast() -> Cast:
    """A batch whose papers are open, with two candidates."""
    return gather_cast()


def enter(cast: Cast, now: datetime, token: str = "") -> Result[SignedIn | None]:
    """The first candidate types both numbers."""
    ticket = cast.candidates[0].ticket_number
    return sign_in(ticket, cast.id_numbers[ticket], str(uuid4()), now, token=token)


def come_in(cast: Cast, now: datetime) -> str:
    """The same, let in."""
    result = enter(cast, now)
    assert result.value is not None
    return result.value.token


def start(cast: Cast, now: datetime) -> tuple[Candidate, str]:
    """The first candidate, at work."""
    candidate, token = cast.candidates[0], come_in(cast, now)
    sittings.open_attempt(candidate, sittings.load_paper(candidate), now)
    return candidate, token


def send(token: str, candidate: Candidate, at: datetime, *events: SentEvent) -> Arrival:
    """Send events and wait until they are stored."""
    arrival = judge_arrival(find_sender(token), Sent(attempt=str(candidate.uuid), events=events), at)
    assert isinstance(arrival, Arrival)
    open_journal().append(arrival.attempt, arrival.events, arrival.at).result()
    return arrival


def give(item: str, response: str, at: datetime) -> SentEvent:
    """An answer given at a moment of the page's clock."""
    return SentEvent(id=uuid4().hex, item=item, sequence=int(at.timestamp() * 1000), response=response)


def word(candidate: Candidate, now: datetime) -> None:
    """The invigilator's word."""
    allow_takeover(candidate, User.objects.get(username="office-1"), now)


def test_while_the_page_is_heard_another_machine_needs_the_word(cast: Cast) -> None:
    now = clock.now()
    candidate, old = start(cast, now)
    later = now + 20 * 60 * SECOND
    send(old, candidate, later)  # a page that has nothing to send still speaks
    refused = enter(cast, later + 10 * SECOND)
    assert refused.value is None
    assert [finding.rule for finding in refused.findings] == [TAKEOVER]
    assert "监考人员" in str(refused.findings[0].remedy)
    assert find_running(old) == str(candidate.uuid)


def test_a_word_lets_one_machine_in_and_not_two(cast: Cast) -> None:
    now = clock.now()
    candidate, old = start(cast, now)
    word(candidate, now)
    assert come_in(cast, now + SECOND)
    assert find_running(old) is None
    assert enter(cast, now + 2 * SECOND).value is None


def test_a_word_for_another_candidate_helps_nobody_else(cast: Cast) -> None:
    now = clock.now()
    start(cast, now)
    word(cast.candidates[1], now)
    assert enter(cast, now + SECOND).value is None


@pytest.mark.parametrize(("seconds", "let_in"), [(-1, False), (0, True), (1, True)])
def test_a_machine_that_fell_silent_may_be_left_without_a_word(cast: Cast, seconds: int, let_in: bool) -> None:
    now = clock.now()
    candidate, old = start(cast, now)
    send(old, candidate, now + 60 * SECOND)
    assert (enter(cast, now + 60 * SECOND + QUIET + seconds * SECOND).value is not None) == let_in


def test_who_signed_out_or_signs_in_again_on_the_same_machine_needs_no_word(cast: Cast) -> None:
    now = clock.now()
    _, old = start(cast, now)
    again = enter(cast, now + SECOND, token=old)
    assert again.value is not None
    sign_out(again.value.token)
    assert enter(cast, now + 2 * SECOND).value is not None


def test_before_the_start_and_after_the_end_there_is_nothing_to_take_over(cast: Cast) -> None:
    now = clock.now()
    for _ in range(2):
        come_in(cast, now)
    candidate = cast.candidates[0]
    sittings.open_attempt(candidate, sittings.load_paper(candidate), now)
    sittings.hand_in(candidate, now + SECOND)
    assert enter(cast, now + 2 * SECOND).value is not None


def test_a_superseded_page_does_not_keep_its_candidate_out(cast: Cast) -> None:
    now = clock.now()
    candidate, old = start(cast, now)
    word(candidate, now)
    new = come_in(cast, now + SECOND)
    send(new, candidate, now + 2 * SECOND)
    silent = now + 2 * SECOND + QUIET
    send(old, candidate, silent - SECOND)
    assert enter(cast, silent).value is not None


def test_what_was_given_before_the_move_counts_unless_newer_and_what_was_given_after_it_does_not(cast: Cast) -> None:
    now = clock.now()
    candidate, old = start(cast, now)
    before, after = now - 3 * SECOND, clock.now() + 60 * SECOND
    word(candidate, now)
    new = come_in(cast, now)
    send(new, candidate, now + SECOND, give("q1", "B", now + SECOND))
    late = [give("q1", "A", before), give("q2", "C", before), give("q1", "D", after), give("q3", "D", after)]
    arrival = send(old, candidate, after, *late)
    assert arrival.session == "superseded"
    assert {one.item: one.response for one in read_attempt(str(candidate.uuid)).answers} == {"q1": "B", "q2": "C"}
    stored = open_journal().read(str(candidate.uuid), ("answered",))
    assert sum("after-takeover" in event.flags for event in stored) == 2
    assert len(stored) == 5
