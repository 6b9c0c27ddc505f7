"""An examination with a station of records, as far as its candidates wait for their benches."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

import liangcai_reference
from liangcai_cli.station_publishing import read_files
from liangcai_cli.station_trials import open_station
from liangcai_host import clock
from liangcai_stations.packs import try_station
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import StationPack
from liangcai_web.services.benches import desk as bench_desk
from liangcai_web.services.benches import packs as station_packs
from liangcai_web.services.benches.packs import keep_trial
from liangcai_web.services.marking.theory import mark_theory
from liangcai_web.services.registers.teams import Team, gather_team
from liangcai_web.services.rehearsal.bench import open_all_benches, work_at_bench
from liangcai_web.services.rehearsal.journey import (
    Order,
    Outcome,
    admit_people,
    open_examination,
    prepare,
    score_part,
    seated,
    sit_theory,
)
from liangcai_web.services.rehearsal.people import MadeUp
from liangcai_web.services.results.decisions import decide_awards
from tests.data.hall import FakeHall, play_half

PACK = "disinfection"
KEY, LEVEL = "4-14-01-04-2021", "四级"


@dataclass(frozen=True)
class BenchCast:
    """The batch, who runs it, its candidates with what they type, the benches."""

    batch: Batch
    team: Team
    candidates: list[Candidate]
    id_numbers: dict[str, str]
    people: dict[str, MadeUp]
    hall: FakeHall

    def sign_in(self, candidate: Candidate) -> Client:
        """A browser of this candidate."""
        client, ticket = Client(), candidate.ticket_number
        assert (
            client.post("/sitting", {"ticket_number": ticket, "id_number": self.id_numbers[ticket]}).status_code == 302
        )
        return client


def put_hall(monkeypatch: pytest.MonkeyPatch, hall: object = None) -> FakeHall:
    """Benches in memory in the place of the supervisor's, or others."""
    found: Any = hall or FakeHall()
    for module in (bench_desk, *list_users()):
        monkeypatch.setattr(module, "open_hall", lambda: found)
    station_packs.load_files.cache_clear()
    return found  # type: ignore[no-any-return]


def list_users():  # type: ignore[no-untyped-def]
    """The modules that ask for the benches by name."""
    from liangcai_web.services.benches import console as bench_console
    from liangcai_web.services.benches import examination as benches
    from liangcai_web.services.benches import practice

    return bench_console, benches, practice


def publish(name: str = PACK) -> StationPack:
    """A pack as the command publishes it, tried with one seed."""
    opened = open_station(name).value
    assert opened is not None
    return keep_trial(read_files(name), try_station(opened, ["1"]), now=clock.now())


def order_for(candidates: int, station: str = PACK) -> Order:
    """A journey on the standard of the packs of records."""
    content = liangcai_reference.read_standard_text(KEY).encode()
    return Order(
        content=content,
        name="standard.txt",
        level=LEVEL,
        direction=None,
        candidates=candidates,
        seed=7,
        station=station,
    )


def gather_bench_cast(monkeypatch: pytest.MonkeyPatch, candidates: int = 2, hall: object = None) -> BenchCast:
    """Papers open, everybody seated, a station chosen, nobody at a bench."""
    benches, team, now = put_hall(monkeypatch, hall), gather_team(), clock.now()
    publish()
    order, outcome = order_for(candidates), Outcome(document="standard.txt")
    batch = open_examination(order, team, now, outcome)
    assert batch is not None
    people = admit_people(batch, order, team, now, outcome)
    assert prepare(batch, people, team, now, outcome, order.station), outcome.findings
    rows = seated(batch)
    numbers = {row.ticket_number: people[str(row.person.uuid)].id_number for row in rows}
    return BenchCast(batch=batch, team=team, candidates=rows, id_numbers=numbers, people=people, hall=benches)


def decide_first(cast: BenchCast) -> Candidate:
    """The first candidate, who worked at a bench half way, with everybody's award decided."""
    batch, team, now = cast.batch, cast.team, clock.now()
    sit_theory(batch, cast.people, now, lambda *_: None)
    open_all_benches(batch, team.officer, now)
    for candidate in cast.candidates:
        assert work_at_bench(candidate, 1.0, play_half, now).value is not None
    mark_theory(batch, now=now, actor=team.officer)
    score_part(batch, "skill", cast.people, now, Outcome(document="standard.txt"), lambda *_: None)
    assert decide_awards(batch, now=now, actor=team.officer, approver=team.second_officer)
    return cast.candidates[0]
