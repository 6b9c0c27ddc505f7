"""The interchange form fits its schema and comes back; no cell of the table of requirements is computed."""

import csv
import io
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.documents import make_document, make_work

from liangcai.standard.exchange.interchange import read_json, write_json, write_schema
from liangcai.standard.exchange.listing import write_csv
from liangcai.standard.identity import requirement_uuid
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai.tables.text import guard_cell

ROOT = Path(__file__).parents[3]
REFERENCE = sorted((ROOT / "src/liangcai_reference/occupations").glob("*/standard.txt"))
TEXTS = {"made": make_document(), **{path.parent.name: path.read_text(encoding="utf-8") for path in REFERENCE}}
EACH = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
PLAIN: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "boolean": bool, "null": type(None)}


def read(text: str) -> Standard:
    """The standard in a text."""
    standard = read_standard(text, "standard").value
    assert standard
    return standard


def misfits(value: Any, schema: dict[str, Any], definitions: dict[str, Any], path: str = "$") -> list[str]:
    """Where a value does not fit a schema: the part of JSON Schema that the interchange form uses."""
    if "$ref" in schema:
        return misfits(value, definitions[schema["$ref"].rpartition("/")[2]], definitions, path)
    if "anyOf" in schema:
        found = [misfits(value, choice, definitions, path) for choice in schema["anyOf"]]
        return [] if [] in found else found[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value!r}"]
    kind = schema["type"]
    if kind == "object":
        missing = [f"{path}.{name} missing" for name in schema.get("required", ()) if name not in value]
        strange = [f"{path}.{name} unknown" for name in value if name not in schema["properties"]]
        inner = [(n, v) for n, v in value.items() if n in schema["properties"]]
        return [
            *missing,
            *strange,
            *(m for n, v in inner for m in misfits(v, schema["properties"][n], definitions, f"{path}.{n}")),
        ]
    if kind == "array":
        if not isinstance(value, list) or not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
            return [f"{path}: no such array"]
        kinds = schema.get("prefixItems") or [schema["items"]] * len(value)
        pairs = zip(value, kinds, strict=True)
        return [m for i, (v, k) in enumerate(pairs) for m in misfits(v, k, definitions, f"{path}[{i}]")]
    fits = isinstance(value, PLAIN[kind]) and not (kind == "integer" and isinstance(value, bool))
    return [] if fits else [f"{path}: {value!r} is no {kind}"]


@EACH
def test_a_standard_fits_the_published_schema(text: str) -> None:
    schema, body = json.loads(write_schema()), json.loads(write_json(read(text)))
    assert misfits(body, schema, schema["$defs"]) == []
    if find_spec("jsonschema"):
        __import__("jsonschema").Draft202012Validator(schema).validate(body)


def test_what_does_not_fit_the_schema_is_seen_to_fail() -> None:
    schema, body = json.loads(write_schema()), json.loads(write_json(read(make_document())))
    body["levels"][0]["name"] = 5
    body["work"][0]["functions"][0]["spans"] = [[1, 2, 3]]
    del body["code"]
    assert len(misfits(body, schema, schema["$defs"])) == 3


def test_the_schema_names_its_dialect_and_describes_every_element() -> None:
    schema = json.loads(write_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"Standard", "Level", "Requirement", "Weight", "SourceAccount"} <= set(schema["$defs"])
    assert all("description" in found for found in schema["$defs"].values())


@EACH
def test_a_standard_comes_back_from_the_interchange_form(text: str) -> None:
    standard = read(text)
    result = read_json(write_json(standard), "standard.json")
    assert result.value == standard
    assert not result.findings


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"code": 1}', b"\xff", b"[" * 100_000])
def test_what_is_not_in_the_interchange_form_is_a_finding(data: bytes) -> None:
    result = read_json(data, "standard.json")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["import.form"]


def rows(standard: Standard) -> list[dict[str, str]]:
    """The table as a spreadsheet would split it."""
    return list(csv.DictReader(io.StringIO(write_csv(standard).decode("utf-8-sig"), newline="")))


@EACH
def test_every_requirement_stands_in_the_table_once_with_its_lasting_name(text: str) -> None:
    standard = read(text)
    table = rows(standard)
    tasks = [task for work in standard.work for function in work.functions for task in function.tasks]
    points = sum(count_points(group.items) for group in standard.basic)
    assert len(table) == points + sum(len(task.skills) + len(task.knowledge) for task in tasks)
    assert len({row["id"] for row in table}) == len(table)
    assert all(row["uuid"] == str(requirement_uuid(row["id"])) for row in table)


def count_points(items: tuple[Any, ...]) -> int:
    """Points with those below them."""
    return sum(1 + count_points(item.items) for item in items)


def test_a_row_says_where_a_requirement_belongs() -> None:
    row = next(row for row in rows(read(make_document())) if row["text"] == "能裁纸")
    assert (row["level"], row["area"], row["task"], row["number"]) == ("五级", "备料", "1.1 选材", "1.1.2")
    assert row["kind"] == "技能要求 skill"
    assert row["table"] == ""


def test_the_table_begins_with_a_byte_order_mark_and_is_the_same_each_time() -> None:
    data = write_csv(read(make_document()))
    assert data.startswith(b"\xef\xbb\xbfid,uuid,")
    assert data == write_csv(read(make_document()))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1"])
def test_a_cell_that_a_spreadsheet_would_compute_is_quoted(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["能裁纸", "1.1.2", "", "a=b", "'=1"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert guard_cell(text) == text


@given(st.text(alphabet="=+-@\t竹1,\"'＝", min_size=1, max_size=6))
def test_no_cell_of_the_table_begins_with_a_sign_that_computes(words: str) -> None:
    row = f"1. 备料\t1.1 选材\t1.1.1 {words.replace(chr(9), ' ')}\t1.1.1 竹的种类"
    for cells in rows(read(make_document(work=make_work(low=(row,))))):
        assert not [cell for cell in cells.values() if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]
