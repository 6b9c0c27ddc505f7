"""What diplomas and studies give for rules on degrees, schools, classes and students.

In: a rule, a diploma, the evidence it belongs to. Out: ``Outlook``. Follows: clause 1.9.1; what a programme aims at,
who evaluated it, and its class are asked for where they are not on record.
"""

from typing import assert_never

from liangcai.eligibility.application import Diploma
from liangcai.eligibility.evidence import Evidence, Outlook, both, dated, entered
from liangcai.eligibility.rules import (
    CLASSES,
    DEGREES,
    Enrolled,
    GraduatedFrom,
    HoldsDegree,
    PerNationalRule,
    Recognition,
    School,
    SchoolClass,
)
from liangcai.eligibility.words import AIMS, SCHOOL_LADDERS


def weigh_schooling(
    rule: HoldsDegree | GraduatedFrom | Enrolled | PerNationalRule, diploma: Diploma, evidence: Evidence
) -> Outlook:
    """What one diploma gives; a rule that hands graduates over to national rules leaves them to a person."""
    match rule:
        case HoldsDegree():
            return weigh_degree(rule, diploma, evidence)
        case GraduatedFrom():
            return weigh_school(rule, diploma, evidence)
        case Enrolled():
            return weigh_enrolment(rule, diploma, evidence)
        case PerNationalRule(schools=schools):
            return dated(entered(diploma, final_year=True), sure=None if diploma.school in schools else False)
        case _:
            assert_never(rule)


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
    shown = (
        reaches_aim(diploma, rule.target),
        is_recognised(diploma, rule.recognition),
        sits_in(diploma, rule.classes, evidence),
    )
    return dated(entered(diploma, final_year=rule.final_year), sure=both(major, *shown))


def weigh_enrolment(rule: Enrolled, diploma: Diploma, evidence: Evidence) -> Outlook:
    """What one diploma or course of studies gives for a rule on students; who has graduated is one no more."""
    if diploma.school is None or not any(covers(diploma.school, one, evidence) for one in rule.schools):
        return Outlook()
    days = [day for day in (diploma.enrolled_since, diploma.final_year_since) if day]
    studying = True if diploma.obtained is None else None
    return dated(min(days, default=None), sure=both(studying, sits_in(diploma, rule.classes, evidence)))


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


def is_recognised(diploma: Diploma, wanted: Recognition | None) -> bool | None:
    """Whether the programme was evaluated or approved as wanted; None where nobody has recorded that it was."""
    recorded = diploma.recognition or ("evaluated" if diploma.target else None)
    return True if wanted is None or recorded == wanted else None


def sits_in(diploma: Diploma, classes: tuple[SchoolClass, ...], evidence: Evidence) -> bool | None:
    """Whether the class is one of those wanted, or above one where practice lets that count; None if not on record."""
    if not classes:
        return True
    if diploma.school_class is None:
        return None
    least = min(CLASSES.index(one) for one in classes)
    higher = evidence.higher_counts("school") and CLASSES.index(diploma.school_class) >= least
    return diploma.school_class in classes or higher
