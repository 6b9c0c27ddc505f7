"""Names in both languages, as far as the overlay of a standard has the English.

In: a standard. Out: ``Term`` values; English is blank where nobody has written it, and the page then shows the Chinese.
Follows: English is an overlay keyed by id, not a second document. An adopted document takes the English of the bundled
one only where the names agree.
"""

from collections.abc import Iterable, Iterator

import msgspec

from liangcai.findings import Message
from liangcai.standard.model import Function, Requirement, Standard, Task
from liangcai_web.services.names import AREAS, Overlay, overlay_of, read_overlay
from liangcai_web.services.standards import StandardEntry, open_bundled

PARTS = {
    "theory": Message("理论知识考试", "Theory examination"),
    "skill": Message("技能考核", "Skill examination"),
    "review": Message("综合评审", "Comprehensive review"),
}
KINDS = {
    "technical": Message("国家职业技术技能标准", "National technical standard"),
    "skill": Message("国家职业技能标准", "National skill standard"),
}
TABLES = {
    "theory": Message("理论知识权重", "Weights of the theory examination"),
    "skill": Message("技能权重", "Weights of the skill examination"),
}


class Term(msgspec.Struct, frozen=True):
    """Words of a standard in Chinese, and in English or blank."""

    zh: str
    en: str = ""


class Dictionary(msgspec.Struct, frozen=True):
    """The English of one standard."""

    overlay: Overlay
    areas: dict[str, str]
    names: dict[str, str]

    def agrees(self, key: str, name: str) -> bool:
        """Whether the document that the English was written for has the same name in the same place."""
        return self.names.get(key) == name

    def level(self, name: str) -> Term:
        """A level by its short name."""
        return Term(name, self.overlay.levels.get(name, ""))

    def direction(self, name: str) -> Term:
        """A direction."""
        return Term(name, self.overlay.directions.get(name, ""))

    def function(self, level: str, function: Function) -> Term:
        """The name of a function."""
        key = f"{level}/{function.table}/{function.number}"
        return Term(function.name, self.overlay.functions.get(key, "") if self.agrees(key, function.name) else "")

    def task(self, level: str, table: str, task: Task) -> Term:
        """The name of a task."""
        key = f"{level}/{table}/{task.number}"
        return Term(task.name, self.overlay.tasks.get(key, "") if self.agrees(key, task.name) else "")

    def requirement(self, level: str, table: str, task: Task, kind: str, requirement: Requirement) -> Term:
        """The sentence of a requirement of a task; ``kind`` is S or K."""
        known = self.overlay.skills if kind == "S" else self.overlay.knowledge
        agrees = self.agrees(f"{level}/{table}/{task.number}", task.name)
        return Term(requirement.text, known.get(f"{level}/{requirement.number}", "") if agrees else "")

    def basic(self, number: str, name: str) -> Term:
        """The name of a group of the basic requirements."""
        return Term(name, self.overlay.basic.get(number, ""))

    def area(self, name: str) -> Term:
        """A row of a weight table."""
        return Term(name, AREAS.get(name, "") or self.areas.get(name, ""))


def name_entries(entries: Iterable[StandardEntry]) -> tuple[tuple[StandardEntry, Term], ...]:
    """Entries of a list with their names in both languages."""
    return tuple((entry, Term(entry.name, read_overlay(f"{entry.code}-{entry.edition}").name)) for entry in entries)


def read_dictionary(standard: Standard) -> Dictionary:
    """The dictionary of a standard."""
    origin = open_bundled(f"{standard.code}-{standard.edition}")
    overlay = overlay_of(standard)
    places = tuple(walk_names(origin.standard)) if origin else ()
    areas = {name: overlay.functions[key] for key, name in places if key in overlay.functions}
    return Dictionary(overlay, areas, dict(places))


def walk_names(standard: Standard) -> Iterator[tuple[str, str]]:
    """The key and the name of every function and task."""
    for work in standard.work:
        for function in work.functions:
            yield f"{work.level}/{function.table}/{function.number}", function.name
            for task in function.tasks:
                yield f"{work.level}/{function.table}/{task.number}", task.name
