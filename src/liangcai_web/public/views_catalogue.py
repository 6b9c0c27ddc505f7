"""The catalogue of occupations, searched and paged."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai_web.services.catalogue import read_occupations, search_occupations

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
