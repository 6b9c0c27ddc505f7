"""Whether the site can do what it is for, for the exam office to look at before a sitting.

In: an officer. Out: a page with each check, its figure and what to do. Follows: the same checks as ``/health``.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Message
from liangcai_host.metrics import Histogram
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.services.meters import SAVES, count_refusals
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.upkeep.health import check_health

NAMES = {
    "journal": Message("答案日志", "Journal of answers"),
    "disk": Message("磁盘", "Disk"),
    "ballast": Message("预留空间", "Ballast"),
    "clock": Message("时钟", "Clock"),
    "sweep": Message("到时收卷", "Closing by the clock"),
    "benches": Message("工位", "Benches"),
}


@role_required(Role.OFFICER)
@require_safe
def show_health(request: StaffRequest) -> HttpResponse:
    """Try everything now and show it."""
    health, writer = check_health(), open_journal().writer
    rows = [(NAMES[check.name], check) for check in health.checks]
    figures = (
        (Message("已保存请求", "Requests stored"), f"{SAVES.count:,}"),
        (Message("未保存请求", "Requests refused"), f"{sum(count_refusals().values()):,}"),
        (Message("保存用时，99 %", "Saving, 99 %"), say_quantile(SAVES)),
        (Message("提交用时，99 %", "Commit, 99 %"), say_quantile(writer.commits)),
        (Message("进行中的答卷", "Attempts that run"), f"{len(open_journal().open_attempts()):,}"),
        (Message("在线会话", "Sessions"), f"{open_journal().count_sessions():,}"),
    )
    context = {
        "health": health,
        "rows": rows,
        "figures": figures,
        "apart": open_journal().is_apart,
        "versions": sorted(health.versions.items()),
    }
    return render(request, "centre/health.html", context)


def say_quantile(histogram: Histogram) -> str:
    """The time that 99 of 100 stayed below."""
    if not histogram.count:
        return "—"
    bound = histogram.quantile(0.99)
    return f"> {histogram.bounds[-1]:g} s" if bound is None else f"≤ {bound * 1000:g} ms"
