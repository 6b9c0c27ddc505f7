"""The work of issuing to a whole batch: begun by two people, done group after group, stopped or finished.

In: a batch, two officers. Out: certificates, and how far the work is. Follows: clause 1.9.2; a group is kept whole or
not at all, so that whatever breaks off is gone on with where it was, and nobody is given two.
"""

import time
from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import IssueRun
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.certificates.issue import GROUP, approve_issuing, issue_group, list_waiting
from liangcai_web.services.results.petitions import list_open
from liangcai_web.services.results.postings import check_issuing
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_every_turn, take_turn

State = IssueRun.State


def begin_run(
    batch: Batch, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[IssueRun | None]:
    """Begin the work by two people, whose approvals stand in the log before anything is signed."""
    with take_turn(batch.organisation):
        refused = check_issuing(batch, now)
        if refused:
            return Result(None, refused)
        waiting = list_waiting(batch)
        if find_working(batch) is not None:
            return Result(None, (_refuse("正在签发，不必再次开始。", "Certificates are being issued already."),))
        if not waiting:
            return Result(None, (_refuse("没有待签发的人。", "Nobody waits for a certificate."),))
        approve_issuing(batch, len(waiting), now=now, actor=actor, approver=approver)
        made = IssueRun.objects.create(
            batch=batch, total=len(waiting), begun_at=now, begun_by_id=actor.pk, approved_by_id=approver.pk
        )
    return Result(made)


def go_on(run: IssueRun, seconds: float, now: datetime) -> bool:
    """Issue for so many seconds, at least to one group; True when nobody is left. A run that is over issues none."""
    began = time.monotonic()
    people = "begun_by", "approved_by"
    run = IssueRun.objects.select_related("batch__organisation", "batch__standard", *people).get(pk=run.pk)
    while issue_next(run, now):
        if time.monotonic() - began > seconds:
            return False
    finish_run(run, now)
    return True


def issue_next(run: IssueRun, now: datetime) -> bool:
    """Issue to the next group and note how far it is, in one transaction; False where nobody is left or it is over."""
    with take_every_turn():
        run.refresh_from_db(fields=["state", "reached", "refused"])
        if run.state != State.WORKING:
            return False
        rows = run.batch.candidates.filter(serial__gt=run.reached, credentials=None)
        rows = rows.exclude(pk__in=list_open(run.batch)).order_by("serial")[:GROUP]
        tried = tuple(rows.values_list("pk", "uuid", "serial"))
        if not tried:
            return False
        decisions = read_decisions(run.batch, [uuid for _, uuid, _ in tried])
        group = [(row, decisions[uuid]) for row, uuid, _ in tried if uuid in decisions and decisions[uuid].passed]
        results = issue_group(run.batch, group, now=now, actor=run.begun_by, approver=run.approved_by)
        refused = [one.findings for _, one in results if one.value is None and one.findings]
        IssueRun.objects.filter(pk=run.pk).update(
            done=F("done") + len(group), reached=tried[-1][2], refused=write_refused((*read_refused(run), *refused))
        )
    return True


def read_refused(run: IssueRun) -> tuple[tuple[Finding, ...], ...]:
    """Why some could not be given a certificate, one after another."""
    return msgspec.json.decode(run.refused, type=tuple[tuple[Finding, ...], ...])


def write_refused(refused: Iterable[tuple[Finding, ...]]) -> str:
    """The same, to be kept."""
    return msgspec.json.encode(tuple(refused)).decode()


def list_faults(run: IssueRun | None) -> tuple[Finding, ...]:
    """Why some could not be given a certificate, each reason once."""
    refused = read_refused(run) if run else ()
    return tuple(dict.fromkeys(finding for findings in refused for finding in findings))


def finish_run(run: IssueRun, now: datetime) -> None:
    """Note that everybody was tried, and sign a checkpoint of the log."""
    if IssueRun.objects.filter(pk=run.pk, state=State.WORKING).update(state=State.DONE):
        note_checkpoint(run.batch.organisation, now=now, batch=run.batch)


def stop_run(run: IssueRun) -> bool:
    """Stop the work; what is issued stays issued, who is left can be begun with anew. False where it is over."""
    return bool(IssueRun.objects.filter(pk=run.pk, state=State.WORKING).update(state=State.STOPPED))


def find_working(batch: Batch) -> IssueRun | None:
    """The run that is at work on a batch, or None."""
    return IssueRun.objects.filter(batch=batch, state=State.WORKING).select_related("begun_by", "approved_by").first()


def find_run(batch: Batch) -> IssueRun | None:
    """The newest run of a batch, or None."""
    return IssueRun.objects.filter(batch=batch).select_related("begun_by", "approved_by").first()


def _refuse(zh: str, en: str) -> Finding:
    return Finding(rule="certificate.run", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")
