"""The home of a reviewer, the queue of a batch, one application.

In: a reviewer. Out: pages. Follows: a reviewer sees the applications of their own organisation and nothing else of a
batch.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.application_states import PLACE_NAMES, SOURCE_NAMES, STATE_NAMES, name_proofs
from liangcai_web.pages.sealed_files import serve_file
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.batches import Batch
from liangcai_web.screener.desk import Question, describe_desk
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.admission.evidence import find_file, read_file
from liangcai_web.services.admission.office import count_states, find_application, page_applicants
from liangcai_web.services.batches.state import find_batch, list_batches
from liangcai_web.services.printing.notice import print_notice as make_notice
from liangcai_web.services.privacy.log import note_access

WRONG = 422
RELATIONS = (
    ("own", "属于本职业（本专业）", "is this occupation or major"),
    ("related", "属于相关职业（专业）", "is a related one"),
    ("other", "无关", "is not related"),
)
TURNS = ("submitted", "disputed", "appealed")


def reviewer(request: StaffRequest) -> AbstractBaseUser:
    """The signed-in reviewer."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def application_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view on one application of the reviewer's own organisation; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        row = find_application(request.organisation, kwargs.pop("number"))
        if row is None:
            raise Http404
        return view(request, row, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.SCREENER, Role.OFFICER)(respond)
    return guarded


def queue_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view on a batch of the reviewer's own organisation; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        batch = find_batch(request.organisation, kwargs.pop("uuid"))
        if batch is None:
            raise Http404
        return view(request, batch, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.SCREENER, Role.OFFICER)(respond)
    return guarded


@role_required(Role.SCREENER, Role.OFFICER)
@require_safe
def show_home(request: StaffRequest) -> HttpResponse:
    """The batches with applications that wait."""
    counted = [(batch, count_states(batch)) for batch in list_batches(request.organisation)[:100]]
    rows = [(batch, counts, sum(counts[state] for state in TURNS)) for batch, counts in counted if sum(counts.values())]
    rows.sort(key=lambda one: (-one[2] > 0, one[0].starts_at))
    return render(request, "screener/home.html", {"rows": rows, "names": STATE_NAMES})


@queue_page
@require_safe
def show_queue(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The applications of a batch that wait, or those of another state."""
    asked = request.GET.get("state", "submitted")
    state = asked if asked in STATE_NAMES else "submitted"
    context = {
        "batch": batch,
        "key": batch.standard.sha256,
        "page": page_applicants(batch, state, request.GET.get("page")),
        "state_now": state,
        "query": f"state={state}&",
        "filters": [(name, STATE_NAMES[name], count) for name, count in count_states(batch).items()],
    }
    return render(request, "screener/queue.html", context)


@application_page
@require_safe
def show_one(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """One application with everything that bears on it."""
    look(request, row, "application")
    return show_desk(request, row)


def show_desk(
    request: StaffRequest,
    row: ApplicationRow,
    status: int = 200,
    *,
    findings: tuple[Finding, ...] = (),
    questions: tuple[Question, ...] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of an application, with what was typed where something is wrong."""
    desk = describe_desk(row, reviewer(request))
    context = {
        **desk,
        "questions": questions if questions is not None else list_questions(row, desk["verdict"]),
        "findings": findings,
        "state": STATE_NAMES.get(row.state),
        "proofs": name_proofs(desk["proofs"]),
        "reviews": [(PLACE_NAMES[review.place], review, opinion) for review, opinion in desk["reviews"]],
        "source": SOURCE_NAMES.get(desk["version"].source) if desk["version"] else None,
        "relations": RELATIONS,
        **more,
    }
    return render(request, "screener/one.html", context, status=status)


def list_questions(row: ApplicationRow, verdict: Any) -> tuple[Question, ...]:
    """Each condition with what the machine found."""
    conditions = batch_conditions(row.batch).value
    if verdict is None or conditions is None:
        return ()
    texts = {one.clause: one.text for one in conditions.conditions}
    return tuple(
        Question(
            reason=reason,
            text=texts.get(reason.clause, ""),
            open=not reason.met and "待人工" in reason.message.zh,
            chosen="met" if reason.met else "unmet",
        )
        for reason in verdict.reasons
    )


def look(request: StaffRequest, row: ApplicationRow, what: str) -> None:
    """Note who opened it."""
    subject = row.person.uuid if row.person else row.uuid
    batch = row.batch
    note_access(batch.organisation, what, now=clock.now(), user=reviewer(request), person=subject, batch=batch.uuid)


@application_page
@require_safe
def show_file(request: StaffRequest, row: ApplicationRow, uuid: UUID) -> HttpResponse:
    """A proof of this application."""
    file = find_file(row, uuid)
    if file is None:
        raise Http404
    look(request, row, "proof")
    return serve_file(read_file(file), file.media_type, str(file.uuid))


@application_page
@require_safe
def print_notice(request: StaffRequest, row: ApplicationRow) -> HttpResponse:
    """The notice to the applicant as PDF."""
    made = make_notice(row)
    if made is None:
        raise Http404
    look(request, row, "notice")
    if made.value is None:
        return show_desk(request, row, 422, findings=made.findings)
    response = HttpResponse(made.value, content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    return response
