"""One question: written, looked at while it is written, moved on in its life.

In: an author or officer. Out: the form beside the question as candidates will see it. Follows: what was typed stays;
a preview keeps nothing; nobody reviews their own.
"""

from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from liangcai.findings import Finding, Message
from liangcai.items.drawing import draw_values, fill_stem
from liangcai.items.life import STATE_NAMES, STEP_NAMES, STEPS, Step, list_steps
from liangcai.items.linting.wording import lint_wording
from liangcai.items.model import LETTERS, Item
from liangcai_host import clock
from liangcai_web.bank.item_form import ItemForm, fill_form, retype_form
from liangcai_web.bank.item_lines import write_blanks
from liangcai_web.bank.item_places import choose_point, list_places
from liangcai_web.bank.picture_desk import Desk, open_desk, read_desk
from liangcai_web.bank.shelf import shelf_page, show_page
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.item_text import find_figures
from liangcai_web.pages.language import read_language, say
from liangcai_web.services.bank.items import Entry, Shelf, check_item, find_entry, save_item, take_step
from liangcai_web.services.packs import item_pack
from liangcai_web.services.results.item_history import list_doubts, list_happened

PICTURES = "/bank/pictures/"
SAVE = "save"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A question while it is written: as far as it can be built, its pictures, what was said of it, what was saved."""

    item: Item | None
    desk: Desk
    findings: tuple[Finding, ...] = ()
    saved: Entry | None = None


@shelf_page
@require_http_methods(["GET", "HEAD", "POST"])
def write_item(request: StaffRequest, shelf: Shelf, key: str, item_id: str = "") -> HttpResponse:
    """A question with its form; saving makes a new version, a draft."""
    entry = find_entry(shelf, item_id) if item_id else None
    if item_id and entry is None:
        raise Http404
    form, item = open_form(request, shelf, entry), entry.item if entry else None
    desk = open_desk(request, shelf, item)
    written = Written(item=item, desk=desk)
    if request.method == "POST":
        written = save_typed(request, shelf, form, written)
        if written.saved is not None:
            messages.success(request, say(Message("已存为草稿。", "Saved as a draft."), read_language(request)))
            return redirect("bank-item", key, shelf.level, written.saved.item.id)
    context = {**describe_entry(request, entry), **tell_history(shelf, entry)} if entry else {}
    return show_page(
        request,
        shelf,
        key,
        "item",
        200 if request.method != "POST" or (not asks_to_save(request) and desk.sound) else 422,
        form=form,
        desk=written.desk,
        entry=entry,
        findings=written.findings,
        **(preview(shelf, written.item) if written.item else {}),
        **context,
    )


def asks_to_save(request: StaffRequest) -> bool:
    """Whether the question is to be saved, or only a picture or a part of it added or taken away."""
    return request.POST.get("act", SAVE) == SAVE


def save_typed(request: StaffRequest, shelf: Shelf, form: ItemForm, before: Written) -> Written:
    """Save the question as typed where nothing is wrong and saving was asked for."""
    typed = form.build_item(before.item) if form.is_bound else None
    if typed is None:
        return before
    item, desk = before.desk.place(typed), before.desk
    if not asks_to_save(request):
        return Written(item=item, desk=desk)
    desk = desk.check(typed, read_language(request))
    if not desk.sound:
        return Written(item=item, desk=desk)
    saved = save_item(shelf, item, now=clock.now(), actor=author(request))
    return Written(item=item, desk=desk, findings=saved.findings, saved=saved.value)


@shelf_page
@require_POST
def preview_item(request: StaffRequest, shelf: Shelf, key: str) -> HttpResponse:  # noqa: ARG001 - the address names it
    """The question as typed, as a part of a page; nothing is kept."""
    places = list_places(shelf, request.POST.get("element", ""))
    form = ItemForm(read_language(request), places, request.POST)
    item = form.build_item(None, whole=False)
    shown = preview(shelf, read_desk(request.POST).place(item)) if item else {}
    context: dict[str, Any] = {**shown, "faults": form.faults}
    return render(request, "bank/parts/preview.html", context)


@shelf_page
@require_POST
def move_on(request: StaffRequest, shelf: Shelf, key: str, item_id: str) -> HttpResponse:
    """A step in the life of a question."""
    asked = request.POST.get("step", "")
    step: Step | None = next((known for known in STEPS if known == asked), None)
    if step is None or find_entry(shelf, item_id) is None:
        raise Http404
    moved = take_step(shelf, item_id, step, now=clock.now(), actor=author(request))
    lang = read_language(request)
    for finding in moved.findings:
        messages.warning(request, say(finding.message, lang))
    if moved.value is not None:
        now = STATE_NAMES[moved.value.record.state]
        messages.success(request, say(Message(f"现为「{now.zh}」。", f"It is now {now.en}."), lang))
    return redirect("bank-item", key, shelf.level, item_id)


def open_form(request: StaffRequest, shelf: Shelf, entry: Entry | None) -> ItemForm:
    """The form as typed, or as the question stands; asked for one more part of a case, as typed and with that."""
    lang, places = read_language(request), list_places(shelf, choose_point(entry.item) if entry else "")
    if request.method == "POST" and request.POST.get("act") == "part":
        return ItemForm(lang, places, initial=retype_form(request.POST))
    if request.method == "POST":
        return ItemForm(lang, places, request.POST)
    return ItemForm(lang, places, initial=fill_form(entry.item) if entry else None)


def preview(shelf: Shelf, item: Item) -> dict[str, Any]:
    """The question as candidates see it, its key, and what is said of it."""
    findings, asked = check_item(shelf, item), (item, *item.parts)
    return {
        "item": item,
        "questions": [draw_question(one, sound=not findings) for one in asked],
        "preview_findings": (*findings, *(said for one in asked for said in lint_wording(one, item_pack()))),
    }


def draw_question(item: Item, *, sound: bool) -> dict[str, Any]:
    """A question or a part of a case: its stem with drawn values if it is sound, its options and what is right."""
    chosen = item.type in ("single", "multiple")
    lettered = tuple(zip(LETTERS, item.options, strict=False))
    return {
        "item": item,
        "figures": find_figures(item.media, PICTURES),
        "stem": fill_stem(item.stem, draw_values(item)) if sound else item.stem,
        "options": [(letter, text, chosen and letter in item.key) for letter, text in lettered],
        "targets": tuple(zip(LETTERS, item.targets, strict=False)),
        "blanks": write_blanks(item.blanks).splitlines(),
    }


def describe_entry(request: StaffRequest, entry: Entry) -> dict[str, Any]:
    """Where a question stands and what this person may do with it."""
    steps = [step for step in list_steps(entry.record, request.user.get_username()) if step != "revise"]
    return {
        "state": STATE_NAMES[entry.record.state],
        "steps": [(step, STEP_NAMES[step]) for step in steps],
        "own": entry.record.state == "draft" and "review" not in steps,
    }


def tell_history(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    """What happened to a question; ``unmended`` where papers still take a version that was found wrong."""
    doubts = list_doubts(shelf, entry.item.id)
    return {
        "doubts": doubts,
        "happened": list_happened(shelf, entry.item.id),
        "unmended": bool(entry.in_use) and any(one.sha256 == entry.in_use for one in doubts),
    }


def author(request: StaffRequest) -> AbstractBaseUser:
    """Who is signed in."""
    if not isinstance(request.user, AbstractBaseUser):
        raise TypeError("the page is for people who are signed in")
    return request.user
