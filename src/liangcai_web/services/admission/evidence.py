"""What proves an application: files made anew in the sandbox, kept sealed, shown to those entitled.

In: an upload. Out: rows of ``EvidenceFile``; which conditions still lack a proof. Follows: rule 10 of the reliability
rules, OWASP ASVS 5.2 (quotas); a version names its files by hash, and what it names is never taken away.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Sum

from liangcai.eligibility.asking import Kind, kinds_of, order_kinds
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import open_bytes, seal_bytes
from liangcai_host.sandbox.read import read_evidence_in_child
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import EvidenceFile
from liangcai_web.services.admission.applications import State
from liangcai_web.services.admission.dossiers import FileMark, open_dossier
from liangcai_web.services.people import field_keys

FILES, BYTES = 30, 40 << 20
IDENTITY, PORTRAIT = "identity", "portrait"
EDITABLE = (State.DRAFT, State.RETURNED)
UNPROVEN = ("birth", "statement")


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A section of an application that was filled in, its files, and the clauses that rest on it."""

    section: str
    files: tuple[EvidenceFile, ...]
    clauses: tuple[str, ...]

    @property
    def lacking(self) -> bool:
        """Whether no file is there."""
        return not self.files


def list_sections(conditions: ConditionSet) -> tuple[str, ...]:
    """The sections to which a file can belong: who somebody is, their photograph, each kind a condition can use."""
    return (IDENTITY, PORTRAIT, *(kind for kind in order_kinds(conditions) if kind not in UNPROVEN))


def keep_file(
    row: ApplicationRow, conditions: ConditionSet, section: str, data: bytes, name: str, *, now: datetime
) -> Result[EvidenceFile | None]:
    """Make a file anew and keep it for a section."""
    full = check_room(row, conditions, section)
    if full is not None:
        return Result(None, (full,))
    made = read_evidence_in_child(data, name, portrait=section == PORTRAIT)
    if made.value is None:
        return Result(None, tuple(msgspec.structs.replace(one, rule="evidence.file") for one in made.findings))
    if _held(row) + len(made.value.data) > BYTES:
        return Result(None, (_say("file", "材料总量超过限额。", "The files are too long together."),))
    kept = store_file(row, section, made.value.data, made.value.media_type, name, now)
    if section == PORTRAIT:  # a ticket has one photograph
        for other in row.files.filter(section=PORTRAIT).exclude(pk=kept.pk):
            remove_file(row, other)
    return Result(kept)


def check_room(row: ApplicationRow, conditions: ConditionSet, section: str, more: int = 0) -> Finding | None:
    """Why an application takes no file for a section now, or None; ``more`` are the bytes that come."""
    if row.state not in EDITABLE:
        return _say("file", "这份报名已经提交，不能再添加材料。", "It was handed in: no file can be added.")
    if section not in list_sections(conditions):
        return _say("section", "请选择材料属于哪一项。", "Choose what the file proves.")
    if row.files.count() >= FILES or _held(row) + more >= BYTES:
        zh = f"一份报名最多 {FILES} 个文件、{BYTES >> 20} MB。"
        return _say("file", zh, f"An application holds {FILES} files and {BYTES >> 20} MB at most.")
    return None


def store_file(
    row: ApplicationRow, section: str, data: bytes, media_type: str, name: str, now: datetime
) -> EvidenceFile:
    """Keep bytes that are clean, sealed; the same file of a section stands once."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = row.files.filter(section=section, sha256=sha256).first()
    if known is not None:
        return known
    file = EvidenceFile(application=row, section=section, name=name[:120], media_type=media_type, kept_at=now)
    file.sha256, file.size = sha256, len(data)
    file.content = seal_bytes(field_keys(), data, f"evidence:{file.uuid}")
    file.save()
    return file


def _held(row: ApplicationRow) -> int:
    return int(row.files.aggregate(total=Sum("size"))["total"] or 0)


def read_file(file: EvidenceFile) -> bytes:
    """The bytes of a file; raises RuntimeError where they were changed from outside."""
    data = open_bytes(field_keys(), bytes(file.content), f"evidence:{file.uuid}")
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise RuntimeError(f"file {file.uuid} was changed")
    return data


def find_file(row: ApplicationRow, uuid: UUID) -> EvidenceFile | None:
    """A file of this application, or None."""
    return row.files.filter(uuid=uuid).first()


def remove_file(row: ApplicationRow, file: EvidenceFile) -> bool:
    """Take a file away that no version names."""
    versions = row.versions.select_related("application")
    named = {mark.uuid for version in versions if (said := open_dossier(version)) for mark in said.files}
    if row.state not in EDITABLE or str(file.uuid) in named:
        return False
    file.delete()
    return True


def list_marks(row: ApplicationRow) -> tuple[FileMark, ...]:
    """The files of an application as a version names them."""
    files = row.files.defer("content")
    return tuple(FileMark(uuid=str(file.uuid), section=file.section, sha256=file.sha256) for file in files)


def list_proofs(conditions: ConditionSet, files: Iterable[EvidenceFile], filled: Iterable[str]) -> tuple[Proof, ...]:
    """Each section that was filled in or has files, with the clauses that rest on it; the identity comes first."""
    by_section: dict[str, list[EvidenceFile]] = {}
    for file in files:
        by_section.setdefault(file.section, []).append(file)
    wanted = {IDENTITY, PORTRAIT, *filled, *by_section}
    heads = (conditions.requires,) if conditions.requires else ()
    every = (*heads, *conditions.conditions)
    return tuple(
        Proof(
            section=section,
            files=tuple(by_section.get(section, ())),
            clauses=tuple(one.clause for one in every if section in kinds_of(one)),
        )
        for section in list_sections(conditions)
        if section in wanted
    )


def filled_sections(typed: Iterable[str]) -> set[Kind]:
    """The kinds of evidence of which anything was typed, by the names of the fields."""
    found: set[Kind] = set()
    for field in typed:
        prefix = field.partition("_")[0].rstrip("0123456789")
        for kind in ("training", "title", "diploma", "certificate", "apprenticeship", "work"):
            if prefix == kind:
                found.add(kind)
    return found


def _say(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"evidence.{field}", severity=Severity.ERROR, message=Message(zh, en))
