"""The figures of one paper from the points earned.

In: points by candidate and question. Out: facility, discrimination, reliability. Follows: classical test theory; the
correlation of a question is with the rest of the paper, so that it is not counted with itself.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def correlate_rest(points: Floats) -> list[float | None]:
    """Each question's correlation with the sum of all others; None where either does not vary."""
    totals = points.sum(axis=1)
    result: list[float | None] = []
    for column in points.T:
        rest = totals - column
        spread = column.std() * rest.std()
        covered = float(((column - column.mean()) * (rest - rest.mean())).mean())
        result.append(covered / float(spread) if spread > 1e-12 else None)
    return result


def measure_alpha(points: Floats) -> float | None:
    """Cronbach's alpha; for questions of right and wrong it is KR-20. None where totals don't vary."""
    count = points.shape[1]
    total = float(points.sum(axis=1).var())
    if count < 2 or total <= 1e-12:
        return None
    return float(count / (count - 1) * (1 - float(points.var(axis=0).sum()) / total))


def measure_error(points: Floats, alpha: float | None) -> float | None:
    """The standard error of measurement, in points."""
    return None if alpha is None else float(points.sum(axis=1).std()) * math.sqrt(max(0.0, 1 - alpha))


def split_tails(points: Floats, tail: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of the lower and of the upper group; ties are broken by row, so that the groups are equally large."""
    order = np.argsort(points.sum(axis=1), kind="stable")
    size = max(1, round(tail * len(order)))
    return order[:size], order[-size:]
