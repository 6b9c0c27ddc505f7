"""The one-page report of a journey: every stage with the clause that it follows.

In: the outcome of a journey. Out: a page that needs no server and no other file to be read. Follows: every number,
refusal and mark can be traced back to a clause; the passages that the page quotes stand at its end.
"""

from collections import Counter
from decimal import Decimal

import msgspec
from django.template.loader import render_to_string

from liangcai.assembly.model import FormSet
from liangcai.blueprint.model import AreaPlan, Blueprint
from liangcai.eligibility.check import Verdict
from liangcai.scheduling.plan import list_uses
from liangcai.standard.model import Passage, Standard
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.rehearsal.journey import Outcome
from liangcai_web.services.rehearsal.journey_files import DecisionRow, list_decisions

QUOTED = ("1.4", "1.8", "1.8.1", "1.9.1", "1.9.2", "1.9.3", "1.9.4", "4.1", "4.2")
BIN = 10
BAR = 300


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the weight table beside what the papers hold; widths in units of the drawing."""

    area: str
    wanted: int
    got: tuple[int, ...]
    wanted_width: int
    got_width: int


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a histogram of points."""

    label: str
    count: int
    x: int
    y: int
    height: int
    passed: bool


def draw_areas(blueprint: Blueprint, forms: FormSet) -> tuple[Bar, ...]:
    """Each area of the theory weight table as the table weighs it and as the papers hold it."""
    return tuple(draw_area(area, forms) for area in blueprint.areas)


def draw_area(area: AreaPlan, forms: FormSet) -> Bar:
    """One area."""
    got = tuple(sum(question.area == area.area for question in form.questions) for form in forms.forms)
    return Bar(
        area=area.area,
        wanted=area.questions,
        got=got,
        wanted_width=area.questions * BAR // 100,
        got_width=max(got, default=0) * BAR // 100,
    )


def draw_points(points: list[Decimal], pass_mark: int) -> tuple[Column, ...]:
    """A histogram of points in tens."""
    counts = Counter(min(int(point), 99) // BIN for point in points)
    most = max(counts.values(), default=1)
    columns = []
    for index in range(100 // BIN):
        height = 100 * counts[index] // most
        columns.append(
            Column(
                label=str(index * BIN),
                count=counts[index],
                x=index * 44,
                y=120 - height,
                height=height,
                passed=index * BIN >= pass_mark,
            )
        )
    return tuple(columns)


def quote_passages(standard: Standard) -> tuple[Passage, ...]:
    """The sections that the report refers to."""
    return tuple(passage for number in QUOTED if (passage := standard.passage(number)))


def render_report(outcome: Outcome) -> str:
    """The report as one page of HTML, readable even when a stage was not passed."""
    batch = outcome.batch
    context: dict[str, object] = {"outcome": outcome, "lang": "zh", "findings": outcome.findings}
    if batch is not None:
        context |= describe_standard(batch, outcome)
    if outcome.plan is not None:
        context |= {"uses": list_uses(outcome.plan)}
    if outcome.papers is not None:
        context |= {"areas": draw_areas(outcome.papers.blueprint, outcome.papers.forms)}
    if batch is not None and outcome.decisions:
        context |= describe_results(batch, outcome)
    return render_to_string("pages/journey_report.html", context)


def describe_standard(batch: Batch, outcome: Outcome) -> dict[str, object]:
    """The standard, who applied, and the passages."""
    standard = batch_standard(batch)
    functions = standard.functions(batch.level, batch.direction or None)
    return {
        "batch": batch,
        "standard": standard,
        "level": standard.level(batch.level),
        "functions": functions,
        "conditions": tuple(c for c in standard.conditions if c.level == batch.level),
        "parts": tuple(part for part in standard.assessment.parts if batch.level in part.levels),
        "admitted": sum(verdict.status == "admitted" for verdict in outcome.verdicts),
        "refused": tuple(verdict for verdict in outcome.verdicts if verdict.status != "admitted"),
        "grounds": Counter(ground for verdict in outcome.verdicts if (ground := met_clause(verdict))).most_common(),
        "passages": quote_passages(standard),
    }


def met_clause(verdict: Verdict) -> str:
    """The condition by which somebody was admitted."""
    met = [reason.clause for reason in verdict.reasons if reason.met and "(" in reason.clause]
    return met[0] if verdict.status == "admitted" and met else ""


def describe_results(batch: Batch, outcome: Outcome) -> dict[str, object]:
    """Points, decisions and certificates."""
    pass_mark = batch_standard(batch).assessment.pass_mark or 0
    rows: tuple[DecisionRow, ...] = list_decisions(batch, outcome)
    return {
        "pass_mark": pass_mark,
        "theory": draw_points([mark.points for mark in outcome.theory.values()], pass_mark),
        "skill": draw_points([mark.points for mark in outcome.panels.values()], pass_mark),
        "rows": rows,
        "passed": sum(row.passed for row in rows),
    }
