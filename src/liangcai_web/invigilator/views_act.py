"""What an invigilator does: one address an act, each a POST that leads back to the console.

In: what was typed. Out: the service's result: the console again, or the same page with what was wrong and what was
typed. Follows: an act that needs a second person asks for both passwords.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from liangcai.findings import Finding, Message, Result
from liangcai_web.invigilator.acts import Act, Asked, do_act
from liangcai_web.invigilator.room_page import WRONG, room_page
from liangcai_web.invigilator.views import render_room
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.sittings.entry import WAIVERS, waive_rule
from liangcai_web.services.sittings.grants import Grant, give_time
from liangcai_web.services.sittings.rooms import (
    list_seats,
    pause_room,
    pause_seat,
    refuse,
    resume_room,
    resume_seat,
    start_room,
)
from liangcai_web.services.sittings.seats import check_identity, end_room, end_seat, move_seat, note_irregularity
from liangcai_web.services.sittings.takeover import allow_takeover


@room_page
@require_POST
def act(request: StaffRequest, batch: Batch, room: str, act: str) -> HttpResponse:
    """Do one act."""
    findings = do_act(ACTS.get(act), request, batch, room)
    if findings:
        return render_room(request, batch, room, findings, act, WRONG)
    seat = request.POST.get("seat", "")
    query = f"?{urlencode({'seat': seat})}" if seat else ""
    return redirect(reverse("invigilator-room", args=[batch.uuid, room]) + query)


def read_seconds(asked: Asked) -> int:
    """Minutes as typed, in seconds; what is no number is none."""
    return (asked.number("minutes") or 0) * 60


def need_reason(asked: Asked) -> tuple[Finding, ...]:
    """Why is always said."""
    return () if asked.reason else (refuse("act.reason", "请写明原因。", "State the reason."),)


def extend(asked: Asked, scope: str, people: tuple[Candidate, ...]) -> Result[Any]:
    """Grant time to one seat or to the room."""
    grant = Grant(
        grant_id=asked.typed("grant_id")[:36] or str(uuid4()),
        seconds=read_seconds(asked),
        reason=asked.reason,
        scope=scope,
        room=asked.room,
    )
    return give_time(asked.batch, people, grant, actor=asked.actor, approver=asked.approver, now=asked.now)


def move(asked: Asked) -> Result[Any]:
    """Another seat, and with it the word for another machine."""
    seat, candidate = asked.number("number") or 0, asked.candidate
    moved = move_seat(candidate, asked.typed("to_room"), seat, asked.reason, actor=asked.actor, now=asked.now)
    if moved.value is not None:
        allow_takeover(candidate, asked.actor, asked.now, asked.reason)
    return moved


def change_machine(asked: Asked) -> Result[Any]:
    """The word that lets a candidate sign in on another machine."""
    wrong = need_reason(asked)
    return (
        Result(None, wrong) if wrong else Result(allow_takeover(asked.candidate, asked.actor, asked.now, asked.reason))
    )


def pause(asked: Asked, *, whole: bool) -> Result[Any]:
    """Stop the clock of a seat or of the room."""
    wrong = need_reason(asked)
    if wrong:
        return Result(None, wrong)
    if whole:
        return pause_room(asked.batch, asked.room, asked.reason, actor=asked.actor, now=asked.now)
    return pause_seat(asked.candidate, asked.reason, actor=asked.actor, now=asked.now)


def waive(asked: Asked) -> Result[Any]:
    """Let somebody in late or out early, by two."""
    rule, wrong = asked.typed("rule"), need_reason(asked)
    if rule not in WAIVERS:
        raise Http404
    if wrong:
        return Result(None, wrong)
    return waive_rule(asked.candidate, rule, asked.reason, actor=asked.actor, approver=asked.approver, now=asked.now)


def note(asked: Asked) -> Result[Any]:
    """An irregularity under its rule."""
    said = (asked.typed("code"), asked.typed("text"), asked.typed("evidence"))
    return note_irregularity(asked.candidate, *said, actor=asked.actor, now=asked.now)


def identify(asked: Asked) -> Result[Any]:
    """Person and document were compared."""
    passed = asked.typed("passed") == "yes"
    return check_identity(asked.candidate, passed=passed, reason=asked.reason, actor=asked.actor, now=asked.now)


ACTS: dict[str, Act] = {
    "start": (
        lambda asked: start_room(asked.batch, asked.room, actor=asked.actor, now=asked.now),
        Message("已宣布开考，考生可以开始答题。", "The room is started: candidates can begin."),
    ),
    "pause-room": (
        lambda asked: pause(asked, whole=True),
        Message("全考场已暂停，计时已停。", "The room is paused: all clocks stand still."),
    ),
    "resume-room": (
        lambda asked: resume_room(asked.batch, asked.room, actor=asked.actor, now=asked.now),
        Message("全考场继续，停多久补多久。", "The room goes on; the time lost is given back."),
    ),
    "extend-room": (
        lambda asked: extend(asked, "room", list_seats(asked.batch, asked.room)),
        Message("已为全考场延时。", "Time is granted to the room."),
    ),
    "end-room": (
        lambda asked: end_room(asked.batch, asked.room, asked.reason, actor=asked.actor, now=asked.now),
        Message("考场已结束，请核对并签署考场记录。", "The room has ended: look at its record and sign it."),
    ),
    "identity": (identify, Message("身份核验已记录。", "The identity check is recorded.")),
    "pause": (lambda asked: pause(asked, whole=False), Message("该座位已暂停。", "The seat is paused.")),
    "resume": (
        lambda asked: resume_seat(asked.candidate, actor=asked.actor, now=asked.now),
        Message("该座位继续，停多久补多久。", "The seat goes on; the time lost is given back."),
    ),
    "extend": (
        lambda asked: extend(asked, "seat", (asked.candidate,)),
        Message("已延时。", "Time is granted."),
    ),
    "move": (
        move,
        Message(
            "已换座；5 分钟内可在新机器登录一次。", "Moved; one sign-in on another machine is allowed for 5 minutes."
        ),
    ),
    "machine": (
        change_machine,
        Message("5 分钟内可在另一台机器登录一次。", "One sign-in on another machine is allowed for 5 minutes."),
    ),
    "irregularity": (note, Message("违纪违规情况已记录。", "The irregularity is noted.")),
    "waive": (waive, Message("已由两人准许。", "Allowed by two people.")),
    "end": (
        lambda asked: end_seat(asked.candidate, asked.reason, actor=asked.actor, now=asked.now),
        Message("已收卷。", "The paper is closed."),
    ),
}
