"""How many candidates a room takes.

In: a room, a pack. Out: a number. Follows: clause 1.9.5 and practice: theory rooms take so many, whatever their desks.
"""

from liangcai.scheduling.model import Room
from liangcai.scheduling.pack import SchedulingPack


def capacity(room: Room, pack: SchedulingPack) -> int:
    """How many candidates sit a part in a room at once."""
    return max(0, min(room.seats, pack.theory_room_seats) if room.kind == "theory" else room.seats)
