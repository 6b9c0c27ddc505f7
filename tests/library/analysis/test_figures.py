"""Figures of a paper agree with their definitions, with simulated truth and with another library."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples

from liangcai.analysis.figures import correlate_rest, measure_alpha, measure_error, split_tails
from liangcai.analysis.rasch import calibrate

matrices = st.integers(0, 2**32 - 1).map(
    lambda seed: (np.random.default_rng(seed).random((40, 12)) < np.linspace(0.2, 0.9, 12)).astype(float)
)


@settings(deadline=None, max_examples=examples(60))
@given(matrices)
def test_alpha_of_right_and_wrong_is_kr20(points):
    share = points.mean(axis=0)
    total = points.sum(axis=1).var()
    assert measure_alpha(points) == pytest.approx(12 / 11 * (1 - (share * (1 - share)).sum() / total))


@settings(deadline=None, max_examples=examples(60))
@given(matrices)
def test_discrimination_is_the_correlation_with_the_rest(points):
    for column, value in enumerate(correlate_rest(points)):
        rest = np.delete(points, column, axis=1).sum(axis=1)
        if points[:, column].std() and rest.std():
            assert value == pytest.approx(np.corrcoef(points[:, column], rest)[0, 1])
        else:
            assert value is None


def test_figures_that_nobody_differs_in_are_none():
    same = np.ones((10, 4))
    assert measure_alpha(same) is None
    assert measure_error(same, None) is None
    assert correlate_rest(same) == [None] * 4


def test_the_standard_error_is_that_of_points_between_two_like_papers():
    rng = np.random.default_rng(1)
    ability = rng.normal(0, 1, 20_000)
    chance = 1 / (1 + np.exp(-(ability[:, None] - np.linspace(-2, 2, 40))))
    first, second = ((rng.random(chance.shape) < chance).astype(float) for _ in range(2))
    error = measure_error(first, measure_alpha(first))
    between = (first.sum(axis=1) - second.sum(axis=1)).std() / 2**0.5
    assert error == pytest.approx(between, rel=0.03)


def test_the_tails_are_equally_large_and_apart():
    points = np.arange(100, dtype=float).reshape(100, 1)
    lower, upper = split_tails(points, 0.27)
    assert (len(lower), len(upper)) == (27, 27)
    assert points[lower].max() < points[upper].min()


def test_difficulties_are_recovered_from_simulated_answers_within_their_errors():
    rng = np.random.default_rng(3)
    true = np.linspace(-2, 2, 30)
    ability = rng.normal(0, 1.2, 4_000)
    answers = rng.random((4_000, 30)) < 1 / (1 + np.exp(-(ability[:, None] - true)))
    found = calibrate(answers.sum(axis=0).astype(float), np.bincount(answers.sum(axis=1), minlength=31).astype(float))
    assert found is not None
    away = (np.array(found.difficulties) - true + ability.mean()) / np.array(found.errors)
    assert np.abs(away).max() < 3.5
    assert found.spread == pytest.approx(1.2, abs=0.05)


# 600 simulated candidates, 20 questions: the counts, and the difficulties that girth 0.8.0 (rasch_mml) finds for them.
RIGHT = [512, 478, 489, 452, 448, 421, 385, 366, 339, 298, 282, 267, 212, 198, 179, 155, 127, 113, 109, 103]
REACHED = [0, 4, 8, 16, 20, 28, 43, 53, 50, 48, 76, 57, 39, 46, 42, 20, 24, 13, 10, 2, 1]
GIRTH = [
    -2.078, -1.626, -1.761, -1.336, -1.294, -1.028, -0.703, -0.54, -0.316, 0.016,
    0.145, 0.267, 0.729, 0.853, 1.028, 1.263, 1.567, 1.736, 1.786, 1.865,
]  # fmt: skip


def test_difficulties_agree_with_another_library():
    found = calibrate(np.array(RIGHT, dtype=float), np.array(REACHED, dtype=float))
    assert found is not None
    assert np.abs(np.array(found.difficulties) - GIRTH).max() < 0.01
    assert max(found.errors) < 0.13


def test_a_question_that_all_answer_alike_has_no_difficulty_in_the_model():
    assert calibrate(np.array([10.0, 5.0]), np.array([0.0, 5.0, 5.0])) is None
    assert calibrate(np.array([5.0]), np.array([5.0, 5.0])) is None
