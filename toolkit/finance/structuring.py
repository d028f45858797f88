"""Structuring: several payments, each under a reporting threshold, that together reach it within days."""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.finance.records import ENDS, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, need, seconds, span

_JUST = 0.1  # share of the threshold that counts as just under or just over it


@dataclass(frozen=True, eq=False, repr=False)
class Structuring(Table):
    """One row for each run of payments; `payments` has the transfers of each run."""

    threshold: float = 0.0
    unit: str = ""
    payments: pd.DataFrame = field(default_factory=pd.DataFrame)
    all_payments: pd.DataFrame = field(default_factory=pd.DataFrame)

    def chart(self, account: Any = None) -> Any:
        """Return the payments of one account (that with the largest run, unless said) in time against the threshold.

        Raises ParameterError where no run was found or the account has none.
        """
        import plotly.graph_objects as go

        from toolkit import style

        if not len(self.frame):
            raise ParameterError("finance.structuring: no run was found, there is nothing to draw")
        account = self.frame["account"].iloc[0] if account is None else account
        if account not in set(self.frame["account"]):
            raise ParameterError(
                f"finance.structuring: {unknown('account with a run', account, map(str, set(self.frame['account'])))}"
            )
        rows = self.all_payments[self.all_payments["account"] == account]
        figure = go.Figure()
        for marked, words, colour in (
            (False, text("other payments"), style.MUTED),
            (True, text("in a run"), style.OKABE_ITO["vermillion"]),
        ):
            part = rows[rows["in_run"] == marked]
            figure.add_scatter(
                x=part["at"],
                y=part["amount"],
                mode="markers",
                name=words,
                marker={"size": 10, "color": colour, "symbol": "circle" if marked else "circle-open"},
            )
        figure.add_hline(
            y=self.threshold,
            line={"dash": "dash", "color": style.INK},
            annotation={"text": text("threshold {value:,.0f}", value=self.threshold), "font": {"size": 11}},
        )
        figure.update_layout(
            template=style.template(),
            title=text("Payments of {account} under the threshold", account=account),
            width=style.WIDTH,
            height=420,
            legend={"orientation": "h", "y": -0.15, "yanchor": "top", "x": 0, "borderwidth": 0},
        )
        figure.update_yaxes(title=self.unit, rangemode="tozero", tickformat=",.0f")
        return figure


def structuring(
    transfers: pd.DataFrame,
    threshold: float,
    *,
    currency: str | None = None,
    by: str = "receiver_account",
    within: Any = "3D",
    least: int = 3,
    amount: str = "amount",
    time: str = "sent_at",
) -> Structuring:
    """Find runs of payments of one account that are each below a threshold and together reach it.

    Parameters
    ----------
    threshold : the reporting threshold, in the currency of `amount`
    currency : which currency is looked at, where the table has several
    by : whose payments: "receiver_account" for deposits, "sender_account" for withdrawals
    within : length of the window
    least : fewest payments in a window

    Returns
    -------
    Structuring with one row for each run, the largest sum first: `account`, `first`, `last`, `payments`, `total`,
    `largest`, `just_under` (payments within a tenth below the threshold), `others` (different accounts on the other
    side), `places` (where known), `just_over` (payments of the account at or within a tenth above the threshold over
    the whole file: who fears no report makes some of these too).

    Raises ParameterError for a threshold of 0 or less, unknown columns, or several currencies without `currency=`.

    Misleads: a shop, an agent or a landlord gets many small payments by nature. Look for payments just under the
    threshold, several counters on one day, and a change after the rule became known.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-01", "2026-01-02"], utc=True)
    >>> table = pd.DataFrame({"sender_account": ["B1", "B1", "B1"], "receiver_account": "B9",
    ...     "amount": [900.0, 950.0, 920.0], "currency": "USD", "sent_at": times})
    >>> structuring(table, 1000).to_frame()[["account", "payments", "total", "just_under"]].values.tolist()
    [['B9', 3, 2770.0, 3]]
    """
    method = "finance.structuring"
    if not isinstance(threshold, Real) or not 0 < threshold < np.inf:
        raise ParameterError(f"{method}: threshold={threshold!r}; a number above 0, in the unit of {amount!r}")
    if least < 2:
        raise ParameterError(f"{method}: least={least}; at least 2 payments")
    if by not in ENDS:
        raise ParameterError(f"{method}: {unknown('by', by, ENDS)}")
    reach = int(span(within, method, "within").total_seconds())
    said: tuple[str, ...] = ()
    if currency is not None:
        need(transfers, method, ("currency",))
        held = sorted(transfers["currency"].dropna().astype("str").unique())
        if currency not in held:
            raise ParameterError(f"{method}: {unknown('currency', currency, held)}")
        chosen = transfers[transfers["currency"] == currency]
        said = (text("{count} transfers in other currencies are not looked at", count=len(transfers) - len(chosen)),)
        transfers = chosen
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, time))
    rows = pd.DataFrame(
        {
            "account": table[by].to_numpy(),
            "other": table[ENDS[1 - ENDS.index(by)]].to_numpy(),
            "at": pd.DatetimeIndex(instants(table, time, method)),
            "amount": values,
            "place": table["place_id"].to_numpy() if "place_id" in table.columns else None,
            "transfer": table["transfer_id"].to_numpy() if "transfer_id" in table.columns else table.index.to_numpy(),
        }
    )
    account = pd.factorize(rows["account"], sort=True)[0]
    rows = rows.iloc[np.lexsort((seconds(rows["at"]), account))].reset_index(drop=True)
    rows["run"] = _runs(rows, threshold, reach, least)
    rows["in_run"] = rows["run"] >= 0
    frame = _table(rows, threshold)
    caveats = (
        text("many small payments are the nature of shops and agents: look for those just under the threshold"),
        text(
            "threshold {value:,.0f} {unit}, window {within}, at least {least} payments",
            value=threshold,
            unit=unit,
            within=within,
            least=least,
        ),
        *said,
        *caveats,
    )
    title = text("{count} runs of payments under {value:,.0f} {unit}", count=len(frame), value=threshold, unit=unit)
    return Structuring(title, frame, caveats, threshold, unit, rows[rows["in_run"]].reset_index(drop=True), rows)


def _runs(rows: pd.DataFrame, threshold: float, reach: int, least: int) -> Any:
    """Number the run that each payment belongs to, -1 where it belongs to none."""
    small = (rows["amount"] < threshold).to_numpy() & (rows["amount"] > 0).to_numpy()
    code = pd.factorize(rows["account"])[0].astype("int64")[small]
    at = seconds(rows["at"])[small]
    amount = rows["amount"].to_numpy()[small]
    if not len(at):
        return np.full(len(rows), -1)
    base = int(at.min())
    width = int(at.max()) - base + reach + 2
    keys = code * width + (at - base)
    stop: Any = np.searchsorted(keys, keys + reach, side="right")
    sums: Any = np.concatenate([[0.0], np.cumsum(amount)])
    start = np.arange(len(keys))
    hit = (stop - start >= least) & (sums[stop] - sums[start] >= threshold - 1e-9)
    # Every payment inside a window that fits is in a run; windows that share payments are one run.
    change: Any = np.zeros(len(keys) + 1, dtype="int64")
    np.add.at(change, start[hit], 1)
    np.add.at(change, stop[hit], -1)
    inside = np.cumsum(change[:-1]) > 0
    # A run ends where no window covers both its last payment and the next one.
    change[:] = 0
    np.add.at(change, start[hit], 1)
    np.add.at(change, stop[hit] - 1, -1)
    tied = np.concatenate([[False], (np.cumsum(change[:-1]) > 0)[:-1]])
    number = np.cumsum(inside & ~tied) - 1
    runs = np.full(len(rows), -1)
    runs[np.flatnonzero(small)] = np.where(inside, number, -1)
    return runs


def _table(rows: pd.DataFrame, threshold: float) -> pd.DataFrame:
    inside = rows[rows["in_run"]]
    near = inside["amount"].between((1 - _JUST) * threshold, threshold, inclusive="left")
    grouped = inside.assign(near=near).groupby("run", sort=True)
    frame = grouped.agg(
        account=("account", "first"),
        first=("at", "min"),
        last=("at", "max"),
        payments=("amount", "size"),
        total=("amount", "sum"),
        largest=("amount", "max"),
        just_under=("near", "sum"),
        others=("other", "nunique"),
        places=("place", "nunique"),
    )
    above = rows[rows["amount"].between(threshold, (1 + _JUST) * threshold)]["account"].value_counts()
    frame["just_over"] = frame["account"].map(above).fillna(0).astype("int64")
    return (
        frame.round({"total": 2})
        .sort_values(["total", "first"], ascending=[False, True], kind="stable")
        .reset_index(drop=True)
    )
