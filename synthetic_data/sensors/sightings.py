"""Vehicle sightings: cameras and patrols in towns, at border points and at checkpoints; a plate may be misread."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.plates import misread
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_WATCHED = ("town", "border point", "road point")
_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def observe(world: World) -> Observed:
    """Return sightings; `_plate` is the plate that passed and `_driver` who drove."""
    rng = generator(world.seed, "sensors.sightings")
    places = world.table("places").set_index("place_id")
    passes = world.table("passes").sort_values(["plate", "seen_at"], kind="stable").reset_index(drop=True)
    passes["heading"] = _headings(passes, places)
    watched = passes["place_id"].map(places["kind"]).isin(_WATCHED).to_numpy()
    seen = rng.random(len(passes)) < world.level["coverage"]["sightings"]
    table = passes[watched & seen].reset_index(drop=True)
    table["source"] = np.where(rng.random(len(table)) < 0.8, "camera", "patrol").astype(object)
    table = table.rename(columns={"driver": "_driver"}).assign(_plate=table["plate"])
    observed = Observed("sightings", table, coverage={"sightings": (len(table), int(watched.sum()))})
    misread(observed, world.level["noise"]["misread_plate"], generator(world.seed, "noise.records", 5))
    lose_values(observed, ("heading",), world.level["noise"]["missing"], generator(world.seed, "noise.records", 6))
    return observed


def _headings(passes: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The point of the compass towards the vehicle's next pass within half a day, else ""."""
    following = passes.shift(-1)
    soon = (following["plate"] == passes["plate"]) & (following["seen_at"] - passes["seen_at"] < pd.Timedelta(hours=12))
    spot = {name: (float(row.latitude), float(row.longitude)) for name, row in places.iterrows()}
    headings = []
    for near, here, there in zip(soon, passes["place_id"], following["place_id"], strict=True):
        if not near or here == there:
            headings.append("")
            continue
        a, b = spot[here], spot[there]
        angle = np.degrees(np.arctan2(b[1] - a[1], b[0] - a[0]))
        headings.append(_POINTS[round(float(angle) / 45) % 8])
    return headings
