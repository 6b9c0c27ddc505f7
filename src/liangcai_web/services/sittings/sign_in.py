"""A candidate signs in to their own attempt with ticket number and ID number.

In: what was typed, where it came from, the moment. Out: a token for the attempt, or findings that name the field.
Follows: the ID number is looked up by its keyed index only; failures are limited per ticket and per address; another
machine takes over only with the invigilator's word, or once the one before has fallen silent.
"""

import re
from datetime import datetime, timedelta

import msgspec

from liangcai.eligibility.identity_number import check_character
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import normalise_id_number
from liangcai_web.records.batches import Candidate
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.people import has_id_number
from liangcai_web.services.sittings.access import Visit, check_entry, find_access
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.sittings.presence import note_back, note_left, seconds_until_quiet
from liangcai_web.services.sittings.seated import find_ticket_holder
from liangcai_web.services.sittings.takeover import use_takeover
from liangcai_web.services.sittings.visits import note_visit

TICKET = "sitting.ticket_number"
ID_NUMBER = "sitting.id_number"
TAKEOVER = "sitting.takeover"
SUPERSEDED = "another sign-in"
WINDOW = timedelta(minutes=10)
PER_TICKET = FailureLimit(8, WINDOW)
PER_ADDRESS = FailureLimit(200, WINDOW)


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A token for an attempt, and the candidate whose uuid it has."""

    token: str
    candidate: Candidate


def sign_in(
    ticket_number: str,
    id_number: str,
    address: str,
    now: datetime,
    visit: Visit | None = None,
    room_password: str = "",
    *,
    token: str = "",
) -> Result[SignedIn | None]:
    """Open a session for the candidate of this ticket and ID number; earlier ones are superseded, not silenced.

    ``token`` is what the browser holds already: who signs in again where they work takes nothing over.
    """
    ticket, number = "".join(ticket_number.split()).upper(), normalise_id_number(id_number)
    findings = _check_form(ticket, number)
    if findings:
        return Result(None, findings)
    keys = (f"{ticket} {address}", address)
    limits = (PER_TICKET, PER_ADDRESS)
    if not all(limit.allows(key, now) for limit, key in zip(limits, keys, strict=True)):
        return Result(None, (_too_many(),))
    candidate = _find_candidate(ticket, number)
    refused = _no_match(number) if candidate is None else _keep_out(candidate, visit, room_password, now)
    if candidate is None or refused:
        for limit, key in zip(limits, keys, strict=True):
            limit.note(key, now)
        return Result(None, refused)
    attempt = str(candidate.uuid)
    wait = 0 if find_running(token) == attempt else seconds_until_quiet(attempt, now)
    if wait and not use_takeover(candidate, now):
        return Result(None, (_taken(wait),))
    note_back(attempt)
    return Result(SignedIn(token=open_journal().open_session(attempt, SUPERSEDED), candidate=candidate))


def _keep_out(candidate: Candidate, visit: Visit | None, password: str, now: datetime) -> tuple[Finding, ...]:
    """Why the rules of entry keep a candidate out; what the browser showed is kept either way."""
    row = find_access(candidate.batch)
    signs = note_visit(candidate, visit or Visit(), "sign-in", now) if row else None
    finding = check_entry(candidate, row, password, signs) if row and signs else None
    return (finding,) if finding else ()


def find_attempt(token: str) -> str | None:
    """The attempt of a session that runs or was superseded by another of the same candidate; None once it was ended."""
    session = open_journal().find_session(token) if token else None
    return session.attempt if session and session.ended_by in ("", SUPERSEDED) else None


def find_running(token: str) -> str | None:
    """The attempt of a session that runs, or None."""
    session = open_journal().find_session(token) if token else None
    return session.attempt if session and not session.ended_by else None


def sign_out(token: str) -> None:
    """End the session of a token."""
    attempt = find_running(token)
    if attempt is not None:
        open_journal().end_sessions(attempt, "candidate", token)
        note_left(attempt)


def fits_check_digit(number: str) -> bool:
    """Whether a resident ID number fits its check character (GB 11643); other papers have none."""
    return not re.fullmatch(r"\d{17}[\dX]", number) or check_character(number[:17]) == number[17]


def _find_candidate(ticket: str, number: str) -> Candidate | None:
    candidate = find_ticket_holder(ticket)
    return candidate if candidate and has_id_number(candidate.person, number) else None


def _check_form(ticket: str, number: str) -> tuple[Finding, ...]:
    findings = []
    if not re.fullmatch(r"[0-9A-Z-]{4,24}", ticket):
        findings.append(
            _say(
                TICKET,
                Message("准考证号由 4 至 24 位数字或字母组成。", "A ticket number has 4 to 24 digits or letters."),
                Message("请照准考证上印的号码填写。", "Type it as it is printed on your admission ticket."),
            )
        )
    if not re.fullmatch(r"[0-9A-Z()-]{5,20}", number):
        findings.append(
            _say(
                ID_NUMBER,
                Message("证件号码由 5 至 20 位数字或字母组成。", "An ID number has 5 to 20 digits or letters."),
                Message("请填写报名时所用证件的号码。", "Type the number of the document that you applied with."),
            )
        )
    return tuple(findings)


def _no_match(number: str) -> tuple[Finding, ...]:
    """The same words whichever of the two is wrong: nobody learns here that a ticket number exists."""
    together = _say(
        TICKET,
        Message("没有同时符合这两个号码的考生。", "No candidate has both of these numbers."),
        Message(
            "请对照准考证核对；仍不符时请找监考人员。", "Compare with your ticket; if it is right, ask an invigilator."
        ),
    )
    if fits_check_digit(number):
        return (together,)
    typed = _say(
        ID_NUMBER,
        Message(
            "身份证号码的校验位不符，可能有一位输错。", "The check digit does not fit: one character may be mistyped."
        ),
    )
    return (together, typed)


def _too_many() -> Finding:
    return _say(
        TICKET,
        Message("错误次数过多，请 10 分钟后再试。", "Too many wrong tries: please wait ten minutes."),
        Message("请找监考人员核对号码。", "Ask an invigilator to check the numbers with you."),
    )


def _taken(seconds: int) -> Finding:
    return _say(
        TAKEOVER,
        Message(
            "你的试卷正在另一台电脑上作答，不能在这里同时打开。",
            "Your paper is open on another computer and cannot be opened here as well.",
        ),
        Message(
            f"换机请举手，由监考人员在监考台准许后再登录；若原电脑已死机，请 {seconds} 秒后再试。",
            "To move, raise your hand: an invigilator allows it, then sign in again. "
            f"If the other computer has crashed, try again in {seconds} seconds.",
        ),
    )


def _say(rule: str, message: Message, remedy: Message | None = None) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, remedy=remedy)
