"""The values of chapter 1 that differ: levels, hours, directions, marks, minutes, staff.

In: two standards and the pairs of their clauses. Out: changes. Follows: clauses 1.4 (levels), 1.8 (hours), 1.9.2
(marks), 1.9.3 (staff), 1.9.4 (minutes). A level is known by its name, a part by its kind at a level.
"""

from collections.abc import Iterator

import msgspec

from liangcai.standard.compare.model import Change, Field, Side, make_change
from liangcai.standard.compare.outline import Node, find_section
from liangcai.standard.model import Level, Part, Standard

HOURS_TITLES = ("培训参考学时", "培训期限", "培训时间", "学时")
MINUTES_TITLES = ("鉴定时间", "考核时间", "评价时间", "考试时间")


def compare_values(old: Standard, new: Standard, pairs: tuple[tuple[Node, Node], ...]) -> tuple[Change, ...]:
    """Every value that differs."""
    return (
        *compare_levels(old, new),
        *compare_marks(old, new),
        *compare_parts(old, new),
        *compare_directions(pairs),
    )


def find_titled(standard: Standard, titles: tuple[str, ...], line: int) -> tuple[str, int]:
    """The section of chapter 1 with such a title and its line, else the section of the line."""
    found = [one for one in standard.passages if one.number.startswith("1.") and one.title.endswith(titles)]
    return (found[0].number, found[0].line) if found else (find_section(standard, line), line)


def compare_levels(old: Standard, new: Standard) -> Iterator[Change]:
    """Levels that came or went, and the printed name, the hours and the directions of those that stayed."""
    for name in merge_order([level.name for level in old.levels], [level.name for level in new.levels]):
        before, after = old.level(name), new.level(name)
        fields: tuple[Field, ...] = ("printed_name", "hours", "directions") if before and after else ("text",)
        for field in fields:
            one = show_level(old, before, field) if before else None
            other = show_level(new, after, field) if after else None
            if not (one and other) or one.text != other.text:
                yield make_change("level", field, one, other)


def merge_order(olds: list[str], news: list[str]) -> list[str]:
    """The names of both without repeats, the new ones behind."""
    return list(dict.fromkeys([*olds, *news]))


def show_level(standard: Standard, level: Level, field: Field) -> Side:
    """A value of a level."""
    hours = "" if level.training_hours is None else str(level.training_hours)
    names = {"printed_name": level.printed_name, "hours": hours, "directions": "、".join(level.directions)}
    clause, line = find_section(standard, level.line), level.line
    if field == "hours":
        clause, line = find_titled(standard, HOURS_TITLES, level.line)
    text = names.get(field, level.printed_name)
    return Side(clause=clause, line=line, number=level.name, text=text, level=level.name)


def compare_marks(old: Standard, new: Standard) -> Iterator[Change]:
    """The full mark and the pass mark."""
    fields: tuple[tuple[Field, int | None, int | None], ...] = (
        ("full_mark", old.assessment.full_mark, new.assessment.full_mark),
        ("pass_mark", old.assessment.pass_mark, new.assessment.pass_mark),
    )
    for field, before, after in fields:
        if before != after:
            yield make_change("mark", field, show_mark(old, before), show_mark(new, after))


def show_mark(standard: Standard, mark: int | None) -> Side:
    """A mark as a side."""
    line = standard.assessment.line
    return Side(clause=find_section(standard, line), line=line, number="", text="" if mark is None else str(mark))


def compare_parts(old: Standard, new: Standard) -> tuple[Change, ...]:
    """The parts that a level sits, their minutes and staff; what is alike at several levels is said once."""
    olds, news = list_sittings(old), list_sittings(new)
    changes: dict[Change, list[str]] = {}
    for place in merge_order(list(olds), list(news)):
        level = place.partition("/")[2]
        for change in compare_part(old, new, olds.get(place), news.get(place)):
            changes.setdefault(change, []).append(level)
    return tuple(name_levels(change, levels, old, new) for change, levels in changes.items())


def list_sittings(standard: Standard) -> dict[str, Part]:
    """The part of each kind at each level, by ``kind/level``."""
    found: dict[str, Part] = {}
    for part in standard.assessment.parts:
        for level in part.levels:
            found.setdefault(f"{part.kind}/{level}", part.at(level))
    return found


def compare_part(old: Standard, new: Standard, before: Part | None, after: Part | None) -> Iterator[Change]:
    """What differs of a part at a level."""
    fields: tuple[Field, ...] = (
        ("text", "minutes", "ratio", "at_least", "per", "odd") if before and after else ("text",)
    )
    for field in fields:
        one = show_part(old, before, field) if before else None
        other = show_part(new, after, field) if after else None
        if not (one and other) or one.text != other.text:
            yield make_change("part", field, one, other)


def show_part(standard: Standard, part: Part, field: Field) -> Side:
    """A value of a part; what the standard does not say is blank."""
    staff = part.staff
    values: dict[str, object] = {"text": part.name, "minutes": part.minutes_min}
    if staff:
        values |= {"ratio": staff.ratio, "at_least": staff.at_least, "per": staff.per, "odd": "1" if staff.odd else ""}
    value = values.get(field)
    clause, line = find_section(standard, part.line), part.line
    if field == "minutes":
        clause, line = find_titled(standard, MINUTES_TITLES, part.line)
    text = "" if value is None else str(value)
    return Side(clause=clause, line=line, number=part.kind, text=text, above=(part.name,))


def name_levels(change: Change, levels: list[str], old: Standard, new: Standard) -> Change:
    """The change with the levels that it holds for, on each side in the order of its document."""
    one = msgspec.structs.replace(change.old, level=join_levels(old, levels)) if change.old else None
    other = msgspec.structs.replace(change.new, level=join_levels(new, levels)) if change.new else None
    return msgspec.structs.replace(change, old=one, new=other)


def join_levels(standard: Standard, levels: list[str]) -> str:
    """Names of levels in the order of a document."""
    known = [level.name for level in standard.levels]
    return "、".join(sorted(levels, key=lambda name: (known.index(name) if name in known else len(known), name)))


def compare_directions(pairs: tuple[tuple[Node, Node], ...]) -> Iterator[Change]:
    """For which directions a function counts; blank means everyone."""
    for before, after in pairs:
        if before.subject == "function" and before.side.direction != after.side.direction:
            yield make_change("function", "directions", show_directions(before.side), show_directions(after.side))


def show_directions(side: Side) -> Side:
    """The directions of a function as a value."""
    return msgspec.structs.replace(side, text=side.direction or "", above=(side.text,))
