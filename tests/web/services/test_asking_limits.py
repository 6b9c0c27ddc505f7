"""What anybody may ask is limited for all processes together, and the table that says so stays small."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from liangcai_host import clock
from liangcai_web.records.limits import Asked
from liangcai_web.services.accounts.asking_limits import SharedLimit

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=10)


def test_two_processes_count_together_and_the_time_runs_out():
    one, other, now = SharedLimit("verify", 3, WINDOW), SharedLimit("verify", 3, WINDOW), clock.now()
    assert [limit.take("192.0.2.1", now) for limit in (one, other, one, other, one)] == [True, True, True, False, False]
    assert other.take("192.0.2.2", now), "another address asks as the first"
    assert SharedLimit("objection", 1, WINDOW).take("192.0.2.1", now), "another question has its own count"
    assert not one.take("192.0.2.1", now + WINDOW - timedelta(seconds=1))
    assert [one.take("192.0.2.1", now + WINDOW) for _ in range(4)] == [True, True, True, False]
    assert not Asked.objects.filter(asker__contains="192.0.2").exists()


def test_whoever_begins_at_the_same_moment_is_counted_once(monkeypatch):
    limit, now = SharedLimit("verify", 2, WINDOW), clock.now()

    def race(moment):
        monkeypatch.setattr(limit, "_sweep", lambda _: None)
        assert SharedLimit("verify", 2, WINDOW).take("192.0.2.1", moment)

    monkeypatch.setattr(limit, "_sweep", race)
    assert limit.take("192.0.2.1", now)
    assert Asked.objects.get().count == 2
    assert not limit.take("192.0.2.1", now)


def test_the_table_is_bounded_and_swept():
    limit, now = SharedLimit("verify", 1, WINDOW, rows=5), clock.now()
    for place in range(20):
        assert limit.take(f"192.0.2.{place}", now + timedelta(seconds=place))
    assert Asked.objects.count() == 5
    assert not limit.take("192.0.2.19", now + timedelta(seconds=20)), "the newest are those that stay"
    assert limit.take("192.0.2.99", now + 2 * WINDOW)
    assert Asked.objects.count() == 1


def test_the_tables_are_those_of_the_migrations():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
