"""One at a time where a look decides what is written: whoever looks waits until the one before has written.

In: an organisation, a candidate. Out: a transaction that holds the turn until it ends. Follows: facts stand in one
line. SQLite lets one writer in anyway; PostgreSQL lets in all who do not wait for the same row.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from liangcai_web.records.batches import Candidate
from liangcai_web.records.organisations import Organisation


@contextmanager
def take_turn(organisation: Organisation) -> Iterator[None]:
    """Wait for the turn in an organisation; inside a turn that is held already there is no wait."""
    with transaction.atomic():
        _hold(Organisation.objects.filter(pk=organisation.pk))
        yield


@contextmanager
def take_every_turn() -> Iterator[None]:
    """Wait for the turn in all organisations, for what is numbered through the whole installation."""
    with transaction.atomic():
        _hold(Organisation.objects.all())
        yield


@contextmanager
def take_candidate_turn(candidate: Candidate) -> Iterator[None]:
    """Wait for the turn in what concerns one candidate; the turn in their organisation may follow, never precede."""
    with transaction.atomic():
        _hold(Candidate.objects.filter(pk=candidate.pk))
        yield


def _hold(rows: "QuerySet[Model]") -> None:
    """Wait for rows, in one order for all, where a transaction keeps out no other writer, as SQLite's does."""
    if connection.features.has_select_for_update:
        # no key: whoever only adds a row that names one of them need not wait
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
