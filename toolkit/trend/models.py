"""The forecasting methods behind `forecast`, each a projection with a spread for every step ahead."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from toolkit.trend.season import Array


@dataclass(frozen=True)
class Projection:
    """Point forecasts and their standard errors, one for each step; on the log scale where `logged`."""

    centre: Array
    spread: Array
    logged: bool = False

    @property
    def mean(self) -> Array:
        """Point forecasts on the scale of the series (the median where logged)."""
        return np.exp(self.centre) if self.logged else self.centre

    def bounds(self, widening: float) -> dict[str, Array]:
        """The bounds of the 80 and 95 % intervals, with the spread multiplied by `widening`."""
        found = {}
        for name, z in (("80", 1.2815515655446004), ("95", 1.959963984540054)):
            for side, sign in (("lower", -1), ("upper", 1)):
                bound = self.centre + sign * z * widening * self.spread
                found[f"{side}_{name}"] = np.exp(bound) if self.logged else bound
        return found

    def score(self, actual: Array) -> Array:
        """Errors in units of the stated spread."""
        seen = np.log(np.maximum(actual, 0.5)) if self.logged else actual
        return (seen - self.centre) / np.maximum(self.spread, 1e-9)


@dataclass(frozen=True)
class Model:
    """One method: how it projects, and what a series needs for it."""

    project: Callable[[Array, int, int], Projection]
    usable: Callable[[Array, int], bool]
    needs: str


def _naive(values: Array, period: int, horizon: int) -> Projection:
    moves = np.diff(values)
    spread = np.sqrt(np.mean(moves**2)) * np.sqrt(np.arange(1, horizon + 1))
    return Projection(np.full(horizon, values[-1]), spread)


def _seasonal_naive(values: Array, period: int, horizon: int) -> Projection:
    moves = values[period:] - values[:-period]
    ahead = np.arange(horizon)
    return Projection(values[-period:][ahead % period], np.sqrt(np.mean(moves**2)) * np.sqrt(ahead // period + 1))


def _theta(values: Array, period: int, horizon: int) -> Projection:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    seasonal = period > 1 and len(values) >= 2 * period
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = ThetaModel(values, period=period if seasonal else None, deseasonalize=seasonal, method="additive").fit()
        mean = np.asarray(fit.forecast(horizon))
        smooth = float(fit.params["alpha"])
        sigma = float(np.sqrt(fit.sigma2))
    return Projection(mean, sigma * np.sqrt(1 + smooth**2 * np.arange(horizon)))


def _ets(values: Array, period: int, horizon: int) -> Projection:
    """Additive Holt-Winters with a damped trend or none, whichever has the lower AICc."""
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    seasonal = period > 1 and len(values) >= 2 * period + 1
    fits = []
    for damped in (False, True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fits.append(
                ExponentialSmoothing(
                    values,
                    trend="add" if damped else None,
                    damped_trend=damped,
                    seasonal="add" if seasonal else None,
                    seasonal_periods=period if seasonal else None,
                    initialization_method="estimated" if not seasonal else "heuristic",
                ).fit()
            )
    best = min(fits, key=lambda fit: fit.aicc if np.isfinite(fit.aicc) else np.inf)
    level = float(best.params["smoothing_level"])
    slope = float(np.nan_to_num(best.params.get("smoothing_trend", 0.0)))
    wave = float(np.nan_to_num(best.params.get("smoothing_seasonal", 0.0)))
    damping = float(np.nan_to_num(best.params.get("damping_trend", 1.0), nan=1.0))
    free = max(len(values) - 3, 1)
    sigma = np.sqrt(float(np.sum(np.asarray(best.resid) ** 2)) / free)
    # Class 1 state space models: Hyndman et al. (2008), Forecasting with Exponential Smoothing, table 6.1.
    steps = np.arange(1, horizon)
    growth = np.cumsum(damping**steps) if slope else np.zeros(len(steps))
    weights = level + slope * growth + (wave * (steps % period == 0) if seasonal else 0.0)
    spread = sigma * np.sqrt(1 + np.concatenate([[0.0], np.cumsum(weights**2)]))
    return Projection(np.asarray(best.forecast(horizon)), spread)


def _ets_log(values: Array, period: int, horizon: int) -> Projection:
    made = _ets(np.log(values), period, horizon)
    return Projection(made.centre, made.spread, logged=True)


MODELS: dict[str, Model] = {
    "naive": Model(_naive, lambda values, period: True, ""),
    "seasonal naive": Model(
        _seasonal_naive,
        lambda values, period: period > 1 and len(values) >= 3 * period,
        "the seasonal naive forecast needs three whole seasons",
    ),
    "theta": Model(_theta, lambda values, period: bool(np.ptp(values) > 0), "theta needs a series that varies"),
    "ets": Model(
        _ets, lambda values, period: bool(np.ptp(values) > 0), "exponential smoothing needs a series that varies"
    ),
    "ets log": Model(
        _ets_log,
        lambda values, period: bool((values > 0).all() and np.ptp(values) > 0),
        "the log scale needs figures above 0 throughout",
    ),
}
