"""Marking the theory papers by machine.

In: what the journal holds of each attempt. Out: a ``theory_marked`` fact a candidate. Follows: clause 1.9.2 (each part
on 100); the mark names the form's hash and the rule pack; only answers up to the end of the attempt count.
"""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.assembly.model import Form
from liangcai.delivery.present import present_form
from liangcai.marking.theory import TheoryMark, mark_attempt
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import NewFact, append_once
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers import load_forms
from liangcai_web.services.payloads import TheoryMarked
from liangcai_web.services.sittings import read_answers


def mark_theory(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None = None) -> dict[str, TheoryMark]:
    """Mark every attempt that is over and not marked yet; candidate's uuid to mark."""
    forms = load_forms(batch)
    by_id = {form.id: form for form in forms.forms} if forms else {}
    marked = set(Fact.objects.filter(batch=batch.uuid, kind="theory_marked").values_list("subject", flat=True))
    marks, facts = {}, []
    for candidate in batch.candidates.all():
        answers = read_answers(candidate)
        if candidate.uuid in marked or answers is None or candidate.form not in by_id:
            continue
        mark = mark_candidate(by_id[candidate.form], candidate, answers)
        marks[str(candidate.uuid)] = mark
        facts.append(NewFact(kind="theory_marked", payload=describe_mark(mark), subject=candidate.uuid))
    append_once(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)
    return marks


def mark_candidate(form: Form, candidate: Candidate, answers: Mapping[str, str]) -> TheoryMark:
    """The mark of one paper; answers come in the letters that the candidate's screen showed."""
    return mark_attempt(form, answers, marking_pack(), present_form(form, str(candidate.uuid)))


def describe_mark(mark: TheoryMark) -> TheoryMarked:
    """A mark as the content of a fact."""
    return TheoryMarked(
        points=mark.points,
        full=mark.full,
        form_sha256=mark.form_sha256,
        pack_id=mark.pack_id,
        areas=tuple((area.key, area.points, area.full) for area in mark.areas),
        reasons=mark.reasons,
    )
