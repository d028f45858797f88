"""Where the world happens: towns, border points, landings and premises, with the cells that serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

_STREETS = ("Market Road", "Canal Street", "Station Road", "School Lane", "River Road", "Temple Street", "Mill Lane")
_CELLS = {"town": 3, "border point": 1, "landing": 1, "road point": 1, "port": 1, "airport": 2}
# How far from a town people still think of an airport, or a port, as theirs, in km by road.
_NEAR_AIRPORT, _NEAR_PORT = 450.0, 150.0
_EARTH_KM = 6371.0
# Houses kept for one station of a route, so that there is another when one is raided.
_HOUSES = 2


def named_places(route: Mapping[str, Any]) -> dict[str, str]:
    """Return the named stations of a route: station -> name of the place.

    >>> named_places({"gather": "A", "border_town": "B", "border_point": "C", "landing": "D", "entry": "E",
    ...               "stations": {"airport": "F"}})["airport"]
    'F'
    """
    fixed = {field: route[field] for field in ("gather", "border_town", "border_point", "landing", "entry")}
    return {**fixed, **route.get("stations", {})}


def clocks(scenario: Mapping[str, Any]) -> dict[str, float]:
    """Return for each country of a scenario the hours by which its local time is ahead of UTC: the pack's own."""
    return {code: float(pack["utc_offset_h"]) for code, pack in scenario["pack"].items()}


def houses_of(routes: Sequence[Mapping[str, Any]], rng: np.random.Generator) -> list[tuple[str, str, str]]:
    """Return (route, station, town) for each house that the network keeps, two to a station.

    A route names its stations in houses under `houses` (station -> town); `safe_house` lies in a destination.
    """
    kept = []
    for route in routes:
        for _ in range(_HOUSES):
            town = route["destinations"][int(rng.integers(len(route["destinations"])))]
            kept.append((str(route["name"]), "safe_house", str(town)))
        for station, town in route.get("houses", {}).items():
            kept += [(str(route["name"]), str(station), str(town))] * _HOUSES
    return kept


def build_places(
    scenario: Mapping[str, Any], routes: Sequence[Mapping[str, Any]], premises: Sequence[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the place table, with `town` (the town that a premises belongs to) as an extra column.

    `premises` lists the towns in which a house, shop or office stands, one entry for each. Towns of every pack
    are there; border points, landings and checkpoints only where a route of the case uses them; airports where
    anybody flies in this scenario, and ports where anybody sails.
    """
    used = {name for route in routes for name in named_places(route).values()}
    used |= {name for route in routes for name in route["checkpoints"]}
    used |= {port["port"] for port in scenario.get("sea", {}).get("waters", ())}
    kinds = {"town"}
    if scenario["journeys"].get("flights") or any(route.get("cross") == "air" for route in routes):
        kinds.add("airport")
    if any(route.get("cross") == "sea" for route in routes):
        kinds.add("port")
    rows: list[dict[str, Any]] = []
    for code, pack in scenario["pack"].items():
        for group in pack["places"]:
            for name, latitude, longitude in group["at"]:
                if group["kind"] in kinds or name in used:
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


def draw_occupants(
    places: pd.DataFrame, people: pd.DataFrame, organisations: pd.DataFrame, rng: np.random.Generator
) -> list[str]:
    """Return in whose name each place stands: a firm's premises in the firm's, any other in that of somebody in town.

    Whoever rents or owns a house that others use is drawn like any other landlord; migrants own none.
    """
    firms = dict(zip(organisations["place_id"], organisations["organisation_id"], strict=True))
    settled = people[people["kind"] != "migrant"]
    by_town = {town: group["person_id"].tolist() for town, group in settled.groupby("home", sort=True)}
    everybody = settled["person_id"].tolist()
    occupants = []
    for place in places.itertuples():
        pool = by_town.get(place.town, everybody)
        drawn = pool[int(rng.integers(len(pool)))]
        occupants.append(firms.get(place.place_id, drawn) if place.kind == "premises" else "")
    return occupants


def build_cells(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the cells: three to a town, two to an airport, one to any other place but premises."""
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
    """Look-ups over one place table: ids and names, countries and their clocks, distances by road and by sea in km."""

    def __init__(self, places: pd.DataFrame, detour: float, offsets: Mapping[str, float] | None = None) -> None:
        self._id = dict(zip(places["name"], places["place_id"], strict=True))
        self._row = {row.place_id: row for row in places.itertuples()}
        self._town = {row.place_id: self._id[row.town] for row in places.itertuples()}
        self._at = {row.place_id: (row.latitude, row.longitude) for row in places.itertuples()}
        self._offsets = dict(offsets or {})
        self._detour = detour
        self._known: dict[tuple[str, str], float] = {}
        self._nearest: dict[tuple[str, str], str] = {}

    def id(self, name: str) -> str:
        """Return the place id of a name."""
        return str(self._id[name])

    def name(self, place_id: str) -> str:
        """Return the name of a place id."""
        return str(self._row[place_id].name)

    def country(self, place_id: str) -> str:
        """Return the country of a place, ISO 3166 two-letter code."""
        return str(self._row[place_id].country)

    def kind(self, place_id: str) -> str:
        """Return what a place is: town, airport ..."""
        return str(self._row[place_id].kind)

    def at(self, place_id: str) -> tuple[float, float]:
        """Return latitude and longitude in degrees."""
        return self._at[place_id]

    def offset(self, place_id: str) -> float:
        """Return how many hours local time is ahead of UTC there, 0 where the pack does not say."""
        return self._offsets.get(self.country(place_id), 0.0)

    def town(self, place_id: str) -> str:
        """Return the id of the town, or of the place itself where it lies in none."""
        return str(self._town[place_id])

    def km(self, a: str, b: str) -> float:
        """Return the distance by road: great circle times the detour factor, at least 1 km."""
        found = self._known.get((a, b))
        if found is None:
            found = max(1.0, great_circle(self._at[a], self._at[b]) * self._detour)
            self._known[a, b] = found
        return found

    def airport(self, place_id: str) -> str:
        """Return the nearest airport of the same country within 450 km by road, "" where there is none."""
        return self._closest(place_id, "airport", _NEAR_AIRPORT)

    def port(self, place_id: str) -> str:
        """Return the nearest port of the same country within 150 km by road, "" where there is none."""
        return self._closest(place_id, "port", _NEAR_PORT)

    def of_kind(self, kind: str) -> list[str]:
        """Return the ids of all places of a kind, sorted."""
        return sorted(place for place, row in self._row.items() if row.kind == kind)

    def _closest(self, place_id: str, kind: str, most: float) -> str:
        if (place_id, kind) not in self._nearest:
            options = [one for one in self.of_kind(kind) if self.country(one) == self.country(place_id)]
            near = [(self.km(place_id, one), one) for one in options if self.km(place_id, one) <= most]
            self._nearest[place_id, kind] = min(near)[1] if near else ""
        return self._nearest[place_id, kind]


def great_circle(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the haversine distance in km between two positions in degrees.

    >>> round(great_circle((0.0, 0.0), (0.0, 1.0)), 1)
    111.2
    """
    (south, west), (north, east) = ((np.radians(one), np.radians(two)) for one, two in (a, b))
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
    return float(2 * _EARTH_KM * np.arcsin(np.sqrt(half)))
