"""Names in both languages, as far as the overlay of a standard has the English.

In: a standard. Out: ``Term`` values; English is blank where nobody has written it, and the page then shows the Chinese.
Follows: English is an overlay keyed by id, not a second document. An adopted document takes the English of the bundled
one only where the names agree, and of conditions and other whole texts only where the text is the same.
"""

from collections.abc import Iterable, Iterator

import msgspec

from liangcai.findings import Message
from liangcai.standard.model import Function, GlossaryEntry, Note, Passage, Requirement, Standard, Task
from liangcai_web.public.passages import walk_items
from liangcai_web.services.names import AREAS, Overlay, overlay_of, read_overlay
from liangcai_web.services.standards.opened import StandardEntry, open_bundled

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

    def basic(self, number: str, text: str) -> Term:
        """The name of a group of the basic requirements, or one of its points."""
        return self._whole("basic", number, text, self.overlay.basic)

    def condition(self, level: str, number: str, text: str) -> Term:
        """An application condition, or under ``requires`` what heads the list of a level."""
        return self._whole("condition", f"{level}/{number}", text, self.overlay.conditions)

    def passage(self, passage: Passage) -> Term:
        """The whole text of a section."""
        return self._whole("passage", passage.number, passage.text, self.overlay.passages)

    def note(self, note: Note) -> Term:
        """A footnote."""
        return self._whole("note", note.mark, note.text, self.overlay.notes)

    def glossary(self, entry: GlossaryEntry) -> tuple[Term, Term]:
        """A term of the glossary and its explanation."""
        text = self._whole("glossary", entry.term, entry.text, self.overlay.glossary)
        own = entry.term if entry.term.isascii() else ""
        return Term(entry.term, self.overlay.terms.get(entry.term, own)), text

    def part(self, name: str) -> Term:
        """A part of the examination."""
        return Term(name, self.overlay.parts.get(name, ""))

    def _whole(self, kind: str, key: str, text: str, known: dict[str, str]) -> Term:
        return Term(text, known.get(key, "") if self.agrees(f"{kind}/{key}", text) else "")

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
    """The key and the name of every function and task, and the key and the text of what is taken whole."""
    yield from walk_texts(standard)
    for work in standard.work:
        for function in work.functions:
            yield f"{work.level}/{function.table}/{function.number}", function.name
            for task in function.tasks:
                yield f"{work.level}/{function.table}/{task.number}", task.name


def walk_texts(standard: Standard) -> Iterator[tuple[str, str]]:
    """The key and the text of what has English only where the whole text is the same."""
    for condition in standard.conditions:
        yield f"condition/{condition.level}/{condition.number}", condition.text
        if condition.requires:
            yield f"condition/{condition.level}/requires", condition.requires
    for group in standard.basic:
        yield f"basic/{group.number}", group.name
        yield from ((f"basic/{item.number}", item.text) for item in walk_items(group.items))
    yield from ((f"passage/{passage.number}", passage.text) for passage in standard.passages)
    yield from ((f"glossary/{entry.term}", entry.text) for entry in standard.glossary)
    yield from ((f"note/{note.mark}", note.text) for note in standard.notes)
