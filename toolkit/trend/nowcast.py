"""`nowcast`: what late returns will bring the latest months to, from how earlier months grew."""

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
from toolkit.trend.check import NOTES
from toolkit.trend.periods import label, regular_index

_COLUMNS = ("period", "reported_on", "value")
_ALIASES = ("report_date", "reported_at", "filed_on")  # what others call reported_on
_SETTLED = 0.005  # growth a month below which a figure counts as final
_LEAST = 4  # months that must show a step of growth before its factor is used


@dataclass(frozen=True, repr=False)
class Nowcast(Result):
    """Expected final figures of each month with intervals, and the growth factors they rest on."""

    frame: pd.DataFrame
    factors: pd.DataFrame
    as_of: pd.Timestamp
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Columns reported, delay (months since the period), expected, lower_80 ... upper_95, reported_share."""
        return self.frame.copy()

    @property
    def sentence(self) -> str:
        """What the latest month will likely come to."""
        freq = self.frame.index.freqstr
        known = self.frame.dropna(subset=["expected"])
        last = known.iloc[-1]
        return text(
            "For {period}, {reported} are reported so far; the final figure is likely between {low} and {high} "
            "(best estimate {best}).",
            period=label(known.index[-1], freq),
            reported=number(last["reported"]),
            low=number(last["lower_80"]),
            high=number(last["upper_80"]),
            best=number(last["expected"]),
        )

    def chart(self) -> Any:
        """Reported so far against the expected final figure, as the file stood on one day."""
        made = charts.figure(text("Late returns, as the file stood on {day}", day=f"{self.as_of:%Y-%m-%d}"))
        charts.unreported(made, self.frame["reported"])
        # Only months still coming in, joined to the last one that is complete.
        open_ = self.frame["reported"] != self.frame["expected"]
        ahead = self.frame.where(open_ | open_.shift(-1, fill_value=False))
        charts.band(made, ahead["lower_95"], ahead["upper_95"], text("95 % interval"), colour=charts.VERMILLION)
        charts.line(made, self.frame["reported"], text("reported so far"), symbol="circle")
        charts.line(
            made, ahead["expected"], text("expected final"), colour=charts.VERMILLION, dash="dash", symbol="diamond"
        )
        return made


def nowcast(vintages: pd.DataFrame, as_of: Any = None, max_delay: int | None = None) -> Nowcast:
    """Estimate the final figures of months whose returns are still coming in, by the chain ladder.

    Parameters
    ----------
    vintages : DataFrame with columns period (first day of the month), reported_on (date), value (the whole figure known
        on that date, not an addition to it); `trend.vintages` makes it from state returns
    as_of : date at which the file is read; by default the last date in it
    max_delay : months after which a figure counts as final; by default the delay from which figures move by less than
        half a per cent a month, as far as at least four months can be compared

    The growth from one month of delay to the next is the ratio of sums over all months that show both; the interval is
    Mack's (1993, *ASTIN Bulletin* 23), on the log scale so that it never goes below 0. It rests on the past pattern of
    delay: a state that changes its practice breaks it. Months with no figure yet are not estimated.

    Raises ParameterError for missing columns, SeriesError where no growth can be learnt.

    >>> months = pd.date_range("2025-01-01", periods=8, freq="MS")
    >>> rows = [(m, m + pd.DateOffset(months=d + 1), 80 if d == 0 else 100) for m in months for d in (0, 1)]
    >>> table = pd.DataFrame(rows, columns=["period", "reported_on", "value"])
    >>> nowcast(table, as_of="2025-09-01").to_frame()["expected"].tail(2).tolist()
    [100.0, 100.0]
    """
    table = _checked(vintages)
    day = table["reported_on"].max() if as_of is None else pd.Timestamp(as_of)
    table = table[table["reported_on"] <= day]
    if not len(table):
        raise SeriesError(f"trend.nowcast: nothing was reported by {day:%Y-%m-%d}")
    triangle = _triangle(table, day)
    known = triangle.notna()
    pairs = (known.to_numpy()[:, 1:] & known.to_numpy()[:, :-1]).sum(axis=0)
    enough = np.flatnonzero(pairs >= _LEAST)
    if max_delay is not None:
        if isinstance(max_delay, bool) or not isinstance(max_delay, int) or max_delay < 1:
            raise ParameterError(f"max_delay {max_delay!r} is not a whole number of months of at least 1")
        enough = np.arange(min(max_delay, int((pairs > 0).sum())))
    if not len(enough):
        raise SeriesError(
            f"trend.nowcast needs at least {_LEAST} months seen at two delays each; fewer teach no reporting pattern"
        )
    last = int(enough.max()) + 1
    factors = _factors(triangle.iloc[:, : last + 1])
    if max_delay is None:
        growing = np.flatnonzero((factors["factor"] - 1).abs().to_numpy() > _SETTLED)
        last = int(growing.max()) + 1 if len(growing) else 1
    triangle, factors = triangle.iloc[:, : last + 1], factors.iloc[:last]
    frame = _project(triangle, factors, table, day)
    return Nowcast(frame=frame, factors=factors, as_of=day, caveats=_caveats(vintages, frame, last))


def _checked(vintages: pd.DataFrame) -> pd.DataFrame:
    if isinstance(vintages, pd.DataFrame):
        vintages = vintages.rename(columns={name: "reported_on" for name in _ALIASES if name in vintages.columns})
    missing = [name for name in _COLUMNS if name not in getattr(vintages, "columns", ())]
    if missing:
        raise ParameterError(
            f"trend.nowcast: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}; it takes a table with "
            f"{', '.join(_COLUMNS)}, such as trend.vintages makes"
        )
    try:
        table = pd.DataFrame(
            {
                "period": _days(vintages["period"]),
                "reported_on": pd.to_datetime(vintages["reported_on"]),
                "value": pd.to_numeric(vintages["value"]).astype("float64"),
            }
        ).dropna()
    except (ValueError, TypeError) as error:
        raise SeriesError(f"trend.nowcast: the vintages hold a bad date or number ({error})") from None
    first = table["period"].dt.to_period("M").dt.to_timestamp()
    if table["period"].nunique() > first.nunique():
        raise SeriesError("trend.nowcast takes months, quarters or years; add up weeks or days to months first")
    table["period"] = first
    if (table["value"] < 0).any():
        raise SeriesError(f"trend.nowcast takes counts; the vintages hold {table['value'].min():g}")
    return table.sort_values(["period", "reported_on"], kind="stable")


def _days(periods: pd.Series) -> pd.Series:
    """First day of each period, whether given as dates or as periods."""
    return periods.dt.to_timestamp() if isinstance(periods.dtype, pd.PeriodDtype) else pd.to_datetime(periods)


def _triangle(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Figure of each month (row) as known after each whole month of delay (column); NaN where not known then."""
    first, last = table["period"].min(), table["period"].max()
    known = pd.DatetimeIndex(sorted(table["period"].unique()))
    months = regular_index(known) if len(known) > 2 else pd.date_range(first, last, freq="MS")
    today = _month_number(pd.DatetimeIndex([day]))[0]
    delay = _month_number(pd.DatetimeIndex(table["reported_on"])) - _month_number(pd.DatetimeIndex(table["period"]))
    if (delay < 0).any():
        raise SeriesError("trend.nowcast: a figure is reported before its month begins; check period and reported_on")
    grid = (
        table.assign(delay=delay)
        .drop_duplicates(["period", "delay"], keep="last")
        .pivot(index="period", columns="delay", values="value")
        .reindex(index=months, columns=range(int(today - _month_number(months[:1])[0]) + 1))
        .ffill(axis=1)
    )
    age = today - _month_number(months)
    seen = np.arange(grid.shape[1])[None, :] <= age[:, None]
    return grid.where(seen)


def _month_number(moments: pd.DatetimeIndex) -> Any:
    return np.asarray(moments.year) * 12 + np.asarray(moments.month)


def _factors(triangle: pd.DataFrame) -> pd.DataFrame:
    """Growth factor, its variance parameter (Mack's sigma squared) and the months behind it, for each delay."""
    cells = triangle.to_numpy()
    rows = []
    for delay in range(cells.shape[1] - 1):
        both = ~np.isnan(cells[:, delay]) & ~np.isnan(cells[:, delay + 1]) & (cells[:, delay] > 0)
        now, then = cells[both, delay], cells[both, delay + 1]
        if not both.any():
            rows.append((delay, 1.0, 0.0, 0.0, 0))
            continue
        factor = float(then.sum() / now.sum())
        free = int(both.sum()) - 1
        sigma = float((now * (then / now - factor) ** 2).sum() / free) if free > 0 else math.nan
        rows.append((delay, factor, sigma, float(now.sum()), int(both.sum())))
    factors = pd.DataFrame(rows, columns=["delay", "factor", "sigma2", "base", "months"]).set_index("delay")
    sigma = factors["sigma2"].to_numpy(copy=True)
    for delay in np.flatnonzero(np.isnan(sigma)).tolist():
        # One month alone shows this step: Mack's extrapolation from the two steps before.
        one, two = (sigma[delay - back] if delay >= back else 0.0 for back in (1, 2))
        sigma[delay] = min(one**2 / two if two > 0 else one, one, two if delay >= 2 else one)
    factors["sigma2"] = sigma
    return factors


def _project(triangle: pd.DataFrame, factors: pd.DataFrame, table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    last = triangle.shape[1] - 1
    age = _month_number(pd.DatetimeIndex([day]))[0] - _month_number(triangle.index)
    rows = []
    latest = table.drop_duplicates("period", keep="last").set_index("period")["value"]
    for period, months_since in zip(triangle.index, age, strict=True):
        reported = float(latest.get(period, math.nan))
        value, relative = reported, 0.0
        for delay in range(min(int(months_since), last), last):
            factor, sigma, base, _ = factors.loc[delay]
            # Mack's recursion for the relative mean squared error: process part + estimation part.
            if value > 0 and factor > 0:
                relative += sigma / factor**2 * (1 / value + (1 / base if base else 0.0))
            value *= factor
        spread = math.sqrt(math.log1p(relative))
        row = [reported, int(months_since), value]
        for z in (1.2815515655446004, 1.959963984540054):
            row += [value * math.exp(-z * spread - spread**2 / 2), value * math.exp(z * spread - spread**2 / 2)]
        rows.append([*row, reported / value if value else math.nan])
    names = ["reported", "delay", "expected", "lower_80", "upper_80", "lower_95", "upper_95", "reported_share"]
    return pd.DataFrame(rows, columns=names, index=triangle.index)


def _caveats(vintages: pd.DataFrame, frame: pd.DataFrame, last: int) -> tuple[str, ...]:
    notes = list(vintages.attrs.get(NOTES, ()))
    notes.append(text("figures are taken as final {count} months after their month", count=last))
    empty = int(frame["reported"].isna().sum())
    if empty:
        notes.append(text("{count} months have no figure yet and are not estimated", count=empty))
    zero = int((frame["reported"] == 0).sum())
    if zero:
        notes.append(text("{count} months stand at 0 so far, from which nothing can be projected", count=zero))
    notes.append(text("it is assumed that states report as late as before"))
    return tuple(notes)
