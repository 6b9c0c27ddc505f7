"""What all pages of a batch share: the officer's own batch or nothing, the step bar, messages after an act.

In: a request and the uuid of a batch. Out: the page of a stage. Follows: an office sees its own batches only; an act is
a POST, then the page is asked for again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liangcai.findings import Message
from liangcai_web.centre.stages import find_duty, list_steps, list_tabs
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.changed import is_cancelled
from liangcai_web.services.batches.state import find_batch
from liangcai_web.services.workflow.standing import read_standing

WRONG = 422
AFTER = ("show_archive", "work")  # what was called off is still archived
CANCELLED = Message("批次已取消，不再受理。", "The batch was called off: nothing more is done on it.")


def batch_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an officer on a batch of their own office, found by ``uuid``; another's is not found."""

    @wraps(view)
    def respond(request: StaffRequest, /, **kwargs: Any) -> HttpResponse:
        batch = find_batch(request.organisation, kwargs.pop("uuid"))
        if batch is None:
            raise Http404
        if request.method == "POST" and is_cancelled(batch) and view.__name__ not in AFTER:
            tell(request, CANCELLED, good=False)
            return back_to("office-batch", batch)
        return view(request, batch, **kwargs)

    guarded: Callable[..., HttpResponse] = role_required(Role.OFFICER)(respond)
    return guarded


def show_stage(request: StaffRequest, batch: Batch, where: str, /, status: int = 200, **context: Any) -> HttpResponse:
    """The page of a stage with the step bar above it."""
    standing = read_standing(batch)
    shared = {
        "batch": batch,
        "key": batch.standard.sha256,
        "standing": standing,
        "steps": list_steps(standing),
        "tabs": list_tabs(standing, where),
        "duty": find_duty(standing),
        "cancelled": is_cancelled(batch),
    }
    template = f"centre/{where.removeprefix('office-')}.html"
    return render(request, template, {**shared, **context}, status=status)


def tell(request: HttpRequest, message: Message, *, good: bool = True) -> None:
    """Say on the next page what has happened."""
    add = messages.success if good else messages.warning
    add(request, say(message, read_language(request)))


def back_to(page: str, batch: Batch) -> HttpResponse:
    """The page again, so that reloading repeats nothing."""
    return redirect(page, batch.uuid)


def officer(request: StaffRequest) -> AbstractBaseUser:
    """The signed-in officer."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user
