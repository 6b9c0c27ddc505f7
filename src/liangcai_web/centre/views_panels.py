"""Panels and boards as the office sees them: who sits, who signed, who stands aside; the review's form and questions.

In: an officer, two for the questions of a review. Out: replacements, the review set. Follows: clause 1.9.3; the office
sees who signed, and no single score before the panel is settled.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from liangcai.findings import Message
from liangcai.marking.review import fit_phases
from liangcai.marking.sheet import SheetKind
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, batch_page, officer, show_stage, tell
from liangcai_web.centre.forms_panels import ReplaceForm, ReviewSetForm
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.marking.panels import Panel, find_aside, find_panel, list_substitutes, replace_member
from liangcai_web.services.marking.reviews import chosen_form, prepare_review, read_prepared
from liangcai_web.services.marking.scoring import read_sheets
from liangcai_web.services.packs import review_pack
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.results.office import read_table
from liangcai_web.services.results.result import newest_panel

KINDS: dict[str, SheetKind] = {"skill": "skill", "review": "review"}


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_panel(request: StaffRequest, batch: Batch, kind: str, candidate: UUID) -> HttpResponse:
    """The panel of one candidate; somebody is put in a member's place."""
    row = batch.candidates.select_related("person", "batch__organisation", "batch__standard").filter(uuid=candidate)
    found, part = row.first(), KINDS.get(kind)
    panel = find_panel(found, part) if found and part else None
    if found is None or part is None or panel is None:
        raise Http404
    if request.method != "POST":
        return draw_panel(request, batch, found, part, panel)
    form = make_form(request, found, part, panel, request.POST)
    if not form.is_valid():
        return draw_panel(request, batch, found, part, panel, WRONG, form=form)
    said = form.cleaned_data
    kept = replace_member(
        found, part, said["left"], said["came"], said["reason"], now=clock.now(), actor=officer(request)
    )
    if kept.value is None:
        return draw_panel(request, batch, found, part, panel, WRONG, form=form, findings=form.note(kept.findings))
    tell(request, Message("已替换。", "The place is taken."))
    return redirect("office-panel", batch.uuid, part, found.uuid)


def make_form(
    request: StaffRequest, candidate: Candidate, kind: SheetKind, panel: Panel, data: Any = None
) -> ReplaceForm:
    """The form with the members who have not signed, and who might come."""
    signed = {sheet.assessor for sheet in read_sheets(candidate, kind)}
    members = [name for name in panel.members if name not in signed]
    return ReplaceForm(read_language(request), members, list_substitutes(candidate, kind), data)


def draw_panel(
    request: StaffRequest,
    batch: Batch,
    candidate: Candidate,
    kind: SheetKind,
    panel: Panel,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a panel."""
    signed = {sheet.assessor for sheet in read_sheets(candidate, kind)}
    aside = find_aside(candidate, panel)
    context = {
        "ticket": candidate.ticket_number,
        "kind": kind,
        "panel": panel,
        "members": [(name, name in signed, name in aside) for name in panel.members],
        "mark": newest_panel(candidate, kind),
        "form": make_form(request, candidate, kind, panel),
        **more,
    }
    return show_stage(request, batch, "office-panel", status, **context)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_review(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The form of the review with its phases and criteria; set by two people."""
    asked = request.POST if request.method == "POST" else None
    form = ReviewSetForm(read_language(request), review_pack().forms, asked)
    findings: tuple[Any, ...] = ()
    approver = form.approve(request, clock.now()) if asked is not None else None
    if approver is not None:
        said = form.cleaned_data
        kept = prepare_review(
            batch, said["form"], said["questions"], now=clock.now(), actor=officer(request), approver=approver
        )
        if kept.value is not None:
            tell(request, Message("题单已定。", "The questions are set."))
            return redirect("office-review", batch.uuid)
        findings = form.note(kept.findings)
    return draw_review(request, batch, form, findings, 200 if asked is None else WRONG)


def draw_review(
    request: StaffRequest, batch: Batch, form: ReviewSetForm, findings: tuple[Any, ...], status: int
) -> HttpResponse:
    """The page of the review, as it stands."""
    blueprint, chosen = load_blueprint(batch), chosen_form(batch)
    part = blueprint.part("review") if blueprint else None
    table = read_table(batch)
    return show_stage(
        request,
        batch,
        "office-review",
        status,
        part=part,
        pack=review_pack(),
        prepared=read_prepared(batch),
        chosen=chosen,
        phases=fit_phases(chosen, part.minutes) if chosen and part else (),
        form=form,
        findings=findings,
        boards=[(row, one) for row in table.rows for one in row.panels if one.kind == "review"],
    )
