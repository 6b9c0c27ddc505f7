"""The room of a sitting is known before it opens."""

from liangcai.delivery.forecast import CANDIDATE, LOGS, SAVE, Expected, forecast_room


def test_a_sitting_takes_the_logs_once_and_the_rest_for_each_candidate() -> None:
    small = forecast_room((Expected(candidates=30, minutes=90),))
    assert small.total == LOGS + 30 * (CANDIDATE + 300 * SAVE)
    assert small.needed == 3 * small.total
    both = forecast_room((Expected(candidates=30, minutes=90), Expected(candidates=30, minutes=90)))
    assert both.total == LOGS + 2 * (small.total - LOGS)


def test_texts_take_more_than_choices() -> None:
    plain = forecast_room((Expected(candidates=100, minutes=60),))
    written = forecast_room((Expected(candidates=100, minutes=60, texts=2),))
    assert written.answers == plain.answers
    assert 20_000_000 < written.texts < 60_000_000


def test_nobody_takes_nothing_but_the_logs() -> None:
    assert forecast_room(()).total == LOGS
