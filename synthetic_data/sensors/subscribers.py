"""Subscriber data: every number of the call records, in the name given when the SIM was sold."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_POSTPAID = 0.12


def observe(world: World, calls: pd.DataFrame, scribe: Scribe) -> Observed:
    """Return the registration of each number that occurs in the call records."""
    rng = generator(world.seed, "sensors.subscribers")
    numbers = world.table("numbers")
    met = pd.concat([calls["caller"], calls["callee"]]).unique()
    table = numbers[numbers["number"].isin(met)].reset_index(drop=True)
    people = world.table("people")
    named = dict(zip(people["name"], people["person_id"], strict=True))
    places = dict(zip(world.table("places")["place_id"], world.table("places")["name"], strict=True))
    home = dict(zip(people["person_id"], people["home_place_id"].map(places), strict=True))
    earlier = rng.integers(20, 1200, len(table))
    table = table.assign(
        contract=["postpaid" if draw < _POSTPAID else "prepaid" for draw in rng.random(len(table))],
        registered_on=[
            row.first_day if row.first_day > world.start else row.first_day - timedelta(days=int(days))
            for row, days in zip(table.itertuples(), earlier, strict=True)
        ],
        registered_at=table["person_id"].map(home),
        _person=table["person_id"],
    )
    observed = Observed("subscribers", table)
    registered = [named.get(name, "") for name in table["registered_as"]]
    table["_named"] = registered
    observed.operations += scribe.column(table, "registered_name", registered, generator(world.seed, "noise.names", 11))
    missing = world.level["noise"]["missing"]
    lose_values(
        observed,
        ("registered_name", "registered_on", "registered_at"),
        missing,
        generator(world.seed, "noise.records", 1),
    )
    return observed
