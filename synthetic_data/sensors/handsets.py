"""Handset and SIM pairings: what operators answer when asked in which handsets a number was used."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.calls import Heard
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

# Share of days on which a handset in use is switched on and seen.
_SWITCHED_ON = 0.85


def observe(world: World, heard: Heard) -> Observed:
    """Return the pairings of the numbers that occur in the call records; `_person` is who used them."""
    rng = generator(world.seed, "sensors.handsets")
    least = heard.seen.set_index("number")["days"]
    numbers = world.table("numbers")
    asked = numbers["number"].isin(least.index)
    known = asked & (rng.random(len(numbers)) < world.level["coverage"]["handsets"])
    table = numbers[known].reset_index(drop=True)
    first, last = pd.to_datetime(table["first_day"]), pd.to_datetime(table["last_day"])
    spell = ((last - first).dt.days + 1).clip(lower=1)
    seen = np.maximum(rng.binomial(spell.to_numpy(), _SWITCHED_ON), 1)
    days = np.minimum(np.maximum(seen, least[table["number"]].to_numpy()), spell.to_numpy()).astype(int)
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
    observed = Observed("handsets", table, coverage={"handsets": (len(table), int(asked.sum()))})
    lose_values(observed, ("days",), world.level["noise"]["missing"], generator(world.seed, "noise.records", 21))
    return observed
