"""Small made-up standards for eligibility, training and scheduling, built from structs without a reader."""

from liangcai.standard.model import (
    Assessment,
    Condition,
    Function,
    Level,
    LevelWork,
    Note,
    Part,
    Requirement,
    SourceAccount,
    Staffing,
    Standard,
    Task,
    Training,
    Weight,
)

NO_SOURCE = SourceAccount(sha256="0" * 64, lines=0, blank=0, mapped=0, repaired=0, furniture=0, unmapped=0)
OCCUPATION = "灯塔守护员"
THEORY = Part(
    name="理论知识考试",
    kind="theory",
    levels=("四级", "三级", "二级"),
    minutes_min=90,
    staff=Staffing(ratio="1:15", per="room", at_least=2),
    line=80,
)
SKILL = Part(
    name="技能考核",
    kind="skill",
    levels=("四级", "三级", "二级"),
    minutes_min=60,
    staff=Staffing(ratio="1:5", per="panel", at_least=3, odd=True),
    line=81,
)
REVIEW = Part(
    name="综合评审",
    kind="review",
    levels=("二级",),
    minutes_min=15,
    staff=Staffing(ratio=None, per="panel", at_least=5, odd=True),
    line=82,
)
NOTES = (
    Note(mark="①", text="相关职业：航标工、信号员和港口引航员等，下同。"),
    Note(
        mark="②", text="本专业或相关专业：技校：航标技术等航运类专业；中职类包括：灯光维护、船舶驾驶，气象观测，下同。"
    ),
)


def make_standard(
    *texts: str,
    level: str = "四级",
    requires: str | None = None,
    hours: int | None = 100,
    directions: tuple[str, ...] = (),
    parts: tuple[Part, ...] = (THEORY, SKILL, REVIEW),
    notes: tuple[Note, ...] = NOTES,
    teachers: tuple[str, ...] = (),
    level_names: tuple[tuple[str, str], ...] = (
        ("四级", "四级/中级工"),
        ("三级", "三级/高级工"),
        ("二级", "二级/技师"),
    ),
) -> Standard:
    """A standard whose level has the conditions given, with two functions that weigh 70 and 30."""
    return Standard(
        code="9-99-99-01",
        name=OCCUPATION,
        edition="2024",
        kind="skill",
        definition="看守灯塔的人员。",
        levels=tuple(
            Level(name=name, printed_name=printed, directions=directions, training_hours=hours)
            for name, printed in level_names
        ),
        conditions=tuple(
            Condition(level=level, number=f"({number})", text=text, requires=requires, line=40 + number)
            for number, text in enumerate(texts, 1)
        ),
        training=Training(teachers=teachers, line=30),
        assessment=Assessment(full_mark=100, pass_mark=60, parts=parts),
        work=(LevelWork(level=level, functions=(make_function("1", 3, 1), make_function("2", 1, 2))),),
        weights=tuple(
            Weight(table="skill", level=level, direction=None, area=f"职业功能{number}", percent=percent)
            for number, percent in (("1", 70), ("2", 30))
        ),
        notes=notes,
        source=NO_SOURCE,
    )


def make_function(number: str, skills: int, knowledge: int) -> Function:
    """A function of one task with so many requirements."""
    task = Task(
        number=f"{number}.1",
        name="看灯",
        skills=tuple(make_requirement(f"{number}.1.{n}") for n in range(1, skills + 1)),
        knowledge=tuple(make_requirement(f"{number}.1.{n}") for n in range(1, knowledge + 1)),
    )
    return Function(number=number, name=f"职业功能{number}", tasks=(task,))


def make_requirement(number: str) -> Requirement:
    """A requirement of that number."""
    return Requirement(number=number, printed_number=number, text=f"要求{number}")
