"""Farrington's method: a count against a quasi-Poisson model of the same season in earlier years."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np

from toolkit.trend.poisson import Fit, reweighted

LEAST = 5  # reported reference periods without which nothing is judged
TREND_LEVEL = 0.05
THRESHOLD = 1.0  # Anscombe residual above which a past count is weighted down


def farrington(values: Any, back: Any, *, window: int, alpha: float) -> tuple[Any, Any]:
    """Expected value and upper bound of each period; NaN where there is too little history.

    `back` holds, for each period, the places of the same period in earlier years, the latest first (-1 where the
    series does not reach back so far). Reference values are the counts `window` periods either side of each. A
    log-linear quasi-Poisson model is fitted, refitted with past outbreaks weighted down by their Anscombe residuals,
    and given a time trend only where three years are used, the trend is significant at 5 % and the prediction does not
    pass the largest reference value. The bound is the upper one of the two-sided 1 - alpha prediction interval on the
    2/3 power scale.

    Farrington et al. (1996), with the choices of R `surveillance`'s `algo.farrington`.

    >>> counts = np.array([10.0, 12, 9, 11] * 4 + [40])
    >>> places = np.arange(17)[:, None] - 4 * np.arange(1, 4)[None, :]
    >>> expected, upper = farrington(counts, np.where(places < 0, -1, places), window=1, alpha=0.01)
    >>> bool(counts[-1] > upper[-1])
    True
    """
    count = len(values)
    expected, upper = np.full(count, np.nan), np.full(count, np.nan)
    for place in range(count):
        used = [centre for centre in back[place] if centre >= 0]
        around = {centre + step for centre in used for step in range(-window, window + 1)}
        reference = np.array(sorted(at for at in around if 0 <= at < place and not math.isnan(values[at])), dtype=int)
        if len(reference) < min(LEAST, back.shape[1] * (2 * window + 1)):
            continue
        result = _bound(values[reference], reference - place, len(used), alpha)
        if result is not None:
            expected[place], upper[place] = result
    return expected, upper


def _bound(counts: Any, times: Any, years: int, alpha: float) -> tuple[float, float] | None:
    if counts.sum() == 0:
        # Nothing ever seen in this season: the model has no mean to fit.
        return 0.0, 0.0
    model: Fit | None = None
    # The time is that of the period judged: 0, so that the intercept is its prediction.
    if years >= 3:
        model = reweighted(counts, np.column_stack([np.ones(len(times)), times]), THRESHOLD)
        if model is not None and not (
            model.p_value(1) < TREND_LEVEL and math.exp(min(model.coefficients[0], 700.0)) <= counts.max()
        ):
            model = None
    if model is None:
        model = reweighted(counts, np.ones((len(counts), 1)), THRESHOLD)
        if model is None:
            return None
    predicted = math.exp(model.coefficients[0])
    return predicted, power_bound(
        predicted, predicted * math.sqrt(model.covariance[0, 0] * model.dispersion), model.dispersion, alpha / 2
    )


def power_bound(mean: float, error: float, dispersion: float, alpha: float) -> float:
    """Upper 1 - alpha bound of a coming count on the 2/3 power scale, which takes out the skewness of counts.

    `error` is the standard error of the mean. As in R `surveillance`, whose tests give the figure below.

    >>> round(power_bound(5.0, 0.2, 1.0, 0.05), 6)
    9.115482
    """
    spread = dispersion + error**2 / mean
    deviation = math.sqrt(4 / 9 * mean ** (1 / 3) * spread)
    return float((mean ** (2 / 3) + NormalDist().inv_cdf(1 - alpha) * deviation) ** 1.5)
