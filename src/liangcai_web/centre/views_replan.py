"""A plan mended after something changed: who moves is shown, then confirmed.

In: an officer, what is chosen now, a reason. Out: the proposal, or the plan as it is from then on. Follows: clauses
1.9.3 to 1.9.5; as few people as can be learn of a change.
"""

from collections.abc import Iterable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.choice_form import offer, read_choice
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.planning.choosing import read_exam
from liangcai_web.services.planning.office import name_staff
from liangcai_web.services.planning.replanning import Move, Proposal, confirm_plan, propose_plan
from liangcai_web.services.planning.replanning import read_choice as read_last
from liangcai_web.services.planning.seating import load_plan

SHOWN = 500


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_replan(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The proposal for the registers as they are now; what is confirmed is what was shown."""
    if load_plan(batch) is None:
        return back_to("office-rooms", batch)
    last = read_last(batch)
    if request.method != "POST":
        return show_proposal(request, batch, last, None, ())
    exam = read_exam(batch, last)
    if exam.value is None:
        return show_stage(request, batch, "office-replan", WRONG, findings=exam.findings)
    chosen = read_choice(request.POST, batch, exam.value)
    if chosen.findings or request.POST.get("act") != "confirm":
        return show_proposal(request, batch, chosen.value, request.POST.get("slots", ""), chosen.findings)
    mark, reason = request.POST.get("mark", ""), request.POST.get("reason", "")
    done = confirm_plan(batch, chosen.value, mark, reason, now=clock.now(), actor=officer(request))
    if done.value is None:
        return show_proposal(request, batch, chosen.value, request.POST.get("slots", ""), done.findings)
    moved = len(done.value.candidates)
    said = Message(f"编排已调整，{moved} 名考生有变，须换发准考证。", f"The plan is changed; {moved} candidates move.")
    tell(request, said)
    return back_to("office-rooms", batch)


def show_proposal(
    request: StaffRequest, batch: Batch, choice: Choice, typed: str | None, findings: tuple[Finding, ...]
) -> HttpResponse:
    """The form with what is chosen, and who would move."""
    exam = read_exam(batch, choice).value
    proposal: Proposal | None = None
    if exam is not None and not findings:
        proposed = propose_plan(batch, choice, now=clock.now())
        proposal, findings = proposed.value, proposed.findings
    return show_stage(
        request,
        batch,
        "office-replan",
        WRONG if request.method == "POST" and findings else 200,
        offer=offer(batch, exam, choice, typed) if exam else None,
        proposal=proposal,
        candidates=name_moves(batch, proposal.candidates) if proposal else (),
        staff=name_servants(batch, proposal.staff) if proposal else (),
        shown=SHOWN,
        findings=findings,
        reason=request.POST.get("reason", ""),
    )


def name_moves(batch: Batch, moves: Iterable[Move]) -> list[tuple[str, Move]]:
    """Candidates by name."""
    first = list(moves)[:SHOWN]
    rows = Person.objects.filter(organisation=batch.organisation, uuid__in=[move.who for move in first])
    names = {str(row.uuid): row.name for row in rows}
    return [(names.get(move.who, "—"), move) for move in first]


def name_servants(batch: Batch, moves: Iterable[Move]) -> list[tuple[str, Move]]:
    """Staff by name."""
    first = list(moves)[:SHOWN]
    names = name_staff(batch.organisation, [move.who for move in first])
    return [(names[move.who], move) for move in first]
