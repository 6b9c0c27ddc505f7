"""A standard as a CASE 1.1 package.

In: a standard. Out: the bytes of a ``CFPackage``, or a finding on why there is none. Follows: 1EdTech CASE 1.1. The
identifier of an item is the uuid5 of its requirement id, so that items, facts and credentials speak of the same thing;
the time of the last change is the beginning of the edition's year, the one date that a standard gives.
"""

import re
import uuid
from collections import Counter

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.exchange.case_items import Node, list_nodes
from liangcai.standard.exchange.case_model import (
    CASE_VERSION,
    CHILD,
    OWN,
    TYPES,
    Association,
    Concept,
    Criterion,
    Definitions,
    Document,
    Item,
    ItemType,
    Link,
    NodeLink,
    Package,
    Rubric,
    Subject,
)
from liangcai.standard.exchange.framework import Framework, take_framework
from liangcai.standard.exchange.interchange import format_json
from liangcai.standard.identity import requirement_uuid, standard_id
from liangcai.standard.model import Standard, Weight

KINDS = {"technical": "国家职业技术技能标准", "skill": "国家职业技能标准"}
ISSUER = re.compile(r"^([\u4e00-\u9fff]{2,}?(?:部|局|厅|委员会|部门))\s*(?:制定|颁布|发布)?$")
LANGUAGE = "zh-CN"


def write_case(standard: Standard) -> Result[bytes | None]:
    """A CASE package; None without code and edition, which all identifiers stand on, or where two would be the same."""
    if not (standard.code and re.fullmatch(r"\d{4}", standard.edition)):
        zh = "标准没有编码或版本年份，要素的标识无从确定。"
        return refuse("case.identity", zh, "Without a code and an edition the elements of a standard have no identity.")
    framework = take_framework(standard)
    nodes = list_nodes(framework)
    twice = [name for name, times in Counter(node.identity for node in nodes).items() if times > 1]
    if twice:
        zh, en = f"有两个要素同为 {twice[0]}。", f"Two elements have the same identity {twice[0]}."
        return refuse("case.identity-twice", zh, en)
    package = build_package(framework, nodes, find_issuer(standard))
    return Result(format_json(msgspec.json.encode(package)))


def refuse(rule: str, zh: str, en: str) -> Result[bytes | None]:
    """No package, and why."""
    return Result(None, (Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en)),))


def find_issuer(standard: Standard) -> str:
    """Who issued the standard, from the lines of the cover."""
    cover = standard.passage("cover")
    lines = cover.text.split("\n") if cover else []
    issuers = [match.group(1) for line in lines if (match := ISSUER.match(line.strip()))]
    return "、".join(issuers) or "未注明 not stated"


def build_package(framework: Framework, nodes: tuple[Node, ...], creator: str) -> Package:
    """The package of a framework."""
    changed = f"{framework.edition}-01-01T00:00:00+00:00"
    root = standard_id(framework.code, framework.edition)
    document = build_document(framework, root, changed, creator)
    return Package(
        document=document,
        items=tuple(build_item(node, changed) for node in nodes),
        associations=build_associations(nodes, document, changed),
        definitions=build_definitions(framework, root, changed),
        rubrics=build_rubrics(framework, root, nodes, changed),
    )


def identify(identity: str) -> tuple[str, str]:
    """The identifier and the uri of an identity."""
    identifier = str(requirement_uuid(identity))
    return identifier, f"urn:uuid:{identifier}"


def link(title: str, identity: str) -> Link:
    """A reference to what has an identity."""
    identifier, uri = identify(identity)
    return Link(title=title, identifier=identifier, uri=uri)


def type_identity(key: str) -> str:
    """The identity of a kind of item, the same for every standard."""
    return f"item-type/{key}"


def build_document(framework: Framework, root: str, changed: str, creator: str) -> Document:
    """The framework as a whole."""
    identifier, uri = identify(root)
    return Document(
        identifier=identifier,
        uri=uri,
        last_change_date_time=changed,
        title=framework.name,
        creator=creator,
        case_version=CASE_VERSION,
        framework_type=KINDS[framework.kind],
        description=framework.definition,
        subject=(framework.name,),
        subject_uri=(link(framework.name, f"occupation/{root}"),),
        language=LANGUAGE,
        version=framework.edition,
    )


def build_item(node: Node, changed: str) -> Item:
    """One node as an item."""
    identifier, uri = identify(node.identity)
    kind = next(kind for kind in TYPES if kind.key == node.kind)
    return Item(
        identifier=identifier,
        uri=uri,
        last_change_date_time=changed,
        full_statement=node.text,
        item_type=kind.zh,
        item_type_uri=link(kind.zh, type_identity(kind.key)),
        human_coding_scheme=node.number or None,
        list_enumeration=node.printed,
        abbreviated_statement=node.short or None,
        subject=node.directions or None,
        language=LANGUAGE,
        education_level=(node.level,) if node.level else None,
        extensions={OWN: node.extra} if node.extra else None,
    )


def build_associations(nodes: tuple[Node, ...], document: Document, changed: str) -> tuple[Association, ...]:
    """Each item as a child of its parent, in order."""
    titles = {node.identity: node.text for node in nodes}
    places: Counter[str] = Counter()
    found = []
    for node in nodes:
        places[node.parent] += 1
        parent, parent_uri = identify(node.parent)
        child, child_uri = identify(node.identity)
        identifier = str(uuid.uuid5(requirement_uuid(node.identity), f"{CHILD} {parent}"))
        found.append(
            Association(
                identifier=identifier,
                uri=f"urn:uuid:{identifier}",
                last_change_date_time=changed,
                association_type=CHILD,
                sequence_number=places[node.parent],
                origin=NodeLink(title=node.text, identifier=child, uri=child_uri, target_type="CASE"),
                destination=NodeLink(
                    title=titles.get(node.parent, document.title), identifier=parent, uri=parent_uri, target_type="CASE"
                ),
            )
        )
    return tuple(found)


def build_definitions(framework: Framework, root: str, changed: str) -> Definitions:
    """The kinds of items, the occupation, the terms."""
    types = []
    for kind in TYPES:
        identifier, uri = identify(type_identity(kind.key))
        types.append(
            ItemType(
                identifier=identifier,
                uri=uri,
                last_change_date_time=changed,
                title=kind.zh,
                description=kind.en,
                hierarchy_code=kind.place,
                type_code=kind.key,
            )
        )
    identifier, uri = identify(f"occupation/{root}")
    subject = Subject(
        identifier=identifier,
        uri=uri,
        last_change_date_time=changed,
        title=framework.name,
        hierarchy_code=framework.code,
        description=framework.definition,
    )
    return Definitions(concepts=build_concepts(framework, root, changed), subjects=(subject,), item_types=tuple(types))


def build_concepts(framework: Framework, root: str, changed: str) -> tuple[Concept, ...]:
    """The terms of the appendix, by place: a term may stand there twice."""
    found = []
    for place, entry in enumerate(framework.glossary, 1):
        identifier, uri = identify(f"{root}/-/-/G/{place}")
        found.append(
            Concept(
                identifier=identifier,
                uri=uri,
                last_change_date_time=changed,
                title=entry.term,
                hierarchy_code=str(place),
                description=entry.text,
            )
        )
    return tuple(found)


def build_rubrics(framework: Framework, root: str, nodes: tuple[Node, ...], changed: str) -> tuple[Rubric, ...]:
    """A rubric for each column of the weight tables; a criterion keeps its place among all cells."""
    columns: dict[tuple[str, str, str | None], list[tuple[int, Weight]]] = {}
    for place, cell in enumerate(framework.weights, 1):
        columns.setdefault((cell.table, cell.level, cell.direction), []).append((place, cell))
    areas = {(node.level, node.text): node.identity for node in nodes if node.kind in ("function", "area")}
    rubrics = []
    for (table, level, direction), cells in columns.items():
        identity = f"{root}/{level}/{direction or '-'}/W/{table}"
        identifier, uri = identify(identity)
        rubrics.append(
            Rubric(
                identifier=identifier,
                uri=uri,
                last_change_date_time=changed,
                title=" ".join(part for part in (framework.name, level, direction, table) if part),
                criteria=tuple(build_criterion(identity, place, cell, areas, changed) for place, cell in cells),
                extensions={OWN: {"table": table, "level": level, "direction": direction}},
            )
        )
    return tuple(rubrics)


def build_criterion(
    rubric: str, place: int, cell: Weight, areas: dict[tuple[str, str], str], changed: str
) -> Criterion:
    """One cell of a weight table, linked to the function or the area of the basic requirements that it weighs."""
    identifier, uri = identify(f"{rubric}/{place}")
    item = areas.get((cell.level, cell.area)) or areas.get(("", cell.area))
    return Criterion(
        identifier=identifier,
        uri=uri,
        last_change_date_time=changed,
        category=cell.area,
        weight=cell.percent,
        position=place,
        item=link(cell.area, item) if item else None,
    )
