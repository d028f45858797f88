"""Gates of movement: nothing and nobody is at two places at once or moves faster than is possible."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# Fastest means in km/h: a car on an open road, an airliner with the wind behind it, a small vessel at full power.
ROAD_KMH, AIR_KMH, SEA_KMH = 130.0, 1000.0, 60.0
# What a flight costs beside the time in the air, hours, and how far one goes to save time by flying.
AIR_HOURS, AIR_FROM_KM = 0.5, 250.0
# A place is a point on the map and a mast serves some kilometres around it; radar is out by a few as well.
PLACE_KM, CELL_KM, RADAR_KM = 3.0, 12.0, 5.0
EARTH_KM = 6371.0


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check plates, travel documents, numbers, people and vessels. Records that noise has altered are left out.

    Plates go by road; documents, numbers and people may fly; vessels sail.
    """
    altered = truth.table("noise")["record_id"].astype("str")
    places = case.table("places").set_index("place_id")[["latitude", "longitude"]]
    cells = case.table("cells").set_index("cell_id")[["latitude", "longitude"]]
    crossings, sightings = case.table("crossings"), case.table("sightings")
    plates = pd.concat(
        [
            _events(crossings, "crossing_id", "plate", "detected_at", "place_id"),
            _events(sightings, "sighting_id", "plate", "seen_at", "place_id"),
        ]
    )
    papers = _events(crossings, "crossing_id", "document_number", "detected_at", "place_id")
    papers = papers[~papers["thing"].isin(_cloned(truth))]
    calls = _events(case.table("calls"), "call_id", "caller", "started_at", "cell_id")
    user = truth.table("numbers").drop_duplicates("number").set_index("number")["person_id"]
    people = calls.assign(thing=calls["thing"].map(user)).dropna()
    found = [
        none_of("travel times of plates", too_fast(plates, places, altered, PLACE_KM)),
        none_of("travel times of travel documents", too_fast(papers, places, altered, PLACE_KM, by="air")),
        none_of("travel times of numbers", too_fast(calls, cells, altered, CELL_KM, by="air")),
        none_of("travel times of people", too_fast(people, cells, altered, CELL_KM, by="air")),
    ]
    if "vessel_sightings" in case.tables:
        seen = case.table("vessel_sightings").dropna(subset=["registration"])
        where = seen.set_index("sighting_id")[["latitude", "longitude"]]
        vessels = _events(seen.assign(at=seen["sighting_id"]), "sighting_id", "registration", "seen_at", "at")
        found.append(none_of("travel times of vessels", too_fast(vessels, where, altered, RADAR_KM, by="sea")))
    return found


def _cloned(truth: Truth) -> set[str]:
    """Numbers that two documents bear: the two may well be far apart."""
    numbers = truth.table("papers")["document_number"].astype("str")
    return set(numbers[numbers.duplicated()])


def too_fast(
    events: pd.DataFrame, where: pd.DataFrame, altered: pd.Series, slack_km: float, by: str = "road"
) -> list[str]:
    """List the pairs of consecutive events of one thing whose distance, less the slack, asks for more than is possible.

    Parameters
    ----------
    events : columns `record`, `thing`, `time` (instant), `place`
    where : `latitude` and `longitude` in degrees, by place
    altered : records left out
    slack_km : how far a thing may be from the point that stands for its place, km
    by : "road" (130 km/h), "air" (road, or from 250 km on a flight at 1000 km/h and half an hour), "sea" (60 km/h)
    """
    events = events[~events["record"].isin(altered)]
    if not events["record"].is_monotonic_increasing:
        events = events.sort_values("record", kind="stable")
    position = where.index.get_indexer(events["place"])
    thing = pd.factorize(events["thing"], sort=True)[0]
    time = events["time"].astype("int64").to_numpy()
    order = np.lexsort((time, thing))
    order = order[position[order] >= 0]
    place, thing = position[order], thing[order]
    latitude, longitude = (np.radians(where[axis].to_numpy())[place] for axis in ("latitude", "longitude"))
    km = _great_circle(latitude[:-1], longitude[:-1], latitude[1:], longitude[1:])
    hours = events["time"].iloc[order].diff().dt.total_seconds().to_numpy()[1:] / 3600
    fast = (thing[1:] == thing[:-1]) & (km > 2 * slack_km) & (least_hours(km - 2 * slack_km, by) > hours)
    names, records = events["thing"].iloc[order], events["record"].iloc[order]
    return [
        f"{names.iloc[i]}: {records.iloc[i]} to {records.iloc[i + 1]}, {km[i]:.0f} km in {hours[i]:.2f} h"
        for i in np.flatnonzero(fast)
    ]


def least_hours(km: np.ndarray, by: str) -> np.ndarray:
    """Return the least time over distances by road, air or sea, in hours.

    >>> least_hours(np.array([130.0, 2000.0]), "air").tolist()
    [1.0, 2.5]
    """
    if by == "sea":
        return km / SEA_KMH
    road = km / ROAD_KMH
    if by == "road":
        return road
    return np.where(km > AIR_FROM_KM, np.minimum(road, km / AIR_KMH + AIR_HOURS), road)


def _events(table: pd.DataFrame, record: str, thing: str, time: str, place: str) -> pd.DataFrame:
    columns = {record: "record", thing: "thing", time: "time", place: "place"}
    return pd.DataFrame({name: table[column] for column, name in columns.items()}).dropna()


def _great_circle(lat1: np.ndarray, lon1: np.ndarray, lat2: np.ndarray, lon2: np.ndarray) -> np.ndarray:
    """Haversine distance, km, of points in radians."""
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
