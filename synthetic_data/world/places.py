"""Where the world happens: towns, border points, landings and premises, with the cells that serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

_STREETS = ("Market Road", "Canal Street", "Station Road", "School Lane", "River Road", "Temple Street", "Mill Lane")
_CELLS = {"town": 3, "border point": 1, "landing": 1, "road point": 1}
_EARTH_KM = 6371.0


def build_places(
    scenario: Mapping[str, Any], routes: Sequence[Mapping[str, Any]], premises: Sequence[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the place table, with `town` (the town that a premises belongs to) as an extra column.

    `premises` lists the towns in which a house, shop or office stands, one entry for each. Towns of every pack
    are there; border points, landings and checkpoints only where a route of the case uses them.
    """
    used = {route[field] for route in routes for field in ("border_point", "landing")}
    used |= {name for route in routes for name in route["checkpoints"]}
    rows: list[dict[str, Any]] = []
    for code, pack in scenario["pack"].items():
        for group in pack["places"]:
            for name, latitude, longitude in group["at"]:
                if group["kind"] == "town" or name in used:
                    rows.append(
                        {
                            "name": name,
                            "country": code,
                            "kind": group["kind"],
                            "latitude": latitude,
                            "longitude": longitude,
                            "town": name,
                        }
                    )
    towns = {row["name"]: row for row in rows}
    numbers = rng.permutation(240)[: len(premises)] + 1
    streets = rng.integers(len(_STREETS), size=len(premises))
    shift = np.round(rng.uniform(-0.015, 0.015, size=(len(premises), 2)), 4)
    for town, number, street, (north, east) in zip(premises, numbers, streets, shift, strict=True):
        at = towns[town]
        rows.append(
            {
                "name": f"{number} {_STREETS[street]}, {town}",
                "country": at["country"],
                "kind": "premises",
                "latitude": round(at["latitude"] + float(north), 4),
                "longitude": round(at["longitude"] + float(east), 4),
                "town": town,
            }
        )
    table = pd.DataFrame(rows).sort_values(["country", "name"], kind="stable").reset_index(drop=True)
    width = max(2, len(str(len(table))))
    table.insert(0, "place_id", [f"PL{number:0{width}d}" for number in range(1, len(table) + 1)])
    return table


def build_cells(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the cells: three to a town, one to a border point, landing or checkpoint."""
    served = places[places["kind"] != "premises"]
    rows = [
        (place.place_id, place.latitude, place.longitude)
        for place in served.itertuples()
        for _ in range(_CELLS[place.kind])
    ]
    table = pd.DataFrame(rows, columns=["place_id", "latitude", "longitude"])
    table["latitude"] = (table["latitude"] + rng.uniform(-0.02, 0.02, len(table))).round(4)
    table["longitude"] = (table["longitude"] + rng.uniform(-0.02, 0.02, len(table))).round(4)
    table.insert(0, "cell_id", [f"C{number:03d}" for number in rng.permutation(len(table)) + 1])
    return table.sort_values("cell_id", ignore_index=True)


class Map:
    """Look-ups over one place table: id by name, town of a place, road distance between two places in km."""

    def __init__(self, places: pd.DataFrame, detour: float) -> None:
        self._id = dict(zip(places["name"], places["place_id"], strict=True))
        self._name = dict(zip(places["place_id"], places["name"], strict=True))
        self._town = {row.place_id: self._id[row.town] for row in places.itertuples()}
        self._at = {row.place_id: (row.latitude, row.longitude) for row in places.itertuples()}
        self._detour = detour

    def id(self, name: str) -> str:
        """Return the place id of a name."""
        return str(self._id[name])

    def name(self, place_id: str) -> str:
        """Return the name of a place id."""
        return str(self._name[place_id])

    def town(self, place_id: str) -> str:
        """Return the id of the town, or of the place itself where it lies in none."""
        return str(self._town[place_id])

    def km(self, a: str, b: str) -> float:
        """Return the distance by road: great circle times the detour factor, at least 1 km."""
        (south, west), (north, east) = np.radians(self._at[a]), np.radians(self._at[b])
        half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
        return max(1.0, float(2 * _EARTH_KM * np.arcsin(np.sqrt(half))) * self._detour)
