"""A standard as a page to read, its source, and the passage behind a clause tag."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.standard.model import Standard
from liangcai_web.public.beside import keep_line, read_beside
from liangcai_web.public.passages import find_spans, mark_lines, pick_marked
from liangcai_web.public.terms import KINDS, Dictionary, Term, name_entries, read_dictionary
from liangcai_web.public.tree import view_basic, view_levels, view_training
from liangcai_web.public.weights import find_section
from liangcai_web.services.standards.opened import OpenedStandard, list_standards, open_standard

MAX_LINE = 1_000_000


@require_safe
def list_all(request: HttpRequest) -> HttpResponse:
    """The standards at hand."""
    return render(request, "public/standards.html", {"standards": name_entries(list_standards())})


@require_safe
def show_standard(request: HttpRequest, key: str) -> HttpResponse:
    """A standard with its levels, weights and requirements."""
    opened = find_opened(key)
    standard = opened.standard
    words = read_dictionary(standard)
    context = {
        **describe(opened),
        "levels": view_levels(standard),
        "groups": view_basic(standard, words),
        "definition": Term(standard.definition, words.overlay.definition),
        "definition_clause": next((p.number for p in standard.passages if p.text.strip() == standard.definition), ""),
        "parts": view_parts(standard, words),
        "glossary": tuple(
            (entry, *words.glossary(entry), find_section(standard, entry.line)) for entry in standard.glossary
        ),
        "notes": tuple((note, words.note(note)) for note in standard.notes),
        "training": view_training(standard, words),
        "assessment_clause": find_section(standard, standard.assessment.line),
        "conditions_clause": find_section(standard, standard.conditions[0].line) if standard.conditions else "",
        "levels_clause": find_section(standard, standard.levels[0].line) if standard.levels else "",
        "training_clause": find_section(standard, standard.training.line) if standard.training.line else "",
    }
    return render(request, "public/standard.html", context)


def view_parts(standard: Standard, words: Dictionary) -> tuple[tuple[Any, ...], ...]:
    """The parts of the assessment: the part, its name, levels and clause, its minutes by level."""
    return tuple(
        (
            part,
            words.part(part.name),
            tuple(map(words.level, part.levels)),
            find_section(standard, part.line),
            tuple((tuple(map(words.level, own.levels)), own.minutes) for own in part.minutes),
        )
        for part in standard.assessment.parts
    )


@require_safe
def show_source(request: HttpRequest, key: str) -> HttpResponse:
    """The text of a standard, line by line, with a passage marked and the model beside it."""
    opened = find_opened(key)
    clause, line = read_place(request)
    spans = find_spans(opened.standard, clause, line)
    lines = mark_lines(opened.standard, opened.text, spans)
    beside, show = read_beside(opened.standard, opened.text), request.GET.get("show", "")
    rows = [
        (line, beside[line.number])
        for line in lines
        if line.number in beside
        and keep_line(show, beside[line.number], repaired=bool(line.repairs), furniture=bool(line.furniture))
    ]
    context = {**describe(opened), "rows": rows, "show": show, "clause_number": clause, "found": bool(spans)}
    return render(request, "public/source.html", context)


@require_safe
def show_passage(request: HttpRequest, key: str) -> HttpResponse:
    """The lines behind a clause tag, as a piece of a page."""
    opened = find_opened(key)
    clause, line = read_place(request)
    lines = pick_marked(mark_lines(opened.standard, opened.text, find_spans(opened.standard, clause, line)))
    if not lines:
        raise Http404
    number = lines[0].number
    section = opened.standard.passage(clause) or opened.standard.passage(find_section(opened.standard, number))
    words = read_dictionary(opened.standard).passage(section) if section else None
    context = {**describe(opened), "lines": lines, "clause_number": clause, "line": line, "section": section}
    return render(request, "public/passage.html", {**context, "words": words})


def find_opened(key: str) -> OpenedStandard:
    """The standard of a key; a page that is not there when there is none."""
    opened = open_standard(key)
    if opened is None:
        raise Http404
    return opened


def read_place(request: HttpRequest) -> tuple[str, int]:
    """The clause and the line (0 when not given or no number) that were asked for."""
    asked = request.GET.get("line", "")
    line = int(asked) if asked.isdecimal() and len(asked) <= len(str(MAX_LINE)) else 0
    return request.GET.get("clause", "")[:40], line


def describe(opened: OpenedStandard) -> dict[str, object]:
    """What every page on a standard shows of it."""
    standard = opened.standard
    name = Term(standard.name, read_dictionary(standard).overlay.name)
    return {
        "key": opened.key,
        "standard": standard,
        "name": name,
        "kind": KINDS[standard.kind],
        "bundled": opened.bundled,
        "findings": opened.findings,
        "account": standard.source,
    }
