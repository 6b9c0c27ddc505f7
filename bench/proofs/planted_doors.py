"""Bugs that open a door: what belongs to another is found.

In: nothing. Out: context managers that plant. Follows: each must be caught by R16.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import UUID

from liangcai_web.applicant import views_files
from liangcai_web.centre import batch_page
from liangcai_web.records.applications import EvidenceFile
from liangcai_web.records.batches import Batch


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
