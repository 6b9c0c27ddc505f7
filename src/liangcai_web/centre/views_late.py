"""Emergency files taken in, and answers that came late: shown, and counted only by two people.

In: an officer, a file, a second officer. Out: events in the journal, the facts about them. Follows: reliability rules 4
and 9.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms import CountLateForm, RescueForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.sittings.intake import Imported, Source, import_file
from liangcai_web.services.sittings.late import count_late, list_late, read_late
from liangcai_web.services.sittings.seated import find_candidate

DOUBTS = {
    "late": Message("截止后送达", "came after the end"),
    "imported": Message("来自应急文件", "from an emergency file"),
    "superseded": Message("换机后由原电脑送达", "sent by the computer before the move"),
    "after-takeover": Message("换机后在原电脑上作答", "given on the old computer after the move"),
    "ended-session": Message("登录已被结束", "the sign-in had been ended"),
    "before-opening": Message("本服务器没有开考记录", "this server has no record of the start"),
}


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_late(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Take in a file; below it whoever has answers that do not count as they are."""
    posted = request.method == "POST"
    form = RescueForm(read_language(request), request.POST if posted else None, request.FILES if posted else None)
    findings: tuple[Finding, ...] = ()
    if posted and form.is_valid():
        taken = _take_in(request, form)
        if taken.value is not None:
            tell(request, _describe(taken.value), good=not taken.value.doubtful)
            return back_to("office-late", batch)
        findings = taken.findings
    status = WRONG if posted else 200
    late = list_late(batch)
    return show_stage(request, batch, "office-late", status, form=form, findings=findings, late=late, doubts=DOUBTS)


def _take_in(request: StaffRequest, form: RescueForm) -> Result[Imported | None]:
    file = form.cleaned_data["file"]
    source = Source(file.read(4_000_001), file.name, officer(request))
    return import_file(source, request.organisation, clock.now())


def _describe(imported: Imported) -> Message:
    seat = f"{imported.candidate.room} {imported.candidate.seat}"
    zh = f"{seat} 的应急文件已导入：{imported.events} 条中 {imported.fresh} 条为新。"
    en = f"Taken in for {seat}: {imported.fresh} of {imported.events} entries were new."
    if imported.doubtful:
        zh += f"其中 {imported.doubtful} 条迟到，须两人核准才计分。"
        en += f" {imported.doubtful} of them came late and count only when two people say so."
    return Message(zh, en)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: StaffRequest, batch: Batch, attempt: object) -> HttpResponse:
    """One candidate's late answers, and the form by which two people let them count."""
    candidate = find_candidate(str(attempt))
    if candidate is None or candidate.batch_id != batch.pk:
        raise Http404
    form = CountLateForm(read_language(request), request.POST if request.method == "POST" else None)
    findings: tuple[Finding, ...] = ()
    approver = form.approve(request, clock.now()) if request.method == "POST" else None
    if approver is not None:
        reason = form.cleaned_data["reason"]
        counted = count_late(candidate, reason, actor=officer(request), approver=approver, now=clock.now())
        if counted.value is not None:
            tell(request, Message("这些答案现在计分。", "These answers count now."))
            return back_to("office-late", batch)
        findings = counted.findings
    status = WRONG if request.method == "POST" else 200
    paper = read_late(candidate)
    return show_stage(
        request, batch, "office-count-late", status, form=form, findings=findings, paper=paper, doubts=DOUBTS
    )
