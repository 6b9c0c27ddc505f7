"""The benches of a room: who works, how much time is left, what a bench lost; opened, reset, ended by the invigilator.

In: an invigilator, a room. Out: the page, which keeps itself up to date; acts with their reasons. Follows: more time
than one person may give needs two; a reset keeps what was done before.
"""

from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.invigilator.acts import Act, Asked, do_act
from liangcai_web.invigilator.room_page import WRONG, room_page
from liangcai_web.invigilator.words import write_left
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.benches.console import (
    BenchWatch,
    end_for_staff,
    give_bench_time,
    list_bench_seats,
    open_benches,
    reset_bench,
    watch_benches,
)
from liangcai_web.services.benches.stations import read_station, station_paper
from liangcai_web.services.packs import sitting_pack


@room_page
@require_safe
def show_benches(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:
    """Every bench of the room."""
    return draw_benches(request, batch, room)


def draw_benches(
    request: StaffRequest, batch: Batch, room: str, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page, with what was wrong."""
    if read_station(batch) is None:
        raise Http404
    now = clock.now()
    watch = watch_benches(batch, room, now)
    context = {
        "batch": batch,
        "room": room,
        "watch": watch,
        "rows": [(seat, {**write_numbers(seat), "left": write_time(seat)}) for seat in watch.seats],
        "now": now,
        "zone": settings.TIME_ZONE,
        "paper": station_paper(batch),
        "findings": findings,
        "alone": sitting_pack().alone_minutes,
        "chosen": request.GET.get("seat", "") or request.POST.get("seat", ""),
        "typed": request.POST,
    }
    return render(request, "invigilator/benches.html", context, status=status)


def write_time(seat: BenchWatch) -> str:
    """The time left at a bench, where it runs."""
    return "—" if seat.left is None else write_left(seat.left)


def write_numbers(seat: BenchWatch) -> dict[str, str]:
    """What is counted at a bench: steps, restarts, seconds given back for its faults and granted by staff."""
    health, row = seat.health, seat.row
    granted = f" + {row.granted} s" if row and row.granted else ""
    return {
        "steps": str(health.steps) if health and health.steps else "—",
        "restarts": str(health.restarts) if health else "—",
        "given": f"{row.lost} s{granted}" if row else "—",
    }


@room_page
@require_safe
def tell_benches(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:
    """The benches as data, for a page that keeps itself up to date; no name and no number in it."""
    if read_station(batch) is None:
        raise Http404
    now, lang = clock.now(), read_language(request)
    watch = watch_benches(batch, room, now)
    said = {
        "now": now.isoformat(timespec="milliseconds"),
        "opened": bool(watch.opened),
        "away": say(watch.finding.message, lang) if watch.finding else "",
        "seats": {seat.name: write_seat(seat, lang) for seat in watch.seats},
    }
    return HttpResponse(msgspec.json.encode(said), content_type="application/json")


def write_seat(seat: BenchWatch, lang: str) -> dict[str, Any]:
    """One bench of it; ``forms`` says which acts its page offers."""
    chips = [{"tone": one.tone, "sign": one.sign, "word": say(one.name, lang)} for one in seat.chips]
    return {
        **write_numbers(seat),
        "seat": seat.candidate.seat or "—",
        "chips": chips,
        "left": seat.left,
        "forms": seat.forms,
    }


@room_page
@require_POST
def act(request: StaffRequest, batch: Batch, room: str, act: str) -> HttpResponse:
    """Do one act."""
    if read_station(batch) is None:
        raise Http404
    findings = do_act(ACTS.get(act), request, batch, room)
    if findings:
        return draw_benches(request, batch, room, findings, WRONG)
    return redirect("invigilator-benches", batch.uuid, room)


def find_seat(asked: Asked) -> Candidate:
    """Who is meant; somebody of another room is not found."""
    name = asked.typed("seat")
    found = next((one for one in list_bench_seats(asked.batch, asked.room) if str(one.uuid) == name), None)
    if found is None:
        raise Http404
    found.batch = asked.batch
    return found


def start(asked: Asked) -> Result[Any]:
    """Let the candidates begin."""
    return open_benches(asked.batch, asked.room, actor=asked.actor, now=asked.now)


def extend(asked: Asked) -> Result[Any]:
    """Give time."""
    return give_bench_time(
        find_seat(asked),
        asked.number("minutes") or 0,
        asked.reason,
        grant=asked.typed("grant_id")[:36],
        actor=asked.actor,
        approver=asked.approver,
        now=asked.now,
    )


def reset(asked: Asked) -> Result[Any]:
    """Begin anew, or as an earlier run left it."""
    return reset_bench(find_seat(asked), asked.reason, of=asked.number("run"), actor=asked.actor, now=asked.now)


def end(asked: Asked) -> Result[Any]:
    """End somebody's work, or state that nobody came."""
    return end_for_staff(find_seat(asked), asked.reason, actor=asked.actor, now=asked.now)


ACTS: dict[str, Act] = {
    "start": (start, Message("工位已开放，考生可以开始。", "The benches are open: candidates can begin.")),
    "extend": (extend, Message("已延时。", "Time is given.")),
    "reset": (reset, Message("工位已重置，原来的操作保留。", "The bench is reset; what was done before is kept.")),
    "end": (end, Message("已收卷，或已记为未到。", "The work is ended, or stated as absent.")),
}
