"""The catalogue of occupations, searched and paged."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.catalogue.register import find_meanings
from liangcai_web.services.standards.catalogue import list_occupations, read_occupations, search_occupations
from liangcai_web.services.standards.register import list_own, list_related, open_register

PAGE = 50
LONGEST = 80


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """The occupations that were asked for, fifty a page."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    with_standard = request.GET.get("standard") == "1"
    edition, occupations = read_occupations()
    page = Paginator(search_occupations(text, with_standard=with_standard), PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in (("q", text), ("standard", "1" if with_standard else "")) if value}
    context = {
        "page": page,
        "text": text,
        "with_standard": with_standard,
        "edition": edition,
        "whole": len(occupations),
        "query": f"{urlencode(asked)}&" if asked else "",
    }
    return render(request, "public/catalogue.html", context)


@require_safe
def show_occupation(request: HttpRequest, code: str) -> HttpResponse:
    """What a code means: each occupation that has or had it, with its codes, its standards and its changes."""
    edition = request.GET.get("edition", "")[:4] or None
    meanings = find_meanings(open_register(), code, edition).value
    if not meanings:
        raise Http404
    lines = {entry.name: entry.changes for entry in list_occupations()}
    found = [
        {
            "entry": meaning.entry,
            "term": meaning.term,
            "own": list_own(meaning.entry),
            "related": list_related(meaning.entry),
            "changes": lines.get(meaning.entry.name, ()),
        }
        for meaning in meanings
    ]
    return render(request, "public/occupation.html", {"code": code, "found": found})
