"""The plans that offices file: what is asked for, approved or returned with a reason.

In: an account of the authority. Out: facts. Follows: the rule pack of the workflow; nobody approves their own plan.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.batches.plans import judge_year, list_waiting
from liangcai_web.services.batches.state import find_batch, list_batches
from liangcai_web.services.workflow.steps import judge_plan, list_plans

APPROVED = Message("方案已核准。", "The plan is approved.")
RETURNED = Message("方案已退回。", "The plan was returned.")


@role_required(Role.AUTHORITY)
@require_safe
def show_plans(request: StaffRequest) -> HttpResponse:
    """The plans that wait, the nearest examination first."""
    return render_plans(request)


def render_plans(
    request: StaffRequest, findings: tuple[Finding, ...] = (), asked: UUID | int | None = None, words: str = ""
) -> HttpResponse:
    """The page; what was typed for the plan that was asked for stays."""
    page = {
        "plans": list_plans(list_batches(request.organisation)),
        "years": list_waiting(request.organisation),
        "findings": findings,
        "asked": asked,
        "words": words,
    }
    return render(request, "authority/plans.html", page, status=422 if findings else 200)


@role_required(Role.AUTHORITY)
@require_POST
def judge(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Approve a plan or return it."""
    batch = find_batch(request.organisation, uuid)
    if batch is None or not isinstance(request.user, AbstractBaseUser):
        raise Http404
    words, approve = request.POST.get("words", "")[:400], request.POST.get("verdict") == "approve"
    judged = judge_plan(batch, words, approve=approve, actor=request.user, now=clock.now())
    if judged.value is None:
        return render_plans(request, judged.findings, uuid, words)
    messages.success(request, say(APPROVED if approve else RETURNED, read_language(request)))
    return redirect("authority-plans")


@role_required(Role.AUTHORITY)
@require_POST
def judge_one_year(request: StaffRequest, year: int) -> HttpResponse:
    """Approve the plan of a year or return it."""
    if not isinstance(request.user, AbstractBaseUser):
        raise Http404
    words, approve = request.POST.get("words", "")[:400], request.POST.get("verdict") == "approve"
    judged = judge_year(request.organisation, year, words, approve=approve, actor=request.user, now=clock.now())
    if judged.value is None:
        return render_plans(request, judged.findings, year, words)
    messages.success(request, say(APPROVED if approve else RETURNED, read_language(request)))
    return redirect("authority-plans")
