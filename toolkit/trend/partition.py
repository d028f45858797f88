"""The exact optimum of a penalised partition: which cuts of a series cost least in squared deviations and penalties."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from toolkit.trend.season import Array

_WHOLE = 1500  # longest series whose matrix of segment costs is held at once
_CELLS = 2_000_000  # entries of the cost matrices of several series held at once


def partition(values: Array, min_size: int, penalty: float) -> list[int]:
    """Starts of the new regimes in the partition of least cost (squared deviations + penalty for each change).

    Dynamic programming over the end of the last regime (Jackson et al. 2005). The costs of all segments stand in one
    matrix, and the recursion is repeated over all ends at once until nothing changes: as many times as there are
    regimes, instead of one step for each value.

    >>> partition(np.array([0.0, 0.0, 5.0, 5.0]), 1, 1.0)
    [2]
    """
    if len(values) > _WHOLE:
        return _stepwise(values, min_size, penalty)
    return partitions(values[None, :], min_size, penalty)[0]


def partitions(table: Array, min_size: int, penalty: float) -> list[list[int]]:
    """The same for each row of a table of series of one length.

    >>> partitions(np.array([[0.0, 0.0, 5.0, 5.0], [1.0, 1.0, 1.0, 1.0]]), 1, 1.0)
    [[2], []]
    """
    rows, count = table.shape
    chunk = max(1, _CELLS // (count + 1) ** 2)
    found: list[list[int]] = []
    for at in range(0, rows, chunk):
        found += _chunk(table[at : at + chunk], min_size, penalty)
    return found


def _chunk(table: Array, min_size: int, penalty: float) -> list[list[int]]:
    rows, count = table.shape
    share, closed = _sizes(count, min_size)
    # Centring first keeps the running sums of squares accurate for large levels.
    centred = table - table.mean(axis=1, keepdims=True)
    total, square = np.zeros((rows, count + 1)), np.zeros((rows, count + 1))
    np.cumsum(centred, axis=1, out=total[:, 1:])
    np.cumsum(centred * centred, axis=1, out=square[:, 1:])
    cost = total[:, None, :] - total[:, :, None]
    cost *= cost
    cost *= share
    np.subtract(square[:, None, :] + closed, cost, out=cost)
    cost -= square[:, :, None]
    best = np.full((rows, count + 1), np.inf)
    best[:, 0] = -penalty
    through = np.empty_like(cost)
    while True:
        now = np.add(best[:, :, None], cost, out=through).min(axis=1)
        now += penalty
        now[:, 0] = -penalty
        if (now == best).all():
            break
        best = now
    return [_back(previous, count) for previous in through.argmin(axis=1).tolist()]


@lru_cache(maxsize=16)
def _sizes(count: int, min_size: int) -> tuple[Any, Any]:
    """For each start (row) and end (column): 1 / number of values between, and infinity where they are too few."""
    size = np.arange(count + 1)[None, :] - np.arange(count + 1)[:, None]
    allowed = size >= min_size
    return np.divide(1.0, size, out=np.zeros(size.shape), where=allowed), np.where(allowed, 0.0, np.inf)


def _back(previous: list[int], end: int) -> list[int]:
    starts = []
    while previous[end] > 0:
        end = previous[end]
        starts.append(end)
    return starts[::-1]


def _stepwise(values: Array, min_size: int, penalty: float) -> list[int]:
    """The same optimum end by end, for series too long for a matrix."""
    count = len(values)
    centred = values - values.mean()
    total = np.concatenate([[0.0], np.cumsum(centred)])
    square = np.concatenate([[0.0], np.cumsum(centred**2)])
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    previous: Any = np.zeros(count + 1, dtype=int)
    places = np.arange(count + 1)
    for end in range(min_size, count + 1):
        start = slice(0, end - min_size + 1)
        size: Any = end - places[start]
        spread = square[end] - square[start] - (total[end] - total[start]) ** 2 / size
        cost = best[start] + spread + penalty
        choice = int(np.argmin(cost))
        best[end], previous[end] = cost[choice], choice
    return _back(previous.tolist(), count)
