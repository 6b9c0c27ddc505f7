"""The record of a room: read, signed by two invigilators, printed.

In: an invigilator of the room. Out: the record as a page and as PDF. Follows: who signs shows again who they are; a
signature names the hash of what was seen.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.invigilator.room_page import WRONG, me, room_page, tell
from liangcai_web.invigilator.words import ENDINGS
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.approvals import confirm_password
from liangcai_web.services.printing.sittings import print_record
from liangcai_web.services.sittings.duties import watches
from liangcai_web.services.sittings.record import SIGNATURES, build_record, list_signatures, sign_record


@room_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_record(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:
    """The record as it stands; a POST signs it."""
    if request.method != "POST":
        return render_record(request, batch, room)
    now = clock.now()
    wrong = confirm_password(request.user, request.POST.get("password", ""), now)
    if wrong is not None:
        return render_record(request, batch, room, (wrong,), WRONG)
    signed = sign_record(batch, room, request.POST.get("sha256", ""), actor=me(request), now=now)
    if signed.value is None:
        return render_record(request, batch, room, signed.findings, WRONG)
    tell(request, Message("已签字。", "Signed."))
    return redirect("invigilator-record", batch.uuid, room)


def render_record(
    request: StaffRequest, batch: Batch, room: str, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page of the record."""
    record = build_record(batch, room)
    signatures = list_signatures(batch, room, record.sha256)
    holding = [one for one in signatures if one.holds]
    signed = any(one.name == me(request).get_username() for one in holding)
    context = {
        "batch": batch,
        "room": room,
        "record": record,
        "lines": [(line, ENDINGS.get(line.how)) for line in record.lines],
        "signatures": signatures,
        "complete": len(holding) >= SIGNATURES,
        "may_sign": record.ended is not None and not signed and watches(me(request), batch, room),
        "findings": findings,
    }
    return render(request, "invigilator/record.html", context, status=status)


@room_page
@require_safe
def print_pdf(request: StaffRequest, batch: Batch, room: str) -> HttpResponse:  # noqa: ARG001 - a view
    """The record as PDF."""
    printed = print_record(batch, room)
    if printed.value is None:
        return HttpResponse(status=WRONG)
    response = HttpResponse(printed.value, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="room-record-{batch.pk:04d}.pdf"'
    return response
