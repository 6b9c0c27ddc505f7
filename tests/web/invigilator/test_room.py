"""A room from its start to its signed record: seats, acts, irregularities, the record."""

import os
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from django.db import IntegrityError, transaction
from django.urls import reverse

from liangcai.audit.checkpoint import read_checkpoint
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.checkpoints import check_log
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.base import IrregularityNoted, RoomEnded, RoomRecordSigned
from liangcai_web.services.printing.sittings import print_record
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings import heard as sittings_heard
from liangcai_web.services.sittings.console import watch_room
from liangcai_web.services.sittings.duties import change_duty, list_duties, list_watches
from liangcai_web.services.sittings.heard import note_heard
from liangcai_web.services.sittings.journal import open_journal, read_frame
from liangcai_web.services.sittings.record import build_record, find_record_checkpoint, list_signatures, sign_record
from liangcai_web.services.sittings.rooms import room_key, start_room
from liangcai_web.services.sittings.seats import end_room, move_seat, note_irregularity
from liangcai_web.services.sittings.takeover import takeover_allowed
from tests.data.sheets import read_pdf
from tests.web.cast import PASSWORD, client_of
from tests.web.invigilator.room import ROOM, Room, play, prepare_room

MINUTE = timedelta(minutes=1)
PICTURES = os.environ.get("LIANGCAI_PICTURES", "")


@pytest.fixture
def room(cast) -> Room:
    return prepare_room(cast, 6)


@pytest.fixture
def client(room):
    return client_of(room.watchers[0])


def begin(seat, now=None):
    state = sittings.open_attempt(seat, sittings.load_paper(seat), now or clock.now()).value
    assert state is not None
    return state


def act(client, room, name, seat=None, **said):
    path = reverse("invigilator-act", args=[room.batch.uuid, name, ROOM])
    return client.post(path, said | ({"seat": str(seat.uuid)} if seat else {}))


def standings(room):
    return [seat.standing for seat in watch_room(room.batch, ROOM, clock.now()).seats]


def rules(result):
    return [finding.rule for finding in result.findings]


def test_a_seat_goes_through_its_standings(room, client, monkeypatch):
    first, second, third = room.seats[:3]
    assert set(standings(room)) == {"absent"}
    act(client, room, "identity", first, passed="yes")
    act(client, room, "identity", second, passed="no", reason="照片不符")
    note_heard(str(third.uuid), clock.now())
    assert standings(room)[:3] == ["checked", "refused", "instructions"]
    begin(first)
    begin(third)
    note_heard(str(third.uuid), clock.now() - MINUTE)
    monkeypatch.setattr(sittings_heard, "LISTENING_SINCE", clock.now())
    assert standings(room)[:3] == ["working", "refused", "stale"]
    monkeypatch.setattr(sittings_heard, "LISTENING_SINCE", clock.now() - MINUTE)
    assert standings(room)[0] == "stale"
    act(client, room, "pause", first, reason="键盘失灵")
    sittings.hand_in(third, clock.now())
    assert standings(room)[:3] == ["paused", "refused", "handed_in"]
    act(client, room, "resume", first)
    act(client, room, "end", first, reason="身体不适")
    assert standings(room)[0] == "closed"
    fact = Fact.objects.get(kind="attempt_closed", subject=first.uuid)
    assert fact.actor == room.watchers[0]


def test_after_a_restart_nothing_is_called_stale_before_a_page_could_speak(room, monkeypatch):
    begin(room.seats[0])
    monkeypatch.setattr(sittings_heard, "_HEARD", {})
    monkeypatch.setattr(sittings_heard, "LISTENING_SINCE", clock.now())
    assert standings(room)[0] == "working"


def test_a_refusal_without_a_reason_is_no_refusal(room, client):
    response = act(client, room, "identity", room.seats[0], passed="no", reason=" ")
    assert response.status_code == 422
    assert "须写明原因" in response.content.decode()
    assert not Fact.objects.filter(kind="identity_checked").exists()


def test_too_much_time_asks_for_a_second_person_and_keeps_what_was_typed(room, client, cast):
    seat = room.seats[0]
    ends = begin(seat).ends
    said = {"minutes": "25", "reason": "整机更换", "grant_id": "g-1"}
    refused = act(client, room, "extend", seat, **said)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="25"' in page
    assert 'value="整机更换"' in page
    assert 'value="g-1"' in page
    wrong = act(client, room, "extend", seat, **said, password=PASSWORD, second_name="officer-1", second_password="x")
    assert wrong.status_code == 422
    assert read_frame(str(seat.uuid)).ends == ends
    two = {"password": PASSWORD, "second_name": "officer-1", "second_password": PASSWORD}
    for _ in range(2):
        assert act(client, room, "extend", seat, **said, **two).status_code == 302
    assert read_frame(str(seat.uuid)).ends == ends + 25 * MINUTE
    assert Fact.objects.get(kind="time_granted").approver == cast.team.officer


def test_a_move_takes_a_free_seat_and_lets_the_candidate_sign_in_there(room, client):
    seat, taken = room.seats[:2]
    refused = act(client, room, "move", seat, to_room=ROOM, number=str(taken.seat), reason="主机故障")
    assert "有人" in refused.content.decode()
    assert not takeover_allowed(seat, clock.now())
    assert act(client, room, "move", seat, to_room=ROOM, number="29", reason="主机故障").status_code == 302
    seat.refresh_from_db()
    assert seat.seat == 29
    assert takeover_allowed(seat, clock.now())
    watcher = room.watchers[0]
    assert rules(move_seat(seat, "T99", 1, "x", actor=watcher, now=clock.now())) == ["seat.room"]
    assert rules(move_seat(seat, ROOM, 0, "x", actor=watcher, now=clock.now())) == ["seat.number"]


def test_an_irregularity_needs_a_rule_of_the_pack_and_facts(room):
    watcher, seat, now = room.watchers[0], room.seats[0], clock.now()
    assert rules(note_irregularity(seat, "9.9", "手机响铃", "", actor=watcher, now=now)) == ["seat.code"]
    assert rules(note_irregularity(seat, "6.1", "手", "", actor=watcher, now=now)) == ["seat.text"]
    fact = note_irregularity(seat, "6.1", "手机响铃", "录像", actor=watcher, now=now).value
    noted = read_payload(fact, IrregularityNoted)
    assert (noted.code, noted.pack_id) == ("6.1", "liangcai-sitting-1")
    assert watch_room(room.batch, ROOM, now).irregular == 1


def test_letting_somebody_in_late_takes_two(room, client):
    start_room(room.batch, ROOM, actor=room.watchers[0], now=clock.now() - 40 * MINUTE)
    seat = room.seats[0]
    assert rules(sittings.open_attempt(seat, sittings.load_paper(seat), clock.now())) == ["entry.late"]
    assert act(client, room, "waive", seat, rule="entry", reason="地铁停运").status_code == 422
    two = {"password": PASSWORD, "second_name": "officer-1", "second_password": PASSWORD}
    assert act(client, room, "waive", seat, rule="entry", reason="地铁停运", **two).status_code == 302
    begin(seat)


def test_acts_on_a_seat_of_another_room_are_not_found(room, client):
    other = room.seats[0]
    other.batch.candidates.filter(pk=other.pk).update(room="T02")
    assert act(client, room, "pause", other, reason="x").status_code == 404
    assert act(client, room, "nothing-of-the-kind").status_code == 404


def test_the_seats_as_data_hold_no_name_and_no_number_of_a_person(room, client):
    begin(room.seats[0])
    response = client.get(reverse("invigilator-seats", args=[room.batch.uuid, ROOM]))
    said = response.content.decode()
    seat = response.json()["seats"][str(room.seats[0].uuid)]
    assert seat["standing"] in ("working", "stale")
    assert seat["left"] > 0
    for one in room.seats:
        assert one.person.name not in said
        assert one.ticket_number not in said


def test_the_room_ends_once_and_its_fact_quotes_the_journal(room):
    watcher = room.watchers[0]
    begin(room.seats[0])
    assert rules(end_room(room.batch, ROOM, "", actor=watcher, now=clock.now())) == ["room.reason"]
    fact = end_room(room.batch, ROOM, "停电", actor=watcher, now=clock.now()).value
    head = open_journal().head()
    said = read_payload(fact, RoomEnded)
    assert (said.closed, said.position, said.hash) == (1, head.position, head.hash)
    assert end_room(room.batch, ROOM, "停电", actor=watcher, now=clock.now()).value == fact
    assert rules(sittings.open_attempt(room.seats[1], sittings.load_paper(room.seats[1]), clock.now())) == [
        "entry.ended"
    ]


def test_two_invigilators_sign_the_same_record_and_nobody_signs_twice(room, cast):
    first, second = room.watchers
    now = clock.now()
    assert rules(sign_record(room.batch, ROOM, "", actor=first, now=now)) == ["record.open"]
    end_room(room.batch, ROOM, "", actor=first, now=now)
    sha256 = build_record(room.batch, ROOM).sha256
    assert rules(sign_record(room.batch, ROOM, "0" * 64, actor=first, now=now)) == ["record.changed"]
    assert rules(sign_record(room.batch, ROOM, sha256, actor=cast.team.officer, now=now)) == ["record.duty"]
    assert sign_record(room.batch, ROOM, sha256, actor=first, now=now).value is not None
    assert rules(sign_record(room.batch, ROOM, sha256, actor=first, now=now)) == ["record.again"]
    assert sign_record(room.batch, ROOM, sha256, actor=second, now=now).value is not None
    assert [one.holds for one in list_signatures(room.batch, ROOM, sha256)] == [True, True]
    note_irregularity(room.seats[0], "6.1", "事后从录像看出", "", actor=first, now=now)
    later = build_record(room.batch, ROOM).sha256
    assert [one.holds for one in list_signatures(room.batch, ROOM, later)] == [False, False]


def test_the_database_refuses_a_second_signature_of_the_same_person(room, cast):
    said = RoomRecordSigned(room=ROOM, sha256="0" * 64)
    more = {"now": clock.now(), "actor": room.watchers[0], "subject": room_key(room.batch, ROOM)}
    append_fact(cast.office, "room_record_signed", said, **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        append_fact(cast.office, "room_record_signed", said, **more)


def test_the_record_is_signed_with_the_password_and_printed_with_the_head_of_the_log(cast, room, client):
    play_small(room)
    path = reverse("invigilator-record", args=[room.batch.uuid, ROOM])
    sha256 = build_record(room.batch, ROOM).sha256
    assert client.post(path, {"password": "wrong", "sha256": sha256}).status_code == 422
    assert client.post(path, {"password": PASSWORD, "sha256": sha256}).status_code == 302
    printed = print_record(room.batch, ROOM)
    if PICTURES:
        Path(PICTURES, "record.pdf").write_bytes(printed.value or b"")
    text = read_pdf(printed)
    for words in ("考场记录", "违纪违规6.1", "延时5分", "缺考", "监考人员已签", "watcher-1"):
        assert words in text, words
    assert sha256[:8] in text
    noted = find_record_checkpoint(room.batch, ROOM)
    assert noted is not None and f"前{noted.size}条事实" in text
    assert noted.short.replace(" ", "") in text.replace(" ", "")
    pages = pypdfium2.PdfDocument(printed.value)
    read = [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
    assert [read_checkpoint(one) for one in read] == [noted]
    assert check_log(cast.office, noted, clock.now()).holds


def play_small(room):
    """One works, one is granted time, one is irregular, three are absent; the room ends."""
    watcher, now = room.watchers[0], clock.now()
    client = client_of(watcher)
    act(client, room, "start")
    for seat in room.seats[:3]:
        begin(seat)
    act(client, room, "extend", room.seats[0], minutes="5", reason="重启", grant_id="a")
    act(client, room, "irregularity", room.seats[1], code="6.1", text="手机放在桌面", evidence="录像")
    end_room(room.batch, ROOM, "到时", actor=watcher, now=now + MINUTE)


def test_the_office_puts_invigilators_on_duty_and_takes_them_off(room, cast):
    office = client_of(cast.team.officer)
    path = reverse("office-duty", args=[room.batch.uuid])
    office.post(path, {"room": ROOM, "name": "invigilator-idle", "on": "yes"})
    assert [duty.room for duty in list_duties(cast.idle_invigilator, cast.office)] == [ROOM]
    office.post(path, {"room": ROOM, "name": "watcher-2"})
    assert {one.room: one.names for one in list_watches(room.batch)}[ROOM] == ("watcher-1", "invigilator-idle")
    more = {"on": True, "actor": cast.team.officer, "now": clock.now()}
    assert rules(change_duty(room.batch, ROOM, "stranger-1", **more)) == ["duty.name"]
    assert rules(change_duty(room.batch, "T99", "watcher-1", **more)) == ["duty.room"]


def test_the_office_grants_time_to_the_whole_sitting_by_two_where_it_is_much(room, cast):
    office = client_of(cast.team.officer)
    ends = begin(room.seats[0]).ends
    path = reverse("office-extend", args=[room.batch.uuid])
    said = {"minutes": "20", "reason": "全楼停电", "grant_id": "s-1"}
    refused = office.post(path, said)
    assert refused.status_code == 422
    assert "须另一人批准" in refused.content.decode()
    assert 'value="s-1"' in refused.content.decode()
    two = {"password": PASSWORD, "second_name": "officer-2", "second_password": PASSWORD}
    assert office.post(path, said | two).status_code == 302
    assert read_frame(str(room.seats[0].uuid)).ends == ends + 20 * MINUTE
    assert Fact.objects.get(kind="time_granted").subject == room.batch.uuid


def test_a_room_of_every_standing_opens_in_both_languages(cast):
    room = prepare_room(cast, 30)
    play(room, clock.now())
    client = client_of(room.watchers[1])
    for lang in ("zh", "en"):
        for name in ("invigilator-room", "invigilator-record"):
            page = client.get(reverse(name, args=[room.batch.uuid, ROOM]) + f"?lang={lang}&seat={room.seats[8].uuid}")
            assert page.status_code == 200
    home = client.get(reverse("invigilator")).content.decode()
    assert ROOM in home
    counts = watch_room(room.batch, ROOM, clock.now()).counts
    assert counts | {"working": 0, "stale": 0} == {
        "absent": 2,
        "checked": 0,
        "instructions": 1,
        "working": 0,
        "stale": 0,
        "paused": 1,
        "handed_in": 3,
        "closed": 1,
        "refused": 1,
    }
