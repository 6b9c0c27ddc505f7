"""What a reviewer does: sign a review, decide an appeal, give back, rule on a name, give a new code, sign many.

In: what was typed. Out: services, then the page again; what is refused keeps what was typed. Follows: an act is a POST;
two different people are held apart by the database.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from liangcai.eligibility.application import Ruling
from liangcai.findings import Finding, Message, Severity
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.forms import describe, read_count
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.batches import Batch
from liangcai_web.screener.desk import Question
from liangcai_web.screener.views import WRONG, application_page, list_questions, queue_page, reviewer, show_desk
from liangcai_web.services.admission.appeal import decide_appeal
from liangcai_web.services.admission.applications import State, judge_version
from liangcai_web.services.admission.draft import renew_code
from liangcai_web.services.admission.review import (
    Judgement,
    Opinion,
    newest_version,
    return_application,
    rule_on,
    sign_review,
)
from liangcai_web.services.admission.signing import sign_as_found

RELATIONS = ("own", "related", "other")
MOST = 200


@application_page
@require_POST
def review(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """Sign a review, or decide an appeal."""
    version = newest_version(row)
    verdict = judge_version(version) if version else None
    asked = list_questions(row, verdict)
    judgements = tuple(
        Judgement(
            clause=one.reason.clause,
            met=request.POST.get(f"met-{one.reason.clause}", one.chosen) == "met",
            text=request.POST.get(f"text-{one.reason.clause}", "").strip()[:500],
        )
        for one in asked
    )
    opinion = Opinion(
        admitted=request.POST.get("verdict") == "admit",
        judgements=judgements,
        text=request.POST.get("text", "").strip()[:1000],
    )
    seen = read_count(request.POST.get("version", ""), 10**6)
    if row.state == State.APPEALED:
        done = decide_appeal(row, opinion, reviewer=reviewer(request), now=clock.now())
    else:
        done = sign_review(row, opinion, reviewer=reviewer(request), version=seen, now=clock.now())
    if done.value is None:
        typed = keep_typed(asked, opinion, done.findings, read_language(request))
        rest = tuple(one for one in done.findings if not one.rule.startswith("review.text-"))
        return show_desk(request, row, WRONG, findings=rest, questions=typed, text=opinion.text)
    row.refresh_from_db(fields=["state"])
    tell(request, Message("已签署。", "Signed."))
    return redirect("screen-one", row.number)


def keep_typed(
    asked: tuple[Question, ...], opinion: Opinion, findings: tuple[Finding, ...], lang: str
) -> tuple[Question, ...]:
    """The questions with what was chosen and what is wrong."""
    wrong = {one.rule.removeprefix("review.text-"): describe(one, lang) for one in findings}
    return tuple(
        Question(
            reason=question.reason,
            text=question.text,
            open=question.open,
            chosen="met" if judgement.met else "unmet",
            why=judgement.text,
            wrong=wrong.get(question.reason.clause, ""),
        )
        for question, judgement in zip(asked, opinion.judgements, strict=True)
    )


@application_page
@require_POST
def give_back(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """Return an application to its applicant."""
    text = request.POST.get("text", "")[:2000]
    seen = read_count(request.POST.get("version", ""), 10**6)
    done = return_application(row, text, reviewer=reviewer(request), version=seen, now=clock.now())
    if done.value is None:
        return show_desk(request, row, WRONG, findings=done.findings, asked_text=text)
    tell(request, Message("已退回申请人补正。", "Returned to the applicant."))
    return redirect("screen-one", row.number)


@application_page
@require_POST
def rule(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """Rule on an occupation or a major that the standard does not list."""
    topic, name = request.POST.get("topic", ""), request.POST.get("name", "").strip()[:80]
    relation, grounds = request.POST.get("relation", ""), request.POST.get("grounds", "").strip()[:200]
    if topic not in ("occupation", "major") or relation not in RELATIONS or not name or not grounds:
        message = Message("请选择认定并写明依据。", "Choose a ruling and give its grounds.")
        finding = Finding(rule="ruling.grounds", severity=Severity.ERROR, message=message, clause="1.9.1")
        return show_desk(request, row, WRONG, findings=(finding,), grounds=grounds)
    ruling = Ruling(
        topic=topic,  # type: ignore[arg-type]
        name=name,
        relation=relation,  # type: ignore[arg-type]
        decided_by=str(reviewer(request).get_username()),
        grounds=grounds,
    )
    rule_on(row, ruling, actor=reviewer(request), now=clock.now())
    tell(request, Message("认定已记录，结论已随之更新。", "The ruling is on record; the verdict follows it."))
    return redirect("screen-one", row.number)


@application_page
@require_POST
def give_code(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """A code for an applicant who has none or lost it, shown once."""
    response = show_desk(request, row, code=renew_code(row))
    response["Cache-Control"] = "no-store"
    return response


@queue_page
@require_POST
def sign_many(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Sign the chosen applications as the machine found them."""
    chosen = [int(one) for one in request.POST.getlist("row") if one.isdecimal() and len(one) < 18][:MOST]
    count = sign_as_found(batch, chosen, reviewer=reviewer(request), now=clock.now())
    left = len(chosen) - count
    said = Message(f"已签署 {count} 份。", f"{count} signed.")
    if left:
        zh = f"{said.zh}另有 {left} 份须逐份审核，或您已审核过。"
        said = Message(zh, f"{said.en} {left} have to be read one by one, or you have reviewed them.")
    tell(request, said, good=bool(count))
    return redirect("screen-batch", batch.uuid)


def tell(request: HttpRequest, message: Message, *, good: bool = True) -> None:
    """Say on the next page what has happened."""
    add = messages.success if good else messages.warning
    add(request, say(message, read_language(request)))
