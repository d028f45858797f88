"""Handset and SIM pairings: what operators answer when asked in which handsets a number was used."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

# Share of days on which a handset in use is switched on and seen.
_SWITCHED_ON = 0.85


def observe(world: World, calls: pd.DataFrame) -> Observed:
    """Return the pairings of the numbers that occur in the call records; `_person` is who used them."""
    rng = generator(world.seed, "sensors.handsets")
    met = pd.concat([calls["caller"], calls["callee"]]).unique()
    numbers = world.table("numbers")
    known = numbers["number"].isin(met) & (rng.random(len(numbers)) < world.level["coverage"]["handsets"])
    table = numbers[known].reset_index(drop=True)
    first, last = pd.to_datetime(table["first_day"]), pd.to_datetime(table["last_day"])
    spell = ((last - first).dt.days + 1).clip(lower=1)
    called = calls.dropna(subset=["imei"]).assign(day=calls["started_at"].dt.date)
    least = called.groupby(["caller", "imei"])["day"].nunique()
    seen = np.maximum(rng.binomial(spell.to_numpy(), _SWITCHED_ON), 1)
    pairs = pd.MultiIndex.from_frame(table[["number", "imei"]])
    days = np.minimum(np.maximum(seen, least.reindex(pairs).fillna(1).to_numpy()), spell.to_numpy()).astype(int)
    table = pd.DataFrame(
        {
            "imei": table["imei"],
            "number": table["number"],
            "first_seen": first,
            "last_seen": np.maximum(first, last),
            "days": days.astype(object),
            "_person": table["person_id"],
        }
    )
    observed = Observed("handsets", table)
    lose_values(observed, ("days",), world.level["noise"]["missing"], generator(world.seed, "noise.records", 21))
    return observed
