"""An examination to look at while it is being marked: written answers, a panel, a review board.

In: a standard with a level that sits a review, a team. Out: accounts that can go on where this leaves off. Follows:
made-up people; questions and answers are made of the standard's own words, nobody's knowledge is in them.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from django.contrib.auth.models import AbstractUser

from liangcai.blueprint.model import TypeCount
from liangcai.items.content import Criterion
from liangcai.items.model import Item
from liangcai.marking.scripts import Question
from liangcai.marking.sheet import SheetKind
from liangcai.marking.texts import list_maxima
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.marking.texts import read_questions
from liangcai_web.services.marking.texts_dealing import appoint_markers, deal_texts
from liangcai_web.services.marking.texts_marking import MarkingDuty, find_desk, give_mark, list_duties
from liangcai_web.services.marking.texts_office import agree_exemplar
from liangcai_web.services.packs import blueprint_pack
from liangcai_web.services.papers.making import assemble_papers, keep_papers
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.teams import Team, panel_members
from liangcai_web.services.rehearsal.journey import (
    Order,
    Outcome,
    admit_people,
    open_examination,
    seat_and_open,
    seated,
    set_review,
)
from liangcai_web.services.rehearsal.people import MadeUp, answer_paper
from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt, record_answers
from liangcai_web.services.sittings.duties import first_duties
from liangcai_web.services.sittings.rooms import start_room

MARKERS = ("marker-1", "marker-2", "marker-3")
TYPES = (TypeCount(type="single", count=17), TypeCount(type="short", count=3))
HALF = Decimal("0.5")
POINTS = ("先说明目的和对象", "写出步骤和次序", "说明怎样检查、怎样记录", "举出一个例子")
# Of ten answers, to how many each marker gives half a point less, and half a point more.
HANDS = ((2, 2), (1, 5), (7, 0))


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """The batch, and who can go on: markers, the panel, the board; as (label, account)."""

    batch: Batch
    people: tuple[tuple[str, AbstractUser], ...]


def rehearse_marking(order: Order, team: Team, now: datetime) -> Rehearsed | None:
    """The examination: sat, its written answers partly marked, its review set and not begun."""
    outcome = Outcome(document=order.name)
    batch = open_examination(order, team, now, outcome)
    people = admit_people(batch, order, team, now, outcome) if batch else {}
    if batch is None or not people:
        return None
    made = assemble_papers(
        batch,
        batch.seed,
        msgspec.structs.replace(blueprint_pack(), types=TYPES),
        tuple(write_questions(batch)),
    )
    if made.value is None:
        return None
    keep_papers(batch, made.value, now=now, actor=team.officer)
    if not seat_and_open(batch, people, team, now, outcome):
        return None
    set_review(batch, team, now, outcome)
    sit_written(batch, people, now)
    markers = tuple(open_account(team.organisation, name, None, "assessor") for name in MARKERS)
    mark_some(batch, team, markers, now)
    return Rehearsed(batch=batch, people=(*(("评卷人 marker", one) for one in markers), *list_boards(batch)))


def write_questions(batch: Batch) -> Iterator[Item]:
    """A question to be answered in words for each knowledge requirement of the level, with a rubric."""
    standard = batch_standard(batch)
    for function in standard.functions(batch.level, batch.direction or None):
        for task in function.tasks:
            for found in task.knowledge:
                yield Item(
                    id=f"K{found.number}-words",
                    requirement=f"K{found.number}",
                    type="short",
                    stem=f"结合实际工作，说明“{found.text}”的要点。",
                    answer=f"围绕“{found.text}”，说明目的、步骤、检查与记录，并举例。",
                    rubric=tuple(Criterion(text=text, share="0.25") for text in POINTS),
                    table=function.table,
                    difficulty=0.6,
                    rationale="按评分点给分。",
                )


def sit_written(batch: Batch, people: dict[str, MadeUp], now: datetime) -> None:
    """Everybody answers: the machine's questions by ability, the others in so many sentences."""
    for duty in first_duties(batch):
        start_room(batch, duty.room, actor=duty.user, now=now)
    for candidate in seated(batch):
        paper = load_paper(candidate)
        if paper is None:
            continue
        rng = random.Random(f"{batch.seed} words {candidate.serial}")
        open_attempt(candidate, paper, now)
        answers = answer_paper(paper.form, str(candidate.uuid), people[str(candidate.person.uuid)].ability, rng)
        asked = [question.item for question in paper.form.questions if question.item.type == "short"]
        answers |= {item.id: write_answer(item, rng) for item in asked}
        record_answers(candidate, answers, now + timedelta(minutes=1))
        hand_in(candidate, now + timedelta(minutes=paper.minutes - 1))


def write_answer(item: Item, rng: random.Random) -> str:
    """Some of the sentences that the rubric looks for."""
    known = rng.sample(POINTS, rng.randint(1, len(POINTS)))
    return "\n".join(f"{number}. {text}：{item.stem[:24]}……" for number, text in enumerate(known, 1))


def mark_some(batch: Batch, team: Team, markers: tuple[AbstractUser, ...], now: datetime) -> None:
    """Exemplars are agreed, everybody is calibrated, and most has been marked by two."""
    rng = random.Random(f"{batch.seed} marks")
    names = [one.get_username() for one in markers]
    appoint_markers(batch, names, now=now, actor=team.officer)
    for question in read_questions(batch):
        for number in range(4):
            use = "calibration" if number < 3 else "control"
            criteria = [one if place <= number else Decimal(0) for place, one in enumerate(list_maxima(question))]
            written = "\n".join(f"{place}. {text}。" for place, text in enumerate(POINTS[: number + 1], 1))
            two = {"actor": team.officer, "approver": team.second_officer}
            agree_exemplar(batch, question.key, written, criteria, use, now=now, **two)
    deal_texts(batch, now=now, actor=team.officer)
    for user, hand in zip(markers, HANDS, strict=True):
        for duty in list_duties(batch, user):
            mark_question(batch, user, duty, hand, rng, now)


def mark_question(
    batch: Batch, user: AbstractUser, duty: MarkingDuty, hand: tuple[int, int], rng: random.Random, now: datetime
) -> None:
    """Be calibrated, then mark all answers but the last."""
    for code in duty.exemplars:
        desk = find_desk(batch, user, code)
        if desk is not None and desk.control is not None:
            give_mark(desk, user, desk.control.agreed.criteria, now=now)
    fresh = next((one for one in list_duties(batch, user) if one.number == duty.number), duty)
    for code in fresh.open[: max(1, len(fresh.open) - 1)]:
        desk = find_desk(batch, user, code)
        if desk is not None:
            give_mark(desk, user, judge(desk.question, desk.response, hand, rng), now=now)


def judge(question: Question, response: str, hand: tuple[int, int], rng: random.Random) -> tuple[Decimal, ...]:
    """What a hand gives: a criterion that is named earns its points; now and then one half a point less or more."""
    less, more = hand
    maxima = list_maxima(question)
    given = [most if text in response else Decimal(0) for text, most in zip(POINTS, maxima, strict=True)]
    drawn = rng.randrange(10)
    named = [place for place, points in enumerate(given) if points]
    others = [place for place, points in enumerate(given) if not points]
    if drawn < less and named:
        given[named[0]] = given[named[0]] // HALF * HALF - HALF
    elif drawn >= 10 - more and others:
        given[others[0]] = HALF
    return tuple(given)


def list_boards(batch: Batch) -> Iterator[tuple[str, AbstractUser]]:
    """The accounts of the first panel and the first board."""
    plan = load_plan(batch)
    kinds: tuple[tuple[SheetKind, str], ...] = (("skill", "考评员 assessor"), ("review", "评审委员 board"))
    for kind, label in kinds:
        panels = panel_members(plan, kind) if plan else {}
        for account in panels[min(panels)] if panels else ():
            yield label, account
