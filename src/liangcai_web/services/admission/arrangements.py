"""What an organisation asks candidates beside the standard, and what it arranges for them.

In: answers as typed, the word of two officers on extra time. Out: rows of ``Arrangement``, facts without content.
Follows: clause 1.9.3 (recusal) and 1.9.5 (places); what somebody needs is personal and stands in no fact.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from liangcai.eligibility.grouplist.columns import ASKED
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.places import Site
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.register import ArrangementSet
from liangcai_web.services.turns import take_turn

EMPLOYER, SITE, ACCESSIBLE, TIME = (column.field for column in ASKED)
MOST_PERCENT = 100


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is arranged for somebody, by words; ``extra_time`` in percent."""

    employer: str = ""
    site: str = ""
    accessible: bool = False
    extra_time: int = 0


def list_site_names(organisation: Organisation) -> tuple[str, ...]:
    """The sites that applicants choose from; with one or none there is nothing to choose."""
    names = Site.objects.filter(organisation=organisation, retired_at__isnull=True).order_by("name")
    found = tuple(names.values_list("name", flat=True))
    return found if len(found) > 1 else ()


def note_answers(batch: Batch, answers: Iterable[tuple[Person, Mapping[str, str]]]) -> None:
    """Keep what applicants said when they applied; a later word of theirs replaces it, extra time granted stays."""
    sites = {site.name: site for site in Site.objects.filter(organisation=batch.organisation)}
    rows = [
        Arrangement(
            batch=batch,
            person=person,
            employer=typed.get(EMPLOYER, "")[:120],
            site=sites.get(typed.get(SITE, "")),
            accessible=typed.get(ACCESSIBLE) == "on",
            asks_time=typed.get(TIME) == "on",
        )
        for person, typed in answers
        if any(typed.get(field) for field in (EMPLOYER, SITE, ACCESSIBLE, TIME))
    ]
    Arrangement.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["batch", "person"],
        update_fields=["employer", "site", "accessible", "asks_time"],
    )


def check_sites(organisation: Organisation, typed: Iterable[Mapping[str, str]]) -> dict[int, Finding]:
    """Answers that name no site of the organisation, by their place from 1."""
    names = set(list_site_names(organisation))
    return {
        number: _refuse(SITE, f"没有名为“{one[SITE]}”的考点。", f"There is no site “{one[SITE]}”.")
        for number, one in enumerate(typed, 1)
        if one.get(SITE) and one[SITE] not in names
    }


def find_arrangement(batch: Batch, person: Person) -> Arrangement:
    """What is arranged for somebody, kept or not yet."""
    row = Arrangement.objects.filter(batch=batch, person=person).select_related("site").first()
    return row or Arrangement(batch=batch, person=person)


def read_arrangements(batch: Batch) -> dict[int, Arrangement]:
    """What is arranged for the people of a batch, by their keys."""
    return {row.person_id: row for row in Arrangement.objects.filter(batch=batch).select_related("site")}


def find_asking(batch: Batch) -> "QuerySet[Arrangement]":
    """Who asked for more time and has none yet."""
    return Arrangement.objects.filter(batch=batch, asks_time=True, extra_time=0)


def arrange(
    batch: Batch,
    person: Person,
    wish: Wish,
    *,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None = None,
) -> Result[Arrangement | None]:
    """Arrange something for somebody; extra time that is new needs a second officer, held by the database."""
    with take_turn(batch.organisation):
        row = find_arrangement(batch, person)
        wrong = check_wish(row, wish, actor, approver)
        if wrong is not None:
            return Result(None, (wrong,))
        if wish.extra_time != row.extra_time:
            row.granted_by_id, row.approved_by_id = (actor.pk, approver.pk) if approver else (None, None)
        row.employer, row.accessible, row.extra_time = wish.employer.strip()[:120], wish.accessible, wish.extra_time
        row.site = Site.objects.filter(organisation=batch.organisation, name=wish.site).first() if wish.site else None
        row.asks_time = row.asks_time and not wish.extra_time
        row.save()
        append_fact(
            batch.organisation,
            "arrangement_set",
            ArrangementSet(site=wish.site),
            now=now,
            actor=actor,
            approver=approver,
            batch=batch.uuid,
            subject=person.uuid,
        )
    return Result(row)


def check_wish(
    row: Arrangement, wish: Wish, actor: AbstractBaseUser, approver: AbstractBaseUser | None
) -> Finding | None:
    """What keeps an arrangement from being made, or None."""
    if not 0 <= wish.extra_time <= MOST_PERCENT:
        return _refuse("extra_time", "延长比例为 0 到 100（%）。", "Extra time is from 0 to 100 percent.")
    granted = wish.extra_time and wish.extra_time != row.extra_time
    if granted and (approver is None or approver.pk == actor.pk):
        return _refuse("extra_time", "延长时间须两人同意。", "Extra time needs two officers.")
    sites = Site.objects.filter(organisation=row.batch.organisation, name=wish.site)
    if wish.site and not sites.exists():
        return _refuse("site", f"没有名为“{wish.site}”的考点。", f"There is no site “{wish.site}”.")
    return None


def _refuse(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"arrangement.{field}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.5")
