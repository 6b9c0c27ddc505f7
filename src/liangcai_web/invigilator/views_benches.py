"""The benches of a room: who works, how much time is left, what a bench lost; opened, reset, ended by the invigilator.

In: an invigilator, a room. Out: the page; acts with their reasons. Follows: more time than one person may give needs
two; a reset keeps what was done before.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.invigilator.acts import Act, Asked, do_act
from liangcai_web.invigilator.room_page import WRONG, room_page
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.benches.console import (
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
    watch = watch_benches(batch, room, clock.now())
    context = {
        "batch": batch,
        "room": room,
        "watch": watch,
        "paper": station_paper(batch),
        "findings": (*findings, *((watch.finding,) if watch.finding else ())),
        "alone": sitting_pack().alone_minutes,
        "chosen": request.GET.get("seat", "") or request.POST.get("seat", ""),
        "typed": request.POST,
    }
    return render(request, "invigilator/benches.html", context, status=status)


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
