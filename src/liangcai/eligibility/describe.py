"""A rule printed back as a sentence, in Chinese and in English.

In: an expression. Out: ``Message``. Follows: the house rule that a decision shows which rule it applied.
"""

from typing import assert_never

from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    OfAge,
    PerNationalRule,
    Scope,
    Uncompiled,
    Worked,
)
from liangcai.eligibility.words import DEGREE_NAMES, MAJOR_NAMES, OCCUPATION_NAMES, SCHOOL_NAMES
from liangcai.findings import Message

RANKS = {"初级": "junior", "中级": "middle", "高级": "senior"}


def describe(rule: Expression) -> Message:
    """The rule as a full sentence about the applicant."""
    said = phrase(rule)
    return Message(f"申请人须{said.zh}。", f"The applicant must {said.en}.")


def phrase(rule: Expression) -> Message:
    """The rule as what an applicant must do, without subject and full stop."""
    match rule:
        case All(of=of):
            return join(of, "，并且", ", and ", inner=Any)
        case Any(of=of):
            return join(of, "，或者", ", or ", inner=All)
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
            return Message(f"持有{where.zh}的{level}证书", f"hold a certificate of level {level} in {where.en}")
        case HasTrainingProof(level=level, hours=hours):
            zh, en = (f"（不少于 {hours} 标准学时）", f" of at least {hours} standard hours") if hours else ("", "")
            return Message(f"持有{level}培训学时证明{zh}", f"have a proof of training for {level}{en}")
        case HoldsDegree():
            return phrase_degree(rule)
        case GraduatedFrom():
            return phrase_school(rule)
        case Worked():
            return phrase_work(rule)
        case PerNationalRule(text=text):
            return Message(
                f"符合国家有关规定（“{text}”）", f"satisfy the national rules that the standard points to (“{text}”)"
            )
        case Uncompiled(text=text):
            return Message(f"符合“{text}”（由人工审核）", f"satisfy “{text}” (judged by a person)")
        case _:
            assert_never(rule)


def join(rules: tuple[Expression, ...], zh: str, en: str, inner: type[All] | type[Any]) -> Message:
    """Phrases joined by a word; those that join others by the other word stand in brackets."""
    said = []
    for rule in rules:
        one = phrase(rule)
        said.append(Message(f"（{one.zh}）", f"({one.en})") if isinstance(rule, inner) else one)
    return Message(zh.join(one.zh for one in said), en.join(one.en for one in said))


def phrase_major(major: Scope | None) -> Message:
    """The major as it stands before (Chinese) or behind (English) a degree or a school."""
    return Message(MAJOR_NAMES[major].zh, f" in {MAJOR_NAMES[major].en}") if major else Message("", "")


def phrase_final_year(*, final_year: bool) -> Message:
    """That students about to graduate may apply."""
    return Message("（含应届毕业生）", " (students in their final year may apply)") if final_year else Message("", "")


def phrase_degree(rule: HoldsDegree) -> Message:
    """A degree or education."""
    name, major = DEGREE_NAMES[rule.degree, rule.award], phrase_major(rule.major)
    up = " or higher" if rule.or_higher else ""
    zh = f"{name.zh[:-2]}及以上{name.zh[-2:]}" if rule.or_higher else name.zh
    last = phrase_final_year(final_year=rule.final_year)
    verb = "hold" if rule.award == "degree" else "have completed"
    return Message(f"具有{major.zh}{zh}{last.zh}", f"{verb} {name.en}{up}{major.en}{last.en}")


def phrase_ranked(rank: str) -> Message:
    """A title of a rank."""
    zh = f"具有符合专业对应关系的{rank}职称（专业技术人员职业资格）"
    return Message(zh, f"hold a professional title of {RANKS[rank]} rank that goes with the occupation")


def phrase_school(rule: GraduatedFrom) -> Message:
    """Graduation from one of several kinds of school."""
    zh = "或".join(SCHOOL_NAMES[school].zh for school in rule.schools)
    en = " or ".join(SCHOOL_NAMES[school].en for school in rule.schools)
    major, last = phrase_major(rule.major), phrase_final_year(final_year=rule.final_year)
    aim = Message("", "")
    if rule.target:
        aim = Message(f"（经评估论证以{rule.target}为目标）", f", in a programme evaluated to aim at {rule.target}")
    return Message(f"毕业于{zh}{aim.zh}{major.zh}{last.zh}", f"have graduated from {en}{major.en}{aim.en}{last.en}")


def phrase_work(rule: Worked) -> Message:
    """Years of work and from when they count."""
    where = OCCUPATION_NAMES[rule.scope]
    zh, en = f"从事{where.zh}工作累计满 {rule.years} 年", f"have worked {count(rule.years)} in {where.en}"
    if rule.after is None:
        return Message(zh, en)
    since = phrase(rule.after)
    return Message(f"先{since.zh}，自该日起{zh}", f"{since.en} and, counted from that day, {en}")


def count(years: int) -> str:
    """A number of full years in English."""
    return f"{years} full year" if years == 1 else f"{years} full years"
