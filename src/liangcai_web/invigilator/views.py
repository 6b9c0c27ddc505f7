"""The rooms of an invigilator's duty, and the console of one room.

In: an invigilator. Out: a seat map that keeps itself up to date, the acts for the seat that is chosen. Follows: one
cheap endpoint answers what the page asks for every few seconds.
"""

from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.invigilator.room_page import me, room_page
from liangcai_web.invigilator.words import STANDINGS, WEIGHTS, write_left
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.pages.sealed_files import serve_file
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.admission.evidence import read_file
from liangcai_web.services.admission.portraits import find_portrait
from liangcai_web.services.benches.stations import read_station
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.planning.seating import find_starts
from liangcai_web.services.sittings.console import RoomWatch, SeatWatch, watch_room
from liangcai_web.services.sittings.duties import list_duties, list_watches
from liangcai_web.services.sittings.office import read_opening
from liangcai_web.services.sittings.record import KINDS
from liangcai_web.services.sittings.record_words import describe_fact
from liangcai_web.services.sittings.rooms import list_rooms, read_room

MINUTES = (1, 2, 5, 10, 15, 20, 30)
HISTORY = (*KINDS, "identity_checked", "attempt_closed")


@role_required(Role.INVIGILATOR, Role.OFFICER)
@require_safe
def show_home(request: StaffRequest) -> HttpResponse:
    """The rooms that this invigilator watches, the latest examination first."""
    duties = [
        (duty, read_room(duty.batch, duty.room), find_starts(duty.batch).get(duty.room, duty.batch.starts_at))
        for duty in list_duties(me(request), request.organisation)
    ]
    return render(request, "invigilator/home.html", {"duties": duties})


@room_page
@require_safe
def show_room(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:
    """The console of a room."""
    return render_room(request, batch, room)


def render_room(
    request: StaffRequest,
    batch: Batch,
    room: str,
    findings: tuple[Finding, ...] = (),
    failed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; ``failed`` names the act that was refused, whose form keeps what was typed."""
    watch = watch_room(batch, room, clock.now())
    context: dict[str, Any] = {
        "batch": batch,
        "room": room,
        "watch": watch,
        "tiles": [draw_tile(seat) for seat in watch.seats],
        **count_standings(watch),
        "opening": read_opening(batch),
        "staff": next((one.names for one in list_watches(batch) if one.room == room), ()),
        **draw_chosen(watch, request.POST.get("seat") or request.GET.get("seat", "")),
        "rooms": list_rooms(batch),
        "pack": sitting_pack(),
        "weights": weigh_irregularities(),
        "minutes": MINUTES,
        "grant_id": str(uuid4()),
        "zone": settings.TIME_ZONE,
        "station": read_station(batch) is not None,
        "findings": findings,
        "failed": failed,
        "typed": {name: value for name, value in request.POST.items() if "password" not in name} if failed else {},
    }
    return render(request, "invigilator/room.html", context, status=status)


def count_standings(watch: RoomWatch) -> dict[str, Any]:
    """How many seats are in each standing, and how many candidates are at work."""
    return {
        "counts": [(name, STANDINGS[name], count) for name, count in watch.counts.items()],
        "running": sum(watch.counts[name] for name in ("working", "stale", "paused")),
    }


def draw_chosen(watch: RoomWatch, asked: str) -> dict[str, Any]:
    """The panel of the seat that was asked for, empty where there is none."""
    chosen = next((seat for seat in watch.seats if str(seat.candidate.uuid) == asked), None)
    return {
        "chosen": draw_tile(chosen) if chosen else None,
        "story": tell_story(chosen) if chosen else (),
        "portrait": bool(chosen and find_portrait(chosen.candidate)),
    }


def weigh_irregularities() -> list[tuple[Any, list[Any]]]:
    """The irregularities that may be noted, by their weight."""
    listed = sitting_pack().irregularities
    return [(word, [one for one in listed if one.weight == weight]) for weight, word in WEIGHTS.items()]


def draw_tile(seat: SeatWatch) -> dict[str, Any]:
    """A seat as the map and the panel show it."""
    word = STANDINGS[seat.standing]
    return {
        "seat": seat,
        "candidate": seat.candidate,
        "standing": seat.standing,
        "sign": word.sign,
        "name": word.name,
        "left": write_left(seat.left) if seat.left is not None else "",
        "granted": (seat.granted + 59) // 60,
        "doubtful": is_doubtful(seat),
    }


def is_doubtful(seat: SeatWatch) -> bool:
    """Whether the network or the browser is not the one that was asked for."""
    return seat.signs is not None and seat.signs.doubtful


def tell_story(seat: SeatWatch) -> list[tuple[Fact, Any]]:
    """What happened at a seat, oldest first."""
    facts = Fact.objects.filter(subject=seat.candidate.uuid, kind__in=HISTORY).select_related("actor", "approver")
    return [(fact, describe_fact(fact)) for fact in facts.order_by("position")]


@room_page
@require_safe
def show_portrait(request: StaffRequest, batch: Batch, room: str, candidate: UUID) -> HttpResponse:  # noqa: ARG001
    """The photograph of somebody who sits in the room."""
    found = batch.candidates.filter(uuid=candidate, room=room).first()
    file = find_portrait(found) if found else None
    if file is None:
        raise Http404
    return serve_file(read_file(file), file.media_type, str(file.uuid))


@room_page
@require_safe
def tell_seats(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:
    """The seats as data, for a page that keeps itself up to date."""
    watch = watch_room(batch, room, clock.now())
    return HttpResponse(
        msgspec.json.encode(write_watch(watch, read_language(request))), content_type="application/json"
    )


def write_watch(watch: RoomWatch, lang: str) -> dict[str, Any]:
    """What the page's script asks for every few seconds; no name and no number in it."""
    return {
        "now": watch.now.isoformat(timespec="milliseconds"),
        "started": bool(watch.state.started),
        "ended": bool(watch.state.ended),
        "counts": watch.counts,
        "irregular": watch.irregular,
        "seats": {str(seat.candidate.uuid): write_seat(seat, watch, lang) for seat in watch.seats},
    }


def write_seat(seat: SeatWatch, watch: RoomWatch, lang: str) -> dict[str, Any]:
    """One seat of it; ``heard`` is how many seconds ago its page spoke."""
    word = STANDINGS[seat.standing]
    return {
        "seat": seat.candidate.seat,
        "standing": seat.standing,
        "sign": word.sign,
        "word": say(word.name, lang),
        "left": seat.left,
        "runs": seat.standing in ("working", "stale"),
        "heard": int((watch.now - seat.heard).total_seconds()) if seat.heard else None,
        "identity": seat.identity,
        "irregularities": seat.irregularities,
        "doubtful": is_doubtful(seat),
        "granted": (seat.granted + 59) // 60,
    }
