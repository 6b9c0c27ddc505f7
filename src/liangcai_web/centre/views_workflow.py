"""The workflow of a batch: every step as it stands, steps noted by hand, the plan filed, changes and calling off.

In: an officer of the batch's own office. Out: the overview of the batch, facts. Follows: the rule pack of the workflow;
what was typed stays where it is refused.
"""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Finding, Message
from liangcai.workflow.follow import StepState
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_workflow import CancelForm, ChangeForm, NoteForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.changed import cancel_batch, change_batch, check_change
from liangcai_web.services.packs import workflow_pack
from liangcai_web.services.workflow.steps import file_plan, note_step, read_workflow

TAKERS = {
    "office": Message("考务", "office"),
    "authority": Message("主管部门", "authority"),
    "applicant": Message("申报人", "applicants"),
    "invigilator": Message("监考", "invigilators"),
    "assessor": Message("考评", "assessors"),
    "supervisor": Message("督导", "supervisors"),
}


def show_workflow(
    request: StaffRequest,
    batch: Batch,
    findings: tuple[Finding, ...] = (),
    asked: str = "",
    typed: NoteForm | None = None,
) -> HttpResponse:
    """The overview; ``asked`` is the step whose form was refused and keeps what was typed."""
    now = clock.now()
    states, pack = read_workflow(batch, now), workflow_pack()
    fresh = NoteForm(read_language(request), initial={"day": timezone.localtime(now).date()}, auto_id=False)
    page = {
        "rows": [draw_row(state, (typed or fresh) if state.step.key == asked else fresh, asked) for state in states],
        "pack": pack,
        "done": sum(state.standing == "done" for state in states),
        "counted": sum(state.standing != "none" for state in states),
        "overdue": [state for state in states if state.late and state.standing != "done"],
        "unknown_year": batch.starts_at.year if batch.starts_at.year not in pack.calendar.years else None,
        "changeable": check_change(batch, "—") is None,
        "findings": findings,
    }
    return show_stage(request, batch, "office-batch", WRONG if findings or typed else 200, **page)


def draw_row(state: StepState, form: NoteForm, asked: str) -> dict[str, object]:
    """A step as the page shows it; the form only where the step can be noted, or was just refused."""
    mine = state.step.key == asked
    return {
        "state": state,
        "taker": TAKERS[state.step.taker],
        "form": form if state.step.noted and (mine or state.standing in ("open", "done")) else None,
        "asked": mine,
        "files": "plan_approved" in state.step.facts and state.standing == "open",
    }


@batch_page
@require_POST
def note(request: StaffRequest, batch: Batch, key: str) -> HttpResponse:
    """Note that a step was taken."""
    form = NoteForm(read_language(request), request.POST, auto_id=False)
    if not form.is_valid():
        return show_workflow(request, batch, asked=key, typed=form)
    day, said = form.cleaned_data["day"], form.cleaned_data["words"]
    noted = note_step(batch, key, day, said, actor=officer(request), now=clock.now())
    if noted.value is None:
        return show_workflow(request, batch, form.note(noted.findings), key, form)
    tell(request, Message("已登记。", "Noted."))
    return back_to("office-batch", batch)


@batch_page
@require_POST
def file(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Hand the plan to the authority."""
    filed = file_plan(batch, actor=officer(request), now=clock.now())
    if filed.value is None:
        return show_workflow(request, batch, filed.findings)
    tell(request, Message("方案已报备，待主管部门核准。", "The plan is filed and waits for the authority."))
    return back_to("office-batch", batch)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Another name or start."""
    lang = read_language(request)
    findings: tuple[Finding, ...] = ()
    form = ChangeForm(lang, initial={"title": batch.title, "starts_at": timezone.localtime(batch.starts_at)})
    if request.method == "POST":
        form = ChangeForm(lang, request.POST)
        if form.is_valid():
            typed = [form.cleaned_data[name] for name in ("title", "starts_at", "reason")]
            changed = change_batch(batch, *typed, actor=officer(request), now=clock.now())
            if changed.value is not None:
                tell(request, Message("批次已变更。", "The batch was changed."))
                return back_to("office-batch", batch)
            findings = form.note(changed.findings)
    status = WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-change", status, form=form, findings=findings)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Call the batch off, by two people."""
    lang, now = read_language(request), clock.now()
    findings: tuple[Finding, ...] = ()
    form = CancelForm(lang, request.POST if request.method == "POST" else None)
    second = form.approve(request, now) if request.method == "POST" else None
    if second is not None:
        reason = form.cleaned_data["reason"]
        done = cancel_batch(batch, reason, actor=officer(request), approver=second, now=now)
        if done.value is not None:
            tell(request, Message("批次已取消。", "The batch was called off."))
            return back_to("office-batch", batch)
        findings = form.note(done.findings)
    status = WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-cancel", status, form=form, findings=findings)
