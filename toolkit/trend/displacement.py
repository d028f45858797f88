"""`displacement`: does one route rise when another falls? Share shift and lag between routes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.result import Result, number
from toolkit.trend import charts
from toolkit.trend.change import MIN_SIZE, Changes, changepoints
from toolkit.trend.check import table_of_counts
from toolkit.trend.periods import label

MAX_LAG = 6
_COLUMNS = (
    "route_from",
    "route_to",
    "fall_date",
    "rise_date",
    "lag",
    "fall",
    "rise",
    "replaced",
    "share_from_before",
    "share_from_after",
    "share_to_before",
    "share_to_after",
    "flag",
)


@dataclass(frozen=True, repr=False)
class Displacement(Result):
    """Pairs of a falling and a rising route, and the table of routes they come from."""

    table: pd.DataFrame
    pairs: pd.DataFrame
    caveats: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row for each pair: dates, lag in periods (rise after fall), fall and rise a period, shares, flag.

        `replaced` is rise / fall; `flag` is true where the shares moved the same way and `replaced` is at least .25.
        """
        return self.pairs.copy()

    @property
    def shares(self) -> pd.DataFrame:
        """The share of each route in each period; NaN where a route is not reported or all are 0."""
        total = self.table.sum(axis=1, skipna=False)
        return self.table.div(total.where(total > 0), axis=0)

    @property
    def sentence(self) -> str:
        """The flagged pair whose rise is nearest to its fall, or that there is none."""
        flagged = self.pairs[self.pairs["flag"].astype(bool)]
        if not len(flagged):
            return text("No route rose in step with another's fall; a slow or partial shift may have gone unseen.")
        top = flagged.iloc[_fit(flagged["replaced"]).to_numpy().argmin()]
        freq = self.table.index.freqstr
        return text(
            "Movement likely shifted from {old} to {new}: {old} fell by about {fall} a period from {when}, {new} rose "
            "by about {rise} from {then}.",
            old=top["route_from"],
            new=top["route_to"],
            fall=number(top["fall"]),
            rise=number(top["rise"]),
            when=label(top["fall_date"], freq),
            then=label(top["rise_date"], freq),
        )

    def chart(self) -> Any:
        """Share of each route over time, with the dates of flagged pairs."""
        made = charts.figure(text("Share of each route"))
        shares = self.shares
        charts.many(made, shares)
        made.update_yaxes(tickformat=".0%")
        flagged = self.pairs[self.pairs["flag"].astype(bool)]
        moments = sorted({*flagged["fall_date"], *flagged["rise_date"]})
        charts.dates(made, moments, [label(one, self.table.index.freqstr) for one in moments])
        return made


def displacement(
    table: pd.DataFrame, max_lag: int = MAX_LAG, min_size: int = MIN_SIZE, penalty: float | None = None
) -> Displacement:
    """Pair each fall of one route with a rise of another at most `max_lag` periods away.

    Parameters
    ----------
    table : DataFrame with a DatetimeIndex or PeriodIndex and one column of counts for each route (two at least)
    max_lag : most periods between fall and rise, either way
    min_size, penalty : as for `changepoints`, which finds the changes of level

    A pair is flagged where the falling route lost share, the rising one gained share, and the rise makes good at least
    a quarter of the fall. That is coincidence in time, not proof that the same people or organisers moved: detections
    also move with enforcement. Read it with the reports on each route.

    Raises SeriesError where there are fewer than two routes or a route is not fit.

    >>> months = pd.date_range("2024-01-01", periods=24, freq="MS")
    >>> wave = [0, 1, -1] * 4
    >>> north = [50 + w for w in wave] + [20 + w for w in wave]
    >>> south = [20 + w for w in wave] + [48 + w for w in wave]
    >>> found = displacement(pd.DataFrame({"north": north, "south": south}, index=months)).to_frame()
    >>> found[["route_from", "route_to", "lag", "flag"]].values.tolist()
    [['north', 'south', 0, True]]
    """
    if isinstance(max_lag, bool) or not isinstance(max_lag, int) or max_lag < 0:
        raise ParameterError(f"max_lag {max_lag!r} is not a whole number of at least 0")
    whole, notes = table_of_counts(table, method="trend.displacement", of=text("routes"), at_least=2 * min_size)
    changes = {name: changepoints(one, min_size=min_size, penalty=penalty) for name, one in whole.items()}
    rows = [row for old, new in permutations(whole.columns, 2) for row in _pairs(old, new, changes, whole, max_lag)]
    pairs = pd.DataFrame(rows, columns=list(_COLUMNS)).sort_values(
        ["fall_date", "route_from", "rise_date", "route_to"], ignore_index=True
    )
    notes.append(
        text("detections move with enforcement as well as with people: a shift in time is not proof of a move")
    )
    notes.append(text("shares are of the routes in the table, not of all movement"))
    return Displacement(table=whole, pairs=pairs, caveats=tuple(dict.fromkeys(notes)))


def _fit(replaced: pd.Series) -> pd.Series:
    """How far a rise is from its fall, alike above and below."""
    return np.log(replaced.clip(lower=1e-9)).abs()


def _pairs(old: str, new: str, changes: dict[str, Changes], whole: pd.DataFrame, max_lag: int) -> list[tuple[Any, ...]]:
    falls = _moves(changes[old], sign=-1)
    rises = _moves(changes[new], sign=1)
    rows = []
    for fall_at, fall, before_old, after_old in falls:
        for rise_at, rise, before_new, after_new in rises:
            lag = rise_at - fall_at
            if abs(lag) > max_lag:
                continue
            # Shares over the regimes that both routes were in before the first and after the second change.
            before = slice(max(before_old, before_new), min(fall_at, rise_at))
            after = slice(max(fall_at, rise_at), min(after_old, after_new))
            shares = [_share(whole, name, part) for name in (old, new) for part in (before, after)]
            moved = shares[1] < shares[0] and shares[3] > shares[2]
            rows.append(
                (
                    old,
                    new,
                    whole.index[fall_at],
                    whole.index[rise_at],
                    lag,
                    fall,
                    rise,
                    rise / fall,
                    *shares,
                    bool(moved and rise / fall >= 0.25),
                )
            )
    return rows


def _moves(found: Changes, sign: int) -> list[tuple[int, float, int, int]]:
    """Changes in one direction: position, size, start of the regime before, end of the regime after."""
    edges = [0, *found.positions, len(found.level)]
    moves = []
    for place in range(1, len(edges) - 1):
        size = sign * float(found.level.iloc[edges[place]] - found.level.iloc[edges[place - 1]])
        if size > 0:
            moves.append((edges[place], size, edges[place - 1], edges[place + 1]))
    return moves


def _share(whole: pd.DataFrame, name: str, part: slice) -> float:
    rows = whole.iloc[part].dropna()
    total = float(rows.to_numpy().sum())
    return float(rows[name].sum()) / total if total else float("nan")
