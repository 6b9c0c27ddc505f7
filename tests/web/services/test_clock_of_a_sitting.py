"""The clock rules of a sitting: grants by one and by two, pauses, the start of a room, entering late, leaving early."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction

from liangcai.delivery.attempt import AttemptState
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.base import AttemptClosed, IdentityChecked, RuleWaived, SittingOpened
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.entry import check_entry, check_leaving, waive_rule
from liangcai_web.services.sittings.grants import Grant, Granted, give_time, mend_grants, needs_two
from liangcai_web.services.sittings.journal import open_journal, read_attempt, read_frame
from liangcai_web.services.sittings.rooms import (
    pause_room,
    pause_seat,
    read_room,
    resume_room,
    resume_seat,
    start_room,
)
from tests.data.cast import OPENED, Cast, gather_cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ROOM = "第1考场"


@pytest.fixture
def cast() -> Cast:
    return gather_cast(3)


@pytest.fixture
def watcher(cast: Cast) -> AbstractUser:
    return open_account(cast.organisation, "watcher-1", None, "invigilator")


@pytest.fixture
def officer(cast: Cast) -> AbstractUser:
    return open_account(cast.organisation, "office-1", None, "officer")


def begin(candidate: Candidate, minutes: float = 0) -> AttemptState:
    result = sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED + minutes * MINUTE)
    assert result.value is not None, result.findings
    return result.value


def ends_of(candidate: Candidate) -> object:
    return read_frame(str(candidate.uuid)).ends


def give(cast, people, minutes, actor, approver=None, grant_id="g1", at=1.0, scope="seat"):
    grant = Grant(grant_id=grant_id, seconds=int(minutes * 60), reason="停电", scope=scope, room=ROOM)
    return give_time(cast.batch, people, grant, actor=actor, approver=approver, now=OPENED + at * MINUTE)


def rules(result: object) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_time_may_be_granted_before_and_during(cast, watcher):
    early, late = cast.candidates[:2]
    assert give(cast, [late], 3, watcher, at=-5).value == Granted(count=1, reopened=0)
    ends = begin(early).ends
    assert give(cast, [early], 5, watcher, grant_id="g2").value is not None
    assert ends_of(early) == ends + 5 * MINUTE
    assert begin(late).ends == ends + 3 * MINUTE


def test_the_same_id_is_the_same_grant_and_other_seconds_are_refused(cast, watcher):
    one = cast.candidates[0]
    ends = begin(one).ends
    assert [give(cast, [one], 5, watcher).value.again for _ in range(2)] == [False, True]
    assert rules(give(cast, [one], 6, watcher)) == ["grant.other_seconds"]
    assert ends_of(one) == ends + 5 * MINUTE
    assert Fact.objects.filter(kind="time_granted").count() == 1


def test_the_journal_alone_takes_an_id_for_the_first_grant_under_it(cast):
    one = cast.candidates[0]
    ends = begin(one).ends
    for seconds in (300, 600, 300):
        sittings.grant_time(one, seconds, "", "grant:x", OPENED + MINUTE)
    assert ends_of(one) == ends + 5 * MINUTE


def test_beyond_the_limit_two_people_are_needed_and_small_steps_do_not_help(cast, watcher, officer):
    one = cast.candidates[0]
    ends = begin(one).ends
    assert rules(give(cast, [one], 11, watcher)) == ["grant.two"]
    assert give(cast, [one], 6, watcher, grant_id="a").value is not None
    assert needs_two([one], 5 * 60)
    assert not needs_two([one], 4 * 60)
    assert rules(give(cast, [one], 5, watcher, grant_id="b")) == ["grant.two"]
    assert rules(give(cast, [one], 5, watcher, approver=watcher, grant_id="b")) == ["grant.same"]
    assert give(cast, [one], 5, watcher, approver=officer, grant_id="b").value is not None
    assert ends_of(one) == ends + 11 * MINUTE
    fact = Fact.objects.filter(kind="time_granted").latest("position")
    assert (fact.actor, fact.approver) == (watcher, officer)


@pytest.mark.parametrize(
    ("total", "reopens", "approver"),
    [(601, False, None), (60, True, None), (601, False, "actor"), (60, False, "actor")],
)
def test_the_database_refuses_what_one_person_alone_may_not_grant(cast, watcher, total, reopens, approver):
    row = TimeGrant(
        grant_id="x",
        candidate=cast.candidates[0],
        seconds=60,
        total=total,
        alone=600,
        reopens=reopens,
        reason="x",
        at=OPENED,
        actor=watcher,
        approver=watcher if approver else None,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_time_after_the_end_needs_two_opens_the_paper_again_and_closes_it_again(cast, watcher, officer):
    one = cast.candidates[0]
    ends = begin(one).ends
    assert sittings.close_due(ends + MINUTE) == 1
    late = NewEvent(kind="answered", client_id="l", item="q1", sequence=1, payload={"response": "A"}, flags=("late",))
    open_journal().append(str(one.uuid), (late,), ends + 2 * MINUTE).result()
    assert rules(give(cast, [one], 5, watcher, at=1000)) == ["grant.two"]
    assert read_attempt(str(one.uuid)).answers == ()
    given = give(cast, [one], 5, watcher, approver=officer, at=1000).value
    assert given == Granted(count=1, reopened=1)
    state = read_attempt(str(one.uuid))
    assert (state.over, state.ends) == (False, ends + 5 * MINUTE)
    assert [answer.response for answer in state.answers] == ["A"]
    assert sittings.close_due(ends + 4 * MINUTE) == 0
    assert sittings.close_due(ends + 6 * MINUTE) == 1
    closings = [read_payload(fact, AttemptClosed) for fact in Fact.objects.filter(kind="attempt_closed")]
    assert [closing.answered for closing in closings] == [0, 1]


def test_a_grant_for_a_room_leaves_out_who_handed_in_or_was_closed_by_staff(cast, watcher):
    for one in cast.candidates:
        begin(one)
    sittings.hand_in(cast.candidates[0], OPENED + MINUTE)
    sittings.close_attempt(cast.candidates[1], "staff", OPENED + MINUTE, watcher, "中途退场")
    assert give(cast, cast.candidates, 5, watcher, scope="room").value.count == 1
    assert rules(give(cast, cast.candidates[:2], 5, watcher, grant_id="g2")) == ["grant.nobody"]
    fact = Fact.objects.get(kind="attempt_closed", subject=cast.candidates[1].uuid)
    assert (fact.actor, read_payload(fact, AttemptClosed).reason) == (watcher, "中途退场")


def test_what_a_crash_kept_from_the_journal_is_written_later(cast, watcher, monkeypatch):
    one = cast.candidates[0]
    ends = begin(one).ends
    with monkeypatch.context() as crash:
        crash.setattr("liangcai_web.services.sittings.grants.write_grants", lambda *_: None)
        give(cast, [one], 5, watcher)
    assert ends_of(one) == ends
    for _ in range(2):
        assert mend_grants(OPENED + 3 * MINUTE) == 1
        assert ends_of(one) == ends + 5 * MINUTE


def test_a_pause_of_the_room_gives_everyone_exactly_what_it_took(cast, watcher):
    first, second, third = cast.candidates
    ends = begin(first).ends
    begin(second)
    sittings.hand_in(second, OPENED + MINUTE)
    at = OPENED + 10 * MINUTE
    assert pause_room(cast.batch, ROOM, "火警", actor=watcher, now=at).value == 2
    assert rules(pause_room(cast.batch, ROOM, "火警", actor=watcher, now=at)) == ["room.nothing_to_pause"]
    assert sittings.close_due(OPENED + 9000 * MINUTE) == 0
    assert rules(sittings.open_attempt(third, sittings.load_paper(third), at)) == ["entry.paused"]
    assert resume_room(cast.batch, ROOM, actor=watcher, now=at + timedelta(seconds=421.5)).value == 2
    assert ends_of(first) == ends + timedelta(seconds=421.5)
    assert [fact.actor for fact in Fact.objects.filter(kind__in=("clock_paused", "clock_resumed"))] == [watcher] * 2


def test_a_seat_paused_by_itself_stays_so_when_its_room_goes_on(cast, watcher):
    one = cast.candidates[0]
    ends = begin(one).ends
    pause_seat(one, "换键盘", actor=watcher, now=OPENED + 1 * MINUTE)
    pause_room(cast.batch, ROOM, "火警", actor=watcher, now=OPENED + 2 * MINUTE)
    resume_room(cast.batch, ROOM, actor=watcher, now=OPENED + 4 * MINUTE)
    assert read_frame(str(one.uuid)).paused is not None
    assert resume_seat(one, actor=watcher, now=OPENED + 6 * MINUTE).value == 1
    assert ends_of(one) == ends + 5 * MINUTE
    assert rules(resume_seat(one, actor=watcher, now=OPENED)) == ["room.nothing_to_resume"]


def test_no_room_starts_while_the_papers_are_sealed(watcher):
    sealed = gather_cast(1, unsealed=False)
    assert rules(start_room(sealed.batch, ROOM, actor=watcher, now=OPENED)) == ["room.sealed"]


def test_a_watched_room_waits_where_the_office_opened_the_papers_so(cast, watcher):
    one = cast.candidates[0]
    officers = [open_account(cast.organisation, name, None, "officer") for name in ("office-1", "office-2")]
    append_fact(
        cast.organisation,
        "sitting_opened",
        SittingOpened(forms_sha256="0" * 64, rooms_start=True),
        now=OPENED,
        actor=officers[0],
        approver=officers[1],
        batch=cast.batch.uuid,
    )
    assert check_entry(one, OPENED) is None  # nobody watches this room
    RoomDuty.objects.create(batch=cast.batch, room=ROOM, user=watcher)
    assert rules(sittings.open_attempt(one, sittings.load_paper(one), OPENED)) == ["entry.wait"]
    for minutes in (1, 9):
        assert start_room(cast.batch, ROOM, actor=watcher, now=OPENED + minutes * MINUTE).value is not None
    assert read_room(cast.batch, ROOM).started.at == OPENED + MINUTE
    begin(one, 2)


def test_nobody_enters_late_or_leaves_early_unless_two_people_say_so(cast, watcher, officer):
    one, other = cast.candidates[:2]
    start_room(cast.batch, ROOM, actor=watcher, now=OPENED)
    assert check_entry(one, OPENED + 30 * MINUTE) is None
    late = OPENED + 30 * MINUTE + timedelta(seconds=1)
    assert check_entry(one, late).rule == "entry.late"
    assert check_leaving(one, OPENED + 29 * MINUTE).rule == "entry.early"
    assert check_leaving(one, OPENED + 30 * MINUTE) is None
    assert waive_rule(one, "entry", "地铁停运", actor=watcher, approver=None, now=late).value is None
    with pytest.raises(IntegrityError), transaction.atomic():
        waive_rule(one, "entry", "地铁停运", actor=watcher, approver=watcher, now=late)
    with pytest.raises(IntegrityError), transaction.atomic():
        waived = RuleWaived(reason="", pack_id="")
        append_fact(cast.organisation, "entry_allowed", waived, now=late, actor=watcher, subject=one.uuid)
    assert waive_rule(one, "entry", "地铁停运", actor=watcher, approver=officer, now=late).value is not None
    assert waive_rule(one, "leaving", "急病", actor=watcher, approver=officer, now=late).value is not None
    assert check_entry(one, late) is None
    assert check_leaving(one, OPENED) is None
    assert check_entry(other, late).rule == "entry.late"


def test_who_is_refused_by_the_identity_check_cannot_begin_and_a_newer_check_holds(cast, watcher):
    one = cast.candidates[0]
    for passed, rule in ((False, "entry.identity"), (True, None)):
        checked = IdentityChecked(passed=passed, reason="")
        append_fact(cast.organisation, "identity_checked", checked, now=OPENED, actor=watcher, subject=one.uuid)
        wrong = check_entry(one, OPENED)
        assert (wrong.rule if wrong else None) == rule
