"""The forecasting methods behind `forecast`: each projects from any number of earlier dates in one call."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.trend import smoothing
from toolkit.trend.season import Array, season_before

Z80, Z95 = 1.2815515655446004, 1.959963984540054


@dataclass(frozen=True)
class Projection:
    """Point forecasts and their standard errors, one for each step; on the log scale where `logged`."""

    centre: Array
    spread: Array
    logged: bool = False

    @property
    def mean(self) -> Array:
        """Point forecasts on the scale of the series (the median where logged)."""
        return np.exp(np.minimum(self.centre, 700.0)) if self.logged else self.centre

    def bound(self, factor: float | Array) -> Array:
        """Centre plus `factor` standard errors, on the scale of the series."""
        made = self.centre + factor * self.spread
        return np.exp(np.minimum(made, 700.0)) if self.logged else made

    def score(self, actual: Array) -> Array:
        """Errors in units of the stated spread."""
        seen = np.log(np.maximum(actual, 0.5)) if self.logged else actual
        return (seen - self.centre) / np.maximum(self.spread, 1e-9)


Projector = Callable[[Array, int, Sequence[int], int], list[Projection]]


@dataclass(frozen=True)
class Model:
    """One method: how it projects from each of some dates, and what a series needs for it."""

    project: Projector
    usable: Callable[[Array, int, int], bool]  # values, period, fewest values that a back-test starts from
    needs: str


def _naive(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    made = []
    for end in ends:
        known = np.flatnonzero(~np.isnan(values[:end]))
        seen = values[known]
        # A move over a gap of g periods has g times the variance of one.
        moves = np.diff(seen) / np.sqrt(np.diff(known))
        spread = math.sqrt(float(np.mean(moves**2))) if len(moves) else 0.0
        made.append(Projection(np.full(horizon, seen[-1]), spread * np.sqrt(np.arange(1, horizon + 1))))
    return made


def _seasonal_naive(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    made = []
    ahead = np.arange(horizon)
    for end in ends:
        last = np.full(period, np.nan)
        back = np.zeros(period)
        for place in range(period):
            # The same place of the latest year in which it was reported.
            for year in range(1, end // period + 1):
                value = values[end - year * period + place]
                if not math.isnan(value):
                    last[place], back[place] = value, year - 1
                    break
        last = np.where(np.isnan(last), np.nanmean(last), last)
        moves = values[period:end] - values[: end - period]
        spread = math.sqrt(float(np.nanmean(moves**2))) if (~np.isnan(moves)).any() else float(np.nanstd(values[:end]))
        made.append(Projection(last[ahead % period], spread * np.sqrt(ahead // period + 1 + back[ahead % period])))
    return made


def _theta(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    """Simple smoothing of the seasonally adjusted series, with half its linear trend as drift."""
    made = []
    ahead = np.arange(1, horizon + 1)
    for end in ends:
        wave = season_before(values[:end], period, horizon) if period > 1 and end >= 2 * period else None
        adjusted = values[:end] - wave[:end] if wave is not None else values[:end]
        (fit,) = smoothing.fit(adjusted, 1, [end], [smoothing.Kind(False, False, False)])
        known = np.flatnonzero(~np.isnan(adjusted))
        slope = float(np.polyfit(known, adjusted[known], 1)[0])
        drift = slope / 2 * (ahead - 1 + (1 - (1 - fit.alpha) ** end) / max(fit.alpha, 1e-3))
        centre = fit.level + np.clip(drift, -abs(slope) * (ahead + end / 2), abs(slope) * (ahead + end / 2))
        spread = fit.sigma * np.sqrt(1 + fit.alpha**2 * (ahead - 1))
        made.append(Projection(centre + (wave[end:] if wave is not None else 0.0), spread))
    return made


def _ets(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    """Exponential smoothing of the kind with the lowest AICc: level, trend damped or not, season or none."""
    if period <= smoothing.LONGEST:
        fits = smoothing.fit(values, period, list(ends))
        return [Projection(one.mean(horizon), one.spread(horizon)) for one in fits]
    made = []
    for end in ends:
        # A season of fifty states is smoothed and taken out first.
        wave = season_before(values[:end], period, horizon) if end >= 2 * period else np.zeros(end + horizon)
        (fit,) = smoothing.fit(values[:end] - wave[:end], 1, [end])
        made.append(Projection(fit.mean(horizon) + wave[end:], fit.spread(horizon)))
    return made


def _structural(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    """Unobserved components by the Kalman filter, which takes gaps as they are.

    The variances are estimated on the beginning that the first date allows and on the whole series; at the dates
    between, the filter is only rolled on.
    """
    import warnings

    from statsmodels.tsa.statespace.structural import UnobservedComponents

    seasonal = 1 < period <= smoothing.LONGEST and min(ends) >= 2 * period + 1
    scale = float(np.nanstd(values)) or 1.0
    made: list[Projection] = []
    fitted = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place, end in enumerate(ends):
            model = UnobservedComponents(
                values[:end] / scale,
                level="local linear trend" if min(ends) >= 30 else "local level",
                seasonal=period if seasonal else None,
            )
            last = place == len(ends) - 1 and len(ends) > 1
            fitted = model.fit(disp=False, maxiter=60).params if fitted is None or last else fitted
            ahead = model.smooth(fitted).get_forecast(horizon)
            made.append(Projection(np.asarray(ahead.predicted_mean) * scale, np.asarray(ahead.se_mean) * scale))
    return made


def _counts(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
    """Simple smoothing of the mean of counts with many zeros (see `forecast` for its interval)."""
    kind = [smoothing.Kind(False, False, False)]
    return [
        Projection(np.full(horizon, max(one.level, 0.0)), one.spread(horizon))
        for one in smoothing.fit(values, 1, list(ends), kind)
    ]


def _logged(project: Projector) -> Projector:
    def on_logs(values: Array, period: int, ends: Sequence[int], horizon: int) -> list[Projection]:
        return [
            Projection(one.centre, one.spread, logged=True) for one in project(np.log(values), period, ends, horizon)
        ]

    return on_logs


def _varies(values: Array, period: int, least: int) -> bool:
    begin = values[:least][~np.isnan(values[:least])]
    return len(begin) >= 6 and bool(np.ptp(begin) > 0)


def _positive(values: Array, period: int, least: int) -> bool:
    return _varies(values, period, least) and bool(np.nanmin(values) > 0)


def zeros(values: Array) -> float:
    """Share of reported values that are 0."""
    known = values[~np.isnan(values)]
    return float((known == 0).mean())


INTERMITTENT = 0.3  # share of zeros from which a series counts as intermittent

MODELS: dict[str, Model] = {
    "naive": Model(_naive, lambda values, period, least: True, ""),
    "seasonal naive": Model(
        _seasonal_naive,
        lambda values, period, least: period > 1 and least > period,
        "the seasonal naive forecast needs two whole seasons",
    ),
    "theta": Model(_theta, _varies, "theta needs a series that varies from its beginning on"),
    "theta log": Model(_logged(_theta), _positive, "the log scale needs figures above 0 throughout"),
    "ets": Model(_ets, _varies, "exponential smoothing needs a series that varies from its beginning on"),
    "ets log": Model(_logged(_ets), _positive, "the log scale needs figures above 0 throughout"),
    "counts": Model(
        _counts,
        lambda values, period, least: _varies(values, period, least) and zeros(values) > 0 and np.nanmin(values) >= 0,
        "the method for counts with zeros needs such a series",
    ),
    "structural": Model(_structural, _varies, "unobserved components need a series that varies from its beginning on"),
}
