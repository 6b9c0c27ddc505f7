"""The candidate's pages: sign in, instructions, the paper, handing in, the result.

In: requests of one candidate. Out: pages. Follows: the page answers what to do next; the server's clock decides.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from liangcai.assembly.model import name_paper
from liangcai.delivery.attempt import AttemptState
from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.candidate.access import SIGN_IN, for_candidate, keep_candidate, let_in, read_candidate, read_visit
from liangcai_web.candidate.drawing import draw_cells, draw_map, draw_questions
from liangcai_web.candidate.intake import COOKIE
from liangcai_web.candidate.petitions import file_word, list_says
from liangcai_web.candidate.results import build_result
from liangcai_web.candidate.sheet import build_state, list_standings
from liangcai_web.pages.language import read_language
from liangcai_web.pages.pictures import answer_picture
from liangcai_web.records.batches import Candidate
from liangcai_web.services.batches.names import name_examination
from liangcai_web.services.benches.examination import sits_bench
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.printing.advice import print_outcome, read_advice
from liangcai_web.services.printing.misconduct import print_case
from liangcai_web.services.results.result import read_result
from liangcai_web.services.sittings.access import ROOM_PASSWORD, asks_password
from liangcai_web.services.sittings.attempts import (
    hand_in,
    is_unsealed,
    list_items,
    load_paper,
    open_attempt,
    present_paper,
    read_current,
    read_sitting,
)
from liangcai_web.services.sittings.entry import check_leaving
from liangcai_web.services.sittings.journal import read_frame
from liangcai_web.services.sittings.pictures import find_own_picture
from liangcai_web.services.sittings.rescue import make_page_key
from liangcai_web.services.sittings.rules import brief_candidate
from liangcai_web.services.sittings.sign_in import ID_NUMBER, TAKEOVER, TICKET, sign_in, sign_out
from liangcai_web.services.sittings.visits import note_visit
from liangcai_web.services.standing.cases import own_cases

INSTRUCTIONS, PAPER, RESULT = "/sitting/instructions", "/sitting/paper", "/sitting/result"
ZOOMS = ("1", "2", "3", "4")


@require_http_methods(["GET", "HEAD", "POST"])
def show_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for ticket number and ID number; someone signed in already goes on where they are."""
    if request.method == "POST":
        return _sign_in(request)
    candidate = read_candidate(request)
    if candidate is not None:
        return HttpResponseRedirect(_place(read_frame(str(candidate.uuid))))
    return _ask(request, "", "", (), 200)


def _sign_in(request: HttpRequest) -> HttpResponse:
    ticket, number = request.POST.get("ticket_number", "")[:80], request.POST.get("id_number", "")[:80]
    visit, password = read_visit(request), request.POST.get("room_password", "")[:200]
    token = request.COOKIES.get(COOKIE, "")
    result = sign_in(ticket, number, visit.address, clock.now(), visit, password, token=token)
    if result.value is None:
        return _ask(request, ticket, number, result.findings, 400)
    candidate = result.value.candidate
    keep_candidate(candidate)
    return let_in(request, HttpResponseRedirect(_place(read_frame(str(candidate.uuid)))), result.value.token)


def _ask(request: HttpRequest, ticket: str, number: str, findings: tuple[Finding, ...], status: int) -> HttpResponse:
    fields = {
        "ticket_number": ticket,
        "id_number": number,
        "ticket_findings": [finding for finding in findings if finding.rule == TICKET],
        "id_findings": [finding for finding in findings if finding.rule == ID_NUMBER],
        "findings": [finding for finding in findings if finding.rule == TAKEOVER],
        "asks_password": asks_password(),
        "password_findings": [finding for finding in findings if finding.rule == ROOM_PASSWORD],
    }
    response = render(request, "candidate/sign_in.html", fields, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
@for_candidate
def show_instructions(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """What is sat, how long, under which rules; the start button once the papers are open."""
    return _instruct(request, candidate, (), 200)


def _instruct(request: HttpRequest, candidate: Candidate, findings: tuple[Finding, ...], status: int) -> HttpResponse:
    page = {
        "candidate": candidate,
        "name": mask_name(candidate.person.name),
        "exam": name_examination(candidate),
        "briefing": brief_candidate(candidate, load_paper(candidate)),
        "unsealed": is_unsealed(candidate),
        "started": read_frame(str(candidate.uuid)).started,
        "bench": sits_bench(candidate),
        "findings": findings,
    }
    return render(request, "candidate/instructions.html", page, status=status)


@require_POST
@for_candidate
def start(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Start the candidate's time; a second press changes nothing."""
    note_visit(candidate, read_visit(request), "start", clock.now())
    result = open_attempt(candidate, load_paper(candidate), clock.now())
    if result.value is None:
        return _instruct(request, candidate, result.findings, 409)
    return HttpResponseRedirect(PAPER)


@require_GET
@for_candidate
def show_paper(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The paper, with everything that was answered; closed it leads to the result."""
    now = clock.now()
    sitting, paper = read_current(candidate, now), load_paper(candidate)
    if paper is None or _place(sitting.state) != PAPER:
        return HttpResponseRedirect(_place(sitting.state) if paper else INSTRUCTIONS)
    presentation = present_paper(candidate, paper)
    total = len(presentation.questions)
    first = _read_number(request, total)
    zoom = request.COOKIES.get("zoom", "")
    page = {
        "candidate": candidate,
        "name": mask_name(candidate.person.name),
        "exam": name_examination(candidate),
        "questions": draw_questions(presentation, first, read_language(request)),
        "map": draw_map(presentation, read_language(request)),
        "total": total,
        "first": first,
        "zoom": zoom if zoom in ZOOMS else ZOOMS[0],
        "contrast": request.COOKIES.get("contrast") == "high",
        "state": build_state(sitting, now, settings.TIME_ZONE) | _bind(candidate, name_paper(presentation.form_sha256)),
    }
    return render(request, "candidate/paper.html", page)


@require_safe
def show_picture(request: HttpRequest, sha256: str) -> HttpResponse:
    """A picture of the candidate's own paper while it is being answered; nothing for anybody else."""
    candidate = read_candidate(request)
    data = find_own_picture(candidate, sha256, clock.now()) if candidate else None
    if data is None:
        raise Http404
    return answer_picture(data)


@require_GET
@for_candidate
def show_state(request: HttpRequest, candidate: Candidate) -> HttpResponse:  # noqa: ARG001 - a view
    """What the server has of the attempt, for a page that was left open."""
    return JsonResponse(build_state(read_sitting(candidate), clock.now(), settings.TIME_ZONE))


@require_http_methods(["GET", "HEAD", "POST"])
@for_candidate
def hand_in_paper(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Ask once more, listing what is blank; then end the attempt, unless it is too early to leave."""
    early = check_leaving(candidate, clock.now())
    if request.method == "POST" and early is None:
        hand_in(candidate, clock.now())
        return HttpResponseRedirect(RESULT)
    sitting, paper = read_current(candidate, clock.now()), load_paper(candidate)
    if paper is None or _place(sitting.state) != PAPER:
        return HttpResponseRedirect(_place(sitting.state))
    questions = list_standings(list_items(candidate, paper), sitting)
    blank = [question for question in questions if not question.answered]
    marked = [question for question in questions if question.marked]
    page = {
        "total": len(questions),
        "blank": blank,
        "blank_cells": draw_cells(blank),
        "marked": marked,
        "marked_cells": draw_cells(marked),
        "answered": sum(question.answered for question in questions),
        "findings": [early] if early else [],
    }
    return render(request, "candidate/hand_in.html", page, status=409 if request.method == "POST" else 200)


@require_GET
@for_candidate
def show_result(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """How the attempt ended, and the result as far as it has come; what may be said against it."""
    return _tell_result(request, candidate, (), 200)


@require_POST
@for_candidate
def file_petition(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Ask for a review, object, speak to a charge, appeal."""
    kept = file_word(request, candidate, clock.now())
    if kept.value is None:
        return _tell_result(request, candidate, kept.findings, 422)
    return HttpResponseRedirect(RESULT)


def _tell_result(
    request: HttpRequest, candidate: Candidate, findings: tuple[Finding, ...], status: int
) -> HttpResponse:
    sitting, exam = read_current(candidate, clock.now()), name_examination(candidate)
    found = read_result(candidate)
    result = build_result(found, exam, read_advice(candidate)) if found.decision else None
    if result is None and not sitting.state.over:
        return HttpResponseRedirect(_place(sitting.state))
    page = {
        "candidate": candidate,
        "name": mask_name(candidate.person.name),
        "exam": exam,
        "key": candidate.batch.standard.sha256,
        "state": sitting.state,
        "answered": sum(bool(answer.response) for answer in sitting.state.answers),
        "late": len(sitting.state.late),
        "result": result,
        "rounding": marking_pack().rounding,
        "bench": sits_bench(candidate),
        "says": list_says(candidate, clock.now(), decided=result is not None),
        "typed": request.POST,
        "findings": findings,
    }
    return render(request, "candidate/result.html", page, status=status)


@require_GET
@for_candidate
def print_result(request: HttpRequest, candidate: Candidate) -> HttpResponse:  # noqa: ARG001
    """The result on paper; nothing before the decision."""
    printed = print_outcome(candidate, clock.now())
    if printed.value is None:
        return HttpResponseRedirect(RESULT)
    response = HttpResponse(printed.value, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{candidate.ticket_number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@for_candidate
def print_charge(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The notice of an own charge or decision on paper; the result where there is none."""
    found = next((one for one in own_cases(candidate) if one.said.case == request.GET.get("case")), None)
    printed = print_case(found).value if found else None
    if printed is None:
        return HttpResponseRedirect(RESULT)
    response = HttpResponse(printed, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="notice-{candidate.ticket_number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    sign_out(request.COOKIES.get(COOKIE, ""))
    response = HttpResponseRedirect(SIGN_IN)
    response.delete_cookie(COOKIE, path=SIGN_IN, samesite="Strict")
    return response


def mask_name(name: str) -> str:
    """A name as a screen in a full room may show it: its first character."""
    return name[:1] + "*" * (len(name) - 1)


def _bind(candidate: Candidate, paper: str) -> dict[str, str]:
    """What binds an emergency file to candidate and paper, and the key that seals it."""
    attempt = str(candidate.uuid)
    return {"form": paper, "ticket": candidate.ticket_number, "seal": make_page_key(attempt, paper)}


def _place(state: AttemptState) -> str:
    """Where a candidate goes on."""
    if state.over:
        return RESULT
    return INSTRUCTIONS if state.started is None else PAPER


def _read_number(request: HttpRequest, total: int) -> int:
    asked = request.GET.get("q", "1")
    return min(max(int(asked), 1), total) if asked.isdecimal() and len(asked) < 5 else 1
