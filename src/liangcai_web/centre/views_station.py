"""The station of a batch: chosen from the packs that fit and are green; each candidate's bench; reports made again.

In: an officer. Out: the station chosen or withdrawn, reports. Follows: 4.2; nothing changes once the papers are open.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.views_documents import send_pdf
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.console import list_benches
from liangcai_web.services.benches.examination import judge_again
from liangcai_web.services.benches.reports import describe_attempt, find_graded
from liangcai_web.services.benches.stations import (
    choose_station,
    list_fitting_packs,
    read_station,
    station_paper,
    withdraw_station,
)
from liangcai_web.services.facts import last_fact
from liangcai_web.services.printing.benches import print_bench_report


@batch_page
@require_safe
def show_station(request: StaffRequest, batch: Batch) -> HttpResponse:
    """What is chosen, what could be, how far everybody is."""
    return draw_station(request, batch)


def draw_station(
    request: StaffRequest, batch: Batch, findings: tuple[Finding, ...] = (), status: int = 200
) -> HttpResponse:
    """The page, with what was wrong."""
    context = {
        "chosen": read_station(batch),
        "paper": station_paper(batch),
        "fitting": list_fitting_packs(batch),
        "opened": last_fact(batch.uuid, "sitting_opened") is not None,
        "seats": list_benches(batch, clock.now()),
        "findings": findings,
    }
    return show_stage(request, batch, "office-station", status, **context)


@batch_page
@require_POST
def choose(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Choose a pack, or withdraw the one that was chosen."""
    asked, now = request.POST.get("pack", ""), clock.now()
    done: Result[Fact | None]
    if asked:
        done = choose_station(batch, asked[:64], actor=officer(request), now=now)
        said = Message("已安排工位。", "The station is planned.")
    else:
        done = withdraw_station(batch, request.POST.get("reason", ""), actor=officer(request), now=now)
        said = Message("已撤销工位安排。", "The batch uses no station any more.")
    if done.value is None:
        return draw_station(request, batch, done.findings, WRONG)
    tell(request, said)
    return back_to("office-station", batch)


@batch_page
@require_POST
def judge(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Make every report again from its evidence alone."""
    same, findings = 0, list[Finding]()
    people = batch.candidates.filter(benches__report__isnull=False)
    for candidate in people.select_related("batch__organisation", "batch__standard"):
        again = judge_again(candidate, actor=officer(request), now=clock.now())
        same += again.value is not None
        findings += again.findings
    if findings:
        return draw_station(request, batch, tuple(findings[:5]), WRONG)
    tell(
        request, Message(f"{same} 份报告由证据重评，结果相同。", f"{same} reports made again from evidence: the same.")
    )
    return back_to("office-station", batch)


@batch_page
@require_safe
def show_report(request: StaffRequest, batch: Batch, candidate: UUID) -> HttpResponse:
    """One candidate's report, each check with what was seen."""
    found = find_candidate(batch, candidate)
    row = find_graded(found)
    page = describe_attempt(row) if row else None
    return show_stage(request, batch, "office-bench-report", candidate=found, page=page)


def find_candidate(batch: Batch, candidate: UUID) -> Candidate:
    """A candidate of the batch; anybody else is not found."""
    found = batch.candidates.select_related("batch__standard", "person").filter(uuid=candidate).first()
    if found is None:
        raise Http404
    return found


@batch_page
@require_safe
def print_report(_request: StaffRequest, batch: Batch, candidate: UUID) -> HttpResponse:
    """The same on paper; nothing before it is graded."""
    found = find_candidate(batch, candidate)
    printed = print_bench_report(found, full=True)
    if printed.value is None:
        raise Http404
    return send_pdf(printed, f"{found.ticket_number}-bench")
