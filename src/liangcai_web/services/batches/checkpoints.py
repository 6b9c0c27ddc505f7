"""Checkpoints of the log: signed when much hangs on what was done, so that the head is noted outside the machine.

In: an organisation. Out: facts of the kind ``checkpoint_signed``; the log held against a checkpoint; files that prove.
Follows: RFC 9162, section 2.1. Each checkpoint carries what is needed to go on from it, so a new one reads only the
facts since; what was altered before it is therefore not covered up by the next one but found by every check.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.conf import settings

from liangcai.audit.checkpoint import Checkpoint, judge_checkpoint, read_checkpoint
from liangcai.audit.checkpoint import sign_checkpoint as sign_root
from liangcai.audit.merkle import fold_peaks, grow_peaks
from liangcai.audit.proofs import (
    ConsistencyProof,
    InclusionProof,
    make_consistency,
    make_inclusion,
    match_checkpoint,
)
from liangcai.credentials.statement import say
from liangcai.findings import Finding, Message, Reason, Result, Severity
from liangcai_host.keys.issuing import LostKeyError
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import append_fact, newest_of, read_payload, write_fact
from liangcai_web.services.issuing import issuing_key, read_trust_store
from liangcai_web.services.payloads.audit import CheckpointSigned
from liangcai_web.services.turns import take_turn

LOGGER = logging.getLogger(__name__)
KIND = "checkpoint_signed"
CHAIN = "CHAIN"


class LogCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How many facts were recomputed, and what was found."""

    facts: int
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was altered, as far as this check can see."""
        return all(reason.met for reason in self.reasons)


def note_checkpoint(organisation: Organisation, *, now: datetime, batch: Batch | None = None) -> Fact | None:
    """Sign what the log holds now, and append that to it; None where the key is gone: no room waits for one."""
    try:
        key = issuing_key()
    except LostKeyError:
        LOGGER.exception("no checkpoint: the key that signs is gone")
        return None
    with take_turn(organisation):
        before = newest_of(organisation, KIND)
        said = read_payload(before, CheckpointSigned) if before else CheckpointSigned(size=0, peaks=(), text="")
        new = Fact.objects.filter(organisation=organisation, position__gt=said.size).order_by("position")
        entries = [bytes.fromhex(hash_) for hash_ in new.values_list("hash", flat=True)]
        peaks = grow_peaks([bytes.fromhex(one) for one in said.peaks], said.size, entries)
        size, moment = said.size + len(entries), now.replace(microsecond=0)
        trust_own_key(settings.HOME, key, organisation.name, moment)
        made = sign_root(organisation.uuid, organisation.name, size, fold_peaks(peaks), key.signer, moment)
        payload = CheckpointSigned(size=size, peaks=tuple(one.hex() for one in peaks), text=made.text)
        return append_fact(organisation, KIND, payload, now=now, batch=batch.uuid if batch else None)


def newest_checkpoint(organisation: Organisation) -> Checkpoint | None:
    """The last one that was signed, or None."""
    fact = newest_of(organisation, KIND)
    return read_checkpoint(read_payload(fact, CheckpointSigned).text) if fact else None


def find_checkpoint(organisation: Organisation, *, after: int) -> Checkpoint | None:
    """The first one that covers the fact at a position."""
    rows = Fact.objects.filter(organisation=organisation, kind=KIND, position__gt=after).order_by("position")
    fact = rows.first()
    return read_checkpoint(read_payload(fact, CheckpointSigned).text) if fact else None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as the check sees it: its place and hashes as they stand there, its entry of the tree as recomputed."""

    position: int
    previous: str
    hash: str
    entry: bytes
    checkpoint: str | None


def read_lines(organisation: Organisation) -> tuple[Line, ...]:
    """Every fact of an organisation in order, its hash recomputed."""
    rows = Fact.objects.filter(organisation=organisation).order_by("position").iterator()
    return tuple(
        Line(
            position=row.position,
            previous=row.previous,
            hash=row.hash,
            entry=hashlib.sha256(write_fact(row, organisation.uuid)).digest(),
            checkpoint=row.payload if row.kind == KIND else None,
        )
        for row in rows
    )


def check_log(organisation: Organisation, noted: Checkpoint | None, now: datetime) -> LogCheck:
    """Recompute the chain and every checkpoint in it; hold the log against one that was noted outside the machine."""
    lines = read_lines(organisation)
    held = check_noted(organisation, [line.entry for line in lines], noted, now) if noted else ()
    return LogCheck(facts=len(lines), reasons=(check_links(lines), check_own(organisation, lines), *held))


def check_links(lines: Sequence[Line]) -> Reason:
    """Whether every fact stands at its place and holds its own hash and that of the one before."""
    before = ""
    for place, line in enumerate(lines, 1):
        if (line.position, line.previous, line.hash) != (place, before, line.entry.hex()):
            return say(CHAIN, f"哈希链在第 {place} 条断开。", f"The chain of hashes breaks at fact {place}.")
        before = line.hash
    return say(CHAIN, f"哈希链完整，共 {len(lines)} 条。", f"The chain of {len(lines)} facts holds.", met=True)


def check_own(organisation: Organisation, lines: Sequence[Line]) -> Reason:
    """Whether every checkpoint in the log is signed, this office's, and over the facts before it."""
    peaks: tuple[bytes, ...] = ()
    count = 0
    for size, line in enumerate(lines):
        if line.checkpoint is not None:
            made, count = read_own(line.checkpoint), count + 1
            known = (organisation.uuid, size, fold_peaks(peaks))
            if made is None or (made.organisation, made.size, made.root) != known:
                zh = f"第 {line.position} 条的检查点与它之前的事实不符。"
                return say(CHAIN, zh, f"The checkpoint at fact {line.position} is not of the facts before it.")
        peaks = grow_peaks(peaks, size, (line.entry,))
    zh = f"日志中的 {count} 个检查点都与之前的事实相符。"
    return say(CHAIN, zh, f"All {count} checkpoints in the log are of the facts before them.", met=True)


def read_own(payload: str) -> Checkpoint | None:
    """The checkpoint in a fact, however the fact was altered."""
    try:
        return read_checkpoint(msgspec.json.decode(payload, type=CheckpointSigned).text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def check_noted(
    organisation: Organisation, entries: Sequence[bytes], noted: Checkpoint, now: datetime
) -> tuple[Reason, ...]:
    """Whether a checkpoint is of this office and trusted, and the log begins with what it covers."""
    if noted.organisation != organisation.uuid:
        zh, en = "检查点是另一个机构的。", "The checkpoint is of another office."
        return (say(CHAIN, zh, en),)
    return (*judge_checkpoint(noted, read_trust_store(), now), match_checkpoint(entries, noted))


def prove_fact(organisation: Organisation, position: int) -> Result[InclusionProof | None]:
    """The proof that a fact is in the log of the first checkpoint that covers it."""
    row = Fact.objects.filter(organisation=organisation, position=position).first()
    if row is None:
        return Result(None, (refuse("没有这条事实。", "There is no such fact."),))
    covered = find_checkpoint(organisation, after=position)
    if covered is None:
        zh, en = "这条事实之后还没有检查点。", "No checkpoint covers the fact yet."
        remedy = Message("先签一个：liangcai audit checkpoint", "Sign one first: liangcai audit checkpoint")
        return Result(None, (msgspec.structs.replace(refuse(zh, en), remedy=remedy),))
    text = write_fact(row, organisation.uuid).decode()
    return Result(make_inclusion(list_entries(organisation), position - 1, text, covered))


def prove_growth(organisation: Organisation, old: Checkpoint) -> Result[ConsistencyProof | None]:
    """The proof that the log of an older checkpoint is the beginning of the newest one's."""
    new = newest_checkpoint(organisation)
    if new is None or old.organisation != organisation.uuid or not 0 < old.size <= new.size:
        zh, en = "这个检查点不在本机构日志的范围内。", "The checkpoint is not one that the log of this office reaches."
        return Result(None, (refuse(zh, en),))
    return Result(make_consistency(list_entries(organisation), old, new))


def list_entries(organisation: Organisation) -> list[bytes]:
    """The entries of the tree, recomputed: what was altered proves nothing."""
    return [line.entry for line in read_lines(organisation)]


def refuse(zh: str, en: str) -> Finding:
    """What cannot be proved."""
    return Finding(rule="audit", severity=Severity.ERROR, message=Message(zh, en))
