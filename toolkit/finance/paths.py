"""Money paths: payments in time order, each out of what the one before brought, and what stayed behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.finance.records import ENDS, holders_of, money, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, listed, seconds, some, span

_LIMIT = 1_000_000
_BLOCK = 5_000_000


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
        others = int(self.frame.loc[path, "other_readings"])
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
            title={"text": f"{text('Money path {number}', number=path)}<br><sup>{_readings(others)}</sup>"},
            barmode="stack",
            width=style.WIDTH,
            height=190 + 44 * len(rows),
            margin={"l": 200, "r": 90, "t": 100},
            legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 1, "xanchor": "right", "borderwidth": 0},
        )
        figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
        figure.update_xaxes(title=self.unit, tickformat=",.0f")
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
    strangers = [one for one in (*_wanted(start), *_wanted(end)) if one not in set(names)]
    caveats = (
        *((text("no transfer names: {accounts}", accounts=some(strangers, 6)),) if strangers else ()),
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

    @cached_property
    def onward(self) -> tuple[Any, Any]:
        """Places of transfers that may be made out of each: bounds of each one's stretch, and the stretches."""
        base = int(self.at.min()) - 1
        width = int(self.at.max()) - base + self.reach + 2
        keys = self.source.astype("int64") * width + (self.at - base)
        order: Any = np.argsort(keys, kind="stable")
        keys = keys[order]
        here = self.target.astype("int64") * width + (self.at - base)
        left: Any = np.searchsorted(keys, here, side="right")
        right: Any = np.searchsorted(keys, here + self.reach, side="right")
        count: Any = np.zeros(len(keys) + 1, dtype="int64")
        parts = []
        spans: Any = np.asarray(right - left)
        ends: Any = np.cumsum(spans)
        start = 0
        while start < len(keys):
            # so many at a time that the pairs of a busy account still fit into memory
            before = int(ends[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, before + _BLOCK, side="right")))
            many: Any = spans[start:stop]
            one: Any = np.repeat(np.arange(start, stop), many)
            step: Any = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
            two = order[np.repeat(left[start:stop], many) + step]
            kept = 1 - self.amount[two] / np.maximum(self.amount[one], 1e-9)
            fits = (kept >= self.low - 1e-9) & (kept <= self.high + 1e-9) & (self.target[two] != self.target[one])
            parts.append(two[fits])
            np.add.at(count, one[fits] + 1, 1)
            start = stop
        return np.cumsum(count), np.concatenate(parts) if parts else np.zeros(0, dtype="int64")

    def after(self, one: int) -> Any:
        """Places of transfers that may be made out of this one."""
        bounds, places = self.onward
        return places[bounds[one] : bounds[one + 1]]


def _readings(others: int) -> str:
    """What a picture of one path must say of the other payments that would have fitted."""
    if others:
        return text("{count} other payments would have fitted: one reading among several", count=others)
    return text("no other payment would have fitted")


def _wanted(ends: Any) -> list[Any]:
    return [] if ends is None else listed(ends)


def _codes(names: Any, wanted: Any, method: str) -> set[int] | None:
    if wanted is None:
        return None
    index = pd.Index(names)
    if not listed(wanted):
        raise ParameterError(f"{method}: start= or end= is empty; name an account or holder, or leave it out")
    codes = index.get_indexer(listed(wanted))
    if (codes < 0).all():
        raise ParameterError(f"{method}: no transfer names {', '.join(map(str, listed(wanted)[:6]))}")
    return {int(code) for code in codes if code >= 0}


def _grow(held: _Held, start: Any, longest: int, method: str) -> list[tuple[int, ...]]:
    bounds, places = held.onward
    # Without a start, a path begins where nothing fits before it: its parts are not paths of their own.
    begins: Any = np.ones(len(held.at), dtype=bool)
    if start is not None:
        begins = np.isin(held.source, list(start))
    else:
        begins[places] = False
    found: list[tuple[int, ...]] = []
    open_: list[tuple[int, ...]] = [(int(one),) for one in np.flatnonzero(begins & (np.diff(bounds) > 0))]
    while open_:
        path = open_.pop()
        holders = {int(held.source[path[0]]), *(int(held.target[one]) for one in path)}
        onward = [int(one) for one in held.after(path[-1]) if int(held.target[one]) not in holders]
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
    called, lengths = np.asarray(names, dtype="object"), np.array([len(path) for path in found], dtype="int64")
    flat: Any = np.fromiter((one for path in found for one in path), dtype="int64", count=int(lengths.sum()))
    bounds, places = held.onward
    follows = np.diff(bounds)
    used: Any = np.zeros(len(held.at), dtype=bool)
    used[flat] = True
    before = np.bincount(places[np.repeat(used, follows)], minlength=len(held.at))
    stops = np.cumsum(lengths)
    starts = stops - lengths
    first, last = flat[starts] if len(found) else flat, flat[stops - 1] if len(found) else flat
    readings = np.concatenate([[0], np.cumsum(follows[flat] + np.maximum(before[flat], 1) - 2)])
    others = readings[stops] - readings[starts] - (follows[last] - 1) - (np.maximum(before[first], 1) - 1)
    target = called[held.target]
    paid_in, paid_out = held.amount[first], held.amount[last]
    rows = {
        "path": [
            " → ".join(map(str, (called[held.source[path[0]]], *(target[one] for one in path)))) for path in found
        ],
        "transfers": lengths,
        "paid_in": np.round(paid_in, 2),
        "paid_out": np.round(paid_out, 2),
        "kept": np.round(paid_in - paid_out, 2),
        "started": held.at[first],
        "ended": held.at[last],
        "other_readings": others,
    }
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
    # the steps of every path, path after path in the order of the table
    sizes = lengths[order]
    step: Any = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    one = flat[np.repeat(starts[order], sizes) + step]
    amount = held.amount[one]
    kept = np.where(step > 0, np.concatenate([[0.0], amount[:-1]]) - amount if len(amount) else amount, np.nan)
    steps = {
        "path": np.repeat(np.asarray(frame.index), sizes),
        "step": step + 1,
        "transfer": np.asarray(ids)[one],
        "source": called[held.source[one]],
        "target": called[held.target[one]],
        "at": pd.to_datetime(held.at[one], unit="s", utc=True),
        "amount": amount,
        "kept": np.round(kept, 2),
    }
    names_ = ["path", "step", "transfer", "source", "target", "at", "amount", "kept"]
    return frame, pd.DataFrame(steps, columns=names_)
