"""Analyse a sitting: its papers, its questions, what was mastered, who answered alike.

In: the papers, the sheets as marked, the pack. Out: a ``SittingAnalysis`` and what somebody should look at. Follows:
flags go back to the bank and to the office; none of them changes a mark.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from liangcai.analysis.flags import flag_sitting
from liangcai.analysis.items import analyse_form
from liangcai.analysis.likeness import find_alike
from liangcai.analysis.model import FormAnalysis, Mastery, Sheet, SittingAnalysis
from liangcai.analysis.pack import AnalysisPack
from liangcai.assembly.model import Form, FormQuestion
from liangcai.findings import Result
from liangcai.items.record import Observed


def analyse_sitting(forms: Sequence[Form], sheets: Sequence[Sheet], pack: AnalysisPack) -> Result[SittingAnalysis]:
    """The whole account; papers that nobody sat are left out."""
    by_form: defaultdict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_form[sheet.form_id].append(sheet)
    analysed = [found for form in forms if (found := analyse_form(form, by_form[form.id], pack))]
    compared = [find_alike(by_form[form.id], pack.alike) for form in forms if by_form[form.id]]
    made = SittingAnalysis(
        forms=tuple(analysed),
        requirements=_sum_mastery(forms, analysed, lambda question: question.item.requirement),
        areas=_sum_mastery(forms, analysed, lambda question: question.area),
        alike=tuple(pair for pairs, _ in compared for pair in pairs),
        pairs=sum(pairs for _, pairs in compared),
    )
    return Result(made, tuple(flag_sitting(made, forms, pack)))


def observe_items(made: SittingAnalysis) -> dict[tuple[str, str], Observed]:
    """What the bank learns, by id and version; a question on several papers counts all its answers."""
    found: defaultdict[tuple[str, str], list[tuple[int, float, float | None]]] = defaultdict(list)
    for form in made.forms:
        for item in form.items:
            found[item.item_id, item.item_sha256].append((item.answers, item.facility, item.discrimination))
    return {key: _pool(rows) for key, rows in found.items()}


def _pool(rows: list[tuple[int, float, float | None]]) -> Observed:
    answers = sum(count for count, _, _ in rows)
    known = [(count, value) for count, _, value in rows if value is not None]
    weight = sum(count for count, _ in known)
    return Observed(
        answers=answers,
        facility=sum(count * share for count, share, _ in rows) / answers,
        discrimination=sum(count * value for count, value in known) / weight if weight else None,
    )


def _sum_mastery(
    forms: Sequence[Form], analysed: list[FormAnalysis], key: Callable[[FormQuestion], str]
) -> tuple[Mastery, ...]:
    """Points earned over points possible, in the order of the papers."""
    earned: defaultdict[str, float] = defaultdict(float)
    full: defaultdict[str, float] = defaultdict(float)
    answers: defaultdict[str, int] = defaultdict(int)
    clauses: dict[str, str] = {}
    known = {form.id: {question.item.id: question for question in form.questions} for form in forms}
    for form in analysed:
        for item in form.items:
            question = known[form.form_id][item.item_id]
            name, worth = key(question), float(question.points) * item.answers
            earned[name] += item.facility * worth
            full[name] += worth
            answers[name] += item.answers
            clauses[name] = item.requirement[1:] if name == item.requirement else ""
    return tuple(
        Mastery(key=name, clause=clauses[name], share=earned[name] / full[name], answers=answers[name]) for name in full
    )
