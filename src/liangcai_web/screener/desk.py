"""What lies on a reviewer's desk: one application with everything that bears on it.

In: an application and who reads it. Out: what the page shows. Follows: the examination workflow, step 4: a reviewer
sees what was handed in, what the machine finds in it, and what others have signed.
"""

from typing import Any

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.application import Application, Topic
from liangcai.eligibility.relation import relate
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Message, Reason
from liangcai_host import clock
from liangcai_web.pages.application_dossier import list_lines
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion
from liangcai_web.services.admission.appeal import read_appeal, took_part
from liangcai_web.services.admission.applications import State, batch_conditions, judge_version, read_rulings
from liangcai_web.services.admission.dossiers import Dossier, open_dossier
from liangcai_web.services.admission.evidence import filled_sections, list_proofs
from liangcai_web.services.admission.history import list_history
from liangcai_web.services.admission.review import list_reviews, newest_version, read_opinion
from liangcai_web.services.admission.training_evidence import claim_of, list_shown
from liangcai_web.services.standing.resits import list_kept

WAITING = (State.SUBMITTED, State.DISPUTED, State.APPEALED)


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A condition on the review form: what the machine found, what the reviewer chose, why, and what is wrong."""

    reason: Reason
    text: str
    open: bool
    chosen: str = ""
    why: str = ""
    wrong: str = ""


class Similar(msgspec.Struct, frozen=True, kw_only=True):
    """An occupation or a major that a person has to rule on, with what the standard lists."""

    topic: Topic
    name: str


def describe_desk(row: ApplicationRow, user: AbstractBaseUser) -> dict[str, Any]:
    """Everything that the page of an application shows."""
    version = newest_version(row)
    conditions = batch_conditions(row.batch).value
    dossier = open_dossier(version) if version else None
    verdict = judge_version(version) if version and dossier else None
    reviews = list_reviews(version) if version else ()
    appeal = read_appeal(version) if version else None
    files = list(row.files.defer("content"))
    shown = list_shown(row, claim_of(row.person), clock.now())
    return {
        "row": row,
        "doubts": tuple(finding for one in shown for finding in one.findings),
        "version": version,
        "batch": row.batch,
        "key": row.batch.standard.sha256,
        "verdict": verdict,
        "lines": list_lines(dossier.application) if dossier else (),
        "statement": dossier.statement if dossier else "",
        "proofs": list_proofs(conditions, files, filled_sections(name_kinds(dossier))) if conditions else (),
        "reviews": tuple((review, read_opinion(review)) for review in reviews),
        "appeal": appeal,
        "history": list_history(row),
        "similar": list_similar(conditions, dossier, row) if conditions and dossier else (),
        "listed": conditions,
        "rulings": read_rulings(row),
        "kept": list_kept(row.batch, [row.person]).get(row.person.uuid, ()) if row.person else (),
        "may": may_review(row, version, user),
        "deciding_appeal": row.state == State.APPEALED,
    }


def name_kinds(dossier: Dossier | None) -> tuple[str, ...]:
    """The kinds of evidence that a dossier holds, as prefixes of fields."""
    if dossier is None:
        return ()
    found = dossier.application
    held = {
        "training": found.training,
        "title": found.titles,
        "diploma": found.diplomas,
        "certificate": found.certificates,
        "apprenticeship": found.apprenticeships,
        "work": found.employment,
    }
    return tuple(f"{kind}_" for kind, pieces in held.items() if pieces)


def may_review(row: ApplicationRow, version: ApplicationVersion | None, user: AbstractBaseUser) -> Message | None:
    """Why this person cannot sign now, or None."""
    if version is None or row.state not in WAITING:
        return Message("现在不待审核。", "It does not wait for a review now.")
    if row.state == State.APPEALED:
        if took_part(row, user):
            return Message(
                "申诉由未参与审核的人处理，您参与过。", "An appeal is for somebody who took no part; you did."
            )
        return None
    if version.reviews.filter(reviewer_id=user.pk).exists():
        return Message("您已审核，须由另一人审核。", "You have reviewed it; another person has to.")
    return None


def list_similar(conditions: ConditionSet, dossier: Dossier, row: ApplicationRow) -> tuple[Similar, ...]:
    """The names that the standard neither lists nor rules out, and on which nobody has ruled."""
    rulings = (*dossier.application.rulings, *read_rulings(row))
    found: dict[Similar, None] = {}
    for topic, name, unrelated in list_names(dossier.application):
        if name and relate(conditions, rulings, topic, name, unrelated=unrelated) == "similar":
            found[Similar(topic=topic, name=name)] = None
    return tuple(found)


def list_names(application: Application) -> list[tuple[Topic, str, bool]]:
    """Every occupation and major that an application names."""
    names: list[tuple[Topic, str, bool]] = []
    names += [("occupation", one.occupation, one.unrelated) for one in application.employment]
    names += [("occupation", one.occupation, one.unrelated) for one in application.certificates]
    names += [("occupation", one.occupation, one.unrelated) for one in application.apprenticeships]
    return names + [("major", one.major, one.unrelated) for one in application.diplomas]
