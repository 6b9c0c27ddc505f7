"""What all pages of a level's questions share: the standard and level of the address, or nothing.

In: a request with the key of a standard and a level. Out: a ``Shelf``. Follows: an organisation sees its own versions
over the bundled questions, never another's.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint
from liangcai.items.elements import Element
from liangcai.standard.model import NO_TABLE, Standard
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.services.bank.elements import place_of
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.packs import blueprint_pack
from liangcai_web.services.standards.opened import open_standard


def shelf_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an author or officer on the questions of a level."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        opened = open_standard(kwargs.pop("key"))
        level = kwargs.pop("level")
        if opened is None or opened.standard.level(level) is None:
            raise Http404
        shelf = Shelf(organisation=request.organisation, standard=opened.standard, level=level)
        return view(request, shelf, opened.key, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.AUTHOR, Role.OFFICER)(respond)
    return guarded


def show_page(
    request: StaffRequest, shelf: Shelf, key: str, name: str, /, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the bank with its head and tabs."""
    return render(request, f"bank/{name}.html", {"shelf": shelf, "key": key, "where": name, **context}, status=status)


def list_directions(standard: Standard, level: str) -> tuple[str | None, ...]:
    """The directions of a level; None for a level without."""
    found = standard.level(level)
    return (found.directions if found else ()) or (None,)


def plan(shelf: Shelf, direction: str | None) -> Blueprint | None:
    """The blueprint of a level and direction, or None where the standard leaves it open."""
    return derive_blueprint(shelf.standard, shelf.level, direction, blueprint_pack()).value


def link_points(key: str, shelf: Shelf, element: Element) -> str:
    """The address of the points below a requirement."""
    table, code = place_of(element)
    address = reverse("bank-points", args=[key, shelf.level, code])
    return f"{address}?{urlencode({'table': table})}" if table not in ("", NO_TABLE) else address
