"""The rules of entry of a batch: password of the room, networks, Safe Exam Browser.

In: an officer. Out: the rules, the ``.seb`` file. Follows: all of it is off until it is set.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms import AccessForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.access import SittingAccess
from liangcai_web.records.batches import Batch
from liangcai_web.services.sittings.access import NewAccess, config_key, find_access, set_access, write_browser_file

START = "/sitting"


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_access(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The rules, and the form that sets them."""
    row, lang = find_access(batch), read_language(request)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        form = AccessForm(lang, request.POST)
        if form.is_valid():
            kept = set_access(batch, read_form(request, form), now=clock.now(), actor=officer(request))
            if kept.value is not None:
                tell(request, Message("进入规则已保存。", "The rules of entry have been saved."))
                return back_to("office-access", batch)
            findings = form.note(kept.findings)
    else:
        form = AccessForm(lang, initial=describe(row) if row else {})
    status = WRONG if request.method == "POST" else 200
    key = config_key(row) if row else ""
    return show_stage(request, batch, "office-access", status, form=form, row=row, config_key=key, findings=findings)


def read_form(request: StaffRequest, form: AccessForm) -> NewAccess:
    """What was typed; the browser starts at this site's own address."""
    typed = dict(form.cleaned_data)
    start_url = request.build_absolute_uri(START) if typed.pop("browser") else ""
    return NewAccess(start_url=start_url, **typed)


def describe(row: SittingAccess) -> dict[str, object]:
    """The rules as the form shows them; passwords are not shown."""
    return {
        "networks": row.networks,
        "refuses_outside": row.refuses_outside,
        "browser": bool(row.start_url),
        "exam_keys": row.exam_keys,
    }


@batch_page
@require_safe
def download_browser_file(request: StaffRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001 - views are handed it
    """The configuration of Safe Exam Browser for this batch."""
    row = find_access(batch)
    if row is None or not row.start_url:
        raise Http404
    response = HttpResponse(write_browser_file(row), content_type="application/seb")
    response["Content-Disposition"] = f'attachment; filename="exam-{batch.pk:04d}.seb"'
    return response
