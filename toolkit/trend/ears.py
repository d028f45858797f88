"""EARS C1, C2 and C3: a count against the mean and spread of the few periods before it."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np


def ears(values: Any, *, version: str, baseline: int, alpha: float) -> tuple[Any, Any]:
    """Expected value and upper bound of each period; NaN where the baseline is not complete.

    C1: mean of the `baseline` periods just before, plus z(1 - alpha) standard deviations. C2: the same with two periods
    left out between. C3: C2's mean plus its standard deviation times z(1 - alpha) less what the two periods before
    stood above C2's mean beyond one standard deviation (R `surveillance::earsC`). Hutwagner et al. (2003).

    >>> expected, upper = ears(np.array([4.0, 6, 5, 4, 6, 5, 5, 9]), version="C1", baseline=7, alpha=0.001)
    >>> float(expected[-1]), round(float(upper[-1]), 3)
    (5.0, 7.523)
    """
    guard = 0 if version == "C1" else 2
    count = len(values)
    mean, spread = np.full(count, np.nan), np.full(count, np.nan)
    for place in range(baseline + guard, count):
        before = values[place - guard - baseline : place - guard]
        if not np.isnan(before).any():
            mean[place], spread[place] = before.mean(), before.std(ddof=1)
    z = NormalDist().inv_cdf(1 - alpha)
    if version != "C3":
        return mean, mean + z * spread
    upper = np.full(count, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(spread > 0, (values - mean) / spread, np.where(values > mean, np.inf, 0.0))
    score = np.where(np.isnan(mean) | np.isnan(values), np.nan, score)
    for place in range(baseline + guard + 2, count):
        before = score[place - 2 : place]
        if not np.isnan(before).any() and not np.isnan(mean[place]):
            carried = float(np.maximum(0.0, before - 1.0).sum())
            # An infinite carry (flat baseline, then a rise) leaves the bound at the mean's floor.
            upper[place] = mean[place] + spread[place] * (z - carried) if np.isfinite(carried) else mean[place]
    return np.where(np.isnan(upper), np.nan, mean), np.maximum(upper, 0.0)


def chance_of(version: str, baseline: int, alpha: float) -> float:
    """Share of quiet periods that pass the bound of C1 or C2, which takes an estimated spread for the true one.

    A mean and a spread of few periods make the ratio a t, not a normal, variable: with a baseline of 7 and alpha .001,
    14 in 1,000 quiet periods pass. For C3, which adds to C2's bound what went before, the share is a lower limit.

    >>> round(chance_of("C1", 7, 0.001), 4)
    0.0138
    """
    from scipy.special import stdtr

    z = NormalDist().inv_cdf(1 - alpha)
    return float(stdtr(baseline - 1, -z / (1 + 1 / baseline) ** 0.5))
