"""The analysis of the theory part of a batch.

In: a batch. Out: its analysis with flags, from the answers as they are marked today. Follows: every paper that is
marked counts; candidates of one room could see each other's papers, those of different rooms could not.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.analysis.analyse import analyse_sitting, observe_items
from liangcai.analysis.model import Sheet, SittingAnalysis
from liangcai.findings import Result
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf, note_observed
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.facts import append_fact, last_fact
from liangcai_web.services.marking.theory import live_version, score_papers
from liangcai_web.services.packs import analysis_pack
from liangcai_web.services.papers.making import load_forms
from liangcai_web.services.payloads.bank import ItemsObserved
from liangcai_web.services.turns import take_turn


def analyse_batch(batch: Batch) -> Result[SittingAnalysis | None]:
    """The analysis; None before there are papers or a marked answer."""
    forms = load_forms(batch)
    sheets = read_sheets(batch)
    if forms is None or not sheets:
        return Result(None)
    made = analyse_sitting(forms.forms, sheets, analysis_pack())
    return Result(made.value, made.findings)


def observe_batch(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None) -> int:
    """Tell the bank what the sitting showed of its questions, once a batch; how many questions there were."""
    with take_turn(batch.organisation):
        made = analyse_batch(batch).value
        if made is None or last_fact(batch.uuid, "items_observed") is not None:
            return 0
        shelf = Shelf(organisation=batch.organisation, standard=batch_standard(batch), level=batch.level)
        count = note_observed(shelf, observe_items(made), now=now)
        said = ItemsObserved(questions=count, pack_id=analysis_pack().id)
        append_fact(batch.organisation, "items_observed", said, now=now, actor=actor, batch=batch.uuid)
    return count


def read_sheets(batch: Batch) -> list[Sheet]:
    """What every marked candidate answered, by ticket number, under the marking version that counts."""
    facts = Fact.objects.filter(batch=batch.uuid, kind="theory_marked", subject__isnull=False)
    marked = {subject for subject in facts.values_list("subject", flat=True) if subject}
    return [
        Sheet(candidate=one.ticket_number, form_id=one.form, marks=mark.responses, group=one.room)
        for one, mark in score_papers(batch, live_version(batch))
        if one.uuid in marked
    ]
