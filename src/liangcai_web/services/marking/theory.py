"""Marking the theory papers, under the marking version that is live: by machine, and with what people settled.

In: what the journal holds of each attempt. Out: a ``theory_marked`` fact a candidate. Follows: clause 1.9.2 (each part
on 100); the mark names the form's hash, the rule pack and the marking version; only answers up to the end of the
attempt count; the first mark is given once.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser

from liangcai.assembly.model import Form
from liangcai.delivery.present import order_form
from liangcai.marking.scheme import Scheme, prepare_scheme
from liangcai.marking.scripts import complete_mark, list_scripts
from liangcai.marking.theory import TheoryMark, mark_paper
from liangcai.marking.version import FIRST, MarkingVersion
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import NewFact, append_once, last_fact, read_facts, read_payload
from liangcai_web.services.marking.texts import hash_response, read_settled
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_forms
from liangcai_web.services.payloads.base import TheoryMarked
from liangcai_web.services.payloads.results import MarkingMadeLive, MarkingProposed
from liangcai_web.services.sittings.attempts import read_answers

Settled = Mapping[tuple[str, str], Decimal]


def mark_theory(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None = None) -> dict[str, TheoryMark]:
    """Mark every attempt that is over, is not marked yet and waits for nobody; candidate's uuid to mark."""
    marked = set(Fact.objects.filter(batch=batch.uuid, kind="theory_marked").values_list("subject", flat=True))
    marks, facts = {}, []
    for candidate, mark in score_papers(batch, live_version(batch)):
        if candidate.uuid not in marked and not mark.waiting:  # no mark before people have settled all of theirs
            marks[str(candidate.uuid)] = mark
            facts.append(NewFact(kind="theory_marked", payload=describe_mark(mark), subject=candidate.uuid))
    append_once(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)
    return marks


def score_papers(batch: Batch, version: MarkingVersion) -> Iterator[tuple[Candidate, TheoryMark]]:
    """The mark of every paper that is over, from the events of the journal; nothing is written."""
    schemes, settled = prepare_schemes(batch, version), read_settled(batch)
    for candidate in batch.candidates.order_by("serial"):
        scheme = schemes.get(candidate.form)
        answers = read_answers(candidate) if scheme else None
        if scheme is not None and answers is not None:
            yield candidate, mark_candidate(scheme, candidate, answers, settled.get(candidate.uuid))


def prepare_schemes(batch: Batch, version: MarkingVersion) -> dict[str, Scheme]:
    """The papers of a batch made ready for marking, by the id of the form; none while they are sealed."""
    return {form.id: prepare_scheme(form, marking_pack(), version) for form in list_forms(batch)}


def list_forms(batch: Batch) -> tuple[Form, ...]:
    """The papers of a batch as they were sat."""
    forms = load_forms(batch)
    return forms.forms if forms else ()


def mark_candidate(
    scheme: Scheme, candidate: Candidate, answers: Mapping[str, str], settled: Settled | None = None
) -> TheoryMark:
    """The mark of one paper; answers come in the letters that the candidate's screen showed.

    ``settled`` is what people gave, by the question's key and the hash of the answer that they read.
    """
    mark = mark_paper(scheme, answers, order_form(scheme.form, scheme.form_sha256, str(candidate.uuid)))
    if not settled or not mark.waiting:
        return mark
    scripts = list_scripts(scheme.form, mark, scheme.pack)
    keys = [(script.question.key, hash_response(script.response)) for script in scripts]
    return complete_mark(scheme, mark, {key[0]: settled[key] for key in keys if key in settled})


def live_version(batch: Batch) -> MarkingVersion:
    """The marking version that counts: the papers as they were sat until two people made another live."""
    live = last_fact(batch.uuid, "marking_made_live")
    if live is None:
        return FIRST
    hash_ = read_payload(live, MarkingMadeLive).proposed
    fact = read_facts(batch.uuid, "marking_proposed").get(hash=hash_)
    return read_payload(fact, MarkingProposed).version


def describe_mark(mark: TheoryMark) -> TheoryMarked:
    """A mark as the content of a fact."""
    return TheoryMarked(
        points=mark.points,
        full=mark.full,
        form_sha256=mark.form_sha256,
        pack_id=mark.pack_id,
        version=mark.version,
        areas=list_areas(mark),
        reasons=mark.reasons,
    )


def list_areas(mark: TheoryMark) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """What was earned in each area, of how much."""
    return tuple((area.key, area.points, area.full) for area in mark.areas)
