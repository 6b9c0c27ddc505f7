"""Findings as SARIF 2.1.0, which editors and code hosts show beside the lines.

In: findings, the rules, the version of the program. Out: the bytes of one log with one run. Follows: SARIF 2.1.0
(OASIS): columns count characters, an end column lies behind the last one; both languages stand in each text.
"""

import re
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from liangcai.findings import Finding, Message, Severity, Span
from liangcai.standard.linting.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
LINE_PLACE = re.compile(r"line (\d+)")
HELP_PAGE = "https://liangcai.invalid/docs/lint-rules.md"


def write_sarif(
    findings: tuple[Finding, ...], rules: tuple[Rule, ...], version: str, help_page: str = HELP_PAGE
) -> bytes:
    """A SARIF log; rules of reading, which have no page of their own, are listed by their ids."""
    described = [describe_rule(rule, help_page) for rule in rules]
    known = {rule.id for rule in rules}
    others = sorted({finding.rule for finding in findings} - known)
    described += [{"id": rule, "name": rule} for rule in others]
    places = {rule["id"]: place for place, rule in enumerate(described)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "liangcai", "version": version, "rules": described}},
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": locate(name)} for name in list_documents(findings)],
                "results": [describe_finding(finding, places[finding.rule]) for finding in findings],
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n"


def describe_rule(rule: Rule, help_page: str) -> dict[str, Any]:
    """A rule with both languages, its severity, its examples and where its page is."""
    examples = f"✓\n```text\n{rule.good}\n```\n✗\n```text\n{rule.bad}\n```"
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": both(rule.title)},
        "fullDescription": {"text": both(rule.title)},
        "help": {"text": f"✓ {rule.good}\n✗ {rule.bad}", "markdown": examples},
        "helpUri": f"{help_page}#{rule.id}",
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"zh": rule.title.zh, "en": rule.title.en, "layouts": list(rule.profiles)},
    }


def describe_finding(finding: Finding, place: int) -> dict[str, Any]:
    """One result with its region and the other places that it is about."""
    text = both(finding.message) + (f"\n→ {both(finding.remedy)}" if finding.remedy else "")
    regions = list_regions(finding)
    locations = [locate_region(finding.document, region) for region in regions]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": locations[:1],
        "properties": {"clause": finding.clause, "zh": finding.message.zh, "en": finding.message.en},
    }
    if finding.place:
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": finding.place}]
    if locations[1:]:
        result["relatedLocations"] = [{"id": number, **other} for number, other in enumerate(locations[1:], 1)]
    return result


def list_regions(finding: Finding) -> list[dict[str, int]]:
    """The regions of a finding, the one on its own line first; the whole line where no span stands on it.

    Lines of a text that was taken out of another form are not the file's own: then there is none, unless the place in
    the file is a line.
    """
    if finding.place:
        own_line = LINE_PLACE.fullmatch(finding.place)
        return [{"startLine": int(own_line.group(1))} if own_line else {}]
    own = [span for span in finding.spans if span.line == finding.line]
    rest = [span for span in finding.spans if span.line != finding.line]
    if not finding.line:
        return [describe_span(span) for span in finding.spans] or [{}]
    first = [describe_span(span) for span in own] or [{"startLine": finding.line}]
    return first + [describe_span(span) for span in rest]


def describe_span(span: Span) -> dict[str, int]:
    """A span as a region: SARIF ends one column further, behind the last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column + 1,
    }


def locate_region(document: str, region: dict[str, int]) -> dict[str, Any]:
    """A location in a document; without a region the document as a whole."""
    place: dict[str, Any] = {"artifactLocation": locate(document)}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def locate(name: str) -> dict[str, str]:
    """The address of a document: relative as it was given, or of a file where the path is whole."""
    path = PurePath(name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def list_documents(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The documents that findings are about, each once."""
    return tuple(dict.fromkeys(finding.document for finding in findings))


def both(message: Message) -> str:
    """A sentence in both languages."""
    return f"{message.zh} {message.en}"
