"""An application that meets a condition, made up from the condition itself.

In: the conditions of a level, which of them to meet, the day from which it shall be met. Out: an ``Application``, or
None where only a person can decide. Follows: clause 1.9.1; rehearsals and tests use it, so that no occupation needs
made-up applicants of its own.
"""

import datetime
from typing import assert_never

import msgspec

from liangcai.eligibility.application import (
    Application,
    Apprenticeship,
    Certificate,
    Diploma,
    Employment,
    Ruling,
    Title,
    TrainingProof,
)
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
    HoldsTitle,
    InWork,
    OfAge,
    RelatedList,
    SchoolClass,
    Scope,
    Worked,
)
from liangcai.eligibility.years import add_years


class Birth(msgspec.Struct, frozen=True):
    """The day of birth."""

    day: datetime.date


Evidence = Birth | Title | Diploma | Certificate | Employment | TrainingProof | Apprenticeship | Ruling
MADE_UP = "示例专业"
DAY = datetime.timedelta(days=1)


def make_example(conditions: ConditionSet, index: int, day: datetime.date) -> Application | None:
    """An application that condition ``index`` admits from that day on and not a day earlier."""
    rules = [conditions.conditions[index].rule]
    if conditions.requires:
        rules.append(conditions.requires.rule)
    evidence: list[Evidence] = []
    for rule in rules:
        found = satisfy(rule, conditions, day)
        if found is None:
            return None
        evidence.extend(found)
    return gather(conditions, evidence)


def gather(conditions: ConditionSet, evidence: list[Evidence]) -> Application:
    """Pieces of evidence as one application."""
    return Application(
        level=conditions.level,
        direction=conditions.directions[0] if conditions.directions else None,
        born=next((one.day for one in evidence if isinstance(one, Birth)), None),
        titles=tuple(one for one in evidence if isinstance(one, Title)),
        diplomas=tuple(one for one in evidence if isinstance(one, Diploma)),
        certificates=tuple(one for one in evidence if isinstance(one, Certificate)),
        employment=tuple(one for one in evidence if isinstance(one, Employment)),
        training=tuple(one for one in evidence if isinstance(one, TrainingProof)),
        apprenticeships=tuple(one for one in evidence if isinstance(one, Apprenticeship)),
        rulings=tuple(dict.fromkeys(one for one in evidence if isinstance(one, Ruling))),
    )


def satisfy(rule: Expression, conditions: ConditionSet, day: datetime.date) -> list[Evidence] | None:
    """Evidence by which a rule is met from that day on; None where a person has to decide."""
    match rule:
        case All(of=of):
            parts = [satisfy(one, conditions, day) for one in of]
            return None if None in parts else [piece for part in parts if part for piece in part]
        case Any(of=of):
            return next((found for one in of if (found := satisfy(one, conditions, day)) is not None), None)
        case Held(of=held, years=years):
            return satisfy(held, conditions, add_years(day, -years))
        case OfAge(years=years):
            return [Birth(add_years(day, -years))]
        case HoldsTitle(name=name):
            return [Title(name=name, obtained=day)]
        case HasTrainingProof(level=level, hours=hours, kind=kind):
            return [TrainingProof(level=level, hours=hours or 0, issued=day, kind=kind)]
        case HoldsDegree() | GraduatedFrom() | Enrolled():
            return satisfy_schooling(rule, conditions, day)
        case Worked():
            return satisfy_work(rule, conditions, day)
        case HoldsCertificate() | Apprenticed() | InWork():
            return satisfy_occupation(rule, conditions, day)
        case _:
            return None


def satisfy_schooling(
    rule: HoldsDegree | GraduatedFrom | Enrolled, conditions: ConditionSet, day: datetime.date
) -> list[Evidence]:
    """A diploma of that day, or studies that began on it."""
    if isinstance(rule, Enrolled):
        return [Diploma(degree="secondary", school=rule.schools[0], school_class=sit_in(rule), enrolled_since=day)]
    name, ruling = name_major(conditions, rule.major)
    if isinstance(rule, HoldsDegree):
        return [Diploma(degree=rule.degree, award=rule.award, major=name, obtained=day), *ruling]
    diploma = Diploma(
        degree="secondary",
        major=name,
        school=rule.schools[0],
        school_class=sit_in(rule),
        target=rule.target,
        recognition=rule.recognition,
        obtained=day,
    )
    return [diploma, *ruling]


def sit_in(rule: GraduatedFrom | Enrolled) -> SchoolClass | None:
    """The first of the classes that a rule names."""
    return rule.classes[0] if rule.classes else None


def satisfy_occupation(
    rule: HoldsCertificate | Apprenticed | InWork, conditions: ConditionSet, day: datetime.date
) -> list[Evidence]:
    """What a certificate, an apprenticeship or work of that day shows."""
    occupation, ruling = name_occupation(conditions, rule.scope)
    match rule:
        case HoldsCertificate(level=level):
            return [Certificate(occupation=occupation, level=level, obtained=day), *ruling]
        case Apprenticed():
            return [Apprenticeship(occupation=occupation, completed=day), *ruling]
        case InWork():
            return [Employment(occupation=occupation, start=day), *ruling]
        case _:
            assert_never(rule)


def satisfy_work(rule: Worked, conditions: ConditionSet, day: datetime.date) -> list[Evidence] | None:
    """Work that is complete on that day: it began so many years before, after what had to come first."""
    begin = add_years(day, -rule.years)
    before = satisfy(rule.after, conditions, begin - DAY) if rule.after else []
    if before is None:
        return None
    occupation, ruling = name_occupation(conditions, rule.scope)
    return [*before, Employment(occupation=occupation, start=begin, trainee=rule.trainee), *ruling]


def name_occupation(conditions: ConditionSet, scope: Scope) -> tuple[str, list[Evidence]]:
    """An occupation of a scope: the standard's own wherever that is enough."""
    if scope != "related":
        return conditions.occupation, []
    return name_related(conditions.related_occupations, "示例职业", "occupation")


def name_major(conditions: ConditionSet, scope: Scope | None) -> tuple[str, list[Evidence]]:
    """A major of a scope: one that the standard lists, else a made-up one with a recorded ruling."""
    if scope is None:
        return "", []
    if scope in ("related", "own_or_related"):
        return name_related(conditions.related_majors, MADE_UP, "major")
    return MADE_UP, [rule_on("major", MADE_UP, own=True)]


def name_related(listed: RelatedList, made_up: str, topic: str) -> tuple[str, list[Evidence]]:
    """The first related name of a list, or a made-up one that somebody has ruled on."""
    if listed.entries:
        return listed.entries[0].name, []
    return made_up, [rule_on(topic, made_up, own=False)]


def rule_on(topic: str, name: str, *, own: bool) -> Ruling:
    """A recorded decision on a name that the standard does not list."""
    return Ruling(
        topic="major" if topic == "major" else "occupation",
        name=name,
        relation="own" if own else "related",
        decided_by="资格审核",
        grounds="演练用的认定 / a ruling made for the rehearsal",
    )
