"""The points that an organisation adds below a requirement of the standard.

In: an author or officer, the code of a requirement. Out: a page with its points, their weights and their history.
Follows: points stand below the lowest level of the standard only; weights always add up to the standard's.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from liangcai.findings import Finding, Message
from liangcai.items.elements import Element, ElementList
from liangcai_host import clock
from liangcai_web.bank.point_form import PointsForm
from liangcai_web.bank.shelf import link_points, list_directions, plan, shelf_page, show_page
from liangcai_web.bank.views_items import author
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.bank.elements import (
    count_hanging,
    list_elements,
    list_steps,
    place_of,
    points_below,
    save_points,
)
from liangcai_web.services.bank.items import Shelf

SAVED = Message("鉴定点已保存。", "The points are saved.")


@shelf_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit_points(request: StaffRequest, shelf: Shelf, key: str, code: str) -> HttpResponse:
    """The points below a requirement, to be added to, renamed, weighed and taken out."""
    found = find_requirement(shelf, code, request.GET.get("table", ""))
    if found is None:
        raise Http404
    made, element = found
    place, lang = place_of(element), read_language(request)
    standing = points_below(shelf, place)
    form = PointsForm(lang, request.POST if request.method == "POST" else None, standing)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        wanted = form.build()
        if wanted is not None:
            saved = save_points(shelf, place, wanted, now=clock.now(), actor=author(request))
            findings = saved.findings
            if not findings:
                messages.success(request, say(SAVED, lang))
                return redirect(link_points(key, shelf, element))
    context = {**describe_points(shelf, made, element, form), "form": form, "findings": findings}
    return show_page(request, shelf, key, "points", 422 if request.method == "POST" else 200, **context)


def find_requirement(shelf: Shelf, code: str, table: str) -> tuple[ElementList, Element] | None:
    """The smallest point of the standard with that code, and the list that it stands in."""
    for direction in list_directions(shelf.standard, shelf.level):
        blueprint = plan(shelf, direction)
        if blueprint is None:
            continue
        made = list_elements(shelf, blueprint)
        above = {element.parent for element in made.elements if not element.own}
        for element in made.elements:
            own = element.own or element.code in above or not element.depth
            if not own and element.code == code and table in ("", place_of(element)[0]):
                return made, element
    return None


def describe_points(shelf: Shelf, made: ElementList, element: Element, form: PointsForm) -> dict[str, Any]:
    """What the page says beside the form: weights, questions that hang on points, what was changed when."""
    hanging, place = count_hanging(shelf), place_of(element)
    below = [one for one in made.elements if one.parent == element.code and one.own]
    known = {one.code.rpartition("/")[2]: (one, hanging[place[0], one.code]) for one in below}
    return {
        "element": element,
        "below": below,
        "rows": [(row, known.get(str(row["number"].value() or ""))) for row in form.rows],
        "total": sum(one.weight for one in below),
        "history": list_steps(shelf, place),
    }
