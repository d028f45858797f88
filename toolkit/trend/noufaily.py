"""The improved Farrington method: all of the history by a seasonal factor, and a negative-binomial bound."""

from __future__ import annotations

import itertools
import math
from statistics import NormalDist
from typing import Any

import numpy as np

from toolkit.trend.farrington import power_bound
from toolkit.trend.poisson import reweighted

THRESHOLD = 2.58  # Anscombe residual above which a past count is weighted down
LEVELS = 10  # levels of the seasonal factor
BOUNDS = ("predictive", "plugin", "muan", "delta")
_LEAST = 8  # reported reference periods without which nothing is judged


def noufaily(
    values: Any, back: Any, period: int, *, window: int, alpha: float, skip: int, bound: str = "predictive"
) -> tuple[Any, Any]:
    """Expected value and upper bound of each period; NaN where there is too little history.

    Where Farrington's method reads the same weeks of earlier years alone, this one reads every period between: a factor
    of ten levels tells the seasons apart (the window around the same period of each year is one of them), a linear
    trend is kept from three years on unless it predicts more than was ever seen, and only counts with an Anscombe
    residual above 2.58 are weighted down. The last `skip` periods are left out, so that an outbreak under way does not
    raise its own bound.

    bound : "plugin" takes the 1 - alpha quantile of a negative binomial (Poisson where there is no overdispersion) with
        the estimated mean, as the paper does; "predictive" adds the variance of the estimated mean to that of the count
        and takes t's quantile for the normal one, so that short history lets no more alarms through than it says;
        "muan" takes the quantile at the upper 1 - alpha bound of the mean; "delta" is Farrington's own

    Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett (2013), *Statistics in Medicine* 32, with the choices
    of R `surveillance`'s `farringtonFlexible` ("plugin" is its `nbPlugin`).
    """
    count = len(values)
    expected, upper = np.full(count, np.nan), np.full(count, np.nan)
    for place in range(count):
        used = [int(centre) for centre in back[place] if centre >= 0]
        if not used:
            continue
        levels = _levels([place, *used], min(LEVELS, period - 2 * window), window, place)
        kept = [at for at in levels if 0 <= at < place - skip and not math.isnan(values[at])]
        kept.sort()
        if len(kept) < _LEAST:
            continue
        times = np.array(kept, dtype=float) - place
        found = _bound(values[kept], times, np.array([levels[at] for at in kept]), len(used), alpha, bound)
        if found is not None:
            expected[place], upper[place] = found
    return expected, upper


def _levels(centres: list[int], levels: int, window: int, place: int) -> dict[int, int]:
    """The seasonal level of each period from the earliest window to the period judged; level 0 is the window's."""
    found = dict.fromkeys(range(place - window, place + 1), 0)
    for later, earlier in itertools.pairwise(centres):
        found |= dict.fromkeys(range(earlier - window, earlier + window + 1), 0)
        between = later - earlier - 2 * window - 1
        if levels < 2 or between < 1:
            continue
        # As even as whole numbers allow, the longer blocks first.
        sizes = [between // (levels - 1) + (one < between % (levels - 1)) for one in range(levels - 1)]
        at = earlier + window + 1
        for level, size in enumerate(sizes, start=1):
            found |= dict.fromkeys(range(at, at + size), level)
            at += size
    return found


def _bound(counts: Any, times: Any, levels: Any, years: int, alpha: float, bound: str) -> tuple[float, float] | None:
    if counts[levels == 0].sum() == 0:
        return 0.0, 0.0
    others = [level for level in np.unique(levels) if level != 0]
    factor = [np.ones(len(counts)), *((levels == level).astype(float) for level in others)]
    model = None
    if years >= 3:
        # The time is that of the period judged: 0, and its level is the reference, so the intercept is its prediction.
        model = reweighted(counts, np.column_stack([*factor, times]), THRESHOLD)
        if model is not None and math.exp(min(model.coefficients[0], 700.0)) > counts.max():
            model = None
    if model is None:
        model = reweighted(counts, np.column_stack(factor), THRESHOLD)
    if model is None:
        return None
    row = np.zeros(len(model.coefficients))
    row[0] = 1.0
    if bound == "predictive":
        # A dispersion of few periods is itself uncertain: the quantile of t in place of the normal one.
        from scipy.special import ndtr, stdtrit

        alpha = 1 - float(ndtr(stdtrit(model.free, 1 - alpha)))
    # R's prediction error rests on the working residuals, since its weights are overwritten by the prior ones.
    centre, error = model.at(row, model.dispersion if bound == "predictive" else model.working)
    mean = math.exp(centre)
    return mean, count_bound(mean, error, model.dispersion, alpha, bound)


def count_bound(mean: float, error: float, dispersion: float, alpha: float, bound: str) -> float:
    """Upper bound of a coming count with this mean, standard error of its logarithm, and dispersion.

    R `surveillance`'s own tests give 10 and 24 for these:

    >>> count_bound(5.0, math.log(2), 1.5, 0.05, "plugin"), count_bound(5.0, math.log(2), 1.5, 0.05, "muan")
    (10.0, 24.0)
    """
    if bound == "delta":
        return power_bound(mean, mean * error, dispersion, alpha)
    if bound == "muan":
        mean *= math.exp(NormalDist().inv_cdf(1 - alpha) * error)
    spread = dispersion + (mean * error**2 if bound == "predictive" else 0.0)
    return _quantile(mean, spread, 1 - alpha)


def _quantile(mean: float, dispersion: float, level: float) -> float:
    """Smallest count whose cumulative probability reaches `level`: negative binomial, Poisson at dispersion 1."""
    from scipy.stats import nbinom, poisson

    if dispersion > 1 + 1e-9:
        return float(nbinom.ppf(level, mean / (dispersion - 1), 1 / dispersion))
    return float(poisson.ppf(level, mean))
