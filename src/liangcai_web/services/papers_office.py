"""Assembling the papers of a batch from the office: once.

In: a batch. Out: the papers, or what lacks. Follows: chapter 4; papers are never replaced, a seat names its form.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_web.records.batches import Batch
from liangcai_web.services.papers import Papers, kept_hash, make_papers
from liangcai_web.services.turns import take_turn


def assemble_once(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None) -> Result[Papers | None]:
    """Assemble unless it has been done; errors come first among the findings."""
    with take_turn(batch.organisation):
        if kept_hash(batch.uuid, "forms_assembled") is not None:
            message = Message("这个批次已经组卷，试卷不能更换。", "This batch has its papers; they are not replaced.")
            return Result(None, (Finding(rule="papers.again", severity=Severity.ERROR, message=message),))
        made = make_papers(batch, now=now, actor=actor)
    if made.value is None and not has_errors(made.findings):
        message = Message("试卷没有生成。", "The papers could not be assembled.")
        return Result(None, (Finding(rule="papers", severity=Severity.ERROR, message=message), *made.findings))
    return made
