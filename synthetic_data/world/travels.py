"""Innocent travel: traders who cross for a day, visitors who fly for weeks, drivers on their rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.flights import Timetable
from synthetic_data.world.journeys import flown
from synthetic_data.world.movement import Traveller
from synthetic_data.world.places import named_places
from synthetic_data.world.ways import FAR_KM, Way, cross, go

_HOUR, _DAY = 3600, 86_400
COLUMNS = (
    "person_id",
    "from_place",
    "border_point",
    "to_place",
    "started_at",
    "crossed_at",
    "returned_at",
    "ended_at",
    "plate",
)
TIMES = ("started_at", "crossed_at", "returned_at", "ended_at")
# How often a trip goes abroad, and how long one stays there in hours, by the means of crossing.
_ABROAD = {"land": 0.45, "sea": 0.3, "air": 0.25}
_STAYS = {"land": (1, 9), "sea": (2, 72), "air": (48, 500)}
_FLOWN_STAYS = (18, 120)
# Beyond this distance by road nobody goes to a land border for a day; people fly to the state behind it.
_LAND_KM = 1500.0
# People set out by day, local time.
_LEAVE_HOUR, _LEAVE_HOURS = 6, 9


def run_travels(
    people: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    vehicles: Mapping[str, str],
    traveller: Traveller,
    timetable: Timetable,
    days: int,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return trips out and back by people who are not on a journey then.

    Members, migrants before they leave, and bystanders travel alike; those with a vehicle take it and travel more.
    `border_point` is "" for a trip within one country; `crossed_at` and `returned_at` are the instants at it.
    """
    rows: list[dict[str, Any]] = []
    by_name = {route["name"]: route for route in routes}
    near: dict[str, Mapping[str, Any]] = {}
    for route in routes:
        near |= dict.fromkeys(named_places(route).values(), route)
    for person in people.itertuples():
        taken = by_name.get(person.route) or near.get(person.home)
        if taken is None:
            continue
        plate = vehicles.get(person.person_id, "")
        count = int(rng.poisson(days / (14 if plate else 45)))
        if person.reason == "taxi driver":
            count = int(rng.poisson(days / 5))
        for _ in range(count):
            row = _trip(person, taken, plate, traveller, timetable, days, rng)
            if row:
                rows.append(row)
    return sorted(rows, key=lambda row: (row["started_at"], row["person_id"]))


def _trip(
    person: Any,
    route: Mapping[str, Any],
    plate: str,
    traveller: Traveller,
    timetable: Timetable,
    days: int,
    rng: np.random.Generator,
) -> dict[str, Any] | None:
    places, home = traveller.places, traveller.home[person.person_id]
    means, border = route.get("cross", "land"), places.id(route["border_point"])
    towards = places.country(places.id(route["entry"]))
    if means == "land" and places.km(home, border) > _LAND_KM:
        means, border = "air", places.airport(places.id(route["entry"]))
    abroad = bool(rng.random() < _ABROAD[means])
    goal = _goal(route, traveller, home, abroad, means, towards, rng)
    # 6 in the morning to 3 in the afternoon, local time
    first = int((_LEAVE_HOUR - places.offset(home)) % 24 * _HOUR)
    leaves = int(rng.integers(0, max(1, days - 3))) * _DAY + first + int(rng.integers(_LEAVE_HOURS * _HOUR))
    draw = rng.random()
    if goal in ("", home) or (abroad and not border):
        return None
    out = Way(home, leaves)
    if abroad:
        if not cross(out, goal, border, means, traveller, timetable, towards):
            return None
    elif places.km(home, goal) <= FAR_KM:
        _drive(out, goal, route, traveller, timetable)
    else:
        go(out, goal, traveller, timetable)
    low, high = _STAYS[means] if abroad else (_STAYS["land"] if out.driven else _FLOWN_STAYS)
    back = Way(goal, out.clock)
    back.stop(int((low + (high - low) * draw) * _HOUR), goal)
    if abroad:
        cross(back, home, border, means, traveller, timetable, towards)
    else:
        go(back, home, traveller, timetable)
    if not traveller.moves.free(person.person_id, leaves, back.clock):
        return None
    traveller.book(person.person_id, [*out.stops, *back.stops], leaves=leaves, back=back.clock)
    traveller.moves.flights += [flown(person.person_id, flight) for flight in (*out.flights, *back.flights)]
    if not out.driven or not back.driven:
        plate = ""
    if plate:
        seen = [(when + min(600, (until - when) // 2), point) for when, until, point in out.stops]
        seen.append((out.clock + 300, goal))
        traveller.moves.passes += [(when, plate, point, person.person_id) for when, point in seen]
    return {
        "person_id": person.person_id,
        "from_place": home,
        "border_point": border if abroad else "",
        "to_place": goal,
        "started_at": leaves,
        "crossed_at": out.crossed if abroad else None,
        "returned_at": back.crossed if abroad else None,
        "ended_at": back.clock,
        "plate": plate,
    }


def _goal(
    route: Mapping[str, Any],
    traveller: Traveller,
    home: str,
    abroad: bool,
    means: str,
    towards: str,
    rng: np.random.Generator,
) -> str:
    """Where a trip goes: over the land border to the town beside it, farther by sea or air, else about the country."""
    places = traveller.places
    far = [places.id(name) for name in (route["entry"], *route["destinations"])]
    near = [places.id(name) for name in (route["border_town"], route["gather"], *route["origins"])]
    inside = places.country(home) == towards
    if abroad and means == "land":
        options = near[:1] if inside else far[:1]
    elif abroad:
        options = [one for one in (near if inside else far) if (places.country(one) == towards) != inside]
    else:
        options = far if inside else near[:2]
        if not all(places.country(one) == places.country(home) for one in options):
            options = [one for one in (*far, *near) if places.country(one) == places.country(home)]
    draw = rng.random()
    return options[int(draw * len(options))] if options else ""


def _drive(way: Way, goal: str, route: Mapping[str, Any], traveller: Traveller, timetable: Timetable) -> None:
    """Go by road, past the route's checkpoints on the way."""
    places = traveller.places
    for name in route["checkpoints"]:
        point = places.id(name)
        if places.km(way.here, point) + places.km(point, goal) < 1.35 * places.km(way.here, goal):
            way.clock += traveller.road(way.here, point)
            way.stop(240, point)
    go(way, goal, traveller, timetable)
