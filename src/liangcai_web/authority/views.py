"""What the authority sees: what was issued and withdrawn, and whether the log holds. It changes nothing.

In: an account of the authority. Out: batches with counts, certificates with masked names, the chain of facts. Follows:
least privilege; no name is shown in full, no file is handed out.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.credentials.number import mask_number
from liangcai.findings import Message
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.state import find_batch
from liangcai_web.services.certificates.office import STATUSES, list_issued, list_issued_batches, mask_name
from liangcai_web.services.facts_office import check_chain, list_facts

STATUS_NAMES = {
    "all": Message("全部", "All"),
    "valid": Message("有效", "Valid"),
    "revoked": Message("已撤销", "Revoked"),
}


@role_required(Role.AUTHORITY)
@require_safe
def show_batches(request: StaffRequest) -> HttpResponse:
    """The batches with how many certificates each gave."""
    context = {
        "page": list_issued_batches(request.organisation, request.GET.get("page")),
        "organisation": request.organisation,
    }
    return render(request, "authority/batches.html", context)


@role_required(Role.AUTHORITY)
@require_safe
def show_certificates(request: StaffRequest) -> HttpResponse:
    """What was issued: all, of one batch, or revoked only."""
    batch = read_batch(request)
    asked = request.GET.get("status", "all")
    status = asked if asked in STATUSES else "all"
    page = list_issued(request.organisation, batch=batch, status=status, number=request.GET.get("page"))
    rows = [(one, mask_number(one.number), mask_name(one.candidate.person.name)) for one in page.object_list]
    kept = f"batch={batch.uuid}&" if batch else ""
    context = {
        "page": page,
        "rows": rows,
        "batch": batch,
        "query": f"{kept}status={status}&",
        "filters": [(f"?{kept}status={name}", said, name == status) for name, said in STATUS_NAMES.items()],
    }
    return render(request, "authority/certificates.html", context)


def read_batch(request: StaffRequest) -> Batch | None:
    """The batch that was asked for; one that is not this organisation's is not found."""
    asked = request.GET.get("batch", "")
    if not asked:
        return None
    try:
        batch = find_batch(request.organisation, UUID(asked))
    except ValueError:
        batch = None
    if batch is None:
        raise Http404
    return batch


@role_required(Role.AUTHORITY)
@require_safe
def show_facts(request: StaffRequest) -> HttpResponse:
    """The log, and the chain recomputed when asked for."""
    context = {
        "page": list_facts(request.organisation, request.GET.get("page")),
        "check": check_chain(request.organisation) if request.GET.get("check") else None,
    }
    return render(request, "authority/facts.html", context)
