"""The notice of misconduct to a candidate (违纪处理告知书): of the charge, then of the decision.

In: a case. Out: a sheet and its PDF. Follows: the rule packs of misconduct and of the sitting, by their own words; who
noted, decided or heard is not named to the candidate, since the office answers for it.
"""

import hashlib
from datetime import date

from django.utils import timezone

from liangcai.award.misconduct import Measure
from liangcai.findings import Message, Result
from liangcai_host.typesetting.measure_sheets import MeasureSheet, MeasureTaken
from liangcai_host.typesetting.typeset import typeset_measure
from liangcai_web.services.days import local_day
from liangcai_web.services.packs import misconduct_pack, sitting_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.results import MisconductDecided
from liangcai_web.services.printing.documents import describe_exam
from liangcai_web.services.standing.cases import Case, list_noted

CHARGE = Message("违纪处理事先告知书", "Notice of a charge of misconduct")
DECISION = Message("违纪处理决定告知书", "Notice of a decision on misconduct")
COUNTS = Message("成绩照常计。", "The marks count.")
HEARD = Message("已经听取，并已考虑。", "The candidate was heard, and what was said was weighed.")
SILENT = Message("期限内没有陈述。", "Nothing was said within the term.")
OPEN = Message("尚未陈述。", "Nothing was said yet.")
OTHERS = Message(
    "申诉由没有参与本决定的两人办理；成立的，处理撤销，成绩恢复。",
    "Two people who took no part in this decision settle the appeal; if it is upheld, the measure is lifted and the "
    "marks count again.",
)


def print_case(case: Case) -> Result[bytes | None]:
    """The notice as PDF."""
    return typeset_measure(build_case(case))


def build_case(case: Case) -> MeasureSheet:
    """The notice as a sheet."""
    candidate, said = case.candidate, case.said
    rules, pack = sitting_pack(), misconduct_pack()
    rule = rules.irregularity(said.code)
    fact = case.lifted_by or case.decided_by or case.opened
    parts = name_parts(case)
    return MeasureSheet(
        exam=describe_exam(candidate.batch),
        version=hashlib.sha256(f"{fact.hash} {len(case.heard)}".encode()).hexdigest(),
        made=local_day(fact.at),
        title=DECISION if case.decided else CHARGE,
        number=f"{candidate.ticket_number}-{said.case[:8].upper()}",
        ticket=candidate.ticket_number,
        name=candidate.person.name,
        id_masked=candidate.person.masked_id_number,
        part=parts.get(said.part, Message(said.part, said.part)),
        code=said.code,
        rule=rule.name if rule else Message(said.code, said.code),
        told=str(local_day(case.opened.at)),
        evidence=(*said.evidence.splitlines(), *list_notes(case)),
        heard=HEARD if case.heard else SILENT if case.decided else OPEN,
        taken=take(case.decided, pack.measure(case.decided.measure), parts) if case.decided else None,
        rights=(speak_until(said.hearing_until),) if case.decided is None else (appeal_until(case.decided), OTHERS),
        lifted=tuple(case.lifted.reason.splitlines()) if case.lifted else (),
        sources=(f"{rules.id}：{rules.source}", f"{pack.id}：{pack.source}"),
    )


def list_notes(case: Case) -> tuple[str, ...]:
    """What invigilators noted, where the charge names it: when, what was seen, on what evidence."""
    noted = (one for one in list_noted(case.candidate.batch) if one.fact.hash in case.said.noted and one.counts)
    seen = ((f"{timezone.localtime(one.fact.at):%Y-%m-%d %H:%M}", one.said.text, one.said.evidence) for one in noted)
    return tuple("　".join(filter(None, one)) for one in seen)


def take(decided: MisconductDecided, measure: Measure | None, parts: dict[str, Message]) -> MeasureTaken:
    """The measure in its own words, and what follows from it."""
    unnamed = Message(decided.measure, decided.measure)
    return MeasureTaken(
        name=measure.name if measure else unnamed,
        ground=measure.ground if measure else Message("", ""),
        reason=tuple(decided.reason.splitlines()),
        effects=list_effects(decided, measure, parts),
    )


def list_effects(decided: MisconductDecided, measure: Measure | None, parts: dict[str, Message]) -> tuple[Message, ...]:
    """What follows: void parts, the bar, the record."""
    found = []
    for one in decided.void:
        name = parts.get(one.kind, Message(one.kind, one.kind))
        found.append(Message(f"{name.zh}：成绩无效。", f"{name.en}: the mark is void."))
    if decided.barred_until:
        day = decided.barred_until
        found.append(Message(f"{day} 前不得报名。", f"No application before {day}."))
    if measure and measure.recorded_years:
        years = measure.recorded_years
        found.append(Message(f"记录保存 {years} 年。", f"On record for {years} years."))
    return tuple(found) or (COUNTS,)


def name_parts(case: Case) -> dict[str, Message]:
    """The parts of the examination by their kind."""
    blueprint = load_blueprint(case.candidate.batch)
    english = {"theory": "theory", "skill": "skill", "review": "comprehensive review"}
    return {one.kind: Message(one.name, english[one.kind]) for one in blueprint.parts} if blueprint else {}


def speak_until(day: date) -> Message:
    """How to answer a charge."""
    return Message(
        f"您可以在 {day} 前陈述申辩：凭准考证在网上的成绩页填写，或到考务办公室当面说明。"
        "未经听取、期限又未满的，不作处理决定。",
        f"You may speak until {day}: on the page of your result with your ticket, or to the office in person. Nothing "
        "is decided before you were heard or the term is over.",
    )


def appeal_until(decided: MisconductDecided) -> Message:
    """How to appeal."""
    day = decided.appeal_until
    return Message(
        f"对本决定不服的，可以在 {day} 前申诉：凭准考证在网上的成绩页提出；期限过后可向主管部门申诉。",
        f"You may appeal until {day}: on the page of your result with your ticket; after that, to the authority.",
    )
