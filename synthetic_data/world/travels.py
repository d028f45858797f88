"""Innocent travel: workers who migrate by the regular channel, traders who cross for a day, drivers on their rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.movement import Traveller

_HOUR = 3600
_DAY = 86_400
COLUMNS = ("person_id", "from_place", "border_point", "to_place", "started_at", "ended_at", "plate")


def run_travels(
    people: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    vehicles: Mapping[str, str],
    traveller: Traveller,
    days: int,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return trips out and back within a day or two, by people who are not on a journey then.

    Members, migrants before they leave, and bystanders travel alike; those with a vehicle take it and travel more.
    `border_point` is "" for a trip within one country.
    """
    rows: list[dict[str, Any]] = []
    by_name = {route["name"]: route for route in routes}
    near = {town: route for route in routes for town in (route["border_town"], route["entry"], route["gather"])}
    for person in people.itertuples():
        route = by_name.get(person.route) or near.get(person.home)
        if route is None:
            continue
        plate = vehicles.get(person.person_id, "")
        count = int(rng.poisson(days / (14 if plate else 45)))
        if person.reason == "taxi driver":
            count = int(rng.poisson(days / 5))
        for _ in range(count):
            row = _trip(person, route, plate, traveller, days, rng)
            if row:
                rows.append(row)
    return sorted(rows, key=lambda row: (row["started_at"], row["person_id"]))


def _trip(
    person: Any,
    route: Mapping[str, Any],
    plate: str,
    traveller: Traveller,
    days: int,
    rng: np.random.Generator,
) -> dict[str, Any] | None:
    places, home = traveller.places, traveller.home[person.person_id]
    across = rng.random() < 0.45
    thai_side = person.home == route["entry"] or person.home in route["destinations"]
    if across:
        goal = places.id(route["border_town"] if thai_side else route["entry"])
    else:
        options = [route["entry"], *route["destinations"]] if thai_side else [route["border_town"], route["gather"]]
        goal = places.id(options[int(rng.integers(len(options)))])
    if goal == home:
        return None
    # people set out by day: 6 in the morning to 3 in the afternoon, local time, is 23 to 8 UTC
    leaves = int(rng.integers(0, max(1, days - 3))) * _DAY + 23 * _HOUR + int(rng.integers(9 * _HOUR))
    stops: list[tuple[int, int, str]] = []
    clock, here, passes = leaves, home, []
    if across:
        border = places.id(route["border_point"])
        clock += traveller.seconds(here, border, "van")
        stops.append((clock, clock + 1800, border))
        passes.append((clock + 600, border))
        clock, here = clock + 1800, border
    else:
        for name in route["checkpoints"]:
            point = places.id(name)
            if places.km(here, point) + places.km(point, goal) < 1.35 * places.km(here, goal):
                clock += traveller.seconds(here, point, "van")
                stops.append((clock, clock + 240, point))
                passes.append((clock + 120, point))
                clock, here = clock + 240, point
    clock += traveller.seconds(here, goal, "van")
    stay = int(rng.uniform(1, 9) * _HOUR)
    stops.append((clock, clock + stay, goal))
    passes.append((clock + 300, goal))
    back = clock + stay + traveller.seconds(goal, home, "van")
    if not traveller.moves.free(person.person_id, leaves, back):
        return None
    traveller.book(person.person_id, stops)
    if plate:
        traveller.moves.passes += [(when, plate, point, person.person_id) for when, point in passes]
    return {
        "person_id": person.person_id,
        "from_place": home,
        "border_point": places.id(route["border_point"]) if across else "",
        "to_place": goal,
        "started_at": stops[0][0] if across else leaves,
        "ended_at": back,
        "plate": plate,
    }
