"""Arrests on file: custody records, with the name as the custody officer wrote it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_PHONE_FOUND = 0.85


def observe(world: World, nominals: Mapping[str, str], scribe: Scribe) -> Observed:
    """Return the arrests that came on file; `_person` is who was held, `_number` the SIM in the telephone found.

    `nominals` maps a person to the index number, where there is one.
    """
    rng = generator(world.seed, "sensors.arrests")
    custody = world.table("custody")
    draws = rng.random((len(custody), 2))
    filed = draws[:, 0] < world.level["coverage"]["arrests"]
    table = custody[filed].reset_index(drop=True)
    people = world.table("people").set_index("person_id")
    in_use = [
        number if draw < _PHONE_FOUND else ""
        for number, draw in zip(_in_use(world, table), draws[filed, 1], strict=True)
    ]
    table = table.assign(
        arrested_at=table["held_at"],
        nominal_id=table["person_id"].map(nominals).fillna(""),
        citizenship=table["person_id"].map(people["country"]),
        birth_date=table["person_id"].map(people["born"]),
        number=in_use,
        _number=in_use,
        _person=table["person_id"],
    )
    observed = Observed("arrests", table, coverage={"arrests": (len(table), len(custody))})
    noise = generator(world.seed, "noise.names", 15)
    observed.operations += scribe.column(table, "name", table["_person"].tolist(), noise)
    lose_values(
        observed,
        ("place_id", "name", "citizenship", "birth_date"),
        world.level["noise"]["missing"],
        generator(world.seed, "noise.records", 22),
    )
    return observed


def _in_use(world: World, custody: pd.DataFrame) -> list[str]:
    """The first number that each person had in use on the day, "" for none."""
    numbers = world.table("numbers").sort_values(["first_day", "number"], kind="stable")
    held: dict[str, list[tuple[pd.Timestamp, pd.Timestamp, str]]] = {}
    for row in numbers.itertuples():
        spell = (pd.Timestamp(row.first_day), pd.Timestamp(row.last_day) + pd.Timedelta(days=2), row.number)
        held.setdefault(row.person_id, []).append(spell)
    return [
        next((number for first, last, number in held.get(person, ()) if first <= when < last), "")
        for person, when in zip(custody["person_id"], custody["held_at"], strict=True)
    ]
