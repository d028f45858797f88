"""`changepoints`: dates at which the level of a series changes, by exact optimal partitioning."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.partition import partition, partitions
from toolkit.trend.periods import label, season
from toolkit.trend.season import Array, moving_level, seasonal_means

# The stated penalty rule is PENALTY * noise variance * log(n) for each change: see `changepoints`.
PENALTY = 3.0
MIN_SIZE = 6
_SEASON_SEEN = 3  # whole seasons needed before a season is taken out
_ROUNDS = 5
_DRIFT = 0.15  # share of the level below which a step may be a slow drift
_NEAR = 2  # periods within which a resampled change counts as the same one


@dataclass(frozen=True, repr=False)
class Changes(Result):
    """Changes of level: `dates` and 0-based `positions` are the first period of each new regime."""

    observed: pd.Series
    positions: list[int]
    penalty: float
    noise: float
    min_size: int
    ruled: bool  # whether the penalty follows the rule
    wave: Array | None = field(default=None)
    support: pd.DataFrame | None = field(default=None)

    @property
    def dates(self) -> list[pd.Timestamp]:
        """First period of each new regime."""
        return [self.observed.index[place] for place in self.positions]

    @property
    def seasonal(self) -> pd.Series | None:
        """The season that was taken out first, or None."""
        return None if self.wave is None else pd.Series(self.wave, index=self.observed.index)

    @cached_property
    def level(self) -> pd.Series:
        """Mean of the regime that each period belongs to, the season taken out."""
        values = self.observed.to_numpy()
        adjusted = values if self.wave is None else values - self.wave
        whole = np.empty(len(values))
        for start, end in itertools.pairwise([0, *self.positions, len(values)]):
            whole[start:end] = np.nanmean(adjusted[start:end])
        return pd.Series(whole, index=self.observed.index)

    @cached_property
    def caveats(self) -> tuple[str, ...]:  # type: ignore[override]
        """What a reader must know: gaps, the season, drift, the penalty, and what cannot be seen yet."""
        return _caveats(self)

    def to_frame(self) -> pd.DataFrame:
        """One row for each regime: start, end, periods, mean level, change and change_pct against the one before.

        With `confidence`, also support (share of resampled series with that change) and start_low, start_high (its
        95 % interval of dates).
        """
        edges = [0, *self.positions, len(self.level)]
        means = [float(self.level.iloc[start]) for start in edges[:-1]]
        change = [math.nan, *(after - before for before, after in itertools.pairwise(means))]
        frame = pd.DataFrame(
            {
                "start": self.level.index[edges[:-1]],
                "end": self.level.index[[end - 1 for end in edges[1:]]],
                "periods": np.diff(edges),
                "mean": means,
                "change": change,
                "change_pct": [
                    100 * moved / mean if mean else math.nan
                    for moved, mean in zip(change, [math.nan, *means[:-1]], strict=True)
                ],
            }
        )
        return frame if self.support is None else frame.join(self.support)

    @property
    def sentence(self) -> str:
        """How many changes, and the last of them."""
        freq = self.observed.index.freqstr
        if not self.dates:
            return text("No change of level stands out from the noise; smaller changes may have gone unseen.")
        regimes = self.to_frame()
        last = regimes.iloc[-1]
        words = {
            "count": len(self.dates),
            "month": label(self.dates[-1], freq),
            "before": number(regimes.iloc[-2]["mean"]),
            "after": number(last["mean"]),
        }
        if self.support is None or last["support"] >= 0.8:
            return text(
                "The level very likely changed near {month}, from about {before} to about {after} a period (changes "
                "found in all: {count}).",
                **words,
            )
        return text(
            "The level may have changed near {month}, from about {before} to about {after} a period, but resampling "
            "finds that change only {share:.0%} of the time (changes found in all: {count}).",
            share=last["support"],
            **words,
        )

    def chart(self) -> Any:
        """The series with the level of each regime and every change dated; where resampled, its interval of dates."""
        made = charts.figure(text("Changes of level"))
        charts.unreported(made, self.observed)
        if self.support is not None:
            for row in self.to_frame().iloc[1:].itertuples():
                charts.span(made, row.start_low, row.start_high)
        charts.line(made, self.observed, text("observed"), symbol="circle")
        charts.level(made, self.level, text("level"), [0, *self.positions, len(self.level)])
        charts.dates(made, self.dates, [label(one, self.observed.index.freqstr) for one in self.dates])
        return made


def changepoints(
    series: pd.Series,
    min_size: int = MIN_SIZE,
    penalty: float | None = None,
    seasonal: bool | None = None,
    *,
    confidence: int = 0,
    seed: int = 0,
) -> Changes:
    """Find the periods at which the mean level changes.

    Minimises `sum of squared deviations from the regime means + penalty * number of changes` over all partitions whose
    regimes hold at least `min_size` reported periods: the exact optimum, by dynamic programming (Jackson et al. 2005,
    *IEEE Signal Processing Letters* 12).

    Parameters
    ----------
    series : Series with a DatetimeIndex or PeriodIndex; periods not reported are left out, never taken as 0
    min_size : fewest reported periods in a regime; a change in the last `min_size - 1` periods cannot be seen yet
    penalty : cost of one change, in squared units of the series. By default `3 * noise * log(n)`, a modified BIC
        (Zhang and Siegmund 2007, *Biometrics* 63), where noise is the long-run variance estimated robustly from
        differences between neighbours and next neighbours, so that neither the changes themselves nor a moderate
        autocorrelation inflate the number found
    seasonal : whether a fixed season is taken out first; by default where three whole seasons are seen and the
        season is significant (F test at 1 % on what the changes leave over)
    confidence : number of series to resample (200, say): what the levels leave over is drawn again in blocks, and the
        changes are sought again. `.to_frame()` then has the share of series that show each change within two periods
        (support) and the 95 % interval of its date
    seed : of the resampling; the same seed gives the same answer

    Finds steps: a steady slope is cut into several, and a change of spread alone is not seen.

    Raises SeriesError where the series is shorter than two regimes or not fit; ParameterError for a bad setting.

    >>> months = pd.date_range("2024-01-01", periods=24, freq="MS")
    >>> steps = pd.Series([10, 11, 9] * 4 + [30, 31, 29] * 4, index=months)
    >>> changepoints(steps).positions
    [12]
    """
    if isinstance(min_size, bool) or not isinstance(min_size, (int, np.integer)) or min_size < 1:
        raise ParameterError(f"min_size {min_size!r} is not a whole number of at least 1")
    if penalty is not None and not (isinstance(penalty, (int, float, np.number)) and penalty >= 0):
        raise ParameterError(f"penalty {penalty!r} is not a number of at least 0")
    if isinstance(confidence, bool) or not isinstance(confidence, (int, np.integer)) or confidence < 0:
        raise ParameterError(f"confidence {confidence!r} is not a number of series to resample, such as 200")
    size = int(min_size)
    clean = regular(series, method="trend.changepoints", at_least=2 * size)
    period = season(clean.index.freqstr)
    values = clean.to_numpy()
    known = np.flatnonzero(~np.isnan(values))
    if seasonal is True and (period < 2 or len(clean) < 2 * period):
        raise SeriesError("trend.changepoints: two whole seasons are needed to take a season out; use seasonal=False")
    try_season = seasonal if seasonal is not None else period > 1 and len(clean) >= _SEASON_SEEN * period
    wave = _season_apart(values, known, period, size, penalty, forced=bool(seasonal)) if try_season else None
    adjusted = (values - wave if wave is not None else values)[known]
    noise = noise_variance(adjusted)
    cost = float(penalty) if penalty is not None else PENALTY * noise * math.log(len(adjusted))
    found = partition(adjusted, size, cost)
    positions = known[found].tolist()
    support = _support(adjusted, found, known, clean.index, size, cost, int(confidence), seed) if confidence else None
    return Changes(clean, positions, cost, noise, size, penalty is None, wave, support)


def noise_variance(values: Array) -> float:
    """Long-run variance of the noise, robust to changes of level.

    From squared median absolute differences at lag 1 and 2: with first-order autocorrelation r they stand as 1 : 1 + r,
    and the long-run variance is the variance times (1 + r) / (1 - r). A negative r is taken as 0, one above 0.6 as 0.6
    (nearer 1, changes of level and drift cannot be told apart).

    >>> round(noise_variance(np.array([0.0, 1.0] * 10 + [9.0, 10.0] * 10)), 2)
    1.1
    """
    near, far = (_spread(values[lag:] - values[:-lag]) for lag in (1, 2))
    if near == 0.0:
        # Ties (small whole numbers): fall back on the plain mean square of the differences.
        near = float(np.mean(np.square(np.diff(values)))) if len(values) > 1 else 0.0
        return near / 2
    slope = min(max(far / near - 1.0, 0.0), 0.6)
    return near / (2 * (1 - slope)) * (1 + slope) / (1 - slope)


def _spread(differences: Array) -> float:
    return float((1.4826 * np.median(np.abs(differences))) ** 2)


def _levels(values: Array, starts: list[int]) -> Array:
    level = np.empty(len(values))
    for start, end in itertools.pairwise([0, *starts, len(values)]):
        level[start:end] = values[start:end].mean()
    return level


def _season_apart(
    values: Array, known: Any, period: int, min_size: int, penalty: float | None, *, forced: bool
) -> Array | None:
    """The fixed season, estimated from what the changes of level leave over, in turns until both settle."""
    wave = seasonal_means(values - moving_level(values, period), period, median=True)
    found: list[int] | None = None
    apart = np.full(len(values), np.nan)
    for _ in range(_ROUNDS):
        adjusted = (values - wave)[known]
        cost = penalty if penalty is not None else PENALTY * noise_variance(adjusted) * math.log(len(adjusted))
        now = partition(adjusted, min_size, cost)
        if now == found:
            break
        found = now
        apart[known] = values[known] - _levels(adjusted, found)
        wave = seasonal_means(apart, period)
    if forced:
        return wave
    left = values[known] - _levels((values - wave)[known], found or [])
    return wave if _significant(left, wave[known], period, len(found or [])) else None


def _significant(left: Array, wave: Array, period: int, changes: int) -> bool:
    from scipy.special import fdtrc

    free = len(left) - period - changes
    with_season = float(np.sum((left - wave) ** 2))
    without = float(np.sum((left - left.mean()) ** 2))
    if free < 1 or without <= with_season:
        return False
    if with_season <= 1e-12 * without:
        return True
    ratio = (without - with_season) / (period - 1) / (with_season / free)
    return bool(fdtrc(period - 1, free, ratio) < 0.01)


def _support(
    adjusted: Array, found: list[int], known: Any, index: Any, min_size: int, cost: float, draws: int, seed: int
) -> pd.DataFrame:
    """How often each change is found again in series of the same levels with resampled blocks of what is left over."""
    count = len(adjusted)
    level = _levels(adjusted, found)
    left = adjusted - level
    generator = np.random.default_rng(seed)
    length = max(2, round(count ** (1 / 3)))
    starts = generator.integers(0, count, size=(draws, -(-count // length)))
    places = ((starts[:, :, None] + np.arange(length)) % count).reshape(draws, -1)[:, :count]
    again = partitions(level + left[places], min_size, cost)
    rows = [(math.nan, index[0], index[0])]
    for place in found:
        reach = max(_NEAR, min_size - 1)
        near = [min(one, key=lambda other: abs(other - place), default=-count) for one in again]
        share = float(np.mean([abs(one - place) <= _NEAR for one in near]))
        same: Any = [one for one in near if abs(one - place) <= reach] or [place]
        low, high = (round(float(np.quantile(same, level))) for level in (0.025, 0.975))
        rows.append((share, index[known[low]], index[known[high]]))
    return pd.DataFrame(rows, columns=["support", "start_low", "start_high"])


def _caveats(made: Changes) -> tuple[str, ...]:
    clean = made.observed
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    after_gap = [place for place in made.positions if np.isnan(clean.iloc[place - 1])]
    if after_gap:
        months = ", ".join(label(clean.index[place], clean.index.freqstr) for place in after_gap)
        notes.append(text("the change at {months} follows a gap: it may lie anywhere in the gap", months=months))
    if made.wave is not None:
        notes.append(text("a fixed season was taken out first"))
    means = made.level.to_numpy()[[0, *made.positions]]
    small = int((np.abs(np.diff(means)) < _DRIFT * np.abs(means[:-1])).sum())
    if small:
        notes.append(
            text(
                "{count} changes are smaller than {share:.0%}: a slow drift shows as such steps",
                count=small,
                share=_DRIFT,
            )
        )
    notes.append(text("a change within the last {count} periods cannot be seen yet", count=made.min_size - 1))
    if made.ruled:
        notes.append(text("each change had to pay for itself: penalty of {factor:g} x noise x log(n)", factor=PENALTY))
    else:
        notes.append(text("the penalty was set by hand"))
    return tuple(notes)
