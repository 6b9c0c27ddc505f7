"""A CASE package as a framework of a standard.

In: the bytes of a ``CFPackage``. Out: ``Framework``, with a finding for whatever does not fit into one. Follows:
1EdTech CASE 1.1 (packages of 1.0 have the same shape). The kind of an item is known by its type, not by its depth.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.exchange.case_model import CHILD, TYPES, Item, Package, Subject, TypeKey
from liangcai.standard.exchange.case_write import KINDS, identify, type_identity
from liangcai.standard.exchange.framework import Framework
from liangcai.standard.model import (
    NO_TABLE,
    BasicGroup,
    BasicItem,
    Function,
    GlossaryEntry,
    Level,
    LevelWork,
    Requirement,
    Task,
    Weight,
)

TYPE_KEYS: dict[str, TypeKey] = {identify(type_identity(kind.key))[0]: kind.key for kind in TYPES}
POINTS_DEEP = 8
TYPE_NAMES: dict[str, TypeKey] = {kind.zh: kind.key for kind in TYPES}


class Tree:
    """The items of a package by parent and kind; remembers which of them were taken."""

    def __init__(self, package: Package) -> None:
        self._items = {item.identifier: item for item in package.items or ()}
        self._below: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, found in enumerate(package.associations or ()):
            if found.association_type == CHILD:
                order = place if found.sequence_number is None else found.sequence_number
                self._below[found.destination.identifier].append((order, found.origin.identifier))
        self._taken: set[str] = set()

    def take(self, parent: str, kind: TypeKey) -> Iterator[Item]:
        """The children of a kind in order; no item is taken twice, so a ring of parents comes to an end."""
        for _, identifier in sorted(self._below.get(parent, ()), key=lambda pair: pair[0]):
            item = self._items.get(identifier)
            if item and kind_of(item) == kind and identifier not in self._taken:
                self._taken.add(identifier)
                yield item

    def left(self) -> tuple[Item, ...]:
        """The items that nobody took."""
        return tuple(item for key, item in self._items.items() if key not in self._taken)


def kind_of(item: Item) -> TypeKey | None:
    """The kind of an item by the identifier of its type, else by the name of it."""
    by_link = TYPE_KEYS.get(item.item_type_uri.identifier) if item.item_type_uri else None
    return by_link or TYPE_NAMES.get(item.item_type or "")


def read_case(data: bytes, name: str) -> Result[Framework | None]:
    """A framework; None when the file is no CASE package or is not of a kind of standard that is known."""
    try:
        package = msgspec.json.decode(data, type=Package)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as problem:
        zh, en = f"这份文件不是 CASE 包（{problem}）。", f"This file is no CASE package ({problem})."
        return Result(None, (report(name, "case.form", Severity.ERROR, zh, en),))
    kind = next((kind for kind, words in KINDS.items() if words == package.document.framework_type), None)
    subject = find_subject(package)
    if kind not in ("technical", "skill") or subject is None:
        zh = "这个 CASE 包不是职业标准：没有标准的类别或职业编码（CFSubject 的 hierarchyCode）。"
        en = "This CASE package is no occupational standard: its frameworkType or the code of a CFSubject is missing."
        return Result(None, (report(name, "case.kind", Severity.ERROR, zh, en),))
    tree, root = Tree(package), package.document.identifier
    levels = tuple(tree.take(root, "level"))
    weights = read_weights(package, name)
    framework = Framework(
        code=subject.hierarchy_code,
        name=package.document.title,
        edition=package.document.version or "",
        kind="technical" if kind == "technical" else "skill",
        definition=package.document.description or "",
        levels=tuple(read_level(item) for item in levels if not item.own().get("undefined")),
        basic=tuple(group for area in tree.take(root, "area") for group in read_area(tree, area)),
        work=tuple(work for item in levels if (work := read_work(tree, item)).functions),
        weights=weights.value,
        glossary=read_glossary(package),
    )
    return Result(framework, weights.findings + report_left(tree, name))


def find_subject(package: Package) -> Subject | None:
    """The occupation: the subject that the document names, else the only one that there is."""
    subjects = (package.definitions.subjects if package.definitions else None) or ()
    named = {link.identifier for link in package.document.subject_uri or ()}
    found = [subject for subject in subjects if subject.identifier in named] or list(subjects)
    return next((subject for subject in found if subject.hierarchy_code), None)


def read_level(item: Item) -> Level:
    """A level."""
    hours = item.own().get("trainingHours")
    return Level(
        name=item.abbreviated_statement or item.full_statement,
        printed_name=item.full_statement,
        directions=item.subject or (),
        training_hours=hours if isinstance(hours, int) else None,
    )


def read_work(tree: Tree, level: Item) -> LevelWork:
    """The functions of a level."""
    functions = tuple(read_function(tree, item) for item in tree.take(level.identifier, "function"))
    return LevelWork(level=level.abbreviated_statement or level.full_statement, functions=functions)


def read_function(tree: Tree, item: Item) -> Function:
    """A function with its tasks."""
    table = item.own().get("table", NO_TABLE)
    return Function(
        number=item.human_coding_scheme or "",
        name=item.full_statement,
        directions=item.subject or (),
        tasks=tuple(read_task(tree, task) for task in tree.take(item.identifier, "task")),
        table=table if isinstance(table, str) else NO_TABLE,
    )


def read_task(tree: Tree, item: Item) -> Task:
    """A task with its two columns."""
    return Task(
        number=item.human_coding_scheme or "",
        name=item.full_statement,
        skills=tuple(read_requirement(found) for found in tree.take(item.identifier, "skill")),
        knowledge=tuple(read_requirement(found) for found in tree.take(item.identifier, "knowledge")),
    )


def read_requirement(item: Item) -> Requirement:
    """A skill or knowledge requirement."""
    return Requirement(
        number=item.human_coding_scheme or "", printed_number=item.list_enumeration, text=item.full_statement
    )


def read_area(tree: Tree, area: Item) -> Iterator[BasicGroup]:
    """The groups of an area of chapter 2."""
    for item in tree.take(area.identifier, "group"):
        yield BasicGroup(
            number=item.human_coding_scheme or "",
            name=item.full_statement,
            area=area.full_statement,
            items=read_points(tree, item.identifier, POINTS_DEEP),
        )


def read_points(tree: Tree, parent: str, depth: int) -> tuple[BasicItem, ...]:
    """Points with the points below them; what lies deeper than any standard goes is left, and told."""
    return tuple(
        BasicItem(
            number=item.human_coding_scheme or "",
            text=item.full_statement,
            items=read_points(tree, item.identifier, depth - 1) if depth else (),
        )
        for item in tree.take(parent, "point")
    )


def read_weights(package: Package, name: str) -> Result[tuple[Weight, ...]]:
    """The cells of the weight tables in their order; a rubric of another make is passed over and told."""
    cells: list[tuple[int, Weight]] = []
    strange = 0
    for rubric in package.rubrics or ():
        try:
            column = msgspec.convert(rubric.own(), Column)
            cells += [
                (criterion.position or 0, make_weight(column, criterion.category or "", criterion.weight))
                for criterion in rubric.criteria or ()
            ]
        except (msgspec.ValidationError, ValueError):
            strange += 1
    found: tuple[Finding, ...] = ()
    if strange:
        zh, en = f"有 {strange} 个评分量规不是权重表的一列。", f"{strange} rubrics are no column of a weight table."
        found = (report(name, "case.rubric", Severity.WARNING, zh, en),)
    return Result(tuple(cell for _, cell in sorted(cells, key=lambda pair: pair[0])), found)


class Column(msgspec.Struct, frozen=True):
    """Which column of which weight table a rubric is."""

    table: str
    level: str
    direction: str | None = None


def make_weight(column: Column, area: str, percent: float | None) -> Weight:
    """One cell; raises ValueError where the table is not known or the weight is no whole percentage."""
    if column.table not in ("theory", "skill") or (percent is not None and percent != int(percent)):
        raise ValueError(column.table)
    return Weight(
        table="theory" if column.table == "theory" else "skill",
        level=column.level,
        direction=column.direction,
        area=area,
        percent=None if percent is None else int(percent),
    )


def read_glossary(package: Package) -> tuple[GlossaryEntry, ...]:
    """The terms in their order."""
    concepts = (package.definitions.concepts if package.definitions else None) or ()
    return tuple(GlossaryEntry(term=concept.title, text=concept.description or "") for concept in concepts)


def report_left(tree: Tree, name: str) -> tuple[Finding, ...]:
    """Items that found no place: of a type that is not known, or under no parent that may have them."""
    left = Counter(item.item_type or "?" for item in tree.left())
    if not left:
        return ()
    types = "、".join(f"{kind} {times}" for kind, times in left.most_common())
    zh = f"有 {left.total()} 个 CFItem 没有读入：类型不认识，或不在应有的上级之下（{types}）。"
    en = f"{left.total()} items were not read: their type is not known, or their parent is another ({types})."
    return (report(name, "case.items", Severity.WARNING, zh, en),)


def report(name: str, rule: str, severity: Severity, zh: str, en: str) -> Finding:
    """A finding on a package."""
    return Finding(rule=rule, severity=severity, message=Message(zh, en), document=name)
