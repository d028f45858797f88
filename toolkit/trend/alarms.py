"""`alarms`: periods whose count is higher than history leads one to expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.trend import charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.ears import ears
from toolkit.trend.farrington import farrington
from toolkit.trend.periods import label, season
from toolkit.trend.result import Result, number

METHODS = ("farrington", "ears")
VERSIONS = ("C1", "C2", "C3")


@dataclass(frozen=True, repr=False)
class Alarms(Result):
    """Observed and expected counts, the upper bound, and where it was passed."""

    frame: pd.DataFrame
    method: str
    alpha: float
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns observed, expected, upper, alarm; expected and upper are NaN where nothing could be judged."""
        return self.frame.copy()

    @property
    def dates(self) -> list[pd.Timestamp]:
        """The periods with an alarm."""
        return list(self.frame.index[self.frame["alarm"]])

    @property
    def sentence(self) -> str:
        """How many alarms, and the latest of them."""
        judged = int((self.frame["upper"].notna() & self.frame["observed"].notna()).sum())
        if not self.dates:
            return text("None of the {judged} periods judged is higher than expected.", judged=judged)
        last = self.frame.loc[self.dates[-1]]
        return text(
            "{count} of {judged} periods judged are higher than chance would likely give; the latest is {period}: "
            "{observed} against an expected {expected} (upper bound {upper}).",
            count=len(self.dates),
            judged=judged,
            period=label(self.dates[-1], self.frame.index.freqstr),
            observed=number(last["observed"]),
            expected=number(last["expected"]),
            upper=number(last["upper"]),
        )

    def chart(self) -> Any:
        """Counts with the expected value, the upper bound and every alarm marked."""
        made = charts.figure(text("Early warning ({method})", method=self.method))
        charts.unreported(made, self.frame["observed"])
        charts.line(made, self.frame["observed"], text("observed"), symbol="circle")
        charts.line(made, self.frame["expected"], text("expected"), colour=charts.GREEN, dash="dot", width=1.5)
        charts.line(made, self.frame["upper"], text("upper bound"), colour=charts.VERMILLION, dash="dash", width=1.5)
        at = self.frame.loc[self.frame["alarm"], "observed"]
        charts.points(made, at, text("alarm"), colour=charts.VERMILLION, symbol="triangle-up", size=13)
        return made


def alarms(
    series: pd.Series,
    method: str = "farrington",
    *,
    alpha: float | None = None,
    years: int = 3,
    window: int | None = None,
    version: str = "C1",
    baseline: int = 7,
) -> Alarms:
    """Judge each period of a count series against what came before it.

    Parameters
    ----------
    series : counts, Series with a DatetimeIndex or PeriodIndex
    method : "farrington" compares with the same season of earlier years (at least one whole year of history, better
        three); "ears" compares with the `baseline` periods just before, for short series
    alpha : Farrington: two-sided error level of the bound, default .01. EARS: one-sided, default .001 (C3: .025)
    years, window : Farrington: earlier years used, and periods on either side of the same period (default 3 for weeks
        and days, 1 otherwise)
    version, baseline : EARS: "C1", "C2" (a guard of two periods) or "C3" (C2 accumulated over three periods), and the
        number of periods of the baseline

    Each period is judged separately: with many periods some alarms are chance. Alarms tell of counts, which also move
    with enforcement and reporting. A period not reported is never an alarm.

    Methods: Farrington, Andrews, Beale and Catchpole (1996), *J. R. Statist. Soc. A* 159; Hutwagner, Thompson, Seeman
    and Treadwell (2003), *J. Urban Health* 80; both as in R's `surveillance` (`farrington`, `earsC`).

    Raises ParameterError for an unknown method or setting, SeriesError where the series is too short or not counts.

    >>> weeks = pd.date_range("2025-01-06", periods=10, freq="W-MON")
    >>> alarms(pd.Series([4, 5, 6, 5, 4, 5, 6, 5, 30, 5], index=weeks), method="ears").dates
    [Timestamp('2025-03-03 00:00:00')]
    """
    if method not in METHODS:
        raise ParameterError(unknown("method", method, METHODS))
    if version not in VERSIONS:
        raise ParameterError(unknown("version", version, VERSIONS))
    if alpha is None:
        alpha = 0.01 if method == "farrington" else 0.025 if version == "C3" else 0.001
    if not 0 < alpha < 0.5:
        raise ParameterError(f"alpha {alpha!r} is not between 0 and 0.5")
    for name, value, least in (("years", years, 1), ("window", window, 0), ("baseline", baseline, 3)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < least):
            raise ParameterError(f"{name} {value!r} is not a whole number of at least {least}")
    clean = regular(series, method="trend.alarms", at_least=4, counts=True)
    values = clean.to_numpy()
    period = season(clean.index.freqstr)
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    if method == "farrington":
        if clean.index.freqstr == "D":
            period = 365
        half = window if window is not None else (3 if period >= 52 else 1)
        if period == 1 or len(clean) <= period + half:
            raise SeriesError(
                "trend.alarms: Farrington needs more than one whole year of history within years; "
                'use method="ears" or more history'
            )
        expected, upper = farrington(values, period, years=years, window=half, alpha=alpha)
        notes.append(text("history up to {years} years back, {half} periods either side", years=years, half=half))
        # As in R: too few records in the last periods are no ground for an alarm.
        recent = pd.Series(np.nan_to_num(values)).rolling(4, min_periods=1).sum().to_numpy()
        enough = recent >= 5
        name = "farrington"
    else:
        needed = baseline + (1 if version == "C1" else 3 if version == "C2" else 5)
        if len(clean) < needed:
            raise SeriesError(
                f"trend.alarms: EARS {version} needs at least {needed} periods, the series has {len(clean)}"
            )
        expected, upper = ears(values, version=version, baseline=baseline, alpha=alpha)
        notes.append(text("EARS knows no season: a yearly peak raises alarms"))
        enough = np.ones(len(clean), dtype=bool)
        name = f"EARS {version}"
    with np.errstate(invalid="ignore"):
        alarm = (values > upper) & enough
    frame = pd.DataFrame({"observed": values, "expected": expected, "upper": upper, "alarm": alarm}, index=clean.index)
    unjudged = int(np.isnan(upper).sum())
    if unjudged:
        notes.append(text("{count} periods have too little history to be judged", count=unjudged))
    judged = len(clean) - unjudged
    chance = judged * (alpha / 2 if method == "farrington" else alpha)
    notes.append(text("by chance alone about {chance:.1f} alarms in {judged} periods", chance=chance, judged=judged))
    return Alarms(frame=frame, method=name, alpha=alpha, caveats=tuple(notes))
