"""The certificates of a batch as files in a folder: signed files, PDFs, and what a verifier needs beside them.

In: a batch, a folder, perhaps a run that still issues. Out: files; what could not be printed. Follows: long work is
gone on with where it broke off: a file appears whole or not at all, and one that is there is not made again.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import msgspec
from django.conf import settings

from liangcai.credentials.document import AchievementCredential
from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_host.typesetting.sheets import CertificateSheet
from liangcai_host.typesetting.typeset import print_certificate_files
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential, IssueRun
from liangcai_web.services.certificates.issue import read_trust, sign_status
from liangcai_web.services.certificates.runs import go_on
from liangcai_web.services.certificates.style import load_crest
from liangcai_web.services.printing.documents import describe_certificate, describe_exam

Count = tuple[int, int]
Tell = Callable[[Count, Count], object]
Job = tuple[CertificateSheet, bytes, str]
STEP_SECONDS, AT_ONCE = 1.0, 16


class Press:
    """Prints certificates in processes beside this one, and counts them."""

    def __init__(self, batch: Batch, folder: Path | None, workers: int) -> None:
        self.batch, self.folder = batch, folder
        self.workers = workers or os.cpu_count() or 1
        self.exam = describe_exam(batch)
        self.last, self.there = 0, 0
        self.jobs: list[Future[tuple[Finding, ...]]] = []
        self.sizes: list[int] = []

    def take(self, pool: ProcessPoolExecutor) -> None:
        """Hand what was issued since to the processes; what lies in the folder is left as it is."""
        if self.folder is None:
            return
        missing = self.list_missing(self.folder)
        while some := tuple(islice(missing, AT_ONCE)):
            self.jobs.append(pool.submit(print_certificate_files, some))
            self.sizes.append(len(some))

    def list_missing(self, folder: Path) -> Iterator[Job]:
        """What is to be printed, with its path; its signed file is written on the way."""
        rows = Credential.objects.filter(candidate__batch=self.batch, pk__gt=self.last).exclude(token="")
        for row in rows.order_by("pk").iterator(chunk_size=200):
            self.last = row.pk
            put_file(folder / f"{row}.json", bytes(row.file))
            path = folder / f"{row}.pdf"
            if path.exists():
                self.there += 1
            else:
                file = msgspec.json.decode(bytes(row.file), type=AchievementCredential)
                page = settings.VERIFY_ADDRESS
                sheet = describe_certificate(self.batch, self.exam, file, row.token, row.issued_at, page)
                yield sheet, load_crest(self.batch.organisation, sheet.style), str(path)

    def count(self) -> Count:
        """How many lie in the folder, of how many that were issued."""
        made = sum(size for job, size in zip(self.jobs, self.sizes, strict=True) if job.done())
        return self.there + made, self.there + sum(self.sizes)


def print_while_signing(
    batch: Batch, run: IssueRun | None, folder: Path | None, workers: int, tell: Tell
) -> tuple[Finding, ...]:
    """Finish a run here and print beside it what it issues; without a run, print what was issued before."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    press = Press(batch, folder, workers)
    with ProcessPoolExecutor(press.workers, mp_context=get_context("spawn")) as pool:
        over = run is None
        while not over and run is not None:
            over = go_on(run, STEP_SECONDS, clock.now())
            run.refresh_from_db()
            press.take(pool)
            tell((run.done, run.total), press.count())
        press.take(pool)
        signed = (run.done, run.total) if run else (0, 0)
        for job in press.jobs:
            job.result()
            tell(signed, press.count())
    if folder is not None:
        put_file(folder / "trust.json", read_trust().encode())
        put_file(folder / "status.json", sign_status(clock.now()))
    return tuple(finding for job in press.jobs for finding in job.result())


def put_file(path: Path, content: bytes) -> None:
    """A file, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
