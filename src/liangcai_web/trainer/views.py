"""The home of a school, a new class, its overview and places.

In: a trainer. Out: pages, rows of classes. Follows: clause 1.8; the page answers what keeps a class from being what the
standard asks for.
"""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai.training.model import Venue
from liangcai_host import clock
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.records.training import TrainingClass
from liangcai_web.services.benches.practice import class_code, count_practice
from liangcai_web.services.days import local_day
from liangcai_web.services.paging import page_of
from liangcai_web.services.standards.opened import list_standards, open_standard
from liangcai_web.services.training.classes import (
    ClassOrder,
    Places,
    class_programme,
    list_classes,
    open_class,
    review_class,
    state_places,
    venue_needs,
)
from liangcai_web.services.training.overview import count_class, list_counts
from liangcai_web.services.workflow.standing import adopt_known
from liangcai_web.trainer.class_page import WRONG, class_page, show_page, tell, trainer
from liangcai_web.trainer.forms import ClassForm, PlacesForm


@role_required(Role.TRAINER)
@require_safe
def show_home(request: StaffRequest) -> HttpResponse:
    """The classes of the school, the newest first."""
    page = page_of(list_classes(request.organisation), request.GET.get("page"))
    rows = list_counts(page.object_list, local_day(clock.now()))
    return render(request, "trainer/home.html", {"page": page, "rows": rows, "organisation": request.organisation})


@role_required(Role.TRAINER)
@require_safe
def choose_standard(request: StaffRequest) -> HttpResponse:
    """Choose the standard of a new class."""
    return render(request, "trainer/new.html", {"standards": list_standards(request.organisation)})


@role_required(Role.TRAINER)
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: StaffRequest, key: str) -> HttpResponse:
    """Level, direction, name and days of a class on a chosen standard."""
    opened = open_standard(key)
    if opened is None:
        raise Http404
    lang, now = read_language(request), clock.now()
    findings: tuple[Finding, ...] = ()
    today = local_day(now)
    form = ClassForm(lang, opened.standard, initial={"first_day": today, "last_day": today + timedelta(days=60)})
    if request.method == "POST":
        form = ClassForm(lang, opened.standard, request.POST)
        if form.is_valid():
            level, direction = form.chosen
            said = {name: form.cleaned_data[name] for name in ("title", "first_day", "last_day")}
            order = ClassOrder(level=level, direction=direction, **said)
            kept = adopt_known(request.organisation, key, now=now, actor=trainer(request))
            findings = kept.findings
            if kept.value is not None:
                made = open_class(request.organisation, kept.value, order, now=now, actor=trainer(request))
                if made.value is not None:
                    tell(request, Message("已开班。", "The class is open."))
                    return redirect("training-class", made.value.uuid)
                findings = form.note(made.findings)
    context = {"form": form, "standard": opened.standard, "key": key, "findings": findings}
    return render(request, "trainer/open.html", context, status=WRONG if request.method == "POST" else 200)


@class_page
@require_safe
def show_class(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """What the class is, what its standard asks for, and what keeps the two apart."""
    return show_page(
        request,
        row,
        "training-class",
        programme=class_programme(row),
        remarks=review_class(row),
        counts=count_class(row, local_day(clock.now())),
        needs=venue_needs(row),
        practice_code=class_code(row),
        practised=[(number, count, best) for number, (count, best) in sorted(count_practice(row).items())],
    )


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_places(request: StaffRequest, row: TrainingClass) -> HttpResponse:
    """Where the class is taught, and what is there in the words of clause 1.8.3."""
    lang, needs = read_language(request), venue_needs(row)
    known = {
        "theory_place": row.theory_place,
        "theory_has": row.theory_has.split("\n"),
        "practice_place": row.practice_place,
        "practice_has": row.practice_has.split("\n"),
    }
    form = PlacesForm(lang, needs, initial=known)
    if request.method == "POST":
        form = PlacesForm(lang, needs, request.POST)
        if form.is_valid():
            places = Places(
                theory=Venue(place=form.cleaned_data["theory_place"], has=form.has("theory")),
                practice=Venue(place=form.cleaned_data["practice_place"], has=form.has("practice")),
            )
            state_places(row, places, now=clock.now(), actor=trainer(request))
            tell(request, Message("场所已登记。", "The places are on record."))
            return redirect("training-class", row.uuid)
    status = WRONG if request.method == "POST" else 200
    return show_page(request, row, "training-places", status, tab="training-class", form=form, needs=needs)
