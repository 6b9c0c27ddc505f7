"""From which day a rule is met.

In: a rule and the evidence that it is held against. Out: ``Outlook``. Follows: clause 1.9.1. Work that goes on is taken
to go on; nothing else is taken to happen.
"""

import datetime
from typing import assert_never

from liangcai.eligibility.application import Application, Employment
from liangcai.eligibility.evidence import Evidence, Outlook, both, dated, earliest, latest
from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
    ConditionSet,
    Enrolled,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    Held,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    InWork,
    OfAge,
    PerNationalRule,
    Scope,
    Uncompiled,
    Worked,
)
from liangcai.eligibility.schooling import weigh_schooling
from liangcai.eligibility.years import Period, complete_years, full_years_after, through, unbroken_years

NATIONAL_LADDER = ("五级", "四级", "三级", "二级", "一级")


def look_out(rule: Expression, evidence: Evidence) -> Outlook:
    """From which day the rule is met."""
    match rule:
        case All(of=of):
            return latest(look_out(one, evidence) for one in of)
        case Any(of=of):
            return earliest(look_out(one, evidence) for one in of)
        case Held(of=of, years=years):
            held = look_out(of, evidence)
            return Outlook(full_years_after(held.sure, years), full_years_after(held.possible, years))
        case Apprenticed():
            return look_for_apprenticeship(rule, evidence)
        case HoldsCertificate():
            return look_for_certificate(rule, evidence)
        case HasTrainingProof():
            return look_for_training(rule, evidence)
        case InWork():
            return look_at_present_work(rule, evidence)
        case Worked():
            return look_at_work(rule, evidence)
        case HoldsDegree() | GraduatedFrom() | Enrolled() | PerNationalRule():
            return earliest(weigh_schooling(rule, one, evidence) for one in evidence.application.diplomas)
        case Uncompiled():
            return Outlook(None, datetime.date.min)
        case _:
            return look_at_person(rule, evidence.application, evidence.conditions)


def look_at_person(
    rule: OfAge | HoldsTitle | HoldsRankedTitle, person: Application, conditions: ConditionSet
) -> Outlook:
    """What age and titles give; whether a title goes with the occupation is for a person to say."""
    match rule:
        case OfAge(years=years):
            return dated(full_years_after(person.born, years)) if person.born else Outlook(None, datetime.date.min)
        case HoldsTitle(name=name):
            covering = conditions.pack.covered_by(name)
            return earliest(dated(one.obtained) for one in person.titles if one.name in covering)
        case HoldsRankedTitle():
            return earliest(dated(one.obtained, sure=None) for one in person.titles)
        case _:
            assert_never(rule)


def look_for_apprenticeship(rule: Apprenticed, evidence: Evidence) -> Outlook:
    """What the apprenticeships give; where none is on record a person asks, as few offices record them."""
    recorded = evidence.application.apprenticeships
    if not recorded:
        return Outlook(None, datetime.date.min)
    return earliest(
        dated(one.completed, sure=evidence.relates("occupation", one.occupation, rule.scope, unrelated=one.unrelated))
        for one in recorded
    )


def look_for_certificate(rule: HoldsCertificate, evidence: Evidence) -> Outlook:
    """What the certificates give for a rule on certificates."""
    ladders = (NATIONAL_LADDER, evidence.conditions.ladder, (rule.level,))
    ladder = next(one for one in ladders if rule.level in one)
    enough = ladder[ladder.index(rule.level) :] if evidence.higher_counts("certificate") else (rule.level,)
    return earliest(
        dated(
            one.obtained,
            sure=evidence.relates("occupation", one.occupation, rule.scope, unrelated=one.unrelated),
        )
        for one in evidence.application.certificates
        if one.valid and one.level in enough
    )


def look_for_training(rule: HasTrainingProof, evidence: Evidence) -> Outlook:
    """What the proofs of training give; whether one document will do for the other is for a person to say."""
    return earliest(
        dated(one.issued, sure=True if one.kind == rule.kind else None)
        for one in evidence.application.training
        if one.level == rule.level and one.hours >= (rule.hours or 0)
    )


def look_at_present_work(rule: InWork, evidence: Evidence) -> Outlook:
    """From when somebody works in the occupation; work that has an end may be over, so a person looks."""
    return earliest(
        dated(work.start, sure=both(True if work.end is None else None, counts_as_work(work, rule.scope, evidence)))
        for work in evidence.application.employment
        if work.end is None or work.end >= work.start
    )


def look_at_work(rule: Worked, evidence: Evidence) -> Outlook:
    """From when the years of work are complete, counted from the day on which ``after`` is met.

    No standard says what breaks years that have to be continuous: with gaps between them a person decides.
    """
    after = look_out(rule.after, evidence) if rule.after else Outlook(datetime.date.min, datetime.date.min)
    measure = unbroken_years if rule.continuous else complete_years
    sure, possible = work_periods(rule, evidence, maybe=False), work_periods(rule, evidence, maybe=True)
    done = measure(sure, rule.years, after.sure) if after.sure else None
    perhaps = complete_years(possible, rule.years, after.possible) if after.possible else None
    return Outlook(done, min((day for day in (done, perhaps) if day), default=None))


def work_periods(rule: Worked, evidence: Evidence, *, maybe: bool) -> tuple[Period, ...]:
    """The periods of work that count, with those that await a ruling if ``maybe``."""
    return tuple(
        through(work.start, work.end)
        for work in evidence.application.employment
        if both(
            True if work.trainee == rule.trainee else None,
            counts_as_work(work, rule.scope, evidence),
        )
        in ((True, None) if maybe else (True,))
        if work.end is None or work.end >= work.start
    )


def counts_as_work(work: Employment, scope: Scope, evidence: Evidence) -> bool | None:
    """Whether work is in the occupation; None where a person has to say so."""
    return evidence.relates("occupation", work.occupation, scope, unrelated=work.unrelated)
