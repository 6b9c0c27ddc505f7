"""What a candidate should train next, and the result on paper.

In: a candidate who was decided on. Out: needs, the PDF. Follows: clauses 1.9.2, 2 and 3; what each leaf earned is
folded again from the journal, so that the log keeps no more than it needs.
"""

from datetime import datetime

from liangcai.award.advice import Need, advise_training
from liangcai.award.decide import PartOutcome
from liangcai.findings import Message, Result
from liangcai.marking.scheme import prepare_scheme
from liangcai.marking.theory import Subtotal
from liangcai_host.typesetting.outcome_sheets import OutcomeArea, OutcomeNeed, OutcomePart, OutcomeSheet
from liangcai_host.typesetting.typeset import typeset_outcome
from liangcai_web.records.batches import Candidate
from liangcai_web.services.batches.names import ExamNames, name_examination
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import read_payload
from liangcai_web.services.marking.texts import read_settled
from liangcai_web.services.marking.theory import live_version, mark_candidate
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.base import PanelDecided, TheoryMarked
from liangcai_web.services.printing.documents import describe_exam
from liangcai_web.services.results.result import AreaResult, newest, newest_change, read_result
from liangcai_web.services.sittings.attempts import load_paper, read_answers

MOST = 12  # of what need not be trained, no more than so many are shown beside the weak ones


def read_advice(candidate: Candidate) -> tuple[Need, ...]:
    """What was weak, then what lost most points besides; nothing before the decision."""
    blueprint = load_blueprint(candidate.batch)
    if blueprint is None or newest(candidate, "award_decided") is None:
        return ()
    decided = newest(candidate, "panel_decided")
    panel = read_payload(decided, PanelDecided).mark if decided else None
    needs = advise_training(batch_standard(candidate.batch), blueprint, fold_leaves(candidate), panel)
    weak = tuple(need for need in needs if need.weak)
    return weak or tuple(need for need in needs if need.lost)[:MOST]


def fold_leaves(candidate: Candidate) -> tuple[Subtotal, ...]:
    """What each leaf of the theory paper earned, where its mark is the one that was published."""
    marked, paper, answers = newest(candidate, "theory_marked"), load_paper(candidate), read_answers(candidate)
    if marked is None or paper is None or answers is None:
        return ()
    scheme = prepare_scheme(paper.form, marking_pack(), live_version(candidate.batch))
    mark = mark_candidate(scheme, candidate, answers, read_settled(candidate.batch).get(candidate.uuid))
    changed = newest_change(candidate, "theory")
    published = changed.points if changed else read_payload(marked, TheoryMarked).points
    return mark.leaves if mark.points == published else ()


def print_outcome(candidate: Candidate, now: datetime) -> Result[bytes | None]:
    """The result of a candidate on paper; None before there is a decision."""
    result, exam = read_result(candidate), name_examination(candidate)
    if result.decision is None:
        return Result(None)
    sheet = OutcomeSheet(
        exam=describe_exam(candidate.batch),
        version=result.decision.standard_sha256,
        made=local_day(now),
        ticket=candidate.ticket_number,
        name=candidate.person.name,
        id_masked=candidate.person.masked_id_number,
        passed=result.decision.passed,
        certificate=result.certificate_number,
        parts=tuple(print_part(one, result.areas, exam) for one in result.decision.outcomes),
        needs=tuple(describe_need(need, exam.area(need.area)) for need in read_advice(candidate)),
    )
    return typeset_outcome(sheet)


def print_part(one: PartOutcome, areas: tuple[AreaResult, ...], exam: ExamNames) -> OutcomePart:
    """A part with its areas as they are printed."""
    return OutcomePart(
        name=exam.part(one.name, one.kind),
        points="—" if one.points is None else str(one.points),
        pass_mark="—" if one.pass_mark is None else str(one.pass_mark),
        passed=one.passed,
        areas=tuple(
            OutcomeArea(name=exam.area(area.area), points=str(area.points), full=str(area.full), percent=area.percent)
            for area in areas
            if area.part == one.kind
        ),
    )


def describe_need(need: Need, area: Message) -> OutcomeNeed:
    """A need as it is printed."""
    return OutcomeNeed(
        part=Message("理论", "Theory") if need.kind == "theory" else Message("技能", "Skill"),
        area=area,
        name=need.name,
        points=f"{need.points.normalize():f}",
        full=f"{need.full.normalize():f}",
        weak=need.weak,
        clause=need.clause,
        asked=tuple(f"{one.number} {one.text}".strip() for one in need.asked),
    )
