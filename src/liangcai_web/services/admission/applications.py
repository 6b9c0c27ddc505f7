"""Applications to a batch handed in: kept as they are, and judged by the conditions of its standard.

In: who applies with what. Out: versions that are never changed, a fact each with the machine's verdict. Follows: clause
1.9.1; the machine's verdict decides nothing by itself, two people do (``applications_review``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.application import Application, Ruling
from liangcai.eligibility.check import Verdict, check_eligibility, find_status
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import index_id_number
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.services.accounts.numbers import draw_number
from liangcai_web.services.admission.arrangements import note_answers
from liangcai_web.services.admission.dossiers import Dossier, hash_dossier, open_dossier, salted, seal_dossier
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import NewFact, append_facts, read_payload
from liangcai_web.services.packs import eligibility_pack
from liangcai_web.services.payloads.applications import ApplicationRuled, ApplicationSubmitted
from liangcai_web.services.people import field_keys, make_person
from liangcai_web.services.standards.opened import open_document
from liangcai_web.services.standing.cases import list_barred
from liangcai_web.services.turns import take_turn

State = ApplicationRow.State
Progress = Callable[[int, int], None]
STEP = 500


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A person with what they hand in; ``row`` is the application that it goes on with, None for a new one."""

    name: str
    id_number: str
    dossier: Dossier
    row: ApplicationRow | None = None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A version that was kept, with whose it is and what the machine finds."""

    version: ApplicationVersion
    person: Person
    verdict: Verdict


def batch_conditions(batch: Batch) -> Result[ConditionSet | None]:
    """The conditions of the batch's level as rules."""
    return _compile(batch.standard.sha256, batch.level)


@lru_cache(maxsize=32)
def _compile(sha256: str, level: str) -> Result[ConditionSet | None]:
    standard = open_document(Document.objects.filter(kind=Document.Kind.STANDARD, sha256=sha256)[0]).standard
    return compile_conditions(standard, level, eligibility_pack())


def judge(batch: Batch, application: Application, on: date) -> Verdict:
    """What the machine finds on a day, or on the batch's cut-off day; raises where the level has no conditions."""
    conditions = batch_conditions(batch).value
    if conditions is None:
        raise RuntimeError(f"nobody can be judged for {batch.level}")
    return check_eligibility(conditions, msgspec.structs.replace(application, cut_off=batch.cut_off), on)


def judge_version(version: ApplicationVersion) -> Verdict | None:
    """What the machine finds in a version under the rulings made since; None where the person was erased."""
    dossier = open_dossier(version)
    if dossier is None:
        return None
    batch = version.application.batch
    rulings = (*dossier.application.rulings, *read_rulings(version.application))
    application = msgspec.structs.replace(dossier.application, rulings=rulings)
    return judge(batch, application, local_day(version.at))


def read_rulings(row: ApplicationRow) -> tuple[Ruling, ...]:
    """What people ruled on the occupations and majors of an application, oldest first."""
    facts = Fact.objects.filter(batch=row.batch.uuid, kind="application_ruled", subject=row.uuid).order_by("position")
    return tuple(read_payload(fact, ApplicationRuled).ruling for fact in facts)


def hand_in(
    batch: Batch,
    entries: Sequence[Entry],
    *,
    source: str,
    now: datetime,
    by: AbstractBaseUser | None,
    progress: Progress = lambda *_: None,
    brief: bool = False,
) -> Result[tuple[Taken, ...]]:
    """Keep what is handed in, all of it or nothing; a person has one application a batch.

    ``brief`` leaves reasons and what is missing out of the verdicts that come back, for lists of thousands.
    """
    conditions = batch_conditions(batch)
    if conditions.value is None:
        return Result((), conditions.findings)
    weigh = find_status if brief else check_eligibility
    made = tuple(_prepare(batch, entries, source, now, by, progress, partial(weigh, conditions.value)))
    with take_turn(batch.organisation):
        people = match_people(batch, entries)
        problems = refuse_taken(batch, entries, people, list_barred(batch.organisation, local_day(now)))
        if problems:
            return Result((), problems)
        Person.objects.bulk_create([person for person in people if person.pk is None], batch_size=STEP)
        taken = _keep(batch, made, people, now=now, by=by)
        note_answers(batch, [(one.person, entry.dossier.typed) for one, entry in zip(taken, entries, strict=True)])
        return Result(taken)


def match_people(batch: Batch, entries: Sequence[Entry]) -> list[Person]:
    """The person of each entry: whoever the organisation knows by the number, else a new row, not yet kept."""
    keys = field_keys()
    indices = [index_id_number(keys, entry.id_number) for entry in entries]
    known: dict[str, Person] = {}
    for start in range(0, len(indices), STEP):
        part = indices[start : start + STEP]
        found = Person.objects.filter(organisation=batch.organisation, id_number_index__in=part).order_by("-pk")
        known.update({person.id_number_index: person for person in found})
    people = []
    for entry, index in zip(entries, indices, strict=True):
        if index not in known:
            known[index] = make_person(batch.organisation, entry.name, entry.id_number)
        people.append(known[index])
    return people


def refuse_taken(
    batch: Batch, entries: Sequence[Entry], people: Sequence[Person], barred: Mapping[int, date]
) -> tuple[Finding, ...]:
    """Entries whose person has applied already, stands there twice, is known by another name, or may not apply."""
    applied = {
        row.person_id: row.pk for row in ApplicationRow.objects.filter(batch=batch, person__isnull=False).only("person")
    }
    findings, seen = [], set()
    for number, (entry, person) in enumerate(zip(entries, people, strict=True), 1):
        own = entry.row.pk if entry.row else None
        if person.name != entry.name:
            findings.append(_refuse("name", number, *_OTHER_NAME))
        elif person.uuid in seen:
            findings.append(_refuse("id_number", number, *_TWICE))
        elif person.pk is not None and applied.get(person.pk, own) != own:
            findings.append(_refuse("id_number", number, *_APPLIED))
        elif person.pk in barred:
            zh = f"因违纪处理，{barred[person.pk]} 之前不得报名；对处理有异议请联系考务人员。"
            en = f"A measure on misconduct bars this person until {barred[person.pk]}; ask the office about it."
            findings.append(_refuse("id_number", number, zh, en))
        seen.add(person.uuid)
    return tuple(findings)


_OTHER_NAME = (
    "这个证件号码在本机构登记的是另一个姓名，请核对姓名和号码；改过名的请联系考务人员。",
    "This number is known here under another name. Compare both; after a change of name, ask the office.",
)
_TWICE = ("这个证件号码出现了两次。", "This ID number stands there twice.")
_APPLIED = (
    "这个证件号码在本批次已有一份报名，请用报名号和查询码继续那一份。",
    "Somebody with this number has applied to this batch: go on with that application, by its number and code.",
)


def _refuse(field: str, number: int, zh: str, en: str) -> Finding:
    return Finding(
        rule=f"application.{field}", severity=Severity.ERROR, message=Message(zh, en), line=number, clause="1.9.1"
    )


def _prepare(
    batch: Batch,
    entries: Sequence[Entry],
    source: str,
    now: datetime,
    by: AbstractBaseUser | None,
    progress: Progress,
    weigh: Callable[[Application, date], Verdict],
) -> Iterator[tuple[ApplicationVersion, Verdict]]:
    """Everything that takes time, before anybody has to wait: judged, sealed, with rows that are not kept yet."""
    for done, entry in enumerate(entries, 1):
        row = entry.row or ApplicationRow(batch=batch, number=draw_number(), kept_at=now)
        number = row.versions.count() + 1 if entry.row else 1
        dossier = salted(entry.dossier)
        sealed = seal_dossier(row, number, dossier)
        version = ApplicationVersion(application=row, number=number, source=source, at=now, sealed=sealed)
        version.sha256, version.by_id = hash_dossier(dossier), by.pk if by else None
        verdict = weigh(msgspec.structs.replace(dossier.application, cut_off=batch.cut_off), local_day(now))
        row.machine = verdict.status
        yield version, verdict
        if done % STEP == 0 or done == len(entries):
            progress(done, len(entries))


def _keep(
    batch: Batch,
    made: Sequence[tuple[ApplicationVersion, Verdict]],
    people: Sequence[Person],
    *,
    now: datetime,
    by: AbstractBaseUser | None,
) -> tuple[Taken, ...]:
    taken = []
    for (version, verdict), person in zip(made, people, strict=True):
        row = version.application
        row.person, row.state, row.draft, row.kept_at = person, State.SUBMITTED, "", now
        taken.append(Taken(version=version, person=person, verdict=verdict))
    rows = [version.application for version, _ in made]
    known = [row for row in rows if row.pk is not None]
    ApplicationRow.objects.bulk_create([row for row in rows if row.pk is None], batch_size=STEP)
    ApplicationRow.objects.bulk_update(known, ["machine", "state", "person", "draft", "kept_at"], batch_size=STEP)
    for version, _ in made:
        version.application = version.application  # the row has its key by now
    ApplicationVersion.objects.bulk_create([version for version, _ in made], batch_size=STEP)
    facts = [NewFact(kind="application_submitted", payload=_submitted(one), subject=one.person.uuid) for one in taken]
    append_facts(batch.organisation, facts, now=now, actor=by, batch=batch.uuid)
    return tuple(taken)


def _submitted(taken: Taken) -> ApplicationSubmitted:
    version, verdict = taken.version, taken.verdict
    return ApplicationSubmitted(
        version=version.number,
        sha256=version.sha256,
        source=version.source,
        status=verdict.status,
        earliest=verdict.earliest,
    )
