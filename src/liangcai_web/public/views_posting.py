"""The posted list of an examination (公示), and objections to it by anybody who gives a name.

In: a batch that is posted. Out: the masked list as a page to read and to print; a petition. Follows: the workflow, step
16; nobody is named in full; objections are heard while the list stands posted.
"""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message, Severity
from liangcai_host.clock import now
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.asking_limits import SharedLimit
from liangcai_web.services.days import local_day
from liangcai_web.services.results.petitions import LONGEST, LONGEST_NAME, Said, file_objection
from liangcai_web.services.results.postings import list_passed, read_posting

LIMIT = SharedLimit("objection", 6, timedelta(hours=1))
WRONG = 422


class ObjectionForm(SpokenForm):
    """An objection by somebody who gives a name."""

    labels = {
        "name": Message("您的姓名", "Your name"),
        "contact": Message("联系方式", "How you can be reached"),
        "text": Message("异议与依据", "Your objection and its ground"),
    }
    helps = {"text": Message("写明准考证末四位和事实。", "Give the last four of the ticket, and facts.")}
    name = forms.CharField(max_length=LONGEST_NAME)
    contact = forms.CharField(max_length=LONGEST_NAME)
    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


@require_http_methods(["GET", "HEAD", "POST"])
def show_posting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The list while it stands posted and afterwards; the form while objections are heard."""
    batch = Batch.objects.filter(uuid=uuid).select_related("organisation", "standard").first()
    posting = read_posting(batch) if batch else None
    if batch is None or posting is None:
        raise Http404
    moment = now()
    form = ObjectionForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        findings = form.note(object_to(request, batch, form))
        if not findings and form.is_valid():
            return redirect(f"{request.path}?filed=1")
    page = {
        "batch": batch,
        "key": batch.standard.sha256,
        "posting": posting,
        "runs": posting.runs(local_day(moment)),
        "posted": list_passed(batch),
        "form": form,
        "findings": findings,
        "filed": request.GET.get("filed") == "1",
    }
    return render(request, "public/posting.html", page, status=WRONG if request.method == "POST" else 200)


def object_to(request: HttpRequest, batch: Batch, form: ObjectionForm) -> tuple[Finding, ...]:
    """Keep an objection; so many an hour from one address."""
    address, moment = request.META.get("REMOTE_ADDR", ""), now()
    if not LIMIT.take(address, moment):
        message = Message("提交过于频繁，请一小时后再试。", "Too many at once: please come back in an hour.")
        return (Finding(rule="objection.often", severity=Severity.ERROR, message=message),)
    typed = form.cleaned_data
    said = Said(name=typed["name"], contact=typed["contact"], text=typed["text"])
    return file_objection(batch, said, now=moment).findings
