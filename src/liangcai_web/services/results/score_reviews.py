"""A score review (成绩复核): two who had no hand in the mark look at all of it, and confirm or change it.

In: a petition, the mark that they find, the reason, two people. Out: facts; where the mark changes a ``mark_changed``
and a new decision. Follows: the workflow, step 17: by two others than the first markers, which the database holds; the
first mark stays; the evidence that they had is named by its hash.
"""

from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.petitions import MarkingHand, Petition
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.marking.bundles import bundle_sha256
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.results import MarkChanged, PetitionSettled
from liangcai_web.services.results.decisions import MARKS, decide_again, read_mark
from liangcai_web.services.results.petitions import OTHER_KIND, Kind, Outcome, check_settling, say, settle
from liangcai_web.services.standing.awards import newest_award, read_decision
from liangcai_web.services.turns import take_turn

Place = MarkingHand.Place
# Facts by which a person, not a machine, gives a mark of a part.
FIRST_HANDS = {"sheet_signed": "skill", "review_signed": "review", "text_marked": "theory"}


def settle_review(
    row: Petition,
    points: Decimal,
    reason: str,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser,
    now: datetime,
) -> Result[Petition | None]:
    """Confirm the mark, or put another in its place."""
    candidate = row.candidate
    if row.kind != Kind.REVIEW or candidate is None:
        zh, en = "这不是成绩复核申请。", "This is no request for a score review."
        return Result(None, (say("petition.kind", zh, en, *OTHER_KIND),))
    with take_turn(row.batch.organisation):
        stands = find_mark(candidate, row.part)
        findings = check_review(row, candidate, stands, points, reason, (actor, approver))
        if findings or stands is None:
            return Result(None, findings)
        keep_hands(candidate, row.part, (actor, approver))
        evidence, before = bundle_sha256(candidate), read_mark(stands).points
        changed = points != before
        outcome: Outcome = "changed" if changed else "upheld"
        two, batch = ByTwo(now=now, actor=actor, approver=approver), row.batch
        settle(row, outcome, reason, evidence=evidence, **two)
        if changed:
            said = describe_review(row, stands, points, reason)
            append_fact(batch.organisation, "mark_changed", said, batch=batch.uuid, subject=candidate.uuid, **two)
            decide_again(batch, (candidate.uuid,), f"成绩复核：{reason.strip()}", **two)
    return Result(row)


def check_review(
    row: Petition,
    candidate: Candidate,
    stands: Fact | None,
    points: Decimal,
    reason: str,
    people: tuple[AbstractBaseUser, AbstractBaseUser],
) -> tuple[Finding, ...]:
    """Findings on a review that is about to be settled."""
    found = [one for one in (check_settling(row, reason),) if one is not None]
    full = full_mark(candidate, row.part)
    step = marking_pack().rounding
    if not points.is_finite() or not 0 <= points <= full or points % step:
        zh, en = (
            f"{points} 分不在 0 至 {full} 分之间，或不是 {step} 的倍数。",
            f"{points} is not in 0 to {full} by {step}.",
        )
        found.append(say("review.points", zh, en, "核对后重填。", "Check it and type it again."))
    if stands is None:
        zh, en = (
            "这一部分的成绩是以前保留的，须在原批次复核。",
            "That mark was kept from before: review it in its own batch.",
        )
        found.append(say("review.part", zh, en, "请到原批次办理。", "Go to the batch in which it was given."))
    first = {user.pk for user in first_hands(candidate, row.part)}
    names = "、".join(one.get_username() for one in people if one.pk in first)
    if names:
        zh, en = f"{names} 参与过初评，不能复核。", f"{names} had a hand in the first mark and cannot review it."
        found.append(say("review.second_name", zh, en, "由没有参与评分的两人复核。", "Let two others do it."))
    return tuple(found)


def find_mark(candidate: Candidate, part: str) -> Fact | None:
    """The fact of the mark of a part that stands, or None."""
    facts = Fact.objects.filter(subject=candidate.uuid, kind__in=MARKS).order_by("-position")
    return next((fact for fact in facts if read_mark(fact).kind == part), None)


def full_mark(candidate: Candidate, part: str) -> int:
    """The full mark of a part."""
    blueprint = load_blueprint(candidate.batch)
    found = blueprint.part(part) if blueprint else None  # type: ignore[arg-type]
    return found.full_mark if found else 100


def first_hands(candidate: Candidate, part: str) -> tuple[AbstractBaseUser, ...]:
    """Who gave the first mark of a part, or changed it in a review before."""
    kinds = [kind for kind, of in FIRST_HANDS.items() if of == part]
    facts = Fact.objects.filter(subject=candidate.uuid, kind__in=kinds).select_related("actor")
    before = MarkingHand.objects.filter(candidate=candidate, part=part).select_related("user")
    people = {fact.actor.pk: fact.actor for fact in facts if fact.actor} | {one.user.pk: one.user for one in before}
    return tuple(people.values())


def keep_hands(candidate: Candidate, part: str, reviewers: tuple[AbstractBaseUser, AbstractBaseUser]) -> None:
    """Note every hand in a mark; the database refuses a person who has one already."""
    noted = set(MarkingHand.objects.filter(candidate=candidate, part=part).values_list("user", flat=True))
    first = [user for user in first_hands(candidate, part) if user.pk not in noted]
    rows = [(user, Place.FIRST) for user in first] + [(user, Place.REVIEW) for user in reviewers]
    MarkingHand.objects.bulk_create(
        MarkingHand(candidate=candidate, part=part, user_id=user.pk, place=place) for user, place in rows
    )


def describe_review(row: Petition, stands: Fact, points: Decimal, reason: str) -> MarkChanged:
    """The mark that the review found, as the content of a fact."""
    before = read_mark(stands)
    version = read_payload(stands, MarkChanged).version if stands.kind == "mark_changed" else 1
    candidate = row.candidate
    return MarkChanged(
        kind=before.kind,
        points=points,
        before=before.points,
        full=Decimal(full_mark(candidate, row.part) if candidate else 100),
        reason=reason.strip(),
        cause="review",
        by=str(row.uuid),
        replaces=stands.hash,
        pack_id=marking_pack().id,
        version=version,
    )


def read_outcome(row: Petition) -> tuple[str, Fact | None]:
    """The reason under which a petition was settled, and the fact of it."""
    facts = Fact.objects.filter(batch=row.batch.uuid, kind="petition_settled").select_related("actor", "approver")
    for fact in facts.order_by("-position"):
        said = read_payload(fact, PetitionSettled)
        if said.petition == str(row.uuid):
            return said.reason, fact
    return "", None


def passed_now(candidate: Candidate) -> bool | None:
    """Whether the decision that stands is a pass; None before there is one."""
    award = newest_award(candidate.uuid)
    return read_decision(award).passed if award else None
