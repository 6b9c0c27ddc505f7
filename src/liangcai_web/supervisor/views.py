"""The visits of a supervisor: the form point by point, the findings until they are closed, the report.

In: a supervisor. Out: pages, facts, PDF. Follows: least privilege: a supervisor sees the batches of their visits and
of each only what the form needs; a surface of its own, because somebody from outside belongs to no office.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.supervision.form import SEEN, Answer
from liangcai.supervision.pack import PHASES, WEIGHTS, Point
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.supervision import Visit
from liangcai_web.services.paging import page_of
from liangcai_web.services.printing.supervision import KINDS, print_report
from liangcai_web.services.supervision.forms import (
    Typed,
    by_point,
    keep_draft,
    list_points,
    read_draft,
    read_typed,
    sign_typed,
)
from liangcai_web.services.supervision.reports import read_visit, read_visits, say_on
from liangcai_web.services.supervision.supervisors import find_own, list_own

WRONG = 422
ACTS = {"close": "closed", "return": "returned"}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A point on the form with what was typed and what is wrong."""

    point: Point
    answer: Answer
    wrong: Finding | None = None


def supervisor(request: StaffRequest) -> AbstractBaseUser:
    """The signed-in supervisor."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def visit_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view on a visit of this supervisor; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        visit = find_own(supervisor(request), kwargs.pop("uuid"))
        if visit is None:
            raise Http404
        return view(request, visit, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.SUPERVISOR)(respond)
    return guarded


@role_required(Role.SUPERVISOR)
@require_safe
def show_home(request: StaffRequest) -> HttpResponse:
    """The visits of this supervisor, the latest day first."""
    page = page_of(list_own(supervisor(request)), request.GET.get("page"))
    return render(
        request, "supervisor/home.html", {"page": page, "states": read_visits(page.object_list), "kinds": KINDS}
    )


@visit_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_visit(request: StaffRequest, visit: Visit) -> HttpResponse:
    """The form until it is signed, then its findings."""
    if request.method != "POST":
        return show(request, visit)
    now, user = clock.now(), supervisor(request)
    typed = read_typed(list_points(visit), request.POST)
    if read_visit(visit).form is None:
        keep_draft(visit, user, typed, now)
    if request.POST.get("act") != "sign":
        messages.success(request, say(Message("草稿已保存。", "The draft is kept."), read_language(request)))
        return redirect("supervision-visit", visit.uuid)
    signed = sign_typed(visit, typed, now=now, actor=user)
    if signed.value is None:
        return show(request, visit, WRONG, typed=typed, faults=signed.findings)
    messages.success(request, say(Message("督导表已签字。", "The form is signed."), read_language(request)))
    return redirect("supervision-visit", visit.uuid)


def show(
    request: StaffRequest,
    visit: Visit,
    status: int = 200,
    *,
    typed: Typed | None = None,
    faults: tuple[Finding, ...] = (),
    **more: Any,
) -> HttpResponse:
    """The page of a visit."""
    said = typed if typed is not None else read_draft(visit, supervisor(request))
    context = {
        **fill_form(list_points(visit), said, by_point(faults)),
        "visit": visit,
        "batch": visit.batch,
        "key": visit.batch.standard.sha256,
        "state": read_visit(visit),
        "kind": KINDS[Visit.Kind(visit.kind)],
        "refused": bool(faults),
        "seen": SEEN.items(),
        "weights": WEIGHTS.items(),
        "candidates": visit.batch.candidates.count(),
        "rooms": visit.batch.candidates.exclude(room="").values("room").distinct().count(),
        **more,
    }
    return render(request, "supervisor/visit.html", context, status=status)


def fill_form(points: Sequence[Point], said: Typed, wrong: Mapping[str, Finding]) -> dict[str, Any]:
    """The form as the page shows it: its points by phase, what was found besides, what is wrong and where."""
    lines = [Line(point=one, answer=said.answers.get(one.key, Answer()), wrong=wrong.get(one.key)) for one in points]
    names = {point.key: point.text for point in points}
    return {
        "phases": [
            (name, [line for line in lines if line.point.phase == phase])
            for phase, name in PHASES.items()
            if any(line.point.phase == phase for line in lines)
        ],
        "others": [(number, one, wrong.get(f"other-{number}")) for number, one in enumerate(said.others)],
        "remark": said.remark,
        "remark_wrong": wrong.get("remark"),
        "faults": [
            one for rule, one in wrong.items() if rule not in names and not rule.startswith(("other", "remark"))
        ],
        "names": names,
    }


@visit_page
@require_POST
def judge_finding(request: StaffRequest, visit: Visit, number: int) -> HttpResponse:
    """Close a finding that was answered, or give it back."""
    act, words = ACTS.get(request.POST.get("act", "")), request.POST.get("words", "")[:2000]
    if act is None:
        return show(request, visit, WRONG, asked=number, words=words)
    done = say_on(visit, number, act, words, now=clock.now(), actor=supervisor(request))  # type: ignore[arg-type]
    if done.value is None:
        return show(request, visit, WRONG, asked=number, words=words, findings=done.findings)
    messages.success(request, say(Message("已记录。", "On record."), read_language(request)))
    return redirect("supervision-visit", visit.uuid)


@visit_page
@require_safe
def print_pdf(request: StaffRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001
    """The report as PDF, once it is signed."""
    printed = print_report(read_visit(visit))
    if printed is None or printed.value is None:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="supervision.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(printed.value, content_type="application/pdf", headers=headers)
