"""The keys that sign: which there are, what they signed, their ceremonies, and the forms by which two people hold one.

In: officers. Out: pages, records on paper, signed records. Follows: the house on two people; what the commands of
``liangcai keys`` do.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_host.keys.ceremonies import read_record
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_keys import BatchForm, BatchKeyForm, EndForm, ReplaceForm
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.certificates.keys import end_batch_key, make_batch_key, replace_signing_key
from liangcai_web.services.certificates.keys_office import (
    find_ceremony,
    list_ceremonies,
    list_keys,
    list_spans,
    print_ceremony,
)

PAGE = "office-keys"
People = dict[str, Any]


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A ceremony: its name, what is said before it, its button, the form, what it does."""

    title: Message
    lead: Message
    button: Message
    form: Callable[[str, Organisation, Any], ApprovalForm]
    do: Callable[[StaffRequest, Any, People], Result[Any]]


@role_required(Role.OFFICER)
@require_safe
def show_keys(request: StaffRequest) -> HttpResponse:
    """The keys and the ceremonies."""
    context = {"keys": list_keys(request.organisation), "ceremonies": list_ceremonies(request.organisation)}
    return render(request, "centre/keys.html", {**context, "acts": ACTS.items()})


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: StaffRequest, act: str) -> HttpResponse:
    """Hold a ceremony, by two people."""
    found = ACTS.get(act)
    if found is None:
        raise Http404
    form = found.form(read_language(request), request.organisation, request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    second = form.approve(request, clock.now()) if request.method == "POST" else None
    if second is not None:
        people = {"actor": officer(request), "approver": second, "now": clock.now()}
        done = found.do(request, form.cleaned_data, people)
        if done.value is not None:
            tell(request, Message("已办。请打印记录，两人当场签字。", "Done. Print the record; both sign it now."))
            return redirect(PAGE)
        findings = form.note(done.findings)
    context = {"act": found, "form": form, "findings": findings}
    return render(request, "centre/keys-act.html", context, status=WRONG if request.method == "POST" else 200)


@role_required(Role.OFFICER)
@require_safe
def print_record(request: StaffRequest, position: int) -> HttpResponse:
    """The record of a ceremony on paper."""
    found = find_ceremony(request.organisation, position)
    printed = print_ceremony(found, request.organisation).value if found else None
    if printed is None:
        raise Http404
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="key-ceremony-{position}.pdf"'
    return response


@role_required(Role.OFFICER)
@require_safe
def download_record(request: StaffRequest, position: int) -> HttpResponse:
    """The signed record of a ceremony, for verifiers."""
    found = find_ceremony(request.organisation, position)
    data = read_record(settings.HOME, found.fact.hash) if found else None
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="key-ceremony-{position}.signed.json"'
    return response


def having(organisation: Organisation) -> tuple[Batch, ...]:
    """The batches whose own key was not destroyed."""
    return tuple(span.batch for span in list_spans(organisation) if span.end is None)


def lacking(organisation: Organisation) -> Iterable[Batch]:
    """The batches without a key of their own, newest first."""
    own = [one.pk for one in having(organisation)]
    return Batch.objects.filter(organisation=organisation).exclude(pk__in=own).order_by("-pk")[:200]


def pick(request: StaffRequest, uuid: str) -> Batch:
    """The batch that the form let somebody choose."""
    return Batch.objects.select_related("organisation").get(organisation=request.organisation, uuid=uuid)


def replace_key(request: StaffRequest, typed: Any, people: People) -> Result[Any]:
    """Replace the key that signs."""
    since = typed["since"] or people["now"]
    return replace_signing_key(request.organisation, typed["why"], since, **people)


def make_key(request: StaffRequest, typed: Any, people: People) -> Result[Any]:
    """Make a key for a batch."""
    return make_batch_key(pick(request, typed["batch"]), typed["days"], **people)


def end_key(request: StaffRequest, typed: Any, people: People) -> Result[Any]:
    """End the key of a batch."""
    return end_batch_key(pick(request, typed["batch"]), stolen=typed["stolen"], **people)


def _ask_replacing(lang: str, _office: Organisation, typed: Any) -> ApprovalForm:
    return ReplaceForm(lang, typed)


def _ask_batch(lang: str, office: Organisation, typed: Any) -> BatchForm:
    return BatchKeyForm(lang, lacking(office), typed)


def _ask_end(lang: str, office: Organisation, typed: Any) -> BatchForm:
    return EndForm(lang, having(office), typed)


ACTS = {
    "replace": Act(
        title=Message("更换签发密钥", "Replace the key that signs"),
        lead=Message(
            "更换后旧私钥不保留。泄露的，接着用命令 liangcai keys resign 逐份换签，编号不变。",
            "The old private key is not kept. Where it was stolen, sign its certificates anew by the command "
            "liangcai keys resign; their numbers stay.",
        ),
        button=Message("更换密钥", "Replace the key"),
        form=_ask_replacing,
        do=replace_key,
    ),
    "batch": Act(
        title=Message("为一个批次启用密钥", "A key for one batch"),
        lead=Message(
            "这把密钥只签这个批次的证书，发完即可销毁；别的批次不受它影响。",
            "It signs the certificates of this batch alone and can be destroyed when they are issued.",
        ),
        button=Message("启用密钥", "Make the key"),
        form=_ask_batch,
        do=make_key,
    ),
    "end": Act(
        title=Message("销毁批次密钥", "Destroy the key of a batch"),
        lead=Message(
            "销毁之后，它签过的证书照样有效，不能再用它签。已泄露的，它签过的一律作废。",
            "What it signed stands, and nothing more is signed with it. Where it was stolen, nothing that it signed "
            "stands.",
        ),
        button=Message("销毁密钥", "Destroy the key"),
        form=_ask_end,
        do=end_key,
    ),
}
