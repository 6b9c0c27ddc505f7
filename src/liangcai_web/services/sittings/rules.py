"""What a candidate is told before starting: minutes, marks, questions, how answers are kept; each rule with its ground.

In: a candidate. Out: sentences with clause and line, or with the rule pack that says so. Follows: clauses 1.9.2 to
1.9.4 of the standard; the blueprint; the rule pack of marking.
"""

from decimal import Decimal

import msgspec

from liangcai.blueprint.model import Blueprint, PartPlan
from liangcai.findings import Message
from liangcai.items.names import TYPE_NAMES
from liangcai.standard.model import Standard
from liangcai_web.records.batches import Candidate
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.sittings.attempts import Paper

POLICIES = {
    "all_or_nothing": Message(
        "多项选择题须选出全部正确项，多选、少选、错选均不得分。",
        "A multiple-choice question earns its points only when all right options and no other are chosen.",
    ),
    "half_for_subset": Message(
        "多项选择题少选得一半分，有错选不得分。",
        "A multiple-choice question with some right options and no wrong one earns half.",
    ),
    "per_option": Message(
        "多项选择题每选对一项得部分分，有错选不得分。",
        "A multiple-choice question earns points for each right option, none once a wrong one is chosen.",
    ),
}
KEPT = Message(
    "每作答一题即自动保存；页面显示“已保存”时，答案已写入服务器。关闭浏览器后重新登录，可从原处继续。",
    "Each answer is saved as you give it; “Saved” means that it is on the server's disk. "
    "If the browser closes, sign in again and go on where you were.",
)
TIMED = Message(
    "计时以服务器时间为准，从点击“开始答题”起算；时间到由服务器收卷。",
    "Only the server's clock counts, from the moment you press Start; when time is up the server closes the paper.",
)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the clause it comes from, or the rule pack where no clause says it."""

    message: Message
    clause: str = ""
    line: int = 0
    pack: str = ""


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """What the page before the start shows."""

    standard_key: str
    minutes: int | None
    questions: int
    rules: tuple[Rule, ...]


def brief_candidate(candidate: Candidate, paper: Paper | None) -> Briefing:
    """The rules of this candidate's theory part; those of the paper are missing until it is assembled."""
    standard = batch_standard(candidate.batch)
    blueprint = paper.blueprint if paper else load_blueprint(candidate.batch)
    part = blueprint.part("theory") if blueprint else None
    rules = (*_rules_of_part(standard, part), *_rules_of_paper(blueprint)) if blueprint and part else ()
    return Briefing(
        standard_key=candidate.batch.standard.sha256,
        minutes=(candidate.minutes or part.minutes) if part else None,
        questions=sum(kind.count for kind in blueprint.types) if blueprint else 0,
        rules=(*rules, Rule(message=TIMED), Rule(message=KEPT)),
    )


def _rules_of_part(standard: Standard, part: PartPlan) -> tuple[Rule, ...]:
    time = Message(f"{part.name}时间为 {part.minutes} 分钟。", f"The theory part lasts {part.minutes} minutes.")
    marks = Message(
        f"满分 {part.full_mark} 分，{part.pass_mark} 分（含）以上为合格；每一部分都须合格。",
        f"{part.pass_mark} of {part.full_mark} points pass; every part must be passed.",
    )
    return tuple(
        Rule(message=message, clause=clause, line=_find_line(standard, clause, part))
        for clause, message in (("1.9.4", time), ("1.9.2", marks))
    )


def _find_line(standard: Standard, clause: str, part: PartPlan) -> int:
    passage = standard.passage(clause)
    return passage.line if passage else part.line


def _rules_of_paper(blueprint: Blueprint) -> tuple[Rule, ...]:
    counts = [kind for kind in blueprint.types if kind.count]
    zh = "，".join(f"{TYPE_NAMES[kind.type].zh} {kind.count} 题" for kind in counts)
    en = ", ".join(f"{kind.count} {TYPE_NAMES[kind.type].en}" for kind in counts)
    points = _write_points(blueprint.question_points)
    questions = Message(f"{zh}，每题 {points} 分。", f"{en}; {points} point(s) each.")
    pack = marking_pack()
    several = any(kind.type == "multiple" for kind in counts)
    return (
        Rule(message=questions, pack=blueprint.pack_id),
        *((Rule(message=POLICIES[pack.multiple], pack=pack.id),) if several else ()),
    )


def _write_points(points: Decimal) -> str:
    return format(points.normalize(), "f")
