"""The trial of a pack of this engine: every solution with every seed on a real bench, several benches at once.

In: a station, seeds. Out: a trial. Follows: each bench is a process of its own, forked from one that has prepared what
is costly, with a network of its own; its gateway runs faster than the pack's, as nobody looks at it.
"""

import asyncio
import contextlib
import os
import select
import signal
import socket
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import StationReport
from liangcai.stations.trial import Trial, judge_trial
from liangcai_host.benches.confine import die_with_parent
from liangcai_host.benches.model import Json, Step, read_report, write_report
from liangcai_stations.field.bench import Kit, Sight, open_bench
from liangcai_stations.field.events import AnyEvent, read_line, write_event
from liangcai_stations.field.scene import NET
from liangcai_stations.field.station import need_world, report_evidence, solve
from liangcai_stations.folder import Station

AT_ONCE = 8
PERIOD = 0.12
LONGEST = 60.0
FIRST_NET, MOST_NETS, PROBED = 100, 150, (30, 1883)
"""Trials use the networks 127.50.100 to 249, so that they are not in the way of benches that serve candidates."""


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """A solution that was played: its report, the evidence, and the steps that the bench did not take."""

    report: Json
    evidence: Json
    refused: tuple[Json, ...] = ()


def make_kit() -> Kit:
    """What is costly, prepared in this process; libraries are imported with it."""
    from liangcai_stations.field.wire.opcua import prepare_server
    from liangcai_stations.field.wire.trust import make_keys

    return Kit(server=prepare_server(), keys=make_keys())


def try_station(station: Station, seeds: Iterable[str], at_once: int = AT_ONCE) -> Trial:
    """Every solution with every seed, held against what the pack promises."""
    kit, jobs = make_kit(), []
    for seed in seeds:
        solved = solve(station.solutions, need_world(station, seed)).value
        jobs += [(seed, name) for name in solved]
    played = run_forked([(station, seed, name) for seed, name in jobs], kit, at_once)
    reports: dict[str, list[StationReport]] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    for (_, name), one in zip(jobs, played, strict=True):
        reports.setdefault(name, []).append(read_report(one.report))
        refused[name] = (*refused.get(name, ()), *(_read_finding(found) for found in one.refused))
    return judge_trial(station.pack, reports, refused)


def play_log(station: Station, seed: str, lines: Sequence[tuple[int, bytes]]) -> Result[StationReport]:
    """The report of a log of numbered lines on a real bench, and what of it could not be read or was not taken."""
    events, findings = list[AnyEvent](), list[Finding]()
    for number, line in lines:
        read = read_line(line)
        events += [read.value] if read.value is not None else []
        findings += [msgspec.structs.replace(one, line=number) for one in read.findings]
    played = asyncio.run(play(station, seed, events, make_kit(), NET, period=None))
    return Result(read_report(played.report), (*findings, *(_read_finding(one) for one in played.refused)))


async def play(
    station: Station, seed: str, events: Sequence[AnyEvent], kit: Kit, net: str, period: float | None = PERIOD
) -> Played:
    """A bench from its opening to the report of its evidence."""
    world = need_world(station, seed, net)
    seen: list[Json] = []

    async def observe(body: Json) -> int:
        seen.append(body)
        return len(seen)

    refused = []
    with tempfile.TemporaryDirectory() as folder:
        bench = await open_bench(world, kit, Path(folder), observe, sight=Sight(station=station), period=period)
        try:
            for place, event in enumerate(events):
                taken, finding = await bench.step(Step(id=f"s{place}", body=write_event(event)))
                if not taken and finding is not None:
                    refused.append(finding)
            evidence = await bench.evidence()
        finally:
            await bench.close()
    report = report_evidence(station, seed, evidence)
    return Played(report=write_report(report), evidence=evidence, refused=tuple(refused))


def run_forked(jobs: Sequence[tuple[Station, str, str]], kit: Kit, at_once: int) -> list[Played]:
    """Play each job in a forked process of its own, so many at once; raises RuntimeError where a process fails."""
    waiting, done = list(enumerate(jobs)), dict[int, Played]()
    running: dict[int, tuple[int, int, str, bytearray]] = {}
    nets = find_nets(at_once)
    while waiting or running:
        while waiting and nets:
            place, (station, seed, name) = waiting.pop(0)
            net = nets.pop()
            out, pid = _fork(station, seed, name, kit, net)
            running[out] = (place, pid, net, bytearray())
        ready, _, _ = select.select(list(running), [], [], LONGEST)
        if not ready:
            for _, pid, _, _ in running.values():
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            raise RuntimeError("a bench of the trial does not answer")
        for out in ready:
            place, pid, net, buffer = running[out]
            if chunk := os.read(out, 1 << 16):
                buffer += chunk
                continue
            os.close(out)
            os.waitpid(pid, 0)
            del running[out]
            nets.append(net)
            try:
                done[place] = msgspec.json.decode(bytes(buffer), type=Played)
            except msgspec.DecodeError as error:
                raise RuntimeError(f"trial {jobs[place][1:]}: {bytes(buffer[-2000:]).decode()}") from error
    return [done[place] for place in range(len(jobs))]


def find_nets(count: int) -> list[str]:
    """So many networks on which nobody listens; raises RuntimeError where there are not as many."""
    found: list[str] = []
    first = os.getpid() % MOST_NETS
    for place in range(MOST_NETS):
        net = f"127.50.{FIRST_NET + (first + place) % MOST_NETS}"
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((f"{net}.{PROBED[0]}", PROBED[1]))
                found.append(net)
        if len(found) == count:
            return found
    raise RuntimeError("no network is free for a trial")


def _fork(station: Station, seed: str, name: str, kit: Kit, net: str) -> tuple[int, int]:
    """A process that plays one solution, and the end of the pipe by which it tells its report."""
    out, into = os.pipe()
    parent, pid = os.getpid(), os.fork()
    if pid:
        os.close(into)
        return out, pid
    with contextlib.suppress(BaseException), os.fdopen(into, "wb") as pipe:
        os.close(out)
        die_with_parent(parent)
        try:
            events = solve(station.solutions, need_world(station, seed, net)).value[name]
            pipe.write(msgspec.json.encode(asyncio.run(play(station, seed, events, kit, net))))
        except BaseException as error:
            pipe.write(repr(error).encode())
            raise
    os._exit(0)


def _read_finding(found: Json) -> Finding:
    return Finding(
        rule=found["rule"], severity=Severity.ERROR, message=Message(found["message"]["zh"], found["message"]["en"])
    )
