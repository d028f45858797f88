"""The accounts on file: under which names each stands, in which channels and currencies, and what went through it."""

from __future__ import annotations

import pandas as pd

from toolkit.finance.records import ENDS, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants


def accounts(transfers: pd.DataFrame, *, amount: str = "amount_usd", name: str = "", time: str = "sent_at") -> Table:
    """List the accounts of a table of transfers, those with most transfers first.

    Parameters
    ----------
    amount : column to add up, in one currency
    name : part of a name; only accounts that were ever written under it. A lead to the holder, not a proof

    Returns
    -------
    Table indexed by account: `names` (as written, most often first), `channels`, `paid`, `received` (amounts),
    `sent`, `got` (transfers), `currencies` (where the table has them), `first`, `last`.

    Raises ParameterError for unknown columns or several currencies in `amount`.

    Misleads: names are as the sender gave them; one holder has an account in each channel, under several spellings.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-02"], utc=True)
    >>> money = pd.DataFrame({"sender_account": ["B1", "B2"], "receiver_account": ["B2", "B3"],
    ...     "amount_usd": [10.0, 4.0], "sent_at": times})
    >>> accounts(money).to_frame().loc["B2", ["paid", "received"]].tolist()
    [4.0, 10.0]
    """
    method = "finance.accounts"
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, time))
    when = instants(table, time, method)
    parts = []
    for end, paid in (("sender", True), ("receiver", False)):
        part = pd.DataFrame(
            {"account": table[f"{end}_account"], "paid": values * paid, "received": values * (not paid)}
        )
        part["sent"], part["got"], part["at"] = int(paid), int(not paid), when
        part["name"] = table[f"{end}_name"] if f"{end}_name" in table.columns else None
        for column in ("channel", "currency"):
            part[column] = table[column] if column in table.columns else None
        parts.append(part)
    ends = pd.concat(parts, ignore_index=True)
    if name:
        fits = ends["name"].astype("str").str.contains(name, case=False, regex=False) & ends["name"].notna()
        ends = ends[ends["account"].isin(set(ends["account"][fits]))]
    grouped = ends.groupby("account", sort=True)
    frame = grouped[["paid", "received", "sent", "got"]].sum().round(2)
    for column, title in (("name", "names"), ("channel", "channels"), ("currency", "currencies")):
        frame[title] = _written(ends, column).reindex(frame.index).fillna("")
    frame["first"], frame["last"] = grouped["at"].min(), grouped["at"].max()
    frame = frame[["names", "channels", "sent", "got", "paid", "received", "currencies", "first", "last"]]
    frame = frame.iloc[(-(frame["sent"] + frame["got"])).argsort(kind="stable")]
    return Table(
        text("{count} accounts, amounts in {unit}", count=len(frame), unit=unit or amount),
        frame,
        (text("names are as the sender gave them: a lead to the holder, not a proof"), *caveats),
    )


def _written(ends: pd.DataFrame, column: str) -> pd.Series:
    """Return account -> its different values in a column, the most frequent first."""
    counts = ends.dropna(subset=[column]).groupby(["account", column], sort=False).size().rename("count").reset_index()
    counts = counts.sort_values(["account", "count"], ascending=[True, False], kind="stable")
    return counts.groupby("account", sort=False)[column].agg("; ".join)
