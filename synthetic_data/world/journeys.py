"""Journeys as state machines read from the scenario: groups move leg by leg, each leg in a handler's care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from synthetic_data.world.crews import PATIENCE_DAYS, Member, crews_of, first_free, fitting, stand_ins
from synthetic_data.world.flights import Flight, Timetable
from synthetic_data.world.mishaps import caught, losses, shift, stop
from synthetic_data.world.movement import Movements, Traveller
from synthetic_data.world.places import Map, named_places
from synthetic_data.world.plan import legs_of
from synthetic_data.world.sailings import Sailings
from synthetic_data.world.trek import Leg, Setting, Trek

_HOUR, _DAY = 3600, 86_400
_MARGIN_DAYS = 10
# Travellers stand at the airport this long before their flight.
_CHECK_IN = 2 * _HOUR
# How often a group that was turned back tries the same leg again.
_TRIES = 3


def run_journeys(setting: Setting, timetable: Timetable, rng: np.random.Generator) -> Movements:
    """Send the migrants on the way in small groups, season by season, and return what happened.

    Outcomes: arrived, detected, abandoned, stranded, turned back, rescued, died, and under way where the window
    closes before the journey is over.
    """
    moves = setting.traveller.moves
    crews = crews_of(setting.people)
    sea = setting.scenario["season"].get("sea", (1.0,) * 12)
    sailings = Sailings(setting.traveller, setting.vessels, setting.month, sea, setting.scenario["journeys"])
    for start, route, group in _departures(setting, rng):
        trek = Trek(shift(setting, route, start, rng), group, [])
        _travel(setting, timetable, sailings, crews, trek, start, rng)
        if trek.legs:
            _record(setting, trek, rng)
    moves.journeys.sort(key=lambda row: (row["started_at"], row["migrant_id"]))
    renumber = {row["journey_id"]: f"J{number:04d}" for number, row in enumerate(moves.journeys, start=1)}
    for row in (*moves.journeys, *moves.legs, *moves.arrests, *moves.deaths):
        row["journey_id"] = renumber[row["journey_id"]]
    moves.legs.sort(key=lambda row: (row["journey_id"], row["leg"]))
    return moves


def _departures(setting: Setting, rng: np.random.Generator) -> list[tuple[int, Mapping[str, Any], list[str]]]:
    """Groups of one route with a day of departure drawn by the season; the last days are left to arrive in.

    In a window shorter than the scenario's own fewer groups leave; the others wait at home.
    """
    people, window = setting.people, setting.window
    own, settings = setting.scenario["window"], setting.scenario["journeys"]
    margin = int(settings.get("margin_days", _MARGIN_DAYS))
    days = max(1, (window[1] - window[0]).days - margin)
    usual = max(1, (own["end"] - own["start"]).days - margin)
    months = [(window[0] + timedelta(days=day)).month - 1 for day in range(days)]
    season = np.array([setting.scenario["season"]["monthly"][month] for month in months])
    low, high = settings["group"]
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
                if rng.random() >= days / usual:
                    continue
                found.append((day * _DAY + int(rng.integers(0, 43_200)), route, sorted(group)))
    return sorted(found, key=lambda one: (one[0], one[2]))


def _travel(
    setting: Setting,
    timetable: Timetable,
    sailings: Sailings,
    crews: Mapping[str, Sequence[Member]],
    trek: Trek,
    start: int,
    rng: np.random.Generator,
) -> None:
    """Take one group from state to state, adding the legs done to the trek, and settle its outcome."""
    settings, route = setting.scenario["journeys"], trek.route
    at = _stations(setting, route, trek.group, start, rng)
    clock = start
    for state in legs_of(setting.scenario, route):
        for attempt in range(_TRIES):
            wait = rng.uniform(*state["rest_h"]) * _HOUR
            obstacle = state.get("obstacle")
            if obstacle and rng.random() < obstacle["chance"]:
                wait += rng.uniform(*obstacle["days"]) * _DAY
            ready = clock + int(wait)
            begin, end = at[state["from"]], at[state["to"]]
            if ready >= setting.closes:
                trek.outcome = "under way"
                return
            found = _leg(setting, timetable, sailings, crews[state["stage"]], trek, state, (begin, end), ready, rng)
            if found is None:
                trek.outcome = "stranded"
                return
            leg, outcome = found
            if leg.departs >= setting.closes:
                trek.outcome = "under way"
                return
            trek.legs.append(leg)
            clock = leg.arrives
            if leg.arrives >= setting.closes:
                trek.outcome = "under way"
                return
            losses(setting, trek, leg, state.get("stop", {}).get("died", 0.0), rng)
            if outcome in ("detected", "rescued") and leg.flight is None:
                caught(setting, trek, leg, rng)
            again = outcome == "turned back" and attempt < _TRIES - 1
            if again and rng.random() < settings.get("try_again", 0.0):
                continue
            if outcome != "arrived":
                trek.outcome = outcome
                return
            break
    trek.outcome = "arrived"


def _leg(
    setting: Setting,
    timetable: Timetable,
    sailings: Sailings,
    crew: Sequence[Member],
    trek: Trek,
    state: Mapping[str, Any],
    way: tuple[str, str],
    ready: int,
    rng: np.random.Generator,
) -> tuple[Leg, str] | None:
    """One leg by sea, by air or by land, with its outcome; None where nobody takes the group on."""
    traveller, route = setting.traveller, trek.route
    settings, number, (begin, end) = setting.scenario["journeys"], len(trek.legs) + 1, way
    mode = state["modes"][int(rng.integers(len(state["modes"])))]
    if mode in traveller.vessels:
        sailing = sailings.board(
            route, state, way, len(trek.group), ready, crew, lambda: stop(state.get("stop", {}), rng), rng
        )
        if sailing is None:
            return None
        leg = Leg(
            number,
            sailing.mode,
            begin,
            sailing.end,
            sailing.departs,
            sailing.arrives,
            sailing.skipper,
            vessel=sailing.vessel,
        )
        return leg, sailing.outcome
    names = fitting(traveller, crew, route.get("crew", route["name"]), state, begin, rng)
    patience = float(state.get("patience_days", PATIENCE_DAYS))
    if mode in settings.get("flights", ()):
        return _seen_off(traveller, timetable, names, state, number, mode, way, ready, patience, rng)
    least = max(traveller.seconds(begin, end, mode), 600)
    length = int(least * np.exp(abs(rng.normal(0, settings["delay_sigma"]))))
    outcome = stop(state.get("stop", {}), rng)
    way_of = (length, begin, end)
    found = first_free(traveller, names, state, ready, way_of, patience)
    if found is None:
        found = first_free(traveller, stand_ins(traveller, crew, names, begin, rng), state, ready, way_of, patience)
    if found is None:
        return None
    handler, departs = found
    plate = setting.vehicles.get(handler, "") if mode in settings["plated"] else ""
    goal = begin if outcome == "turned back" else end
    leg = Leg(number, mode, begin, goal, departs, departs + length, handler, plate)
    _drive(traveller, leg, route if state.get("checkpoints") else None)
    return leg, outcome


def _seen_off(
    traveller: Traveller,
    timetable: Timetable,
    names: Sequence[str],
    state: Mapping[str, Any],
    number: int,
    mode: str,
    way: tuple[str, str],
    ready: int,
    patience: float,
    rng: np.random.Generator,
) -> tuple[Leg, str] | None:
    """A leg on the first scheduled flight to which somebody free can take the group; the handler stays behind."""
    begin, end = way
    flight = timetable.next(begin, end, ready + _CHECK_IN)
    while flight.departs <= ready + _CHECK_IN + (patience + 1) * _DAY:
        found = first_free(traveller, names, {}, flight.departs - _CHECK_IN, (_CHECK_IN, begin, begin), 0)
        if found is not None:
            handler, there = found
            traveller.book(handler, [(there - _HOUR // 2, flight.departs, begin)])
            leg = Leg(number, mode, begin, end, flight.departs, flight.arrives, handler, flight=flight)
            return leg, stop(state.get("stop", {}), rng)
        flight = timetable.next(begin, end, flight.departs + 1)
    return None


def _stations(
    setting: Setting, route: Mapping[str, Any], group: Sequence[str], start: int, rng: np.random.Generator
) -> dict[str, str]:
    """Place ids of the stations that the scenario's legs name; houses that were raided are left out."""
    places, moves = setting.traveller.places, setting.traveller.moves
    at = {name: places.id(place) for name, place in named_places(route).items()}
    at["origin"] = setting.traveller.home[group[0]]
    at["destination"] = places.id(route["destinations"][int(rng.integers(len(route["destinations"])))])
    for station, houses in setting.houses[route.get("crew", route["name"])].items():
        safe = [house for house in houses if house not in moves.burnt or moves.burnt[house][0] > start] or list(houses)
        at[station] = safe[int(rng.integers(len(safe)))]
    return at


def _drive(traveller: Traveller, leg: Leg, route: Mapping[str, Any] | None) -> None:
    """Book the handler's absence, and what the vehicle passes on the way."""
    moves, crossed = traveller.moves, list[tuple[int, int, str]]()
    if leg.plate:
        for share, point in checkpoints(route, leg.begin, leg.end, traveller.places) if route else ():
            when = leg.departs + int((leg.arrives - leg.departs) * share)
            moves.passes.append((when, leg.plate, point, leg.handler))
            crossed.append((when - 120, when + 120, point))
        moves.passes.append((leg.departs + 300, leg.plate, leg.begin, leg.handler))
        moves.passes.append((leg.arrives - 300, leg.plate, leg.end, leg.handler))
    traveller.book(
        leg.handler,
        [(leg.departs - _HOUR // 2, leg.departs, leg.begin), *crossed, (leg.arrives, leg.arrives + _HOUR, leg.end)],
    )


def _record(setting: Setting, trek: Trek, rng: np.random.Generator) -> None:
    """One journey for each migrant of the group, with its legs, and where the migrant was meanwhile."""
    traveller = setting.traveller
    moves, route = traveller.moves, trek.route
    for migrant in trek.group:
        number, death = trek.died.get(migrant, (len(trek.legs), 0))
        legs, outcome = trek.legs[:number], "died" if death else trek.outcome
        last = legs[-1]
        moves.journeys.append(
            {
                "journey_id": migrant,
                "migrant_id": migrant,
                "route": route["name"],
                "started_at": legs[0].departs,
                "ended_at": death or min(last.arrives, setting.closes - 1),
                "outcome": outcome,
                "fee_usd": float(route["fees_usd"][int(rng.integers(len(route["fees_usd"])))]),
            }
        )
        stops = [(legs[0].departs - _HOUR, legs[0].departs, legs[0].begin)]
        stops += [(before.arrives, after.departs, after.begin) for before, after in pairwise(legs)]
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
                    "vessel": leg.vessel,
                }
            )
            if leg.flight is not None:
                moves.flights.append(flown(migrant, leg.flight))
        traveller.book(migrant, [*stops, (last.arrives, last.arrives + _HOUR, last.end)], comes_home=False)
        if death:
            # whoever died on a leg never got to its end
            moves.stays.pop()
            traveller.bury(migrant, death, last.end, migrant)


def flown(person: str, flight: Flight) -> dict[str, Any]:
    """Return one row of the flight list: who was on which flight."""
    return {
        "person_id": person,
        "flight": flight.number,
        "from_place": flight.origin,
        "to_place": flight.goal,
        "departs_at": flight.departs,
        "arrives_at": flight.arrives,
    }


def checkpoints(route: Mapping[str, Any], begin: str, end: str, places: Map) -> list[tuple[float, str]]:
    """Return the route's checkpoints that lie on the way, each with the share of the way done there."""
    found = []
    for name in route["checkpoints"]:
        point = places.id(name)
        before, after = places.km(begin, point), places.km(point, end)
        if before + after < 1.35 * places.km(begin, end):
            found.append((before / (before + after), point))
    return sorted(found)
