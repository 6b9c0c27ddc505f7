"""The services of a sitting: sign-in, start, answers, end by hand or by the server's clock."""

import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from liangcai.delivery.attempt import AttemptState
from liangcai.eligibility.identity_number import check_character
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.schema import Place, connect_journal
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import read_payload
from liangcai_web.services.payloads.base import AttemptClosed
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.answers import Arrival, Refused, Sent, SentEvent, find_sender, judge_arrival
from liangcai_web.services.sittings.journal import open_journal, read_attempt
from liangcai_web.services.sittings.sign_in import (
    ID_NUMBER,
    TICKET,
    find_attempt,
    fits_check_digit,
    sign_in,
    sign_out,
)
from liangcai_web.services.sittings.takeover import allow_takeover
from tests.data.cast import OPENED, Cast, gather_cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast() -> Cast:
    """A batch whose papers are open, with two candidates."""
    return gather_cast()


def enter(cast: Cast, index: int = 0, address: str = "") -> str:
    """The token of a candidate who signs in."""
    ticket = cast.candidates[index].ticket_number
    result = sign_in(ticket, cast.id_numbers[ticket], address or str(uuid4()), OPENED)
    assert result.value is not None
    return result.value.token


def begin(candidate: Candidate) -> AttemptState:
    """The attempt, started when the papers were opened."""
    state = sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED).value
    assert state is not None
    return state


def send(token: str, candidate: Candidate, *events: SentEvent, minutes: float = 1) -> Arrival:
    """Send events and wait until they are stored."""
    sent = Sent(attempt=str(candidate.uuid), events=events)
    arrival = judge_arrival(find_sender(token), sent, OPENED + minutes * MINUTE)
    assert isinstance(arrival, Arrival)
    open_journal().append(arrival.attempt, arrival.events, arrival.at).result()
    return arrival


def answer(item: str, sequence: int, response: str) -> SentEvent:
    """An answer under an id of its own."""
    return SentEvent(id=uuid4().hex, item=item, sequence=sequence, response=response)


def test_ticket_and_id_number_open_the_candidates_own_attempt(cast: Cast) -> None:
    assert find_attempt(enter(cast)) == str(cast.candidates[0].uuid)


def test_blanks_and_small_letters_do_not_matter(cast: Cast) -> None:
    ticket = cast.candidates[0].ticket_number
    typed = f" {ticket[:4]} {ticket[4:]}"
    assert sign_in(typed, f" {cast.id_numbers[ticket].lower()} ", "here", OPENED).value is not None


@pytest.mark.parametrize(
    ("ticket", "number", "fields"),
    [
        ("", "", {TICKET, ID_NUMBER}),
        ("'; DROP", "000000200001010012", {TICKET}),
        ("26030001", "?", {ID_NUMBER}),
        ("26030001", "000000200001010012", {TICKET, ID_NUMBER}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(ticket: str, number: str, fields: set[str]) -> None:
    result = sign_in(ticket, number, str(uuid4()), OPENED)
    assert result.value is None
    assert {finding.rule for finding in result.findings} == fields


def test_anothers_id_number_does_not_open_an_attempt(cast: Cast) -> None:
    first, second = (candidate.ticket_number for candidate in cast.candidates)
    assert sign_in(first, cast.id_numbers[second], "here", OPENED).value is None


def test_after_eight_wrong_tries_even_the_right_number_waits_ten_minutes(cast: Cast) -> None:
    ticket, address = cast.candidates[0].ticket_number, str(uuid4())
    for _ in range(8):
        assert sign_in(ticket, "000000200001019999", address, OPENED).value is None
    right = cast.id_numbers[ticket]
    refused = sign_in(ticket, right, address, OPENED)
    assert refused.value is None
    assert "10 分钟" in refused.findings[0].message.zh
    assert sign_in(ticket, right, address, OPENED + 11 * MINUTE).value is not None


def test_the_check_character_of_a_resident_id_number_is_known() -> None:
    right = "00000019491231002" + check_character("00000019491231002")
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    assert fits_check_digit(right)
    assert not fits_check_digit(wrong)
    assert fits_check_digit("E12345678")


def test_signing_out_ends_the_session_of_this_browser(cast: Cast) -> None:
    token = enter(cast)
    sign_out(token)
    assert find_attempt(token) is None


def test_nothing_starts_before_the_papers_are_unsealed() -> None:
    candidate = gather_cast(unsealed=False).candidates[0]
    result = sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED)
    assert result.value is None
    assert result.findings[0].rule == "sitting.not_open"


def test_the_time_runs_from_the_first_start_whatever_is_pressed_later(cast: Cast) -> None:
    candidate = cast.candidates[0]
    begin(candidate)
    again = sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED + 30 * MINUTE).value
    paper = sittings.load_paper(candidate)
    assert again is not None
    assert paper is not None
    assert (again.started, again.ends) == (OPENED, OPENED + paper.minutes * MINUTE)


def test_what_a_candidate_sees_holds_no_key_and_is_the_same_at_every_look(cast: Cast) -> None:
    candidate = cast.candidates[0]
    paper = sittings.load_paper(candidate)
    assert paper is not None
    shown = sittings.present_paper(candidate, paper)
    assert shown == sittings.present_paper(candidate, paper)
    assert shown.questions != sittings.present_paper(cast.candidates[1], paper).questions
    assert not {"key", "rationale", "difficulty", "note"} & set(shown.questions[0].__struct_fields__)


def test_answers_are_read_once_the_attempt_is_over(cast: Cast) -> None:
    candidate, token = cast.candidates[0], enter(cast)
    begin(candidate)
    send(token, candidate, answer("q1", 1, "A"), answer("q1", 2, "B"), answer("q2", 1, "T"))
    assert sittings.read_answers(candidate) is None
    sittings.hand_in(candidate, OPENED + 2 * MINUTE)
    assert sittings.read_answers(candidate) == {"q1": "B", "q2": "T"}


def test_handing_in_leaves_a_fact_that_quotes_the_journal(cast: Cast) -> None:
    candidate, token = cast.candidates[0], enter(cast)
    begin(candidate)
    send(token, candidate, answer("q1", 1, "A"))
    for minutes in (2, 3):
        sittings.hand_in(candidate, OPENED + minutes * MINUTE)
    fact = Fact.objects.get(kind="attempt_closed", subject=candidate.uuid)
    closed = read_payload(fact, AttemptClosed)
    stored = open_journal().read(str(candidate.uuid))
    assert (closed.how, closed.answered) == ("candidate", 1)
    assert closed.last_sequence == stored[-1].position


def test_the_order_of_a_paper_is_the_same_before_and_after_it_was_shown(cast: Cast) -> None:
    candidate, other = cast.candidates
    paper = sittings.load_paper(candidate)
    assert paper is not None
    before = sittings.list_items(candidate, paper)
    assert before == tuple(one.item_id for one in sittings.present_paper(candidate, paper).questions)
    assert before == sittings.list_items(candidate, paper)
    assert before != sittings.list_items(other, paper)


def test_the_servers_clock_closes_what_is_due_and_nothing_else(cast: Cast) -> None:
    early, late = cast.candidates
    ends = begin(early).ends
    assert ends is not None
    sittings.open_attempt(late, sittings.load_paper(late), OPENED + 10 * MINUTE)
    assert sittings.close_due(ends) == 0
    assert sittings.close_due(ends + MINUTE) == 1
    assert read_attempt(str(early.uuid)).closed is not None
    assert read_attempt(str(late.uuid)).closed is None
    assert read_payload(Fact.objects.get(kind="attempt_closed"), AttemptClosed).how == "clock"


def test_handing_in_after_the_deadline_is_a_closing_by_the_clock(cast: Cast) -> None:
    ends = begin(cast.candidates[0]).ends
    assert ends is not None
    state = sittings.hand_in(cast.candidates[0], ends + MINUTE)
    assert state.handed_in is None
    assert state.closed is not None


def test_a_late_answer_is_stored_and_flagged_and_does_not_count(cast: Cast) -> None:
    candidate, token = cast.candidates[0], enter(cast)
    begin(candidate)
    send(token, candidate, answer("q1", 1, "A"))
    arrival = send(token, candidate, answer("q1", 2, "B"), minutes=1000)
    assert arrival.events[0].flags == ("late",)
    sittings.close_due(OPENED + 1001 * MINUTE)
    state = read_attempt(str(candidate.uuid))
    assert [one.response for one in state.answers] == ["A"]
    assert [event.response for event in state.late] == ["B"]


def test_time_given_back_moves_the_end_and_is_given_once(cast: Cast) -> None:
    candidate = cast.candidates[0]
    ends = begin(candidate).ends
    for _ in range(2):
        state = sittings.grant_time(candidate, 300, "power failure", "grant-1", OPENED + MINUTE)
    assert ends is not None
    assert state.ends == ends + 5 * MINUTE


def test_answers_for_anothers_attempt_are_refused_and_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    sent = Sent(attempt=str(cast.candidates[1].uuid), events=(answer("q1", 1, "A"),))
    assert judge_arrival(find_sender(enter(cast)), sent, OPENED) == Refused(why="another's")
    assert str(cast.candidates[0].uuid) in caplog.text


def test_a_superseded_sign_in_still_saves_and_its_older_choice_does_not_beat_a_newer_one(cast: Cast) -> None:
    candidate, old = cast.candidates[0], enter(cast)
    begin(candidate)
    allow_takeover(candidate, User.objects.get(username="office-1"), OPENED)
    new = enter(cast)
    send(new, candidate, answer("q1", 2000, "B"))
    arrival = send(old, candidate, answer("q1", 1000, "A"), answer("q2", 1001, "C"), minutes=2)
    assert arrival.session == "superseded"
    state = read_attempt(str(candidate.uuid))
    assert {one.item: one.response for one in state.answers} == {"q1": "B", "q2": "C"}


def test_what_an_ended_session_sends_is_stored_and_does_not_count(cast: Cast) -> None:
    candidate, token = cast.candidates[0], enter(cast)
    begin(candidate)
    open_journal().end_sessions(str(candidate.uuid), "invigilator")
    assert send(token, candidate, answer("q1", 1, "A")).session == "ended"
    assert len(open_journal().read(str(candidate.uuid), ("answered",))) == 1
    assert read_attempt(str(candidate.uuid)).answers == ()


def test_an_ending_that_only_the_journal_knows_is_stated_after_a_restart(cast: Cast) -> None:
    candidate = cast.candidates[0]
    begin(candidate)
    handed_in = NewEvent(kind="handed_in", client_id="handed_in")
    open_journal().append(str(candidate.uuid), (handed_in,), OPENED + MINUTE).result()
    assert sittings.mend_endings(OPENED + 2 * MINUTE) == 1
    assert sittings.mend_endings(OPENED + 2 * MINUTE) == 0


def test_answers_given_elsewhere_are_recorded_once(cast: Cast) -> None:
    candidate = cast.candidates[0]
    begin(candidate)
    for _ in range(2):
        sittings.record_answers(candidate, {"q1": "A", "q2": "F"}, OPENED + MINUTE)
    assert len(open_journal().read(str(candidate.uuid), ("answered",))) == 2


def test_no_file_of_the_journal_holds_a_plain_id_number(cast: Cast) -> None:
    token = enter(cast)
    begin(cast.candidates[0])
    send(token, cast.candidates[0], answer("q1", 1, "A"))
    held = read_raw(open_journal().place)
    assert str(cast.candidates[0].uuid).encode() in held
    assert not [number for number in cast.id_numbers.values() if number.encode() in held]


def read_raw(place: Place) -> bytes:
    """The files of the journal as they lie on the disk, or all rows of its tables on a server."""
    if isinstance(place, str):
        connection = connect_journal(place)
        rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("events", "sessions")]  # noqa: S608
        connection.close()
        return str(rows).encode()
    # Another process has to read: closing a file here would drop the locks that SQLite holds on it in this one.
    script = "import sys; [sys.stdout.buffer.write(open(name, 'rb').read()) for name in sys.argv[1:]]"
    files = [str(path) for path in place.parent.glob("journal.sqlite3*")]
    return subprocess.run([sys.executable, "-c", script, *files], capture_output=True, check=True).stdout
