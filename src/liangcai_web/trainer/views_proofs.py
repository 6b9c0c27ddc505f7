"""The hours of each trainee, and the proofs that two people sign.

In: two people of the school. Out: ledgers, signed files, PDF. Follows: clause 1.8.1; reliability rule 9.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.training import TrainingClass, TrainingProof
from liangcai_web.services.printing.training import print_proof
from liangcai_web.services.training.ledgers import list_ledgers
from liangcai_web.services.training.overview import list_standing, list_trainee_sessions
from liangcai_web.services.training.proofs import (
    check_complete,
    check_proof,
    find_proof,
    issue_proofs,
    list_signers,
    read_proof,
    withdraw_proof,
)
from liangcai_web.trainer.class_page import WRONG, class_page, show_page, tell, trainer
from liangcai_web.trainer.forms import SignForm, WithdrawForm


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_ledgers(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """The hours of everybody; proofs for those who are complete, by two people."""
    now = clock.now()
    form = SignForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    second = form.approve(request, now) if request.method == "POST" else None
    standing = list_standing(row)
    if second is not None:
        wanted = [one.number for one in row.trainees.all()]
        complete = [one.trainee.number for one in list_ledgers(row) if check_complete(one) is None]
        people = {"actor": trainer(request), "approver": second}
        issued = issue_proofs(row, complete or wanted, now=now, **people)
        findings = issued.findings
        if issued.value:
            count = len(issued.value)
            tell(request, Message(f"已出具 {count} 份学时证明。", f"{count} proofs are signed."))
            return redirect("training-hours", row.uuid)
    ledgers = [(one, check_complete(one), standing.get(one.trainee.pk)) for one in list_ledgers(row)]
    waiting = [one for one, refused, proof in ledgers if refused is None and proof is None]
    status = WRONG if request.method == "POST" else 200
    return show_page(
        request, row, "training-hours", status, form=form, findings=findings, ledgers=ledgers, waiting=waiting
    )


@class_page
@require_safe
def show_ledger(request: StaffRequest, row: TrainingClass, number: int) -> HttpResponse:
    """The ledger of one trainee: by unit, and session by session."""
    trainee = row.trainees.select_related("person").filter(number=number).first()
    if trainee is None:
        raise Http404
    one = list_ledgers(row, (trainee,))[0]
    return show_page(
        request,
        row,
        "training-ledger",
        tab="training-hours",
        one=one,
        refused=check_complete(one),
        sessions=list_trainee_sessions(row, trainee),
        proofs=trainee.proofs.defer("content"),
    )


def proof_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a proof of the class."""

    @wraps(view)
    def respond(request: StaffRequest, row: TrainingClass, /, code: str) -> HttpResponse:
        proof = find_proof(row, code)
        if proof is None:
            raise Http404
        return view(request, row, proof)

    return class_page(respond)


@proof_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_proof(request: StaffRequest, row: TrainingClass, proof: TrainingProof) -> HttpResponse:
    """A proof with what it says; two people may take it back."""
    now = clock.now()
    form = WithdrawForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    second = form.approve(request, now) if request.method == "POST" else None
    if second is not None:
        reason = form.cleaned_data["reason"]
        refused = withdraw_proof(proof, reason, now=now, actor=trainer(request), approver=second)
        if refused is None:
            tell(request, Message("证明已撤回。", "The proof was taken back."))
            return redirect("training-hours", row.uuid)
        findings = form.note((refused,))
    account = check_proof(read_proof(proof), now).check.content
    status = WRONG if request.method == "POST" else 200
    said = {"proof": proof, "account": account, "signers": list_signers(proof), "form": form, "findings": findings}
    return show_page(request, row, "training-proof", status, tab="training-hours", **said)


@proof_page
@require_safe
def send_file(request: StaffRequest, row: TrainingClass, proof: TrainingProof) -> HttpResponse:  # noqa: ARG001
    """The signed file, for the trainee."""
    headers = {"Content-Disposition": f'attachment; filename="{proof.number}.json"', "Cache-Control": "no-store"}
    return HttpResponse(read_proof(proof), content_type="application/json", headers=headers)


@proof_page
@require_safe
def send_print(request: StaffRequest, row: TrainingClass, proof: TrainingProof) -> HttpResponse:
    """The proof for people, as PDF."""
    printed = print_proof(proof)
    if printed.value is None:
        said = {
            "proof": proof,
            "signers": (),
            "form": WithdrawForm(read_language(request)),
            "findings": printed.findings,
        }
        return show_page(request, row, "training-proof", WRONG, tab="training-hours", account=None, **said)
    headers = {"Content-Disposition": f'inline; filename="{proof.number}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(printed.value, content_type="application/pdf", headers=headers)
