"""What is asked in SQL is the same as what Django asks, value by value and type by type."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from liangcai_web.records.access import SittingAccess
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import last_fact, newest_fact, newest_of_two
from liangcai_web.services.sittings.access import find_access
from liangcai_web.services.sittings.seated import find_candidate, find_ticket_holder
from tests.data.cast import gather_cast

pytestmark = pytest.mark.django_db


def values(row: models.Model) -> dict[str, tuple[type, object]]:
    """Every value with its type; memory views, as one database gives bytes, are bytes."""
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    plain = {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}
    return {name: (type(value), value) for name, value in plain.items()}


def test_a_seated_candidate_comes_whole_in_one_question() -> None:
    expected = gather_cast().candidates[0]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = find_candidate(str(expected.uuid))
        assert found is not None
        rows = (found, found.person, found.batch, found.batch.organisation)
        title = found.batch.standard.sha256
    assert len(asked) == 1
    fresh = Candidate.objects.get(pk=expected.pk)
    wanted = (fresh, fresh.person, fresh.batch, fresh.batch.organisation)
    assert [values(row) for row in rows] == [values(row) for row in wanted]
    assert title == fresh.batch.standard.sha256
    assert not any(row._state.adding for row in rows)


def test_the_bytes_of_the_standard_are_read_when_somebody_asks() -> None:
    expected = gather_cast().candidates[0]
    found = find_ticket_holder(expected.ticket_number)
    assert found is not None
    assert "content" in found.batch.standard.get_deferred_fields()
    assert bytes(found.batch.standard.content) == bytes(expected.batch.standard.content)


@pytest.mark.parametrize("name", ["", "nobody", "00000000-0000-0000-0000-000000000000", "' OR 1=1 --"])
def test_nobody_is_found_under_a_name_that_nobody_has(name: str) -> None:
    gather_cast()
    assert find_candidate(name) is None
    assert find_ticket_holder(name) is None


def test_the_newest_fact_is_the_one_that_django_finds() -> None:
    batch = gather_cast().batch
    facts = Fact.objects.filter(batch=batch.uuid).order_by("-position")
    kinds = set(facts.values_list("kind", flat=True))
    assert kinds
    for kind in kinds:
        found, wanted = last_fact(batch.uuid, kind), facts.filter(kind=kind).first()
        assert found is not None
        assert wanted is not None
        assert values(found) == values(wanted)
        if wanted.subject is not None:
            newest = newest_fact(wanted.subject, kind)
            assert newest is not None
            assert values(newest) == values(wanted)
            assert newest_of_two(wanted.subject, (kind, "nothing")) == newest
    assert last_fact(batch.uuid, "nothing") is None


def test_the_rules_of_a_sitting_are_found_with_what_they_hold() -> None:
    batch = gather_cast().batch
    assert find_access(batch) is None
    SittingAccess.objects.create(batch=batch, networks="10.0.0.0/8", salt=b"\x00\x01")
    found = find_access(batch)
    assert found is not None
    assert values(found) == values(SittingAccess.objects.get(batch=batch))
