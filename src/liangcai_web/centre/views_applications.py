"""Applications to a batch: every verdict with its reasons, and a form to enter one.

In: an officer, what an applicant brings. Out: verdicts with clause, what lacks, from which day. Follows: clause 1.9.1.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.eligibility.needs import list_needs
from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.application_form import ApplicationForm
from liangcai_web.centre.batch_page import WRONG, batch_page, officer, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.applications import batch_conditions
from liangcai_web.services.applications_office import (
    STATUSES,
    count_statuses,
    judge_applicant,
    list_verdicts,
    page_applicants,
)
from liangcai_web.services.seating import load_plan

STATUS_NAMES = {
    "admitted": Message("符合", "Admitted"),
    "refused": Message("不符合", "Refused"),
    "undecided": Message("待人工认定", "Awaits a ruling"),
}


@batch_page
@require_safe
def show_applications(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The verdicts, all or of one status."""
    verdicts = list_verdicts(batch)
    asked = request.GET.get("status", "")
    status = asked if asked in STATUSES else ""
    counts = count_statuses(verdicts)
    return show_stage(
        request,
        batch,
        "office-applications",
        page=page_applicants(verdicts, status, request.GET.get("page")),
        query=f"status={status}&" if status else "",
        status_now=status,
        filters=[(name, STATUS_NAMES[name], counts[name]) for name in STATUSES],
        total=len(verdicts),
        names=STATUS_NAMES,
        seated=load_plan(batch) is not None,
    )


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def enter_application(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Enter what one person brings, and judge it at once."""
    lang = read_language(request)
    findings: tuple[Finding, ...] = ()
    conditions = batch_conditions(batch).value
    needs = list_needs(conditions) if conditions else frozenset()
    form = ApplicationForm(lang, needs, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        judged = judge_applicant(
            batch,
            form.cleaned_data["name"],
            form.cleaned_data["id_number"],
            form.build(batch.level, batch.direction or None, str(officer(request).get_username())),
            now=clock.now(),
            actor=officer(request),
        )
        if judged.value is not None:
            verdict = judged.value.verdict.status
            name = STATUS_NAMES[verdict]
            tell(request, Message(f"审核结论：{name.zh}。", f"Verdict: {name.en}."), good=verdict == "admitted")
            return redirect("office-applications", batch.uuid)
        findings = form.note(judged.findings)
    status = WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-application", status, form=form, findings=findings)
