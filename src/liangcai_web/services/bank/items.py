"""The questions of an organisation for a level: the bundled ones, and its own versions over them.

In: an organisation, a standard, a level. Out: entries with their state; saved versions; the bank that papers are drawn
from. Follows: a version is never changed; papers take the newest version that is on trial or live; every step is a
fact, and nobody reviews their own.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.bind import bind_bank
from liangcai.items.life import Step, move_item
from liangcai.items.model import Bank, Item, build_bank, hash_item
from liangcai.items.record import ItemRecord, Observed, State
from liangcai.items.shape import check_shape
from liangcai.standard.model import Standard
from liangcai_web.records.bank import BankItem
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.bank.banks import load_bank
from liangcai_web.services.bank.pictures import refuse_missing
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.bank import ItemMoved, ItemSaved
from liangcai_web.services.turns import take_turn

IN_USE: tuple[State, ...] = ("trial", "live")


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """Where questions stand: whose, for which level of which standard."""

    organisation: Organisation
    standard: Standard
    level: str

    @property
    def name(self) -> str:
        """``code@edition/level``."""
        return f"{self.standard.code}@{self.standard.edition}/{self.level}"

    def rows(self) -> "list[BankItem]":
        """All versions that were saved here, oldest first."""
        return list(self._kept().select_related("author"))

    def rows_of(self, item_id: str) -> "QuerySet[BankItem]":
        """The versions of a question."""
        return self._kept().filter(item_id=item_id)

    def _kept(self) -> "QuerySet[BankItem]":
        return BankItem.objects.filter(
            organisation=self.organisation,
            occupation=self.standard.code,
            edition=self.standard.edition,
            level=self.level,
        )


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A question as it is being worked on: its newest version; ``in_use`` is the version that papers take."""

    item: Item
    record: ItemRecord
    bundled: bool
    in_use: str
    author: str = ""

    @property
    def waits(self) -> bool:
        """Whether papers take an older version than the one being worked on."""
        return bool(self.in_use) and self.in_use != self.record.sha256


def list_entries(shelf: Shelf) -> tuple[Entry, ...]:
    """All questions by id."""
    bundled = load_bank(shelf.standard, shelf.level).value
    entries = {item.id: _bundled_entry(item) for item in (bundled.items if bundled else ())}
    for row in shelf.rows():
        older = entries.get(row.item_id)
        entries[row.item_id] = _row_entry(row, older)
    return tuple(entries[key] for key in sorted(entries))


def find_entry(shelf: Shelf, item_id: str) -> Entry | None:
    """The question of an id, or None."""
    return next((entry for entry in list_entries(shelf) if entry.item.id == item_id), None)


def usable_bank(shelf: Shelf) -> Result[Bank]:
    """What papers may be drawn from, with what was found on binding the bundled questions."""
    bundled = load_bank(shelf.standard, shelf.level)
    versions = {hash_item(item): item for item in (bundled.value.items if bundled.value else ())}
    versions |= {row.sha256: _read(row) for row in shelf.rows()}
    items = tuple(versions[entry.in_use] for entry in list_entries(shelf) if entry.in_use)
    said = tuple(finding for finding in bundled.findings if not (items and finding.rule == "bank.missing"))
    return Result(build_bank(shelf.standard.code, shelf.standard.edition, shelf.level, items), said)


def note_observed(shelf: Shelf, seen: Mapping[tuple[str, str], Observed], *, now: datetime) -> int:
    """Keep what a sitting showed of the versions that stood on its papers; how many there were.

    Each call is one sitting: the figures kept are the newest sitting's, and each counts as one more exposure.
    """
    entries = {(entry.item.id, entry.record.sha256): entry for entry in list_entries(shelf)}
    known = [(entries[key], observed) for key, observed in seen.items() if key in entries]
    for entry, observed in known:
        if not any(row.sha256 == entry.record.sha256 for row in shelf.rows_of(entry.item.id)):
            _keep(shelf, entry.item, entry.record, now, None)
        shelf.rows_of(entry.item.id).filter(sha256=entry.record.sha256).update(
            answers=observed.answers,
            facility=observed.facility,
            discrimination=observed.discrimination,
            exposures=F("exposures") + 1,
        )
    return len(known)


def check_item(shelf: Shelf, item: Item) -> tuple[Finding, ...]:
    """What keeps a question from being saved: its shape, a requirement or a picture that is not there."""
    fault = check_shape(item)
    if fault is not None:
        zh, _, en = fault.partition(" / ")
        return (Finding(rule="items.shape", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}.")),)
    bank = build_bank(shelf.standard.code, shelf.standard.edition, shelf.level, (item,))
    bound = bind_bank(bank, shelf.standard)
    lacking = refuse_missing(shelf.organisation, (item,))
    return (*(finding for finding in bound.findings if finding.severity == Severity.ERROR), *lacking)


def save_item(shelf: Shelf, item: Item, *, now: datetime, actor: AbstractBaseUser) -> Result[Entry | None]:
    """Save a version as a draft; the same content again changes nothing."""
    findings = check_item(shelf, item)
    if findings:
        return Result(None, findings)
    with take_turn(shelf.organisation):  # two who save at once stand one behind the other
        entry = find_entry(shelf, item.id)
        if entry is not None and entry.record.sha256 == hash_item(item):
            return Result(entry)
        standing = entry.record if entry else ItemRecord(item_id=item.id, sha256="", author=actor.get_username())
        moved = move_item(standing, "revise", actor.get_username(), hash_item(item))
        if moved.value is None:
            return Result(None, moved.findings)
        _keep(shelf, item, moved.value, now, actor)
        saved = ItemSaved(bank=shelf.name, item_id=item.id, sha256=moved.value.sha256)
        append_fact(shelf.organisation, "item_saved", saved, now=now, actor=actor)
    return Result(find_entry(shelf, item.id))


def take_step(
    shelf: Shelf, item_id: str, step: Step, *, now: datetime, actor: AbstractBaseUser
) -> Result[Entry | None]:
    """Move the newest version of a question on in its life."""
    with take_turn(shelf.organisation):
        entry = find_entry(shelf, item_id)
        if entry is None or step == "revise":
            return Result(None)
        moved = move_item(entry.record, step, actor.get_username())
        if moved.value is None:
            return Result(None, moved.findings)
        _keep(shelf, entry.item, moved.value, now, None)
        said = ItemMoved(
            bank=shelf.name, item_id=item_id, sha256=moved.value.sha256, step=step, state=moved.value.state
        )
        append_fact(shelf.organisation, "item_moved", said, now=now, actor=actor)
    return Result(find_entry(shelf, item_id))


def _keep(shelf: Shelf, item: Item, record: ItemRecord, now: datetime, author: AbstractBaseUser | None) -> None:
    """Keep a version once; a later call moves its state only."""
    made = {"content": msgspec.json.encode(item).decode(), "author": author, "saved_at": now, "state": record.state}
    BankItem.objects.update_or_create(
        organisation=shelf.organisation,
        occupation=shelf.standard.code,
        edition=shelf.standard.edition,
        level=shelf.level,
        item_id=item.id,
        sha256=record.sha256,
        defaults={"state": record.state},
        create_defaults=made,
    )


def _bundled_entry(item: Item) -> Entry:
    digest = hash_item(item)
    return Entry(
        item=item, record=ItemRecord(item_id=item.id, sha256=digest, state="live"), bundled=True, in_use=digest
    )


def _row_entry(row: BankItem, older: Entry | None) -> Entry:
    """A version over the one before it; what was in use stays so until this one is, or until it rests."""
    state: State = row.state  # type: ignore[assignment]
    before = older.in_use if older and older.in_use != row.sha256 else ""
    observed = (
        Observed(answers=row.answers, facility=row.facility, discrimination=row.discrimination)
        if row.facility is not None
        else None
    )
    author = row.author.get_username() if row.author else ""
    return Entry(
        item=_read(row),
        record=ItemRecord(
            item_id=row.item_id,
            sha256=row.sha256,
            state=state,
            author=author,
            exposures=row.exposures,
            observed=observed,
        ),
        bundled=row.author is None,
        in_use=row.sha256 if state in IN_USE else before if state in ("draft", "reviewed") else "",
        author=author,
    )


def _read(row: BankItem) -> Item:
    return msgspec.json.decode(row.content, type=Item)
