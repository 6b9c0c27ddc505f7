"""Written answers on a marker's screen: one at a time, blind, by the rubric.

In: an assessor who was appointed to mark. Out: the answer under its code, the rubric, the mark. Follows: the marker
sees neither name nor ticket nor another's mark; the first mark stands.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Finding, Message
from liangcai.items.pictures import list_media
from liangcai.marking.texts import tell
from liangcai_host import clock
from liangcai_web.assessor.rubric import RubricForm, fill_rubric
from liangcai_web.assessor.views import WRONG, me
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.item_text import find_figures
from liangcai_web.pages.language import read_language, say
from liangcai_web.pages.pictures import answer_picture
from liangcai_web.records.batches import Batch
from liangcai_web.services.bank.pictures import load_pictures
from liangcai_web.services.batches.state import find_batch
from liangcai_web.services.marking.texts import read_questions
from liangcai_web.services.marking.texts_marking import (
    Desk,
    MarkingDuty,
    find_desk,
    give_mark,
    list_duties,
    stand_aside,
)
from liangcai_web.services.packs import marking_pack

GONE = Message("那份作答已评过，或已改由别人评。", "That answer is marked already, or somebody else marks it now.")
ALL_DONE = Message("这道题您已评完。", "You have marked everything of this question.")


def text_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a batch of which this account marks written answers."""
    guarded: Callable[..., HttpResponse] = role_required(Role.ASSESSOR)(find_texts(view))
    return guarded


def text_act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An act in such a batch: a POST, before anything is looked up."""
    guarded: Callable[..., HttpResponse] = role_required(Role.ASSESSOR)(require_POST(find_texts(view)))
    return guarded


def find_texts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view with the batch and what it asks of this account; any other batch is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        batch = find_batch(request.organisation, kwargs.pop("uuid"))
        duties = list_duties(batch, me(request)) if batch else ()
        if batch is None or not duties:
            raise Http404
        return view(request, batch, duties, **kwargs)

    return respond


@text_page
@require_safe
def show_next(request: StaffRequest, batch: Batch, duties: tuple[MarkingDuty, ...], number: int) -> HttpResponse:
    """The next answer to a question, or home where there is none."""
    duty = next((one for one in duties if one.number == number), None)
    if duty is None:
        raise Http404
    if duty.next is None:
        messages.success(
            request, say(ALL_DONE if duty.calibration.admitted else duty.calibration.reason, language(request))
        )
        return redirect("assess")
    return redirect("assess-text", batch.uuid, duty.next)


def language(request: StaffRequest) -> str:
    """The language of the page."""
    return read_language(request)


@text_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_text(request: StaffRequest, batch: Batch, duties: tuple[MarkingDuty, ...], code: str) -> HttpResponse:  # noqa: ARG001
    """One answer with the rubric; a mark that is kept leads to the next."""
    desk = find_desk(batch, me(request), code)
    if desk is None:
        messages.warning(request, say(GONE, language(request)))
        return redirect("assess")
    if request.method != "POST":
        return draw(request, desk, fill_rubric(desk.question, {}, marking_pack()))
    form = fill_rubric(desk.question, request.POST.dict(), marking_pack(), complete=True)
    remark = " ".join(request.POST.get("remark", "").split())
    if form.points is None:
        return draw(request, desk, form, status=WRONG, remark=remark)
    kept = give_mark(desk, me(request), form.points, now=clock.now(), remark=remark)
    if kept.value is None:
        return draw(request, desk, form, status=WRONG, remark=remark, findings=kept.findings)
    tell_kept(request, desk, form)
    return redirect("assess-text-next", batch.uuid, desk.duty.number)


def tell_kept(request: StaffRequest, desk: Desk, form: RubricForm) -> None:
    """Say what was kept; an exemplar tells what was agreed, nothing else ever does."""
    said = Message(f"{desk.code} 已记 {form.total} 分。", f"{desk.code}: {form.total} points kept.")
    if desk.exemplar and desk.control is not None:
        agreed = "、".join(tell(one) for one in desk.control.agreed.criteria)
        whole = tell(desk.control.points)
        said = Message(
            f"样卷 {desk.code}：您给 {form.total} 分，定分 {whole} 分（各评分点 {agreed}）。",
            f"Exemplar {desk.code}: you gave {form.total}, agreed are {whole} ({agreed.replace('、', ', ')}).",
        )
    messages.success(request, say(said, language(request)))


def draw(
    request: StaffRequest,
    desk: Desk,
    form: RubricForm,
    *,
    status: int = 200,
    remark: str = "",
    findings: tuple[Finding, ...] = (),
    reason: str = "",
) -> HttpResponse:
    """The page of an answer."""
    pictures = f"/assess/texts/{desk.batch.uuid}/pictures/"
    context = {
        "desk": desk,
        "batch": desk.batch,
        "duty": desk.duty,
        "question": desk.question,
        "figures": find_figures(desk.question.item.media, pictures),
        "form": form,
        "remark": remark,
        "reason": reason,
        "findings": findings,
        "wrong": [row for row in form.rows if row.wrong],
        "key": desk.batch.standard.sha256,
    }
    return render(request, "assessor/text.html", context, status=status)


@text_act
def leave_text(request: StaffRequest, batch: Batch, duties: tuple[MarkingDuty, ...], code: str) -> HttpResponse:  # noqa: ARG001
    """Stand aside for whoever wrote an answer; it goes to another marker."""
    desk = find_desk(batch, me(request), code)
    if desk is None:
        raise Http404
    reason = request.POST.get("reason", "")
    findings = stand_aside(desk, me(request), reason, now=clock.now())
    if findings:
        form = fill_rubric(desk.question, {}, marking_pack())
        return draw(request, desk, form, status=WRONG, findings=findings, reason=reason[:200])
    messages.success(
        request, say(Message("已回避，改由别人评。", "You stand aside; somebody else marks it."), language(request))
    )
    return redirect("assess-text-next", batch.uuid, desk.duty.number)


@text_page
@require_safe
def show_picture(request: StaffRequest, batch: Batch, duties: tuple[MarkingDuty, ...], sha256: str) -> HttpResponse:  # noqa: ARG001
    """A picture of a question that is marked here."""
    shown = {media.sha256 for one in read_questions(batch) for media in list_media(one.item)}
    data = load_pictures(batch.organisation, [sha256]).get(sha256) if sha256 in shown else None
    if data is None:
        raise Http404
    return answer_picture(data)
