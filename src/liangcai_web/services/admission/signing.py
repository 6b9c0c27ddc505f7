"""Many reviews in one go: those whom the machine admits or refuses, signed as it found them.

In: applications, a reviewer. Out: rows and facts, all in one turn. Follows: the same two places as single reviews; what
the machine leaves open is read one by one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.eligibility.check import Verdict
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion, Review
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import STEP, State, judge_version
from liangcai_web.services.admission.review import (
    Place,
    follow_machine,
    make_decision,
    make_review,
    reviewed_fact,
)
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.turns import take_turn

Progress = Callable[[int, int], None]


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A review that is about to be kept, the one before it, and what the machine found."""

    row: ApplicationRow
    review: Review
    first: Review | None
    verdict: Verdict


def sign_as_found(
    batch: Batch,
    numbers: Sequence[int],
    *,
    reviewer: AbstractBaseUser,
    now: datetime,
    progress: Progress = lambda *_: None,
) -> int:
    """Sign those of the applications, by row, that wait for this person and that the machine decides; how many."""
    with take_turn(batch.organisation):
        works = []
        for done, (version, reviews) in enumerate(_list_standing(batch, numbers), 1):
            work = _plan(version, reviews, reviewer, now)
            works += [work] if work else []
            if done % STEP == 0:
                progress(done, len(numbers))
        Review.objects.bulk_create([work.review for work in works], batch_size=STEP)
        facts = [reviewed_fact(work.row, work.review) for work in works]
        append_facts(batch.organisation, facts, now=now, actor=reviewer, batch=batch.uuid)
        _settle(batch, works, reviewer, now)
        progress(len(numbers), len(numbers))
    return len(works)


def _list_standing(batch: Batch, numbers: Sequence[int]) -> list[tuple[ApplicationVersion, tuple[Review, ...]]]:
    """The newest version of each application that waits, with its reviews."""
    newest: dict[int, ApplicationVersion] = {}
    for start in range(0, len(numbers), STEP):
        found = ApplicationVersion.objects.filter(
            application__batch=batch,
            application__in=numbers[start : start + STEP],
            application__state=State.SUBMITTED,
        )
        wanted = found.select_related("application__person").prefetch_related("reviews__reviewer").order_by("number")
        newest.update({version.application_id: version for version in wanted})
    for version in newest.values():
        version.application.batch = batch
    return [(version, tuple(version.reviews.all())) for version in newest.values()]


def _plan(
    version: ApplicationVersion, reviews: tuple[Review, ...], reviewer: AbstractBaseUser, now: datetime
) -> Work | None:
    """The review of one application, or None where it does not wait for this person or the machine leaves it open."""
    if len(reviews) >= Place.SECOND or reviewer.pk in {one.reviewer_id for one in reviews}:
        return None
    verdict = judge_version(version)
    if verdict is None or verdict.status == "undecided":
        return None
    review = make_review(version, Place(len(reviews) + 1), follow_machine(verdict), reviewer, now)
    return Work(row=version.application, review=review, first=reviews[0] if reviews else None, verdict=verdict)


def _settle(batch: Batch, works: Sequence[Work], reviewer: AbstractBaseUser, now: datetime) -> None:
    """Decide where the first reviewer found the same; where not, a third is wanted."""
    decided: dict[int, list[NewFact]] = {}
    firsts: dict[int, AbstractBaseUser] = {}
    for work in works:
        if work.first is None:
            continue
        if work.first.admitted != work.review.admitted:
            work.row.state = State.DISPUTED
            continue
        work.row.state = State.ADMITTED if work.review.admitted else State.REFUSED
        firsts[work.first.reviewer_id] = work.first.reviewer
        said = make_decision(work.review.version, work.review, work.verdict)
        person = work.row.person.uuid if work.row.person else None
        new = NewFact(kind="application_decided", payload=said, subject=person)
        decided.setdefault(work.first.reviewer_id, []).append(new)
    ApplicationRow.objects.bulk_update([work.row for work in works], ["state"], batch_size=STEP)
    for first, facts in decided.items():
        append_facts(batch.organisation, facts, now=now, actor=reviewer, approver=firsts[first], batch=batch.uuid)
