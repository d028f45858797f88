"""Transfers made ready for adding up: one currency, no empty end, and the holder of each account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.records import amounts, currency, left_out, listed, need, some

ENDS = ("sender_account", "receiver_account")


def ready(
    transfers: pd.DataFrame, method: str, amount: str, columns: Iterable[str]
) -> tuple[pd.DataFrame, Any, str, tuple[str, ...]]:
    """Return usable transfers, their amounts, the unit, and caveats on those left out.

    Raises ParameterError for an unknown column, an empty table, amounts that are none, or several currencies.
    """
    columns = tuple(dict.fromkeys(columns))
    need(transfers, method, (amount, *columns))
    if transfers.empty:
        raise ParameterError(f"{method}: there is no transfer; check the filter that made the table")
    whole = transfers[list(columns)].notna().all(axis=1).to_numpy()
    table = transfers[whole]
    if table.empty:
        raise ParameterError(f"{method}: no transfer has all of {', '.join(columns)}")
    unit = currency(table, amount, method)
    caveats = left_out(int((~whole).sum()), len(transfers), text("lack one of {columns}", columns=", ".join(columns)))
    return table, amounts(table, amount, method), unit, caveats


def holders_of(holders: Any, method: str) -> dict[Any, Any]:
    """Return account -> holder from any of: holder -> accounts; a table `account`, `holder`; a list of entities.

    An entity is a mapping with `id` (or `name`) and `accounts`, as a paper prints them.

    Raises ParameterError for another form, or an account with two holders.

    >>> holders_of({"H1": ["BK-1", "HL-2"]}, "finance.money_flow")
    {'BK-1': 'H1', 'HL-2': 'H1'}
    """
    pairs: list[tuple[Any, Any]]
    if isinstance(holders, pd.DataFrame):
        need(holders, method, ("account", "holder"))
        pairs = list(zip(holders["account"], holders["holder"], strict=True))
    elif isinstance(holders, Mapping):
        pairs = [(account, holder) for holder, accounts in holders.items() for account in listed(accounts)]
    else:
        try:
            pairs = [
                (account, one["id"] if "id" in one else one["name"]) for one in holders for account in one["accounts"]
            ]
        except (TypeError, KeyError):
            raise ParameterError(
                f"{method}: holders= takes holder -> accounts, or a table with columns account and holder"
            ) from None
    found: dict[Any, Any] = {}
    for account, holder in pairs:
        if found.setdefault(account, holder) != holder:
            raise ParameterError(f"{method}: account {account} has two holders, {found[account]} and {holder}; decide")
    if not found:
        raise ParameterError(f"{method}: holders= names no account")
    return found


def absent(table: pd.DataFrame, accounts: Iterable[Any]) -> tuple[str, ...]:
    """The caveat on accounts that no transfer names."""
    seen = set(table[ENDS[0]]) | set(table[ENDS[1]])
    missing = [one for one in accounts if one not in seen]
    return (text("no transfer names: {accounts}", accounts=some(missing, 6)),) if missing else ()


def money(value: float, unit: str) -> str:
    """Return an amount as it is written in a sentence.

    >>> money(1234.5, "US$"), money(-3, "")
    ('US$ 1,234.50', '-3')
    """
    figure = f"{value:,.0f}" if float(value).is_integer() or not np.isfinite(value) else f"{value:,.2f}"
    return f"{unit} {figure}".strip()
