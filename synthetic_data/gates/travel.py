"""Gates of movement: nothing and nobody is at two places at once or gets from one to the next faster than by road."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

FASTEST_KMH = 130.0
# A place is a point on the map and a mast serves some kilometres around it.
PLACE_KM, CELL_KM = 3.0, 12.0
EARTH_KM = 6371.0


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check plates, travel documents and numbers. Records that noise has altered are left out."""
    altered = set(truth.table("noise")["record_id"].astype("str"))
    places = case.table("places").set_index("place_id")[["latitude", "longitude"]]
    crossings, sightings = case.table("crossings"), case.table("sightings")
    plates = pd.concat(
        [
            _events(crossings, "crossing_id", "plate", "detected_at", "place_id"),
            _events(sightings, "sighting_id", "plate", "seen_at", "place_id"),
        ]
    )
    papers = _events(crossings, "crossing_id", "document_number", "detected_at", "place_id")
    cells = case.table("cells").set_index("cell_id")[["latitude", "longitude"]]
    calls = _events(case.table("calls"), "call_id", "caller", "started_at", "cell_id")
    return [
        none_of("travel times of plates", too_fast(plates, places, altered, PLACE_KM)),
        none_of("travel times of travel documents", too_fast(papers, places, altered, PLACE_KM)),
        none_of("travel times of numbers", too_fast(calls, cells, altered, CELL_KM)),
    ]


def too_fast(events: pd.DataFrame, where: pd.DataFrame, altered: set[str], slack_km: float) -> list[str]:
    """List the pairs of consecutive events of one thing whose distance, less the slack, asks for more than 130 km/h.

    Parameters
    ----------
    events : columns `record`, `thing`, `time` (instant), `place`
    where : `latitude` and `longitude` in degrees, by place
    altered : records left out
    slack_km : how far a thing may be from the point that stands for its place, km
    """
    events = events[events["place"].isin(where.index) & ~events["record"].isin(altered)]
    events = events.sort_values(["thing", "time", "record"], kind="stable").reset_index(drop=True)
    at = where.loc[events["place"]]
    latitude, longitude = np.radians(at["latitude"].to_numpy()), np.radians(at["longitude"].to_numpy())
    same = events["thing"].to_numpy()[1:] == events["thing"].to_numpy()[:-1]
    km = _great_circle(latitude[:-1], longitude[:-1], latitude[1:], longitude[1:])
    hours = (events["time"].diff().dt.total_seconds().to_numpy()[1:]) / 3600
    fast = same & (km > 2 * slack_km) & (km - 2 * slack_km > FASTEST_KMH * hours)
    return [
        f"{events['thing'][i]}: {events['record'][i]} to {events['record'][i + 1]}, {km[i]:.0f} km in {hours[i]:.2f} h"
        for i in np.flatnonzero(fast)
    ]


def _events(table: pd.DataFrame, record: str, thing: str, time: str, place: str) -> pd.DataFrame:
    columns = {record: "record", thing: "thing", time: "time", place: "place"}
    return table[list(columns)].rename(columns=columns).dropna()


def _great_circle(lat1: np.ndarray, lon1: np.ndarray, lat2: np.ndarray, lon2: np.ndarray) -> np.ndarray:
    """Haversine distance, km, of points in radians."""
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
