"""The keys of an office as its officers look at them: which there are, since when, what each signed, each ceremony.

In: an organisation. Out: rows; a record on paper; the signed record. Follows: the log says what was signed and when; a
key is named by its public side. What a key signed is counted from the facts between its ceremonies, by their place in
the log, a batch's own key apart.
"""

from datetime import datetime

import msgspec
from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from liangcai.credentials.trust import TrustedIssuer
from liangcai.findings import Message, Result
from liangcai_host.keys.ceremonies import read_record
from liangcai_host.keys.issuing import load_batch_key, read_public_key
from liangcai_host.typesetting.ceremony_sheets import CeremonySheet
from liangcai_host.typesetting.sheets import Exam
from liangcai_host.typesetting.typeset import typeset_ceremony
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.certificates.keys import list_own
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import read_payload
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.payloads.keys import BatchKeyEnded, BatchKeyMade, KeyReplaced

CEREMONIES = ("key_replaced", "batch_key_made", "batch_key_ended")
OF_BATCH = ("certificate_issued", "certificate_renewed", "detail_signed")
SIGNED: dict[str, tuple[str, ...]] = {
    "certificates": (*OF_BATCH, "certificate_resigned"),
    "reports": ("conformity_signed",),
    "proofs": ("training_proved",),
    "checkpoints": ("checkpoint_signed",),
}
NAMES = {
    "certificates": Message("证书", "certificates"),
    "reports": Message("符合性报告", "conformity reports"),
    "proofs": Message("学时证明", "proofs of training"),
    "checkpoints": Message("检查点", "checkpoints"),
}
WHYS = {
    "planned": Message("按期更换", "Replaced as planned"),
    "lost": Message("遗失，另换新钥", "Lost, and replaced"),
    "stolen": Message("泄露，作废旧钥", "Stolen, and revoked"),
    "batch": Message("批次启用自己的密钥", "A key for a batch"),
    "ended": Message("批次密钥销毁", "The key of a batch destroyed"),
}
COMPARE = (
    Message("两人当面逐组核对新密钥与屏幕所示一致。", "Both compare the new key, group by group, with the screen."),
    Message(
        "用核验者信得过的途径告知新密钥；旧密钥签过记录的，把签名的记录发给核验者采信。",
        "Tell verifiers the new key by a way that they trust; where the old one signed the record, send them that.",
    ),
    Message("本记录签字后与考务档案一同保存。", "Signed, this record is kept with the archive of examinations."),
)
DESTROYED = (
    Message("私钥文件已从本机删除；备份里若有，一并销毁。", "The private file is gone; destroy it in backups as well."),
    COMPARE[-1],
)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the log in which the key of a batch signed for it, by positions; ``end`` is None while it does."""

    key: str
    batch: Batch
    begin: int
    end: int | None


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key: its entry, whether it signs now, for which batch if for one, how much it signed of what."""

    entry: TrustedIssuer
    signs: bool
    batch: Batch | None
    counts: tuple[tuple[Message, int], ...]


class CeremonyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ceremony: its fact, what was done, the keys by their public side, whether the signed record is kept."""

    fact: Fact
    why: str
    name: Message
    old: str
    new: str
    since: datetime | None
    until: datetime | None
    kept: bool


def list_keys(organisation: Organisation) -> tuple[KeyRow, ...]:
    """The keys of an office, newest first."""
    entries, spans = list_own(read_trust_store(), organisation), list_spans(organisation)
    now_signs, own = read_public_key(settings.HOME), {span.key: span for span in spans}
    rows = []
    for entry in entries:
        span = own.get(entry.public_key)
        counted = count_span(span) if span else count_between(organisation, entry.public_key, spans)
        alive = span is not None and load_batch_key(settings.HOME, span.batch.uuid) is not None
        rows.append(
            KeyRow(
                entry=entry,
                signs=entry.public_key == now_signs or alive,
                batch=span.batch if span else None,
                counts=tuple((NAMES[what], count) for what, count in counted if count),
            )
        )
    return tuple(rows)


def list_spans(organisation: Organisation) -> tuple[Span, ...]:
    """Where in the log each batch's own key signed."""
    facts = Fact.objects.filter(organisation=organisation, kind__in=CEREMONIES[1:]).order_by("position")
    batches = {one.uuid: one for one in Batch.objects.filter(organisation=organisation)} if facts else {}
    ends = {read_payload(one, BatchKeyEnded).key: one.position for one in facts if one.kind == "batch_key_ended"}
    made = [(one, read_payload(one, BatchKeyMade).key) for one in facts if one.kind == "batch_key_made"]
    return tuple(
        Span(key=key, batch=batches[one.batch], begin=one.position, end=ends.get(key))
        for one, key in made
        if one.batch in batches
    )


def count_span(span: Span) -> list[tuple[str, int]]:
    """What the key of a batch signed."""
    rows = Fact.objects.filter(_within(span))
    return [("certificates", rows.count())]


def count_between(organisation: Organisation, key: str, spans: tuple[Span, ...]) -> list[tuple[str, int]]:
    """What a key of the installation signed: all between the ceremonies of its making and its end."""
    rows = Fact.objects.filter(organisation=organisation, kind__in=[one for kinds in SIGNED.values() for one in kinds])
    for fact in Fact.objects.filter(organisation=organisation, kind="key_replaced"):
        said = read_payload(fact, KeyReplaced)
        rows = rows.filter(position__gt=fact.position) if said.new == key else rows
        rows = rows.filter(position__lt=fact.position) if said.old == key else rows
    for span in spans:
        rows = rows.exclude(_within(span))
    found = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    return [(what, sum(found.get(kind, 0) for kind in kinds)) for what, kinds in SIGNED.items()]


def _within(span: Span) -> Q:
    until = Q(position__lt=span.end) if span.end else Q()
    return Q(batch=span.batch.uuid, kind__in=OF_BATCH, position__gt=span.begin) & until


def list_ceremonies(organisation: Organisation) -> tuple[CeremonyRow, ...]:
    """Every ceremony of an office, newest first."""
    facts = Fact.objects.filter(organisation=organisation, kind__in=CEREMONIES).select_related("actor", "approver")
    return tuple(describe_ceremony(one) for one in facts.order_by("-position"))


def find_ceremony(organisation: Organisation, position: int) -> CeremonyRow | None:
    """The ceremony of a fact, or None."""
    facts = Fact.objects.filter(organisation=organisation, kind__in=CEREMONIES, position=position)
    found = facts.select_related("actor", "approver").first()
    return describe_ceremony(found) if found else None


def describe_ceremony(fact: Fact) -> CeremonyRow:
    """A ceremony as its fact tells it."""
    kept = read_record(settings.HOME, fact.hash) is not None
    if fact.kind == "key_replaced":
        said = read_payload(fact, KeyReplaced)
        return CeremonyRow(
            fact=fact,
            why=said.why,
            name=WHYS[said.why],
            old=said.old,
            new=said.new,
            since=said.since if said.why != "planned" else None,
            until=None,
            kept=kept,
        )
    made = read_payload(fact, BatchKeyMade) if fact.kind == "batch_key_made" else None
    why = "batch" if made else "ended"
    old = "" if made else read_payload(fact, BatchKeyEnded).key
    return CeremonyRow(
        fact=fact,
        why=why,
        name=WHYS[why],
        old=old,
        new=made.key if made else "",
        since=None,
        until=made.until if made else None,
        kept=kept,
    )


def print_ceremony(row: CeremonyRow, organisation: Organisation) -> Result[bytes | None]:
    """The record on paper."""
    people = tuple(one.get_username() for one in (row.fact.actor, row.fact.approver) if one)
    blank = Message("", "")
    return typeset_ceremony(
        CeremonySheet(
            exam=Exam(organisation=organisation.name, occupation=blank, level=blank),
            version=row.fact.hash,
            made=local_day(row.fact.at),
            why=row.name,
            at=_write(row.fact.at),
            since=_write(row.since) if row.since else "",
            old=row.old,
            new=row.new,
            until=_write(row.until) if row.until else "",
            people=people,
            fact=row.fact.hash,
            steps=DESTROYED if row.why == "ended" else COMPARE,
        )
    )


def _write(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S %Z}"
