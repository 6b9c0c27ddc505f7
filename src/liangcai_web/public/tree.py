"""A standard as a tree for reading: level, function, task, and what people must be able to do and to know.

In: a standard. Out: frozen views that a template only prints. Follows: chapters 1.4, 1.8, 1.9.1, 2 and 3; the two
columns of a task number independently, so they stand side by side and are not paired.
"""

import msgspec

from liangcai.standard.model import BasicItem, Condition, Function, Level, LevelWork, Requirement, Standard, Task
from liangcai_web.public.terms import Dictionary, Term, read_dictionary
from liangcai_web.public.weights import WeightView, find_section, view_weights


class RequirementView(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement; ``misprint`` is the number as it stands there, where that is another."""

    code: str
    number: str
    misprint: str
    text: Term
    line: int


class TaskView(msgspec.Struct, frozen=True, kw_only=True):
    """A task with its two columns."""

    number: str
    name: Term
    line: int
    skills: tuple[RequirementView, ...]
    knowledge: tuple[RequirementView, ...]


class FunctionView(msgspec.Struct, frozen=True, kw_only=True):
    """A function with its tasks; no directions means that it counts for everyone."""

    number: str
    name: Term
    line: int
    table: str
    directions: tuple[Term, ...]
    tasks: tuple[TaskView, ...]
    skills: int
    knowledge: int


class ConditionView(msgspec.Struct, frozen=True, kw_only=True):
    """An application condition with the marks of its notes."""

    number: str
    text: Term
    notes: tuple[str, ...]
    line: int


class BasicView(msgspec.Struct, frozen=True, kw_only=True):
    """A group of the basic requirements, or a point of one, with what is below it."""

    number: str
    text: Term
    items: tuple["BasicView", ...]


class LevelView(msgspec.Struct, frozen=True, kw_only=True):
    """A level: hours, who may apply, weights, functions; ``section`` is its section of chapter 3."""

    anchor: str
    name: Term
    printed_name: str
    line: int
    hours: int | None
    directions: tuple[Term, ...]
    requires: Term | None
    conditions: tuple[ConditionView, ...]
    weights: tuple[WeightView, ...]
    functions: tuple[FunctionView, ...]
    section: str


def view_levels(standard: Standard) -> tuple[LevelView, ...]:
    """The levels of a standard, lowest first, as the document has them."""
    words = read_dictionary(standard)
    work = {one.level: one for one in standard.work}
    return tuple(
        view_level(standard, level, work.get(level.name), f"level-{place}", words)
        for place, level in enumerate(standard.levels, 1)
    )


def view_level(standard: Standard, level: Level, work: LevelWork | None, anchor: str, words: Dictionary) -> LevelView:
    """One level."""
    conditions = tuple(condition for condition in standard.conditions if condition.level == level.name)
    required = next((condition.requires for condition in conditions if condition.requires), "")
    return LevelView(
        anchor=anchor,
        name=words.level(level.name),
        printed_name=level.printed_name,
        line=level.line,
        hours=level.training_hours,
        directions=tuple(words.direction(name) for name in level.directions),
        requires=words.condition(level.name, "requires", required) if required else None,
        conditions=tuple(view_condition(condition, words) for condition in conditions),
        weights=view_weights(standard, level, words),
        functions=tuple(view_function(level.name, function, words) for function in work.functions) if work else (),
        section=find_section(standard, work.line) if work else "",
    )


def view_condition(condition: Condition, words: Dictionary) -> ConditionView:
    """One condition."""
    text = words.condition(condition.level, condition.number, condition.text)
    return ConditionView(number=condition.number, text=text, notes=condition.notes, line=condition.line)


def view_basic(standard: Standard, words: Dictionary) -> tuple[BasicView, ...]:
    """The groups of the basic requirements with all their points."""
    return tuple(
        BasicView(
            number=group.number,
            text=words.basic(group.number, group.name),
            items=tuple(view_point(item, words) for item in group.items),
        )
        for group in standard.basic
    )


def view_point(item: BasicItem, words: Dictionary) -> BasicView:
    """One point of the basic requirements and those below it."""
    below = tuple(view_point(one, words) for one in item.items)
    return BasicView(number=item.number, text=words.basic(item.number, item.text), items=below)


def view_training(standard: Standard, words: Dictionary) -> tuple[Term, ...]:
    """What the standard says of teachers and places, by paragraph."""
    sections = {passage.text: words.passage(passage) for passage in standard.passages}
    found: list[Term] = []
    for paragraphs in (standard.training.teachers, (standard.training.places,)):
        english = sections.get("\n".join(paragraphs), Term("")).en.split("\n")
        same = len(english) == len(paragraphs)
        found += [Term(zh, english[place] if same else "") for place, zh in enumerate(paragraphs) if zh]
    return tuple(found)


def view_function(level: str, function: Function, words: Dictionary) -> FunctionView:
    """One function."""
    return FunctionView(
        number=function.number,
        name=words.function(level, function),
        line=function.line,
        table=function.table,
        directions=tuple(words.direction(name) for name in function.directions),
        tasks=tuple(view_task(level, function.table, task, words) for task in function.tasks),
        skills=sum(len(task.skills) for task in function.tasks),
        knowledge=sum(len(task.knowledge) for task in function.tasks),
    )


def view_task(level: str, table: str, task: Task, words: Dictionary) -> TaskView:
    """One task."""
    return TaskView(
        number=task.number,
        name=words.task(level, table, task),
        line=task.line,
        skills=tuple(view_requirement(level, table, task, "S", one, words) for one in task.skills),
        knowledge=tuple(view_requirement(level, table, task, "K", one, words) for one in task.knowledge),
    )


def view_requirement(
    level: str, table: str, task: Task, kind: str, requirement: Requirement, words: Dictionary
) -> RequirementView:
    """One requirement."""
    printed = requirement.printed_number or ""
    return RequirementView(
        code=f"{kind}{requirement.number}",
        number=requirement.number,
        misprint=printed if printed not in ("", requirement.number) else "",
        text=words.requirement(level, table, task, kind, requirement),
        line=requirement.line,
    )
