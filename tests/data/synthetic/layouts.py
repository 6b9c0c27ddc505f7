"""What the layouts call things, and how the author's hand writes marks and levels.

In: a plan. Out: headings and pieces of sentences. Follows: the headings of each layout in print.
"""

import msgspec

from tests.data.synthetic.plan import Layout, Plan, PlannedLevel

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class Heads(msgspec.Struct, frozen=True, kw_only=True):
    """The headings of chapter 1 that differ between layouts."""

    levels: str
    training: str
    examination: str
    method: str
    time: str
    theory: str
    skill: str
    places: str


HEADS: dict[Layout, Heads] = {
    "technical-2021": Heads(
        levels="专业技术等级",
        training="职业培训要求",
        examination="专业技术考核要求",
        method="考核方式",
        time="考核时间",
        theory="理论知识考试",
        skill="专业能力考核",
        places="考核场所设备",
    ),
    "skill-2018": Heads(
        levels="职业技能等级",
        training="培训参考学时",
        examination="职业技能鉴定要求",
        method="鉴定方式",
        time="鉴定时间",
        theory="理论知识考试",
        skill="技能考核",
        places="鉴定场所设备",
    ),
    "skill-2023": Heads(
        levels="职业技能等级",
        training="培训参考学时",
        examination="职业技能评价要求",
        method="评价方式",
        time="评价时间",
        theory="理论知识考试",
        skill="操作技能考核",
        places="评价场所设备",
    ),
    "pre-2015": Heads(
        levels="职业等级",
        training="培训要求",
        examination="鉴定要求",
        method="鉴定方式",
        time="鉴定时间",
        theory="理论知识考试",
        skill="技能操作考核",
        places="鉴定场所设备",
    ),
}


def mark_list(form: str, number: int) -> str:
    """The mark of a list item in the hand of the author."""
    return f"（{str(number).translate(WIDE)}) " if form.startswith("(wide") else form.format(number)


def call(plan: Plan, level: PlannedLevel) -> str:
    """A level as running text writes it."""
    return level.called.replace("/", plan.hand.slash)
