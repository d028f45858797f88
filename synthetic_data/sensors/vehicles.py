"""Vehicle register: keepers as registered, people or firms."""

from __future__ import annotations

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


def observe(world: World, scribe: Scribe) -> Observed:
    """Return every vehicle with its keeper's name; `_keeper` is the person or organisation."""
    firms = dict(
        zip(world.table("organisations")["organisation_id"], world.table("organisations")["name"], strict=True)
    )
    table = world.table("vehicles")[["plate", "kind", "keeper"]].rename(columns={"keeper": "_keeper"})
    observed = Observed("vehicles", table)
    keepers = [firms.get(keeper, keeper) for keeper in table["_keeper"]]
    observed.operations += scribe.column(table, "keeper_name", keepers, generator(world.seed, "noise.names", 13))
    lose_values(observed, ("keeper_name",), world.level["noise"]["missing"], generator(world.seed, "noise.records", 4))
    return observed
