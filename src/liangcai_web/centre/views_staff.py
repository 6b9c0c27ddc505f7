"""The staff of an office: listed, added, changed, retired; for whom they stand aside.

In: an officer. Out: pages. Follows: clause 1.9.3; an office sees its own staff only; a qualification that has run out,
or soon will, is said first.
"""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangcai.findings import Message
from liangcai.scheduling.registry.staff import ROLE_TITLES
from liangcai.scheduling.registry.words import write_period
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_registers import TIE_NAMES, StaffForm, TieForm, type_person
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.forms import read_count
from liangcai_web.pages.language import read_language
from liangcai_web.records.staff import Qualification, StaffMember
from liangcai_web.services.days import local_day
from liangcai_web.services.paging import page_of
from liangcai_web.services.registers.places import list_sites, zone
from liangcai_web.services.registers.staff import (
    ROLES,
    SOON_DAYS,
    change_person,
    count_expiring,
    describe_person,
    find_member,
    find_people,
    keep_people,
    list_unregistered,
    read_away,
    register_accounts,
    retire_person,
)
from liangcai_web.services.registers.staff_ties import drop_tie, note_tie


def standing_of(paper: Qualification, today: date) -> str:
    """Whether a qualification holds, has run out, or will soon."""
    if paper.valid_until and paper.valid_until < today:
        return "over"
    if paper.valid_until and paper.valid_until <= today + timedelta(days=SOON_DAYS):
        return "soon"
    return "later" if paper.valid_from and paper.valid_from > today else "good"


@role_required(Role.OFFICER)
@require_safe
def show_staff(request: StaffRequest) -> HttpResponse:
    """The staff in use, or all of them, by number."""
    words, everything = request.GET.get("q", "")[:40], request.GET.get("all") == "1"
    page = page_of(find_people(request.organisation, words, retired=everything), request.GET.get("page"))
    today, now = local_day(clock.now()), clock.now()
    rows = [
        (
            row,
            [(ROLE_TITLES[ROLES[one.role]], one, standing_of(one, today)) for one in row.qualifications.all()],
            [write_period(one, zone()) for one in read_away(row) if one.end > now],
        )
        for row in page.object_list
    ]
    over, soon = count_expiring(request.organisation, today, today + timedelta(days=SOON_DAYS))
    context = {
        "page": page,
        "rows": rows,
        "words": words,
        "query": f"q={words}&" if words else "",
        "everything": everything,
        "over": over,
        "soon": soon,
        "days": SOON_DAYS,
        "unregistered": list_unregistered(request.organisation),
    }
    return render(request, "centre/staff.html", context)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: StaffRequest) -> HttpResponse:
    """Somebody who is new."""
    form = StaffForm(read_language(request), *((request.POST,) if request.method == "POST" else ()))
    listed = form.listed() if request.method == "POST" else None
    if listed is not None:
        if find_people(request.organisation, retired=True).filter(number=listed.number).exists():
            form.add_error("number", "这个编号已有人用。 This number is taken.")
            return show_form(request, form, None)
        kept = keep_people(request.organisation, [listed], now=clock.now(), actor=officer(request))
        if not kept.findings:
            tell(request, Message(f"{listed.name} 已保存。", f"{listed.name} is kept."))
            return redirect("office-staff")
        form.note(kept.findings)
    return show_form(request, form, None)


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def show_person(request: StaffRequest, member: UUID) -> HttpResponse:
    """Somebody, to be changed, retired or called on again; their ties."""
    row = find_member(request.organisation, member)
    if row is None:
        raise Http404
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in ("retire", "return"):
        retire_person(row, on=act == "retire", now=clock.now(), actor=officer(request))
        tell(request, Message(f"{row.name} 已更新。", f"{row.name} is changed."))
        return redirect("office-staff")
    if request.method != "POST":
        return show_form(request, StaffForm(read_language(request), initial=type_person(describe_person(row))), row)
    form = StaffForm(read_language(request), request.POST)
    listed = form.listed()
    if listed is not None:
        changed = change_person(row, listed, now=clock.now(), actor=officer(request))
        if changed.value is not None:
            tell(request, Message(f"{listed.name} 已保存。", f"{listed.name} is kept."))
            return redirect("office-staff")
        form.note(changed.findings)
    return show_form(request, form, row)


@role_required(Role.OFFICER)
@require_POST
def change_ties(request: StaffRequest, member: UUID) -> HttpResponse:
    """Note for whom somebody stands aside, or take it back."""
    row = find_member(request.organisation, member)
    if row is None:
        raise Http404
    lang = read_language(request)
    if "drop" in request.POST:
        drop_tie(row, read_count(request.POST["drop"], 10**9), now=clock.now(), actor=officer(request))
        return redirect("office-person", row.uuid)
    tie = TieForm(lang, request.POST)
    if tie.is_valid():
        said = tie.cleaned_data
        noted = note_tie(row, said["kind"], said["id_number"], now=clock.now(), actor=officer(request))
        if noted.value is not None:
            tell(request, Message("回避关系已登记。", "Noted: stands aside."))
            return redirect("office-person", row.uuid)
        tie.note(noted.findings)
    return show_form(request, StaffForm(lang, initial=type_person(describe_person(row))), row, tie)


@role_required(Role.OFFICER)
@require_POST
def take_accounts(request: StaffRequest) -> HttpResponse:
    """An entry for each account that has a duty and stands for nobody yet."""
    count = register_accounts(request.organisation, now=clock.now(), actor=officer(request))
    tell(request, Message(f"已为 {count} 个账户建档。", f"{count} accounts entered."))
    return redirect("office-staff")


def show_form(
    request: StaffRequest, form: StaffForm, row: StaffMember | None, tie: TieForm | None = None
) -> HttpResponse:
    """The form of somebody, with what was typed."""
    ties = [(one, TIE_NAMES[one.kind]) for one in row.ties.all()] if row else []
    context = {
        "form": form,
        "member": row,
        "ties": ties,
        "tie_form": tie or TieForm(read_language(request)),
        "sites": list_sites(request.organisation),
        "accounts": list_unregistered(request.organisation),
    }
    wrong = form.errors if form.is_bound else tie is not None
    return render(request, "centre/person.html", context, status=WRONG if wrong else 200)
