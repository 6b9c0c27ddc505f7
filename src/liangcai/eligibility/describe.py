"""A rule printed back as a sentence, in Chinese and in English.

In: an expression. Out: ``Message``. Follows: the house rule that a decision shows which rule it applied. The Chinese
sentence is in words that ``compile_text`` reads, so that it compiles to the same rule again.
"""

from typing import assert_never

from liangcai.eligibility.phrases import (
    count,
    phrase_degree,
    phrase_enrolment,
    phrase_proof,
    phrase_ranked,
    phrase_school,
    phrase_span,
)
from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
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
    Uncompiled,
    Worked,
)
from liangcai.eligibility.words import OCCUPATION_NAMES
from liangcai.findings import Message


def describe(rule: Expression) -> Message:
    """The rule as a full sentence about the applicant."""
    said = phrase(rule)
    return Message(f"申请人须{said.zh}。", f"The applicant must {said.en}.")


def phrase(rule: Expression) -> Message:
    """The rule as what an applicant must do, without subject and full stop."""
    match rule:
        case All(of=of):
            return join(of, "，并且", ", and ")
        case Any(of=of):
            return join(of, "，或者", ", or ")
        case Held(of=of, years=years):
            said = phrase(of)
            return Message(f"{said.zh}满 {years} 年", f"{said.en} and have done so for {count(years)}")
        case Worked():
            return phrase_work(rule)
        case PerNationalRule(text=text):
            return Message(
                f"符合国家有关规定（“{text}”）", f"satisfy the national rules that the standard points to (“{text}”)"
            )
        case Uncompiled(text=text):
            return Message(f"符合“{text}”（由人工审核）", f"satisfy “{text}” (judged by a person)")
        case HoldsDegree():
            return phrase_degree(rule)
        case GraduatedFrom():
            return phrase_school(rule)
        case Enrolled():
            return phrase_enrolment(rule)
        case HasTrainingProof():
            return phrase_proof(rule)
        case _:
            return phrase_short(rule)


def phrase_short(
    rule: HoldsTitle | OfAge | HoldsRankedTitle | Apprenticed | HoldsCertificate | InWork,
) -> Message:
    """A rule that names one thing."""
    match rule:
        case HoldsTitle(name=name):
            return Message(f"具有{name}职称", f"hold the professional title {name}")
        case OfAge(years=years):
            return Message(f"年满 {years} 周岁", f"be at least {years} years old")
        case HoldsRankedTitle(rank=rank):
            return phrase_ranked(rank)
        case Apprenticed(scope=scope):
            where = OCCUPATION_NAMES[scope]
            return Message(f"{where.zh}学徒期满", f"have completed an apprenticeship in {where.en}")
        case HoldsCertificate(scope=scope, level=level):
            where = OCCUPATION_NAMES[scope]
            noun = "证书" if level == "预备技师" else "等级证书"
            return Message(f"持有{where.zh}的{level}{noun}", f"hold a certificate of level {level} in {where.en}")
        case InWork(scope=scope):
            where = OCCUPATION_NAMES[scope]
            return Message(f"从事{where.zh}工作", f"work in {where.en}")
        case _:
            assert_never(rule)


def join(rules: tuple[Expression, ...], zh: str, en: str) -> Message:
    """Phrases joined by a word; those of more than one part stand in brackets."""
    said = [bracket(rule) for rule in rules]
    return Message(zh.join(one.zh for one in said), en.join(one.en for one in said))


def bracket(rule: Expression) -> Message:
    """The phrase of a rule, in brackets where it has more than one part."""
    said = phrase(rule)
    several = isinstance(rule, All | Any) or (isinstance(rule, Worked) and rule.after is not None)
    return Message(f"（{said.zh}）", f"({said.en})") if several else said


def phrase_work(rule: Worked) -> Message:
    """Years of work and from when they count."""
    span = phrase_span(rule)
    if rule.after is None:
        return span
    since = bracket(rule.after)
    return Message(f"先{since.zh}，自该日起{span.zh}", f"{since.en} and, counted from that day, {span.en}")
