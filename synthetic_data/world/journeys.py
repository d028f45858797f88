"""Journeys as state machines read from the scenario: groups move leg by leg, each leg in a handler's care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.movement import Movements, Traveller
from synthetic_data.world.places import Map

_HOUR = 3600
_MARGIN_DAYS = 10
_USUAL_DAYS = 182
_NOT_HANDLERS = ("organiser", "coordinator", "lookout")
_WITH_PLATE = ("pickup", "van", "minibus")


@dataclass(frozen=True)
class Setting:
    """What journeys run on: `safe_houses` maps a route to the premises used on it, `vehicles` a driver to a plate."""

    scenario: Mapping[str, Any]
    people: pd.DataFrame
    routes: Sequence[Mapping[str, Any]]
    safe_houses: Mapping[str, Sequence[str]]
    vehicles: Mapping[str, str]
    traveller: Traveller
    window: tuple[date, date]

    @property
    def crews(self) -> dict[str, list[tuple[str, str, str]]]:
        """The members of each stage as (person_id, role, route), among whom handlers are found."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in self.people[self.people["is_member"]].itertuples():
            found.setdefault(row.stage, []).append((row.person_id, row.role, row.route))
        return found


@dataclass(frozen=True)
class Leg:
    """One leg as it was done; times in seconds after the start of the window."""

    number: int
    mode: str
    begin: str
    end: str
    departs: int
    arrives: int
    handler: str
    plate: str


def run_journeys(setting: Setting, rng: np.random.Generator) -> Movements:
    """Send the migrants on the way in small groups, season by season, and return what happened."""
    moves = setting.traveller.moves
    crews = setting.crews
    for start, route, group in _departures(setting, rng):
        legs, outcome = _travel(setting, crews, route, group, start, rng)
        if legs:
            _record(setting, route, group, legs, outcome, rng)
    moves.journeys.sort(key=lambda row: (row["started_at"], row["migrant_id"]))
    renumber = {row["journey_id"]: f"J{number:04d}" for number, row in enumerate(moves.journeys, start=1)}
    for row in (*moves.journeys, *moves.legs, *moves.arrests):
        row["journey_id"] = renumber[row["journey_id"]]
    moves.legs.sort(key=lambda row: (row["journey_id"], row["leg"]))
    return moves


def _departures(setting: Setting, rng: np.random.Generator) -> list[tuple[int, Mapping[str, Any], list[str]]]:
    """Groups of one route with a day of departure drawn by the season; the last days are left to arrive in.

    In a window shorter than half a year fewer groups leave; the others wait at home.
    """
    people, window = setting.people, setting.window
    days = max(1, (window[1] - window[0]).days - _MARGIN_DAYS)
    months = [(window[0].month - 1 + int((window[0].day - 1 + day) // 30.5)) % 12 for day in range(days)]
    season = np.array([setting.scenario["season"]["monthly"][month] for month in months])
    low, high = setting.scenario["journeys"]["group"]
    found = []
    for route in setting.routes:
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


def _travel(
    setting: Setting,
    crews: Mapping[str, Sequence[tuple[str, str, str]]],
    route: Mapping[str, Any],
    group: Sequence[str],
    start: int,
    rng: np.random.Generator,
) -> tuple[list[Leg], str]:
    """Take one group from state to state; returns the legs done and the outcome."""
    traveller, vehicles = setting.traveller, setting.vehicles
    settings = setting.scenario["journeys"]
    at = _stations(setting, route, group, rng)
    clock, legs = start, list[Leg]()
    for number, state in enumerate(settings["legs"], start=1):
        begin, end = at[state["from"]], at[state["to"]]
        mode = state["modes"][int(rng.integers(len(state["modes"])))]
        ready = clock + int(rng.uniform(*state["rest_h"]) * _HOUR)
        least = max(traveller.seconds(begin, end, mode), 600)
        length = int(least * np.exp(abs(rng.normal(0, settings["delay_sigma"]))))
        found = _handler(setting, crews[state["stage"]], route, state, ready, length, (begin, end), rng)
        if found is None:
            return legs, "stranded"
        handler, departs = found
        leg = Leg(
            number,
            mode,
            begin,
            end,
            departs,
            departs + length,
            handler,
            vehicles.get(handler, "") if mode in _WITH_PLATE else "",
        )
        legs.append(leg)
        clock = leg.arrives
        outcome = _stop(state["stop"], rng)
        _drive(traveller, leg, route if state.get("checkpoints") else None)
        if outcome == "detected" and rng.random() < settings["arrest_when_detected"]:
            traveller.arrest(handler, leg.arrives, end, group[0])
        if outcome != "arrived":
            return legs, outcome
    return legs, "arrived"


def _stations(
    setting: Setting, route: Mapping[str, Any], group: Sequence[str], rng: np.random.Generator
) -> dict[str, str]:
    """Place ids of the stations that the scenario's legs name."""
    places, houses = setting.traveller.places, setting.safe_houses[route["name"]]
    return {
        "origin": setting.traveller.home[group[0]],
        "safe_house": houses[int(rng.integers(len(houses)))],
        "destination": places.id(route["destinations"][int(rng.integers(len(route["destinations"])))]),
        **{name: places.id(route[name]) for name in ("gather", "border_town", "landing", "entry")},
    }


def _drive(traveller: Traveller, leg: Leg, route: Mapping[str, Any] | None) -> None:
    """Book the handler's absence, and what the vehicle passes on the way."""
    moves, crossed = traveller.moves, list[tuple[int, int, str]]()
    if leg.plate:
        for share, point in _checkpoints(route, leg.begin, leg.end, traveller.places) if route else ():
            when = leg.departs + int((leg.arrives - leg.departs) * share)
            moves.passes.append((when, leg.plate, point, leg.handler))
            crossed.append((when - 120, when + 120, point))
        moves.passes.append((leg.departs + 300, leg.plate, leg.begin, leg.handler))
        moves.passes.append((leg.arrives - 300, leg.plate, leg.end, leg.handler))
    traveller.book(
        leg.handler,
        [(leg.departs - _HOUR // 2, leg.departs, leg.begin), *crossed, (leg.arrives, leg.arrives + _HOUR, leg.end)],
    )


def _record(
    setting: Setting,
    route: Mapping[str, Any],
    group: Sequence[str],
    legs: Sequence[Leg],
    outcome: str,
    rng: np.random.Generator,
) -> None:
    """One journey for each migrant of the group, with its legs, and where the migrant was meanwhile."""
    moves, last = setting.traveller.moves, legs[-1]
    stops = [(legs[0].departs - _HOUR, legs[0].departs, legs[0].begin)]
    stops += [(before.arrives, after.departs, after.begin) for before, after in pairwise(legs)]
    stops.append((last.arrives, last.arrives + _HOUR, last.end))
    for migrant in group:
        moves.journeys.append(
            {
                "journey_id": migrant,
                "migrant_id": migrant,
                "route": route["name"],
                "started_at": legs[0].departs,
                "ended_at": last.arrives,
                "outcome": outcome,
                "fee_usd": float(route["fees_usd"][int(rng.integers(len(route["fees_usd"])))]),
            }
        )
        for leg in legs:
            moves.legs.append(
                {
                    "journey_id": migrant,
                    "leg": leg.number,
                    "mode": leg.mode,
                    "from_place": leg.begin,
                    "to_place": leg.end,
                    "started_at": leg.departs,
                    "ended_at": leg.arrives,
                    "handler": leg.handler,
                    "plate": leg.plate,
                }
            )
        setting.traveller.book(migrant, stops, comes_home=False)


def _can(traveller: Traveller, handler: str, departs: int, arrives: int, begin: str, end: str) -> bool:
    leaves = traveller.away(handler, departs, begin)
    back = arrives + _HOUR + traveller.seconds(end, traveller.home[handler], "van")
    return traveller.moves.free(handler, leaves, back)


def _handler(
    setting: Setting,
    crew: Sequence[tuple[str, str, str]],
    route: Mapping[str, Any],
    state: Mapping[str, Any],
    ready: int,
    length: int,
    way: tuple[str, str],
    rng: np.random.Generator,
) -> tuple[str, int] | None:
    """A handler of the leg's stage, of the route where it has one, and when he or she can set out.

    None where nobody is left or free within five days. Nobody who is ever arrested handles again.
    """
    arrested = {row["person_id"] for row in setting.traveller.moves.arrests}
    left = [member for member in crew if member[0] not in arrested]
    working = [member for member in left if member[1] not in _NOT_HANDLERS]
    own = [member for member in working if member[2] == route["name"]]
    names = [person for person, _, _ in own or working or left]
    names = [names[position] for position in rng.permutation(len(names))]
    for later in range(0, 121, 3):
        when = _in_hours(ready + later * _HOUR, state.get("local_hours"), setting.scenario["utc_offset_h"])
        for name in names:
            if _can(setting.traveller, name, when, when + length, *way):
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
