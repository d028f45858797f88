"""Where the journeys of a route stop, in order, for the trainer's map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


def stops(plot: Mapping[str, Any], route: str) -> list[str]:
    """Return the names of the places that a journey by that route passes, each once in a row.

    Where a station has several places (origins, destinations) the first stands for all; a safe house stands in the
    town where it lies. KeyError for a route that the scenario does not have.
    """
    way = {one["name"]: one for one in plot["routes"]}[route]
    towns = {**way.get("stations", {}), **way.get("houses", {})}
    towns |= {name: way[name] for name in ("gather", "border_town", "landing", "entry") if name in way}
    towns |= {"origin": way["origins"][0], "destination": way["destinations"][0]}
    towns.setdefault("safe_house", way["destinations"][0])
    found: list[str] = []
    for leg in plot["journeys"]["legs"]:
        if "ways" in leg and way.get("way") not in leg["ways"]:
            continue
        for name in (towns[leg["from"]], towns[leg["to"]]):
            if not found or found[-1] != name:
                found.append(str(name))
    return found


def positions(plot: Mapping[str, Any]) -> pd.DataFrame:
    """Return name, latitude and longitude (degrees) of every place of the scenario's packs."""
    rows = [one for pack in plot["pack"].values() for group in pack["places"] for one in group["at"]]
    return pd.DataFrame(rows, columns=["name", "latitude", "longitude"]).drop_duplicates("name")
