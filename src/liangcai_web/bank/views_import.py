"""Questions that come in and go out as files.

In: an author or officer, a file. Out: what it holds, what is open, and drafts once nothing is; the bank in the form
asked for. Follows: nothing is guessed, nothing half imported; the file and every decision are kept.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Message, Result
from liangcai.items.exchange.forms import CARRIERS, write_form
from liangcai.items.exchange.points import list_points
from liangcai.items.model import build_bank
from liangcai_host import clock
from liangcai_web.bank.import_form import FileForm, SettlementForm, build_settlement, fill_settlement, list_open
from liangcai_web.bank.shelf import shelf_page, show_page
from liangcai_web.bank.views_items import author
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.bank.intake import (
    find_upload,
    keep_upload,
    list_uploads,
    load_settlement,
    read_upload,
    save_settlement,
    take_in,
)
from liangcai_web.services.bank.items import Shelf, list_entries
from liangcai_web.services.bank.pictures import load_shown
from liangcai_web.services.paging import page_of

REMARKS = 100  # on a page
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {
    "xlsx": ("xlsx", SHEET),
    "zip": ("qti", "application/zip"),
    "docx": ("docx", WORD),
    "md": ("markdown", "text/markdown; charset=utf-8"),
}


@shelf_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_imports(request: StaffRequest, shelf: Shelf, key: str) -> HttpResponse:
    """Upload a file; the files that came in before; the bank as a file."""
    form = FileForm(read_language(request), *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        document = keep_upload(shelf, file.read(), file.name, now=clock.now(), actor=author(request))
        return redirect("bank-upload", key, shelf.level, document.sha256)
    status = 422 if request.method == "POST" else 200
    return show_page(request, shelf, key, "imports", status, form=form, uploads=list_uploads(shelf), forms=list(FORMS))


@shelf_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_upload(request: StaffRequest, shelf: Shelf, key: str, sha256: str) -> HttpResponse:
    """What a file holds; decisions are kept with every answer, drafts are made when nothing is open."""
    document = find_upload(shelf, sha256)
    if document is None:
        raise Http404
    user, lang = author(request), read_language(request)
    settlement = load_settlement(shelf, document, user)
    form = SettlementForm(lang, request.POST if request.method == "POST" else None, initial=fill_settlement(settlement))
    if request.method == "POST" and form.is_valid():
        settlement = build_settlement(form, request.POST)
        save_settlement(shelf, document, user, settlement, clock.now())
    read = read_upload(shelf, document, settlement)
    if request.method == "POST" and form.is_valid() and request.POST.get("act") == "take" and read.value:
        taken = take_in(shelf, document, read.value, now=clock.now(), actor=user)
        read = Result(read.value, (*taken.findings, *read.findings))
        if taken.value is not None:
            said = Message(f"已收入 {taken.value} 道题，均为草稿。", f"{taken.value} questions taken in, as drafts.")
            messages.success(request, say(said, lang))
            return redirect("bank-items", key, shelf.level)
    return show_page(
        request,
        shelf,
        key,
        "upload",
        422 if form.errors else 200,
        document=document,
        read=read.value,
        remarks=page_of(read.findings, request.GET.get("remarks"), REMARKS),
        form=form,
        open=list_open(read.value, settlement),
        points=list_points(shelf.standard, shelf.level).points,
        page=page_of(read.value.matches if read.value else (), request.GET.get("page")),
    )


@shelf_page
@require_safe
def download_bank(request: StaffRequest, shelf: Shelf, key: str, form: str) -> HttpResponse:
    """The questions of a level as a file."""
    if form not in FORMS:
        raise Http404
    name, kind = FORMS[form]
    items = tuple(entry.item for entry in list_entries(shelf) if entry.record.state != "retired")
    bank = build_bank(shelf.standard.code, shelf.standard.edition, shelf.level, items)
    pictures = load_shown(shelf.organisation, items) if name in CARRIERS else {}
    written = write_form(name, bank, list_points(shelf.standard, shelf.level), pictures)
    for finding in written.findings:
        messages.warning(request, say(finding.message, read_language(request)))
    if not written.ok:
        return redirect("bank-imports", key, shelf.level)
    name = f"{shelf.standard.code}-{shelf.standard.edition}-bank.{form}"
    return HttpResponse(
        written.value, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
