"""Build one hidden world, layer by layer, from a scenario, a level and a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.seeds import generator
from synthetic_data.world.adaptation import COLUMNS as ADAPTATION_COLUMNS
from synthetic_data.world.adaptation import takeovers, telephone_changes
from synthetic_data.world.assets import build_assets
from synthetic_data.world.books import Books
from synthetic_data.world.calls import plan_calls
from synthetic_data.world.custody import build_custody, without_telephone
from synthetic_data.world.exploitation import build_exploitation
from synthetic_data.world.flights import COLUMNS as FLIGHT_COLUMNS
from synthetic_data.world.flights import Timetable
from synthetic_data.world.journeys import run_journeys
from synthetic_data.world.meetings import COLUMNS as MEETING_COLUMNS
from synthetic_data.world.meetings import run_meetings
from synthetic_data.world.mishaps import draw_alternates
from synthetic_data.world.model import TABLES, World
from synthetic_data.world.movement import Movements, Traveller
from synthetic_data.world.numbers import build_numbers
from synthetic_data.world.organisations import draw_memberships, draw_organisations
from synthetic_data.world.papers import build_papers
from synthetic_data.world.payments import build_payments
from synthetic_data.world.places import Map, build_cells, build_places, clocks, draw_occupants, houses_of
from synthetic_data.world.presence import Presence
from synthetic_data.world.searches import build_searches
from synthetic_data.world.society import draw_society
from synthetic_data.world.surroundings import build_ordinary_ties
from synthetic_data.world.travels import COLUMNS as TRAVEL_COLUMNS
from synthetic_data.world.travels import TIMES as TRAVEL_TIMES
from synthetic_data.world.travels import run_travels
from synthetic_data.world.trek import Setting
from synthetic_data.world.vehicles import build_vehicles
from synthetic_data.world.vessels import build_vessels, run_trips, tracks

Progress = Callable[[str, float], None]
_DAY = 86_400
# Private premises for each house that is kept for journeys.
_PRIVATE = 2


def build_world(
    scenario: Mapping[str, Any],
    level: Mapping[str, Any],
    seed: int,
    *,
    window: tuple[date, date] | None = None,
    people: int | None = None,
    calls: int | None = None,
    progress: Progress | None = None,
) -> World:
    """Return the hidden world of one case.

    Parameters
    ----------
    scenario, level : parsed files, from `synthetic_data.load`
    seed : master seed
    window : first and last day; the scenario's own where None
    people : number of people; the scenario's own where None
    calls : about how many call records are to come out; as the scenario's own rates make them where None
    progress : called with the name of a layer and the share done
    """
    say = progress or (lambda name, share: None)
    start, end = window or (scenario["window"]["start"], scenario["window"]["end"])
    days = (end - start).days + 1
    say("people", 0.0)
    society = draw_society(scenario, level, seed, people, start)
    plan, pools, folk, network = society.plan, society.identities, society.people, society.network
    criminal = list(network.ties)
    rng = generator(seed, "world.bystanders")
    ordinary = build_ordinary_ties(folk, criminal, scenario, rng)
    organisations = draw_organisations(scenario, plan.routes, rng)
    memberships = draw_memberships(scenario, organisations, folk, rng)
    vehicles = build_vehicles(folk, memberships, criminal + ordinary, pools, rng)
    alternates = draw_alternates(scenario, plan.routes, generator(seed, "world.journeys", 2))
    ways = (*plan.routes, *alternates.values())
    places, organisations, houses = _places(
        scenario, plan.routes, ways, organisations, generator(seed, "world.network", 1)
    )
    say("journeys", 0.2)
    where = Map(places, scenario["journeys"]["detour"], clocks(scenario))
    home = {row.person_id: where.id(row.home) for row in folk.itertuples()}
    fleet = generator(seed, "world.vessels")
    vessels = build_vessels(folk, memberships, plan.routes, pools, scenario, where, fleet)
    traveller, timetable = Traveller(scenario, where, home, Movements()), Timetable(where)
    plates = dict(zip(vehicles["driver"], vehicles["plate"], strict=True))
    boats = dict(zip(vessels["skipper"], vessels["registration"], strict=True))
    setting = Setting(scenario, folk, plan.routes, alternates, houses, plates, boats, traveller, (start, end))
    moves = run_journeys(setting, timetable, generator(seed, "world.journeys"))
    travels = run_travels(folk, plan.routes, plates, traveller, timetable, days, generator(seed, "world.journeys", 1))
    run_trips(vessels, plan.routes, scenario, traveller, days * _DAY, fleet)
    meetings = run_meetings(criminal + ordinary, traveller, days, generator(seed, "world.meetings"))
    links = _links(criminal, ordinary, moves, (start, end), generator(seed, "world.network", 2))
    say("payments", 0.4)
    journeys, legs = pd.DataFrame(moves.journeys), pd.DataFrame(moves.legs)
    arrested = {row["person_id"]: row["arrested_at"] for row in moves.ends}
    held = build_exploitation(folk, journeys, organisations, scenario, generator(seed, "world.exploitation"))
    kinds = dict(zip(places["place_id"], zip(places["country"], places["kind"], strict=True), strict=True))
    books = Books(folk, links, journeys, legs, held, kinds, scenario, days, generator(seed, "world.payments"))
    payments = build_payments(books, home, arrested)
    numbers = build_numbers(folk, criminal, moves.ends, scenario, pools, days, generator(seed, "world.adaptation"))
    say("custody and calls", 0.6)
    changes = [
        *moves.adaptations,
        *telephone_changes(numbers),
        *takeovers(criminal, network.brokers, moves.arrests, generator(seed, "world.adaptation", 1)),
    ]
    folk["home_place_id"] = folk["person_id"].map(home)
    places["occupant"] = draw_occupants(places, folk, organisations, generator(seed, "world.network", 4))
    numbers["first_day"] = [_day(start, second) for second in numbers["first"]]
    numbers["last_day"] = [_day(start, second - 1) for second in numbers["last"]]
    tables = {
        "people": folk,
        "organisations": organisations,
        "memberships": memberships,
        "links": links,
        "places": places,
        "cells": build_cells(places, generator(seed, "world.network", 3)),
        "numbers": numbers,
        "vehicles": vehicles,
        "journeys": _timed(journeys, start, "started_at", "ended_at"),
        "legs": _timed(legs, start, "started_at", "ended_at"),
        "payments": _timed(payments, start, "paid_at"),
        "exploitation": _timed(held, start, "since"),
        "assets": build_assets(folk, payments, (start, end), arrested, generator(seed, "world.payments", 1)),
        "travels": _timed(pd.DataFrame(travels, columns=list(TRAVEL_COLUMNS)), start, *TRAVEL_TIMES),
        "vessels": vessels,
        "tracks": _timed(
            tracks(moves.voyages, scenario.get("sea", {}).get("interval_h", 3), days * _DAY, fleet), start, "seen_at"
        ),
        "flights": _timed(
            pd.DataFrame(moves.flights, columns=list(FLIGHT_COLUMNS)).sort_values(
                ["departs_at", "flight", "person_id"], kind="stable"
            ),
            start,
            "departs_at",
            "arrives_at",
        ),
        "meetings": _timed(pd.DataFrame(meetings, columns=list(MEETING_COLUMNS)), start, "started_at", "ended_at"),
        "adaptation": _timed(
            pd.DataFrame(changes, columns=list(ADAPTATION_COLUMNS)).sort_values(
                ["changed_at", "person_id", "kind"], kind="stable"
            ),
            start,
            "changed_at",
        ),
        "arrests": _timed(
            pd.DataFrame(moves.arrests, columns=["person_id", "arrested_at", "place_id", "journey_id"]),
            start,
            "arrested_at",
        ),
        "passes": _timed(
            _passes(moves, days),
            start,
            "seen_at",
        ),
    }
    tables["papers"] = build_papers(folk, scenario, pools, start, generator(seed, "world.papers"))
    tables["custody"] = build_custody(tables, (start, end), generator(seed, "world.custody"))
    presence = Presence(home, [*moves.stays, *without_telephone(tables["custody"], start, home)])
    offsets = {person: where.offset(place) for person, place in home.items()}
    kept = level["coverage"]["calls"] * (1 + level["noise"]["duplicate"])
    traffic = plan_calls(
        links, journeys, legs, numbers, presence, offsets, scenario, (start, end), seed, wanted=calls, kept=kept
    )
    tables["searches"] = build_searches(
        tables, (start, end), scenario["utc_offset_h"], generator(seed, "world.papers", 1)
    )
    say("world", 1.0)
    return World(
        scenario=dict(scenario),
        level=dict(level),
        seed=seed,
        start=start,
        end=end,
        variant=network.variant,
        tables={name: tables[name][list(columns)].reset_index(drop=True) for name, columns in TABLES.items()},
        traffic=traffic,
    )


def _passes(moves: Movements, days: int) -> pd.DataFrame:
    """What passed a place of interest inside the window."""
    table = pd.DataFrame(sorted(moves.passes), columns=["seen_at", "plate", "place_id", "driver"])
    return table[table["seen_at"] < days * _DAY].drop_duplicates(["seen_at", "plate"])


def _places(
    scenario: Mapping[str, Any],
    routes: Sequence[Mapping[str, Any]],
    ways: Sequence[Mapping[str, Any]],
    organisations: pd.DataFrame,
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, dict[str, list[str]]]]:
    """Places with premises, organisations with their premises, and the houses of each station of each route.

    Twice as many private premises stand in the same towns, so that one without a firm is nothing out of the ordinary.
    """
    kept = houses_of(routes, rng)
    towns = [*organisations["town"], *(town for _, _, town in kept)]
    towns += [towns[int(at)] for at in rng.integers(len(towns), size=_PRIVATE * len(kept))]
    places = build_places(scenario, ways, towns, rng)
    free: dict[str, list[str]] = {}
    for row in places[places["kind"] == "premises"].itertuples():
        free.setdefault(row.town, []).append(row.place_id)
    # in random order, so that the number of a premises says nothing of its use
    dealt = {int(at): free[towns[int(at)]].pop(0) for at in rng.permutation(len(towns))}
    ids = [dealt[at] for at in range(len(towns))]
    placed = organisations.assign(place_id=ids[: len(organisations)])
    houses: dict[str, dict[str, list[str]]] = {route["name"]: {} for route in routes}
    for (route, station, _), place in zip(kept, ids[len(organisations) : len(organisations) + len(kept)], strict=True):
        houses[route].setdefault(station, []).append(place)
    return places, placed, houses


def _links(
    criminal: Sequence[tuple[str, str, str, str]],
    ordinary: Sequence[tuple[str, str, str, str]],
    moves: Movements,
    window: tuple[date, date],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The link table; a tie of an arrested member ends with the arrest."""
    rows = [(*tie, True) for tie in criminal] + [(*tie, False) for tie in ordinary]
    table = pd.DataFrame(rows, columns=["a", "b", "kind", "stage", "is_criminal"])
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "link_id", [f"L{number:05d}" for number in range(1, len(table) + 1)])
    table["since"] = [window[0] - timedelta(days=int(day)) for day in rng.integers(1, 900, len(table))]
    arrested = {row["person_id"]: _day(window[0], row["arrested_at"]) for row in moves.ends}
    table["until"] = [
        min(arrested.get(row.a, window[1]), arrested.get(row.b, window[1]), window[1]) for row in table.itertuples()
    ]
    return table


def _day(start: date, second: int) -> date:
    return start + timedelta(days=int(second // _DAY))


def _timed(table: pd.DataFrame, start: date, *columns: str) -> pd.DataFrame:
    """Turn seconds after the start of the window into instants in UTC."""
    origin = pd.Timestamp(start)
    return table.assign(**{name: origin + pd.to_timedelta(table[name], unit="s") for name in columns})
