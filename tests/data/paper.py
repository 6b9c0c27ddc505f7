"""A made-up occupation with a bank that is just large enough, for the stages from blueprint to decision."""

import datetime
import itertools
from dataclasses import dataclass

from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint, TypeCount
from liangcai.blueprint.pack import BlueprintPack
from liangcai.findings import Severity
from liangcai.items.linting.pack import ItemPack
from liangcai.items.linting.pack import read_pack as read_item_pack
from liangcai.items.model import LETTERS, Bank, Item, build_bank
from liangcai.marking.pack import MarkingPack
from liangcai.standard.model import (
    Assessment,
    BasicGroup,
    BasicItem,
    Function,
    Level,
    LevelWork,
    Part,
    Requirement,
    SourceAccount,
    Staffing,
    Standard,
    Task,
    Weight,
)
from liangcai_reference import read_text

CODE, EDITION = "9-99-99-99", "2020"
ACCOUNT = SourceAccount(sha256="0" * 64, lines=0, blank=0, mapped=0, repaired=0, furniture=0, unmapped=0)


@dataclass(frozen=True)
class Area:
    """A function: its name, percent in theory and skill, and per task the numbers of skills and knowledge."""

    name: str
    theory: int | None
    skill: int | None
    tasks: tuple[tuple[int, int], ...]


SMALL = (Area("甲功能", 50, 60, ((3, 2), (2, 3), (1, 1))), Area("乙功能", 25, 40, ((2, 4), (3, 1))))


def build_function(index: int, area: Area, directions: tuple[str, ...] = ()) -> Function:
    """Function ``index`` with numbered tasks and requirements."""
    return Function(
        number=str(index),
        name=area.name,
        directions=directions,
        line=100 * index,
        tasks=tuple(
            Task(
                number=f"{index}.{task}",
                name=f"{area.name}之{task}",
                line=100 * index + task,
                skills=_list_requirements(f"{index}.{task}", "能做", skills),
                knowledge=_list_requirements(f"{index}.{task}", "知识", knowledge),
            )
            for task, (skills, knowledge) in enumerate(area.tasks, 1)
        ),
    )


def build_standard(areas: tuple[Area, ...] = SMALL, basic: tuple[int, int] = (5, 20)) -> Standard:
    """A standard of one level 初级 without directions; the review part is sat by 高级 only."""
    return Standard(
        code=CODE,
        name="测试员",
        edition=EDITION,
        kind="technical",
        definition="仅用于测试。",
        levels=(
            Level(name="初级", printed_name="初级"),
            Level(name="高级", printed_name="高级", directions=("左", "右")),
        ),
        assessment=build_assessment(),
        basic=(
            BasicGroup(number="2.1.1", name="道德知识", area="职业道德", line=20),
            BasicGroup(number="2.1.2", name="守则", area="职业道德", line=21, items=_list_items("2.1.2", 4)),
            BasicGroup(number="2.2.1", name="基础", area="基础知识", line=22, items=_nest_items("2.2.1")),
        ),
        work=(
            LevelWork(level="初级", functions=tuple(build_function(i, area) for i, area in enumerate(areas, 1))),
            LevelWork(
                level="高级",
                functions=(build_function(1, areas[0], ("左",)), build_function(2, areas[-1], ("左", "右"))),
            ),
        ),
        weights=(
            *build_weights("初级", None, areas, basic),
            *build_weights("高级", "左", (Area("甲功能", 70, 50, ()), Area("乙功能", 20, 50, ())), (5, 5)),
            *build_weights("高级", "右", (Area("甲功能", None, None, ()), Area("乙功能", 90, 100, ())), (5, 5)),
        ),
        source=ACCOUNT,
    )


def build_assessment() -> Assessment:
    """Marks of 100, pass at 60; theory and skill for both levels, review for 高级."""
    staff = Staffing(ratio="1:15", per="room", at_least=2)
    panel = Staffing(ratio="1:5", per="panel", at_least=3, odd=True)
    return Assessment(
        full_mark=100,
        pass_mark=60,
        parts=(
            Part(name="理论知识考试", kind="theory", levels=("初级", "高级"), minutes_min=90, staff=staff, line=50),
            Part(name="专业能力考核", kind="skill", levels=("初级", "高级"), minutes_min=120, staff=panel, line=51),
            Part(name="综合评审", kind="review", levels=("高级",), minutes_min=15, staff=panel, line=52),
        ),
    )


def build_weights(level: str, direction: str | None, areas: tuple[Area, ...], basic: tuple[int, int]) -> list[Weight]:
    """The theory and skill columns of a level and direction."""
    theory = [("职业道德", basic[0]), ("基础知识", basic[1]), *((area.name, area.theory) for area in areas)]
    rows = [Weight(table="theory", level=level, direction=direction, area=a, percent=p, line=200) for a, p in theory]
    return rows + [
        Weight(table="skill", level=level, direction=direction, area=area.name, percent=area.skill, line=300)
        for area in areas
    ]


def build_pack(single: int = 60, multiple: int = 20, truefalse: int = 20) -> BlueprintPack:
    """A blueprint pack of so many questions per type."""
    return BlueprintPack(
        id="test-blueprint",
        source="test",
        date=datetime.date(2026, 1, 1),
        severity=Severity.WARNING,
        types=(
            TypeCount(type="single", count=single),
            TypeCount(type="multiple", count=multiple),
            TypeCount(type="truefalse", count=truefalse),
        ),
    )


def build_item_pack() -> ItemPack:
    """The pack that is bundled: its words are what the tests are about."""
    pack = read_item_pack(read_text("rulepacks/items.toml")).value
    assert pack is not None
    return pack


def build_marking(**changes: object) -> MarkingPack:
    """A marking pack with defaults, save for the changes."""
    fields = {"id": "test-marking", "source": "test", "date": datetime.date(2026, 1, 1), "severity": Severity.WARNING}
    return MarkingPack(**{**fields, **changes})  # type: ignore[arg-type]


def build_blueprint(areas: tuple[Area, ...] = SMALL) -> Blueprint:
    """The blueprint of 初级."""
    blueprint = derive_blueprint(build_standard(areas), "初级", None, build_pack()).value
    assert blueprint is not None
    return blueprint


def build_item(requirement: str, kind: str, serial: int, difficulty: float = 0.65) -> Item:
    """A question with a stem of its own and a key that depends on the serial."""
    count = 0 if kind == "truefalse" else 4
    pair = list(itertools.combinations(LETTERS[:4], 2))[serial % 6]
    keys = {"single": LETTERS[serial % 4], "multiple": "".join(pair), "truefalse": "TF"[serial % 2]}
    return Item(
        id=f"{requirement}-{kind}-{serial:02}",
        requirement=requirement,
        type=kind,  # type: ignore[arg-type]
        stem=f"{requirement} 第 {serial} 题（{kind}）",
        options=tuple(f"{requirement} 选项 {serial} {letter}" for letter in LETTERS[:count]),
        key=keys[kind],
        difficulty=difficulty,
        rationale="见要求。",
    )


def stock_bank(blueprint: Blueprint, per_form: int = 2, spare: int = 1) -> Bank:
    """For each cell ``per_form`` times its count and some to spare, over the requirements of the leaf in turn."""
    items = []
    for line in blueprint.lines:
        for cell in line.counts:
            for serial in range(cell.count * per_form + spare):
                requirement = f"{line.leaf}.{serial % line.requirements + 1}"
                difficulty = 0.40 + (serial * 37 + len(items) * 11) % 50 / 100
                items.append(build_item(requirement, cell.type, serial, difficulty))
    return build_bank(CODE, EDITION, blueprint.level, tuple(items))


def _list_requirements(number: str, text: str, count: int) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(number=f"{number}.{n}", printed_number=None, text=f"{text}{n}") for n in range(1, count + 1)
    )


def _list_items(number: str, count: int) -> tuple[BasicItem, ...]:
    return tuple(BasicItem(number=f"{number}.{n}", text=f"第 {n} 点") for n in range(1, count + 1))


def _nest_items(number: str) -> tuple[BasicItem, ...]:
    return (
        BasicItem(number=f"{number}.1", text="第一组", items=_list_items(f"{number}.1", 3)),
        BasicItem(number=f"{number}.2", text="第二点"),
    )
