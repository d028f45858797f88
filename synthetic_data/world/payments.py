"""All payments of a world in one table: fees, the running of the business, and everybody's ordinary payments."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.providers.hawala import HawalaProvider
from synthetic_data.world.books import Books, Payment
from synthetic_data.world.fees import fees, placements
from synthetic_data.world.ordinary import ordinary_payments
from synthetic_data.world.running import running_costs

_DAY = 86_400


def build_payments(books: Books, home: Mapping[str, str], ends: Mapping[str, int]) -> pd.DataFrame:
    """Return the payments, `paid_at` in seconds, sorted by time.

    Purposes: fee deposit, fee released (by whoever held it, at a milestone), fee on arrival, fee instalment, debt
    repayment, refund, placement, wage, pay-on (between a broker and another stage), bribe, hawala settlement, vehicle
    purchase, rent, loan, remittance. Nobody pays or is paid after an arrest or death (`ends`: person -> second).
    `token`: what a payment by hawala is released on, whoever makes it.
    """
    rows = [*fees(books), *placements(books), *running_costs(books), *ordinary_payments(books)]
    table = pd.DataFrame(rows, columns=list(Payment._fields))
    free = [table[column].map(ends).fillna(books.days * _DAY) for column in ("payer", "payee")]
    table = table[(table["paid_at"] >= 0) & (table["paid_at"] < free[0]) & (table["paid_at"] < free[1])]
    table = table.sort_values(["paid_at", "payer", "payee"], kind="stable", ignore_index=True)
    table["place_id"] = table["payer"].map(home)
    table.insert(0, "payment_id", [f"M{number:05d}" for number in range(1, len(table) + 1)])
    return table.assign(token=_tokens(table["channel"] == "hawala", books.rng))


def _tokens(by_hawala: pd.Series, rng: np.random.Generator) -> list[str]:
    faker = Generator()
    faker.seed_instance(int(rng.integers(1 << 62)))
    provider = HawalaProvider(faker)
    return [provider.hawala_token() if one else "" for one in by_hawala]
