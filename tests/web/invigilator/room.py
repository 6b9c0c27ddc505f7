"""A room of thirty made-up candidates in the middle of a sitting, every standing among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser

from liangcai_host import clock
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.duties import RoomDuty
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.access import NewAccess, Visit, set_access
from liangcai_web.services.sittings.duties import change_duty
from liangcai_web.services.sittings.grants import Grant, give_time
from liangcai_web.services.sittings.heard import note_heard
from liangcai_web.services.sittings.rooms import list_seats, pause_seat, start_room
from liangcai_web.services.sittings.seats import check_identity, note_irregularity
from liangcai_web.services.sittings.visits import note_visit
from tests.web.cast import PASSWORD, Cast, prepare_waiting

ROOM = "T01"


@dataclass(frozen=True)
class Room:
    """The room, the two who watch it, and its seats."""

    batch: Batch
    watchers: tuple[AbstractUser, AbstractUser]
    seats: tuple[Candidate, ...]


def prepare_room(cast: Cast, seats: int = 30) -> Room:
    """A room with papers open and two invigilators on duty, at which nobody has begun."""
    batch = prepare_waiting(cast, seats)
    watchers = []
    for name in ("watcher-1", "watcher-2"):
        watchers.append(open_account(cast.office, name, PASSWORD, "invigilator"))
        change_duty(batch, ROOM, name, on=True, actor=cast.team.officer, now=clock.now())
    RoomDuty.objects.filter(batch=batch).exclude(user__in=watchers).delete()
    first, second = watchers
    return Room(batch, (first, second), list_seats(batch, ROOM))


def play(room: Room, now: datetime) -> None:
    """Forty minutes in: most work, one lost its connection, one is paused, some are done, two are absent."""
    watcher, begun = room.watchers[0], now - timedelta(minutes=40)
    start_room(room.batch, ROOM, actor=watcher, now=begun)
    for seat in room.seats[:-2]:
        check_identity(seat, passed=True, actor=watcher, now=begun)
    for number, seat in enumerate(room.seats[:-4]):
        sittings.open_attempt(seat, sittings.load_paper(seat), begun + timedelta(seconds=7 * number))
        note_heard(str(seat.uuid), now)
    note_heard(str(room.seats[-4].uuid), now)
    note_heard(str(room.seats[6].uuid), now - timedelta(minutes=5))
    pause_seat(room.seats[11], "键盘失灵，更换中", actor=watcher, now=now - timedelta(minutes=2))
    grant = Grant(grant_id="demo", seconds=300, reason="主机重启", scope="seat", room=ROOM)
    give_time(room.batch, [room.seats[3]], grant, actor=watcher, now=now - timedelta(minutes=9))
    said = ("手机放在桌面，提醒后才收起", "第 2 机位录像 09:31")
    note_irregularity(room.seats[8], "6.1", *said, actor=watcher, now=now - timedelta(minutes=12))
    for seat in room.seats[17:20]:
        sittings.hand_in(seat, now - timedelta(minutes=3))
    sittings.close_attempt(room.seats[21], "staff", now - timedelta(minutes=4), watcher, "身体不适，本人要求终止")
    check_identity(room.seats[-3], passed=False, reason="照片与本人不符", actor=watcher, now=begun)
    watch_network(room, room.seats[12:15], strangers=room.seats[14:15], now=begun)


def watch_network(room: Room, seats: Sequence[Candidate], strangers: Sequence[Candidate], now: datetime) -> None:
    """The office names its network; of the seats heard from, strangers come from elsewhere."""
    set_access(room.batch, NewAccess(networks="10.1.0.0/16"), now=now, actor=room.watchers[0])
    for seat in seats:
        address = "192.0.2.7" if seat in strangers else "10.1.2.3"
        note_visit(seat, Visit(address=address), "sign-in", now)
