"""What the office does with rooms while a sitting goes on: who watches them, time for everyone.

In: an officer. Out: duties of invigilators, a grant for the whole sitting. Follows: beyond the limit of the rule pack
two people; the same form sent twice is one grant.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, back_to, batch_page, officer, show_stage, tell
from liangcai_web.centre.views_sitting import describe_sitting
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.forms import SpokenForm
from liangcai_web.pages.language import read_language
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.approvals import approve_together
from liangcai_web.services.planning.office import list_seated
from liangcai_web.services.sittings.duties import change_duty
from liangcai_web.services.sittings.grants import Grant, give_time

SECRET = forms.PasswordInput


class ExtendForm(SpokenForm):
    """Time for everyone; the second officer only where much is granted."""

    labels = {
        "minutes": Message("分钟", "Minutes"),
        "reason": Message("原因", "Reason"),
        "password": Message("您的密码（超过一人限额时）", "Your password (beyond one person's limit)"),
        "second_name": Message("批准人用户名（超过一人限额时）", "Second officer (beyond one person's limit)"),
        "second_password": Message("批准人密码", "Password of the second officer"),
    }
    minutes = forms.IntegerField(min_value=1, max_value=720)
    reason = forms.CharField(max_length=400)
    grant_id = forms.CharField(max_length=36, widget=forms.HiddenInput)
    password = forms.CharField(required=False, strip=False, widget=SECRET(attrs={"autocomplete": "current-password"}))
    second_name = forms.CharField(required=False, max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    second_password = forms.CharField(
        required=False, strip=False, widget=SECRET(attrs={"autocomplete": "new-password"})
    )


@batch_page
@require_POST
def extend_sitting(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Grant time to everyone of the sitting."""
    form = ExtendForm(read_language(request), request.POST)
    count = grant_all(request, batch, form) if form.is_valid() else None
    if count is None:
        return show_stage(request, batch, "office-sitting", WRONG, **describe_sitting(request, batch), extend=form)
    tell(request, Message(f"已为 {count} 人延时。", f"Time is granted to {count}."))
    return back_to("office-sitting", batch)


def grant_all(request: StaffRequest, batch: Batch, form: ExtendForm) -> int | None:
    """How many got time, or None with the faults in the form."""
    said, now, approver = form.cleaned_data, clock.now(), None
    if said["second_name"]:
        approved = approve_together(
            request.organisation,
            request.user,
            password=said["password"],
            second_name=said["second_name"],
            second_password=said["second_password"],
            now=now,
        )
        form.note(approved.findings)
        if approved.value is None:
            return None
        approver = approved.value
    grant = Grant(
        grant_id=said["grant_id"], seconds=said["minutes"] * 60, reason=said["reason"], scope="sitting", room=""
    )
    given: Any = give_time(batch, list_seated(batch), grant, actor=officer(request), approver=approver, now=now)
    for finding in form.note(given.findings):
        form.add_error(None, finding.message.en if form.lang == "en" else finding.message.zh)
    return None if given.value is None else int(given.value.count)


@batch_page
@require_POST
def set_duty(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Put an invigilator on duty in a room, or let them go."""
    said = (request.POST.get("room", ""), request.POST.get("name", ""))
    on = request.POST.get("on") == "yes"
    changed = change_duty(batch, *said, on=on, actor=officer(request), now=clock.now())
    if changed.findings:
        tell(request, changed.findings[0].message, good=False)
    else:
        tell(request, Message("监考安排已更新。", "The duties are changed."))
    return back_to("office-sitting", batch)
