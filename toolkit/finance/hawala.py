"""Hawala: two agents' books laid side by side by token, and what the agents owe one another after a day's business."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError
from toolkit.finance.records import money
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import amounts, currency, moments, need, some

OUTCOMES = ("matched", "amount differs", "only in the first book", "only in the second book", "token twice")


@dataclass(frozen=True, eq=False, repr=False)
class Settlement(Table):
    """One row for each agent with what is owed; `pairs` has each two agents, `payments` the fewest that settle all."""

    unit: str = ""
    pairs: pd.DataFrame = field(default_factory=pd.DataFrame)
    payments: pd.DataFrame = field(default_factory=pd.DataFrame)

    def chart(self, most: int = 25) -> Any:
        """Return the payments that would settle everything as boxes and arrows; of many, the `most` largest.

        Raises ParameterError where nothing is owed, or `most` is not from 1 to 60.
        """
        from toolkit.flows.commodity import draw

        if not len(self.payments):
            raise ParameterError("finance.settlement: nothing is owed, there is nothing to draw")
        if not 1 <= most <= 60:
            raise ParameterError(f"finance.settlement: most={most}; from 1 to 60 payments fit a page")
        shown = self.payments.nlargest(most, "amount", keep="first")
        notes = list(self.caveats[:1])
        if len(shown) < len(self.payments):
            share = shown["amount"].sum() / self.payments["amount"].sum()
            notes.append(
                text(
                    "the {shown} largest of {all} payments are drawn, {share:.0%} of the sum; see .payments",
                    shown=len(shown),
                    all=len(self.payments),
                    share=share,
                )
            )
        rows = shown.assign(label=[money(one, self.unit) for one in shown["amount"]])
        rows = rows.rename(columns={"debtor": "source", "creditor": "target"})
        return draw(rows, {}, text("Payments that would settle the agents' books"), notes, method="finance.settlement")


def mirror(
    first: pd.DataFrame,
    second: pd.DataFrame,
    *,
    token: str = "token",
    amount: str = "amount",
    time: str = "sent_at",
    tolerance: float = 0.02,
) -> Table:
    """Lay two agents' books side by side: an order taken in by one stands as a payment made in the other.

    Parameters
    ----------
    first, second : ledgers with a token, an amount and a time; where both have a `currency`, amounts are compared in
        one currency alone, else use a column such as `amount_usd`
    tolerance : share by which amounts may differ (commission, rounding) and still match

    Returns
    -------
    Table indexed by token: `outcome` (matched, amount differs, only in the first book, only in the second book, token
    twice), `first_amount`, `second_amount`, `difference`, `first_time`, `second_time`, `hours` from the one to the
    other. Entries without a token cannot be matched; a caveat counts them.

    Raises ParameterError for unknown columns or no token in either book.

    Misleads: a page that was not seized looks like an order that was never paid out.

    >>> days = pd.to_datetime(["2026-01-01", "2026-01-02"])
    >>> one = pd.DataFrame({"token": ["A-1", "A-2"], "amount": [100.0, 50.0], "sent_at": days})
    >>> two = pd.DataFrame({"token": ["A-1"], "amount": [100.0], "sent_at": days[:1]})
    >>> mirror(one, two).to_frame()["outcome"].to_dict()
    {'A-1': 'matched', 'A-2': 'only in the first book'}
    """
    method = "finance.mirror"
    books, nameless, twice = [], 0, set()
    for name, book in (("first", first), ("second", second)):
        need(book, method, (token, amount, time))
        unit = currency(book, amount, method)
        plain = pd.DataFrame(
            {"token": book[token], "amount": amounts(book, amount, method), "time": moments(book, time, method)}
        )
        nameless += int(plain["token"].isna().sum())
        plain = plain.dropna(subset=["token"])
        twice |= set(plain["token"][plain["token"].duplicated()])
        plain = plain.drop_duplicates("token").set_index("token")
        books.append(plain.add_prefix(f"{name}_").assign(**{f"{name}_unit": unit}))
    both = books[0].join(books[1], how="outer")
    if both.empty:
        raise ParameterError(f"{method}: no entry of either book has a token")
    units = {one for column in ("first_unit", "second_unit") for one in both[column].dropna() if one}
    if len(units) > 1:
        raise ParameterError(f"{method}: the books are in {' and '.join(sorted(units))}; give amount= in one currency")
    both["difference"] = (both["second_amount"] - both["first_amount"]).round(2)
    both["hours"] = ((both["second_time"] - both["first_time"]).dt.total_seconds() / 3600).round(1)
    near = both["difference"].abs() <= tolerance * both["first_amount"]
    both["outcome"] = np.select(
        [both.index.isin(twice), both["second_amount"].isna(), both["first_amount"].isna(), near],
        [OUTCOMES[4], OUTCOMES[2], OUTCOMES[3], OUTCOMES[0]],
        OUTCOMES[1],
    )
    frame = both[
        ["outcome", "first_amount", "second_amount", "difference", "first_time", "second_time", "hours"]
    ].sort_index()
    counts = frame["outcome"].value_counts()
    caveats = [text("a page that was not seized looks like an order that was never paid out")]
    if nameless:
        caveats.append(text("{count} entries without a token can't be matched", count=nameless))
    title = ", ".join(f"{counts[one]} {text(one)}" for one in OUTCOMES if one in counts)
    return Table(text("Two books by token: {counts}", counts=title), frame, tuple(caveats))


def settlement(
    entries: pd.DataFrame,
    debtor: str = "taken_in_by",
    creditor: str = "paid_out_by",
    *,
    amount: str = "amount_usd",
    settled: pd.DataFrame | None = None,
) -> Settlement:
    """Net what hawala agents owe one another: who took money in owes whoever paid it out.

    Parameters
    ----------
    entries : one row for each order, with the agent who took the money in, the agent who paid it out, and the amount
    debtor, creditor : columns of the two agents
    amount : column to add up, in one currency
    settled : payments between agents already made: the same two columns, `debtor` being who paid

    Returns
    -------
    Settlement, one row for each agent: `took_in`, `paid_out`, `net` (above 0: the others owe it; below 0: it owes).
    `.pairs` has each pair's two directions and its balance, `.payments` the few payments that would settle
    everything (largest debtor to largest creditor).

    Raises ParameterError for unknown columns or several currencies; EvidenceError for an order with no agent.

    Misleads: books are settled in goods, gold, cash carried or against a third agent too; an open balance is no proof
    of anything.

    >>> orders = pd.DataFrame({"taken_in_by": ["A", "A", "B"], "paid_out_by": ["B", "C", "A"],
    ...     "amount_usd": [100.0, 50.0, 30.0]})
    >>> found = settlement(orders)
    >>> found.to_frame()["net"].to_dict()
    {'A': -120.0, 'B': 70.0, 'C': 50.0}
    >>> found.payments.values.tolist()
    [['A', 'B', 70.0], ['A', 'C', 50.0]]
    """
    method = "finance.settlement"
    need(entries, method, (debtor, creditor, amount))
    if entries.empty:
        raise ParameterError(f"{method}: there is no order")
    unit = currency(entries, amount, method)
    orders = _orders(entries, debtor, creditor, amount, method)
    paid = None if settled is None else _orders(settled, debtor, creditor, amount, method)
    ends = [table[end] for table in (orders, paid) if table is not None for end in ("debtor", "creditor")]
    agents = sorted({agent for end in ends for agent in end}, key=str)
    frame = pd.DataFrame(index=pd.Index(agents, name="agent"))
    frame["took_in"] = orders.groupby("debtor")["amount"].sum().reindex(agents).fillna(0.0)
    frame["paid_out"] = orders.groupby("creditor")["amount"].sum().reindex(agents).fillna(0.0)
    frame["net"] = frame["paid_out"] - frame["took_in"]
    if paid is not None:
        frame["net"] += paid.groupby("debtor")["amount"].sum().reindex(agents).fillna(0.0)
        frame["net"] -= paid.groupby("creditor")["amount"].sum().reindex(agents).fillna(0.0)
    frame = frame.round(2)
    caveats = (
        text("books are also settled in goods, gold, carried cash or over a third agent"),
        text("net above 0: the others owe it; amounts in {unit}", unit=unit or amount),
    )
    title = text(
        "Settlement of {orders} orders among {agents} agents", orders=int(orders["orders"].sum()), agents=len(agents)
    )
    return Settlement(title, frame, caveats, unit, _pairs(orders, paid), _few(frame["net"]))


def _orders(table: pd.DataFrame, debtor: str, creditor: str, amount: str, method: str) -> pd.DataFrame:
    """Return one row for each pair of agents in one direction: the sum of its orders, and how many they are."""
    need(table, method, (debtor, creditor, amount))
    empty = table[debtor].isna() | table[creditor].isna()
    if empty.any():
        rows = some(list(table.index[empty]))
        raise EvidenceError(
            [f"{method}: row {rows}: an order needs both agents; leave such rows out, or name the agent"]
        )
    owes, debtors = pd.factorize(table[debtor])
    owed, creditors = pd.factorize(table[creditor])
    size = max(len(creditors), 1)
    pair, pairs = pd.factorize(owes.astype("int64") * size + owed)
    sums = np.bincount(pair, weights=amounts(table, amount, method), minlength=len(pairs))
    return pd.DataFrame(
        {
            "debtor": debtors[pairs // size],
            "creditor": creditors[pairs % size],
            "amount": sums,
            "orders": np.bincount(pair, minlength=len(pairs)),
        }
    )


def _pairs(orders: pd.DataFrame, paid: pd.DataFrame | None) -> pd.DataFrame:
    flows = orders if paid is None else pd.concat([orders, paid.assign(amount=-paid["amount"])])
    sums = flows[flows["debtor"] != flows["creditor"]].groupby(["debtor", "creditor"], sort=True)["amount"].sum()
    rows = []
    for a, b in dict.fromkeys(tuple(sorted(pair, key=str)) for pair in sums.index):
        there, back = float(sums.get((a, b), 0.0)), float(sums.get((b, a), 0.0))
        rows.append((a, b, round(there, 2), round(back, 2), round(there - back, 2)))
    return pd.DataFrame(rows, columns=["a", "b", "a_owes_b", "b_owes_a", "balance_a_to_b"])


def _few(net: pd.Series) -> pd.DataFrame:
    """Payments that bring every balance to 0, largest debtor to largest creditor; at most one fewer than agents."""
    owed = {agent: value for agent, value in net.items() if abs(value) >= 0.005}
    rows: list[tuple[Any, Any, float]] = []
    while len(owed) > 1:
        debtor = min(owed, key=lambda one: (owed[one], str(one)))
        creditor = max(owed, key=lambda one: (owed[one], str(one)))
        if owed[debtor] >= 0 or owed[creditor] <= 0:
            break
        amount = round(min(-owed[debtor], owed[creditor]), 2)
        rows.append((debtor, creditor, amount))
        for agent, change in ((debtor, amount), (creditor, -amount)):
            owed[agent] = round(owed[agent] + change, 2)
            if abs(owed[agent]) < 0.005:
                del owed[agent]
    return pd.DataFrame(rows, columns=["debtor", "creditor", "amount"])
