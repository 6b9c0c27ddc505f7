"""Lists of applicants taken into a batch: kept sealed, read in a bounded child, taken in whole or not at all.

In: an uploaded file. Out: ``GroupList`` rows, what a file holds, applications. Follows: rule 10 of the reliability
rules; a list of ID numbers stands in plain nowhere, and is blanked once it was taken in or left.
"""

import hashlib
import threading
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.eligibility.grouplist.model import GroupEntry, GroupFile
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_host.keys.fields import open_bytes, seal_bytes
from liangcai_host.sandbox.message import ListRequest
from liangcai_host.sandbox.read import read_list_in_child
from liangcai_web.records.applications import ApplicationVersion, GroupList
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import Entry, Progress, batch_conditions, hand_in
from liangcai_web.services.admission.arrangements import check_sites
from liangcai_web.services.admission.dossiers import Dossier
from liangcai_web.services.admission.draft import is_open
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.applications import ListTaken
from liangcai_web.services.people import field_keys

LIST_BYTES = 20 << 20
_DONE: dict[str, tuple[int, int]] = {}
_LOCK = threading.Lock()


def keep_list(batch: Batch, data: bytes, name: str, *, now: datetime, by: AbstractBaseUser) -> Result[GroupList | None]:
    """Keep a file as it came, sealed."""
    if len(data) > LIST_BYTES:
        zh = f"文件超过 {LIST_BYTES >> 20} MB。"
        return Result(None, (_say("file", zh, f"The file has more than {LIST_BYTES >> 20} MB."),))
    row = GroupList(organisation=batch.organisation, batch=batch, name=name[:120], kept_at=now)
    row.sha256, row.kept_by_id = hashlib.sha256(data).hexdigest(), by.pk
    row.content = seal_bytes(field_keys(), data, f"list:{row.uuid}")
    row.save()
    return Result(row)


def find_list(batch: Batch, uuid: UUID) -> GroupList | None:
    """A list of this batch, or None."""
    return GroupList.objects.filter(batch=batch, uuid=uuid).first()


def read_list(row: GroupList) -> Result[GroupFile | None]:
    """What a list holds, with what is wrong in it; nothing where it was taken in or left."""
    conditions = batch_conditions(row.batch)
    if conditions.value is None or not row.content:
        return Result(None, conditions.findings)
    data = open_bytes(field_keys(), bytes(row.content), f"list:{row.uuid}")
    direction = row.batch.direction or None
    read = _read(ListRequest(name=row.name, data=data, conditions=conditions.value, direction=direction))
    if read.value is None:
        return read
    unknown = check_sites(row.organisation, (entry.typed for entry in read.value.entries))
    placed = tuple(_place(msgspec.structs.replace(one, line=at), read.value) for at, one in unknown.items())
    return Result(read.value, (*read.findings, *placed))


@lru_cache(maxsize=1)
def _read(request: ListRequest) -> Result[GroupFile | None]:
    """Read once what is looked at and then taken in."""
    return read_list_in_child(request)


def take_list(
    row: GroupList, *, now: datetime, by: AbstractBaseUser, progress: Progress | None = None
) -> Result[int | None]:
    """Take a list in, all of it or nothing; how many applications it gave."""
    if not is_open(row.batch, now):
        return Result(None, (_say("file", "这个批次现在不接受报名。", "This batch takes no applications now."),))
    read = read_list(row)
    if read.value is None or has_errors(read.findings):
        return Result(None, read.findings)
    entries = [_enter(one) for one in read.value.entries]
    source = ApplicationVersion.Source.LIST
    with transaction.atomic():
        report = progress or _tell(row)
        taken = hand_in(row.batch, entries, source=source, now=now, by=by, progress=report, brief=True)
        if not taken.value:
            return Result(None, tuple(_place(one, read.value) for one in taken.findings))
        said = ListTaken(sha256=row.sha256, applications=len(taken.value))
        append_fact(row.organisation, "list_taken", said, now=now, actor=by, batch=row.batch.uuid)
        row.content, row.rows, row.taken_at = b"", len(taken.value), now
        row.save(update_fields=["content", "rows", "taken_at"])
    _read.cache_clear()
    return Result(len(taken.value))


def leave_list(row: GroupList) -> None:
    """Blank a list that nobody takes in."""
    row.content = b""
    row.save(update_fields=["content"])
    _read.cache_clear()


def read_progress(row: GroupList) -> tuple[int, int]:
    """Rows done and rows in all of a list that is being taken in, as this process knows."""
    with _LOCK:
        return _DONE.get(str(row.uuid), (0, 0))


def _tell(row: GroupList) -> Progress:
    def note(done: int, total: int) -> None:
        with _LOCK:
            if len(_DONE) > 100:
                _DONE.clear()
            _DONE[str(row.uuid)] = (done, total)

    return note


def _enter(one: GroupEntry) -> Entry:
    own = {field: value for field, value in one.typed.items() if field not in ("name", "id_number", "document")}
    dossier = Dossier(application=one.application, typed=own, statement=one.typed.get("statement_text", ""))
    return Entry(name=one.name, id_number=one.id_number, dossier=dossier)


def _place(finding: Finding, found: GroupFile) -> Finding:
    """A finding on the n-th entry, with the row of the file."""
    if not 0 < finding.line <= len(found.entries):
        return finding
    entry = found.entries[finding.line - 1]
    place = f"{entry.sheet}!{entry.row}" if entry.sheet else str(entry.row)
    return msgspec.structs.replace(finding, line=0, place=place)


def _say(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"list.{field}", severity=Severity.ERROR, message=Message(zh, en))
