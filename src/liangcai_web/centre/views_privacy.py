"""Personal data as the office keeps them: what is due to be erased, who looked, one person's record.

In: officers. Out: pages, files, blank rows. Follows: the rule pack of retention; two people erase and export in plain.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_privacy import EraseForm, ExportForm, PlainExportForm
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.pages.sealed_files import serve_zip
from liangcai_web.records.people import Person
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.privacy.erasure import count_leftovers, erase_leftovers, erase_person
from liangcai_web.services.privacy.export import export_for_office, export_in_plain, list_rows
from liangcai_web.services.privacy.log import WHAT, find_notes, note_access, page_notes
from liangcai_web.services.privacy.terms import page_due, read_terms, search_people

NOTES = 20


def person_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an officer on a person of their own office; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, person: UUID) -> HttpResponse:
        found = Person.objects.filter(organisation=request.organisation, uuid=person).first()
        if found is None:
            raise Http404
        return view(request, found)

    guarded: Callable[..., HttpResponse] = role_required(Role.OFFICER)(respond)
    return guarded


@role_required(Role.OFFICER)
@require_safe
def show_privacy(request: StaffRequest) -> HttpResponse:
    """What is due, and the way to a person."""
    now, words = clock.now(), request.GET.get("q", "").strip()[:80]
    context = {
        "page": page_due(request.organisation, now, request.GET.get("page")),
        "leftovers": count_leftovers(request.organisation, now),
        "words": words,
        "found": search_people(request.organisation, words),
        "pack": retention_pack(),
    }
    return render(request, "centre/privacy.html", context)


@role_required(Role.OFFICER)
@require_safe
def show_log(request: StaffRequest) -> HttpResponse:
    """Who opened what."""
    return render(
        request, "centre/privacy-log.html", {"page": page_notes(request.organisation, request.GET.get("page"))}
    )


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_person(request: StaffRequest, person: Person) -> HttpResponse:
    """What is held of a person and until when; exported with the number masked when that is asked for."""
    lang, now = read_language(request), clock.now()
    form = ExportForm(lang, request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        made = export_for_office(person, form.cleaned_data["why"], user=officer(request), now=now)
        if made.value is not None:
            return serve_zip(made.value, f"person-{person.pk}")
        findings = form.note(made.findings)
    if request.method != "POST":
        note_access(request.organisation, "record", now=now, user=officer(request), person=person.uuid)
    return show_record(request, person, WRONG if request.method == "POST" else 200, form=form, findings=findings)


def show_record(request: StaffRequest, person: Person, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a person."""
    terms = read_terms(person, clock.now())
    context = {
        "person": person,
        "terms": terms,
        "due": any(term.due for term in terms),
        "applications": list_rows(person),
        "notes": [(note, WHAT[note.what]) for note in find_notes(person)[:NOTES]],
        **more,
    }
    return render(request, "centre/privacy-person.html", context, status=status)


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def export_plain(request: StaffRequest, person: Person) -> HttpResponse:
    """Export with the ID number in plain, by two people."""
    form = PlainExportForm(read_language(request), request.POST if request.method == "POST" else None)
    second = form.approve(request, clock.now()) if request.method == "POST" else None
    if second is not None:
        why = form.cleaned_data["why"]
        made = export_in_plain(person, why, actor=officer(request), approver=second, now=clock.now())
        if made.value is not None:
            return serve_zip(made.value, f"person-{person.pk}")
        form.note(made.findings)
    return show_two(request, form, person=person, act="export")


@person_page
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: StaffRequest, person: Person) -> HttpResponse:
    """Erase what is due of a person, by two people."""
    form = EraseForm(read_language(request), request.POST if request.method == "POST" else None)
    second = form.approve(request, clock.now()) if request.method == "POST" else None
    findings: tuple[Finding, ...] = ()
    if second is not None:
        asked = bool(form.cleaned_data["asked"])
        done = erase_person(person, actor=officer(request), approver=second, now=clock.now(), asked=asked)
        if done.value is not None:
            tell(request, Message("到期的资料已删除。", "What was due has been erased."))
            return redirect("office-record", person.uuid)
        findings = done.findings
    terms = read_terms(person, clock.now())
    return show_two(request, form, person=person, act="erase", terms=terms, findings=findings)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_rest(request: StaffRequest) -> HttpResponse:
    """Erase drafts, lists and old notes that are due, by two people."""
    form = ApprovalForm(read_language(request), request.POST if request.method == "POST" else None)
    second = form.approve(request, clock.now()) if request.method == "POST" else None
    findings: tuple[Finding, ...] = ()
    if second is not None:
        done = erase_leftovers(request.organisation, actor=officer(request), approver=second, now=clock.now())
        if done.value is not None:
            tell(request, Message("到期的草稿、名单和查阅记录已删除。", "What was due has been erased."))
            return redirect("office-privacy")
        findings = done.findings
    leftovers = count_leftovers(request.organisation, clock.now())
    return show_two(request, form, act="rest", leftovers=leftovers, findings=findings)


def show_two(request: HttpRequest, form: ApprovalForm, **more: Any) -> HttpResponse:
    """The page on which two people stand beside each other."""
    status = WRONG if request.method == "POST" else 200
    return render(request, "centre/privacy-two.html", {"form": form, **more}, status=status)
