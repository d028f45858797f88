"""`alarms`: periods whose count is higher than history leads one to expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.ears import chance_of, ears
from toolkit.trend.farrington import farrington
from toolkit.trend.noufaily import BOUNDS, noufaily
from toolkit.trend.periods import label, season

METHODS = ("farrington", "noufaily", "ears")
VERSIONS = ("C1", "C2", "C3")
BACK = ("steps", "dates")


@dataclass(frozen=True, repr=False)
class Alarms(Result):
    """Observed and expected counts, the upper bound, and where it was passed.

    `chance` is the share of quiet periods that the bound lets through as alarms.
    """

    frame: pd.DataFrame
    method: str
    alpha: float
    chance: float
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
    method: str = "noufaily",
    *,
    alpha: float | None = None,
    years: int | None = None,
    window: int | None = None,
    version: str = "C1",
    baseline: int = 7,
    skip: int | None = None,
    bound: str = "predictive",
    back: str = "steps",
) -> Alarms:
    """Judge each period of a count series against what came before it.

    Parameters
    ----------
    series : counts, Series with a DatetimeIndex or PeriodIndex
    method : "noufaily", the improved Farrington method, compares with all periods of earlier years by a seasonal factor
        (more than one whole year of history, better three); "farrington", the first method, compares with the same
        season of those years alone, and lets through several times its nominal share where counts are overdispersed;
        "ears" compares with the `baseline` periods just before, for series shorter than a year
    alpha : Farrington: two-sided error level of the bound, default .01. Noufaily: one-sided, default .005. EARS:
        one-sided, default .001 (C3: .025)
    years, window : Farrington and Noufaily: earlier years used (default 3 and 5, or as many as there are), and periods
        on either side of the same period (default 3 for weeks and days, 1 for months, 0 for quarters)
    version, baseline : EARS: "C1", "C2" (a guard of two periods) or "C3" (C2 accumulated over three periods), and the
        number of periods of the baseline
    skip, bound : Noufaily: the last periods left out of the history (default half a year), and how the bound is made:
        "predictive", "plugin", "muan" or "delta" (see `toolkit.trend.noufaily`; R's nbPlugin is "plugin")
    back : how a year back is counted for weeks and days: "steps" (52 weeks, 365 days) or "dates" (the nearest week to
        the same date), as R does where its series carries dates

    Each period is judged separately: with many periods some alarms are chance, and the caveats say how many. Alarms
    tell of counts, which also move with enforcement and reporting. A period not reported is never an alarm, nor is one
    with fewer than 5 records in the last four periods (Farrington and Noufaily).

    Methods: Farrington, Andrews, Beale and Catchpole (1996), *J. R. Statist. Soc. A* 159; Noufaily et al. (2013),
    *Statistics in Medicine* 32; Hutwagner, Thompson, Seeman and Treadwell (2003), *J. Urban Health* 80; as in R's
    `surveillance` (`farrington`, `farringtonFlexible`, `earsC`).

    Raises ParameterError for an unknown method or setting, SeriesError where the series is too short or not counts.

    >>> weeks = pd.date_range("2025-01-06", periods=10, freq="W-MON")
    >>> alarms(pd.Series([4, 5, 6, 5, 4, 5, 6, 5, 30, 5], index=weeks), method="ears").dates
    [Timestamp('2025-03-03 00:00:00')]
    """
    for name, given, valid in (
        ("method", method, METHODS),
        ("version", version, VERSIONS),
        ("bound", bound, BOUNDS),
        ("back", back, BACK),
    ):
        if given not in valid:
            raise ParameterError(unknown(name, given, valid))
    if alpha is None:
        alpha = {"farrington": 0.01, "noufaily": 0.005}.get(method, 0.025 if version == "C3" else 0.001)
    if not 0 < alpha < 0.5:
        raise ParameterError(f"alpha {alpha!r} is not between 0 and 0.5")
    for name, value, least in (
        ("years", years, 1),
        ("window", window, 0),
        ("baseline", baseline, 3),
        ("skip", skip, 0),
    ):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < least):
            raise ParameterError(f"{name} {value!r} is not a whole number of at least {least}")
    clean = regular(series, method="trend.alarms", at_least=4, counts=True)
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    if method == "ears":
        judge = _ears(clean, notes, version, baseline, alpha)
    else:
        judge = _seasonal(clean, notes, method, alpha, years, window, skip, bound, back)
    values = clean.to_numpy()
    with np.errstate(invalid="ignore"):
        alarm = (values > judge.upper) & judge.enough
    frame = pd.DataFrame(
        {"observed": values, "expected": judge.expected, "upper": judge.upper, "alarm": alarm}, index=clean.index
    )
    judged = int(np.isfinite(judge.upper).sum())
    if judged < len(clean):
        notes.append(text("{count} periods have too little history to be judged", count=len(clean) - judged))
    notes.append(text("by chance alone about {chance:.1f} alarms in {judged} periods", chance=judged * judge.chance,
                      judged=judged))  # fmt: skip
    return Alarms(frame=frame, method=judge.name, alpha=alpha, chance=judge.chance, caveats=tuple(notes))


@dataclass(frozen=True)
class _Judged:
    expected: Any
    upper: Any
    enough: Any
    name: str
    chance: float  # share of quiet periods that the bound lets pass as alarms


def _seasonal(
    clean: pd.Series,
    notes: list[str],
    method: str,
    alpha: float,
    years: int | None,
    window: int | None,
    skip: int | None,
    bound: str,
    back: str,
) -> _Judged:
    freq = clean.index.freqstr
    period = 365 if freq == "D" else season(freq)
    half = window if window is not None else (3 if period >= 52 else 1 if period >= 12 else 0)
    if period == 1 or len(clean) <= period + half:
        raise SeriesError(
            f"trend.alarms: {method} needs more than one whole year of history within years; "
            'use method="ears" or more history'
        )
    if 2 * half + 1 > period:
        raise ParameterError(f"window {half} either side is more than a whole season of {period} periods")
    reach = years if years is not None else (3 if method == "farrington" else 5)
    places = _years_back(clean.index, period, reach, back)
    values = clean.to_numpy()
    if method == "farrington":
        expected, upper = farrington(values, places, window=half, alpha=alpha)
        chance = alpha / 2
        notes.append(text("history up to {years} years back, {half} periods either side", years=reach, half=half))
    else:
        left_out = skip if skip is not None else period // 2
        expected, upper = noufaily(values, places, period, window=half, alpha=alpha, skip=left_out, bound=bound)
        chance = alpha
        notes.append(
            text("history up to {years} years back, without the last {skip} periods", years=reach, skip=left_out)
        )
    # As in R: too few records in the last periods are no ground for an alarm.
    recent = pd.Series(np.nan_to_num(values)).rolling(4, min_periods=1).sum().to_numpy()
    return _Judged(expected, upper, recent >= 5, method, chance)


def _years_back(index: pd.DatetimeIndex, period: int, years: int, back: str) -> Any:
    """Places of the same period in each earlier year, the latest first; -1 before the series begins."""
    here: Any = np.arange(len(index))
    step = {52: 7, 365: 1}.get(period)
    if back == "steps" or step is None:
        found = here[:, None] - period * np.arange(1, years + 1)[None, :]
    else:
        columns = [(index - pd.DateOffset(years=year) - index[0]) / pd.Timedelta(days=step) for year in
                   range(1, years + 1)]  # fmt: skip
        found = np.rint(np.column_stack([np.asarray(one) for one in columns])).astype(int)
    return np.where(found < 0, -1, found)


def _ears(clean: pd.Series, notes: list[str], version: str, baseline: int, alpha: float) -> _Judged:
    needed = baseline + (1 if version == "C1" else 3 if version == "C2" else 5)
    if len(clean) < needed:
        raise SeriesError(f"trend.alarms: EARS {version} needs at least {needed} periods, the series has {len(clean)}")
    expected, upper = ears(clean.to_numpy(), version=version, baseline=baseline, alpha=alpha)
    notes.append(text("EARS knows no season: a yearly peak raises alarms"))
    return _Judged(
        expected, upper, np.ones(len(clean), dtype=bool), f"EARS {version}", chance_of(version, baseline, alpha)
    )
