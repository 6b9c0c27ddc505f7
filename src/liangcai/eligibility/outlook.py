"""From which day a rule is met.

In: a rule, the conditions it belongs to, an application. Out: ``Outlook``: the first day for certain, and the first day
if everything that a person still has to rule on is ruled in favour. Follows: clause 1.9.1. Work that goes on is taken
to go on; nothing else is taken to happen.
"""

import datetime
from collections.abc import Iterable
from typing import assert_never

import msgspec

from liangcai.eligibility.application import Application, Diploma, Topic
from liangcai.eligibility.relation import counts, relate
from liangcai.eligibility.rules import (
    DEGREES,
    All,
    Any,
    Apprenticed,
    ConditionSet,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    OfAge,
    PerNationalRule,
    School,
    Scope,
    Uncompiled,
    Worked,
)
from liangcai.eligibility.words import AIMS, SCHOOL_LADDERS
from liangcai.eligibility.years import Period, add_years, complete_years, through

NATIONAL_LADDER = ("五级", "四级", "三级", "二级", "一级")


class Outlook(msgspec.Struct, frozen=True):
    """First day on which a rule is met for certain, and first day on which it may be; None is never."""

    sure: datetime.date | None = None
    possible: datetime.date | None = None


class Evidence(msgspec.Struct, frozen=True):
    """An application beside the conditions that it is held against."""

    conditions: ConditionSet
    application: Application

    def relates(self, topic: Topic, name: str, scope: Scope | None, *, unrelated: bool) -> bool | None:
        """Whether a name counts within a scope; None where a person has to say so."""
        relation = relate(self.conditions, self.application.rulings, topic, name, unrelated=unrelated)
        return counts(relation, scope)

    def higher_counts(self, kind: str) -> bool:
        """Whether practice lets a higher piece of evidence of that kind stand for a lower one."""
        return kind in self.conditions.pack.higher_covers_lower


def look_out(rule: Expression, evidence: Evidence) -> Outlook:
    """From which day the rule is met."""
    match rule:
        case All(of=of):
            return latest(look_out(one, evidence) for one in of)
        case Any(of=of):
            return earliest(look_out(one, evidence) for one in of)
        case HoldsTitle(name=name):
            covering = evidence.conditions.pack.covered_by(name)
            return earliest(dated(one.obtained) for one in evidence.application.titles if one.name in covering)
        case OfAge(years=years):
            born = evidence.application.born
            return dated(add_years(born, years)) if born else Outlook(None, datetime.date.min)
        case HoldsRankedTitle():
            return earliest(dated(one.obtained, sure=None) for one in evidence.application.titles)
        case Apprenticed():
            return look_for_apprenticeship(rule, evidence)
        case HoldsDegree():
            return earliest(weigh_degree(rule, one, evidence) for one in evidence.application.diplomas)
        case GraduatedFrom():
            return earliest(weigh_school(rule, one, evidence) for one in evidence.application.diplomas)
        case HoldsCertificate():
            return look_for_certificate(rule, evidence)
        case Worked():
            return look_at_work(rule, evidence)
        case HasTrainingProof():
            proofs = (one for one in evidence.application.training if one.level == rule.level)
            return earliest(dated(one.issued) for one in proofs if one.hours >= (rule.hours or 0))
        case PerNationalRule():
            schooled = (one for one in evidence.application.diplomas if one.school in rule.schools)
            return earliest(dated(entered(one, final_year=True), sure=None) for one in schooled)
        case Uncompiled():
            return Outlook(None, datetime.date.min)
        case _:
            assert_never(rule)


def dated(day: datetime.date | None, *, sure: bool | None = True) -> Outlook:
    """The outlook of one piece of evidence: ``sure`` None needs a ruling, False never counts."""
    return Outlook(day if sure else None, None if sure is False else day)


def earliest(outlooks: Iterable[Outlook]) -> Outlook:
    """The outlook where any one is enough."""
    found = tuple(outlooks)
    return Outlook(
        min((one.sure for one in found if one.sure), default=None),
        min((one.possible for one in found if one.possible), default=None),
    )


def latest(outlooks: Iterable[Outlook]) -> Outlook:
    """The outlook where all are needed."""
    found = tuple(outlooks)
    sure = [one.sure for one in found if one.sure]
    possible = [one.possible for one in found if one.possible]
    return Outlook(
        max(sure, default=None) if len(sure) == len(found) else None,
        max(possible, default=None) if len(possible) == len(found) else None,
    )


def entered(diploma: Diploma, *, final_year: bool) -> datetime.date | None:
    """The day from which a diploma counts: when it was obtained, or the final year began where that is enough."""
    days = [day for day in (diploma.obtained, diploma.final_year_since if final_year else None) if day]
    return min(days, default=None)


def weigh_degree(rule: HoldsDegree, diploma: Diploma, evidence: Evidence) -> Outlook:
    """What one diploma gives for a rule on degrees."""
    have, want = DEGREES.index(diploma.degree), DEGREES.index(rule.degree)
    higher = rule.or_higher or evidence.higher_counts("degree")
    if diploma.award not in (rule.award, "both") or not (have == want or (higher and have > want)):
        return Outlook()
    sure = evidence.relates("major", diploma.major, rule.major, unrelated=diploma.unrelated)
    return dated(entered(diploma, final_year=rule.final_year), sure=sure)


def weigh_school(rule: GraduatedFrom, diploma: Diploma, evidence: Evidence) -> Outlook:
    """What one diploma gives for a rule on schools."""
    if diploma.school is None or not any(covers(diploma.school, one, evidence) for one in rule.schools):
        return Outlook()
    major = evidence.relates("major", diploma.major, rule.major, unrelated=diploma.unrelated)
    aimed = reaches_aim(diploma, rule.target)
    sure = False if False in (major, aimed) else (None if None in (major, aimed) else True)
    return dated(entered(diploma, final_year=rule.final_year), sure=sure)


def covers(school: School, wanted: School, evidence: Evidence) -> bool:
    """Whether a school is of the kind wanted, or above it where practice lets that count."""
    ladder = next((one for one in SCHOOL_LADDERS if wanted in one and school in one), ())
    higher = bool(ladder) and ladder.index(school) >= ladder.index(wanted)
    return school == wanted or (higher and evidence.higher_counts("school"))


def reaches_aim(diploma: Diploma, target: str | None) -> bool | None:
    """Whether the programme was evaluated to aim at the skills wanted; None where nobody has recorded it."""
    if target is None:
        return True
    if diploma.target not in AIMS:
        return None
    return AIMS.index(diploma.target) >= AIMS.index(target)


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


def look_at_work(rule: Worked, evidence: Evidence) -> Outlook:
    """From when the years of work are complete, counted from the day on which ``after`` is met."""
    after = look_out(rule.after, evidence) if rule.after else Outlook(datetime.date.min, datetime.date.min)
    sure, possible = work_periods(rule, evidence, maybe=False), work_periods(rule, evidence, maybe=True)
    return Outlook(
        complete_years(sure, rule.years, after.sure) if after.sure else None,
        complete_years(possible, rule.years, after.possible) if after.possible else None,
    )


def work_periods(rule: Worked, evidence: Evidence, *, maybe: bool) -> tuple[Period, ...]:
    """The periods of work that count, with those that await a ruling if ``maybe``."""
    return tuple(
        through(work.start, work.end)
        for work in evidence.application.employment
        if evidence.relates("occupation", work.occupation, rule.scope, unrelated=work.unrelated)
        in ((True, None) if maybe else (True,))
        if work.end is None or work.end >= work.start
    )
