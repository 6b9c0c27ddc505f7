"""A stranger's file read in a child process: whatever is in it, this process gets text or a finding.

In: the bytes and the name of a file. Out: ``Extract``, or a finding. Follows: rule 10 and figure R17 of the
reliability rules; the child inherits neither environment nor open files, and may be called from any thread.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

import liangcai
import liangcai_host
from liangcai.eligibility.grouplist.model import GroupFile
from liangcai.findings import Result
from liangcai.items.exchange.imported import Import
from liangcai.items.exchange.splitting import advise_splitting
from liangcai.items.model import build_bank
from liangcai.items.pictures import PICTURE_BYTES, tell_form
from liangcai.scheduling.registry.model import ListedFile
from liangcai.standard.forms.extract import Extract, refuse_limit
from liangcai.standard.forms.limits import FILE_BYTES
from liangcai.training.sheet import SheetEntry
from liangcai_host.sandbox.evidence_refusals import (
    EVIDENCE_BYTES,
    refuse_kind,
    refuse_length,
    refuse_unreadable,
    tell_kind,
)
from liangcai_host.sandbox.limits import SECONDS
from liangcai_host.sandbox.message import (
    Answer,
    AttendanceRequest,
    BankRequest,
    CleanFile,
    EvidenceRequest,
    ListRequest,
    OneRequest,
    PictureRequest,
    PicturesRequest,
    RegisterRequest,
    Request,
)
from liangcai_host.sandbox.picture_refusals import refuse_damaged, refuse_form, refuse_size

ANSWER_BYTES = 64 << 20
BATCH = 16  # pictures that a child makes anew in a few seconds
# A long file of questions takes most of the processor time that a child has; on a busy machine that takes longer.
BANK_SECONDS = 3 * SECONDS
# What a Python needs to start on Windows; nothing else of the environment is handed on.
KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP")


def read_in_child(data: bytes, name: str, seconds: float = SECONDS) -> Result[Extract | None]:
    """The text of a file, read by a child that ends after so many seconds at the latest."""
    answer = ask_safely(Request(name=name, data=data), seconds)
    return Result(answer.extract, answer.findings)


def read_bank_in_child(request: BankRequest, seconds: float = BANK_SECONDS) -> Result[Import | None]:
    """The questions of a file, read by a child that ends after so many seconds at the latest."""
    answer = ask_safely(request, seconds)
    found = answer.imported
    if found is not None and answer.whole:
        bank = build_bank(found.occupation, found.edition, found.level, found.items)
        found = msgspec.structs.replace(found, bank=bank)
    return Result(found, advise_splitting(answer.findings, request.most))


def read_picture_in_child(data: bytes, name: str, seconds: float = SECONDS) -> Result[bytes | None]:
    """A picture made anew by a child; what no child gives an answer to is damaged."""
    if tell_form(data) is None:
        return refuse_form(name)
    if len(data) > PICTURE_BYTES:
        return refuse_size(name, len(data))
    answer = ask_safely(PictureRequest(name=name, data=data), seconds)
    said = all(finding.rule.startswith("picture.") for finding in answer.findings)
    return Result(answer.picture, answer.findings) if said else refuse_damaged(name)


def read_evidence_in_child(
    data: bytes, name: str, seconds: float = SECONDS, *, portrait: bool = False
) -> Result[CleanFile | None]:
    """A proof or a photograph made anew by a child; a file of another form, or too long, does not get that far."""
    if tell_kind(data) is None:
        return refuse_kind(name)
    if len(data) > EVIDENCE_BYTES:
        return refuse_length(name, len(data))
    answer = ask_safely(EvidenceRequest(name=name, data=data, portrait=portrait), seconds)
    said = all(finding.rule.startswith(("picture.", "evidence.")) for finding in answer.findings)
    return Result(answer.file, answer.findings) if said else refuse_unreadable(name)


def read_list_in_child(request: ListRequest, seconds: float = BANK_SECONDS) -> Result[GroupFile | None]:
    """A list of applicants, read by a child that ends after so many seconds at the latest."""
    answer = ask_safely(request, seconds)
    return Result(answer.group, answer.findings)


def read_attendance_in_child(
    request: AttendanceRequest, seconds: float = SECONDS
) -> Result[tuple[SheetEntry, ...] | None]:
    """A sheet of attendance, read by a child that ends after so many seconds at the latest."""
    answer = ask_safely(request, seconds)
    return Result(answer.attendance, answer.findings)


def read_register_in_child(request: RegisterRequest, seconds: float = SECONDS) -> Result[ListedFile | None]:
    """A list of rooms or of staff, read by a child that ends after so many seconds at the latest."""
    answer = ask_safely(request, seconds)
    return Result(answer.listed, answer.findings)


def read_pictures_in_child(files: Sequence[PictureRequest]) -> tuple[Result[bytes | None], ...]:
    """Several pictures made anew, many by one child; what gets no bytes there is tried alone."""
    made: list[Result[bytes | None]] = []
    for batch in _split(files):
        answer = ask_child(msgspec.msgpack.encode(PicturesRequest(pictures=batch)), SECONDS)
        given = answer.pictures if answer and len(answer.pictures) == len(batch) else (None,) * len(batch)
        made += [
            read_picture_in_child(one.data, one.name) if data is None else Result(data)
            for one, data in zip(batch, given, strict=True)
        ]
    return tuple(made)


def _split(files: Sequence[PictureRequest]) -> Iterator[tuple[PictureRequest, ...]]:
    """Batches that one child can do in its time."""
    batch: list[PictureRequest] = []
    for one in files:
        full = len(batch) == BATCH or sum(len(other.data) for other in batch) + len(one.data) > PICTURE_BYTES
        if batch and full:
            yield tuple(batch)
            batch = []
        batch.append(one)
    if batch:
        yield tuple(batch)


def ask_safely(request: OneRequest, seconds: float) -> Answer:
    """The answer of a child, or a finding that says why there is none."""
    size = len(request.data)
    if size > FILE_BYTES:
        zh, en = f"文件有 {size >> 20} MB", f"the file has {size >> 20} MB"
        return Answer(findings=refuse_limit(request.name, zh, en).findings)
    answer = ask_child(msgspec.msgpack.encode(request), seconds)
    if answer is None:
        zh = f"{seconds:g} 秒内没有读完，或内存超限，或解析程序意外中止"
        en = f"reading did not end within {seconds:g} seconds, took too much memory, or broke off"
        return Answer(findings=refuse_limit(request.name, zh, en).findings)
    return answer


def ask_child(request: bytes, seconds: float) -> Answer | None:
    """The answer of a new child; None when it ends without one, is too slow or says too much."""
    with tempfile.TemporaryFile() as stream:
        # A file and not a pipe: a child that stops reading can't hold up its parent.
        stream.write(request)
        stream.seek(0)
        said = run_child(stream, seconds)
    if said is None:
        return None
    try:
        return msgspec.msgpack.decode(said, type=Answer)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def run_child(request: IO[bytes], seconds: float) -> bytes | None:
    """What a child writes before it ends well; None for any other end."""
    child = subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "liangcai_host.sandbox.child"],
        stdin=request,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=make_environment(),
        cwd=tempfile.gettempdir(),
        close_fds=True,
    )
    end = threading.Timer(seconds, child.kill)
    end.start()
    try:
        assert child.stdout is not None  # noqa: S101 - asked for above
        said = child.stdout.read(ANSWER_BYTES + 1)
        if len(said) > ANSWER_BYTES:
            child.kill()
        status = child.wait()
    finally:
        end.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    return said if status == 0 and len(said) <= ANSWER_BYTES else None


def make_environment() -> dict[str, str]:
    """The environment of the child: where our packages are, and nothing of ours."""
    folders = {str(Path(package.__file__ or "").resolve().parents[1]) for package in (liangcai, liangcai_host)}
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(sorted(folders)), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
