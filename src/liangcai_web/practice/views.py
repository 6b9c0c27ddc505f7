"""Practising at a bench: which packs there are, the bench, the report.

In: requests of a learner. Out: pages. Follows: hints and feedback while one works, a report by requirement after it;
attempts are counted, nothing is a mark.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.pages.bench import answer_look, answer_notes, answer_step, begin_state
from liangcai_web.practice.access import COOKIE, HOME, for_learner, let_in, read_learner
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.desk import is_over
from liangcai_web.services.benches.packs import load_pack
from liangcai_web.services.benches.practice import (
    Learner,
    away,
    begin_practice,
    end_practice,
    find_practice,
    find_trainee,
    is_hall_open,
    list_exercises,
)
from liangcai_web.services.benches.reports import describe_attempt

WRONG = 422


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """What can be practised, or the way in."""
    return draw_home(request)


def draw_home(request: HttpRequest, findings: tuple[Finding, ...] = (), status: int = 200) -> HttpResponse:
    """The list of a learner, or the way in, with what was wrong."""
    learner = read_learner(request)
    if learner is None:
        typed = {"code": request.POST.get("code", "")[:16]}
        return render(request, "practice/enter.html", {"findings": findings, "typed": typed}, status=status)
    context = {
        "exercises": list_exercises(learner),
        "learner": learner,
        "findings": findings or (() if is_hall_open() else (away(),)),
    }
    response = render(request, "practice/home.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """A trainee signs in with the code of the class and the ID number."""
    code, number = request.POST.get("code", "")[:40], request.POST.get("id_number", "")[:40]
    found = find_trainee(code, number, request.META.get("REMOTE_ADDR", ""), clock.now())
    if found.value is None:
        return draw_home(request, found.findings, WRONG)
    return let_in(request, redirect("practice"), found.value)


@require_POST
def leave(_request: HttpRequest) -> HttpResponse:
    """A trainee signs out."""
    response = redirect("practice")
    response.delete_cookie(COOKIE, path=HOME, samesite="Lax")
    return response


@require_POST
@for_learner
def begin(request: HttpRequest, learner: Learner) -> HttpResponse:
    """A bench of a pack; one that runs goes on."""
    begun = begin_practice(learner, request.POST.get("pack", "")[:64], clock.now())
    if begun.value is None:
        return draw_home(request, begun.findings, WRONG)
    return redirect("practice-bench", uuid=begun.value.uuid)


def own_bench(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an attempt of this learner; anybody else's is not found."""

    @wraps(view)
    def respond(request: HttpRequest, learner: Learner, uuid: UUID) -> HttpResponse:
        row = find_practice(learner, uuid)
        if row is None:
            raise Http404
        return view(request, row)

    return for_learner(respond)


@require_safe
@own_bench
def show_bench(request: HttpRequest, row: BenchAttempt) -> HttpResponse:
    """The bench; once it is over, its report."""
    if is_over(row, clock.now()):
        return redirect("practice-report", uuid=row.uuid)
    names = {"view": "practice-view", "step": "practice-steps", "notes": "practice-notes", "after": "practice-report"}
    context = {
        "title": load_pack(row.pack.sha256).title,
        "practice": True,
        "number": row.number,
        "who": "",
        "notes": row.notes,
        "hand_in_address": reverse("practice-hand-in", args=[row.uuid]),
        "state": begin_state(request, row, {key: reverse(name, args=[row.uuid]) for key, name in names.items()}),
    }
    return render(request, "pages/bench/bench.html", context)


tell_view = require_safe(own_bench(answer_look))
take = require_POST(own_bench(answer_step))
note = require_POST(own_bench(answer_notes))


@require_POST
@own_bench
def finish(_request: HttpRequest, row: BenchAttempt) -> HttpResponse:
    """Hand in, and see the report."""
    end_practice(row, "learner", clock.now())
    return redirect("practice-report", uuid=row.uuid)


@require_safe
@own_bench
def show_report(request: HttpRequest, row: BenchAttempt) -> HttpResponse:
    """The report by requirement; a bench that waits for it is asked once more."""
    now = clock.now()
    findings: tuple[Finding, ...] = ()
    if row.ended_by != "left" and is_over(row, now):
        findings = end_practice(row, "clock", now).findings
    page = describe_attempt(row)
    if page is None and row.ended_at is None:
        return redirect("practice-bench", uuid=row.uuid)
    context = {"page": page, "row": row, "title": load_pack(row.pack.sha256).title, "findings": findings}
    return render(request, "practice/report.html", context)
