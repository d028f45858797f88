"""Money paths: payments in time order, each out of what the one before brought, and what stayed behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.finance.records import ENDS, holders_of, money, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, listed, seconds, span

_LIMIT = 1_000_000


@dataclass(frozen=True, eq=False, repr=False)
class Paths(Table):
    """One row for each path; `steps` has its transfers with amount and what stayed behind."""

    unit: str = ""
    steps: pd.DataFrame = field(default_factory=pd.DataFrame)

    def chart(self, path: Any = None) -> Any:
        """Return one path (by its number; the longest, then the surest, unless said) as a staircase of amounts in time.

        Raises ParameterError for a path that is not in the table.
        """
        import plotly.graph_objects as go

        from toolkit import style

        if not len(self.frame):
            raise ParameterError("finance.paths: there is no path to draw")
        path = self.frame.index[0] if path is None else path
        if path not in self.frame.index:
            raise ParameterError(
                f"finance.paths: no path {path!r}; they are numbered {self.frame.index[0]} to {self.frame.index[-1]}"
            )
        rows = self.steps[self.steps["path"] == path]
        figure = go.Figure()
        names = [f"{row.source} → {row.target}" for row in rows.itertuples()]
        figure.add_bar(
            x=rows["amount"],
            y=names,
            orientation="h",
            marker_color=style.OKABE_ITO["blue"],
            name=text("passed on"),
            text=[f"{money(row.amount, self.unit)} · {row.at:%Y-%m-%d %H:%M}" for row in rows.itertuples()],
            textposition="inside",
            insidetextanchor="start",
        )
        figure.add_bar(
            x=rows["kept"].fillna(0),
            y=names,
            orientation="h",
            marker_color=style.OKABE_ITO["orange"],
            name=text("stayed"),
            text=["" if not kept > 0 else money(kept, "") for kept in rows["kept"].fillna(0)],
            textposition="outside",
            cliponaxis=False,
        )
        figure.update_layout(
            template=style.template(),
            title=text("Money path {number}", number=path),
            barmode="stack",
            width=style.WIDTH,
            height=170 + 44 * len(rows),
            margin={"l": 200, "r": 90},
            legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 1, "xanchor": "right", "borderwidth": 0},
        )
        figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
        figure.update_xaxes(title=self.unit)
        return figure


def paths(
    transfers: pd.DataFrame,
    start: Any = None,
    end: Any = None,
    *,
    holders: Any = None,
    within: Any = "7D",
    keeps: tuple[float, float] = (0.0, 0.3),
    longest: int = 5,
    amount: str = "amount_usd",
    time: str = "sent_at",
    transfer: str = "transfer_id",
) -> Paths:
    """Follow money from holder to holder: a payment received, then within days one made out of it, less a cut.

    Parameters
    ----------
    start, end : accounts or holders with which a path begins or ends; without them any
    holders : as for `money_flow`; without it every account stands for itself, and money that changes its channel is
        lost from sight
    within : longest time between a payment received and the one made out of it
    keeps : least and greatest share of what came in that stays behind as fee or profit
    longest : transfers in a path at most, from 2 to 8
    amount : column of amounts, in one currency

    Returns
    -------
    Paths, longest first, then those with fewest other readings: `path` ("H1 → H2 → H3"), `transfers`, `paid_in`,
    `paid_out`, `kept`, `started`, `ended`, `days`, `other_readings` (other payments that would have fitted at its
    steps; 0 means that the path is the only reading). `.steps` has every transfer of every path. A path that is part
    of a longer one is not listed for itself.

    Raises ParameterError for unknown columns, several currencies, or too many paths.

    Misleads: money has no marks. A payment of like size within days need not be made of the same money; where
    `other_readings` is not 0, several paths tell the same story.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-02"], utc=True)
    >>> table = pd.DataFrame({"transfer_id": ["F1", "F2"], "sender_account": ["B1", "B2"], "amount_usd": [100.0, 90.0],
    ...     "receiver_account": ["B2", "B3"], "sent_at": times})
    >>> paths(table).to_frame()[["path", "kept", "other_readings"]].values.tolist()
    [['B1 → B2 → B3', 10.0, 0]]
    """
    method = "finance.paths"
    reach = int(span(within, method, "within").total_seconds())
    low, high = keeps
    if not 0 <= low <= high < 1:
        raise ParameterError(f"{method}: keeps={keeps}; shares from 0 to below 1, the smaller first")
    if not 2 <= longest <= 8:
        raise ParameterError(f"{method}: longest={longest}; from 2 to 8 transfers")
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, time))
    ends = [table[end_].reset_index(drop=True) for end_ in ENDS]
    if holders is not None:
        known = holders_of(holders, method)
        ends = [column.map(known).where(column.isin(known), column) for column in ends]
    at = seconds(instants(table, time, method))
    order = np.lexsort((np.arange(len(at)), at))
    codes, names = pd.factorize(pd.concat(ends, ignore_index=True))
    size = len(table)
    held = _Held(codes[:size][order], codes[size:][order], at[order], values[order], reach, low, high)
    ids = (table[transfer] if transfer in table.columns else table.index.to_series()).to_numpy()[order]
    found = _grow(held, _codes(names, start, method), longest, method)
    if end is not None:
        wanted = _codes(names, end, method)
        found = [path for path in found if wanted is None or held.target[path[-1]] in wanted]
    frame, steps = _tables(found, held, names, ids)
    caveats = (
        text("money has no marks: a payment of like size need not be made of the same money"),
        text(
            "within {within}, {low:.0%} to {high:.0%} kept at each step, amounts in {unit}",
            within=within,
            low=low,
            high=high,
            unit=unit or amount,
        ),
        *caveats,
    )
    return Paths(text("{count} money paths", count=len(frame)), frame, caveats, unit, steps)


@dataclass(frozen=True, eq=False)
class _Held:
    """Transfers in order of time as arrays, with the rule by which one follows another."""

    source: Any
    target: Any
    at: Any
    amount: Any
    reach: int
    low: float
    high: float

    def after(self, one: int) -> Any:
        """Places of transfers that may be made out of this one."""
        first = np.searchsorted(self.at, self.at[one], side="right")
        last = np.searchsorted(self.at, self.at[one] + self.reach, side="right")
        here = slice(first, last)
        left = 1 - self.amount[here] / max(self.amount[one], 1e-9)
        fits = (self.source[here] == self.target[one]) & (left >= self.low - 1e-9) & (left <= self.high + 1e-9)
        fits &= self.target[here] != self.target[one]
        return np.flatnonzero(fits) + first


def _codes(names: Any, wanted: Any, method: str) -> set[int] | None:
    if wanted is None:
        return None
    index = pd.Index(names)
    codes = index.get_indexer(listed(wanted))
    if (codes < 0).all():
        raise ParameterError(f"{method}: no transfer names {', '.join(map(str, listed(wanted)[:6]))}")
    return {int(code) for code in codes if code >= 0}


def _grow(held: _Held, start: Any, longest: int, method: str) -> list[tuple[int, ...]]:
    following = {one: held.after(one) for one in range(len(held.at))}
    led = {int(two) for several in following.values() for two in several}
    found: list[tuple[int, ...]] = []
    # Without a start, a path begins where nothing fits before it: its parts are not paths of their own.
    open_: list[tuple[int, ...]] = [
        (one,) for one in range(len(held.at)) if (held.source[one] in start if start is not None else one not in led)
    ]
    while open_:
        path = open_.pop()
        holders = {int(held.source[path[0]]), *(int(held.target[one]) for one in path)}
        onward = [int(one) for one in following[path[-1]] if int(held.target[one]) not in holders]
        if len(path) < longest and onward:
            open_ += [(*path, one) for one in onward]
        elif len(path) > 1:
            found.append(path)
        if len(found) + len(open_) > _LIMIT:
            raise ParameterError(
                f"{method}: more than {_LIMIT:,} paths; shorten within=, narrow keeps=, or name a start="
            )
    return found


def _tables(found: list[tuple[int, ...]], held: _Held, names: Any, ids: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    follows: dict[int, int] = {}
    before: dict[int, int] = {}
    for one in {one for path in found for one in path}:
        several = held.after(one)
        follows[one] = len(several)
        for two in several:
            before[int(two)] = before.get(int(two), 0) + 1
    rows = []
    for path in found:
        others = sum(follows[one] - 1 for one in path[:-1]) + sum(before.get(one, 1) - 1 for one in path[1:])
        way = [names[held.source[path[0]]], *(names[held.target[one]] for one in path)]
        paid_in, paid_out = held.amount[path[0]], held.amount[path[-1]]
        rows.append(
            (
                " → ".join(map(str, way)),
                len(path),
                round(paid_in, 2),
                round(paid_out, 2),
                round(paid_in - paid_out, 2),
                held.at[path[0]],
                held.at[path[-1]],
                others,
            )
        )
    columns = ["path", "transfers", "paid_in", "paid_out", "kept", "started", "ended", "other_readings"]
    frame = pd.DataFrame(rows, columns=columns)
    order = (
        frame.assign(longest=-frame["transfers"])
        .sort_values(["longest", "other_readings", "started", "path"], kind="stable")
        .index
    )
    frame = frame.loc[order]
    frame["days"] = ((frame["ended"] - frame["started"]) / 86_400).round(2)
    for name in ("started", "ended"):
        frame[name] = pd.to_datetime(frame[name], unit="s", utc=True)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="number")
    frame = frame[["path", "transfers", "paid_in", "paid_out", "kept", "started", "ended", "days", "other_readings"]]
    steps = [
        (
            number,
            place + 1,
            ids[one],
            names[held.source[one]],
            names[held.target[one]],
            pd.Timestamp(held.at[one], unit="s", tz="UTC"),
            held.amount[one],
            held.amount[path[place - 1]] - held.amount[one] if place else np.nan,
        )
        for number, path in zip(frame.index, (found[at] for at in order), strict=True)
        for place, one in enumerate(path)
    ]
    names_ = ["path", "step", "transfer", "source", "target", "at", "amount", "kept"]
    return frame, pd.DataFrame(steps, columns=names_).round({"kept": 2})
