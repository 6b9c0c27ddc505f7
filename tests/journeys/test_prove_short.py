"""The long proofs in short form: what must never happen does not, and the planted bugs are caught."""

import base64
import gzip
import zlib
from pathlib import Path
from types import ModuleType

import pytest
from bench.account import account
from bench.postgres import NoServerError
from bench.proofs import (
    badinputs,
    cells,
    chains,
    clocks,
    closings,
    cuts,
    flaps,
    forgeries,
    full_disk,
    histories,
    hostile,
    kills,
    kills_apart,
    kills_server,
    payloads,
    planted,
    privacy,
    rescore,
    resends,
    soak,
    stored_scripts,
    surge,
    tabs,
)
from bench.proofs.looking import Look
from bench.proofs.scanning import scan_folder
from bench.proofs.wall import can_set
from bench.ratio import against_limit, against_peer
from msgspec.structs import replace

from liangcai_host.processor import list_processors
from tests.data.effort import EFFORT
from tests.journeys.live import find_chromium

pytestmark = pytest.mark.slow

PROOFS = (cells, resends, tabs, histories, flaps, closings, rescore, chains, payloads, forgeries)
NUMBER = "000000199001010015"
# The others are caught in a long run, and whenever the proofs are run in full.
BUGS = [bug for bug in planted.BUGS if EFFORT == "long" or not bug.long]


@pytest.mark.django_db
@pytest.mark.parametrize("proof", PROOFS, ids=[module.__name__.rpartition(".")[2] for module in PROOFS])
def test_what_must_never_happen_does_not(proof: ModuleType) -> None:
    result = proof.prove(proof.SHORT)
    assert result.tries >= proof.SHORT / 2
    assert not result.failed, result.lines()


def test_what_was_acknowledged_survives_a_few_kills() -> None:
    result = kills.prove(kills.SHORT)
    assert not result.failed, result.lines()


@pytest.mark.skipif(len(list_processors()) < 2, reason="one processor: the site writes by itself")
def test_what_another_process_wrote_survives_a_few_kills_of_it_and_of_the_site() -> None:
    result = kills_apart.prove(kills_apart.SHORT)
    assert not result.failed, result.lines()


def test_what_was_acknowledged_survives_a_few_cuts_of_the_power() -> None:
    result = cuts.prove(cuts.SHORT)
    assert not result.failed, result.lines()
    assert "with NORMAL 0 of" not in result.lines()


def test_all_seats_open_their_papers_at_once() -> None:
    result = surge.prove(surge.SHORT)
    assert not result.failed, result.lines()


@pytest.mark.skipif(not can_set(), reason="no compiler to make a clock that can be set")
def test_wrong_clocks_give_and_take_no_second() -> None:
    result = clocks.prove(clocks.SHORT)
    assert not result.failed, result.lines()


def test_what_was_acknowledged_survives_a_few_kills_on_postgresql() -> None:
    try:
        result = kills_server.prove(kills_server.SHORT)
    except NoServerError as error:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {error}")
    assert not result.failed, result.lines()


@pytest.mark.skipif(not full_disk.can_mount(), reason="NO SMALL DISK: unshare and a tmpfs are needed")
def test_a_full_disk_loses_nothing_and_is_recovered_from() -> None:
    result = full_disk.prove(full_disk.SHORT)
    assert not result.failed, result.lines()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="NO /proc: Linux only")
def test_a_short_soak_stays_flat_and_within_the_forecast() -> None:
    result = soak.prove(soak.SHORT)
    assert not result.failed, result.lines()


def test_a_process_that_grows_is_caught() -> None:
    rest = Look(memory=100_000_000, files=30, sockets=60, disk=1)
    pages = soak.PAGES + 60
    flat = [replace(rest, memory=rest.memory + n, files=30 + n % 3 * 2, sockets=pages - n % 9) for n in range(40)]
    grown = [replace(rest, memory=rest.memory + n * 500_000, files=30 + n, sockets=pages + n) for n in range(40)]
    assert soak.judge(flat) == soak.judge_sockets(flat, rest) == []
    assert len(soak.judge(grown)) == 2
    assert len(soak.judge_sockets(grown, rest)) == 1
    greedy = [replace(rest, disk=size) for size in (0, 10**9)]
    assert len(soak.judge_disk(greedy, 100, 10**7)) == 2


def test_hostile_files_end_as_text_or_as_a_finding() -> None:
    result = hostile.prove(hostile.SHORT)
    assert not result.failed, result.lines()


def test_bad_input_is_answered_and_stored_under_nobody_else() -> None:
    result = badinputs.prove(badinputs.SHORT)
    assert not result.failed, result.lines()
    assert result.tries == badinputs.SHORT


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM")
def test_no_text_of_a_person_becomes_markup() -> None:
    result = stored_scripts.prove(stored_scripts.SHORT)
    assert not result.failed, result.lines()


@pytest.mark.slow
def test_a_journey_leaves_no_id_number_in_plain() -> None:
    result = privacy.prove(privacy.SHORT)
    assert result.tries >= privacy.SHORT
    assert not result.failed, result.lines()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("bug", BUGS, ids=[bug.name for bug in BUGS])
def test_a_planted_bug_is_caught(bug: planted.Bug) -> None:
    if "pages escape" in bug.name and find_chromium() is None:
        pytest.skip("NO BROWSER")
    with bug.plant():
        result = bug.check()
    if "not tried" in result.promise:
        pytest.skip(result.promise)
    assert result.failed, result.lines()


@pytest.mark.parametrize(
    "hidden",
    [
        NUMBER.encode(),
        f"number={NUMBER}&".encode(),
        NUMBER.encode("utf-16"),
        NUMBER[6:17].encode(),
        zlib.compress(f"a stream of a PDF with {NUMBER} in it".encode()),
        gzip.compress(NUMBER.encode()),
        b'{"id":"' + base64.urlsafe_b64encode(b"x" + NUMBER.encode()) + b'"}',
    ],
    ids=["plain", "form", "UTF-16", "birth and serial", "deflated", "gzip", "base64"],
)
def test_the_scanner_sees_through_ways_of_writing(tmp_path: Path, hidden: bytes) -> None:
    (tmp_path / "file").write_bytes(b"before " + hidden + b" behind")
    assert scan_folder(tmp_path, [NUMBER])[1]


def test_a_zero_is_printed_with_its_bound_and_a_failure_without() -> None:
    assert "0 of 300 kills (95 % bound 0.01)" in account("R1", "lost", 300, "kills", []).lines()
    failed = account("R1", "lost", 300, "kills", [f"answer {number}" for number in range(9)]).lines()
    assert "9 of 300 kills" in failed
    assert "bound" not in failed
    assert failed.count("answer") == 5


def test_a_ratio_says_how_often_ours_goes_into_theirs() -> None:
    limited = against_limit("read", [0.1, 0.25, 0.5], 0.5, ("one", "for one"))
    assert limited.line().startswith("read: 2 × (1–5, 3 runs)")
    calls: list[str] = []
    peer = against_peer("save", lambda: calls.append("ours"), lambda: calls.append("theirs"), 3, ("us", "them"))
    assert calls == ["ours", "theirs"] * 3
    assert peer.median > 0
