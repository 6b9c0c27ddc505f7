"""The whole journey in one readable recipe: from a published standard to certificates that anyone can verify.

In: the bytes of a standard, a level, how many candidates, a seed. Out: an ``Outcome`` and everything in the database.
Follows: the examination workflow, each step with the clause that it applies; people are made up, everything else is
what a real examination would use.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from liangcai.award.decide import Decision
from liangcai.eligibility.check import Verdict
from liangcai.findings import Finding, Message, Result
from liangcai.marking.panel import PanelMark
from liangcai.marking.theory import TheoryMark
from liangcai.scheduling.plan import Plan
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.people import Person
from liangcai_web.services.applications import batch_conditions
from liangcai_web.services.applications_rehearsal import decide_applications
from liangcai_web.services.batches import open_batch
from liangcai_web.services.certificates import Issued, issue_certificates
from liangcai_web.services.days import local_day
from liangcai_web.services.decisions import decide_awards
from liangcai_web.services.marking import mark_theory
from liangcai_web.services.papers import Papers, make_papers
from liangcai_web.services.rehearsal import MadeUp, answer_paper, make_people, score_rows
from liangcai_web.services.scoring import batch_sheet, decide_skill, sign_sheet
from liangcai_web.services.seating import load_plan, plan_seats
from liangcai_web.services.sittings import hand_in, load_paper, open_attempt, record_answers
from liangcai_web.services.sittings_duties import first_duties
from liangcai_web.services.sittings_office import open_sitting
from liangcai_web.services.sittings_rooms import start_room
from liangcai_web.services.standards import adopt_standard
from liangcai_web.services.teams import Team, make_resources, panel_members

Progress = Callable[[Message, int, int], None]
REFUSED_SHARE = 10
T = TypeVar("T")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a journey is asked to do."""

    content: bytes
    name: str
    level: str
    direction: str | None
    candidates: int
    seed: int


class Outcome(msgspec.Struct, kw_only=True):
    """What a journey has made so far; a step that fails leaves the rest empty."""

    document: str
    batch: Batch | None = None
    verdicts: tuple[Verdict, ...] = ()
    papers: Papers | None = None
    plan: Plan | None = None
    theory: dict[str, TheoryMark] = {}
    panels: dict[str, PanelMark] = {}
    decisions: dict[str, Decision] = {}
    certificates: tuple[Issued, ...] = ()
    findings: tuple[Finding, ...] = ()


def run_journey(order: Order, team: Team, now: datetime, progress: Progress) -> Outcome:
    """Run every stage; stops with findings where one can't be passed."""
    outcome = Outcome(document=order.name)
    batch = open_examination(order, team, now, outcome)
    if batch is None:
        return outcome
    people = admit_people(batch, order, team, now, outcome)
    if people and prepare(batch, people, team, now, outcome):
        sit_theory(batch, people, now, progress)
        outcome.theory = mark_theory(batch, now=now, actor=team.officer)
        score_skill(batch, people, now, outcome, progress)
        decisions = decide_awards(batch, now=now, actor=team.officer)
        outcome.decisions = {str(subject): decision for subject, decision in decisions.items()}
        certify(batch, team, now, outcome, progress)
    return outcome


def note(outcome: Outcome, result: Result[T]) -> T:
    """Keep the findings of a step, each once and with its document, and hand on its value."""
    for finding in result.findings:
        placed = finding if finding.document else msgspec.structs.replace(finding, document=outcome.document)
        if placed not in outcome.findings:
            outcome.findings += (placed,)
    return result.value


def open_examination(order: Order, team: Team, now: datetime, outcome: Outcome) -> Batch | None:
    """Adopt the standard and announce a batch (1.4: its level and direction)."""
    adopted = note(outcome, adopt_standard(team.organisation, order.content, order.name, now=now, actor=team.officer))
    if adopted is None:
        return None
    outcome.batch = note(
        outcome,
        open_batch(
            team.organisation,
            adopted,
            title=f"{adopted.title} {order.level}{order.direction or ''} {local_day(now):%Y-%m}",
            level=order.level,
            direction=order.direction,
            seed=order.seed,
            starts_at=now,
            now=now,
            actor=team.officer,
        ),
    )
    return outcome.batch


def admit_people(batch: Batch, order: Order, team: Team, now: datetime, outcome: Outcome) -> dict[str, MadeUp]:
    """Made-up people apply (1.9.1); those admitted by the conditions go on, by the id of the person."""
    conditions = note(outcome, batch_conditions(batch))
    if conditions is None:
        return {}
    rng = random.Random(f"{order.seed} people")
    day = local_day(now)
    taken = set[str]()
    fit = list(make_people(conditions, order.candidates, rng, day, met=True, taken=taken))
    refused = max(1, order.candidates // REFUSED_SHARE)
    short = list(make_people(conditions, refused, rng, day, met=False, taken=taken))
    every = (*fit, *short)
    applied = [(one.name, one.id_number, one.application) for one in every]
    reviewers = (team.officer, team.second_officer)
    judged = note(outcome, decide_applications(batch, applied, now=now, reviewers=reviewers))
    outcome.verdicts = tuple(one.verdict for one in judged)
    by_person = dict(zip((one.person for one in judged), every, strict=True))
    return {one.person: by_person[one.person] for one in judged if one.verdict.status == "admitted"}


def prepare(batch: Batch, people: dict[str, MadeUp], team: Team, now: datetime, outcome: Outcome) -> bool:
    """Papers (4.1), rooms, staff and tickets (1.9.3), and the papers unsealed by two people."""
    outcome.papers = note(outcome, make_papers(batch, now=now, actor=team.officer, seed=batch.seed))
    if outcome.papers is None:
        return False
    persons = list(Person.objects.filter(uuid__in=people).order_by("pk"))
    resources = make_resources(batch, team, len(persons))
    outcome.plan = note(outcome, plan_seats(batch, persons, resources, now=now, actor=team.officer))
    if outcome.plan is None:
        return False
    return note(outcome, open_sitting(batch, hands=team.hands, now=now, rooms_start=False)) is not None


def seated(batch: Batch) -> list[Candidate]:
    """The candidates of a batch in the order of their tickets."""
    rows = batch.candidates.select_related("person", "batch__organisation", "batch__standard")
    return list(rows.order_by("serial"))


def sit_theory(batch: Batch, people: dict[str, MadeUp], now: datetime, progress: Progress) -> None:
    """Invigilators start their rooms (1.9.3), everyone sits the theory part: each answer goes through the journal."""
    for duty in first_duties(batch):
        start_room(batch, duty.room, actor=duty.user, now=now)
    candidates = seated(batch)
    for number, candidate in enumerate(candidates, 1):
        person = people[str(candidate.person.uuid)]
        paper = load_paper(candidate)
        if paper is None:
            raise RuntimeError(f"candidate {candidate.ticket_number} has no paper")
        rng = random.Random(f"{batch.seed} answers {candidate.serial}")
        open_attempt(candidate, paper, now)
        answers = answer_paper(paper.form, str(candidate.uuid), person.ability, rng)
        record_answers(candidate, answers, now + timedelta(minutes=1))
        hand_in(candidate, now + timedelta(minutes=paper.minutes - 1))
        progress(Message("理论知识考试", "Theory part"), number, len(candidates))


def score_skill(batch: Batch, people: dict[str, MadeUp], now: datetime, outcome: Outcome, progress: Progress) -> None:
    """Each assessor of the panel signs a sheet of their own (1.9.3), then the panel's rule decides."""
    sheet, plan = batch_sheet(batch), load_plan(batch)
    panels = panel_members(plan) if plan else {}
    candidates = seated(batch)
    for number, candidate in enumerate(candidates, 1):
        person = people[str(candidate.person.uuid)]
        rng = random.Random(f"{batch.seed} scores {candidate.serial}")
        for assessor in panels.get(candidate.panel or 0, ()):
            rows = score_rows(sheet, person.ability, rng) if sheet else ()
            note(outcome, sign_sheet(candidate, assessor, rows, now=now))
        mark = note(outcome, decide_skill(candidate, now=now))
        if mark is not None:
            outcome.panels[str(candidate.uuid)] = mark
        progress(Message("技能考核", "Skill part"), number, len(candidates))


def certify(batch: Batch, team: Team, now: datetime, outcome: Outcome, progress: Progress) -> None:
    """Sign a certificate for everyone who passed, two people approving (1.9.2)."""
    total = sum(decision.passed for decision in outcome.decisions.values())
    issued = []
    results = issue_certificates(batch, now=now, actor=team.officer, approver=team.second_officer)
    for number, result in enumerate(results, 1):
        certificate = note(outcome, result)
        if certificate is not None:
            issued.append(certificate)
        progress(Message("签发证书", "Certificates"), number, total)
    outcome.certificates = tuple(issued)
