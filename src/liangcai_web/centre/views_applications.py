"""Applications to a batch as the office sees them: all of them, one entered at the counter, a table.

In: an officer, what an applicant brings. Out: verdicts with clause, what lacks, from which day. Follows: clause 1.9.1.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, batch_page, officer, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.application_form import ApplicationForm
from liangcai_web.pages.application_states import STATE_NAMES, VERDICT_NAMES
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.arrangements import list_site_names
from liangcai_web.services.admission.export import write_applications
from liangcai_web.services.admission.office import count_states, enter_application, page_applicants
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.privacy.log import note_access

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@batch_page
@require_safe
def show_applications(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The applications, all or of one state."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATE_NAMES else ""
    counts = count_states(batch)
    total = sum(counts.values())
    return show_stage(
        request,
        batch,
        "office-applications",
        page=page_applicants(batch, state, request.GET.get("page"), request.GET.get("q", "")[:80]),
        query=f"state={state}&" if state else "",
        state_now=state,
        words=request.GET.get("q", "")[:80],
        filters=[(name, STATE_NAMES[name], count) for name, count in counts.items()],
        total=total,
        names=STATE_NAMES,
        seated=load_plan(batch) is not None,
    )


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def enter_one(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Enter what one person brings; two people review it afterwards."""
    lang = read_language(request)
    findings: tuple[Finding, ...] = ()
    compiled = batch_conditions(batch)
    if compiled.value is None:
        return show_stage(request, batch, "office-application", WRONG, form=None, findings=compiled.findings)
    data, sites = request.POST if request.method == "POST" else None, list_site_names(batch.organisation)
    form = ApplicationForm(lang, compiled.value, data, ruling=True, sites=sites)
    if request.method == "POST" and form.is_valid():
        typed = form.typed()
        typed.pop("id_number", None)
        taken = enter_application(
            batch,
            form.cleaned_data["name"],
            form.cleaned_data["id_number"],
            form.build(batch.level, batch.direction or None, str(officer(request).get_username())),
            now=clock.now(),
            actor=officer(request),
            typed=typed,
        )
        if taken.value is not None:
            name = VERDICT_NAMES[taken.value.verdict.status]
            said = Message(
                f"已收下，系统结论：{name.zh}；待两人审核。", f"Kept. Found: {name.en}. Two people review it."
            )
            tell(request, said, good=taken.value.verdict.status == "admitted")
            return redirect("office-applications", batch.uuid)
        findings = form.note(taken.findings)
    status = WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-application", status, form=form, findings=findings)


@batch_page
@require_safe
def download_applications(request: StaffRequest, batch: Batch) -> HttpResponse:
    """All applications as a spreadsheet; ID numbers are masked."""
    note_access(batch.organisation, "table", now=clock.now(), user=officer(request), batch=batch.uuid)
    return HttpResponse(
        write_applications(batch),
        content_type=SHEET,
        headers={"Content-Disposition": 'attachment; filename="applications.xlsx"'},
    )
