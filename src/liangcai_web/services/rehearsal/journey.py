"""The whole journey in one readable recipe: from a published standard to certificates that anyone can verify.

In: the bytes of a standard, a level, how many candidates, a seed. Out: an ``Outcome`` and everything in the database.
Follows: the examination workflow, each step with the clause that it applies; people are made up, everything else is
what a real examination would use.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import msgspec

from liangcai.award.decide import Decision
from liangcai.eligibility.check import Verdict
from liangcai.findings import Finding, Message, Result
from liangcai.marking.panel import PanelMark
from liangcai.marking.sheet import SheetKind
from liangcai.marking.theory import TheoryMark
from liangcai.scheduling.plan import Plan
from liangcai.workflow.posting import last_day
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.people import Person
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.batches.state import batch_standard, open_batch
from liangcai_web.services.benches.console import state_absent
from liangcai_web.services.benches.stations import choose_station
from liangcai_web.services.certificates.issue import issue_certificates
from liangcai_web.services.certificates.signing import Issued
from liangcai_web.services.days import local_day
from liangcai_web.services.marking.panels import find_panel
from liangcai_web.services.marking.reviews import prepare_review, sits_review
from liangcai_web.services.marking.scoring import batch_sheet, candidate_sheet, decide_part, sign_sheet
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.packs import review_pack, workflow_pack
from liangcai_web.services.papers.making import Papers, make_papers
from liangcai_web.services.planning.seating import load_plan, plan_seats
from liangcai_web.services.registers.teams import Team, make_resources, panel_members
from liangcai_web.services.rehearsal.applications import decide_applications
from liangcai_web.services.rehearsal.bench import Play, open_all_benches, work_at_bench
from liangcai_web.services.rehearsal.people import MadeUp, answer_paper, list_review_questions, make_people, score_rows
from liangcai_web.services.results.decisions import decide_awards
from liangcai_web.services.results.postings import post_results
from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt, record_answers
from liangcai_web.services.sittings.duties import first_duties
from liangcai_web.services.sittings.office import open_sitting
from liangcai_web.services.sittings.rooms import start_room
from liangcai_web.services.standards.opened import adopt_standard

Progress = Callable[[Message, int, int], None]
REFUSED_SHARE = 10


class PartWords(NamedTuple):
    """What a part is called while it goes on, and the word that seeds its scores."""

    step: Message
    scores: str


WORDS: dict[SheetKind, PartWords] = {
    "skill": PartWords(Message("技能考核", "Skill part"), "scores"),
    "review": PartWords(Message("综合评审", "Review board"), "review"),
}
T = TypeVar("T")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a journey is asked to do; ``station`` names the pack that its skill part uses, blank for none."""

    content: bytes
    name: str
    level: str
    direction: str | None
    candidates: int
    seed: int
    station: str = ""


class Outcome(msgspec.Struct, kw_only=True):
    """What a journey has made so far; a step that fails leaves the rest empty."""

    document: str
    batch: Batch | None = None
    verdicts: tuple[Verdict, ...] = ()
    papers: Papers | None = None
    plan: Plan | None = None
    theory: dict[str, TheoryMark] = {}
    panels: dict[str, PanelMark] = {}
    reviews: dict[str, PanelMark] = {}
    decisions: dict[str, Decision] = {}
    certificates: tuple[Issued, ...] = ()
    findings: tuple[Finding, ...] = ()


def run_journey(order: Order, team: Team, now: datetime, progress: Progress, play: Play | None = None) -> Outcome:
    """Run every stage; stops with findings where one can't be passed. It ends now, and begins before the posting.

    ``play`` works at the benches where the order names a station; without it nobody comes to them.
    """
    outcome, sat = Outcome(document=order.name), before_posting(now)
    batch = open_examination(order, team, sat, outcome)
    if batch is None:
        return outcome
    people = admit_people(batch, order, team, sat, outcome)
    if people and prepare(batch, people, team, sat, outcome, order.station):
        two = ByTwo(now=sat, actor=team.officer, approver=team.second_officer)
        sit_theory(batch, people, sat, progress)
        if order.station:
            work_at_benches(batch, people, team, play, sat, outcome, progress)
        outcome.theory = mark_theory(batch, now=sat, actor=team.officer)
        score_part(batch, "skill", people, sat, outcome, progress)
        if sits_review(batch):
            set_review(batch, team, sat, outcome)
            score_part(batch, "review", people, sat, outcome, progress)
        decisions = decide_awards(batch, **two)
        outcome.decisions = {str(subject): decision for subject, decision in decisions.items()}
        note(outcome, post_results(batch, **two))
        certify(batch, team, now, outcome, progress)
    return outcome


def before_posting(now: datetime) -> datetime:
    """A moment so long ago that what was posted then has stood long enough."""
    sat = now
    while last_day(workflow_pack(), local_day(sat)) >= local_day(now):
        sat -= timedelta(days=1)
    return sat


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
    if not judged:  # the findings say why
        return {}
    by_person = dict(zip((one.person for one in judged), every, strict=True))
    return {one.person: by_person[one.person] for one in judged if one.verdict.status == "admitted"}


def prepare(
    batch: Batch, people: dict[str, MadeUp], team: Team, now: datetime, outcome: Outcome, station: str = ""
) -> bool:
    """A station (4.2), papers (4.1), rooms, staff and tickets (1.9.3), and the papers unsealed by two people."""
    if station:
        note(outcome, choose_station(batch, station, actor=team.officer, now=now))
    outcome.papers = note(outcome, make_papers(batch, now=now, actor=team.officer, seed=batch.seed))
    return outcome.papers is not None and seat_and_open(batch, people, team, now, outcome)


def seat_and_open(batch: Batch, people: dict[str, MadeUp], team: Team, now: datetime, outcome: Outcome) -> bool:
    """Rooms, staff and tickets (1.9.3), and the papers unsealed by two people."""
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


def work_at_benches(
    batch: Batch,
    people: dict[str, MadeUp],
    team: Team,
    play: Play | None,
    now: datetime,
    outcome: Outcome,
    progress: Progress,
) -> None:
    """Everybody works at a bench and hands in (4.2: the skill part); where nobody plays, nobody came."""
    outcome.findings += open_all_benches(batch, team.officer, now)
    candidates = seated(batch)
    for number, candidate in enumerate(candidates, 1):
        ability = people[str(candidate.person.uuid)].ability
        if play is None:
            note(outcome, state_absent(candidate, "演练中无人操作工位", actor=team.officer, now=now))
        else:
            note(outcome, work_at_bench(candidate, ability, play, now))
        progress(Message("工位", "Benches"), number, len(candidates))


def set_review(batch: Batch, team: Team, now: datetime, outcome: Outcome) -> None:
    """Two people set the form of the review and its list of questions (1.9.3)."""
    text = list_review_questions(batch_standard(batch), batch.level, batch.direction or None)
    form = review_pack().forms[0]
    two = {"actor": team.officer, "approver": team.second_officer}
    note(outcome, prepare_review(batch, form.key, text, now=now, **two))


def score_part(
    batch: Batch, kind: SheetKind, people: dict[str, MadeUp], now: datetime, outcome: Outcome, progress: Progress
) -> None:
    """Each member of the panel or board signs a sheet of their own (1.9.3), then the panel's rule decides."""
    sheet, plan = batch_sheet(batch, kind), load_plan(batch)
    panels = panel_members(plan, kind) if plan else {}
    made = outcome.panels if kind == "skill" else outcome.reviews
    candidates, words = seated(batch), WORDS[kind]
    for number, candidate in enumerate(candidates, 1):
        person, panel = people[str(candidate.person.uuid)], find_panel(candidate, kind)
        rng = random.Random(f"{batch.seed} {words.scores} {candidate.serial}")
        for assessor in panels.get(panel.number, ()) if panel else ():
            own = candidate_sheet(candidate, kind, sheet)
            rows = score_rows(own, person.ability, rng) if own else ()
            note(outcome, sign_sheet(candidate, assessor, rows, now=now, kind=kind))
        mark = note(outcome, decide_part(candidate, kind, now=now))
        if mark is not None:
            made[str(candidate.uuid)] = mark
        progress(words.step, number, len(candidates))


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
