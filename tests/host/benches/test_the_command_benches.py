"""``liangcai benches`` lists and stops what runs, and says so where nothing does."""

import json
from pathlib import Path

import pytest

from liangcai_cli.main import main
from liangcai_host.benches.client import Benches
from liangcai_host.benches.model import BenchOrder
from liangcai_host.benches.starting import can_host, run_beside
from tests.host.benches.rig import TOY

pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")


def test_benches_are_listed_and_stopped_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--home", str(tmp_path))
    assert main(["benches", "list", *at]) == 1
    assert "not running" in capsys.readouterr().err
    with run_beside(tmp_path, TOY) as runs:
        assert runs
        Benches(tmp_path).prepare(BenchOrder(attempt="a", pack="toy", engine="toy", files={}, seed="1"))
        assert main(["benches", "list", *at, "--json"]) == 0
        assert [(one["attempt"], one["state"]) for one in json.loads(capsys.readouterr().out)] == [("a", "ready")]
        assert main(["benches", "run", *at]) == 1
        assert "runs already" in capsys.readouterr().err
        assert main(["benches", "stop", "a", *at]) == 0
        assert main(["benches", "list", *at]) == 0
        assert "0 个工位 benches" in capsys.readouterr().out


def test_a_wrong_setting_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANGCAI_BENCH_NETWORK", "everywhere")
    assert main(["benches", "run", "--home", str(tmp_path)]) == 1
    assert "LIANGCAI_BENCH_NETWORK" in capsys.readouterr().err
