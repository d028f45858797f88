"""`compare` and `growth`: one stretch of time against another, like with like, with an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.change import changepoints, noise_variance
from toolkit.trend.check import NOTES, gaps, regular
from toolkit.trend.periods import label, season

_Z = 1.959963984540054


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """Two stretches of one series, on the periods that both have."""

    frame: pd.DataFrame
    ratio: float
    lower_95: float
    upper_95: float
    dispersion: float
    periods: int
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row for each stretch: start, end, periods, total, mean; then ratio and its interval in the second."""
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """How the second stretch stands to the first."""
        words = {
            "low": 100 * (self.lower_95 - 1),
            "high": 100 * (self.upper_95 - 1),
            "change": 100 * (self.ratio - 1),
            "periods": self.periods,
        }
        if math.isnan(self.ratio):
            return text("Nothing was recorded in the first stretch, so no change can be given in per cent.")
        if self.lower_95 > 1:
            how = text("very likely higher")
        elif self.upper_95 < 1:
            how = text("very likely lower")
        else:
            how = text("not clearly different")
        return text(
            "The second stretch is {how}: {change:+.0f} % (95 % interval {low:+.0f} to {high:+.0f} %), over {periods} "
            "periods of each.",
            how=how,
            **words,
        )

    def chart(self) -> Any:
        """The mean of both stretches with intervals."""
        import plotly.graph_objects as go

        made = go.Figure(
            go.Bar(
                x=[f"{row.start} – {row.end}" for row in self.frame.itertuples()],
                y=self.frame["mean"],
                marker={
                    "color": [charts.BLUE, charts.ORANGE],
                    "pattern": {"shape": ["", "/"], "fillmode": "overlay", "fgcolor": "#FFFFFF", "solidity": 0.2},
                },
                error_y={
                    "array": self.frame["upper_95"] - self.frame["mean"],
                    "arrayminus": self.frame["mean"] - self.frame["lower_95"],
                    "color": charts.INK,
                },
                text=[number(value) for value in self.frame["mean"]],
                textposition="inside",
                insidetextanchor="start",
                textfont={"size": 15, "color": "#FFFFFF"},
                width=0.5,
            )
        )
        charts.dress(made, text("Mean a period, with 95 % interval"))
        made.update_yaxes(rangemode="tozero")
        return made


def compare(series: pd.Series, before: Any = None, after: Any = None) -> Comparison:
    """Compare two stretches of a series by their mean a period, like with like.

    Parameters
    ----------
    series : counts, Series with a DatetimeIndex or PeriodIndex
    before, after : a year ("2024"), a period ("2024-03"), or a pair of first and last ("2024-01", "2024-06"); by
        default the last whole season, and the one before it

    Of a part year and a whole one, only the months that both have are compared, and the caveats say so; a period that
    one of them lacks is left out of both. The interval is that of the ratio of two means of counts, with the
    overdispersion that the series shows: `exp(ln r ± 1.96 sqrt(phi (1 / total_1 + 1 / total_2)))`. A change of counts
    may be one of effort or of reporting.

    Raises ParameterError for a stretch that cannot be read, SeriesError where nothing can be compared.

    >>> months = pd.date_range("2024-01-01", periods=15, freq="MS")
    >>> made = compare(pd.Series([100.0] * 12 + [150.0] * 3, index=months), "2024", "2025")
    >>> made.periods, made.ratio
    (3, 1.5)
    """
    clean = regular(series, method="trend.compare", at_least=2, counts=True)
    index = clean.index
    period = season(index.freqstr)
    if (before is None) != (after is None):
        raise ParameterError("trend.compare takes both before and after, or neither")
    if before is None:
        length = min(period if period > 1 else 1, len(clean) // 2)
        rows = [slice(len(clean) - 2 * length, len(clean) - length), slice(len(clean) - length, len(clean))]
        first, second = (clean.iloc[one] for one in rows)
    else:
        first, second = _stretch(clean, before, "before"), _stretch(clean, after, "after")
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    one, other = _matched(first, second, period, notes, index.freqstr)
    if not len(one):
        raise SeriesError("trend.compare: the two stretches have no period in common that both reported")
    phi = dispersion(clean)
    totals = float(one.sum()), float(other.sum())
    ratio, low, high = _ratio(*totals, phi)
    frame = pd.DataFrame(
        [_row(part, phi, index.freqstr) for part in (one, other)],
        index=pd.Index(["before", "after"], name="stretch"),
    )
    frame["ratio"], frame["ratio_lower_95"], frame["ratio_upper_95"] = [1.0, ratio], [math.nan, low], [math.nan, high]
    notes.append(text("a change of counts may be a change of effort or of reporting"))
    return Comparison(frame, ratio, low, high, phi, len(one), tuple(notes))


def _row(part: pd.Series, phi: float, freq: str) -> dict[str, Any]:
    total, count = float(part.sum()), len(part)
    half = _Z * math.sqrt(phi * max(total, 1.0)) / count
    mean = total / count
    return {
        "start": label(part.index[0], freq),
        "end": label(part.index[-1], freq),
        "periods": count,
        "total": total,
        "mean": mean,
        "lower_95": max(mean - half, 0.0),
        "upper_95": mean + half,
    }


def _stretch(clean: pd.Series, given: Any, name: str) -> pd.Series:
    try:
        pair = (given, given) if isinstance(given, (str, int, pd.Timestamp, pd.Period)) else tuple(given)
        first, last = (pd.Period(str(one)) for one in pair)
    except (ValueError, TypeError):
        raise ParameterError(
            f"trend.compare: {name} {given!r} is not a stretch of time; write it as '2024' or ('2024-01', '2024-06')"
        ) from None
    found = clean[(clean.index >= first.start_time) & (clean.index <= last.end_time)]
    if not len(found):
        raise SeriesError(
            f"trend.compare: the series has no period in {name} {given!r}; it runs from {clean.index[0]:%Y-%m-%d} to "
            f"{clean.index[-1]:%Y-%m-%d}"
        )
    return found


def _matched(
    first: pd.Series, second: pd.Series, period: int, notes: list[str], freq: str
) -> tuple[pd.Series, pd.Series]:
    """The periods that both stretches reported: of the same places in the season, where there is one."""
    if period > 1 and freq.partition("-")[0] in ("MS", "ME", "QS", "QE"):
        places = set(first.dropna().index.month) & set(second.dropna().index.month)
        one, other = (part[part.notna() & part.index.month.isin(places)] for part in (first, second))
    else:
        one, other = first.dropna(), second.dropna()
        count = min(len(one), len(other))
        one, other = one.iloc[:count], other.iloc[:count]
    left = len(first) + len(second) - len(one) - len(other)
    if left:
        notes.append(
            text("like with like: {left} periods without a counterpart in the other stretch are left out", left=left)
        )
    return one, other


def _ratio(before: float, after: float, phi: float) -> tuple[float, float, float]:
    if before <= 0:
        return math.nan, math.nan, math.nan
    error = math.sqrt(phi * (1 / before + 1 / max(after, 0.5)))
    ratio = after / before
    centre = max(after, 0.5) / before
    return ratio, min(ratio, centre * math.exp(-_Z * error)), centre * math.exp(_Z * error)


def dispersion(clean: pd.Series) -> float:
    """Variance over mean of a count series about its season and its changes of level; not below 1 (Poisson)."""
    known = int(clean.notna().sum())
    mean = float(clean.mean())
    if known < 12 or mean <= 0:
        return 1.0
    # On logarithms a season and a change are factors, whatever the level.
    logs = np.log(clean + 0.5)
    found = changepoints(logs, min_size=3)
    fitted = np.exp(found.level + (found.wave if found.wave is not None else 0.0))
    seen = clean.notna().to_numpy()
    left = ((clean - fitted) / np.sqrt(fitted)).to_numpy()[seen]
    return max(noise_variance(left - np.median(left)), 1.0)


@dataclass(frozen=True, repr=False)
class Growth(Result):
    """Each period against the same one a season before."""

    frame: pd.DataFrame
    back: int
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns value, before, change, change_pct, lower_95, upper_95 (per cent) and clear (interval without 0)."""
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """The latest growth with its interval."""
        known = self.frame.dropna(subset=["change_pct"])
        if not len(known):
            return text("No period has a counterpart to be compared with.")
        last = known.iloc[-1]
        return text(
            "{period} stands {change:+.0f} % against {back} periods before (95 % interval {low:+.0f} to {high:+.0f} "
            "%): {how}.",
            period=label(known.index[-1], self.frame.index.freqstr),
            change=last["change_pct"],
            low=last["lower_95"],
            high=last["upper_95"],
            back=self.back,
            how=text("very likely a real change of the counts") if last["clear"] else text("within what chance brings"),
        )

    def chart(self) -> Any:
        """Growth in per cent with its interval, and the line of no change."""
        made = charts.figure(text("Change against {back} periods before, in per cent", back=self.back), y="%")
        charts.unreported(made, self.frame["change_pct"].iloc[self.back :])
        charts.band(made, self.frame["lower_95"], self.frame["upper_95"], text("95 % interval"))
        charts.line(made, self.frame["change_pct"], text("change"), symbol="circle")
        made.add_hline(y=0, line={"color": charts.INK, "width": 1})
        return made


def growth(series: pd.Series, back: int | None = None) -> Growth:
    """Compare each period with the one `back` periods before, by default the same period of the last season.

    Parameters
    ----------
    series : counts, Series with a DatetimeIndex or PeriodIndex
    back : periods back; by default a season (12 for months, 4 for quarters, 1 for years)

    The interval is that of a ratio of two counts with the overdispersion that the series shows (see `compare`). Small
    counts grow by hundreds of per cent through chance alone. No growth is given from 0, or where either is unknown.

    >>> years = pd.date_range("2023", periods=3, freq="YS")
    >>> growth(pd.Series([100, 150, None], index=years)).to_frame()["change_pct"].tolist()
    [nan, 50.0, nan]
    """
    clean = regular(series, method="trend.growth", at_least=2, counts=True)
    steps = season(clean.index.freqstr) if back is None else back
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 1:
        raise ParameterError(f"back {back!r} is not a whole number of periods of at least 1")
    if len(clean) <= steps:
        raise SeriesError(f"trend.growth needs more than {steps} periods, the series has {len(clean)}")
    before = clean.shift(int(steps))
    phi = dispersion(clean)
    bounds = [
        _ratio(float(old), float(new), phi) if old > 0 and new >= 0 else (math.nan,) * 3
        for old, new in zip(before, clean, strict=True)
    ]
    ratio, low, high = (np.array(part) for part in zip(*bounds, strict=True))
    frame = pd.DataFrame(
        {
            "value": clean,
            "before": before,
            "change": clean - before,
            "change_pct": 100 * (ratio - 1),
            "lower_95": 100 * (low - 1),
            "upper_95": 100 * (high - 1),
            "clear": (low > 1) | (high < 1),
        }
    )
    notes = [*clean.attrs[NOTES], *gaps(clean)]
    if (before == 0).any():
        notes.append(text("{count} periods stand against 0 and have no growth", count=int((before == 0).sum())))
    notes.append(text("a change of counts may be a change of effort or of reporting"))
    if phi > 1.05:
        notes.append(text("counts vary {phi:.1f} times as much as pure chance: intervals are widened for it", phi=phi))
    return Growth(frame, int(steps), tuple(notes))
