"""What happened to a question: saved, moved on, and found wrong after an examination.

In: a shelf, the id of a question. Out: steps and doubts, newest first. Follows: nothing is written for it: a marking
version that two people made live names the question and its reason, the papers say which version of it was sat.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from liangcai.findings import Message
from liangcai.items.life import STATE_NAMES, STEP_NAMES
from liangcai.items.model import hash_item
from liangcai.marking.version import Amendment
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.facts import read_payload
from liangcai_web.services.marking.theory import list_forms
from liangcai_web.services.payloads.bank import ItemMoved, ItemSaved
from liangcai_web.services.payloads.results import MarkingMadeLive, MarkingProposed

SAVED = Message("存为草稿", "Saved as a draft")
HOWS = {
    "rekey": Message("考后更正答案", "Key mended after the sitting"),
    "drop": Message("考后取消本题", "Dropped after the sitting"),
}


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A marking version that marks the question otherwise; ``sha256`` is the version of it that stood on the papers."""

    at: datetime
    people: tuple[str, ...]
    batch: Batch
    number: int
    amendment: Amendment
    reason: str
    changed: int
    sha256: str

    @property
    def name(self) -> Message:
        """What was done."""
        return HOWS[self.amendment.how]


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """A version that was saved, or moved on."""

    at: datetime
    by: str
    name: Message
    state: Message
    sha256: str


def list_doubts(shelf: Shelf, item_id: str) -> tuple[Doubt, ...]:
    """Every sitting after which two people had the question marked otherwise, newest first."""
    known = Batch.objects.filter(
        organisation=shelf.organisation,
        level=shelf.level,
        standard__code=shelf.standard.code,
        standard__edition=shelf.standard.edition,
    )
    batches = {one.uuid: one for one in known.select_related("standard", "organisation")}
    lives = Fact.objects.filter(batch__in=batches, kind="marking_made_live").select_related("actor", "approver")
    standing: dict[object, Amendment | None] = {}
    found = []
    for live in lives.order_by("position"):
        said = read_payload(live, MarkingMadeLive)
        proposed = read_payload(Fact.objects.get(batch=live.batch, hash=said.proposed), MarkingProposed)
        named = next((one for one in proposed.version.amendments if one.item_id == item_id), None)
        if named is not None and named != standing.get(live.batch):
            batch = batches[live.batch] if live.batch else None
            found += [_describe(live, said, proposed, named, batch)] if batch else []
        standing[live.batch] = named
    return tuple(reversed(found))


def _describe(live: Fact, said: MarkingMadeLive, proposed: MarkingProposed, named: Amendment, batch: Batch) -> Doubt:
    questions = (one.item for form in list_forms(batch) for one in form.questions)
    sat = next((hash_item(item) for item in questions if item.id == named.item_id), "")
    return Doubt(
        at=live.at,
        people=tuple(one.get_username() for one in (live.actor, live.approver) if one),
        batch=batch,
        number=said.number,
        amendment=named,
        reason=proposed.reason,
        changed=said.changed,
        sha256=sat,
    )


def list_happened(shelf: Shelf, item_id: str) -> tuple[Happened, ...]:
    """How the versions of a question were saved and moved on here, newest first."""
    quoted = msgspec.json.encode(item_id).decode()
    facts = Fact.objects.filter(
        organisation=shelf.organisation, batch=None, kind__in=("item_saved", "item_moved"), payload__contains=quoted
    )
    return tuple(_read_steps(shelf, item_id, facts.select_related("actor").order_by("-position")))


def _read_steps(shelf: Shelf, item_id: str, facts: Iterable[Fact]) -> Iterator[Happened]:
    for fact in facts:
        moved = read_payload(fact, ItemMoved) if fact.kind == "item_moved" else None
        said = moved or read_payload(fact, ItemSaved)
        if (said.bank, said.item_id) != (shelf.name, item_id):
            continue
        yield Happened(
            at=fact.at,
            by=fact.actor.get_username() if fact.actor else "",
            name=STEP_NAMES[moved.step] if moved else SAVED,  # type: ignore[index]
            state=STATE_NAMES[moved.state] if moved else STATE_NAMES["draft"],  # type: ignore[index]
            sha256=said.sha256,
        )
