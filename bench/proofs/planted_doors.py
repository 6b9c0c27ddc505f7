"""Bugs that open a door: what belongs to another is found, what was typed is computed.

In: nothing. Out: context managers that plant. Follows: each must be caught, by R16 or by R20.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import UUID

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from liangcai.tables import text
from liangcai.tables.table import Table
from liangcai_web.applicant import views_files
from liangcai_web.centre import batch_page
from liangcai_web.records.applications import EvidenceFile
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission import export as applications_export


@contextmanager
def find_any_batch() -> Iterator[None]:
    """An office finds the batches of others."""

    def find(_organisation: Any, uuid: UUID) -> Batch | None:
        return Batch.objects.filter(uuid=uuid).select_related("standard", "organisation").first()

    with mock.patch.object(batch_page, "find_batch", find):
        yield


@contextmanager
def find_any_proof() -> Iterator[None]:
    """Who knows the address of a proof gets it."""

    def find(_row: Any, uuid: UUID) -> EvidenceFile | None:
        return EvidenceFile.objects.filter(uuid=uuid).first()

    with mock.patch.object(views_files, "find_file", find):
        yield


@contextmanager
def write_naively() -> Iterator[None]:
    """A spreadsheet is written by a program that takes words with a sign for formulas."""

    def write(table: Table) -> bytes:
        book, stream = openpyxl.Workbook(), io.BytesIO()
        for row in ([column.head for column in table.columns], *table.rows):
            book.active.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
        book.save(stream)
        return stream.getvalue()

    with mock.patch.object(applications_export, "write_workbook", write):
        yield


@contextmanager
def guard_nothing() -> Iterator[None]:
    """A table in text is written as it is."""
    with mock.patch.object(text, "guard_cell", lambda words: words):
        yield
