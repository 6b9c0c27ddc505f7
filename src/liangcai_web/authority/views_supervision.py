"""Supervisors from outside: the authority appoints them and sees what every visit found.

In: an account of the authority. Out: visits, pages. Follows: a supervisor from outside does not work for the office.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language, say
from liangcai_web.pages.visit_form import VisitForm
from liangcai_web.records.batches import Batch
from liangcai_web.records.supervision import Visit
from liangcai_web.services.batches.state import find_batch, list_batches
from liangcai_web.services.days import local_day
from liangcai_web.services.paging import page_of
from liangcai_web.services.supervision.reports import read_visits
from liangcai_web.services.supervision.supervisors import list_supervisors, list_visits, plan_visit


@role_required(Role.AUTHORITY)
@require_safe
def show_supervision(request: StaffRequest) -> HttpResponse:
    """The batches with their visits."""
    page = page_of(list_batches(request.organisation), request.GET.get("page"))
    rows = [(batch, read_visits(list_visits(batch))) for batch in page.object_list]
    return render(request, "authority/supervision.html", {"page": page, "rows": rows})


@role_required(Role.AUTHORITY)
@require_http_methods(["GET", "HEAD", "POST"])
def show_batch(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The visits of a batch; a supervisor from outside is appointed."""
    batch = find_batch(request.organisation, uuid)
    if batch is None or not isinstance(request.user, AbstractBaseUser):
        raise Http404
    if request.method != "POST":
        return show(request, batch)
    form = make_form(request, batch, request.POST)
    if form.is_valid():
        name, day = form.cleaned_data["supervisor"], form.cleaned_data["day"]
        planned = plan_visit(batch, Visit.Kind.EXTERNAL, name, day, now=clock.now(), actor=request.user)
        if planned.value is not None:
            said = Message("已选派外督。", "The supervisor is appointed.")
            messages.success(request, say(said, read_language(request)))
            return redirect("authority-supervision-batch", batch.uuid)
        return show(request, batch, 422, findings=form.note(planned.findings), form=form)
    return show(request, batch, 422, form=form)


def make_form(request: StaffRequest, batch: Batch, data: Any = None) -> VisitForm:
    """The form with the supervisors who do not work for the office of the batch."""
    names = list_supervisors(batch, Visit.Kind.EXTERNAL)
    return VisitForm(read_language(request), names, data, initial={"day": local_day(batch.starts_at)})


def show(request: StaffRequest, batch: Batch, status: int = 200, **more: Any) -> HttpResponse:
    """The visits of a batch with what they found."""
    context = {
        "batch": batch,
        "key": batch.standard.sha256,
        "form": make_form(request, batch),
        "states": read_visits(list_visits(batch)),
        **more,
    }
    return render(request, "authority/supervision_batch.html", context, status=status)
