"""Standards of any shape, drawn for property tests.

In: nothing. Out: a strategy. Follows: the model: levels, directions, two tables at one level, columns that number
independently and may be empty, misprints, points two deep, dashes among the weights.
"""

from hypothesis import strategies as st

from liangcai.standard.model import (
    BasicGroup,
    BasicItem,
    Function,
    GlossaryEntry,
    Level,
    LevelWork,
    Requirement,
    Standard,
    Task,
    Weight,
)
from liangcai.standard.read import NO_ACCOUNT

WORDS = st.text(alphabet="竹鸢扎制 ab1.、（", min_size=1, max_size=8)


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """Standards of any shape: levels, directions, tables, columns that may be empty, misprints, dashes."""
    names = draw(
        st.lists(st.sampled_from(["五级", "四级", "三级", "二级", "一级"]), min_size=1, max_size=4, unique=True)
    )
    directions = draw(st.lists(WORDS, max_size=2, unique=True))
    levels = tuple(
        Level(
            name=name,
            printed_name=f"{name}/工",
            directions=tuple(directions),
            training_hours=draw(st.none() | st.integers(1, 400)),
        )
        for name in names
    )
    work = tuple(LevelWork(level=name, functions=draw(functions(directions))) for name in names)
    return Standard(
        code="9-99-99-01",
        name=draw(WORDS),
        edition="2026",
        kind=draw(st.sampled_from(["skill", "technical"])),
        definition=draw(WORDS),
        levels=levels,
        work=work,
        basic=draw(groups()),
        weights=draw(weights(names, [function.name for level in work for function in level.functions])),
        glossary=tuple(GlossaryEntry(term=term, text=term) for term in draw(st.lists(WORDS, max_size=3))),
        source=NO_ACCOUNT,
    )


@st.composite
def functions(draw: st.DrawFn, directions: list[str]) -> tuple[Function, ...]:
    """The functions of a level in one table or in two."""
    found = []
    for table in draw(st.sampled_from([("-",), ("甲", "乙")])):
        for number in range(1, draw(st.integers(1, 3)) + 1):
            tasks = tuple(draw(make_task(f"{number}.{place}")) for place in range(1, draw(st.integers(0, 3)) + 1))
            own = tuple(draw(st.lists(st.sampled_from(directions), unique=True))) if directions else ()
            found.append(Function(number=str(number), name=draw(WORDS), directions=own, tasks=tasks, table=table))
    return tuple(found)


@st.composite
def make_task(draw: st.DrawFn, number: str) -> Task:
    """A task whose columns number independently."""
    columns = []
    for _ in range(2):
        printed = draw(st.lists(st.none() | st.just("9.9.9"), max_size=3))
        columns.append(
            tuple(
                Requirement(number=f"{number}.{place}", printed_number=misprint, text=draw(WORDS))
                for place, misprint in enumerate(printed, 1)
            )
        )
    return Task(number=number, name=draw(WORDS), skills=columns[0], knowledge=columns[1])


@st.composite
def groups(draw: st.DrawFn) -> tuple[BasicGroup, ...]:
    """Groups of both areas with points two deep."""
    found = []
    for place, area in enumerate(("职业道德", "基础知识"), 1):
        for number in range(1, draw(st.integers(0, 2)) + 1):
            group = f"2.{place}.{number}"
            items = tuple(
                BasicItem(
                    number=f"{group}.{item}",
                    text=draw(WORDS),
                    items=(BasicItem(number=f"{group}.{item}.1", text="竹"),),
                )
                for item in range(1, draw(st.integers(0, 2)) + 1)
            )
            found.append(BasicGroup(number=group, name=draw(WORDS), area=area, items=items))
    return tuple(found)


@st.composite
def weights(draw: st.DrawFn, levels: list[str], areas: list[str]) -> tuple[Weight, ...]:
    """Cells row by row, dashes among them."""
    return tuple(
        Weight(table=table, level=level, direction=None, area=area, percent=draw(st.none() | st.integers(0, 100)))
        for table in ("theory", "skill")
        for area in ("职业道德", *dict.fromkeys(areas))
        for level in levels
    )
