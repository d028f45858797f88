"""Money transfers: what banks and remittance shops report, and ledgers that were seized."""

from __future__ import annotations

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.providers import add_providers
from synthetic_data.seeds import child_seed, generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_BANK_REFERENCE = "BX0-%%%%%%%%"
_MARKS = {"bank": "BK", "remittance": "RW", "hawala": "HL"}


def observe(world: World, scribe: Scribe) -> Observed:
    """Return transfers; `_payment` is the payment behind each. Accounts are one to a person and channel."""
    rng = generator(world.seed, "sensors.transfers")
    payments = world.table("payments")
    table = payments[rng.random(len(payments)) < world.level["coverage"]["transfers"]].reset_index(drop=True)
    accounts = _accounts(world, rng)
    countries = world.table("places").set_index("place_id")["country"]
    money = {code: pack["currency"] for code, pack in world.scenario["pack"].items()}
    paid_in = table["place_id"].map(countries)
    amounts = []
    for amount, country, dollars in zip(table["amount_usd"], paid_in, rng.random(len(table)) < 0.15, strict=True):
        local = money[country]
        step = local["round_to"]
        amounts.append(
            (amount, "USD") if dollars else (float(round(amount * local["per_usd"] / step) * step), local["code"])
        )
    table = table.assign(
        sent_at=table["paid_at"],
        sender_account=[accounts[key] for key in zip(table["payer"], table["channel"], strict=True)],
        receiver_account=[accounts[key] for key in zip(table["payee"], table["channel"], strict=True)],
        amount=[amount for amount, _ in amounts],
        currency=[code for _, code in amounts],
        amount_usd=table["amount_usd"].round(2),
        reference=_references(world, table["channel"]),
        _payment=table["payment_id"],
        _payer=table["payer"],
        _payee=table["payee"],
    )
    observed = Observed("transfers", table, coverage={"transfers": (len(table), len(payments))})
    noise = generator(world.seed, "noise.names", 14)
    for column, people in (("sender_name", "payer"), ("receiver_name", "payee")):
        observed.operations += scribe.column(table, column, table[people].tolist(), noise)
    lose_values(
        observed,
        ("sender_name", "receiver_name", "place_id", "reference", "token"),
        world.level["noise"]["missing"],
        generator(world.seed, "noise.records", 7),
    )
    return observed


def _accounts(world: World, rng: np.random.Generator) -> dict[tuple[str, str], str]:
    people = world.table("people")["person_id"].tolist()
    found = {}
    for channel, mark in _MARKS.items():
        drawn = rng.permutation(900_000)[: len(people)] + 100_000
        for person, number in zip(people, drawn, strict=True):
            found[(person, channel)] = f"{mark}-{number}"
    return found


def _references(world: World, channels: pd.Series) -> list[str]:
    """The mark under which each transfer was booked, in the form of its channel."""
    fake = Generator()
    add_providers(fake)
    fake.seed_instance(child_seed(world.seed, "sensors.transfers", 1))
    made = {
        "bank": lambda: fake.numerify(_BANK_REFERENCE),
        "remittance": fake.remittance_reference,
        "hawala": fake.hawala_ledger_reference,
    }
    return [made[channel]() for channel in channels]
