"""Calibrate the difficulty of questions by the Rasch model.

In: how many answered each question rightly, and how many candidates reached each number of right answers. Out:
difficulties in logits with standard errors, and the spread of ability. Follows: marginal maximum likelihood by EM over
a normal ability of mean 0 (Bock and Aitkin 1981). In this model the two counts hold all that the answers say, so the
work does not grow with the candidates.
"""

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NODES, MOST_ROUNDS, CLOSE = 41, 500, 1e-6
WIDEST = 6.0  # logits; a question that all or none answer rightly has no difficulty in the model


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """``difficulties`` and ``errors`` in logits, in the order given; ``spread`` is the deviation of ability."""

    difficulties: tuple[float, ...]
    errors: tuple[float, ...]
    spread: float


def calibrate(right: Floats, reached: Floats) -> Calibration | None:
    """``right[i]``: candidates right on question i; ``reached[s]``: candidates with s right, s from 0 to all.

    None where a question was answered alike by all, or nobody differs: the model has no estimate there.
    """
    candidates = float(reached.sum())
    if len(right) < 2 or right.min() <= 0 or right.max() >= candidates:
        return None
    at = np.linspace(-WIDEST, WIDEST, NODES)
    difficulties = np.log((candidates - right) / right)
    spread = 1.0
    scores = np.arange(len(reached))
    for _ in range(MOST_ROUNDS):
        weights = _weigh(at, difficulties, spread, scores, reached)
        new = _solve(at, weights, difficulties, right)
        wider = max(0.05, math.sqrt(float(weights @ at**2) / candidates))
        moved = max(float(np.abs(new - difficulties).max()), abs(wider - spread))
        difficulties, spread = new, wider
        if moved < CLOSE:
            break
    chance = _chance(at, difficulties)
    errors = 1 / np.sqrt(weights @ (chance * (1 - chance)))
    return Calibration(
        difficulties=tuple(float(value) for value in difficulties),
        errors=tuple(float(value) for value in errors),
        spread=spread,
    )


def _chance(at: Floats, difficulties: Floats) -> Floats:
    """The chance of a right answer: abilities down, questions across."""
    result: Floats = 1 / (1 + np.exp(-(at[:, None] - difficulties)))
    return result


def _weigh(at: Floats, difficulties: Floats, spread: float, scores: NDArray[np.int64], reached: Floats) -> Floats:
    """How many candidates stand at each ability, given the number that each has right."""
    common = np.log1p(np.exp(at[:, None] - difficulties)).sum(axis=1)
    log = scores[:, None] * at - common - at**2 / (2 * spread**2)
    share = np.exp(log - log.max(axis=1, keepdims=True))
    result: Floats = reached @ (share / share.sum(axis=1, keepdims=True))
    return result


def _solve(at: Floats, weights: Floats, difficulties: Floats, right: Floats) -> Floats:
    """Difficulties at which the expected right answers are those counted; a few steps of Newton's."""
    for _ in range(4):
        chance = _chance(at, difficulties)
        step = (weights @ chance - right) / (weights @ (chance * (1 - chance)))
        difficulties = difficulties + np.clip(step, -1, 1)
    return difficulties
