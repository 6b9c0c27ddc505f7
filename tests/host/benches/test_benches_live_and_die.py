"""A bench is its stored steps: whatever happens to its process, nothing acknowledged is lost and no time either."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from liangcai_host.benches import wire
from liangcai_host.benches.addresses import hold
from liangcai_host.benches.limits import Limits
from liangcai_host.benches.starting import can_host
from tests.host.benches.rig import SHORT, Rig, is_alive, play

pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")


def test_a_killed_bench_comes_again_with_all_its_steps_and_its_time(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        for place in range(5):
            await rig.do(f"s{place}", do="add", n=1)
            os.kill(rig.pid(), signal.SIGKILL)
        assert await rig.total() == 5
        told = rig.hosted().diary.told
        assert told.lost_seconds >= 5
        assert rig.hosted().health().restarts == 5
        assert rig.hosted().diary.at() <= 1

    play(tmp_path, scenario)


def test_a_step_sent_again_is_done_once_and_answered_alike(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        first = [await rig.do("one", do="add", n=1), await rig.do("two", do="nonsense")]
        os.kill(rig.pid(), signal.SIGKILL)
        again = [await rig.do("one", do="add", n=1), await rig.do("two", do="nonsense")]
        assert [(one.seq, one.taken, one.finding) for one in first] == [
            (one.seq, one.taken, one.finding) for one in again
        ]
        assert [one.taken for one in first] == [True, False]
        assert await rig.total() == 1
        assert await rig.refused(rig.do("one", do="add", n=2)) == "benches.reused-id"

    play(tmp_path, scenario)


@pytest.mark.parametrize("fault", ["raise", "die", "hang"])
def test_a_step_at_which_the_bench_breaks_is_struck_out_and_the_rest_stays(tmp_path: Path, fault: str) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        await rig.do("one", do="add", n=3)
        reply = await rig.do("bad", do=fault)
        assert (reply.taken, reply.finding and reply.finding["rule"]) == (False, "benches.fault")
        await rig.do("two", do="add", n=4)
        assert await rig.total() == 7
        assert not (await rig.do("bad", do=fault)).taken

    play(tmp_path, scenario)


def test_who_looks_while_steps_are_taken_costs_no_step_its_answer(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        for place in range(20):
            asked = (rig.total(), rig.do(f"s{place}", do="add", n=1), rig.total())
            _, reply, _ = await asyncio.gather(*asked)
            assert reply.taken
        assert await rig.total() == 20
        assert rig.hosted().keeper.restarts == 0

    play(tmp_path, scenario)


def test_all_open_benches_come_again_after_the_supervisor_and_ended_ones_do_not(tmp_path: Path) -> None:
    seen: dict[str, str] = {}

    async def before(rig: Rig) -> None:
        for name in ("a", "b", "gone"):
            seen.update({name: (await rig.prepare(name))["adder"]})
            await rig.do("one", name, do="add", n=2)
        await rig.supervisor.stop("gone")

    async def after(rig: Rig) -> None:
        assert (await rig.prepare("b"))["adder"] == seen["b"]
        assert await rig.total("b") == await rig.total("a") == 2
        assert rig.hosted("b").diary.told.lost_seconds >= 1
        assert await rig.refused(rig.prepare("gone")) == "benches.ended"

    play(tmp_path, before)
    play(tmp_path, after)


def test_a_bench_whose_address_another_holds_by_now_gets_none_that_a_second_bench_had(tmp_path: Path) -> None:
    seen: dict[str, str] = {}

    async def before(rig: Rig) -> None:
        for name in ("a", "b"):
            seen.update({name: (await rig.prepare(name))["adder"]})

    async def after(rig: Rig) -> None:
        assert (await rig.prepare("a"))["adder"] not in seen.values()
        assert (await rig.prepare("b"))["adder"] == seen["b"]

    play(tmp_path, before)
    other = hold(seen["a"].rpartition(".")[0])
    assert other
    with other:
        play(tmp_path, after)


def test_a_hand_in_is_recorded_once_and_judged_alike_for_ever(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        await rig.do("one", do="add", n=5)
        pid = rig.pid()
        first = await rig.supervisor.hand_in("a")
        assert (first.report["earned"], first.evidence["steps"][0]["body"]["n"]) == ("50", 5)
        assert not is_alive(pid)
        assert await rig.supervisor.hand_in("a") == first
        assert await rig.refused(rig.do("two", do="add", n=5)) == "benches.ended"
        kinds = [event.kind for event in rig.journal.read("a")]
        assert kinds == ["opened", "step", "handed_in"]

    play(tmp_path, scenario)


def test_a_reset_begins_anew_and_an_earlier_run_can_be_taken_up_again(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        await rig.do("one", do="add", n=5)
        assert await rig.supervisor.answer(wire.Reset(attempt="a")) == {"run": 1}
        assert await rig.total() == 0
        assert not (await rig.do("one", do="add", n=5)).taken
        await rig.do("two", do="add", n=1)
        assert await rig.supervisor.answer(wire.Reset(attempt="a", of=0)) == {"run": 2}
        assert await rig.total() == 5
        assert await rig.refused(rig.supervisor.answer(wire.Reset(attempt="a", of=7))) == "benches.run"
        handed = await rig.supervisor.hand_in("a")
        assert (handed.evidence["runs"], [one["id"] for one in handed.evidence["steps"]]) == (3, ["one"])

    play(tmp_path, scenario)


def test_what_comes_when_the_time_is_over_is_kept_as_late_and_not_done(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare(seconds=0)
        await asyncio.sleep(1.01)
        reply = await rig.do("one", do="add", n=5)
        assert (reply.taken, reply.finding and reply.finding["rule"]) == (False, "benches.over")
        assert [event.kind for event in rig.journal.read("a")] == ["opened", "late"]
        assert (await rig.supervisor.hand_in("a")).report["earned"] == "0"

    play(tmp_path, scenario)


def test_what_comes_by_a_protocol_is_stored_before_it_is_answered(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        host, _, port = (await rig.prepare())["adder"].partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"4\n")
        seq = int(await reader.readline())
        os.kill(rig.pid(), signal.SIGKILL)
        assert await rig.total() == 4
        stored = rig.journal.read("a")
        assert [(event.position, event.payload["wire"]) for event in stored if event.kind == "step"] == [(seq, True)]
        writer.close()

    play(tmp_path, scenario)


def test_a_bench_that_cannot_open_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        assert await rig.refused(rig.prepare("bad", files={"broken": ""})) == "benches.broken"
        assert await rig.refused(rig.prepare("odd", engine="other")) == "benches.engine"
        for name in ("a", "b", "c"):
            await rig.prepare(name)
        assert await rig.refused(rig.prepare("d")) == "benches.full"
        assert await rig.refused(rig.prepare("a", seed="2")) == "benches.other"
        await rig.supervisor.stop("b")
        assert await rig.prepare("d")

    play(tmp_path, scenario)


def test_the_template_may_end_and_all_benches_come_again(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare()
        await rig.do("one", do="add", n=2)
        process = rig.nursery._process
        assert process is not None
        process.kill()
        await asyncio.sleep(0.1)
        assert await rig.total() == 2

    play(tmp_path, scenario)


def test_a_bench_for_practice_that_nobody_uses_rests_and_wakes_when_it_is_asked(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        sweeping = asyncio.create_task(rig.supervisor.sweep())
        await rig.prepare("a")
        await rig.prepare("b", mode="examination")
        await rig.do("one", do="add", n=2)
        pid, other = rig.pid(), rig.pid("b")
        for _ in range(100):
            await asyncio.sleep(0.05)
            if not is_alive(pid):
                break
        assert (is_alive(pid), is_alive(other)) == (False, True)
        assert await rig.total() == 2
        assert rig.hosted().diary.told.lost_seconds == 0
        sweeping.cancel()

    fields = {name: getattr(SHORT, name) for name in SHORT.__struct_fields__}
    play(tmp_path, scenario, Limits(**{**fields, "idle": 0.3}))


def test_a_resting_bench_is_handed_in_and_stopped_like_any_other(tmp_path: Path) -> None:
    async def rest(rig: Rig) -> None:
        for name in ("a", "b"):
            await rig.prepare(name)
            await rig.do("one", name, do="add", n=5)
            hosted = rig.hosted(name)
            hosted.rests = True
            await rig.supervisor._let_go(hosted)
        assert (await rig.supervisor.hand_in("a")).report["earned"] == "50"
        await rig.supervisor.stop("b")
        assert await rig.refused(rig.total("b")) == "benches.ended"
        assert rig.supervisor.health() == []

    play(tmp_path, rest)


def test_what_nobody_handed_in_is_handed_in_when_the_grace_is_over(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        sweeping = asyncio.create_task(rig.supervisor.sweep())
        await rig.prepare("a", mode="examination", seconds=0)
        await rig.do("one", do="add", n=5)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if not rig.supervisor.health():
                break
        assert (await rig.supervisor.hand_in("a")).report["earned"] == "50"
        sweeping.cancel()

    fields = {name: getattr(SHORT, name) for name in SHORT.__struct_fields__}
    play(tmp_path, scenario, Limits(**{**fields, "grace": 0}))
