"""Two editions of a standard side by side."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai.findings import Message
from liangcai.standard.compare.model import HOWS
from liangcai.standard.compare.words import HOW_WORDS
from liangcai_web.public.differences import open_sources, view_chapters
from liangcai_web.public.terms import name_entries
from liangcai_web.public.touched import view_effects
from liangcai_web.services.accounts.memberships import list_memberships
from liangcai_web.services.bank.comparing import Compared, compare_opened
from liangcai_web.services.standards.opened import StandardEntry, describe_entry, list_standards, open_standard

PAGE = 60
LONGEST_KEY = 64
MISSING = Message("请从列表中选一份标准。", "Choose a standard from the list.")


@require_safe
def show_comparison(request: HttpRequest) -> HttpResponse:
    """The form to choose two standards, and what differs between them once they are chosen."""
    asked = {name: request.GET.get(name, "")[:LONGEST_KEY] for name in ("old", "new")}
    entries = list_choices(request, asked)
    wrong = find_wrong(asked, entries)
    compared = compare_opened(asked["old"], asked["new"]) if all(asked.values()) and not wrong else None
    context: dict[str, object] = {"standards": name_entries(entries), "asked": asked, "wrong": wrong}
    if compared:
        context |= describe(request, compared, asked)
    return render(request, "public/compare.html", context, status=404 if wrong else 200)


def list_choices(request: HttpRequest, asked: dict[str, str]) -> tuple[StandardEntry, ...]:
    """What may be chosen here, and what was asked for by a key that its organisation handed on."""
    own = list_memberships(request.user)
    entries = list_standards(own[0].organisation if own else None)
    known = {entry.key for entry in entries}
    named = [open_standard(key) for key in dict.fromkeys(asked.values()) if key and key not in known]
    return (*entries, *(describe_entry(opened) for opened in named if opened))


def find_wrong(asked: dict[str, str], entries: tuple[StandardEntry, ...]) -> dict[str, Message]:
    """What is wrong with the choice, by field: a standard that is not at hand, or only one of the two."""
    known = {entry.key for entry in entries}
    return {name: MISSING for name, key in asked.items() if key and key not in known}


def describe(request: HttpRequest, compared: Compared, asked: dict[str, str]) -> dict[str, object]:
    """What the page shows of a comparison: counts, effects, and a page of the changes that were asked for."""
    comparison = compared.comparison
    how = request.GET.get("how", "")
    how = how if how in HOWS else ""
    chosen = [change for change in comparison.changes if not how or how in change.how]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    sources = open_sources(compared)
    return {
        "comparison": comparison,
        "old": compared.old,
        "new": compared.new,
        "counts": tuple((name, HOW_WORDS[name], count) for name, count in comparison.count() if count),
        "how": how,
        "page": page,
        "chapters": view_chapters(page.object_list, sources),
        "effects": view_effects(compared.effects, sources),
        "bank_levels": tuple(sources.old.words.level(name) for name in compared.bank_levels),
        "asked_query": f"{urlencode(asked)}&",
        "query": f"{urlencode({**asked, 'how': how} if how else asked)}&",
    }
