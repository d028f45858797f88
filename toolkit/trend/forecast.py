"""`forecast`: the coming periods with intervals, by the method that forecast this series best so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.trend import charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.models import MODELS, Projection
from toolkit.trend.periods import label, season
from toolkit.trend.result import Result, number
from toolkit.trend.season import fill_gaps

Z80, Z95 = 1.2815515655446004, 1.959963984540054
ORIGINS = 8
_WIDEST = 2.5  # limit of the widening that the back-test may ask for


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
    series : Series with a DatetimeIndex or PeriodIndex, at least 12 reported periods
    horizon : periods ahead
    method : "auto", "naive" (no change), "seasonal naive" (as a year ago), "theta", "ets" or "ets log"

    "auto" forecasts from up to eight earlier dates of the series with each method and takes the one with the smallest
    mean absolute error; `.backtest` shows all of them, with the share of figures that fell inside the 80 and 95 %
    intervals. The intervals of a method whose back-test errors were larger than it claimed are widened accordingly,
    never narrowed. Where no figure of the series is below 0, neither is a forecast.

    Every method assumes that the past pattern goes on: a change of law, enforcement or route breaks it. Gaps are filled
    for the fit by trend and season, and the caveats say so.

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
    if method != "auto" and method not in MODELS:
        raise ParameterError(unknown("method", method, ["auto", *MODELS]))
    clean = regular(series, method="trend.forecast", at_least=12)
    if math.isnan(clean.iloc[-1]):
        raise SeriesError(
            f"trend.forecast: the last period ({clean.index[-1]:%Y-%m-%d}) is not reported; drop it or nowcast it"
        )
    period = season(clean.index.freqstr)
    values = fill_gaps(clean.to_numpy(), period, method="trend.forecast")
    usable = {name: model for name, model in MODELS.items() if model.usable(values, period)}
    if method != "auto" and method not in usable:
        raise SeriesError(f"trend.forecast: {MODELS[method].needs}; use one of {', '.join(usable)}")
    backtest = _backtest(values, period, int(horizon), {name: model.project for name, model in usable.items()})
    chosen = method if method != "auto" else str(backtest["mae"].idxmin())
    floor = 0.0 if (values >= 0).all() else -math.inf
    projected = usable[chosen].project(values, period, int(horizon))
    bounds = projected.bounds(float(backtest.loc[chosen, "widening"]))
    index = pd.date_range(clean.index[-1], periods=int(horizon) + 1, freq=clean.index.freq)[1:]
    frame = pd.DataFrame({"mean": projected.mean, **bounds, "naive": values[-1]}, index=index).clip(lower=floor)
    backtest["chosen"] = backtest.index == chosen
    return Forecast(clean, frame, chosen, backtest, _caveats(clean, period, int(horizon), backtest, chosen))


def _backtest(
    values: Any, period: int, horizon: int, models: dict[str, Callable[[Any, int, int], Projection]]
) -> pd.DataFrame:
    """Forecast from earlier dates: mean absolute error, interval coverage, and the widening that coverage asks for."""
    count = len(values)
    # Keep two seasons (or half the series) to learn from, and look no further than a quarter of the series ahead.
    ahead = max(1, min(horizon, count // 4))
    least = min(max(2 * period + 1, count // 2), count - ahead)
    origins = sorted({int(place) for place in np.linspace(least, count - ahead, ORIGINS)})
    scale = float(np.mean(np.abs(np.diff(values)))) or 1.0
    rows = {}
    for name, project in models.items():
        errors, inside80, inside95, scores = [], [], [], []
        for origin in origins:
            made = project(values[:origin], period, ahead)
            actual = values[origin : origin + ahead]
            errors.append(np.abs(actual - made.mean))
            score = made.score(actual)
            scores.append(score)
            inside80.append(np.abs(score) <= Z80)
            inside95.append(np.abs(score) <= Z95)
        mae = float(np.mean(errors))
        rows[name] = {
            "mae": mae,
            "mase": mae / scale,
            "coverage_80": float(np.mean(inside80)),
            "coverage_95": float(np.mean(inside95)),
            # The middle date, so that one change of level in the past does not swell every later interval.
            "widening": float(np.clip(np.median([np.sqrt(np.mean(s**2)) for s in scores]), 1.0, _WIDEST)),
            "origins": len(origins),
            "ahead": ahead,
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "method"
    return table


def _caveats(clean: pd.Series, period: int, horizon: int, backtest: pd.DataFrame, chosen: str) -> tuple[str, ...]:
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    if clean.isna().any():
        notes.append(text("periods not reported were filled by trend and season for the fit"))
    if period > 1 and len(clean) < 3 * period:
        notes.append(text("fewer than three whole seasons: the season is little known"))
    row = backtest.loc[chosen]
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
            "95 % interval before widening",
            origins=int(row["origins"]),
            in80=row["coverage_80"],
            in95=row["coverage_95"],
        )
    )
    if row["widening"] > 1:
        notes.append(text("the intervals were widened by {factor:.2f} for it", factor=row["widening"]))
    if chosen != "naive" and row["mae"] >= backtest.loc["naive", "mae"]:
        notes.append(text("this method forecast no better than no change at all"))
    return tuple(notes)
