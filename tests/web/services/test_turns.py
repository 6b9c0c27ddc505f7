"""Many who write at once: facts stand in one line, nothing is done twice, nobody waits for ever.

Threads need a database that takes several writers: these run where the tests are run on PostgreSQL.
"""

import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection, connections

from liangcai.eligibility.application import Application
from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Counter, Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.services.admission.office import enter_application
from liangcai_web.services.certificates.issue import issue_certificates
from liangcai_web.services.facts import NewFact, append_fact, append_once, find_break
from liangcai_web.services.payloads.base import DocumentKept
from liangcai_web.services.people import keep_people
from liangcai_web.services.turns import take_turn
from tests.web.cast import Cast, announce, gather_cast, travel

ON_POSTGRES = os.environ.get("LIANGCAI_TESTS_ON") == "postgres"
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
SAID = DocumentKept(sha256="0", name="示例", kind="standard")
several_writers = pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has one writer: LIANGCAI_TESTS_ON=postgres")
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == ("postgresql" if ON_POSTGRES else "sqlite")


def at_once(work: Callable[[], object], times: int = 6) -> list[BaseException]:
    """Do a work in several threads, all from the same moment; what went wrong."""
    start, faults = threading.Barrier(times), list[BaseException]()

    def run() -> None:
        try:
            start.wait()
            work()
        except BaseException as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.fixture
def cast() -> Cast:
    """The people of the staff pages."""
    return gather_cast()


@several_writers
def test_facts_of_many_writers_stand_in_one_line(cast: Cast) -> None:
    def write() -> None:
        for _ in range(15):
            append_fact(cast.office, "standard_adopted", SAID, now=NOW)

    assert at_once(write) == []
    assert list(Fact.objects.values_list("position", flat=True)) == list(range(1, 91))
    assert find_break(cast.office) is None


@several_writers
def test_who_only_adds_a_row_of_the_office_does_not_wait_for_a_turn(cast: Cast) -> None:
    def add() -> None:
        keep_people(cast.office, [("某人", "000000199001010018")])
        connections.close_all()

    with take_turn(cast.office):
        adding = threading.Thread(target=add)
        adding.start()
        adding.join(5)
        waited = adding.is_alive()
    adding.join()
    assert not waited


@several_writers
def test_what_is_stated_once_is_stated_once(cast: Cast) -> None:
    batch, subject = uuid4(), uuid4()
    new = (NewFact(kind="theory_marked", payload=SAID, subject=subject),)
    assert at_once(lambda: append_once(cast.office, new, now=NOW, batch=batch)) == []
    assert Fact.objects.filter(subject=subject).count() == 1


@several_writers
def test_a_person_who_applies_at_several_counters_at_once_is_one_person(cast: Cast) -> None:
    batch = announce(cast)
    application = Application(level="初级", born=date(1990, 1, 1))
    number = "000000199001010018"

    def apply() -> None:
        enter_application(batch, "某人", number, application, now=NOW, actor=cast.team.officer)

    assert at_once(apply) == []
    assert Person.objects.count() == 1


@several_writers
def test_certificates_that_two_officers_issue_at_once_are_one_for_each_candidate(cast: Cast) -> None:
    travel(cast, 4)
    batch = Batch.objects.get()
    issued = Credential.objects.count()
    assert issued
    Credential.objects.all().delete()
    Counter.objects.all().delete()
    officers = {"actor": cast.team.officer, "approver": cast.team.second_officer}
    now = clock.now()  # the posting is over by then
    assert at_once(lambda: list(issue_certificates(batch, now=now, **officers)), 3) == []
    indexes = Credential.objects.order_by("status_index").values_list("status_index", flat=True)
    assert list(indexes) == list(range(issued))
    assert find_break(cast.office) is None
