"""What all pages of a room share: an invigilator's own room or nothing; officers see every room of their office.

In: a request, the uuid of a batch, the name of a room. Out: the view's batch and room, or not found. Follows: nothing
is allowed that a role does not need.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse

from liangcai.findings import Message
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.memberships import list_memberships
from liangcai_web.services.batches.state import find_batch
from liangcai_web.services.sittings.duties import watches
from liangcai_web.services.sittings.rooms import list_rooms

WRONG = 422


def room_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of someone who watches this room, or of an officer of the same office; anybody else's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        batch, room = find_batch(request.organisation, kwargs.pop("uuid")), kwargs.pop("room")
        if batch is None or room not in list_rooms(batch) or not may_watch(request, batch, room):
            raise Http404
        response = view(request, batch, room, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded: Callable[..., HttpResponse] = role_required(Role.INVIGILATOR, Role.OFFICER)(respond)
    return guarded


def may_watch(request: StaffRequest, batch: Batch, room: str) -> bool:
    """Whether the room is theirs to watch."""
    office = (Role.OFFICER, batch.organisation_id)
    held = {(one.role, one.organisation_id) for one in list_memberships(request.user)}
    return office in held or watches(me(request), batch, room)


def me(request: StaffRequest) -> AbstractBaseUser:
    """The signed-in person."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user


def tell(request: HttpRequest, message: Message) -> None:
    """Say on the next page what has happened."""
    messages.success(request, say(message, read_language(request)))
