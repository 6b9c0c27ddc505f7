"""Analyse the questions of one paper.

In: the paper, the sheets of those who sat it, the pack. Out: a ``FormAnalysis``. Follows: classical test theory beside
the Rasch model; a question that a person has still to mark is left out until it is marked.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liangcai.analysis.figures import Floats, correlate_rest, measure_alpha, measure_error, split_tails
from liangcai.analysis.model import FormAnalysis, ItemAnalysis, OptionCount, Sheet
from liangcai.analysis.pack import AnalysisPack
from liangcai.analysis.rasch import calibrate
from liangcai.assembly.model import Form, FormQuestion
from liangcai.marking.response import ResponseMark

BINS = 10
NOTHING = (None, None)


def analyse_form(form: Form, sheets: Sequence[Sheet], pack: AnalysisPack) -> FormAnalysis | None:
    """The account of a paper; None where nobody sat it. A candidate without a mark for a question left it blank."""
    if not sheets:
        return None
    marks = [{mark.item_id: mark for mark in sheet.marks} for sheet in sheets]
    questions = tuple(question for question in form.questions if not _waits(question, marks))
    points = np.array([[_earned(row, question) for question in questions] for row in marks], dtype=float)
    points = points.reshape(len(sheets), len(questions))
    full = float(sum(question.points for question in questions))
    totals, alpha = points.sum(axis=1), measure_alpha(points)
    return FormAnalysis(
        form_id=form.id,
        candidates=len(sheets),
        full=full,
        mean=float(totals.mean()),
        deviation=float(totals.std()),
        alpha=alpha,
        error=measure_error(points, alpha),
        bins=tuple(int(count) for count in np.histogram(totals, bins=BINS, range=(0, full or 1))[0]),
        items=_analyse_items(questions, marks, points, pack),
    )


def _waits(question: FormQuestion, marks: list[dict[str, ResponseMark]]) -> bool:
    return any(row[question.item.id].outcome == "waiting" for row in marks if question.item.id in row)


def _earned(row: dict[str, ResponseMark], question: FormQuestion) -> float:
    mark = row.get(question.item.id)
    return float(mark.points) if mark else 0.0


def _analyse_items(
    questions: tuple[FormQuestion, ...], marks: list[dict[str, ResponseMark]], points: Floats, pack: AnalysisPack
) -> tuple[ItemAnalysis, ...]:
    correlations, model = correlate_rest(points), _calibrate(questions, points)
    lower, upper = split_tails(points, pack.tail)
    result = []
    for column, question in enumerate(questions):
        worth = float(question.points)
        given = [row[question.item.id].response if question.item.id in row else "" for row in marks]
        spread = (points[upper, column].mean() - points[lower, column].mean()) / worth
        result.append(
            ItemAnalysis(
                item_id=question.item.id,
                item_sha256=next((row[question.item.id].item_sha256 for row in marks if question.item.id in row), ""),
                requirement=question.item.requirement,
                number=question.number,
                answers=len(marks),
                facility=float(points[:, column].mean()) / worth,
                discrimination=correlations[column],
                spread=float(spread),
                expected=question.item.difficulty,
                logit=model.get(column, NOTHING)[0],
                error=model.get(column, NOTHING)[1],
                options=_count_options(question, given, lower, upper),
            )
        )
    return tuple(result)


def _calibrate(questions: tuple[FormQuestion, ...], points: Floats) -> dict[int, tuple[float, float]]:
    """Difficulty and its error by column. Rasch counts a question as right only with all its points; one that all or
    none have right has no difficulty and is left out."""
    right = points >= np.array([float(question.points) for question in questions]) - 1e-9
    told = [column for column, count in enumerate(right.sum(axis=0)) if 0 < count < len(points)]
    reached = np.bincount(right[:, told].sum(axis=1), minlength=len(told) + 1).astype(float)
    found = calibrate(right[:, told].sum(axis=0).astype(float), reached)
    if found is None:
        return {}
    return dict(zip(told, zip(found.difficulties, found.errors, strict=True), strict=True))


def _count_options(
    question: FormQuestion, given: list[str], lower: NDArray[np.int64], upper: NDArray[np.int64]
) -> tuple[OptionCount, ...]:
    """Each answer by itself for one-letter questions; for several letters, each letter."""
    if question.item.type not in ("single", "multiple", "truefalse"):
        return ()
    counts = Counter(letter for response in given for letter in response or ("",))
    groups = [Counter(letter for row in rows for letter in given[row] or ("",)) for rows in (upper, lower)]
    shown = (*question.item.choices, *([""] if counts[""] else ()))
    return tuple(
        OptionCount(
            response=letter,
            count=counts[letter],
            upper=groups[0][letter] / len(upper),
            lower=groups[1][letter] / len(lower),
        )
        for letter in shown
    )
