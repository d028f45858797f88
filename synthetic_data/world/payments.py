"""Payments: migrants' fees by price list, wages paid on through brokers and organisers, and family remittances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

_DAY = 86_400
# Share of family remittances that are multiples of five and not of ten by intent.
_FIVES = 0.1


def build_payments(
    people: pd.DataFrame,
    links: pd.DataFrame,
    journeys: pd.DataFrame,
    legs: pd.DataFrame,
    home: Mapping[str, str],
    arrested: Mapping[str, int],
    scenario: Mapping[str, Any],
    days: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the payments, `paid_at` in seconds, sorted by time. Purposes: fee deposit, fee instalment,
    fee released, wage, pay-on (between a broker and another stage), remittance. Nobody pays or is paid after an
    arrest (`arrested`: person -> second)."""
    rows = _fees(people, links, journeys, scenario, rng)
    rows += _wages(people, links, legs, scenario, rng)
    rows += _remittances(people, links, scenario, days, rng)
    table = pd.DataFrame(rows, columns=["payer", "payee", "purpose", "channel", "amount_usd", "paid_at"])
    free = [table[column].map(arrested).fillna(days * _DAY) for column in ("payer", "payee")]
    table = table[(table["paid_at"] >= 0) & (table["paid_at"] < free[0]) & (table["paid_at"] < free[1])]
    table = table.sort_values(["paid_at", "payer", "payee"], kind="stable", ignore_index=True)
    table["place_id"] = table["payer"].map(home)
    table.insert(0, "payment_id", [f"M{number:05d}" for number in range(1, len(table) + 1)])
    return table


def _instant(day: float, rng: np.random.Generator) -> int:
    """An instant on that day between 8 and 18 local time (UTC+7)."""
    return int(day) * _DAY + int(rng.integers(1 * 3600, 11 * 3600))


def _channel(settings: Mapping[str, Any], rng: np.random.Generator) -> str:
    draw = rng.random()
    if draw < settings["hawala"]:
        return "hawala"
    return "remittance" if draw < settings["hawala"] + settings["remittance"] else "bank"


def _fees(
    people: pd.DataFrame,
    links: pd.DataFrame,
    journeys: pd.DataFrame,
    scenario: Mapping[str, Any],
    rng: np.random.Generator,
) -> list[tuple[Any, ...]]:
    settings = scenario["payments"]
    recruiter = {row.b: row.a for row in links[links["kind"] == "client"].itertuples()}
    cashiers = people[people["stage"] == "finance"]["person_id"].tolist()
    rows: list[tuple[Any, ...]] = []
    for journey in journeys.itertuples():
        payer, fee = journey.migrant_id, journey.fee_usd
        cashier = cashiers[int(rng.integers(len(cashiers)))]
        before = journey.started_at / _DAY - 1 - rng.uniform(0, 4)
        after = journey.ended_at / _DAY + 1 + rng.uniform(0, 4)
        deposit = round(fee * settings["deposit"] / 10) * 10
        channel = _channel(settings, rng)
        rows.append((payer, recruiter[payer], "fee deposit", channel, float(deposit), _instant(before, rng)))
        if journey.outcome != "arrived":
            continue
        rest = fee - deposit
        if rng.random() < settings["instalments"]:
            half = round(rest / 2 / 5) * 5
            for number, part in enumerate((half, rest - half)):
                when = _instant(after + 30 * number, rng)
                rows.append((payer, cashier, "fee instalment", channel, float(part), when))
        else:
            rows.append((payer, cashier, "fee released", channel, float(rest), _instant(after, rng)))
    return rows


def _wages(
    people: pd.DataFrame, links: pd.DataFrame, legs: pd.DataFrame, scenario: Mapping[str, Any], rng: np.random.Generator
) -> list[tuple[Any, ...]]:
    """Organisers pay the aides of their stage for each group; brokers pass money on between stages each month."""
    settings = scenario["payments"]
    boss = {row.b: row.a for row in links[links["kind"] == "directs"].itertuples()}
    role = dict(zip(people["person_id"], people["role"], strict=True))
    rows: list[tuple[Any, ...]] = []
    done = legs.drop_duplicates(["handler", "started_at"])
    for leg in done.itertuples():
        payer = boss.get(leg.handler)
        if payer is not None:
            wage = float(settings["wage_usd"].get(role[leg.handler], 40))
            day = leg.ended_at / _DAY + rng.uniform(0.5, 3)
            rows.append((payer, leg.handler, "wage", _channel(settings, rng), wage, _instant(day, rng)))
    paid_on = links[links["is_criminal"] & (links["kind"] != "directs")]
    brokers = people[people["is_broker"]]["person_id"].tolist()
    months = int(legs["ended_at"].max() // (30 * _DAY)) + 1 if len(legs) else 0
    for row in paid_on.itertuples():
        if row.a not in brokers and row.b not in brokers:
            continue
        for month in range(months):
            if rng.random() < 0.6:
                amount = float(rng.integers(20, 81) * 10)
                day = month * 30 + rng.uniform(1, 28)
                rows.append((row.a, row.b, "pay-on", _channel(settings, rng), amount, _instant(day, rng)))
    return rows


def _remittances(
    people: pd.DataFrame, links: pd.DataFrame, scenario: Mapping[str, Any], days: int, rng: np.random.Generator
) -> list[tuple[Any, ...]]:
    """Everybody sends money to family and friends: log-normal amounts, over the same channels as fees.

    Amounts are as round as fees and wages are, so that roundness tells nobody from anybody; rounding is downwards,
    which leaves the first digits of the log-normal as they are.
    """
    settings = scenario["payments"]
    contacts = links[links["kind"].isin(["family", "friend"])]
    if not len(contacts):
        return []
    count = int(len(people) * settings["remittances_each"])
    rows = []
    for at in rng.integers(len(contacts), size=count):
        pair = contacts.iloc[int(at)]
        payer, payee = (pair.a, pair.b) if rng.random() < 0.5 else (pair.b, pair.a)
        wanted = float(np.exp(rng.normal(settings["remittance_mu"], settings["remittance_sigma"])))
        step = 5 if rng.random() < _FIVES else 10
        amount = float(max(wanted // step, 1) * step)
        channel = _channel(settings, rng)
        rows.append((payer, payee, "remittance", channel, amount, _instant(rng.uniform(0, days), rng)))
    return rows
