"""Vessels: the boats of fishers, ferry firms and skippers alike, their everyday trips, and where they were when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.world.movement import Position, Traveller, Voyage
from synthetic_data.world.places import Map, great_circle

_HOUR, _DAY = 3600, 86_400
COLUMNS = ("registration", "name", "kind", "keeper", "skipper", "home_place_id")
_FERRY_KMH = 30.0
# Boats lie within this distance of their skipper's home, km by road.
_REACH_KM = 200.0
# How far a boat strays about its fishing ground, degrees, and the most legs of that.
_STRAYS, _MOST_LEGS = 0.3, 60


def build_vessels(
    people: pd.DataFrame,
    memberships: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    identities: Mapping[str, Generator],
    scenario: Mapping[str, Any],
    places: Map,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the vessels, sorted by registration; none where the scenario has no sea.

    Every fisher near a port has a boat, as every member whom a sea leg asks for has, and some others keep one. A
    ferry plies on each route that ordinary people cross by sea; the register names no skipper for it.
    """
    sea = scenario.get("sea")
    if not sea:
        return pd.DataFrame(columns=list(COLUMNS))
    ports = [places.id(water["port"]) for water in sea["waters"]]
    wanted = {"fisher", *(role for leg in scenario["journeys"]["legs"] for role in _sea_roles(scenario, leg))}
    works = dict(zip(memberships["person_id"], memberships["organisation_id"], strict=True))
    rows: list[tuple[str, ...]] = []
    taken: set[str] = set()

    def add(country: str, kind: str, keeper: str, skipper: str, port: str) -> None:
        registration = identities[country].vessel_registration()
        while registration in taken:
            registration = identities[country].vessel_registration()
        taken.add(registration)
        rows.append((registration, identities[country].vessel_name(), kind, keeper, skipper, port))

    for person in people.itertuples():
        near = [(places.km(places.id(person.home), port), port) for port in ports]
        near = [one for one in near if places.country(one[1]) == places.country(places.id(person.home))]
        if not near or min(near)[0] > _REACH_KM:
            continue
        if person.role not in wanted and (person.is_member or rng.random() >= sea["boat_owners"]):
            continue
        kind = str(sea["kinds"][int(rng.integers(len(sea["kinds"])))])
        keeper = works.get(person.person_id, person.person_id) if rng.random() < 0.2 else person.person_id
        add(person.country, kind, keeper, person.person_id, min(near)[1])
    for route in routes:
        if route.get("cross") == "sea":
            port = places.id(route["border_point"])
            keepers = people.loc[people["home"] == route["entry"], "person_id"].tolist()
            if keepers:
                add(places.country(port), "ferry", keepers[int(rng.integers(len(keepers)))], "", port)
    return pd.DataFrame(sorted(rows), columns=list(COLUMNS))


def run_trips(
    vessels: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    scenario: Mapping[str, Any],
    traveller: Traveller,
    closes: int,
    rng: np.random.Generator,
) -> None:
    """Let every skipper go fishing now and then, members between their voyages too, and the ferries ply by day."""
    sea = scenario.get("sea")
    if not sea:
        return
    places, moves = traveller.places, traveller.moves
    waters = {places.id(water["port"]): water for water in sea["waters"]}
    speed = traveller.speeds[traveller.vessels[0]]
    for boat in vessels[vessels["skipper"] != ""].itertuples():
        port = boat.home_place_id
        for _ in range(int(rng.poisson(closes / _DAY / sea["every_days"]))):
            low, high = np.log(sea["trip_days"])
            length = int(np.exp(rng.uniform(low, high)) * _DAY)
            departs = int(rng.integers(0, closes))
            grounds = waters[port]["grounds"]
            ground = grounds[int(rng.integers(len(grounds)))]
            out = [places.at(port), *((float(north), float(east)) for north, east in waters[port].get("out", ()))]
            line = _fishing(out, (float(ground[0]), float(ground[1])), length / _HOUR * speed, rng)
            length = max(length, int(_length(line) / speed * _HOUR))
            gone = traveller.away(boat.skipper, departs, port)
            home = departs + length + _HOUR + traveller.road(port, traveller.home[boat.skipper])
            if not moves.free(boat.skipper, gone, home):
                continue
            back = departs + length
            traveller.book(boat.skipper, [(departs - _HOUR // 2, departs, port), (back, back + _HOUR, port)])
            moves.voyages.append(Voyage(boat.registration, departs, back, line))
    ferries = vessels[vessels["kind"] == "ferry"]["registration"].tolist()
    for route in routes:
        if route.get("cross") == "sea" and ferries:
            _ply(ferries.pop(0), route, traveller, closes)


def tracks(voyages: Sequence[Voyage], interval_h: float, closes: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the positions of all vessels under way: one every `interval_h` hours, along great circles.

    Columns `registration`, `seen_at` (seconds after the start of the window), `latitude`, `longitude` (degrees, to a
    thousandth).
    """
    parts = []
    for voyage in sorted(voyages, key=lambda one: (one.registration, one.departs)):
        step = int(interval_h * _HOUR)
        seen = np.arange(voyage.departs + int(rng.integers(step)), min(voyage.arrives, closes), step)
        if len(seen):
            share = (seen - voyage.departs) / max(voyage.arrives - voyage.departs, 1)
            latitude, longitude = positions(voyage.line, share)
            parts.append(
                pd.DataFrame(
                    {
                        "registration": voyage.registration,
                        "seen_at": seen,
                        "latitude": latitude.round(3),
                        "longitude": longitude.round(3),
                    }
                )
            )
    if not parts:
        return pd.DataFrame(columns=["registration", "seen_at", "latitude", "longitude"])
    table = pd.concat(parts, ignore_index=True)
    table = table[table["seen_at"] >= 0].sort_values(["seen_at", "registration"], kind="stable", ignore_index=True)
    return table.drop_duplicates(["seen_at", "registration"], ignore_index=True)


def positions(line: Sequence[Position], share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude, degrees, at shares 0 to 1 of the length of a line of great-circle arcs.

    >>> latitude, longitude = positions([(0.0, 0.0), (0.0, 10.0)], np.array([0.5]))
    >>> round(float(longitude[0]), 6)
    5.0
    """
    lengths = np.array([great_circle(a, b) for a, b in pairwise(line)])
    ends = np.cumsum(lengths)
    done = np.clip(share, 0, 1) * ends[-1]
    arc = np.minimum(np.searchsorted(ends, done), len(lengths) - 1)
    part = 1 - (ends[arc] - done) / np.maximum(lengths[arc], 1e-9)
    north, east = np.radians(np.array(line)).T
    corners = np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    a, b = corners[arc], corners[arc + 1]
    angle = np.arccos(np.clip((a * b).sum(axis=1), -1, 1))
    whole = np.maximum(np.sin(angle), 1e-12)
    flat = angle < 1e-9
    first = np.where(flat, 1 - part, np.sin((1 - part) * angle) / whole)
    second = np.where(flat, part, np.sin(part * angle) / whole)
    point = first[:, None] * a + second[:, None] * b
    longitude = np.degrees(np.arctan2(point[:, 1], point[:, 0]))
    return np.degrees(np.arcsin(np.clip(point[:, 2], -1, 1))), longitude


def _sea_roles(scenario: Mapping[str, Any], leg: Mapping[str, Any]) -> Sequence[str]:
    by_sea = any(mode in scenario["journeys"].get("vessels", ()) for mode in leg["modes"])
    return leg.get("roles", ()) if by_sea else ()


def _length(line: Sequence[Position]) -> float:
    return sum(great_circle(a, b) for a, b in pairwise(line))


def _fishing(out: Sequence[Position], ground: Position, km: float, rng: np.random.Generator) -> tuple[Position, ...]:
    """Out to the ground, about it for as long as `km` allow, and home the way one came."""
    line = [*out, ground]
    left = km - 2 * _length(line)
    while left > 0 and len(line) < _MOST_LEGS:
        north, east = rng.uniform(-_STRAYS, _STRAYS, 2)
        line.append((round(ground[0] + float(north), 3), round(ground[1] + float(east), 3)))
        left -= great_circle(line[-2], line[-1])
    return (*line, *out[::-1])


def _ply(registration: str, route: Mapping[str, Any], traveller: Traveller, closes: int) -> None:
    """One crossing each way a day."""
    places = traveller.places
    port = places.id(route["border_point"])
    other = places.port(places.id(route["border_town"]))
    if not other:
        return
    line = (places.at(port), places.at(other))
    length = int(great_circle(*line) / _FERRY_KMH * _HOUR)
    for start in range(0, closes, max(1, -(-2 * length // _DAY)) * _DAY):
        traveller.moves.voyages.append(Voyage(registration, start, start + length, line))
        back = start + length + _HOUR
        traveller.moves.voyages.append(Voyage(registration, back, back + length, line[::-1]))
