"""Journeys as state machines read from the scenario: groups move leg by leg, each leg in a handler's care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.places import Map

_HOUR = 3600
_MARGIN_DAYS = 10
_USUAL_DAYS = 182
_FOREVER = 1 << 40
_NOT_HANDLERS = ("organiser", "coordinator", "lookout")


@dataclass
class Movements:
    """What the journeys leave behind. Times are seconds after the start of the window, in UTC.

    `busy` lists each person's absences from home as (leaves, comes back); `stays` where somebody was from when on,
    "" for on the road.
    """

    journeys: list[dict[str, Any]] = field(default_factory=list)
    legs: list[dict[str, Any]] = field(default_factory=list)
    arrests: list[dict[str, Any]] = field(default_factory=list)
    stays: list[tuple[str, int, str]] = field(default_factory=list)
    passes: list[tuple[int, str, str, str]] = field(default_factory=list)
    busy: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def free(self, person: str, start: int, end: int) -> bool:
        """Is that person at home all the time between two instants?"""
        return all(end <= leaves or back <= start for leaves, back in self.busy.get(person, ()))


class Traveller:
    """Moves people over one map: how long a way takes, and what being away means for where they are."""

    def __init__(self, scenario: Mapping[str, Any], places: Map, home: Mapping[str, str], moves: Movements) -> None:
        self.speeds: Mapping[str, float] = scenario["journeys"]["speed_kmh"]
        self.places = places
        self.home = home
        self.moves = moves

    def seconds(self, a: str, b: str, mode: str) -> int:
        """Return the least time between two places, in seconds."""
        return int(self.places.km(a, b) / self.speeds[mode] * _HOUR)

    def away(self, person: str, start: int, at: str) -> int:
        """Return when somebody must leave home to stand at a place half an hour before `start`."""
        return start - _HOUR // 2 - self.seconds(self.home[person], at, "van")

    def book(self, person: str, stops: Sequence[tuple[int, int, str]], comes_home: bool = True) -> None:
        """Record an absence: `stops` are (arrives, leaves, place); the person is on the road in between."""
        first, last = stops[0], stops[-1]
        leaves = first[0] - self.seconds(self.home[person], first[2], "van")
        self.moves.stays.append((person, leaves, ""))
        for arrives, departs, place in stops:
            self.moves.stays.append((person, arrives, place))
            self.moves.stays.append((person, departs, ""))
        back = last[1] + self.seconds(last[2], self.home[person], "van")
        if comes_home:
            self.moves.stays.append((person, back, self.home[person]))
        else:
            self.moves.stays.pop()
            back = _FOREVER
        self.moves.busy.setdefault(person, []).append((leaves, back))


def run_journeys(
    scenario: Mapping[str, Any],
    people: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    safe_houses: Mapping[str, Sequence[str]],
    vehicles: Mapping[str, str],
    traveller: Traveller,
    window: tuple[date, date],
    rng: np.random.Generator,
) -> Movements:
    """Send every migrant on the way in small groups, season by season, and return what happened.

    `safe_houses` maps a route to the premises used on it; `vehicles` a driver to a plate.
    """
    moves = traveller.moves
    arrested: dict[str, int] = {}
    for start, route, group in _departures(scenario, people, routes, window, rng):
        _run(scenario, people, route, group, start, safe_houses, vehicles, traveller, arrested, rng)
    moves.journeys.sort(key=lambda row: (row["started_at"], row["migrant_id"]))
    renumber = {row["journey_id"]: f"J{number:04d}" for number, row in enumerate(moves.journeys, start=1)}
    for row in (*moves.journeys, *moves.legs, *moves.arrests):
        row["journey_id"] = renumber[row["journey_id"]]
    moves.legs.sort(key=lambda row: (row["journey_id"], row["leg"]))
    return moves


def _departures(
    scenario: Mapping[str, Any],
    people: pd.DataFrame,
    routes: Sequence[Mapping[str, Any]],
    window: tuple[date, date],
    rng: np.random.Generator,
) -> list[tuple[int, Mapping[str, Any], list[str]]]:
    """Groups of one route with a day of departure drawn by the season; the last days are left to arrive in.

    In a window shorter than half a year fewer groups leave; the others wait at home.
    """
    days = max(1, (window[1] - window[0]).days - _MARGIN_DAYS)
    months = [(window[0].month - 1 + int((window[0].day - 1 + day) // 30.5)) % 12 for day in range(days)]
    season = np.array([scenario["season"]["monthly"][month] for month in months])
    low, high = scenario["journeys"]["group"]
    found = []
    for route in routes:
        waiting = people[(people["kind"] == "migrant") & (people["route"] == route["name"])]
        for _, same in waiting.groupby("home", sort=True):
            left = same["person_id"].tolist()
            left = [left[position] for position in rng.permutation(len(left))]
            while left:
                size = int(rng.integers(low, high + 1))
                group, left = left[:size], left[size:]
                day = int(rng.choice(days, p=season / season.sum()))
                if rng.random() >= days / (_USUAL_DAYS - _MARGIN_DAYS):
                    continue
                found.append((day * 86_400 + int(rng.integers(0, 43_200)), route, sorted(group)))
    return sorted(found, key=lambda one: (one[0], one[2]))


def _run(
    scenario: Mapping[str, Any],
    people: pd.DataFrame,
    route: Mapping[str, Any],
    group: list[str],
    start: int,
    safe_houses: Mapping[str, Sequence[str]],
    vehicles: Mapping[str, str],
    traveller: Traveller,
    arrested: dict[str, int],
    rng: np.random.Generator,
) -> None:
    settings, places, moves = scenario["journeys"], traveller.places, traveller.moves
    houses = safe_houses[route["name"]]
    at = {
        "origin": traveller.home[group[0]],
        "safe_house": houses[int(rng.integers(len(houses)))],
        "destination": places.id(route["destinations"][int(rng.integers(len(route["destinations"])))]),
        **{name: places.id(route[name]) for name in ("gather", "border_town", "landing", "entry")},
    }
    clock, outcome, legs = start, "arrived", []
    stops: list[tuple[int, int, str]] = []
    for number, state in enumerate(settings["legs"], start=1):
        begin, end = at[state["from"]], at[state["to"]]
        mode = state["modes"][int(rng.integers(len(state["modes"])))]
        rest = int(rng.uniform(*state["rest_h"]) * _HOUR)
        least = max(traveller.seconds(begin, end, mode), 600)
        length = int(least * np.exp(abs(rng.normal(0, settings["delay_sigma"]))))
        found = _handler(
            people,
            route,
            state,
            clock + rest,
            length,
            (begin, end),
            traveller,
            arrested,
            scenario["utc_offset_h"],
            rng,
        )
        if found is None:
            outcome = "stranded"
            break
        handler, departs = found
        arrives = departs + length
        plate = vehicles.get(handler, "") if mode in ("pickup", "van", "minibus") else ""
        stops.append((clock if number > 1 else departs - _HOUR, departs, begin))
        outcome = _stop(state["stop"], rng)
        middle = [] if not plate or not state.get("checkpoints") else _checkpoints(route, begin, end, places)
        crossed = []
        for share, point in middle:
            when = departs + int(length * share)
            moves.passes.append((when, plate, point, handler))
            crossed.append((when - 120, when + 120, point))
        if plate:
            moves.passes += [(departs + 300, plate, begin, handler), (arrives - 300, plate, end, handler)]
        traveller.book(handler, [(departs - _HOUR // 2, departs, begin), *crossed, (arrives, arrives + _HOUR, end)])
        legs.append((number, mode, begin, end, departs, arrives, handler, plate))
        clock = arrives
        if outcome != "arrived":
            if outcome == "detected" and rng.random() < settings["arrest_when_detected"]:
                arrested[handler] = arrives
                moves.busy[handler].append((arrives, _FOREVER))
                moves.arrests.append(
                    {"person_id": handler, "arrested_at": arrives, "place_id": end, "journey_id": group[0]}
                )
            break
    if not legs:
        return
    final = legs[-1][3]
    for migrant in group:
        moves.journeys.append(
            {
                "journey_id": migrant,
                "migrant_id": migrant,
                "route": route["name"],
                "started_at": legs[0][4],
                "ended_at": clock,
                "outcome": outcome,
                "fee_usd": float(route["fees_usd"][int(rng.integers(len(route["fees_usd"])))]),
            }
        )
        for number, mode, begin, end, departs, arrives, handler, plate in legs:
            moves.legs.append(
                {
                    "journey_id": migrant,
                    "leg": number,
                    "mode": mode,
                    "from_place": begin,
                    "to_place": end,
                    "started_at": departs,
                    "ended_at": arrives,
                    "handler": handler,
                    "plate": plate,
                }
            )
        traveller.book(migrant, [*stops, (clock, clock + _HOUR, final)], comes_home=False)


def _can(traveller: Traveller, handler: str, departs: int, arrives: int, begin: str, end: str) -> bool:
    leaves = traveller.away(handler, departs, begin)
    back = arrives + _HOUR + traveller.seconds(end, traveller.home[handler], "van")
    return traveller.moves.free(handler, leaves, back)


def _handler(
    people: pd.DataFrame,
    route: Mapping[str, Any],
    state: Mapping[str, Any],
    ready: int,
    length: int,
    way: tuple[str, str],
    traveller: Traveller,
    arrested: Mapping[str, int],
    offset: int,
    rng: np.random.Generator,
) -> tuple[str, int] | None:
    """A handler of the leg's stage, of the route where it has one, and when he or she can set out.

    None where nobody is left or free within five days. Nobody who is ever arrested in this run handles again.
    """
    pool = people[(people["stage"] == state["stage"]) & ~people["person_id"].isin(list(arrested))]
    working = pool[~pool["role"].isin(_NOT_HANDLERS)]
    own = working[working["route"] == route["name"]]
    pool = own if len(own) else working if len(working) else pool
    names = pool["person_id"].tolist()
    names = [names[position] for position in rng.permutation(len(names))]
    for later in range(0, 121, 3):
        when = _in_hours(ready + later * _HOUR, state.get("local_hours"), offset)
        for name in names:
            if _can(traveller, name, when, when + length, *way):
                return name, when
    return None


def _in_hours(when: int, hours: Sequence[int] | None, offset: int) -> int:
    """Move an instant to the next one within local hours such as 19 to 3."""
    if hours is None:
        return when
    first, last = hours
    while True:
        hour = (when // _HOUR + offset) % 24
        if (first <= hour or hour < last) if first > last else first <= hour < last:
            return when
        when = (when // _HOUR + 1) * _HOUR + when % 1800


def _stop(chances: Mapping[str, float], rng: np.random.Generator) -> str:
    draw = rng.random()
    for outcome in sorted(chances):
        draw -= chances[outcome]
        if draw < 0:
            return outcome
    return "arrived"


def _checkpoints(route: Mapping[str, Any], begin: str, end: str, places: Map) -> list[tuple[float, str]]:
    """The route's checkpoints that lie on the way, each with the share of the way done there."""
    found = []
    for name in route["checkpoints"]:
        point = places.id(name)
        before, after = places.km(begin, point), places.km(point, end)
        if before + after < 1.35 * places.km(begin, end):
            found.append((before / (before + after), point))
    return sorted(found)
