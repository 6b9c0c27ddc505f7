"""What a candidate's browser showed of itself stands on the console; without rules of entry nothing is asked of it."""

import json

from django.urls import reverse

from liangcai_host import clock
from liangcai_web.services.sittings.console import watch_room
from tests.web.cast import client_of
from tests.web.invigilator.room import ROOM, prepare_room, watch_network

DOUBT = "网络或浏览器存疑"


def test_a_seat_outside_the_network_is_marked_on_the_map_and_in_its_panel(cast):
    room = prepare_room(cast, 3)
    inside, outside, silent = room.seats
    watch_network(room, (inside, outside), strangers=(outside,), now=clock.now())
    client = client_of(room.watchers[0])
    address = reverse("invigilator-room", args=[room.batch.uuid, ROOM])
    assert client.get(address).content.decode().count(DOUBT) == 1
    for seat, said in ((inside, "✓ 网内"), (outside, "⚠ 网络之外"), (silent, None)):
        panel = client.get(f"{address}?seat={seat.uuid}").content.decode()
        assert ("网络与浏览器" in panel) is (said is not None)
        assert said is None or said in panel
    told = json.loads(client.get(reverse("invigilator-seats", args=[room.batch.uuid, ROOM])).content)["seats"]
    assert [seat for seat, one in told.items() if one["doubtful"]] == [str(outside.uuid)]


def test_without_rules_of_entry_no_seat_is_in_doubt(cast):
    room = prepare_room(cast, 2)
    assert [seat.signs for seat in watch_room(room.batch, ROOM, clock.now()).seats] == [None, None]
    page = client_of(room.watchers[0]).get(reverse("invigilator-room", args=[room.batch.uuid, ROOM]))
    assert DOUBT not in page.content.decode()
