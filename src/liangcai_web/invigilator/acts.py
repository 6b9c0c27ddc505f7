"""What all acts of a room share: what was typed, who approves, that it is done and said.

In: an act of a table, what was typed. Out: what was wrong, nothing where the act is done. Follows: an act that needs a
second person asks for both passwords.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404

from liangcai.findings import Finding, Message, Result
from liangcai_host import clock
from liangcai_web.invigilator.room_page import me, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.accounts.approvals import approve_together
from liangcai_web.services.sittings.rooms import list_seats


class Asked(NamedTuple):
    """An act as it was asked for."""

    request: StaffRequest
    batch: Batch
    room: str
    actor: AbstractBaseUser
    approver: AbstractBaseUser | None
    now: datetime

    def typed(self, name: str) -> str:
        """What was typed into a field."""
        return self.request.POST.get(name, "").strip()

    def number(self, name: str) -> int | None:
        """The whole number of a field, of three digits at most; None for anything else."""
        text = self.typed(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    @property
    def reason(self) -> str:
        """The reason."""
        return self.typed("reason")[:400]

    @property
    def candidate(self) -> Candidate:
        """The candidate of the seat; one of another room is not found."""
        asked = self.typed("seat")
        found = next((one for one in list_seats(self.batch, self.room) if str(one.uuid) == asked), None)
        if found is None:
            raise Http404
        return found


Act: TypeAlias = tuple[Callable[[Asked], Result[Any]], Message]


def do_act(act: Act | None, request: StaffRequest, batch: Batch, room: str) -> tuple[Finding, ...]:
    """Do an act and say on the next page that it is done; an act that is not known is not found."""
    if act is None:
        raise Http404
    do, done = act
    now = clock.now()
    approved = read_approver(request, now)
    findings = approved.findings or do(Asked(request, batch, room, me(request), approved.value, now)).findings
    if not findings:
        tell(request, done)
    return findings


def read_approver(request: StaffRequest, now: datetime) -> Result[AbstractBaseUser | None]:
    """The second person where one was named, or what is wrong with what the two typed."""
    second = request.POST.get("second_name", "").strip()
    if not second:
        return Result(None)
    return approve_together(
        request.organisation,
        request.user,
        password=request.POST.get("password", ""),
        second_name=second,
        second_password=request.POST.get("second_password", ""),
        now=now,
    )
