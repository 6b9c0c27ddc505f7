"""The words for rules on schools, degrees, proofs and years of work, in Chinese and in English.

In: one rule. Out: ``Message`` without subject and full stop. Follows: the wording of clause 1.9.1, so that the Chinese
compiles to the same rule again.
"""

from liangcai.eligibility.rules import (
    Enrolled,
    GraduatedFrom,
    HasTrainingProof,
    HoldsDegree,
    School,
    SchoolClass,
    Scope,
    Worked,
)
from liangcai.eligibility.words import CLASS_NAMES, DEGREE_NAMES, MAJOR_NAMES, OCCUPATION_NAMES, SCHOOL_NAMES
from liangcai.findings import Message

RANKS = {"初级": "junior", "中级": "middle", "高级": "senior"}
RECOGNISED = {
    "evaluated": Message("经评估论证", "evaluated"),
    "approved": Message("经主管部门审核认定", "approved by the authority in charge"),
}
NOTHING = Message("", "")


def phrase_major(major: Scope | None) -> Message:
    """The major as it stands before (Chinese) or behind (English) a degree or a school."""
    return Message(MAJOR_NAMES[major].zh, f" in {MAJOR_NAMES[major].en}") if major else NOTHING


def phrase_final_year(*, final_year: bool) -> Message:
    """That students about to graduate may apply."""
    return Message("（含应届毕业生）", " (students in their final year may apply)") if final_year else NOTHING


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
    where, aim = phrase_places(rule.schools, rule.classes), phrase_aim(rule)
    major, last = phrase_major(rule.major), phrase_final_year(final_year=rule.final_year)
    return Message(
        f"取得{where.zh}{aim.zh}{major.zh}毕业证书{last.zh}",
        f"have graduated from {where.en}{major.en}{aim.en}{last.en}",
    )


def phrase_enrolment(rule: Enrolled) -> Message:
    """Studies at one of several kinds of school."""
    where = phrase_places(rule.schools, rule.classes)
    return Message(f"为{where.zh}学生", f"be a student of {where.en}")


def phrase_places(schools: tuple[School, ...], classes: tuple[SchoolClass, ...]) -> Message:
    """Kinds of school and, where any are named, the classes in them."""
    zh = "、".join(SCHOOL_NAMES[school].zh for school in schools)
    en = " or ".join(SCHOOL_NAMES[school].en for school in schools)
    if not classes:
        return Message(zh, en)
    sitting = " or ".join(CLASS_NAMES[one].en for one in classes)
    return Message(zh + "、".join(CLASS_NAMES[one].zh for one in classes), f"{sitting} at {en}")


def phrase_aim(rule: GraduatedFrom) -> Message:
    """What a programme aims at, and how that was established."""
    if rule.recognition is None:
        return NOTHING
    how = RECOGNISED[rule.recognition]
    if rule.target is None:
        return Message(f"（{how.zh}）", f", in a programme {how.en}")
    return Message(f"（{how.zh}，以{rule.target}为培养目标）", f", in a programme {how.en} to aim at {rule.target}")


def phrase_proof(rule: HasTrainingProof) -> Message:
    """A proof of training, by the document that shows it."""
    zh, en = (
        (f"（不少于 {rule.hours} 标准学时）", f" of at least {rule.hours} standard hours") if rule.hours else ("", "")
    )
    if rule.kind == "completion":
        return Message(f"持有{rule.level}正规培训结业证书{zh}", f"have completed formal training for {rule.level}{en}")
    return Message(f"持有{rule.level}培训学时证明{zh}", f"have a proof of training for {rule.level}{en}")


def phrase_span(rule: Worked) -> Message:
    """Years of work, without from when they count."""
    where, years = OCCUPATION_NAMES[rule.scope], rule.years
    how = "连续" if rule.continuous else "累计"
    without_gap = " without a gap" if rule.continuous else ""
    if rule.trainee:
        place = where.zh.removesuffix("技术")
        return Message(
            f"在{place}{how}见习满 {years} 年", f"have been a trainee for {count(years)}{without_gap} in {where.en}"
        )
    zh = f"从事{where.zh}工作累计满 {years} 年"
    if rule.continuous:
        zh = f"连续从事{where.zh}工作满 {years} 年"
    return Message(zh, f"have worked {count(years)}{without_gap} in {where.en}")


def count(years: int) -> str:
    """A number of full years in English."""
    return f"{years} full year" if years == 1 else f"{years} full years"
