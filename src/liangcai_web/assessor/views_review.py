"""The clock of a review board: what it says, and the next phase.

In: a member of the board. Out: JSON for the page's script, a phase that starts. Follows: 1.9.4; one clock for the whole
board, kept by the server.
"""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from liangcai.marking.sheet import ScoreSheet
from liangcai_host import clock
from liangcai_web.assessor.review_clock import describe_clock
from liangcai_web.assessor.views import address_of, me, sheet_act, sheet_page
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Candidate
from liangcai_web.services.marking.reviews import start_phase


@sheet_page
@require_safe
def tell_clock(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:  # noqa: ARG001
    """Which phase runs, and how many seconds it has left."""
    now = describe_clock(candidate)
    return JsonResponse({"phase": now.running if now else 0, "left": now.left if now else 0})


@sheet_act
def begin_phase(request: StaffRequest, candidate: Candidate, sheet: ScoreSheet) -> HttpResponse:
    """Start a phase for the whole board."""
    asked = request.POST.get("phase", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    for finding in start_phase(candidate, number, me(request), now=clock.now()):
        messages.warning(request, say(finding.message, read_language(request)))
    return redirect(address_of(candidate, sheet.kind))
