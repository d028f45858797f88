"""Who paid whom how much: transfers added up between account holders, in order of the first payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.finance.records import ENDS, absent, holders_of, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants


@dataclass(frozen=True, eq=False, repr=False)
class MoneyFlow(Table):
    """One row for each pair and direction; `chart()` draws the boxes and arrows with amounts."""

    unit: str = ""
    names: Mapping[Any, str] = field(default_factory=dict)

    def chart(self, title: str = "") -> Any:
        """Return the flow chart: boxes for holders, arrows with amount and date of the first payment."""
        from toolkit.flows.commodity import draw

        rows = self.frame.assign(
            label=[
                f"{amount:,.0f} · {first:%Y-%m-%d}"
                for amount, first in zip(self.frame["amount"], self.frame["first"], strict=True)
            ]
        )
        return draw(rows, self.names, title or self.title, self.caveats[:2], method="finance.money_flow")


def money_flow(
    transfers: pd.DataFrame,
    holders: Any = None,
    *,
    names: Mapping[Any, str] | None = None,
    amount: str = "amount_usd",
    time: str = "sent_at",
) -> MoneyFlow:
    """Add up the transfers between holders of accounts, each direction for itself.

    Parameters
    ----------
    holders : holder -> accounts, a table with `account` and `holder`, or the entities of a paper (`id`, `accounts`).
        Without it every account stands for itself
    names : holder -> what the drawing calls it
    amount : column to add up, in one currency

    Returns
    -------
    MoneyFlow with `source`, `target`, `amount`, `transfers`, `first`, `last` and, where the table has them, `channels`
    and `fewest_days` between payments; in order of the first payment.

    Raises ParameterError for unknown columns, several currencies, or an account with two holders.

    Misleads: a holder of an account is not always who uses it; who pays a fee is not accused of anything.

    >>> times = pd.to_datetime(["2026-01-02", "2026-01-01", "2026-01-03"], utc=True)
    >>> table = pd.DataFrame({"sender_account": ["B1", "B2", "B3"], "receiver_account": ["B2", "B4", "B2"],
    ...     "amount_usd": [10.0, 4.0, 5.0], "sent_at": times})
    >>> money_flow(table, {"H1": ["B1", "B3"], "H2": ["B2"]}).to_frame()[["source", "target", "amount"]].values.tolist()
    [['H1', 'H2', 15.0]]
    """
    method = "finance.money_flow"
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, time))
    when = instants(table, time, method)
    ends = {"source": table[ENDS[0]], "target": table[ENDS[1]]}
    known: dict[Any, Any] = {}
    if holders is not None:
        known = holders_of(holders, method)
        ends = {name: column.map(known) for name, column in ends.items()}
    rows = pd.DataFrame({**ends, "amount": values, "at": when})
    if "channel" in table.columns:
        rows["channel"] = table["channel"]
    between = rows.dropna(subset=["source", "target"])
    selfish = between["source"] == between["target"]
    between = between[~selfish].sort_values("at", kind="stable")
    if between.empty:
        raise ParameterError(f"{method}: no transfer goes from one of these holders to another")
    grouped = between.groupby(["source", "target"], sort=False)
    frame = grouped.agg(amount=("amount", "sum"), transfers=("amount", "size"), first=("at", "min"), last=("at", "max"))
    if "channel" in between.columns:
        frame["channels"] = grouped["channel"].agg(lambda one: ", ".join(sorted(set(one.dropna().astype("str")))))
    frame["amount"] = frame["amount"].round(2)
    frame = frame.reset_index().sort_values("first", kind="stable").reset_index(drop=True)
    said = [text("amounts in {unit}; arrows in order of the first payment", unit=unit or amount)]
    if holders is not None:
        outside = len(rows) - len(between) - int(selfish.sum())
        said.append(text("{count} of {all} transfers have an end outside these holders", count=outside, all=len(rows)))
        said += absent(table, known)
    if selfish.any():
        said.append(text("{count} transfers between accounts of one holder are left out", count=int(selfish.sum())))
    said.append(text("a holder of an account is not always who uses it"))
    title = text("Money flow: {pairs} pairs, {count} transfers", pairs=len(frame), count=len(between))
    return MoneyFlow(title, frame, (*said, *caveats), unit, dict(names or {}))
