"""`forecast`: the coming periods with intervals, by the method that forecast this series best so far."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import backtest, charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.models import INTERMITTENT, MODELS, Z80, Z95, Model, Projection, zeros
from toolkit.trend.periods import label, season

LEAST = 5  # reported periods
_SHORT = 12


@dataclass(frozen=True, repr=False)
class Forecast(Result):
    """Expected values with intervals, the naive forecast beside them, and the back-test behind the choice."""

    history: pd.Series
    frame: pd.DataFrame
    method: str
    backtest: pd.DataFrame
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns mean, lower_80, upper_80, lower_95, upper_95, naive; one row for each coming period."""
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """The last period of the forecast with its range."""
        last = self.frame.iloc[-1]
        return text(
            "By {period} the figure is likely between {low} and {high} (best estimate {best}; {method}), provided that "
            "nothing changes.",
            period=label(self.frame.index[-1], self.frame.index.freqstr),
            low=number(last["lower_80"]),
            high=number(last["upper_80"]),
            best=number(last["mean"]),
            method=self.method,
        )

    def chart(self) -> Any:
        """History, forecast with both intervals, and the naive forecast."""
        made = charts.figure(text("Forecast ({method})", method=self.method))
        charts.unreported(made, self.history)
        frame = self.frame
        charts.band(made, frame["lower_95"], frame["upper_95"], text("95 % interval"), opacity=0.15)
        charts.band(made, frame["lower_80"], frame["upper_80"], text("80 % interval"), opacity=0.28)
        charts.line(made, self.history, text("observed"), symbol="circle", colour=charts.INK)
        charts.line(made, frame["mean"], text("forecast"))
        charts.line(made, frame["naive"], text("naive: no change"), colour=charts.VERMILLION, dash="dot", width=1.5)
        return made


def forecast(series: pd.Series, horizon: int = 12, method: str = "auto") -> Forecast:
    """Forecast the coming periods.

    Parameters
    ----------
    series : Series with a DatetimeIndex or PeriodIndex, at least 5 reported periods, the last one reported
    horizon : periods ahead
    method : "auto", or one of "naive" (no change), "seasonal naive" (as a year ago), "theta", "ets" (exponential
        smoothing: level, damped or linear trend, season, by AICc), "theta log" and "ets log" (on the logarithm, where
        every figure is above 0), "average" (of theta and ets), "counts" (mean of counts with zeros, with a
        negative-binomial interval), "structural" (unobserved components)

    "auto" forecasts from up to eight earlier dates of the series with each method and takes the one with the smallest
    mean absolute error (mean squared error where 30 % or more of the figures are 0, since a forecast of 0 has the
    smallest absolute one there). "structural" is tried where periods are missing; no method has a gap filled in.
    `.backtest` shows them all, with the share of figures inside the 80 and 95 % intervals as stated by the method and
    as drawn: the spread is multiplied by what the back-test errors ask for (`widening`). Where no figure of the series
    is below 0, neither is a forecast.

    Every method assumes that the past pattern goes on: a change of law, enforcement or route breaks it.

    Methods: Hyndman and Athanasopoulos, *Forecasting: Principles and Practice* (3rd ed., 2021); theta: Assimakopoulos
    and Nikolopoulos (2000), *Int. J. Forecasting* 16.

    Raises SeriesError where the series is too short or its last period is not reported, ParameterError for a bad
    setting.

    >>> months = pd.date_range("2023-01-01", periods=30, freq="MS")
    >>> flat = pd.Series([20.0 + (m * 7) % 5 for m in range(30)], index=months)
    >>> ahead = forecast(flat, horizon=3, method="naive").to_frame()
    >>> ahead["mean"].tolist(), ahead.index[0].strftime("%Y-%m")
    ([23.0, 23.0, 23.0], '2025-07')
    """
    if isinstance(horizon, bool) or not isinstance(horizon, (int, np.integer)) or horizon < 1:
        raise ParameterError(f"horizon {horizon!r} is not a whole number of at least 1")
    if method not in ("auto", backtest.AVERAGE, *MODELS):
        raise ParameterError(unknown("method", method, ["auto", backtest.AVERAGE, *MODELS]))
    clean = regular(series, method="trend.forecast", at_least=LEAST)
    if math.isnan(clean.iloc[-1]):
        raise SeriesError(
            f"trend.forecast: the last period ({clean.index[-1]:%Y-%m-%d}) is not reported; drop it or nowcast it"
        )
    period = season(clean.index.freqstr)
    values = clean.to_numpy()
    found = backtest.run(values, period, int(horizon), _tried(values, period, int(horizon), method))
    table = found.table
    sparse = float(np.nanmin(values)) >= 0 and zeros(values) >= INTERMITTENT
    chosen = method if method != "auto" else str(table["rmse" if sparse else "mae"].idxmin())
    floor = 0.0 if float(np.nanmin(values)) >= 0 else -math.inf
    projected = found.projections[chosen]
    factor = float(table.loc[chosen, "widening"])
    index = pd.date_range(clean.index[-1], periods=int(horizon) + 1, freq=clean.index.freq)[1:]
    bounds = _count_bounds(projected, factor) if chosen == "counts" else _bounds(projected, factor)
    frame = pd.DataFrame({"mean": projected.mean, **bounds, "naive": values[-1]}, index=index).clip(lower=floor)
    table["chosen"] = table.index == chosen
    return Forecast(clean, frame, chosen, table, _caveats(clean, period, int(horizon), table, chosen, sparse))


def _tried(values: Any, period: int, horizon: int, method: str) -> dict[str, Model]:
    """The methods that this series can carry, of those asked for; the naive one always."""
    ends, _ = backtest.dates(len(values), period, horizon)
    usable = {name: model for name, model in MODELS.items() if model.usable(values, period, ends[0])}
    asked = {"theta", "ets", "theta log", "ets log"} if method == backtest.AVERAGE else {method}
    if method == "auto":
        # The mean of counts with zeros is for such series alone, and the Kalman filter where there are gaps.
        left_out = set() if zeros(values) >= INTERMITTENT and np.nanmin(values) >= 0 else {"counts"}
        return {
            name: model
            for name, model in usable.items()
            if name not in left_out and (name != "structural" or np.isnan(values).any())
        }
    if method == backtest.AVERAGE and not {"theta", "ets"} <= set(usable):
        raise SeriesError(f"trend.forecast: {MODELS['ets'].needs}; use one of {', '.join(usable)}")
    if method in MODELS and method not in usable:
        raise SeriesError(f"trend.forecast: {MODELS[method].needs}; use one of {', '.join(usable)}")
    return {name: model for name, model in usable.items() if name in asked or name == "naive"}


def _bounds(projected: Projection, factor: float) -> dict[str, Any]:
    return {
        f"{side}_{name}": projected.bound(sign * z * factor)
        for name, z in (("80", Z80), ("95", Z95))
        for side, sign in (("lower", -1), ("upper", 1))
    }


def _count_bounds(projected: Projection, factor: float) -> dict[str, Any]:
    """Quantiles of the negative binomial (Poisson, where the spread is no larger) with this mean and spread."""
    from scipy.stats import nbinom, poisson

    mean = np.maximum(projected.mean, 1e-6)
    variance = (factor * projected.spread) ** 2
    over = np.maximum(variance - mean, 1e-9)
    made = {}
    for name, tail in (("80", 0.1), ("95", 0.025)):
        for side, level in (("lower", tail), ("upper", 1 - tail)):
            wide = nbinom.ppf(level, mean**2 / over, mean / (mean + over))
            made[f"{side}_{name}"] = np.where(variance > mean, wide, poisson.ppf(level, mean))
    return made


def _caveats(
    clean: pd.Series, period: int, horizon: int, table: pd.DataFrame, chosen: str, sparse: bool
) -> tuple[str, ...]:
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    reported = int(clean.notna().sum())
    if reported < len(clean):
        notes.append(text("no figure was put in for the periods not reported"))
    if reported < _SHORT:
        notes.append(text("only {count} figures: a forecast from so few is little more than a guess", count=reported))
    elif period > 1 and len(clean) < 3 * period:
        notes.append(text("fewer than three whole seasons: the season is little known"))
    if sparse:
        notes.append(
            text("many figures are 0: the forecast is a mean over empty and busy periods, not the next figure")
        )
    row = table.loc[chosen]
    if horizon > row["ahead"]:
        notes.append(
            text(
                "beyond {ahead} periods the forecast is extrapolation that the back-test could not check",
                ahead=int(row["ahead"]),
            )
        )
    notes.append(
        text(
            "in the back-test ({origins} dates) {in80:.0%} of figures fell inside the 80 % and {in95:.0%} inside the "
            "95 % interval as drawn ({raw95:.0%} as the method states it)",
            origins=int(row["origins"]),
            in80=row["coverage_80"],
            in95=row["coverage_95"],
            raw95=row["stated_95"],
        )
    )
    if row["widening"] > 1.005:
        notes.append(text("the intervals were widened by {factor:.2f} for it", factor=row["widening"]))
    if chosen != "naive":
        gain = 1 - row["mae"] / table.loc["naive", "mae"] if table.loc["naive", "mae"] else 0.0
        if gain <= 0:
            notes.append(text("this method forecast no better than no change at all"))
        else:
            notes.append(text("in the back-test its errors were {gain:.0%} smaller than those of no change", gain=gain))
    return tuple(notes)
