"""Movement by road, foot, sea and air: possible ways, shared vessels, scheduled flights, meetings, adaptation."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from synthetic_data import check, generate
from synthetic_data.contract import OUTCOMES, journey_problems
from synthetic_data.load import load_level, load_scenario
from synthetic_data.world.build import build_world
from synthetic_data.world.crews import in_hours
from synthetic_data.world.flights import Timetable
from synthetic_data.world.places import Map, great_circle
from synthetic_data.world.plan import legs_of
from synthetic_data.world.vessels import positions

SEA, AIR = "south-asia-oceania-canada", "china-viet-nam-eu-us"


@pytest.fixture(scope="module")
def worlds():
    level = load_level("practitioner")
    return [build_world(load_scenario(name), level, seed) for name in (SEA, AIR) for seed in (1, 2)]


def hours(values):
    return values.dt.total_seconds() / 3600


def place_points(world):
    return {row.place_id: (row.latitude, row.longitude) for row in world.table("places").itertuples()}


def test_legs_follow_the_way_of_their_route(worlds):
    for world in worlds:
        routes = {route["name"]: route for route in world.scenario["routes"]}
        legs = dict(list(world.table("legs").groupby("journey_id")))
        for journey in world.table("journeys").itertuples():
            done = legs[journey.journey_id]
            allowed = [mode for leg in legs_of(world.scenario, routes[journey.route]) for mode in leg["modes"]]
            assert set(done["mode"]) <= set(allowed)
            assert (done["from_place"].iloc[1:].to_numpy() == done["to_place"].iloc[:-1].to_numpy()).all()
            assert (done["started_at"].iloc[1:].to_numpy() >= done["ended_at"].iloc[:-1].to_numpy()).all()


def test_every_outcome_is_of_the_contract_and_most_are_met(worlds):
    met = set().union(*(set(world.table("journeys")["outcome"]) for world in worlds))
    assert met <= {*OUTCOMES, "arrived", "under way"}
    assert {"arrived", "detected", "turned back"} <= met


def test_who_dies_on_the_way_is_heard_of_no_more(worlds):
    found = 0
    for world in worlds:
        dead = world.table("journeys").query("outcome == 'died'").set_index("migrant_id")["ended_at"]
        found += len(dead)
        if dead.empty:
            continue
        numbers = world.table("numbers")
        until = numbers["person_id"].map(dead)
        assert (until.isna() | (pd.to_datetime(numbers["last_day"]) <= until)).all()
        flights = world.table("flights")
        assert not (flights["departs_at"] > flights["person_id"].map(dead)).any()
    assert found


def test_a_vessel_takes_several_groups_up_to_its_capacity(worlds):
    shared = 0
    for world in worlds[:2]:
        most = max(high for _, high in world.scenario["journeys"]["capacity"].values())
        legs = world.table("legs").query("vessel != ''")
        assert len(legs)
        sailings = legs.groupby(["vessel", "started_at"])
        assert sailings["handler"].nunique().max() == 1
        assert sailings.size().max() <= most
        shared += (sailings.size() > world.scenario["journeys"]["group"][1]).sum()
        skippers = world.table("vessels").set_index("registration")["skipper"]
        assert (legs["vessel"].map(skippers) == legs["handler"]).all()
    assert shared


def test_nobody_sails_when_the_season_is_closed(worlds):
    closed = [month for month, weight in enumerate(worlds[0].scenario["season"]["sea"], start=1) if not weight]
    for world in worlds[:2]:
        legs = world.table("legs").query("vessel != ''")
        # a skipper who is not free on the day may leave some days later
        assert (legs["started_at"].dt.month.isin(closed)).mean() < 0.1


def test_sea_legs_last_about_as_long_as_reported():
    world = build_world(load_scenario(SEA), load_level("practitioner"), 5)
    legs = pd.concat([world.table("legs").query("vessel != ''")])
    legs = legs[legs["from_place"] != legs["to_place"]]
    days = hours(legs["ended_at"] - legs["started_at"]) / 24
    assert days.min() > 1
    assert days.max() < 60


def test_vessels_are_never_faster_than_small_vessels_go(worlds):
    for world in worlds[:2]:
        tracks = world.table("tracks").sort_values(["registration", "seen_at"])
        for _, one in tracks.groupby("registration"):
            spots = one[["latitude", "longitude"]].to_numpy()
            km = np.array([great_circle(tuple(a), tuple(b)) for a, b in pairwise(spots)])
            assert (km <= 60 * hours(one["seen_at"].diff()).to_numpy()[1:] + 5).all()


def test_a_track_does_not_tell_whose_boat_it_is(worlds):
    for world in worlds[:2]:
        member = world.table("people").set_index("person_id")["is_member"]
        vessels = world.table("vessels")
        owners = vessels[vessels["skipper"] != ""]
        is_member = owners["skipper"].map(member).astype(bool)
        assert is_member.any()
        assert (~is_member).sum() > 2 * is_member.sum()
        seen = set(world.table("tracks")["registration"])
        innocent = owners.loc[~is_member, "registration"]
        assert innocent.isin(list(seen)).mean() > 0.9


def test_everybody_flies_by_one_timetable_and_migrants_are_not_alone(worlds):
    for world in worlds:
        flights = world.table("flights")
        kinds = world.table("people").set_index("person_id")["kind"]
        assert {"migrant", "bystander"} <= set(flights["person_id"].map(kinds))
        assert flights["flight"].str.fullmatch(r"ZQ\d{5,}").all()
        at = place_points(world)
        for row in flights.drop_duplicates(["from_place", "to_place"]).itertuples():
            km = great_circle(at[row.from_place], at[row.to_place])
            assert km / 1000 <= (row.arrives_at - row.departs_at).total_seconds() / 3600 <= km / 600 + 1
        same = flights.groupby(["from_place", "to_place"])["departs_at"].agg(lambda times: (times.dt.minute).nunique())
        assert same.max() == 1


def test_nobody_is_at_two_places_at_once(worlds):
    """Legs of handlers, flights, trips and meetings of one person never overlap."""
    for world in worlds:
        meetings = world.table("meetings")
        spans = [meetings.rename(columns={end: "person"})[["person", "started_at", "ended_at"]] for end in ("a", "b")]
        travels = world.table("travels").rename(columns={"person_id": "person"})
        spans.append(travels[["person", "started_at", "ended_at"]])
        driven = world.table("legs").query("mode != 'plane'").drop_duplicates(["handler", "started_at"])
        spans.append(driven.rename(columns={"handler": "person"})[["person", "started_at", "ended_at"]])
        table = pd.concat(spans).drop_duplicates().sort_values(["person", "started_at"])
        following = table.groupby("person")["started_at"].shift(-1)
        assert (following.isna() | (following >= table["ended_at"])).all()


def test_members_and_others_meet_in_proportion_to_their_ties(worlds):
    member, other = [], []
    for world in worlds:
        links, meetings = world.table("links"), world.table("meetings")
        home = world.table("people").set_index("person_id")["home_place_id"]
        met = set(zip(meetings["a"], meetings["b"], strict=True))
        near = links[links["a"].map(home) == links["b"].map(home)]
        share = [(a, b) in met for a, b in zip(near["a"], near["b"], strict=True)]
        member += [one for one, criminal in zip(share, near["is_criminal"], strict=True) if criminal]
        other += [one for one, criminal in zip(share, near["is_criminal"], strict=True) if not criminal]
    assert 0.5 < np.mean(member) / np.mean(other) < 1.5


def test_groups_change_route_after_an_arrest_alone(worlds):
    for world in worlds:
        changes = world.table("adaptation").query("kind == 'route'")
        arrested = world.table("arrests").set_index("person_id")["arrested_at"]
        assert (changes["changed_at"] > changes["because"].map(arrested)).all()


def test_hours_are_local_and_wrap_past_midnight():
    assert in_hours(0, None, 5.5) == 0
    for offset in (-6.0, 4.5, 7.0):
        for when in range(0, 86_400, 5_000):
            hour = (in_hours(when, (19, 3), offset) / 3600 + offset) % 24
            assert hour >= 19 or hour < 3


def test_positions_cross_the_date_line_by_the_short_way():
    latitude, longitude = positions([(40.0, 170.0), (40.0, -170.0)], np.linspace(0, 1, 11))
    assert (np.abs(longitude) >= 170 - 1e-6).all()
    assert latitude.max() > 40


def test_the_timetable_answers_from_the_next_departure_on():
    table = pd.DataFrame(
        {
            "place_id": ["A", "B"],
            "name": ["a", "b"],
            "town": ["a", "b"],
            "country": "TH",
            "kind": "airport",
            "latitude": [13.0, 20.0],
            "longitude": [100.0, 110.0],
        }
    )
    timetable = Timetable(Map(table, 1.3))
    flight = timetable.next("A", "B", 100_000)
    assert 100_000 <= flight.departs <= 100_000 + 43_200
    assert timetable.next("A", "B", flight.departs) == flight
    assert timetable.next("A", "B", flight.departs + 1).departs == flight.departs + 43_200


def broken(name, **changes):
    plot = load_scenario(name)
    tables = {table: {**plot[table], **change} for table, change in changes.items()}
    return journey_problems({**plot, **tables}, plot["pack"])


@pytest.mark.parametrize("name", [SEA, AIR, "gms-thailand"])
def test_shipped_scenarios_keep_the_contract(name):
    plot = load_scenario(name)
    assert journey_problems(plot, plot["pack"]) == []


def test_each_fault_of_a_scenario_is_one_clear_line():
    plot = load_scenario(SEA)
    legs, routes = plot["journeys"]["legs"], plot["routes"]

    def line(words, **changes):
        found = [one for one in broken(SEA, **changes) if all(word in one for word in words)]
        assert found, words

    speeds = {mode: speed for mode, speed in plot["journeys"]["speed_kmh"].items() if mode != "boat"}
    line(("boat", "no speed"), journeys={"speed_kmh": speeds})
    line(("boat", "no capacity"), journeys={"capacity": {}})
    line(("stop", "1.4", "0 to 1"), journeys={"legs": [{**legs[0], "stop": {"detected": 1.4}}, *legs[1:]]})
    line(("unknown outcome", "lost"), journeys={"legs": [{**legs[0], "stop": {"lost": 0.1}}, *legs[1:]]})
    line(("unknown station", "harbour"), journeys={"legs": [*legs[:-1], {**legs[-1], "to": "harbour"}]})
    line(("no leg leaves",), journeys={"legs": [legs[0], *legs[2:]]})
    line(("unknown role", "captain"), journeys={"legs": [{**legs[0], "roles": ["captain"]}, *legs[1:]]})
    line(("twelve numbers",), season={"sea": [1.0, 2.0]})
    moved = {**plot, "routes": [{**routes[0], "cross": "rail"}, *routes[1:]]}
    assert any("unknown cross 'rail'" in one for one in journey_problems(moved, plot["pack"]))
    lost = {**plot, "routes": [{**routes[0], "stations": {**routes[0]["stations"], "landfall": "Nowhere"}}]}
    assert any("unknown place 'Nowhere'" in one for one in journey_problems(lost, plot["pack"]))


@pytest.mark.parametrize("name", [SEA, AIR])
def test_a_long_range_case_passes_every_gate(name):
    gates = check(*generate(name, seed=31, people=400))
    assert gates[~gates["passed"]].to_dict("records") == []
