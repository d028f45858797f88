"""`composition`: how a total divides over routes, citizenships or means, and how concentrated it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import SeriesError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.check import table_of_counts
from toolkit.trend.periods import label, season

_Z = 1.959963984540054
_SHOWN = 7  # parts drawn; the rest are drawn as one


@dataclass(frozen=True, repr=False)
class Composition(Result):
    """Shares of each part in each period, with entropy, effective number of parts and concentration."""

    table: pd.DataFrame
    frame: pd.DataFrame
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row for each period: the share of each part, then total, entropy, effective, concentration."""
        return self.frame.copy()

    @property
    def shares(self) -> pd.DataFrame:
        """The shares alone."""
        return self.frame[self.table.columns]

    @property
    def latest(self) -> pd.DataFrame:
        """Each part over the last whole season and the one before: count, share, its 95 % interval, share before, move.

        The interval is Wilson's (1927); `move` is in percentage points, with `clear` where the two seasons differ by
        more than chance would (5 %, Bonferroni over the parts).
        """
        return _latest(self.table)

    @property
    def sentence(self) -> str:
        """The largest part of the last season, and the part that moved most."""
        rows = self.latest
        top = rows.iloc[0]
        freq = self.table.index.freqstr
        words = {
            "period": label(self.table.index[-1], freq),
            "top": rows.index[0],
            "share": top["share"],
            "low": top["lower_95"],
            "high": top["upper_95"],
            "effective": number(float(self.frame["effective"].dropna().iloc[-1])),
        }
        moved = rows[rows["clear"]]
        if not len(moved):
            return text(
                "In the season to {period}, {top} made up about {share:.0%} of the total ({low:.0%} to {high:.0%}); no "
                "share moved by more than chance would move it. Spread as over {effective} equal parts.",
                **words,
            )
        name = moved["move"].abs().idxmax()
        return text(
            "In the season to {period}, {top} made up about {share:.0%} of the total ({low:.0%} to {high:.0%}); the "
            "share of {name} very likely moved most, by {move:+.0f} percentage points. Spread as over {effective} "
            "equal parts.",
            name=name,
            move=float(moved.loc[name, "move"]),
            **words,
        )

    def chart(self) -> Any:
        """Stacked shares over time, the largest part at the foot, told apart by colour and by hatching."""
        order = self.table.sum().sort_values(ascending=False).index
        shares = self.shares[list(order[:_SHOWN])].copy()
        if len(order) > _SHOWN:
            shares[text("others")] = self.shares[list(order[_SHOWN:])].sum(axis=1, skipna=False)
        made = charts.figure(text("Composition"), y=text("share"))
        charts.unreported(made, self.frame["total"])
        charts.stacked(made, shares)
        return made


def composition(table: pd.DataFrame) -> Composition:
    """Divide each period's total over the columns of a table of counts.

    Parameters
    ----------
    table : DataFrame with a DatetimeIndex or PeriodIndex and one column of counts for each part, such as
        `trend.count(..., by=)` makes

    For shares p: entropy is `-sum(p ln p)` (Shannon 1948), `effective` is its exponential (the number of equal parts
    with the same entropy), `concentration` is `sum(p^2)` (Herfindahl). A period in which one part is not reported has
    no shares: the whole is unknown. Shares move when any part moves, so a share may rise while its count falls.

    Raises SeriesError where there are fewer than two parts, or nothing to divide.

    >>> months = pd.date_range("2025-01-01", periods=2, freq="MS")
    >>> made = composition(pd.DataFrame({"road": [30, 10], "sea": [10, 10]}, index=months)).to_frame()
    >>> made["road"].tolist(), made["effective"].round(2).tolist()
    ([0.75, 0.5], [1.75, 2.0])
    """
    whole, notes = table_of_counts(table, method="trend.composition", of=text("parts"), at_least=1)
    total = whole.sum(axis=1, skipna=False)
    if not (total > 0).any():
        raise SeriesError("trend.composition: no period has a total to divide")
    shares = whole.div(total.where(total > 0), axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = shares.to_numpy()
        entropy = -np.where(parts > 0, parts * np.log(parts), np.where(np.isnan(parts), np.nan, 0.0)).sum(axis=1)
    frame = shares.assign(total=total, entropy=entropy, effective=np.exp(entropy), concentration=(parts**2).sum(axis=1))
    frame.loc[shares.isna().any(axis=1), ["entropy", "effective", "concentration"]] = np.nan
    if (total == 0).any():
        notes.append(text("{count} periods have a total of 0 and no shares", count=int((total == 0).sum())))
    few = int(((total > 0) & (total < 30)).sum())
    if few:
        notes.append(text("{count} periods have fewer than 30 records: their shares jump by chance", count=few))
    notes.append(text("shares are of the parts in the table, not of all movement"))
    return Composition(whole, frame, tuple(dict.fromkeys(notes)))


def _latest(table: pd.DataFrame) -> pd.DataFrame:
    known = table.dropna()
    length = min(max(season(table.index.freqstr), 1), max(len(known) // 2, 1))
    now, before = known.iloc[-length:].sum(), known.iloc[-2 * length : -length].sum()
    base, base_before = float(now.sum()), float(before.sum())
    low, high = wilson(now.to_numpy(), base)
    rows = pd.DataFrame({"count": now, "share": now / base if base else np.nan, "lower_95": low, "upper_95": high})
    rows["share_before"] = before / base_before if base_before else np.nan
    rows["move"] = 100 * (rows["share"] - rows["share_before"])
    rows["clear"] = [
        _differs(float(one), base, float(other), base_before, len(rows)) for one, other in zip(now, before, strict=True)
    ]
    return rows.sort_values("count", ascending=False)


def wilson(count: Any, base: float) -> tuple[Any, Any]:
    """The 95 % interval of a share (Wilson 1927, *J. Am. Statist. Ass.* 22).

    >>> [round(float(bound), 3) for bound in wilson(30.0, 40.0)]
    [0.598, 0.858]
    """
    if not base:
        return np.nan, np.nan
    share = np.asarray(count) / base
    middle = (share + _Z**2 / (2 * base)) / (1 + _Z**2 / base)
    half = _Z * np.sqrt(share * (1 - share) / base + _Z**2 / (4 * base**2)) / (1 + _Z**2 / base)
    return middle - half, middle + half


def _differs(one: float, base: float, other: float, base_before: float, parts: int) -> bool:
    from scipy.special import ndtr

    if not base or not base_before:
        return False
    pooled = (one + other) / (base + base_before)
    error = math.sqrt(pooled * (1 - pooled) * (1 / base + 1 / base_before))
    if error == 0:
        return False
    return bool(2 * ndtr(-abs(one / base - other / base_before) / error) < 0.05 / parts)
