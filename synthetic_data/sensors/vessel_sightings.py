"""Vessel sightings: coast radar, patrols, harbour logs and position reports, each with its own reach and error."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.plates import misread
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

# Within this distance of the home port, in degrees of latitude, a sighting is an entry of its log.
_HARBOUR = 0.05
# Shares of the means by which a vessel at sea is seen, and the share of vessels that transmit: training choices.
_SHARES = {"AIS": 0.25, "patrol": 0.25, "radar": 0.5}
_TRANSMIT = 0.35
# Standard error of a position by radar and by a patrol's estimate, degrees.
_ERROR = {"radar": 0.01, "patrol": 0.02, "AIS": 0.0, "harbour log": 0.0}


def observe(world: World) -> Observed:
    """Return sightings; `_registration` is the vessel that was there. A radar echo has no mark."""
    rng = generator(world.seed, "sensors.vessels", 1)
    tracks, vessels = world.table("tracks"), world.table("vessels").set_index("registration")
    seen = tracks[rng.random(len(tracks)) < world.level["coverage"]["vessel_sightings"]].reset_index(drop=True)
    transmit = dict(zip(vessels.index, rng.random(len(vessels)) < _TRANSMIT, strict=True))
    source = rng.choice(np.array(list(_SHARES), dtype=object), size=len(seen), p=list(_SHARES.values()))
    silent = (source == "AIS") & ~seen["registration"].map(transmit).to_numpy(dtype=bool)
    source = np.where(silent, "radar", source)
    source = np.where(_in_harbour(world, seen, vessels), "harbour log", source)
    spread = np.array([_ERROR[one] for one in source])
    table = pd.DataFrame(
        {
            "seen_at": seen["seen_at"],
            "registration": np.where(source == "radar", "", seen["registration"]).astype(object),
            "latitude": (seen["latitude"] + rng.normal(0, 1, len(seen)) * spread).astype(float).round(3),
            "longitude": (seen["longitude"] + rng.normal(0, 1, len(seen)) * spread).astype(float).round(3),
            "source": source,
            "_registration": seen["registration"],
        }
    )
    observed = Observed("vessel_sightings", table, coverage={"vessel_sightings": (len(table), len(tracks))})
    read = table["source"].isin(["patrol", "harbour log"]).to_numpy()
    rate = world.level["noise"]["misread_plate"] * read
    misread(observed, rate, generator(world.seed, "noise.records", 24), "registration")
    return observed


def _in_harbour(world: World, seen: pd.DataFrame, vessels: pd.DataFrame) -> np.ndarray:
    places = world.table("places").set_index("place_id")
    home = seen["registration"].map(vessels["home_place_id"])
    north = home.map(places["latitude"]).astype(float) - seen["latitude"].astype(float)
    east = home.map(places["longitude"]).astype(float) - seen["longitude"].astype(float)
    return (np.hypot(north, east) < _HARBOUR).to_numpy(dtype=bool)
