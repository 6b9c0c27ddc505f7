"""Tickets and documents of a batch, printed when they are asked for.

In: an officer, the name of a document. Out: a list, PDF. Follows: what is sealed stays sealed until two people open it.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from liangcai.findings import Finding, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import batch_page, officer, show_stage
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.printing.office import list_documents, print_document
from liangcai_web.services.privacy.log import note_access

SEALED = 403


@batch_page
@require_safe
def show_documents(request: StaffRequest, batch: Batch) -> HttpResponse:
    """What can be printed now, and what not yet."""
    return list_all(request, batch)


@batch_page
@require_safe
def print_pdf(request: StaffRequest, batch: Batch, name: str) -> HttpResponse:
    """One document as PDF."""
    printed = print_document(batch, name)
    if printed is None:
        raise Http404
    if printed.value is None:
        return list_all(request, batch, printed.findings)
    note_access(batch.organisation, "documents", now=clock.now(), user=officer(request), batch=batch.uuid, why=name)
    return send_pdf(printed, f"{name}-{batch.pk:04d}")


def list_all(request: StaffRequest, batch: Batch, findings: tuple[Finding, ...] = ()) -> HttpResponse:
    """The list, and why something can't be printed."""
    status = SEALED if findings else 200
    return show_stage(request, batch, "office-documents", status, documents=list_documents(batch), findings=findings)


def send_pdf(printed: Result[bytes | None], name: str) -> HttpResponse:
    """A PDF to be shown in the browser; never kept by anything between."""
    response = HttpResponse(printed.value, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
