"""The log of a batch, and the check of the chain that it stands in.

In: an officer. Out: facts, newest first; whether every hash fits. Follows: the house on facts.
"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from liangcai_web.centre.batch_page import batch_page, show_stage
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.facts_office import check_chain, list_batch_facts


@batch_page
@require_safe
def show_facts(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The facts of the batch; the chain is recomputed when asked for."""
    check = check_chain(request.organisation) if request.GET.get("check") else None
    return show_stage(
        request, batch, "office-facts", page=list_batch_facts(batch, request.GET.get("page")), check=check
    )
