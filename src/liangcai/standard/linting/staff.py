"""Marks and people of an examination: the scale, ratios, panels, the review.

In: a standard. Out: faults. Follows: clauses 1.9.2 and 1.9.3; the figures that serve as a measure are those that nearly
every published standard has, so these rules only ask for a second look, save for a review that nobody can sit.
"""

from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.profile import SINCE_2015
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at
from liangcai.standard.linting.walk import passage_titled
from liangcai.standard.model import Part, Placed, Standard

USUAL_RATIO = 15
INVIGILATORS = 2
FULL_MARK, PASS_MARK = 100, 60
REVIEWED = ("二级", "一级")


def parts_of(standard: Standard, *kinds: str) -> tuple[Part, ...]:
    """The parts of these kinds whose staff is stated."""
    return tuple(part for part in standard.assessment.parts if part.kind in kinds and part.staff)


def candidates_a_person(part: Part) -> int | None:
    """How many candidates one person may have, from a ratio such as 1:15; None where none is stated."""
    ratio = part.staff.ratio if part.staff else None
    _, _, candidates = (ratio or "").partition(":")
    return int(candidates) if candidates.isdecimal() else None


def check_theory(subject: Subject) -> Iterator[Fault]:
    """At least one invigilator for fifteen candidates and two in a room."""
    for part in parts_of(subject.standard, "theory"):
        candidates, people = candidates_a_person(part), part.staff.at_least if part.staff else 0
        if (candidates is not None and candidates > USUAL_RATIO) or people < INVIGILATORS:
            zh = f"{part.name}的监考配比 1:{candidates}、每考场 {people} 人，低于通例（1:15，每考场 2 人）。"
            en = f"The theory part has 1:{candidates} and {people} a room; 1:15 and two a room are usual."
            yield fault_at([part], "1.9.3", zh, en)


def check_practical(subject: Subject) -> Iterator[Fault]:
    """Who judges practical work usually has fewer candidates than who watches a written paper."""
    for part in parts_of(subject.standard, "skill"):
        candidates = candidates_a_person(part)
        if candidates is not None and candidates >= USUAL_RATIO:
            zh = f"{part.name}的考评配比为 1:{candidates}，与理论考试的监考一样宽；通常更严。"
            en = f"The practical part has 1:{candidates}, as wide as watching a written paper; it is usually stricter."
            yield fault_at([part], "1.9.3", zh, en)


def check_panels(subject: Subject) -> Iterator[Fault]:
    """A panel has an odd number, so that it can decide."""
    for part in parts_of(subject.standard, "skill", "review"):
        staff = part.staff
        if staff and staff.per == "panel" and (not staff.odd or staff.at_least % 2 == 0):
            zh = f"{part.name}的考评组应为单数，现写作 {staff.at_least} 人{'单数' if staff.odd else ''}。"
            en = f"The panel of the {part.kind} part should be odd: {staff.at_least}{' odd' if staff.odd else ''}."
            yield fault_at([part], "1.9.3", zh, en)


def check_review(subject: Subject) -> Iterator[Fault]:
    """A review exists only where there is a level that sits it."""
    standard = subject.standard
    if not any(level.name in REVIEWED for level in standard.levels):
        for part in standard.assessment.parts:
            if part.kind == "review":
                zh = "写有综合评审，而 1.4 没有二级或一级。"
                yield fault_at([part], "1.9.2", zh, "There is a review, but clause 1.4 defines neither 二级 nor 一级.")


def check_marks(subject: Subject) -> Iterator[Fault]:
    """Marks are out of 100 and 60 passes."""
    assessment = subject.standard.assessment
    stated = (assessment.full_mark, assessment.pass_mark)
    if None not in stated and stated != (FULL_MARK, PASS_MARK):
        zh = f"满分 {stated[0]}、合格 {stated[1]}，与通例（百分制，60 分合格）不同。"
        en = f"The full mark is {stated[0]} and the pass mark {stated[1]}; 100 and 60 are usual."
        yield fault_at([assessment], "1.9.2", zh, en)


def check_review_stated(subject: Subject) -> Iterator[Fault]:
    """A review has a time and people; for the other parts reading sees to that."""
    for part in subject.standard.assessment.parts:
        if part.kind == "review" and (part.minutes_min is None or part.staff is None):
            zh = "综合评审没有写明时间。" if part.staff else "综合评审没有写明委员人数。"
            what = "how long it lasts" if part.staff else "how many people sit on its board"
            yield fault_at(place_of(subject, part), "1.9.3", zh, f"There is a review, but not {what}.")


def check_review_method(subject: Subject) -> Iterator[Fault]:
    """A review that has people or a time is one of the parts that clause 1.9.2 lists."""
    method = passage_titled(subject.standard, "1", "鉴定方式", "考核方式", "评价方式")
    for part in subject.standard.assessment.parts:
        if part.kind == "review" and method and method.text and "综合评审" not in method.text:
            zh = f"{method.number} 没有列出综合评审，别处却写有。"
            en = f"Clause {method.number} does not list the review that other clauses speak of."
            yield fault_at([method], method.number, zh, en)


def place_of(subject: Subject, part: Part) -> tuple[Placed, ...]:
    """Where a part is spoken of, or else the whole clause."""
    return (part,) if part.spans else (subject.standard.assessment,)


THEORY = "理论知识考试按 1:{} 配监考人员，每考场 2 名以上；"
PRACTICAL = "专业能力考核按 1:{} 配考评人员，每组 {}。"
RULES: tuple[Rule, ...] = (
    Rule(
        id="staff.theory",
        severity=Severity.WARNING,
        title=Message("监考不少于 1:15，每考场 2 人", "Invigilators are at least 1:15 and two a room"),
        slot="staff",
        good=THEORY.format(15) + PRACTICAL.format(5, "3 人以上，取单数"),
        bad=THEORY.format(30) + PRACTICAL.format(5, "3 人以上，取单数"),
        check=check_theory,
        profiles=SINCE_2015,
    ),
    Rule(
        id="staff.practical",
        severity=Severity.WARNING,
        title=Message("技能考核的考评配比严于 1:15", "The practical part has a stricter ratio than 1:15"),
        slot="staff",
        good=THEORY.format(15) + PRACTICAL.format(5, "3 人以上，取单数"),
        bad=THEORY.format(15) + PRACTICAL.format(15, "3 人以上，取单数"),
        check=check_practical,
        profiles=SINCE_2015,
    ),
    Rule(
        id="staff.odd-panel",
        severity=Severity.WARNING,
        title=Message("考评组人数为单数", "A panel has an odd number"),
        slot="staff",
        good=THEORY.format(15) + PRACTICAL.format(5, "3 人以上，取单数"),
        bad=THEORY.format(15) + PRACTICAL.format(5, "2 人以上"),
        check=check_panels,
        profiles=SINCE_2015,
    ),
    Rule(
        id="staff.review",
        severity=Severity.ERROR,
        title=Message("有二级或一级才有综合评审", "A review exists only where 二级 or 一级 does"),
        slot="level_sentence",
        good="本职业共设两个等级，分别为：三级/高级工、二级/技师。",
        bad="本职业共设一个等级，为三级/高级工。",
        check=check_review,
        kind="skill",
    ),
    Rule(
        id="staff.marks",
        severity=Severity.WARNING,
        title=Message("百分制，60 分合格", "Marks are out of 100 and 60 passes"),
        slot="marks",
        good="各部分都采用百分制，达到 60 分即合格。",
        bad="各部分都采用百分制，达到 50 分即合格。",
        check=check_marks,
    ),
    Rule(
        id="staff.review-stated",
        severity=Severity.WARNING,
        title=Message("综合评审写明时间和人数", "A review has a time and people"),
        slot="times",
        good="理论知识考试 90 min 以上，技能考核 60 min 以上，综合评审 15 min 以上。",
        bad="理论知识考试 90 min 以上，技能考核 60 min 以上。",
        check=check_review_stated,
        kind="skill",
    ),
    Rule(
        id="staff.review-method",
        severity=Severity.WARNING,
        title=Message("综合评审列在考核方式中", "The review is listed among the parts"),
        slot="method",
        good="分为理论知识考试、技能考核以及综合评审。综合评审针对技师，采用答辩方式。",
        bad="分为理论知识考试和技能考核。",
        check=check_review_method,
        kind="skill",
    ),
)
