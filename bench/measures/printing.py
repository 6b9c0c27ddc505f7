"""Printing certificates as PDF, against the limit of ten thousand in three minutes.

In: made-up certificates, each with its own number, name and QR code. Out: a ratio for one process, one for all cores.
Follows: the product's promise of a centre's largest batch; PDF/A-2b, one file a certificate.
"""

import multiprocessing
import os
import statistics
import time
from collections.abc import Iterator

from tests.data.certificate import NAME, NOW, issue

from bench.ratio import Ratio, time_once
from liangcai.credentials.compact import verification_url
from liangcai.findings import Message
from liangcai_host.typesetting.result_sheets import certificate_sheet
from liangcai_host.typesetting.sheets import CertificateSheet, Exam
from liangcai_host.typesetting.typeset import typeset_certificate

LIMIT_SECONDS, LIMIT_COUNT = 180.0, 10_000
SHEETS, RUNS = 30, 5
PAGE = "https://exam.example.org/verify"
EXAM = Exam(
    organisation=NAME,
    occupation=Message("测试员", "Tester"),
    level=Message("初级", "Junior"),
    direction=None,
    standard="9-99-99-99@2020",
    batch="2026-0001",
)


def measure() -> Iterator[Ratio]:
    """In turns: one process, then one a core; fonts and templates are read before the clock starts."""
    cores = os.cpu_count() or 1
    batches = [make_sheets(start, SHEETS) for start in range(0, cores * SHEETS, SHEETS)]
    print_all(batches[0][:1])
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        pool.map(print_all, [batch[:1] for batch in batches for _ in range(2)], chunksize=1)
        alone = [time_once(lambda: print_all(batches[0])) for _ in range(RUNS)]
        worked = [processor_seconds(batches[0]) for _ in range(RUNS)]
        together = [time_once(lambda: pool.map(print_all, batches, chunksize=1)) for _ in range(RUNS)]
    yield rate("print on one core", alone, SHEETS)
    yield rate("print, processor time", worked, SHEETS)
    yield rate(f"print on {cores} cores", together, cores * SHEETS)


def processor_seconds(sheets: list[CertificateSheet]) -> float:
    """What one core alone would need, whoever else uses this machine."""
    began = time.process_time()
    print_all(sheets)
    return time.process_time() - began


def rate(name: str, seconds: list[float], count: int) -> Ratio:
    """Certificates a second over those that the limit asks for."""
    wanted = LIMIT_COUNT / LIMIT_SECONDS
    rates = tuple(count / one for one in seconds)
    return Ratio(
        name=name,
        values=tuple(one / wanted for one in rates),
        ours=f"{statistics.median(rates):.1f} PDF a second",
        theirs=f"limit {LIMIT_COUNT:,} in three minutes, {wanted:.1f} a second",
    )


def make_sheets(start: int, count: int) -> list[CertificateSheet]:
    """What certificates say, ready to be set."""
    issued = [issue(serial=serial) for serial in range(start + 1, start + count + 1)]
    return [
        certificate_sheet(
            one.credential, EXAM, verification_url(PAGE, one.token), issued=NOW.date(), issuer_en="Demonstration body"
        )
        for one in issued
    ]


def print_all(sheets: list[CertificateSheet]) -> None:
    """A PDF each; one that can't be printed would make the figure a lie."""
    for sheet in sheets:
        result = typeset_certificate(sheet)
        assert result.value is not None, result.findings
