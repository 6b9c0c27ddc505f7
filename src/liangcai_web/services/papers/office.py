"""Assembling the papers of a batch from the office: once.

In: a batch. Out: the papers, or what lacks. Follows: chapter 4; papers are never replaced, a seat names its form.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_web.records.batches import Batch
from liangcai_web.services.papers.making import MOST_SETS, Papers, kept_hash, make_papers
from liangcai_web.services.turns import take_turn


def assemble_once(
    batch: Batch, sets: int = 1, *, now: datetime, actor: AbstractBaseUser | None
) -> Result[Papers | None]:
    """Assemble so many sets unless it has been done; errors come first among the findings."""
    with take_turn(batch.organisation):
        if kept_hash(batch.uuid, "forms_assembled") is not None:
            message = Message("这个批次已经组卷，试卷不能更换。", "This batch has its papers; they are not replaced.")
            return Result(None, (Finding(rule="papers.again", severity=Severity.ERROR, message=message),))
        finding = check_sets(batch, sets)
        if finding is not None:
            return Result(None, (finding,))
        made = make_papers(batch, now=now, actor=actor, sets=sets)
    if made.value is None and not has_errors(made.findings):
        message = Message("试卷没有生成。", "The papers could not be assembled.")
        return Result(None, (Finding(rule="papers", severity=Severity.ERROR, message=message), *made.findings))
    return made


def check_sets(batch: Batch, sets: int) -> Finding | None:
    """What is wrong with a number of sets, or None."""
    if not 1 <= sets <= MOST_SETS:
        message = Message(f"试卷组数是 1 到 {MOST_SETS}。", f"There are 1 to {MOST_SETS} sets of papers.")
        return Finding(rule="papers.sets", severity=Severity.ERROR, message=message)
    if sets > 1 and kept_hash(batch.uuid, "plan_made") is not None:
        message = Message("考场已经编排，各场的试卷已定。", "The rooms are planned, and so is who sits which paper.")
        remedy = Message("请组一组卷；要各场不同，须先组卷、后编排。", "Assemble one set; more come before planning.")
        return Finding(rule="papers.sets", severity=Severity.ERROR, message=message, remedy=remedy)
    return None
