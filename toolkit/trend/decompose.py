"""`decompose`: trend, season and remainder by STL, with the parameters of R's `stl`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.periods import label, season
from toolkit.trend.season import Array, fill_gaps

STRONG, CLEAR = 0.64, 0.4
_REFILLS = 10


@dataclass(frozen=True, repr=False)
class Decomposition(Result):
    """Observed = trend + seasonal + remainder; strengths lie in [0, 1]."""

    observed: pd.Series
    trend: Array
    seasonal: Array
    period: int
    robust: bool

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table of `to_frame`."""
        values = self.observed.to_numpy()
        parts = np.column_stack([values, self.trend, self.seasonal, values - self.trend - self.seasonal])
        return pd.DataFrame(parts, index=self.observed.index, columns=["observed", "trend", "seasonal", "remainder"])

    @cached_property
    def seasonal_strength(self) -> float:
        """Strength of the season."""
        return _strength(self.seasonal, self.frame["remainder"].to_numpy())

    @cached_property
    def trend_strength(self) -> float:
        """Strength of the trend."""
        return _strength(self.trend, self.frame["remainder"].to_numpy())

    @cached_property
    def caveats(self) -> tuple[str, ...]:  # type: ignore[override]
        """What a reader must know: gaps, and how often the season was seen."""
        notes = [*self.observed.attrs[NOTES], *gaps(self.observed)]
        if self.observed.isna().any():
            notes.append(text("periods not reported were filled by their own trend and season to decompose the rest"))
        if len(self.observed) < 4 * self.period:
            notes.append(
                text(
                    "only {years:.1f} seasons: a season seen so few times may be chance",
                    years=len(self.observed) / self.period,
                )
            )
        return tuple(notes)

    def to_frame(self) -> pd.DataFrame:
        """Columns observed, trend, seasonal, remainder; observed and remainder are NaN where not reported."""
        return self.frame.copy()

    @property
    def adjusted(self) -> pd.Series:
        """The observed series without its season."""
        return (self.frame["observed"] - self.frame["seasonal"]).rename("adjusted")

    @property
    def sentence(self) -> str:
        """Strength and timing of the season, and the direction of the trend."""
        freq = self.frame.index.freqstr
        cycle = self.frame["seasonal"].iloc[-self.period :]
        if self.seasonal_strength >= STRONG:
            how = text("strong")
        elif self.seasonal_strength >= CLEAR:
            how = text("moderate")
        else:
            how = text("weak or absent")
        start, end = self.frame["trend"].iloc[0], self.frame["trend"].iloc[-1]
        return text(
            "The season is {how} (strength {strength:.2f}; high near {high}, low near {low}); the trend went from "
            "about {start} to about {end}.",
            how=how,
            strength=self.seasonal_strength,
            high=label(cycle.idxmax(), freq),
            low=label(cycle.idxmin(), freq),
            start=number(start),
            end=number(end),
        )

    def chart(self) -> Any:
        """Four panels on one time axis: observed with trend, trend, seasonal, remainder."""
        return charts.panels(self.frame, title=text("Trend, season and remainder"))


def decompose(
    series: pd.Series,
    period: int | None = None,
    robust: bool = False,
    seasonal: int | Literal["periodic"] = "periodic",
) -> Decomposition:
    """Split a series into trend, season and remainder by STL (loess), with the parameters of R's `stl`.

    Parameters
    ----------
    series : Series with a DatetimeIndex or PeriodIndex, at least two whole seasons long
    period : steps in one season; by default 12 for months, 4 for quarters, 52 for weeks, 7 for days
    robust : give outliers little weight (R: 15 robustness passes)
    seasonal : "periodic" (the same season every year, R's `s.window = "periodic"`) or an odd window of at least 7
        seasons, within which the season may change

    Periods that are not reported are filled by their own trend and season, over and over until they settle; their
    remainder is NaN, and the caveats name them. Strength (Wang, Smith and Hyndman 2006):
    `1 - var(remainder) / var(seasonal + remainder)`, not below 0; with few years, chance alone gives about
    1 / (number of years).

    Misleads where the level changes in a step (STL smooths the step: see `changepoints`) and where the season grows
    with the level (take the logarithm first).

    Method: Cleveland, Cleveland, McRae and Terpenning (1990), *Journal of Official Statistics* 6.

    Raises SeriesError where the series is too short, has no season or is not fit; ParameterError for a bad window.

    >>> months = pd.date_range("2023-01-01", periods=36, freq="MS")
    >>> waves = pd.Series([10 + 5 * (m % 12 == 0) for m in range(36)], index=months, dtype="float64")
    >>> decompose(waves).to_frame().round(2).iloc[0].tolist()
    [15.0, 10.42, 4.58, 0.0]
    """
    clean = regular(series, method="trend.decompose", at_least=4)
    steps = season(clean.index.freqstr) if period is None else period
    if not isinstance(steps, (int, np.integer)) or steps < 2:
        raise SeriesError(
            "trend.decompose: one value a year has no season within it; for yearly figures use trend.changepoints"
            if period is None
            else f"period {period!r} is not a whole number of at least 2"
        )
    steps = int(steps)
    if len(clean) <= 2 * steps:
        raise SeriesError(
            f"trend.decompose needs more than two whole seasons ({2 * steps} periods), the series has {len(clean)}"
        )
    if seasonal != "periodic" and not (isinstance(seasonal, int) and seasonal >= 7 and seasonal % 2 == 1):
        raise ParameterError(f"seasonal {seasonal!r} is neither 'periodic' nor an odd whole number of at least 7")
    observed = clean.to_numpy()
    trend, wave = _stl_with_gaps(observed, steps, robust, seasonal)
    return Decomposition(clean, trend, wave, steps, robust)


def _stl_with_gaps(observed: Any, period: int, robust: bool, seasonal: int | str) -> tuple[Any, Any]:
    missing = np.isnan(observed)
    filled = fill_gaps(observed, period, method="trend.decompose")
    trend, wave = stl(filled, period, robust=robust, seasonal=seasonal)
    if not missing.any():
        return trend, wave
    scale = np.nanstd(observed) or 1.0
    for _ in range(_REFILLS):
        update = np.where(missing, trend + wave, observed)
        moved = float(np.abs(update - filled).max())
        filled = update
        trend, wave = stl(filled, period, robust=robust, seasonal=seasonal)
        if moved < 1e-4 * scale:
            break
    return trend, wave


def stl(values: Any, period: int, *, robust: bool, seasonal: int | str) -> tuple[Any, Any]:
    """Trend and season of a series without gaps, as R's `stl(x, s.window, robust)` gives them.

    R's choices differ from statsmodels': a locally constant season (degree 0), loess at every tenth of a window with
    interpolation between, 2 inner passes (1, and 15 outer, where robust), and for "periodic" the mean of each place.
    """
    from statsmodels.tsa.seasonal import STL

    window = 10 * len(values) + 1 if seasonal == "periodic" else int(seasonal)
    trend_window = _next_odd(math.ceil(1.5 * period / (1 - 1.5 / window)))
    # R takes the period itself where it is odd; statsmodels wants more.
    low_window = _next_odd(period) if period % 2 == 0 else period + 2
    # The C code needs odd windows; a window far longer than the series changes nothing.
    fit = STL(
        values,
        period=period,
        seasonal=_next_odd(window),
        trend=trend_window,
        low_pass=low_window,
        seasonal_deg=0,
        trend_deg=1,
        low_pass_deg=1,
        robust=robust,
        seasonal_jump=math.ceil(window / 10),
        trend_jump=math.ceil(trend_window / 10),
        low_pass_jump=math.ceil(low_window / 10),
    ).fit(inner_iter=1 if robust else 2, outer_iter=15 if robust else 0)
    trend, wave = np.asarray(fit.trend), np.asarray(fit.seasonal)
    if seasonal == "periodic":
        places: Any = np.arange(len(values)) % period
        wave = np.array([wave[places == place].mean() for place in range(period)])[places]
    return trend, wave


def _next_odd(value: int) -> int:
    return value + 1 if value % 2 == 0 else value


def _strength(part: Any, remainder: Any) -> float:
    known = ~np.isnan(remainder)
    whole = float(np.var(part[known] + remainder[known]))
    # A constant series has neither season nor trend.
    if whole <= 1e-12 * max(1.0, float(np.square(part).mean())):
        return 0.0
    return max(0.0, 1.0 - float(np.var(remainder[known])) / whole)
