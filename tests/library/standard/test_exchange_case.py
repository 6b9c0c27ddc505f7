"""A CASE 1.1 package carries levels, functions, tasks, requirements, weights and terms there and back without loss."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from tests.data.documents import make_document
from tests.data.frameworks import standards
from tests.data.seeds import read_seed

from liangcai.standard.exchange.case_read import read_case
from liangcai.standard.exchange.case_write import write_case
from liangcai.standard.exchange.framework import Framework, take_framework
from liangcai.standard.identity import requirement_id, requirement_uuid
from liangcai.standard.model import BasicGroup, BasicItem, Standard
from liangcai.standard.read import read_standard

REFERENCE = sorted((Path(__file__).parents[3] / "src/liangcai_reference/occupations").glob("*/standard.txt"))
# What the specification wants of each class inside a package.
NAMED = {"identifier", "uri", "lastChangeDateTime"}
REQUIRED = {
    "CFItems": NAMED | {"fullStatement"},
    "CFAssociations": NAMED | {"associationType", "originNodeURI", "destinationNodeURI"},
    "CFItemTypes": NAMED | {"title", "description", "hierarchyCode"},
    "CFSubjects": NAMED | {"title", "hierarchyCode"},
    "CFConcepts": NAMED | {"title", "hierarchyCode"},
    "CFRubrics": NAMED,
    "CFRubricCriteria": NAMED,
}


def read(text: str) -> Standard:
    """The standard in a text."""
    standard = read_standard(text, "standard").value
    assert standard
    return standard


def write(standard: Standard) -> bytes:
    """The package of a standard."""
    written = write_case(standard)
    assert written.value is not None, written.findings
    return written.value


def make_package(standard: Standard | None = None) -> dict[str, Any]:
    """A package as plain data."""
    package: dict[str, Any] = json.loads(write(standard or read(make_document())))
    return package


def read_package(package: dict[str, Any]) -> tuple[Framework | None, list[str]]:
    """What is read of a package, and the rules that found something."""
    result = read_case(json.dumps(package).encode(), "package.json")
    return result.value, [finding.rule for finding in result.findings]


def walk(value: object) -> list[dict[str, Any]]:
    """Every object in a value."""
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in walk(part))]
    return [inner for part in value for inner in walk(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("path", REFERENCE, ids=[path.parent.name for path in REFERENCE])
def test_a_bundled_standard_comes_back_from_a_package_without_loss(path: Path) -> None:
    standard = read(path.read_text(encoding="utf-8"))
    result = read_case(write(standard), "package.json")
    assert result.value == take_framework(standard)
    assert not result.findings


@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_a_published_standard_comes_back_from_a_package_without_loss(name: str) -> None:
    standard = read(read_seed(name))
    assert read_case(write(standard), "package.json").value == take_framework(standard)


@given(standards())
def test_any_standard_comes_back_from_a_package_without_loss(standard: Standard) -> None:
    result = read_case(write(standard), "package.json")
    assert result.value == take_framework(standard)
    assert not result.findings


def test_a_package_has_every_class_with_what_the_specification_requires() -> None:
    package = make_package()
    document = package["CFDocument"]
    assert document["caseVersion"] == "1.1"
    assert NAMED | {"title", "creator"} <= set(document)
    assert "CFPackageURI" not in document
    seen = set()
    for holder in walk(package):
        for name, members in holder.items():
            if name in REQUIRED:
                seen.add(name)
                assert members
                for member in members:
                    assert REQUIRED[name] <= set(member), name
    assert seen == set(REQUIRED)


def test_identifiers_are_unique_uuids_and_every_reference_leads_somewhere() -> None:
    package = make_package()
    classes = [found for found in walk(package) if set(found) >= NAMED]
    identifiers = [found["identifier"] for found in classes]
    assert len(set(identifiers)) == len(identifiers)
    assert all(str(uuid.UUID(identifier)) == identifier for identifier in identifiers)
    links = [found for found in walk(package) if "identifier" in found and not set(found) >= NAMED]
    assert links
    assert {link["identifier"] for link in links} <= set(identifiers)
    assert all(found["uri"] == f"urn:uuid:{found['identifier']}" for found in (*classes, *links))
    moments = {found["lastChangeDateTime"] for found in classes}
    assert all(re.fullmatch(r"2026-01-01T00:00:00\+00:00", moment) for moment in moments)


def test_the_identifier_of_a_requirement_is_the_one_that_facts_and_credentials_carry() -> None:
    items = {item["identifier"]: item["fullStatement"] for item in make_package()["CFItems"]}
    standard = "9-99-99-01@2026"
    for identity, text in (
        (requirement_id(standard, "五级", "S", "1.1.2"), "能裁纸"),
        (requirement_id(standard, "五级", "K", "1.1.1"), "竹的种类"),
        (requirement_id(standard, "", "B", "2.2.1.1.1"), "选竹。"),
        (requirement_id(standard, "五级", "F", "1"), "备料"),
    ):
        assert items[str(requirement_uuid(identity))] == text


def test_each_item_is_the_child_of_one_parent_in_order() -> None:
    package = make_package()
    items = {item["identifier"]: item for item in package["CFItems"]}
    parents = {a["originNodeURI"]["identifier"]: a for a in package["CFAssociations"]}
    assert set(parents) == set(items)
    assert len(package["CFAssociations"]) == len(items)
    skill = next(key for key, item in items.items() if item["fullStatement"] == "能裁纸")
    task = items[parents[skill]["destinationNodeURI"]["identifier"]]
    assert (task["CFItemType"], task["fullStatement"], parents[skill]["sequenceNumber"]) == ("工作内容", "选材", 2)


def test_a_package_is_the_same_each_time() -> None:
    assert write(read(make_document())) == write(read(make_document()))


def test_the_issuer_is_taken_from_the_cover() -> None:
    assert make_package()["CFDocument"]["creator"] == "示例部门"
    nobody = read(make_document().replace("示例部门 制定\n", ""))
    assert make_package(nobody)["CFDocument"]["creator"] == "未注明 not stated"


@pytest.mark.parametrize(("field", "value"), [("code", ""), ("edition", ""), ("edition", "二〇二六")])
def test_without_code_and_edition_there_is_no_package(field: str, value: str) -> None:
    standard = msgspec.structs.replace(read(make_document()), **{field: value})
    result = write_case(standard)
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["case.identity"]


def test_two_elements_of_one_identity_are_refused_and_named() -> None:
    standard = read(make_document())
    doubled = msgspec.structs.replace(standard, work=(*standard.work, standard.work[0]))
    result = write_case(doubled)
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["case.identity-twice"]
    assert "9-99-99-01@2026/五级" in result.findings[0].message.en


def test_properties_that_other_programs_write_are_passed_over() -> None:
    package = make_package()
    package["CFDocument"]["notes"] = None
    package["CFDocument"]["adoptionStatus"] = "Adopted"
    for item in package["CFItems"]:
        item["conceptKeywords"] = ["竹"]
        item.setdefault("listEnumeration", None)
        item["licenseURI"] = None
    assert read_package(package) == (take_framework(read(make_document())), [])


def test_types_are_known_by_their_names_where_the_links_are_of_another_make() -> None:
    package = make_package()
    for item in package["CFItems"]:
        del item["CFItemTypeURI"]
    assert read_package(package) == (take_framework(read(make_document())), [])


def test_an_item_of_an_unknown_type_is_told_and_not_guessed() -> None:
    package = make_package()
    odd = next(item for item in package["CFItems"] if item["fullStatement"] == "能裁纸")
    odd["CFItemType"] = "Course"
    del odd["CFItemTypeURI"]
    framework, rules = read_package(package)
    assert framework
    assert rules == ["case.items"]
    assert [s.text for s in framework.work[0].functions[0].tasks[0].skills] == ["能按图选竹"]


def test_a_ring_of_parents_comes_to_an_end_and_is_told() -> None:
    package = make_package()
    item = next(item for item in package["CFItems"] if item["fullStatement"] == "竹材")
    below = next(item for item in package["CFItems"] if item["fullStatement"] == "选竹。")
    for association in package["CFAssociations"]:
        if association["originNodeURI"]["identifier"] == item["identifier"]:
            association["destinationNodeURI"]["identifier"] = below["identifier"]
    assert read_package(package)[1] == ["case.items"]


def test_points_deeper_than_any_standard_goes_are_told() -> None:
    standard = read(make_document())
    item = BasicItem(number="2.2.9.1", text="竹")
    for depth in range(20):
        item = BasicItem(number=f"2.2.9.1.{depth}", text="竹", items=(item,))
    deep = BasicGroup(number="2.2.9", name="深", area="基础知识", items=(item,))
    package = make_package(msgspec.structs.replace(standard, basic=(*standard.basic, deep)))
    assert read_package(package)[1] == ["case.items"]


@pytest.mark.parametrize(
    "own", [None, {"liangcai": {}}, {"liangcai": {"table": "other", "level": "五级"}}, {"liangcai": 7}]
)
def test_a_rubric_of_another_make_is_told(own: object) -> None:
    package = make_package()
    package["CFRubrics"][0]["extensions"] = own
    framework, rules = read_package(package)
    assert framework
    assert rules == ["case.rubric"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "case.form"),
        (b"{", "case.form"),
        (b'{"CFDocument": {}}', "case.form"),
        (b"\xff\xfe", "case.form"),
        (b"[" * 100_000, "case.form"),
        (
            b'{"CFDocument": {"identifier": "1", "uri": "u", "lastChangeDateTime": "t", "title": "x", "creator": "x"}}',
            "case.kind",
        ),
    ],
    ids=["empty", "broken", "without properties", "no text", "deep", "a school's"],
)
def test_what_is_no_package_of_a_standard_is_a_finding(data: bytes, rule: str) -> None:
    result = read_case(data, "package.json")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == [rule]
