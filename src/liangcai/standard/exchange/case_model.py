"""A CASE 1.1 package as values: the classes and properties that Liangcai writes and reads.

In: nothing. Out: structs whose JSON is a ``CFPackage``. Follows: 1EdTech CASE 1.1, REST/JSON binding: the classes as
they stand inside a package. Properties that other programs write and Liangcai has no use for are passed over.
"""

from typing import Any, Literal

import msgspec

CASE_VERSION = "1.1"
CHILD = "isChildOf"
OWN = "liangcai"  # the one key that Liangcai uses in ``extensions``


class Case(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Any class of CASE: names in camel case, what is not given is left out."""


class Link(Case, frozen=True, kw_only=True):
    """A reference to something that has an identifier."""

    title: str
    identifier: str
    uri: str


class NodeLink(Link, frozen=True, kw_only=True):
    """An end of an association."""

    target_type: str | None = None


class Named(Case, frozen=True, kw_only=True):
    """What every class has."""

    identifier: str
    uri: str
    last_change_date_time: str
    extensions: dict[str, Any] | None = None

    def own(self) -> dict[str, Any]:
        """What Liangcai wrote into the extensions; nothing where another program wrote the package."""
        found = (self.extensions or {}).get(OWN)
        return found if isinstance(found, dict) else {}


class Document(Named, frozen=True, kw_only=True):
    """CFDocument: the framework as a whole."""

    title: str
    creator: str
    case_version: str | None = None
    framework_type: str | None = None
    description: str | None = None
    subject: tuple[str, ...] | None = None
    subject_uri: tuple[Link, ...] | None = msgspec.field(default=None, name="subjectURI")
    language: str | None = None
    version: str | None = None


class Item(Named, frozen=True, kw_only=True):
    """CFItem: one competency, or a heading over some."""

    full_statement: str
    item_type: str | None = msgspec.field(default=None, name="CFItemType")
    item_type_uri: Link | None = msgspec.field(default=None, name="CFItemTypeURI")
    human_coding_scheme: str | None = None
    list_enumeration: str | None = None
    abbreviated_statement: str | None = None
    subject: tuple[str, ...] | None = None
    language: str | None = None
    education_level: tuple[str, ...] | None = None


class Association(Named, frozen=True, kw_only=True):
    """CFAssociation: how two nodes belong together; a child points to its parent."""

    association_type: str
    origin: NodeLink = msgspec.field(name="originNodeURI")
    destination: NodeLink = msgspec.field(name="destinationNodeURI")
    sequence_number: int | None = None


class ItemType(Named, frozen=True, kw_only=True):
    """CFItemType: what kind of competency an item is."""

    title: str
    description: str = msgspec.field(default="")
    hierarchy_code: str = msgspec.field(default="")
    type_code: str | None = None


class Subject(Named, frozen=True, kw_only=True):
    """CFSubject: what the framework is about; its code is that of the occupation."""

    title: str
    hierarchy_code: str = ""
    description: str | None = None


class Concept(Named, frozen=True, kw_only=True):
    """CFConcept: a term with its explanation."""

    title: str
    hierarchy_code: str = ""
    description: str | None = None


class Definitions(Case, frozen=True, kw_only=True):
    """CFDefinitions: what items refer to."""

    concepts: tuple[Concept, ...] | None = msgspec.field(default=None, name="CFConcepts")
    subjects: tuple[Subject, ...] | None = msgspec.field(default=None, name="CFSubjects")
    item_types: tuple[ItemType, ...] | None = msgspec.field(default=None, name="CFItemTypes")


class Criterion(Named, frozen=True, kw_only=True):
    """CFRubricCriterion: one area of a rubric with its weight in percent; none where it does not apply."""

    category: str | None = None
    weight: float | None = None
    position: int | None = None
    item: Link | None = msgspec.field(default=None, name="CFItemURI")


class Rubric(Named, frozen=True, kw_only=True):
    """CFRubric: a column of a weight table."""

    title: str | None = None
    criteria: tuple[Criterion, ...] | None = msgspec.field(default=None, name="CFRubricCriteria")


class Package(Case, frozen=True, kw_only=True):
    """CFPackage: a document with all that belongs to it."""

    document: Document = msgspec.field(name="CFDocument")
    items: tuple[Item, ...] | None = msgspec.field(default=None, name="CFItems")
    associations: tuple[Association, ...] | None = msgspec.field(default=None, name="CFAssociations")
    definitions: Definitions | None = msgspec.field(default=None, name="CFDefinitions")
    rubrics: tuple[Rubric, ...] | None = msgspec.field(default=None, name="CFRubrics")


TypeKey = Literal["level", "function", "task", "skill", "knowledge", "area", "group", "point"]


class TypeName(msgspec.Struct, frozen=True):
    """A kind of item: its name in both languages and its place among the kinds."""

    key: TypeKey
    zh: str
    en: str
    place: str


TYPES: tuple[TypeName, ...] = (
    TypeName("level", "职业等级", "level", "1"),
    TypeName("function", "职业功能", "occupational function", "1.1"),
    TypeName("task", "工作内容", "task", "1.1.1"),
    TypeName("skill", "技能要求", "skill requirement", "1.1.1.1"),
    TypeName("knowledge", "相关知识要求", "knowledge requirement", "1.1.1.2"),
    TypeName("area", "基本要求", "area of the basic requirements", "2"),
    TypeName("group", "基本要求组", "group of basic requirements", "2.1"),
    TypeName("point", "基本要求点", "basic requirement", "2.1.1"),
)
