"""The archive of a finished batch: begun by two people, made part after part, stopped or finished, kept with its hash.

In: a batch, two officers, a pass phrase. Out: a zip in the home with a signed manifest, the fact ``archive_made``.
Follows: the workflow, step 22; terms by the rule pack of retention. The work goes on where it stopped, and holds nobody
up for longer than it is asked to.
"""

import json
import os
import shutil
import time
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from liangcai.credentials.archive import ArchiveManifest, Entry, Volume, sign_archive
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.retention.term import add_months
from liangcai_host.backup.sealing import SALT, SHORTEST, SUITE, derive_key
from liangcai_host.keys.fields import open_text, seal_text
from liangcai_host.keys.trusting import trust_own_key
from liangcai_host.volumes.reading import Reading, verify_archive
from liangcai_host.volumes.writing import keep_entry, write_package
from liangcai_web.records.archives import Archive
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.changed import is_cancelled
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.issuing import issuer_profile, issuing_key, read_trust_store
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.payloads.privacy import ArchiveMade
from liangcai_web.services.people import field_keys
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.turns import take_turn
from liangcai_web.services.workflow.archives_listing import write_listing
from liangcai_web.services.workflow.archives_parts import VOLUMES, Part, list_parts
from liangcai_web.services.workflow.standing import read_standing

State = Archive.State
LISTING = "listing.html"
MONTHS = 12


def begin_archive(
    batch: Batch, phrase: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Archive | None]:
    """Begin the archive of a batch that is over; the pass phrase opens what is sealed and is kept nowhere."""
    with take_turn(batch.organisation):
        refused = check_archive(batch) or check_phrase(phrase)
        if refused:
            return Result(None, (refused,))
        salt = os.urandom(SALT)
        row = Archive(
            batch=batch,
            salt=salt.hex(),
            total=len(list_parts(batch)),
            begun_at=now,
            begun_by_id=actor.pk,
            approved_by_id=approver.pk,
        )
        row.key = seal_text(field_keys(), derive_key(phrase, salt).hex(), f"archive:{row.uuid}")
        row.save()
        note_access(batch.organisation, "archive", now=now, user=actor, batch=batch.uuid)
    work_of(row).mkdir(parents=True, mode=0o700)
    return Result(row)


def check_archive(batch: Batch) -> Finding | None:
    """What keeps a batch from being archived, or None."""
    if Archive.objects.filter(batch=batch, state=State.MAKING).exists():
        return _say("working", "归档正在进行。", "The archive is being made.")
    if not is_cancelled(batch) and read_standing(batch).next is not None:
        zh = "批次还没有办完：成绩评定、证书签发之后（或取消之后）才能归档。"
        return _say("unfinished", zh, "The batch is not over: it is archived after its certificates, or called off.")
    return None


def check_phrase(phrase: str) -> Finding | None:
    """A pass phrase that is too short."""
    if len(phrase) >= SHORTEST:
        return None
    return _say("phrase", f"口令至少 {SHORTEST} 个字符。", f"A pass phrase has at least {SHORTEST} characters.")


def go_on(row: Archive, seconds: float) -> bool:
    """Make parts for so many seconds, at least one; True when all are made. One that was stopped makes none."""
    row.refresh_from_db()
    if row.state != State.MAKING:
        return False
    batch, began = row.batch, time.monotonic()
    parts, key = list_parts(batch), bytes.fromhex(open_text(field_keys(), row.key, f"archive:{row.uuid}"))
    while row.done < len(parts):
        before, entry = row.done, make_part(row, parts[row.done], key)
        kept = [*read_entries(row), *([entry] if entry else [])]
        row.entries, row.total = json.dumps(msgspec.to_builtins(kept)), len(parts)
        row.done += 1
        own = Archive.objects.filter(pk=row.pk, state=State.MAKING, done=before)
        if not own.update(entries=row.entries, total=row.total, done=row.done):
            return False  # somebody stopped it, or works on it in another window
        if time.monotonic() - began > seconds:
            break
    return row.done >= len(parts)


def make_part(row: Archive, part: Part, key: bytes) -> Entry | None:
    """One file, written; None where there is nothing to write."""
    data = part.make()
    if data is None:
        return None
    entry = Entry(name=part.path, zh=part.what.zh, en=part.what.en, size=0, sha256="", sealed=part.sealed)
    return keep_entry(work_of(row), str(row.batch.uuid), entry, data, key)


def finish_archive(row: Archive, now: datetime) -> Archive:
    """List, sign and pack what was made, and say so in a fact."""
    batch = row.batch
    organisation = batch.organisation
    with take_turn(organisation):
        row.refresh_from_db()
        if row.state != State.MAKING or row.done < row.total:
            return row
        manifest = describe_archive(row, now)
        listing = keep_listing(row, manifest, now)
        manifest = msgspec.structs.replace(manifest, volumes=(listing, *manifest.volumes))
        trust_own_key(settings.HOME, issuing_key(), organisation.name, now.replace(microsecond=0))
        signed = sign_archive(manifest, issuer_profile(organisation), issuing_key().signer, now.replace(microsecond=0))
        row.sha256 = write_package(path_of(row), work_of(row), signed, manifest.entries)
        row.state, row.key, row.size = State.MADE, "", path_of(row).stat().st_size
        row.save()
        said = ArchiveMade(sha256=row.sha256, files=len(manifest.entries), size=row.size)
        append_fact(
            organisation,
            "archive_made",
            said,
            now=now,
            actor=row.begun_by,
            approver=row.approved_by,
            batch=batch.uuid,
        )
    return row


def keep_listing(row: Archive, manifest: ArchiveManifest, now: datetime) -> Volume:
    """The listing as a volume of its own, before the others."""
    entry = Entry(name=LISTING, zh="案卷目录", en="Listing", size=0, sha256="", sealed=False)
    kept = keep_entry(work_of(row), str(row.batch.uuid), entry, write_listing(manifest, now), b"")
    return Volume(key="0-listing", zh="目录", en="Listing", entries=(kept,))


def describe_archive(row: Archive, now: datetime) -> ArchiveManifest:
    """What the archive holds, and until when it is kept."""
    batch, pack, entries = row.batch, retention_pack(), read_entries(row)
    head = Fact.objects.filter(organisation=batch.organisation).order_by("-position").first()
    day = max(local_day(batch.starts_at), local_day(now))
    volumes = tuple(
        Volume(
            key=key,
            zh=name.zh,
            en=name.en,
            entries=tuple(entry for entry in entries if entry.name.startswith(f"{key}/")),
        )
        for key, name in VOLUMES
    )
    return ArchiveManifest(
        batch=str(batch.uuid),
        title=batch.title,
        organisation=batch.organisation.name,
        occupation=f"{batch_standard(batch).code}@{batch_standard(batch).edition}",
        level=f"{batch.level}{f'（{batch.direction}）' if batch.direction else ''}",
        facts=head.position if head else 0,
        facts_head=head.hash if head else "",
        paper_until=add_months(day, pack.paper_years * MONTHS),
        electronic_until=add_months(day, pack.electronic_years * MONTHS),
        suite=SUITE,
        salt=row.salt,
        volumes=volumes,
    )


def stop_archive(row: Archive) -> bool:
    """Stop the work and take away what was made of it; False where it is over."""
    stopped = Archive.objects.filter(pk=row.pk, state=State.MAKING).update(state=State.STOPPED, key="", entries="[]")
    if stopped:
        shutil.rmtree(work_of(row), ignore_errors=True)
    return bool(stopped)


def read_entries(row: Archive) -> tuple[Entry, ...]:
    """The files that are made."""
    return msgspec.convert(json.loads(row.entries), tuple[Entry, ...])


def find_archive(batch: Batch) -> Archive | None:
    """The newest archive of a batch that was not stopped, or None."""
    return Archive.objects.filter(batch=batch).exclude(state=State.STOPPED).select_related("begun_by").first()


def verify_kept(row: Archive, now: datetime) -> Reading:
    """The archive in the home, verified file by file."""
    return verify_archive(path_of(row), read_trust_store(), now)


def path_of(row: Archive) -> Path:
    """Where an archive lies."""
    return Path(settings.HOME) / "archives" / f"archive-{row.batch.pk:04d}-{row.uuid}.zip"


def work_of(row: Archive) -> Path:
    """The folder in which it is made."""
    return Path(settings.HOME) / "archives" / f"work-{row.uuid}"


def _say(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"archive.{rule}", severity=Severity.ERROR, message=Message(zh, en))
