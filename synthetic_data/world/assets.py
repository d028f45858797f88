"""What a few people own, owe, earn and spend: members and look-alikes, so that a net worth can be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ("person_id", "as_of", "side", "kind", "value_usd")
_MEMBERS, _OTHERS = 4, 4
_MONTH = 30
_LEADING = ("organiser", "coordinator", "financier", "hawaladar", "corrupt official")
# What comes in and never goes on is unknown to every file; US$, training choice.
_UNSEEN = (400, 4000)
# Share of the window after which the second statement is drawn up: on file well before the case closes.
_COVERED = 0.85
_DAY = 86_400  # payments are timed in seconds from the start of the window


def build_assets(
    people: pd.DataFrame,
    payments: pd.DataFrame,
    window: tuple[date, date],
    ends: Mapping[str, Any],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the statements of four leading members and four others who may look rich, in random order.

    Rows have `side`: asset, liability (both `as_of` the first day and the day of the second statement), income or
    expenditure (known sums from the one to the other, `as_of` the second), and `kind`. Net worth method: change in
    (assets - liabilities) + expenditure - known income = unknown sources; it is above 0 for every member here and
    exactly 0 for everybody else. Nobody of them is in `ends` (person -> arrest or death), whose income would stop.
    """
    covered = max(1, round((window[1] - window[0]).days * _COVERED))
    window = (window[0], window[0] + timedelta(days=covered))
    payments = payments[payments["paid_at"] < covered * _DAY]
    free = people[~people["person_id"].isin(list(ends))]
    leading = free[free["is_member"] & free["role"].isin(_LEADING)]
    others = free[(free["kind"] == "official") | ~free["reason"].isin(["", "family"])]
    rows: list[tuple[Any, ...]] = []
    for pool, count in ((leading, _MEMBERS), (others, _OTHERS)):
        for position in rng.permutation(len(pool))[:count]:
            person = pool.iloc[int(position)]
            rows += _statement(str(person["person_id"]), bool(person["is_member"]), payments, window, rng)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.iloc[rng.permutation(len(table))].reset_index(drop=True)


def _statement(
    person: str, member: bool, payments: pd.DataFrame, window: tuple[date, date], rng: np.random.Generator
) -> list[tuple[Any, ...]]:
    months = max(1, (window[1] - window[0]).days // _MONTH)
    bought = payments[(payments["payer"] == person) & (payments["purpose"] == "vehicle purchase")]["amount_usd"].sum()
    unknown = float(rng.integers(_UNSEEN[0] // 10, _UNSEEN[1] // 10) * 10) + _kept(person, payments) if member else 0.0
    income = float(rng.integers(18, 70) * 10 * months)
    spent = float(rng.integers(14, 60) * 10 * months)
    owned = {
        "house or land": float(rng.integers(60, 400) * 100) if rng.random() < 0.6 else 0.0,
        "vehicle": float(rng.integers(12, 70) * 100) if rng.random() < 0.7 else 0.0,
        "bank balance": float(rng.integers(30, 500) * 10),
        "cash": float(rng.integers(5, 120) * 10),
    }
    loan = float(rng.integers(0, 40) * 100) if rng.random() < 0.5 else 0.0
    # what comes in and isn't spent or put into a vehicle is at the bank; what is lacking is borrowed
    kept = income + unknown - spent - bought
    after = dict(owned)
    after["vehicle"] += bought
    banked = max(kept, -owned["bank balance"])
    after["bank balance"] += banked
    rows = [(person, window[0], "asset", kind, value) for kind, value in owned.items() if value]
    rows += [(person, window[1], "asset", kind, value) for kind, value in after.items() if value]
    rows += [
        (person, day, "liability", "loan", value)
        for day, value in zip(window, (loan, loan + banked - kept), strict=True)
        if value
    ]
    rows += [
        (person, window[1], "income", "wages and trade", income),
        (person, window[1], "expenditure", "living", spent),
    ]
    return rows


def _kept(person: str, payments: pd.DataFrame) -> float:
    """What a member kept of the business's money, by its payments, at least 0."""
    business = payments[~payments["purpose"].isin(["remittance", "loan", "rent", "vehicle purchase"])]
    received = business[business["payee"] == person]["amount_usd"].sum()
    passed = business[business["payer"] == person]["amount_usd"].sum()
    return float(max(received - passed, 0.0))
