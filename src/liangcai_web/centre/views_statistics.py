"""What a sitting says of its papers and questions.

In: an officer, a batch whose papers are marked. Out: pictures and tables, and what somebody should look at. Follows:
no figure here changes a mark; flags go back to the bank and to the office.
"""

from typing import Any

import msgspec
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from liangcai.analysis.model import FormAnalysis, ItemAnalysis, SittingAnalysis
from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts_items import Scatter, ShareBars, draw_scatter, draw_shares
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.packs import analysis_pack
from liangcai_web.services.papers.making import load_forms
from liangcai_web.services.results.analysis import analyse_batch, observe_batch


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the table: its figures, its stem, what is said of it."""

    item: ItemAnalysis
    stem: str
    key: str
    flags: tuple[Finding, ...]


class FormView(msgspec.Struct, frozen=True, kw_only=True):
    """A paper on the page."""

    form: FormAnalysis
    scatter: Scatter
    rows: tuple[ItemRow, ...]
    most: int

    @property
    def bins(self) -> tuple[tuple[int, int, int], ...]:
        """From, to, candidates."""
        return tuple((10 * index, 10 * index + 10, count) for index, count in enumerate(self.form.bins))


@batch_page
@require_safe
def show_statistics(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The analysis, or that nothing is marked yet."""
    made = analyse_batch(batch)
    context = view_sitting(batch, made.value, made.findings) if made.value else {}
    return show_stage(request, batch, "office-statistics", pack=analysis_pack(), **context)


def view_sitting(batch: Batch, made: SittingAnalysis, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """What the template prints."""
    forms = load_forms(batch)
    items = {question.item.id: question.item for form in forms.forms for question in form.questions} if forms else {}
    flagged = {item_id: tuple(found for found in findings if found.place == item_id) for item_id in items}
    views = []
    for form in made.forms:
        rows = tuple(
            ItemRow(item=item, stem=items[item.item_id].stem, key=items[item.item_id].key, flags=flagged[item.item_id])
            for item in form.items
        )
        marked = frozenset(row.item.item_id for row in rows if row.flags)
        scatter = draw_scatter(form, marked, analysis_pack().discrimination)
        views.append(FormView(form=form, scatter=scatter, rows=rows, most=max(1, *form.bins)))
    areas: ShareBars = draw_shares(made.areas)
    return {"made": made, "forms": views, "flags": findings, "areas": areas}


@batch_page
@require_POST
def note_figures(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Tell the bank what the sitting showed, once."""
    count = observe_batch(batch, now=clock.now(), actor=officer(request))
    said = Message(f"已把 {count} 道题的实测结果写回题库。", f"Figures of {count} questions noted in the bank.")
    none = Message("没有可写回的结果，或已经写回。", "Nothing to note, or it has been done.")
    tell(request, said if count else none, good=count > 0)
    return back_to("office-statistics", batch)
