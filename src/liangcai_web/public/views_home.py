"""The first page: what this is, and where each kind of user goes on."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Message
from liangcai_web.public.terms import name_entries
from liangcai_web.services.standards.opened import list_standards


class Stage(msgspec.Struct, frozen=True):
    """A stage on the way from the standard to the certificate, and what it gives."""

    name: Message
    gives: Message


STAGES = (
    Stage(Message("职业标准", "Standard"), Message("读成模型，逐行有账", "read into a model, each line accounted for")),
    Stage(Message("申报资格", "Who may apply"), Message("逐条给出理由", "with a reason for every condition")),
    Stage(Message("命题蓝图", "Blueprint"), Message("由权重表推出", "derived from the weight tables")),
    Stage(Message("试卷", "Papers"), Message("平行卷与符合性报告", "parallel forms with a conformity report")),
    Stage(Message("考场与人员", "Rooms and staff"), Message("按配比排定", "by the ratios of the standard")),
    Stage(Message("考试", "Sitting"), Message("已保存的答案不丢", "a saved answer is never lost")),
    Stage(Message("评分", "Marking"), Message("各自独立，可复算", "independent, can be recomputed")),
    Stage(Message("成绩评定", "Decision"), Message("每部分各自及格", "every part passed by itself")),
    Stage(Message("证书", "Certificate"), Message("离线可验真伪", "verifies offline")),
)


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    return render(request, "public/home.html", {"stages": STAGES, "standards": name_entries(list_standards())})
