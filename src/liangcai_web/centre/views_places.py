"""The sites and rooms of an office: listed, added, changed, retired.

In: an officer. Out: pages. Follows: clause 1.9.5; an office sees its own places only.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Message
from liangcai.scheduling.registry.model import ListedRoom
from liangcai.scheduling.registry.places import KIND_NAMES
from liangcai.scheduling.registry.words import write_period
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_registers import RoomForm, type_room
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.records.places import Room
from liangcai_web.services.paging import page_of
from liangcai_web.services.registers.places import (
    change_room,
    find_room,
    find_rooms,
    keep_rooms,
    list_sites,
    read_closed,
    read_room,
    read_stations,
    retire_room,
    zone,
)


@role_required(Role.OFFICER)
@require_safe
def show_places(request: StaffRequest) -> HttpResponse:
    """The rooms in use, or all of them, by site."""
    words, everything = request.GET.get("q", "")[:40], request.GET.get("all") == "1"
    page = page_of(find_rooms(request.organisation, words, retired=everything), request.GET.get("page"))
    now = clock.now()
    rows = [
        (
            row,
            KIND_NAMES[read_room(row).kind],
            read_stations(row),
            [write_period(one, zone()) for one in read_closed(row) if one.end > now],
        )
        for row in page.object_list
    ]
    sites = list_sites(request.organisation)
    query = f"q={words}&" if words else ""
    context = {"page": page, "rows": rows, "words": words, "sites": sites, "query": query, "everything": everything}
    return render(request, "centre/places.html", context)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_room(request: StaffRequest) -> HttpResponse:
    """A room that is new."""
    form = RoomForm(read_language(request), *((request.POST,) if request.method == "POST" else ()))
    listed = form.listed() if request.method == "POST" else None
    if listed is not None:
        keep_rooms(request.organisation, [listed], now=clock.now(), actor=officer(request))
        tell(request, Message(f"考场 {listed.room.id} 已保存。", f"Room {listed.room.id} is kept."))
        return redirect("office-places")
    return show_form(request, form, None)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def show_room(request: StaffRequest, room: UUID) -> HttpResponse:
    """A room, to be changed, retired or taken up again."""
    row = find_room(request.organisation, room)
    if row is None:
        raise Http404
    if request.method == "POST" and request.POST.get("act") in ("retire", "return"):
        retire_room(row, on=request.POST["act"] == "retire", now=clock.now(), actor=officer(request))
        tell(request, Message(f"考场 {row.name} 已更新。", f"Room {row.name} is changed."))
        return redirect("office-places")
    kept = ListedRoom(room=read_room(row), address=row.site.address)
    if request.method != "POST":
        return show_form(request, RoomForm(read_language(request), initial=type_room(kept)), row)
    form = RoomForm(read_language(request), request.POST)
    listed = form.listed()
    if listed is not None:
        changed = change_room(row, listed, now=clock.now(), actor=officer(request))
        if changed.value is not None:
            tell(request, Message(f"考场 {listed.room.id} 已保存。", f"Room {listed.room.id} is kept."))
            return redirect("office-places")
        form.note(changed.findings)
    return show_form(request, form, row)


def show_form(request: StaffRequest, form: RoomForm, row: Room | None) -> HttpResponse:
    """The form of a room, with what was typed."""
    context = {"form": form, "room": row, "sites": list_sites(request.organisation, retired=True)}
    return render(request, "centre/place.html", context, status=WRONG if form.errors else 200)
