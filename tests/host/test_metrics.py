"""Meters count what they were told, and Prometheus can read it."""

import re

from liangcai_host.metrics import Gauge, Histogram, one, write_gauge, write_histogram

LINE = re.compile(r'^[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"\})? (\+Inf|[-+0-9.e]+)$')


def test_a_histogram_is_cumulative_and_bounds_belong_to_their_bucket() -> None:
    histogram = Histogram((0.1, 1.0))
    for value in (0.05, 0.1, 0.5, 7.0):
        histogram.note(value)
    assert list(write_histogram("save_seconds", "how long", histogram)) == [
        "# HELP save_seconds how long",
        "# TYPE save_seconds histogram",
        'save_seconds_bucket{le="0.1"} 2',
        'save_seconds_bucket{le="1"} 3',
        'save_seconds_bucket{le="+Inf"} 4',
        "save_seconds_sum 7.65",
        "save_seconds_count 4",
    ]


def test_a_quantile_is_the_bound_of_its_bucket() -> None:
    histogram = Histogram((1, 2, 5))
    assert histogram.quantile(0.5) is None
    for value in (1, 1, 1, 2, 2, 9):
        histogram.note(value)
    assert histogram.quantile(0.5) == 1
    assert histogram.quantile(0.8) == 2
    assert histogram.quantile(0.99) is None


def test_every_line_of_a_gauge_has_the_shape_of_the_format() -> None:
    gauge = Gauge(name="refused_total", help="a\nb", values={'a"b\\c': 1, "d": 2.5}, kind="counter", label="why")
    lines = [*write_gauge(gauge), *write_gauge(one("up", "here", 1))]
    assert lines[0] == "# HELP refused_total a\\nb"
    assert all(LINE.match(line) for line in lines if not line.startswith("#")), lines
    assert "up 1" in lines
