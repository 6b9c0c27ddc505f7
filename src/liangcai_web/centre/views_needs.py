"""What candidates need, and where they sit: asked when they applied, arranged by the office.

In: an officer, for extra time a second one. Out: pages. Follows: clause 1.9.5; what somebody needs is shown to the
office of the batch and to nobody else.
"""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.approval import ApprovalForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.services.admission.arrangements import (
    Wish,
    arrange,
    find_arrangement,
    list_site_names,
    read_arrangements,
)
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.paging import page_of
from liangcai_web.services.planning.seating import load_plan


class NeedsForm(ApprovalForm):
    """What is arranged for somebody; two officers where extra time is new."""

    labels: ClassVar = ApprovalForm.labels | {
        "employer": Message("所在学校或单位", "School or employer"),
        "site": Message("考点", "Site"),
        "accessible": Message("无台阶座位", "A seat without steps"),
        "extra_time": Message("延长时间（%）", "Extra time (%)"),
    }
    helps: ClassVar = ApprovalForm.helps | {
        "extra_time": Message(
            "25 即各部分时间多四分之一；新给或改动须两人。",
            "25 is a quarter more in every part; two officers for a change.",
        ),
    }
    employer = forms.CharField(max_length=120, required=False)
    site = forms.ChoiceField(required=False)
    accessible = forms.BooleanField(required=False)
    extra_time = forms.IntegerField(min_value=0, max_value=100, required=False)
    field_order = ("employer", "site", "accessible", "extra_time", "password", "second_name", "second_password")

    def __init__(self, lang: str, sites: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(lang, *args, **kwargs)
        self.fields["site"].choices = [("", "—"), *((name, name) for name in sites)]  # type: ignore[attr-defined]

    def leave_approval(self) -> None:
        """Ask nobody else: extra time stays as it is."""
        for name in ("password", "second_name", "second_password"):
            self.fields[name].required = False

    def wish(self) -> Wish:
        """What was typed."""
        said = self.cleaned_data
        return Wish(
            employer=said["employer"],
            site=said["site"],
            accessible=said["accessible"],
            extra_time=said["extra_time"] or 0,
        )


@batch_page
@require_safe
def show_needs(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The people who are admitted with what is arranged for them; who asked for time first."""
    arranged = read_arrangements(batch)
    words = request.GET.get("q", "")[:40].strip()
    people = [one for one in list_admitted(batch) if not words or words in one.name]
    rows = [(one, arranged.get(one.pk)) for one in people]
    rows.sort(key=lambda pair: not (pair[1] and pair[1].asks_time and not pair[1].extra_time))
    page = page_of(rows, request.GET.get("page"))
    planned = load_plan(batch) is not None
    return show_stage(request, batch, "office-needs", page=page, words=words, planned=planned)


@batch_page
@require_http_methods(["GET", "HEAD", "POST"])
def change_needs(request: StaffRequest, batch: Batch, person: UUID) -> HttpResponse:
    """What is arranged for one person."""
    who = next((one for one in list_admitted(batch) if one.uuid == person), None)
    if who is None:
        raise Http404
    row = find_arrangement(batch, who)
    lang, sites = read_language(request), list_site_names(batch.organisation)
    if request.method != "POST":
        initial = {
            "employer": row.employer,
            "site": row.site.name if row.site else "",
            "accessible": row.accessible,
            "extra_time": row.extra_time,
        }
        return show_one(request, batch, who, NeedsForm(lang, sites, initial=initial), asks=row.asks_time)
    form = NeedsForm(lang, sites, request.POST)
    same = request.POST.get("extra_time", "").strip() in (str(row.extra_time), "0", "")
    if same:
        form.leave_approval()
    approver = None if same else form.approve(request, clock.now())
    if form.is_valid():
        done = arrange(batch, who, form.wish(), now=clock.now(), actor=officer(request), approver=approver)
        if done.value is not None:
            tell(
                request,
                Message("已保存。编排之后改的，须再调整编排。", "Kept. After planning, change the plan as well."),
            )
            return back_to("office-needs", batch)
        form.note(done.findings)
    return show_one(request, batch, who, form, asks=row.asks_time)


def show_one(request: StaffRequest, batch: Batch, who: Person, form: NeedsForm, *, asks: bool) -> HttpResponse:
    """The form of one person."""
    status = WRONG if request.method == "POST" else 200
    return show_stage(request, batch, "office-need", status, who=who, form=form, asks=asks)
