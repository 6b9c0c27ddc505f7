"""R20: no cell of a table that leaves the program is computed by the program that opens it.

In: how many hostile cells. Out: an account, a try a cell. Follows: ASVS 5.0, 1.2.10. Words that people may type go
through every exporter: names and reasons of applications, questions of a bank, requirements of a standard, heads. What
comes out is opened by openpyxl, which tells formulas from words, and by ``csv``; where the words are looked for again.
"""

import csv
import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence

import msgspec
import openpyxl
from django.db import transaction

import liangcai_reference
from bench.account import Account, account
from liangcai.findings import Message, Reason
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet
from liangcai.items.model import Item, build_bank
from liangcai.scheduling.registry.places import ROOM_HEADS
from liangcai.scheduling.registry.staff import STAFF_HEADS
from liangcai.scheduling.registry.write import write_register
from liangcai.standard.exchange.listing import write_csv
from liangcai.standard.model import Requirement, Standard
from liangcai.standard.read import read_standard
from liangcai.tables.table import Column, Table
from liangcai.tables.text import write_text
from liangcai.tables.workbook import write_workbook
from liangcai.training.sheet import SheetSession, SheetTrainee, write_sheet
from liangcai_host import clock
from liangcai_web.records.applications import Application
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.people import Person
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.admission import export as applications_export
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.payloads.applications import ApplicationDecided

LONGEST_NAME = 80
SHORT, LONG = 600, 12_000
SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "\0=", " =", "\u200b=", "\ufeff=", "\u3000@")
CALLS = (
    "1+1",
    'cmd|"/C calc"!A0',
    'HYPERLINK("http://127.0.0.1:9/?"&A1,"x")',
    'WEBSERVICE("http://127.0.0.1:9")',
    'DDE("cmd";"/C calc";"x")',
    "SUM(1,1)*2",
    "INDIRECT(ADDRESS(1,1))",
    "9E9",
    "A1",
    'IMPORTXML("http://127.0.0.1:9","//a")',
)
BREAKS = (
    '"{}',
    "'{}",
    '","{}',
    ";{}",
    '"\n"{}',
    '</t></is></c><c r="Z1"><f>1+1</f></c><c><is><t>{}',
    "]]>{}",
    "_x003D_{}",
    "{}_x000D_",
    "&#61;{}",
    "{{{}}}",
)
NUMBER = re.compile(r"&(?:amp;)?(\d+)")  # a bank writes a word that looks like markup with entities
COMPUTED = frozenset("=+-@\t\r\n\0＝＋－＠")
Seen = Sequence[str]
Maker = Callable[[list[str]], Iterator[str]]


def prove(tries: int) -> Account:
    """A fifth of the cells through each exporter."""
    makers: tuple[Maker, ...] = (
        try_applications,
        try_bank,
        try_standard,
        try_registers,
        try_attendance,
        try_workbook,
        try_text,
    )
    rng, faults, tried = random.Random(20), [], 0  # noqa: S311
    for make in makers:
        words = [draw(rng, tried + number) for number in range(-(-tries // len(makers)))]
        with transaction.atomic():
            faults += [f"{make.__name__[4:]}: {fault}" for fault in make(words)]
            transaction.set_rollback(True)
        tried += len(words)
    said = f"{len(makers)} exporters, {len(SIGNS)} signs, {len(CALLS)} calls, {len(BREAKS)} ways to break out of a cell"
    return account("R20", "cells that evaluate, or words that were lost", tried, "hostile cells", faults, said)


def draw(rng: random.Random, number: int) -> str:
    """Words that would be computed, each different by its number."""
    word = f"{rng.choice(SIGNS)}{rng.choice(CALLS)}&{number}"
    return rng.choice(BREAKS).format(word) if rng.random() < 0.4 else word


def look_in_workbook(data: bytes, words: Seen) -> Iterator[str]:
    """Cells that are computed, links, and words that are not there as words."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in cells:
        if cell.data_type not in ("s", "n") or (cell.data_type == "n" and not isinstance(cell.value, int | float)):
            yield f"{cell.coordinate} is of type {cell.data_type}: {str(cell.value)[:60]}"
        if cell.hyperlink:
            yield f"{cell.coordinate} is a link"
        if cell.data_type == "s" and leads(str(cell.value)) and not cell.quotePrefix and cell.row > 1:
            yield f"{cell.coordinate} would be computed when typed again: {str(cell.value)[:60]}"
    if book.defined_names:
        yield "it names formulas"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        odd = [name for name in package.namelist() if "externalLink" in name or "vba" in name]
        yield from (f"it holds {name}" for name in odd)
        if any(b"<f>" in package.read(name) or b"<f " in package.read(name) for name in package.namelist()):
            yield "it holds a formula"
    yield from find_lost(words, [str(cell.value) for cell in cells])


def look_in_text(data: bytes, words: Seen) -> Iterator[str]:
    """Cells that begin with a sign, and words that are not there."""
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    yield from (f"begins with a sign: {cell[:60]!r}" for cell in cells if leads(cell))
    yield from find_lost(words, cells)


def leads(text: str) -> bool:
    """Whether the first character, or the first that can be seen, is a sign."""
    shown = "".join(letter for letter in text if unicodedata.category(letter)[0] not in "CZ")
    return text[:1] in COMPUTED - {""} or (bool(shown) and shown[0] in COMPUTED)


def find_lost(words: Seen, cells: list[str]) -> list[str]:
    """Words whose number is in no cell: what was not written is no proof."""
    there = {number for cell in cells for number in NUMBER.findall(cell)}
    lost = [word for word in words if NUMBER.findall(word)[-1] not in there]
    return [f"{len(lost)} words are lost, such as {lost[0]!r}"] if lost else []


def try_workbook(words: list[str]) -> Iterator[str]:
    """A table by itself: every word in a column of words and in one of numbers, some as heads."""
    columns = (*(Column(head=word) for word in words[:4]), Column(head="数", number=True))
    rows = tuple((word,) * len(columns) for word in words[4:])
    yield from look_in_workbook(write_workbook(Table(name="表", columns=columns, rows=rows)), words)


def try_text(words: list[str]) -> Iterator[str]:
    """The same as text."""
    columns = tuple(Column(head=word) for word in words[:2])
    rows = tuple(zip(words[2::2], words[3::2], strict=False))
    wanted = words[: 2 + 2 * len(rows)]
    yield from look_in_text(write_text(Table(name="表", columns=columns, rows=rows)), wanted)


def try_applications(words: list[str]) -> Iterator[str]:
    """People with such names, decided on with such clauses."""
    now, half = clock.now(), len(words) // 2
    fit = [word for word in words if len(word) <= LONGEST_NAME and "\0" not in word][:half]
    rest = [word for word in words if word not in set(fit)]
    names, clauses = fit[: len(rest)], rest[: len(fit)]
    office = found_organisation(name="表格机构", name_en="Cells", code="0005", province="00", site="000005")
    officers = [open_account(office, f"cells-{number}", "made-up pass phrase", "officer") for number in (1, 2)]
    standard = Document.objects.create(
        organisation=office, kind=Document.Kind.STANDARD, sha256="0" * 64, name="x", content=b"", kept_at=now
    )
    batch = Batch.objects.create(
        organisation=office, standard=standard, title="表格", level="初级", seed=1, starts_at=now, opened_at=now
    )
    people = Person.objects.bulk_create(Person(organisation=office, name=name, id_number_tail="0000") for name in names)
    Application.objects.bulk_create(
        Application(batch=batch, person=one, number=f"C{n:08}", state="admitted", kept_at=now, machine="admitted")
        for n, one in enumerate(people)
    )
    facts = [
        NewFact(kind="application_decided", payload=decide(clause), subject=one.uuid)
        for one, clause in zip(people, clauses, strict=False)
    ]
    append_facts(office, facts, now=now, actor=officers[0], approver=officers[1], batch=batch.uuid)
    yield from look_in_workbook(applications_export.write_applications(batch), [*names, *clauses])


def decide(clause: str) -> ApplicationDecided:
    """A decision with one reason."""
    return ApplicationDecided(status="admitted", reasons=(Reason(clause=clause, met=True, message=Message("", "")),))


def try_registers(words: list[str]) -> Iterator[str]:
    """Lists of staff and of rooms in which every field says such words."""
    half = len(words) // 2
    for heads, own in ((STAFF_HEADS, words[:half]), (ROOM_HEADS, words[half:])):
        rows = [
            dict(zip((head.field for head in heads), own[at:], strict=False)) for at in range(0, len(own), len(heads))
        ]
        yield from look_in_workbook(write_register("x", heads, rows), own)


def try_attendance(words: list[str]) -> Iterator[str]:
    """An attendance sheet with such names and such sessions."""
    people = [SheetTrainee(number=number, name=word, tail="0000") for number, word in enumerate(words[3:], 1)]
    sessions = [SheetSession(number=number, words=word, hours=1) for number, word in enumerate(words[:3], 1)]
    yield from look_in_workbook(write_sheet(people, sessions, {}), words)


def try_bank(words: list[str]) -> Iterator[str]:
    """Questions that say such words: the stem, the options, why, where from."""
    rows = [words[start : start + 6] for start in range(0, len(words) - 5, 6)]
    items = tuple(
        Item(
            id=f"K1.1.1-{number:04}",
            requirement="K1.1.1",
            type="single",
            stem=row[0],
            options=(row[1], row[2], row[3], "d"),
            key="A",
            difficulty=0.5,
            rationale=row[4],
            source=row[5],
        )
        for number, row in enumerate(rows)
    )
    bank = build_bank("0-00-00-00", "2021", "初级", items)
    written = write_spreadsheet(bank, Points(occupation="0-00-00-00", edition="2021", level="初级", points=()))
    yield from look_in_workbook(written.value, [word for row in rows for word in row])


def try_standard(words: list[str]) -> Iterator[str]:
    """A standard whose requirements say such words."""
    occupation = liangcai_reference.list_occupations()[0]
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    left = list(words)
    while left:
        count = len(left)
        data = write_csv(fill_standard(standard, left))
        yield from look_in_text(data, words[len(words) - count : len(words) - len(left)])


def fill_standard(standard: Standard, left: list[str]) -> Standard:
    """The standard with the next words for its requirements and names, as many as it has room for."""

    def take(now: str) -> str:
        return left.pop(0) if left else now

    def requirement(one: Requirement) -> Requirement:
        return msgspec.structs.replace(one, text=take(one.text))

    work = []
    for level in standard.work:
        functions = []
        for function in level.functions:
            tasks = [
                msgspec.structs.replace(
                    task,
                    name=take(task.name),
                    skills=tuple(map(requirement, task.skills)),
                    knowledge=tuple(map(requirement, task.knowledge)),
                )
                for task in function.tasks
            ]
            functions.append(msgspec.structs.replace(function, name=take(function.name), tasks=tuple(tasks)))
        work.append(msgspec.structs.replace(level, functions=tuple(functions)))
    return msgspec.structs.replace(standard, work=tuple(work))
