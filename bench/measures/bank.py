"""A spreadsheet of 20,000 questions taken into a bank as the site does it, against ten seconds and a bare openpyxl.

In: the bundled questions of a level, under new ids until there are enough. Out: ratios: from the uploaded bytes to the
stored rows; the reading alone beside openpyxl, which only walks over the same cells; the most rows that a bounded child
may be given; memory. Follows: nothing is kept in memory from one run to the next; the tables are emptied between runs.
"""

import io
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import msgspec
import openpyxl
from django.contrib.auth import get_user_model

from bench.peak import read_questions
from bench.ratio import Ratio, against_limit, against_memory, against_peer, time_once
from liangcai.items.exchange.imported import Settlement
from liangcai.items.exchange.points import Points, list_points
from liangcai.items.exchange.splitting import MOST_BOUND
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet
from liangcai.items.model import Bank, build_bank
from liangcai_host import clock
from liangcai_host.sandbox.limits import SECONDS
from liangcai_web.records.bank import BankItem
from liangcai_web.services.accounts.offices import found_organisation
from liangcai_web.services.bank import intake as bank_import
from liangcai_web.services.bank.banks import load_bank
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.standards.opened import open_bundled

OCCUPATION, LEVEL = "2-02-10-13-2021", "初级"
ROWS, LIMIT, RUNS = 20_000, 10.0, 3


def measure() -> Iterator[Ratio]:
    """Import, reading, the most rows in one go, memory."""
    shelf = open_shelf()
    points = list_points(shelf.standard, LEVEL)
    data = write_rows(ROWS, points)
    yield measure_import(shelf, data)
    yield against_peer(
        f"read {ROWS:,} rows",
        lambda: read_questions(data, "bank.xlsx", points),
        lambda: walk_cells(data),
        RUNS,
        ("every row checked and matched, child included", "openpyxl, read only, walks over the cells"),
    )
    yield measure_most(points)
    yield measure_memory(data, points)


@cache
def open_shelf() -> Shelf:
    """A level of an organisation of its own."""
    office = found_organisation(name="题库量度", name_en="Bench bank", code="0003", province="00", site="000003")
    opened = open_bundled(OCCUPATION)
    assert opened is not None
    return Shelf(organisation=office, standard=opened.standard, level=LEVEL)


def write_rows(count: int, points: Points) -> bytes:
    """So many questions as the spreadsheet that the product writes."""
    written = write_spreadsheet(build_large(count), points)
    assert written.ok, written.findings
    return written.value


def build_large(count: int) -> Bank:
    """The bundled questions of the level again and again, each time under other ids."""
    opened = open_bundled(OCCUPATION)
    assert opened is not None
    bank = load_bank(opened.standard, LEVEL).value
    assert bank is not None
    endless = itertools.islice(itertools.cycle(bank.items), count)
    items = tuple(msgspec.structs.replace(item, id=f"N{i:06}", enemies=()) for i, item in enumerate(endless))
    return build_bank(bank.occupation, bank.edition, bank.level, items)


def measure_import(shelf: Shelf, data: bytes) -> Ratio:
    """From the bytes that were uploaded to rows in the database."""
    seconds = [time_once(partial(import_rows, shelf, data)) for _ in range(RUNS)]
    rate = f"{ROWS / sorted(seconds)[RUNS // 2]:,.0f} rows/s, {len(data) / 2**20:.1f} MB"
    said = (f"kept, read in a child, stored on SQLite ({rate})", "for the import")
    return against_limit(f"import {ROWS:,} rows", seconds, LIMIT, said)


def import_rows(shelf: Shelf, data: bytes) -> None:
    """What an upload and the button behind it do."""
    BankItem.objects.all().delete()
    bank_import._read.cache_clear()
    author, _ = get_user_model().objects.get_or_create(username="bench-author")
    document = bank_import.keep_upload(shelf, data, "bank.xlsx", now=clock.now(), actor=author)
    read = bank_import.read_upload(shelf, document, Settlement())
    assert read.value is not None
    taken = bank_import.take_in(shelf, document, read.value, now=clock.now(), actor=author)
    assert taken == BankItem.objects.count() == ROWS, taken


def walk_cells(data: bytes) -> None:
    """The least that any reader does: every cell of the first sheet is looked at once."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    assert sheet is not None
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) == ROWS + 1


def measure_most(points: Points) -> Ratio:
    """As many rows as a bounded child is given, in its seconds; one more is refused with advice to split."""
    data = write_rows(MOST_BOUND, points)
    seconds = [time_once(partial(read_questions, data, "bank.xlsx", points))]
    said = (f"{MOST_BOUND:,} rows, the most that is read in one go", "of the child")
    return against_limit("read the most rows", seconds, SECONDS, said)


def measure_memory(data: bytes, points: Points) -> Ratio:
    """Memory of a new process that reads the file, and of the child that parses it, added up."""
    with tempfile.TemporaryDirectory(prefix="liangcai-bank-") as name:
        sheet, known = Path(name) / "bank.xlsx", Path(name) / "points"
        sheet.write_bytes(data)
        known.write_bytes(msgspec.msgpack.encode(points))
        command = [sys.executable, "-m", "bench.peak", str(sheet), str(known)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    whole, child = int(said[0]), int(said[1])
    return against_memory(f"memory for {ROWS:,} rows", [whole + child], f"{child / 2**20:.0f} of them in a child")
