"""The sitting of a batch: opened by two people, watched seat by seat.

In: two officers, the journal. Out: the fact that opens the papers, the live list of seats. Follows: reliability rules 5
and 9.
"""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.planning.seating import find_starts
from liangcai_web.services.sittings.access import find_access
from liangcai_web.services.sittings.attempts import close_due
from liangcai_web.services.sittings.duties import list_invigilators, list_watches
from liangcai_web.services.sittings.office import (
    check_opening,
    count_standings,
    open_sitting,
    page_seats,
    read_opening,
)
from liangcai_web.services.sittings.rooms import read_room

NAMES = {
    "absent": Message("未到", "Not arrived"),
    "working": Message("答题中", "Working"),
    "handed_in": Message("已交卷", "Handed in"),
    "closed": Message("时间到，已收卷", "Closed by the clock"),
}
OPENED = Message(
    "试卷已启封。监考人员宣布开考后，考生可以开始。",
    "The papers are open: candidates begin when their invigilator starts the room.",
)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_sitting(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Open the papers by two people; once they are open, the seats."""
    opening = read_opening(batch)
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    blocked = check_opening(batch, clock.now()) if opening is None else None
    findings: tuple[Finding, ...] = (blocked,) if blocked else ()
    if request.method == "POST":
        hands = form.hands(request, clock.now()) if not findings else None
        if hands is not None:
            opened = open_sitting(batch, hands=hands, now=clock.now())
            if opened.value is not None:
                tell(request, OPENED)
                return back_to("office-sitting", batch)
            findings = form.note(opened.findings)
    status = WRONG if request.method == "POST" else 200
    context = describe_sitting(request, batch) | {"form": form, "findings": findings}
    return show_stage(request, batch, "office-sitting", status, **context)


def describe_sitting(request: StaffRequest, batch: Batch) -> dict[str, object]:
    """What the page of a sitting shows: who opened it, rooms and those who watch them, the seats."""
    opening = read_opening(batch)
    seats = watch(request, batch) if opening else {}
    starts = find_starts(batch)
    rooms = [(one, read_room(batch, one.room), starts.get(one.room)) for one in list_watches(batch)]
    rooms.sort(key=lambda row: (row[2] or batch.starts_at, row[0].room))
    return {
        "opening": opening,
        "rooms": rooms,
        "invigilators": list_invigilators(batch.organisation),
        "grant_id": str(uuid4()),
        **seats,
    }


@batch_page
@require_safe
def show_seats(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The seats alone, for a page that keeps itself up to date."""
    return render(request, "centre/parts/seats.html", {"batch": batch, **watch(request, batch)})


def watch(request: StaffRequest, batch: Batch) -> dict[str, object]:
    """The seats as they stand now."""
    counts = count_standings(batch)
    return {
        "page": page_seats(batch, request.GET.get("page")),
        "counts": [(NAMES[name], count) for name, count in counts.items()],
        "names": NAMES,
        "watched": find_access(batch) is not None,
        "now": clock.now(),
    }


@batch_page
@require_POST
def close_over(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Close every attempt whose time is over; the server does so by itself every few seconds."""
    closed = close_due(clock.now())
    tell(request, Message(f"到时收卷 {closed} 份。", f"Closed by the clock: {closed}."))
    return back_to("office-sitting", batch)
