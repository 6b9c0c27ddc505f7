"""The log of a batch, the check of the whole log, its checkpoints, and proofs of single facts.

In: an officer. Out: facts, newest first; what the check found; files. Follows: the house on facts; RFC 9162.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.audit.checkpoint import MAX_CHARACTERS, read_checkpoint
from liangcai.audit.proofs import write_proof
from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.checkpoints import (
    LogCheck,
    check_log,
    newest_checkpoint,
    note_checkpoint,
    prove_fact,
)
from liangcai_web.services.facts_office import is_of_batch, list_batch_facts

SIGNED = Message(
    "已签检查点。请下载或打印，存放在本机之外。", "Signed. Download or print it, and keep it off this machine."
)
NO_CHECKPOINT = Message(
    "这不是检查点，或者抄写有误：签名与内容不符。",
    "This is no checkpoint, or it was copied with a mistake: the signature does not fit.",
)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_facts(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The facts of the batch; all is recomputed when asked for, and held against a checkpoint where one is given."""
    if request.method != "POST":
        asked = "check" in request.GET
        return show(request, batch, check_log(request.organisation, None, clock.now()) if asked else None)
    if "sign" in request.POST:
        note_checkpoint(request.organisation, now=clock.now())
        tell(request, SIGNED)
        return back_to("office-facts", batch)
    given = request.POST.get("checkpoint", "")[: 2 * MAX_CHARACTERS].strip()
    noted = read_checkpoint(given) if given else None
    if given and noted is None:
        return show(request, batch, given=given, wrong=NO_CHECKPOINT)
    return show(request, batch, check_log(request.organisation, noted, clock.now()), given=given)


def show(
    request: StaffRequest, batch: Batch, check: LogCheck | None = None, *, given: str = "", wrong: Message | None = None
) -> HttpResponse:
    """The page; what was typed stays."""
    return show_stage(
        request,
        batch,
        "office-facts",
        WRONG if wrong else 200,
        page=list_batch_facts(batch, request.GET.get("page")),
        check=check,
        given=given,
        wrong=wrong,
        checkpoint=newest_checkpoint(request.organisation),
    )


@batch_page
@require_safe
def download_checkpoint(request: StaffRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001 - a view
    """The newest checkpoint as text."""
    found = newest_checkpoint(request.organisation)
    if found is None:
        raise Http404
    return send(found.text.encode(), "text/plain; charset=utf-8", f"checkpoint-{found.size}.txt")


@batch_page
@require_safe
def download_proof(request: StaffRequest, batch: Batch, position: int) -> HttpResponse:
    """The proof that a fact of this batch is in the log; none before a checkpoint covers it."""
    proof = prove_fact(request.organisation, position).value if is_of_batch(batch, position) else None
    if proof is None:
        raise Http404
    return send(write_proof(proof), "application/json", f"proof-{position}.json")


def send(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be kept elsewhere."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
