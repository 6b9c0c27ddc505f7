"""A SARIF log has the parts that the format asks for, in both languages, with regions where the slips stand."""

import json
from typing import Any

import pytest

from liangcai.findings import Finding, Message, Severity, Span
from liangcai.standard.lint import RULES, lint_standard
from liangcai.standard.linting.example import render_example
from liangcai.standard.linting.sarif import write_sarif
from liangcai.standard.read import read_standard

BAD_ROW = "1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 校准风杆\t1.2.1 风杆知识 1.2.2 校准方法"


def make_log(name: str = "standards/测风 2021.txt") -> tuple[dict[str, Any], str, tuple[Finding, ...]]:
    """A log of a standard with two slips, its text, and the findings."""
    text = render_example("technical", "first_task", BAD_ROW)
    standard = read_standard(text, name).value
    assert standard
    findings = lint_standard(standard, name, source_text=text)
    return json.loads(write_sarif(findings, RULES, "0.1.0")), text, findings


def test_a_log_has_one_run_with_every_rule_and_every_finding() -> None:
    log, _, findings = make_log()
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("liangcai", "0.1.0")
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in RULES]
    assert [result["ruleId"] for result in run["results"]] == [finding.rule for finding in findings]
    assert len(findings) == 2


def test_a_rule_is_described_in_both_languages_with_its_page_and_examples() -> None:
    log, _, _ = make_log()
    for described, rule in zip(log["runs"][0]["tool"]["driver"]["rules"], RULES, strict=True):
        assert described["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule.title.zh in described["shortDescription"]["text"]
        assert rule.title.en in described["fullDescription"]["text"]
        assert described["helpUri"].startswith("https://")
        assert described["helpUri"].endswith(f"docs/lint-rules.md#{rule.id}")
        assert rule.bad in described["help"]["text"]
        assert rule.good in described["help"]["markdown"]


def test_a_result_points_to_its_rule_and_says_its_sentence_in_both_languages() -> None:
    log, _, findings = make_log()
    run = log["runs"][0]
    for result, finding in zip(run["results"], findings, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert finding.message.zh in result["message"]["text"]
        assert finding.message.en in result["message"]["text"]
        assert result["level"] == finding.severity
        assert result["properties"]["clause"] == finding.clause


def test_a_region_covers_the_words_that_the_finding_is_about() -> None:
    log, text, _ = make_log()
    lines = text.split("\n")
    results = {result["ruleId"]: result for result in log["runs"][0]["results"]}
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    for rule, words in (("wording.skill-can", "1.1.2 校准风杆"), ("numbering.item-prefix", "1.2.1 风杆知识")):
        region = results[rule]["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == words
    (other,) = results["numbering.item-prefix"]["relatedLocations"]
    assert other["id"] == 1


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("standards/测风 2021.txt", "standards/%E6%B5%8B%E9%A3%8E%202021.txt"),
        ("/srv/standard.txt", "file:///srv/standard.txt"),
    ],
)
def test_a_document_is_addressed_relative_as_given_or_by_its_whole_path(name: str, uri: str) -> None:
    log, _, _ = make_log(name)
    (run,) = log["runs"]
    assert run["artifacts"] == [{"location": {"uri": uri}}]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_findings_of_reading_and_findings_without_a_line_fit_in_too() -> None:
    message = Message("没有读到等级。", "The levels could not be read.")
    findings = (
        Finding(rule="read.missing", severity=Severity.ERROR, message=message, document="a.txt", line=7),
        Finding(rule="file", severity=Severity.ERROR, message=message, document="a.txt"),
    )
    run = json.loads(write_sarif(findings, RULES, "0.1.0"))["runs"][0]
    first, second = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["region"] == {"startLine": 7}
    assert "region" not in second
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"][-2:]] == ["file", "read.missing"]


@pytest.mark.parametrize(("place", "line"), [("line 12", 12), ("p. 3, table 2 row 4", None)])
def test_a_place_in_a_file_of_another_form_takes_the_place_of_lines(place: str, line: int | None) -> None:
    message = Message("没有读到等级。", "The levels could not be read.")
    span = Span(7, 1, 7, 3)
    finding = Finding(
        rule="a", severity=Severity.INFO, message=message, document="a.docx", line=7, spans=(span,), place=place
    )
    (result,) = json.loads(write_sarif((finding,), (), "0.1.0"))["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": place}]
    assert location["physicalLocation"].get("region") == ({"startLine": line} if line else None)


def test_a_log_is_the_same_each_time() -> None:
    assert make_log()[0] == make_log()[0]


def test_a_log_without_findings_is_still_a_log() -> None:
    run = json.loads(write_sarif((), RULES, "0.1.0"))["runs"][0]
    assert run["results"] == []
    assert run["artifacts"] == []
