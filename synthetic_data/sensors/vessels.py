"""Vessel register: keepers as registered, people or firms."""

from __future__ import annotations

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


def observe(world: World, scribe: Scribe) -> Observed:
    """Return the vessels that are registered; `_keeper` is the person or organisation."""
    rng = generator(world.seed, "sensors.vessels")
    firms = world.table("organisations").set_index("organisation_id")["name"].to_dict()
    vessels = world.table("vessels")
    kept = vessels[rng.random(len(vessels)) < world.level["coverage"]["vessels"]].reset_index(drop=True)
    table = kept[["registration", "name", "kind", "home_place_id"]].assign(_keeper=kept["keeper"])
    observed = Observed("vessels", table, coverage={"vessels": (len(table), len(vessels))})
    keepers = [firms.get(keeper, keeper) for keeper in table["_keeper"]]
    observed.operations += scribe.column(table, "keeper_name", keepers, generator(world.seed, "noise.names", 17))
    columns = ("name", "keeper_name", "home_place_id")
    lose_values(observed, columns, world.level["noise"]["missing"], generator(world.seed, "noise.records", 23))
    return observed
