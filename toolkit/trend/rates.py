"""`rate`: one count against another, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.check import NOTES, alike, gaps
from toolkit.trend.periods import label


@dataclass(frozen=True, repr=False)
class Rate(Result):
    """A ratio series with exact Poisson intervals."""

    frame: pd.DataFrame
    per: float
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns numerator, denominator, rate, lower_95, upper_95; NaN where either is not reported."""
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """The latest rate with its interval."""
        known = self.frame.dropna(subset=["rate"])
        if not len(known):
            return text("No period has both figures, so no rate can be given.")
        last = known.iloc[-1]
        return text(
            "In {period} the rate was about {rate} per {per} (95 % interval {low} to {high}).",
            period=label(known.index[-1], self.frame.index.freqstr),
            rate=number(last["rate"]),
            per=number(self.per),
            low=number(last["lower_95"]),
            high=number(last["upper_95"]),
        )

    def chart(self) -> Any:
        """The rate with its interval."""
        made = charts.figure(text("Rate per {per}", per=number(self.per)))
        charts.unreported(made, self.frame["rate"])
        charts.band(made, self.frame["lower_95"], self.frame["upper_95"], text("95 % interval"))
        charts.line(made, self.frame["rate"], text("rate"), symbol="circle")
        return made


def rate(numerator: pd.Series, denominator: pd.Series, per: float = 1.0) -> Rate:
    """Divide one count series by another, period by period: `per * numerator / denominator`.

    Parameters
    ----------
    numerator : counts of events, Series with a DatetimeIndex or PeriodIndex
    denominator : what they are set against (crossings, population), same step
    per : scale of the rate, such as 1000

    The interval is the exact Poisson one of the numerator (Garwood 1936), with the denominator taken as known; it is
    too narrow where one event brings several records. A period where either is not reported, or the denominator is 0,
    has no rate. Raises SeriesError where the steps differ (calendar against financial years, say) or no period is
    shared.

    >>> years = pd.date_range("2023", periods=2, freq="YS")
    >>> rate(pd.Series([5, 10], index=years), pd.Series([100, 0], index=years), per=100).to_frame()["rate"].tolist()
    [5.0, nan]
    """
    if not (isinstance(per, (int, float)) and per > 0):
        raise ParameterError(f"per {per!r} is not a number above 0")
    top, bottom = alike(numerator, denominator, method="trend.rate")
    bottom_known = bottom.where(bottom > 0)
    low, high = poisson_interval(top.to_numpy())
    frame = pd.DataFrame(
        {
            "numerator": top,
            "denominator": bottom,
            "rate": per * top / bottom_known,
            "lower_95": per * low / bottom_known,
            "upper_95": per * high / bottom_known,
        }
    )
    notes = [*top.attrs[NOTES], *gaps(top)]
    if (bottom == 0).any():
        notes.append(text("{count} periods have nothing to divide by and no rate", count=int((bottom == 0).sum())))
    return Rate(frame=frame, per=float(per), caveats=tuple(notes))


def poisson_interval(counts: Any, level: float = 0.95) -> tuple[Any, Any]:
    """Exact interval of a Poisson mean, for an array of counts (Garwood 1936, *Biometrika* 28).

    >>> [round(float(bound[0]), 3) for bound in poisson_interval(np.array([10.0]))]
    [4.795, 18.39]
    """
    from scipy.special import gammaincinv

    counts = np.asarray(counts, dtype="float64")
    tail = (1 - level) / 2
    low = np.where(counts > 0, gammaincinv(counts, tail), 0.0)
    low = np.where(np.isnan(counts), np.nan, low)
    return low, gammaincinv(counts + 1, 1 - tail)
