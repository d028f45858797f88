"""The accounts on file: under which names each stands, in which channels and currencies, and what went through it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.finance.records import ENDS, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, seconds


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
    code, accounts_ = pd.factorize(pd.concat([table[end] for end in ENDS], ignore_index=True), sort=True)
    size, half, sides = len(accounts_), len(table), ("sender", "receiver")
    out, into = code[:half], code[half:]
    frame = pd.DataFrame(
        {
            "paid": np.bincount(out, weights=values, minlength=size),
            "received": np.bincount(into, weights=values, minlength=size),
            "sent": np.bincount(out, minlength=size),
            "got": np.bincount(into, minlength=size),
        },
        index=pd.Index(accounts_, name="account"),
    ).round(2)
    names = [table[f"{side}_name"] if f"{side}_name" in table.columns else None for side in sides]
    twice = {column: [table[column]] * 2 if column in table.columns else [None] for column in ("channel", "currency")}
    for title, columns in (("names", names), ("channels", twice["channel"]), ("currencies", twice["currency"])):
        whole = all(column is not None for column in columns)
        frame[title] = _written(code, pd.concat(columns, ignore_index=True), accounts_) if whole else ""
    at = seconds(instants(table, time, method))
    both: Any = np.concatenate([at, at])
    for title, find, start in (("first", np.minimum, both.max()), ("last", np.maximum, both.min())):
        found: Any = np.full(size, start)
        find.at(found, code, both)
        frame[title] = pd.to_datetime(found, unit="s", utc=True)
    if name:
        frame = frame[_bears(code, names, name, size)]
    frame = frame[["names", "channels", "sent", "got", "paid", "received", "currencies", "first", "last"]]
    frame = frame.iloc[(-(frame["sent"] + frame["got"])).argsort(kind="stable")]
    return Table(
        text("{count} accounts, amounts in {unit}", count=len(frame), unit=unit or amount),
        frame,
        (text("names are as the sender gave them: a lead to the holder, not a proof"), *caveats),
    )


def _bears(code: Any, names: list[Any], name: str, size: int) -> Any:
    """Say of each account whether it was ever written under a name with this part."""
    found: Any = np.zeros(size, dtype=bool)
    for half, column in enumerate(names):
        if column is not None:
            rows = len(column)
            fits = column.astype("str").str.contains(name, case=False, regex=False) & column.notna()
            found[code[half * rows : (half + 1) * rows][fits.to_numpy(dtype=bool)]] = True
    return found


def _written(code: Any, values: pd.Series, accounts: pd.Index) -> pd.Series:
    """Return account -> its different values in a column, the most frequent first, else in order of appearance."""
    value, names = pd.factorize(values)
    known = value >= 0
    if not known.any():
        return pd.Series("", index=accounts)
    pair, pairs = pd.factorize(code[known].astype("int64") * len(names) + value[known])
    account, count = pairs // len(names), np.bincount(pair)
    order = np.lexsort((np.arange(len(pairs)), -count, account))
    listed: dict[int, list[str]] = {}
    for one, name in zip(account[order].tolist(), np.asarray(names)[pairs[order] % len(names)], strict=True):
        listed.setdefault(one, []).append(str(name))
    return pd.Series(["; ".join(listed.get(one, ())) for one in range(len(accounts))], index=accounts)
