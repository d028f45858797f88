"""Place register: every place that the file names, without saying what a house is used for."""

from __future__ import annotations

import numpy as np

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_SOURCES = ("land register", "patrol", "resident")
_SHARES = (0.6, 0.25, 0.15)


def observe(world: World, scribe: Scribe) -> Observed:
    """Return every place; `_occupant` is the person or organisation in whose name a premises stands."""
    firms = world.table("organisations").set_index("organisation_id")["name"].to_dict()
    table = world.table("places").rename(columns={"occupant": "_occupant"})
    rng = generator(world.seed, "sensors.places")
    sources = rng.choice(np.array(_SOURCES, dtype=object), size=len(table), p=_SHARES)
    table["information"] = np.where(table["kind"] == "premises", sources, "map")
    observed = Observed("places", table)
    names = [firms.get(one, one) for one in table["_occupant"]]
    observed.operations += scribe.column(table, "occupant", names, generator(world.seed, "noise.names", 18))
    missing = world.level["noise"]["missing"]
    lose_values(observed, ("occupant",), missing, generator(world.seed, "noise.records", 26))
    return observed
