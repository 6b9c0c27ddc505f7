"""A sitting does not open on a disk that would be full in its middle."""

import pytest
from django.urls import reverse

from liangcai.delivery.forecast import LOGS
from liangcai_host import clock
from liangcai_host.disk.ballast import read_ballast
from liangcai_host.disk.space import Space
from liangcai_web.records.facts import Fact
from liangcai_web.services import operations
from liangcai_web.services.rehearsal.journey import Outcome, prepare
from liangcai_web.services.sittings import disk as room_office
from liangcai_web.services.sittings.disk import expect, list_open, measure_room
from liangcai_web.services.sittings.office import open_sitting
from liangcai_web.services.upkeep.starting import describe_waiting
from tests.web.cast import admit, announce, approval, client_of


@pytest.fixture
def seated(cast, monkeypatch, tmp_path):
    """A batch with papers and seats that nobody has opened yet, on a disk that no other test looks at."""
    batch = announce(cast)
    people = admit(cast, batch, 3)
    assert prepare(batch, people, cast.team, clock.now(), Outcome(document="standard.txt"))
    Fact.objects.filter(batch=batch.uuid, kind="sitting_opened")._raw_delete("default")
    for module in (room_office, operations):
        monkeypatch.setattr(module, "home", lambda: tmp_path)
    return batch


def set_free(monkeypatch, size):
    monkeypatch.setattr(room_office, "read_space", lambda _: Space(total=10**12, free=size))


def test_with_less_than_three_times_the_forecast_nobody_can_open_it(cast, seated, monkeypatch):
    needed = measure_room([seated]).forecast.needed
    assert needed > 3 * LOGS
    set_free(monkeypatch, needed - 20_000_000)
    client, address = client_of(cast.team.officer), reverse("office-sitting", args=[seated.uuid])
    page = client.get(address).content.decode()
    assert "还缺 20 MB" in page
    assert "liangcai backup" in page
    assert client.post(address, approval()).status_code == 422
    opened = open_sitting(seated, hands=cast.team.hands, now=clock.now())
    assert opened.value is None
    assert [finding.rule for finding in opened.findings] == ["sitting.room"]
    assert not Fact.objects.filter(batch=seated.uuid, kind="sitting_opened").exists()


def test_with_three_times_the_forecast_it_opens_and_one_part_becomes_ballast(cast, seated, monkeypatch, tmp_path):
    forecast = measure_room([seated]).forecast
    set_free(monkeypatch, forecast.needed)
    opened = open_sitting(seated, hands=cast.team.hands, now=clock.now())
    assert opened.value is not None
    assert read_ballast(tmp_path) >= forecast.total


def test_the_ballast_counts_as_room(seated, monkeypatch):
    set_free(monkeypatch, measure_room([seated]).forecast.needed - 1)
    assert not measure_room([seated]).suffices
    monkeypatch.setattr(room_office, "read_ballast", lambda _: 1)
    assert measure_room([seated]).suffices


def test_sittings_of_the_same_hours_are_counted_together(cast, seated, monkeypatch):
    needed = measure_room([seated]).forecast.needed
    set_free(monkeypatch, needed)
    assert room_office.check_room(seated, clock.now()) is None
    monkeypatch.setattr(room_office, "list_open", lambda _: (announce_other,))
    announce_other = announce(cast)
    admit(cast, announce_other, 2)
    monkeypatch.setattr(room_office, "expect", lambda _: expect(seated))
    assert room_office.check_room(seated, clock.now()).rule == "sitting.room"


def test_an_open_sitting_is_among_those_of_these_hours(cast, seated):
    assert seated not in list_open(clock.now())
    open_sitting(seated, hands=cast.team.hands, now=clock.now())
    assert seated in list_open(clock.now())


def test_a_site_that_starts_says_which_papers_wait_and_which_the_disk_refuses(seated, monkeypatch):
    needed = measure_room([seated]).forecast.needed
    set_free(monkeypatch, needed)
    assert describe_waiting(clock.now())[0].en.startswith(f"waits: {seated.title}")
    set_free(monkeypatch, needed - 1)
    assert "too little room" in describe_waiting(clock.now())[0].en
