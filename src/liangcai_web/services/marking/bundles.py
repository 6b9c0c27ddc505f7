"""The evidence of a mark: everything from the raw events to the decision, as one signed zip that a person can read.

In: a candidate, the moment. Out: the bytes of a zip with a signed manifest; the hash of what it holds. Follows: the
workflow, step 17; every score can be recomputed from raw events. The zip has the form of an archive and is verified
like one, offline, with ``liangcai archive verify``.
"""

import hashlib
import io
import zipfile
from datetime import datetime

import msgspec
from django.conf import settings

from liangcai.credentials.archive import MANIFEST, ArchiveManifest, Entry, Volume, sign_archive
from liangcai.findings import Message
from liangcai.marking.theory import TheoryMark
from liangcai.retention.term import add_months
from liangcai_host.keys.trusting import trust_own_key
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.issuing import issuer_profile, issuing_key
from liangcai_web.services.marking.bundle_pages import Evidence, write_evidence
from liangcai_web.services.marking.scoring import read_sheets
from liangcai_web.services.marking.texts import read_settled
from liangcai_web.services.marking.theory import live_version, mark_candidate, prepare_schemes
from liangcai_web.services.packs import marking_pack, retention_pack
from liangcai_web.services.sittings.attempts import read_answers
from liangcai_web.services.sittings.journal import open_journal

MADE = (1980, 1, 1, 0, 0, 0)
MONTHS = 12
NAMES = {
    "read.html": Message("供阅读的说明", "To be read"),
    "events.json": Message("作答日志原始事件（含哈希）", "Raw events of the journal, with their hashes"),
    "form.json": Message("所考试卷（含答案）", "The paper as it was sat, with its keys"),
    "marking.json": Message("评分规则包与评分版本", "Rule pack and version of the marking"),
    "mark.json": Message("由原始事件重算的理论成绩", "The theory mark recomputed from the events"),
    "sheets.json": Message("考评员签字的评分表", "The assessors' signed sheets"),
    "facts.json": Message("该考生的事实记录（含哈希）", "The facts about this candidate, with their hashes"),
}


def gather_evidence(candidate: Candidate) -> Evidence:
    """Everything that a mark rests on."""
    batch = candidate.batch
    version = live_version(batch)
    scheme = prepare_schemes(batch, version).get(candidate.form)
    answers = read_answers(candidate) if scheme else None
    mark: TheoryMark | None = None
    if scheme is not None and answers is not None:
        mark = mark_candidate(scheme, candidate, answers, read_settled(batch).get(candidate.uuid))
    rows = Fact.objects.filter(subject=candidate.uuid).select_related("actor", "approver").order_by("position")
    return Evidence(
        candidate=candidate,
        form=scheme.form if scheme else None,
        pack=marking_pack(),
        version=version,
        mark=mark,
        events=open_journal().read(str(candidate.uuid)),
        sheets=(*read_sheets(candidate), *read_sheets(candidate, "review")),
        facts=tuple(rows),
    )


def write_files(evidence: Evidence) -> dict[str, bytes]:
    """The files of the bundle; the same evidence gives the same bytes."""
    said = {"pack": evidence.pack, "version": evidence.version}
    return {
        "read.html": write_evidence(evidence),
        "events.json": _write(evidence.events),
        "form.json": _write(evidence.form),
        "marking.json": _write(said),
        "mark.json": _write(evidence.mark),
        "sheets.json": _write(evidence.sheets),
        "facts.json": _write([_describe(fact) for fact in evidence.facts]),
    }


def bundle_sha256(candidate: Candidate) -> str:
    """The hash over every file of the bundle as it would be made now: what a review names as its evidence."""
    return hash_files(write_files(gather_evidence(candidate)))


def hash_files(files: dict[str, bytes]) -> str:
    """The SHA-256, in hex, over names and hashes of files."""
    lines = (f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in sorted(files.items()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def make_bundle(candidate: Candidate, now: datetime) -> bytes:
    """The zip with its signed manifest."""
    files = write_files(gather_evidence(candidate))
    batch, moment = candidate.batch, now.replace(microsecond=0)
    trust_own_key(settings.HOME, issuing_key(), batch.organisation.name, moment)
    manifest = sign_archive(
        describe_bundle(candidate, files, now), issuer_profile(batch.organisation), issuing_key().signer, moment
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in ({MANIFEST: manifest} | files).items():
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return stream.getvalue()


def describe_bundle(candidate: Candidate, files: dict[str, bytes], now: datetime) -> ArchiveManifest:
    """What the bundle holds, as the manifest says it."""
    batch, standard, day, pack = candidate.batch, batch_standard(candidate.batch), local_day(now), retention_pack()
    head = Fact.objects.filter(organisation=batch.organisation).order_by("-position").first()
    entries = tuple(
        Entry(
            name=name,
            zh=NAMES[name].zh,
            en=NAMES[name].en,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            sealed=False,
        )
        for name, data in files.items()
    )
    return ArchiveManifest(
        batch=str(batch.uuid),
        title=f"成绩复核证据 {candidate.ticket_number}",
        organisation=batch.organisation.name,
        occupation=f"{standard.code}@{standard.edition}",
        level=batch.level,
        facts=head.position if head else 0,
        facts_head=head.hash if head else "",
        paper_until=add_months(day, pack.paper_years * MONTHS),
        electronic_until=add_months(day, pack.electronic_years * MONTHS),
        suite="",
        salt="",
        volumes=(Volume(key="evidence", zh="证据", en="Evidence", entries=entries),),
    )


def _describe(fact: Fact) -> dict[str, object]:
    return {
        "position": fact.position,
        "kind": fact.kind,
        "at": fact.at,
        "actor": fact.actor.get_username() if fact.actor else None,
        "approver": fact.approver.get_username() if fact.approver else None,
        "payload": msgspec.json.decode(fact.payload),
        "previous": fact.previous,
        "hash": fact.hash,
    }


def _write(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)
