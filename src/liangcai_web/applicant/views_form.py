"""The form of an application: kept as it is typed, judged at once, handed in.

In: what was typed. Out: the draft, the verdict with clause and earliest day, a version. Follows: clause 1.9.1; nothing
typed is lost; everything works without a script, which only saves pressing a button.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.eligibility.check import Verdict
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.applicant.access import for_applicant
from liangcai_web.pages.application_form import ApplicationForm
from liangcai_web.pages.application_states import SECTION_NAMES, name_proofs
from liangcai_web.pages.language import read_language
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.services.admission.applications import batch_conditions, judge
from liangcai_web.services.admission.arrangements import list_site_names
from liangcai_web.services.admission.dossiers import open_dossier
from liangcai_web.services.admission.draft import EDITABLE, keep_draft, read_draft, reopen_draft, submit
from liangcai_web.services.admission.evidence import filled_sections, list_proofs, list_sections
from liangcai_web.services.admission.history import list_requests
from liangcai_web.services.admission.review import newest_version
from liangcai_web.services.admission.training_evidence import Claimant, Shown, claim, list_shown, with_proofs
from liangcai_web.services.days import local_day

WRONG = 422


@for_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def show_form(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """The form; what is typed is kept with every answer, and handed in when that is asked for."""
    conditions = batch_conditions(row.batch).value
    if row.state not in EDITABLE or conditions is None:
        return redirect("apply-status")
    lang = read_language(request)
    if request.method != "POST":
        return show_page(request, row, conditions, make_form(row, lang, conditions, start_typed(row), bound=False))
    form = make_form(row, lang, conditions, request.POST)
    typed = form.typed()
    keep_draft(row, typed, clock.now())
    if request.POST.get("act") != "submit":
        looked = form if request.POST.get("act") == "check" else make_form(row, lang, conditions, typed, bound=False)
        return show_page(request, row, conditions, looked, kept=True)
    if not form.is_valid():
        return show_page(request, row, conditions, form, WRONG)
    application = form.build(row.batch.level, row.batch.direction or None)
    name, number = form.cleaned_data["name"], form.cleaned_data["id_number"]
    taken = submit(row, name, number, application, typed, now=clock.now())
    if taken.value is None:
        return show_page(request, row, conditions, form, WRONG, findings=form.note(taken.findings))
    return redirect("apply-status")


def make_form(row: ApplicationRow, lang: str, conditions: ConditionSet, data: Any, **how: Any) -> ApplicationForm:
    """The form of an application, with the sites that its organisation has to choose from."""
    return ApplicationForm(lang, conditions, data, sites=list_site_names(row.batch.organisation), **how)


def start_typed(row: ApplicationRow) -> dict[str, str]:
    """What stands in the form: the draft, or what was handed in before it was returned."""
    version = newest_version(row)
    dossier = open_dossier(version) if version else None
    if dossier is not None:
        reopen_draft(row, dossier.typed, clock.now())
    return read_draft(row)


def show_page(
    request: HttpRequest,
    row: ApplicationRow,
    conditions: ConditionSet,
    form: ApplicationForm,
    status: int = 200,
    *,
    findings: tuple[Finding, ...] = (),
    **more: Any,
) -> HttpResponse:
    """The form with the verdict beside it and the proofs below."""
    typed = form.typed()
    shown = list_shown(row, read_claimant(row, typed), clock.now())
    context = {
        "row": row,
        "batch": row.batch,
        "key": row.batch.standard.sha256,
        "form": form,
        "findings": findings,
        "verdict": judge_typed(row, conditions, typed, shown),
        "shown": shown,
        "proofs": name_proofs(list_proofs(conditions, row.files.defer("content"), filled_sections(typed))),
        "sections": [(name, SECTION_NAMES[name]) for name in list_sections(conditions)],
        "requests": list_requests(row)[:1] if row.state == "returned" else (),
        "now": clock.now(),
        **more,
    }
    return render(request, "applicant/form.html", context, status=status)


def judge_typed(
    row: ApplicationRow, conditions: ConditionSet, typed: dict[str, str], shown: tuple[Shown, ...]
) -> Verdict:
    """What the machine finds in what is typed so far; rows that are not complete count for nothing yet."""
    form = make_form(row, "zh", conditions, typed)
    form.is_valid()
    application = with_proofs(form.build(row.batch.level, row.batch.direction or None), shown)
    return judge(row.batch, application, local_day(clock.now()))


def read_claimant(row: ApplicationRow, typed: dict[str, str] | None = None) -> Claimant:
    """Who applies, as far as they have typed it."""
    said = read_draft(row) if typed is None else typed
    return claim(said.get("name", ""), said.get("id_number", ""))


@for_applicant
@require_POST
def tell_verdict(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """Keep what is typed and answer with the verdict as a piece of the page."""
    conditions = batch_conditions(row.batch).value
    if row.state not in EDITABLE or conditions is None:
        return HttpResponse(status=409)
    typed = make_form(row, read_language(request), conditions, request.POST).typed()
    keep_draft(row, typed, clock.now())
    context = {
        "row": row,
        "key": row.batch.standard.sha256,
        "verdict": judge_typed(row, conditions, typed, list_shown(row, read_claimant(row, typed), clock.now())),
        "proofs": name_proofs(list_proofs(conditions, row.files.defer("content"), filled_sections(typed))),
        "kept": True,
        "now": clock.now(),
    }
    return render(request, "applicant/parts/verdict.html", context)
