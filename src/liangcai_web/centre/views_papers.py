"""Blueprint and papers of a batch.

In: an officer. Out: the papers against the blueprint, hashes, the button that assembles. Follows: chapter 4; a bank
that is too small is refused, naming each cell that lacks questions.
"""

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from liangcai.assembly.model import FormConformity
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message
from liangcai.items.names import TYPE_NAMES
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.charts_paired import draw_papers
from liangcai_web.pages.access import StaffRequest
from liangcai_web.records.batches import Batch
from liangcai_web.services.papers.conformity import load_conformity
from liangcai_web.services.papers.making import MOST_SETS, load_blueprint, load_outline, plan_papers
from liangcai_web.services.papers.office import assemble_once
from liangcai_web.services.papers.practical import draw_practical, load_practical
from liangcai_web.services.printing.office import SEALED
from liangcai_web.services.standards.opened import open_standard

SCOPES = {"leaf": Message("细目", "Tasks and basic groups")}
CELLS = "assembly.cell-lacks-questions"
SETS = tuple(str(number) for number in range(1, MOST_SETS + 1))


@batch_page
@require_safe
def show_papers(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The papers, or that there are none yet."""
    return show_all(request, batch)


@batch_page
@require_POST
def assemble(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Assemble the papers once."""
    typed = request.POST.get("sets", "1")
    sets = int(typed) if typed in SETS else 0
    made = assemble_once(batch, sets, now=clock.now(), actor=officer(request))
    if made.value is None:
        return show_all(request, batch, made.findings, describe_lacks(batch, sets))
    tell(request, Message("试卷已生成并封存。", "The papers have been assembled and sealed."))
    return back_to("office-papers", batch)


@batch_page
@require_safe
def download_conformity(request: StaffRequest, batch: Batch) -> HttpResponse:  # noqa: ARG001 - views are handed it
    """The signed report, byte for byte as it was kept."""
    signed = load_conformity(batch)
    if signed is None and load_outline(batch) is not None:
        raise PermissionDenied(SEALED)
    if signed is None:
        raise Http404
    response = HttpResponse(signed, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="conformity-{batch.pk:04d}.json"'
    return response


def show_all(
    request: StaffRequest, batch: Batch, findings: tuple[Finding, ...] = (), lacks: dict[str, object] | None = None
) -> HttpResponse:
    """The page, with the paired bars when there are papers, with the cells that lack questions when there can't be."""
    outline, blueprint = load_outline(batch), load_blueprint(batch)
    said = tuple(finding for finding in findings if not (lacks and finding.rule == CELLS))
    chosen = request.POST.get("sets", "1")
    context: dict[str, object] = {"findings": said, "sets": SETS, "chosen": chosen, **(lacks or {})}
    if outline and blueprint:
        report = outline.report
        context |= {
            "report": report,
            "signed": load_conformity(batch) is not None,
            "blueprint": blueprint,
            "theory": blueprint.part("theory"),
            **describe_practical(batch, blueprint),
            "charts": draw_papers(blueprint, report, outline.forms),
            "tables": [(SCOPES[scope], list_counts(report.forms, scope, blueprint)) for scope in SCOPES],
        }
    return show_stage(request, batch, "office-papers", WRONG if findings else 200, **context)


def describe_lacks(batch: Batch, sets: int) -> dict[str, object]:
    """The smallest set of cells that keep papers from being assembled; nothing where cells are not the reason."""
    blueprint, lacks = plan_papers(batch, sets)
    if not lacks:
        return {}
    key = f"{batch.standard.code}-{batch.standard.edition}"
    return {
        "blueprint": blueprint,
        "lacks": lacks,
        "missing": sum(lack.missing for lack in lacks),
        "bank_key": key if open_standard(key) else batch.standard.sha256,
    }


def describe_practical(batch: Batch, blueprint: Blueprint) -> dict[str, object]:
    """The practical papers against the blueprint, or why there are none."""
    kept = load_practical(batch)
    if kept is None:
        return {"lacking": draw_practical(batch, blueprint).findings}
    lines = {(line.area, line.task): line for line in blueprint.skill_lines}
    papers = [
        (account, form.tasks, [(row, lines[row.area, row.task]) for row in account.rows])
        for account, form in zip(kept.report.forms, kept.papers.forms, strict=True)
    ]
    return {"practical": kept.report, "practical_papers": papers}


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """Something counted: what is wanted, and what each paper has."""

    name: Message
    wanted: int
    got: tuple[int, ...]
    met: bool


def list_counts(accounts: tuple[FormConformity, ...], scope: str, blueprint: Blueprint) -> tuple[Count, ...]:
    """The counts of a scope of the conformity report."""
    names = {line.leaf: Message(f"{line.leaf} {line.name}", f"{line.leaf} {line.name}") for line in blueprint.lines}
    kinds: dict[str, Message] = dict(TYPE_NAMES.items())
    rows = [[row for row in account.rows if row.scope == scope] for account in accounts]
    return tuple(
        Count(
            name=kinds.get(same[0].key) or names.get(same[0].key) or Message(same[0].key, same[0].key),
            wanted=same[0].wanted,
            got=tuple(row.got for row in same),
            met=all(row.met for row in same),
        )
        for same in zip(*rows, strict=True)
    )
