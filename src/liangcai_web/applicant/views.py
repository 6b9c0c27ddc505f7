"""Batches that take applications, coming back to an application, its status, the appeal.

In: a visitor; a number and a code. Out: pages. Follows: the examination workflow, steps 2 to 4; a page answers first
what the applicant must do next.
"""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.applicant.access import COOKIE, for_applicant, let_in
from liangcai_web.pages.application_dossier import list_lines
from liangcai_web.pages.application_states import DRAFT, STATE_NAMES
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import read_language
from liangcai_web.pages.sealed_files import serve_zip
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.appeal import file_appeal, read_appeal
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.dossiers import open_dossier
from liangcai_web.services.admission.draft import is_open, list_open, open_application, resume
from liangcai_web.services.admission.history import list_history, list_requests
from liangcai_web.services.admission.review import newest_version
from liangcai_web.services.paging import page_of
from liangcai_web.services.printing.notice import print_notice, read_told
from liangcai_web.services.privacy.export import export_own
from liangcai_web.services.workflow.announcements import read_announcement

WRONG = 422


class ResumeForm(SpokenForm):
    """Number and code of an application."""

    labels: ClassVar = {"number": Message("报名号", "Number"), "code": Message("查询码", "Code")}
    helps: ClassVar = {
        "code": Message(
            "开始报名时显示的 12 位码。丢失了请凭证件找考务人员换发。",
            "The 12 characters shown when you began. If you lost it, the office gives you another.",
        )
    }
    number = forms.CharField(
        max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    code = forms.CharField(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


@require_safe
def show_batches(request: HttpRequest) -> HttpResponse:
    """The batches that take applications."""
    page = page_of(list_open(clock.now()), request.GET.get("page"), 20)
    return render(request, "applicant/batches.html", {"page": page, "query": ""})


@require_http_methods(["GET", "HEAD", "POST"])
def show_batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a batch asks for; an application is begun here."""
    batch = Batch.objects.filter(uuid=uuid).select_related("organisation", "standard").first()
    if batch is None:
        raise Http404
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        opened = open_application(batch, clock.now())
        if opened.value is not None:
            context = {"batch": batch, "row": opened.value.row, "code": opened.value.code}
            response = let_in(request, render(request, "applicant/begun.html", context), opened.value.row)
            response["Cache-Control"] = "no-store"
            return response
        findings = opened.findings
    context = {
        "batch": batch,
        "key": batch.standard.sha256,
        "conditions": batch_conditions(batch).value,
        "open": is_open(batch, clock.now()),
        "findings": findings,
    }
    return render(request, "applicant/batch.html", context, status=WRONG if findings else 200)


@require_safe
def show_announcement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What there is to know of a batch, to be read and to be printed."""
    batch = Batch.objects.filter(uuid=uuid).select_related("organisation", "standard").first()
    if batch is None:
        raise Http404
    told = read_announcement(batch, clock.now())
    context = {"batch": batch, "key": batch.standard.sha256, "told": told}
    return render(request, "applicant/announcement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_resume(request: HttpRequest) -> HttpResponse:
    """Number and code, and on to the application."""
    form = ResumeForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        found = resume(form.cleaned_data["number"], form.cleaned_data["code"], clock.now())
        if found.value is not None:
            return let_in(request, redirect("apply-status"), found.value)
        findings = form.note(found.findings)
    status = WRONG if request.method == "POST" else 200
    return render(request, "applicant/resume.html", {"form": form, "findings": findings}, status=status)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Close the application in this browser."""
    response = redirect("apply")
    response.delete_cookie(COOKIE, path="/apply", samesite="Lax")
    return response


@for_applicant
@require_safe
def show_status(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """Where the application stands, and what comes next."""
    return render_status(request, row)


def render_status(
    request: HttpRequest, row: ApplicationRow, status: int = 200, findings: tuple[Finding, ...] = (), words: str = ""
) -> HttpResponse:
    """The status page, with what was typed where something is wrong."""
    version = newest_version(row)
    told = read_told(row, version) if version else None
    dossier = open_dossier(version) if version else None
    context = {
        "row": row,
        "batch": row.batch,
        "key": row.batch.standard.sha256,
        "state": STATE_NAMES.get(row.state, DRAFT),
        "editable": row.state in ("draft", "returned"),
        "version": version,
        "told": told,
        "lines": list_lines(dossier.application) if dossier else (),
        "files": row.files.defer("content"),
        "history": list_history(row),
        "requests": list_requests(row),
        "appeal": read_appeal(version) if version else None,
        "may_appeal": bool(version and row.state == "refused" and not hasattr(version, "appeal")),
        "findings": findings,
        "words": words,
    }
    return render(request, "applicant/status.html", context, status=status)


@for_applicant
@require_POST
def appeal(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """File an appeal."""
    words = request.POST.get("text", "")[:2000]
    filed = file_appeal(row, words, now=clock.now())
    if filed.value is None:
        return render_status(request, row, WRONG, filed.findings, words)
    return redirect("apply-status")


@for_applicant
@require_POST
def export(request: HttpRequest, row: ApplicationRow) -> HttpResponse:  # noqa: ARG001
    """Everything that is held about this application, as one file."""
    return serve_zip(export_own(row, clock.now()), f"application-{row.number}")


@for_applicant
@require_safe
def serve_notice(request: HttpRequest, row: ApplicationRow) -> HttpResponse:
    """The notice as PDF; a name that the printing font does not have is said on the status page."""
    made = print_notice(row)
    if made is None:
        raise Http404
    if made.value is None:
        return render_status(request, row, WRONG, made.findings)
    return HttpResponse(
        made.value,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="notice-{row.number}.pdf"'},
    )
