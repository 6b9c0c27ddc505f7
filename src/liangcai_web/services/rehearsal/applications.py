"""Made-up people who apply in a rehearsal: handed in, and reviewed by two officers as the machine finds them.

In: people with what they bring. Out: verdicts by person, all facts that a real batch would have. Follows: the same
services as the pages.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.application import Application
from liangcai.eligibility.check import Verdict
from liangcai.findings import Result
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import Entry, Taken, hand_in, match_people
from liangcai_web.services.admission.dossiers import Dossier
from liangcai_web.services.admission.signing import sign_as_found


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A person with the verdict on the application."""

    person: str
    verdict: Verdict


def decide_applications(
    batch: Batch,
    people: Sequence[tuple[str, str, Application]],
    *,
    now: datetime,
    reviewers: tuple[AbstractBaseUser, AbstractBaseUser],
) -> Result[tuple[Judged, ...]]:
    """Hand in what people bring, given as name, ID number and application, and have two sign what the machine finds."""
    entries = [
        Entry(name=name, id_number=number, dossier=Dossier(application=application))
        for name, number, application in people
    ]
    # A number that was drawn in another rehearsal as well is the same person, whatever name was drawn with it.
    known = match_people(batch, entries)
    entries = [msgspec.structs.replace(one, name=who.name) for one, who in zip(entries, known, strict=True)]
    taken = hand_in(batch, entries, source=ApplicationVersion.Source.LIST, now=now, by=reviewers[0])
    rows = [one.version.application_id for one in taken.value]
    for reviewer in reviewers:
        sign_as_found(batch, rows, reviewer=reviewer, now=now)
    return Result(tuple(_name(one) for one in taken.value), taken.findings)


def _name(taken: Taken) -> Judged:
    return Judged(person=str(taken.person.uuid), verdict=taken.verdict)
