"""What is undone does not count, taking everything is no skill, and a pack that makes no sense is a finding."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from tests.data.record_stations import TEMPLATE, open_bundled, solved, world_of

import liangcai_reference
from liangcai_stations.folder import FILES, TASK_ZH, write_task
from liangcai_stations.record.checks import grade_events
from liangcai_stations.record.events import AnyEvent, Issue, Put, Save, Take
from liangcai_stations.record.station import read_station
from liangcai_stations.record.world import run_events


def share(name: str, events: tuple[AnyEvent, ...], check: str) -> Fraction:
    """What of a check is earned."""
    report = grade_events(open_bundled(name).pack, world_of(name), events)
    return next(one.earned / one.possible for one in report.results if one.check.id == check)


def test_a_wrong_line_that_was_taken_back_does_no_harm() -> None:
    names, reference = world_of("supplies").names, solved("supplies")["reference"]
    first = next(place for place, event in enumerate(reference) if isinstance(event, Issue))
    late = str(names["code_0"])
    wrong = (
        Issue(request="q1", batch=late, quantity=Decimal(5)),
        Issue(request="q1", batch=late, quantity=Decimal(-5)),
    )
    events = (*reference[:first], *wrong, *reference[first:])
    assert not run_events(world_of("supplies"), events).findings
    assert share("supplies", events, "fefo") == share("supplies", events, "ledger") == 1
    half_back = (
        *reference[:first],
        wrong[0],
        Issue(request="q1", batch=late, quantity=Decimal(-4)),
        *reference[first:],
    )
    assert share("supplies", half_back, "fefo") == 0
    back_twice = (*reference[:first], *wrong, wrong[1])
    assert [one.rule for one in run_events(world_of("supplies"), back_twice).findings] == ["record.quantity"]


def test_nothing_goes_out_that_is_not_there_or_is_set_apart() -> None:
    world = world_of("supplies")
    stale, quantity = str(world.names["code_1"]), Decimal(10**6)
    reference = solved("supplies")["reference"]
    apart = next(place for place, event in enumerate(reference) if type(event).__name__ == "Quarantine")
    too_much = (*reference[:apart], Issue(request="q1", batch=stale, quantity=quantity))
    assert run_events(world, too_much).findings[0].rule == "record.quantity"
    assert run_events(world, (*reference[: apart + 1], Issue(request="q1", batch=stale, quantity=Decimal(1)))).findings


def test_to_take_every_row_in_earns_no_more_than_half() -> None:
    taken = tuple(Take(row=f"r{number}") for number in range(1, 6))
    assert share("health-record", taken, "import") == Fraction(1, 2)


def test_a_slip_before_saving_is_none_but_what_was_saved_once_stays_a_veto() -> None:
    reference = solved("disinfection")["reference"]
    mixed = Put(record="floor", field="agents", value=("acid", "chlorine"))
    slip = (*reference, mixed)
    assert share("disinfection", slip, "apart") == 1
    saved = (*reference[:2], mixed, Save(record="floor"), *reference[2:-1])
    report = grade_events(open_bundled("disinfection").pack, world_of("disinfection"), saved)
    assert report.vetoes == ("apart",)


def test_a_critical_field_caps_its_check() -> None:
    world = world_of("health-record")
    other = next(code for code in "1234" if code != world.names["blood_0_code"])
    wrong = (Put(record="info", field="blood", value=other), Save(record="info"))
    assert share("health-record", (*solved("health-record")["reference"], *wrong), "health") == Fraction(1, 2)


def test_the_task_is_written_with_what_was_drawn() -> None:
    task = write_task(open_bundled(TEMPLATE), world_of(TEMPLATE).names)
    assert str(world_of(TEMPLATE).names["last"]) in task.zh
    assert "{" not in task.zh + task.en


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("world.toml", "low = 100, high = 980", "low = nan, high = inf"),
        ("world.toml", "low = 100, high = 980", "low = 9, high = 1"),
        ("world.toml", "low = 100, high = 980", "low = 1, high = 9, step = 0"),
        ("world.toml", 'formula = "last + 1"', 'formula = "__import__(0)"'),
        ("world.toml", 'formula = "last + 1"', 'formula = "1 / (last - last)"'),
        ("world.toml", "count = 2", 'count = "x"'),
        ("world.toml", '"2000-12-31"', '"1900-12-31"'),
        ("world.toml", 'name = "{guest_name}"', 'name = "{nobody}"'),
        ("world.toml", 'form = "entry"', 'form = "other"'),
        ("world.toml", 'kind = "segments"', 'kind = "guess"'),
        ("world.toml", 'day = "2026-03-16"', f"day = {'[' * 4000}"),
        ("solutions.toml", 'do = "ask"', 'do = "fly"'),
        ("solutions.toml", 'drop = [{ do = "save" }]', 'drop = [{ do = "send" }]'),
        ("solutions.toml", "[mutants.not-saved]", "[mutants.other]"),
        ("pack.toml", 'id = "number"', 'id = "other"'),
        ("pack.toml", 'engine = "record"', 'engine = "field"'),
        (TASK_ZH, "{things}", "{thing}"),
    ],
)
def test_a_pack_that_makes_no_sense_is_a_finding(file: str, old: str, new: str) -> None:
    files = liangcai_reference.read_template_files()
    assert old in files[file]
    read = read_station({**files, file: files[file].replace(old, new)})
    assert read.value is None
    assert read.findings
    assert all(finding.message.zh and finding.message.en for finding in read.findings)


def test_a_file_that_is_missing_is_named() -> None:
    assert {one.document for one in read_station({}).findings} == set(FILES)
    assert msgspec.json.encode(read_station({}).findings)
