"""A candidate's bench: waiting for it, working at it, handing in, and after the decision its report.

In: requests of one candidate. Out: pages and JSON. Follows: the invigilator opens the benches of the room; the time
begins when the bench is ready; nothing of the report is shown before the award is decided.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST, require_safe

from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.candidate.access import for_candidate, read_visit
from liangcai_web.candidate.views import mask_name
from liangcai_web.pages.bench import answer_look, answer_notes, answer_step, begin_state
from liangcai_web.records.batches import Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.batches.names import name_examination
from liangcai_web.services.benches.examination import (
    bench_room,
    current_bench,
    end_bench,
    find_opened,
    sits_bench,
    start_bench,
)
from liangcai_web.services.benches.reports import describe_attempt, find_graded
from liangcai_web.services.benches.stations import find_bench, station_paper
from liangcai_web.services.printing.benches import print_bench_report
from liangcai_web.services.results.result import read_result
from liangcai_web.services.sittings.visits import note_visit

BENCH = "/sitting/bench"
ADDRESSES = {
    "view": f"{BENCH}/view",
    "step": f"{BENCH}/steps",
    "notes": f"{BENCH}/notes",
    "after": BENCH,
}


@require_GET
@for_candidate
def show_bench(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The bench while it runs; before that what to wait for, after that that it was handed in."""
    return draw_bench(request, candidate)


def draw_bench(
    request: HttpRequest, candidate: Candidate, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page of a candidate's bench, as it stands."""
    paper = station_paper(candidate.batch)
    if paper is None or not sits_bench(candidate):
        raise Http404
    row = current_bench(candidate, clock.now())
    context = {
        "title": paper.title,
        "who": f"{mask_name(candidate.person.name)} · {candidate.seat or '—'}",
        "candidate": candidate,
        "exam": name_examination(candidate),
        "paper": paper,
        "row": row,
        "findings": findings,
    }
    if row is None or row.state != "running":
        context |= {
            "opened": find_opened(candidate.batch, bench_room(candidate)),
            "decided": read_result(candidate).decision is not None,
        }
        return render(request, "candidate/bench.html", context, status=status)
    context |= {
        "notes": row.notes,
        "hand_in_address": f"{BENCH}/hand-in",
        "state": begin_state(request, row, ADDRESSES),
    }
    return render(request, "pages/bench/bench.html", context, status=status)


@require_POST
@for_candidate
def start(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Have the bench made ready and begin; a second press changes nothing."""
    note_visit(candidate, read_visit(request), "start", clock.now())
    begun = start_bench(candidate, clock.now())
    if begun.value is None:
        return draw_bench(request, candidate, begun.findings, 409)
    return HttpResponseRedirect(BENCH)


def own_bench(view: Callable[[HttpRequest, BenchAttempt], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view of the candidate's own bench, once it has begun."""

    @wraps(view)
    def respond(request: HttpRequest, candidate: Candidate) -> HttpResponse:
        row = find_bench(candidate)
        if row is None or row.started_at is None:
            raise Http404
        return view(request, row)

    return for_candidate(respond)


tell_view = require_safe(own_bench(answer_look))
take = require_POST(own_bench(answer_step))
note = require_POST(own_bench(answer_notes))


@require_POST
@for_candidate
def finish(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Hand in; where the bench does not answer just now, it is graded later, and that is said."""
    ended = end_bench(candidate, "candidate", clock.now())
    if ended.value is None:
        return draw_bench(request, candidate, ended.findings, 409)
    return HttpResponseRedirect(BENCH)


@require_GET
@for_candidate
def show_report(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """By requirement, what to train next; nothing before the decision."""
    row = find_graded(candidate)
    page = describe_attempt(row) if row and read_result(candidate).decision else None
    if page is None:
        return HttpResponseRedirect(BENCH)
    context = {"page": page, "key": candidate.batch.standard.sha256, "exam": name_examination(candidate)}
    return render(request, "candidate/bench_report.html", context)


@require_GET
@for_candidate
def print_report(request: HttpRequest, candidate: Candidate) -> HttpResponse:  # noqa: ARG001
    """The same on paper; nothing before the decision."""
    decided = read_result(candidate).decision is not None
    printed = print_bench_report(candidate, full=False).value if decided else None
    if printed is None:
        return HttpResponseRedirect(BENCH)
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{candidate.ticket_number}-bench.pdf"'
    response["Cache-Control"] = "no-store"
    return response
