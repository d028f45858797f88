"""Call records: the operators' billing records, with the cell that served the caller."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.records import lose_values, repeat_records
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


def observe(world: World) -> Observed:
    """Return the call records that were kept; `_caller` and `_callee` are the people behind them."""
    rng = generator(world.seed, "sensors.calls")
    calls = world.table("calls")
    kept = calls[rng.random(len(calls)) < world.level["coverage"]["calls"]].reset_index(drop=True)
    table = kept[["started_at", "duration_s", "caller", "callee", "kind", "imei"]].assign(
        cell_id=_cells(world, kept["place_id"], rng), _caller=kept["caller_id"], _callee=kept["callee_id"]
    )
    observed = Observed("calls", table)
    noise = generator(world.seed, "noise.records", 0)
    lose_values(observed, ("imei", "cell_id"), world.level["noise"]["missing"], noise)
    repeat_records(observed, world.level["noise"]["duplicate"], noise)
    return observed


def _cells(world: World, places: pd.Series, rng: np.random.Generator) -> np.ndarray:
    """One of the cells of the place, or of the nearest place that has cells."""
    cells = world.table("cells")
    by_place = {place: group["cell_id"].tolist() for place, group in cells.groupby("place_id", sort=True)}
    positions = world.table("places").set_index("place_id")[["latitude", "longitude"]]
    masts = cells[["latitude", "longitude"]].to_numpy()
    for place, at in positions.iterrows():
        if place not in by_place:
            nearest = np.argmin(((masts - at.to_numpy()) ** 2).sum(axis=1))
            by_place[place] = by_place[cells["place_id"].iloc[int(nearest)]]
    draws = rng.random(len(places))
    return np.array([by_place[p][int(d * len(by_place[p]))] for p, d in zip(places, draws, strict=True)], dtype=object)
