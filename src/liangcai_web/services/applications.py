"""Applications to a batch: judged by the conditions of its standard.

In: people with what they bring. Out: verdicts, each a fact with its reasons. Follows: clause 1.9.1; the verdict names
the clause that admits, or what each clause lacks and from which day it would be met.
"""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.application import Application
from liangcai.eligibility.check import Verdict, check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Result
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.packs import eligibility_pack
from liangcai_web.services.payloads import ApplicationDecided


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A person's application with its verdict."""

    person: str
    verdict: Verdict


def batch_conditions(batch: Batch) -> Result[ConditionSet | None]:
    """The conditions of the batch's level as rules."""
    return compile_conditions(batch_standard(batch), batch.level, eligibility_pack())


def decide_applications(
    batch: Batch,
    applications: Iterable[tuple[Person, Application]],
    *,
    on: date,
    now: datetime,
    actor: AbstractBaseUser | None = None,
) -> Result[tuple[Judged, ...]]:
    """Judge applications on a day; nobody is judged where the level has no conditions."""
    conditions = batch_conditions(batch)
    if conditions.value is None:
        return Result((), conditions.findings)
    judged = []
    facts = []
    for person, application in applications:
        verdict = check_eligibility(conditions.value, application, on)
        judged.append(Judged(person=str(person.uuid), verdict=verdict))
        decided = ApplicationDecided(
            status=verdict.status, reasons=verdict.reasons, missing=verdict.missing, earliest=verdict.earliest
        )
        facts.append(NewFact(kind="application_decided", payload=decided, subject=person.uuid))
    append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)
    return Result(tuple(judged), conditions.findings)
