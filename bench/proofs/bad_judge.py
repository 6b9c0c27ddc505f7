"""What must hold of every answer to bad input, and of what is stored behind all of it.

In: requests with their answers; the journal before and after. Out: faults. Follows: rule 4 of reliability: never a 500,
a traceback or silence; stored under the sender's own attempt or not at all; what is another's is refused and logged.
"""

import json
import logging
from collections import Counter
from typing import Any

from bench.proofs.asgi import Answer, Request
from bench.proofs.bad_requests import ANSWERS
from bench.proofs.bad_world import CSRF, World

TRACEBACK = b"Traceback (most recent call last)"
SENT_KINDS = ("answered", "marked", "struck")
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
EXEMPT = ("/health", "/metrics", ANSWERS, "/sitting/clock")
FOREIGN = "refused: the session of attempt"


class Listener(logging.Handler):
    """Counts refusals in the log, and keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.foreign = 0
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line."""
        self.foreign += str(record.msg).startswith(FOREIGN)
        if record.levelno >= logging.ERROR and not record.name.startswith("django.security"):  # these are refusals
            cause = repr(record.exc_info[1])[:200] if record.exc_info else ""
            self.errors.append(f"{record.name}: {record.getMessage()[:200]} {cause}")


class Judge:
    """Looks at each answer when it comes, and at the journal at the end."""

    def __init__(self, world: World, listener: Listener) -> None:
        from liangcai_web.services.sittings.journal import open_journal

        self.read = open_journal().read
        self.listener = listener
        self.owners = {dict(actor.cookies)["sitting"]: actor.attempt for actor in world.actors if actor.attempt}
        self.attempts = {*self.owners.values(), *world.silent}
        self.before = {attempt: self.list_ids(attempt) for attempt in self.attempts}
        self.acknowledged: dict[str, set[str]] = {attempt: set() for attempt in self.attempts}
        self.foreign = 0
        self.statuses: Counter[str] = Counter()
        self.seconds: list[tuple[float, str]] = []
        self.faults: list[str] = []

    def list_ids(self, attempt: str) -> set[str]:
        """Under which ids an attempt has something of its page in the journal."""
        return {event.client_id.partition("#")[0] for event in self.read(attempt, SENT_KINDS)}

    def look(self, request: Request, answer: Answer) -> None:
        """Whether the answer may be."""
        errors = [f"logged as an error: {one}" for one in self.listener.errors]
        self.listener.errors.clear()
        wrong = [*errors, *find_faults(request, answer), *self.look_at_intake(request, answer)]
        self.faults += [f"{fault} <- {request.tell()}" for fault in wrong]
        self.statuses[f"{request.kind} {answer.status}"] += 1
        self.seconds.append((round(answer.seconds, 3), f"{request.method} {request.path[:80]}"))

    def look_at_intake(self, request: Request, answer: Answer) -> list[str]:
        """Whose answers were acknowledged."""
        if request.path != ANSWERS or answer.status not in (200, 403):
            return []
        said = json.loads(answer.body)
        if answer.status == 403:
            self.foreign += said == {"error": "another's"}
            return []
        owner = self.owners.get(find_token(request))
        if owner is None:
            return ["acknowledged to somebody without a session"]
        self.acknowledged[owner] |= set(said["acknowledged"])
        return [] if named_attempt(request.body) in (owner, None) else ["acknowledged for another's attempt"]

    def look_at_journal(self) -> list[str]:
        """What is stored now is what was there and what was acknowledged to its own candidate: nothing more or less."""
        faults = []
        for attempt in self.attempts:
            stored, known = self.list_ids(attempt), self.before[attempt] | self.acknowledged[attempt]
            faults += [f"stored under {attempt} and never acknowledged to it: {one}" for one in stored - known]
            faults += [f"acknowledged and not stored: {attempt} {one}" for one in known - stored]
        if self.foreign != self.listener.foreign:
            faults.append(f"{self.foreign} refused as another's, {self.listener.foreign} of these logged")
        return faults


def find_faults(request: Request, answer: Answer) -> list[str]:
    """What no answer may be, whatever was asked."""
    faults = [answer.fault] if answer.fault else []
    if answer.status >= 500:
        faults.append(f"status {answer.status}")
    if TRACEBACK in answer.body:
        faults.append("a traceback in the answer")
    if any(b"\n" in value or b"\r" in value or b"\x00" in value for _, value in answer.headers):
        faults.append("a line end in a header")
    if request.method in UNSAFE and request.path not in EXEMPT and answer.status and answer.status < 400:
        carried = request.body + b"".join(value for name, value in request.headers if name == b"x-csrftoken")
        if CSRF.encode() not in carried:
            faults.append(f"done without the token of a form: {answer.status}")
    return faults


def find_token(request: Request) -> str:
    """The token of the last cookie header."""
    cookies = [value for name, value in request.headers if name == b"cookie"]
    for pair in cookies[-1].split(b";") if cookies else ():
        name, _, value = pair.strip().partition(b"=")
        if name == b"sitting":
            return value.decode("latin-1").strip('"')
    return ""


def named_attempt(body: bytes) -> Any:
    """The attempt that a body names, or None where it cannot be read by the standard library."""
    try:
        return json.loads(body).get("attempt")
    except (ValueError, AttributeError, RecursionError):
        return None
