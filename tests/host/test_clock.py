"""The server's time runs on, whatever anybody does to the machine's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from liangcai_host import clock


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-1)])
def test_a_wall_clock_that_steps_moves_no_deadline(monkeypatch: pytest.MonkeyPatch, step: timedelta) -> None:
    steady = clock.Clock()
    before = steady.now()
    real = datetime.now(UTC) + step

    class Stepped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Stepped":  # type: ignore[override]  # noqa: ARG003 - the shape of the real one
            return cls.fromtimestamp(real.timestamp(), UTC)

    monkeypatch.setattr(clock, "datetime", Stepped)
    assert timedelta(0) <= steady.now() - before < timedelta(seconds=1)


def test_time_never_goes_back() -> None:
    moments = [clock.now() for _ in range(1000)]
    assert moments == sorted(moments)


def test_it_starts_from_the_wall_clock_in_utc() -> None:
    assert abs(clock.Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)
