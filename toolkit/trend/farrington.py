"""Farrington's method: a count against a quasi-Poisson model of the same season in earlier years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.special import stdtr

LEAST = 5  # reported reference periods without which nothing is judged
TREND_LEVEL = 0.05


@dataclass(frozen=True)
class _Fit:
    coefficients: Any
    covariance: Any  # unscaled: without the dispersion
    fitted: Any
    hat: Any
    dispersion: float
    free: int
    converged: bool


def farrington(values: Any, period: int, *, years: int, window: int, alpha: float) -> tuple[Any, Any]:
    """Expected value and upper bound of each period; NaN where there is too little history.

    Reference values are the counts `window` periods either side of the same period in each of up to `years` earlier
    years. A log-linear quasi-Poisson model is fitted, refitted with past outbreaks weighted down by their Anscombe
    residuals, and given a time trend only where three years are used, the trend is significant at 5 % and the
    prediction does not pass the largest reference value. The bound is the upper one of the two-sided 1 - alpha
    prediction interval on the 2/3 power scale.
    Farrington et al. (1996), with the choices of R `surveillance`'s `algo.farrington`.

    >>> counts = np.array([10.0, 12, 9, 11] * 4 + [40])
    >>> expected, upper = farrington(counts, 4, years=3, window=1, alpha=0.01)
    >>> bool(counts[-1] > upper[-1])
    True
    """
    count = len(values)
    expected, upper = np.full(count, np.nan), np.full(count, np.nan)
    for place in range(count):
        used = [place - year * period for year in range(1, years + 1) if place - year * period >= 0]
        around = [centre + step for centre in used for step in range(-window, window + 1)]
        reference = np.array(sorted(at for at in around if 0 <= at < place and not math.isnan(values[at])), dtype=int)
        if len(reference) < min(LEAST, years * (2 * window + 1)):
            continue
        result = _bound(values[reference], reference - place, len(used), alpha)
        if result is not None:
            expected[place], upper[place] = result
    return expected, upper


def _bound(counts: Any, times: Any, years: int, alpha: float) -> tuple[float, float] | None:
    if counts.sum() == 0:
        # Nothing ever seen in this season: the model has no mean to fit.
        return 0.0, 0.0
    fit, predicted = None, math.nan
    # The time is that of the period judged: 0, so that the intercept is its prediction.
    if years >= 3:
        design = np.column_stack([np.ones(len(times)), times])
        fit = _reweighted(counts, design)
        if fit is not None:
            with np.errstate(over="ignore"):
                predicted = float(np.exp(fit.coefficients[0]))
            error = math.sqrt(max(fit.covariance[1, 1] * fit.dispersion, 0.0))
            significant = error > 0 and 2 * stdtr(fit.free, -abs(fit.coefficients[1]) / error) < TREND_LEVEL
            if not (significant and predicted <= counts.max()):
                fit = None
    if fit is None:
        fit = _reweighted(counts, np.ones((len(counts), 1)))
        if fit is None:
            return None
        predicted = float(np.exp(fit.coefficients[0]))
    # Delta method: variance of the predicted mean on the response scale.
    variance = predicted**2 * fit.covariance[0, 0] * fit.dispersion
    spread = fit.dispersion + variance / predicted
    error = math.sqrt(4 / 9 * predicted ** (1 / 3) * spread)
    return predicted, float((predicted ** (2 / 3) + NormalDist().inv_cdf(1 - alpha / 2) * error) ** 1.5)


def _reweighted(counts: Any, design: Any) -> _Fit | None:
    first = _quasi_poisson(counts, design, np.ones(len(counts)))
    if first is None:
        return None
    spread = np.sqrt(first.dispersion * np.maximum(1 - first.hat, 1e-12))
    residual = 1.5 * (counts ** (2 / 3) * first.fitted ** (-1 / 6) - first.fitted**0.5) / spread
    high = residual > 1
    weights = np.where(high, 1 / np.where(high, residual, 1.0) ** 2, 1.0)
    return _quasi_poisson(counts, design, weights * len(counts) / weights.sum())


def _quasi_poisson(counts: Any, design: Any, weights: Any) -> _Fit | None:
    """Log-linear fit by iteratively reweighted least squares; dispersion not below 1. None if it does not converge."""
    mean = counts + 0.1
    linear = np.log(mean)
    coefficients = None
    for _ in range(50):
        working = linear + (counts - mean) / mean
        scale = np.sqrt(weights * mean)
        solved, *_ = np.linalg.lstsq(design * scale[:, None], working * scale, rcond=None)
        moved = math.inf if coefficients is None else float(np.abs(solved - coefficients).max())
        coefficients = solved
        linear = np.clip(design @ coefficients, -30, 30)
        mean = np.exp(linear)
        if moved < 1e-10:
            break
    else:
        return None
    inner = design.T @ (design * (weights * mean)[:, None])
    try:
        covariance = np.linalg.inv(inner)
    except np.linalg.LinAlgError:
        return None
    free = len(counts) - design.shape[1]
    if free < 1:
        return None
    hat = np.einsum("ij,jk,ik->i", design, covariance, design) * weights * mean
    pearson = float((weights * (counts - mean) ** 2 / mean).sum() / free)
    return _Fit(coefficients, covariance, mean, hat, max(pearson, 1.0), free, True)
