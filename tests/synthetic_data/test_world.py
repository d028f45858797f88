"""The hidden world: a segmented network joined by brokers, possible movements, numbers that nobody can hold."""

from __future__ import annotations

import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from synthetic_data.load import load_level, load_pack, load_scenario, names, pack_problems, scenario_problems
from synthetic_data.realism.traffic import off_benford
from synthetic_data.world.build import build_world

SCENARIO = load_scenario("gms-thailand")


@pytest.fixture(scope="module")
def worlds():
    return [build_world(SCENARIO, load_level("practitioner"), seed, people=400) for seed in range(5)]


def network(world):
    links = world.table("links").query("is_criminal")
    return nx.Graph(links[["a", "b"]].itertuples(index=False, name=None))


def test_the_network_is_connected_and_holds_every_member(worlds):
    for world in worlds:
        graph = network(world)
        assert nx.is_connected(graph)
        assert set(graph) == set(world.table("people").query("is_member")["person_id"])


def test_ties_within_a_stage_are_several_times_likelier(worlds):
    ratios = []
    for world in worlds:
        graph = network(world)
        stage = world.table("people").set_index("person_id")["stage"]
        members = list(graph)
        inside = sum(stage[a] == stage[b] for a, b in graph.edges)
        pairs = sum(stage[a] == stage[b] for n, a in enumerate(members) for b in members[n + 1 :])
        others = len(members) * (len(members) - 1) / 2 - pairs
        ratios.append((inside / pairs) / ((graph.number_of_edges() - inside) / others))
    assert 4 <= np.median(ratios) <= 12


def test_the_network_lies_in_the_bands_of_real_ones(worlds):
    for world in worlds:
        graph = network(world)
        degrees = [degree for _, degree in graph.degree]
        assert 0.025 <= nx.density(graph) <= 0.124
        assert 2.5 <= np.mean(degrees) <= 6.4
        assert 2.1 <= nx.average_shortest_path_length(graph) <= 3.7
        assert 0.07 <= nx.transitivity(graph) <= 0.41
        assert 0.07 <= np.mean(np.array(degrees) == 1) <= 0.66


def test_without_its_brokers_the_network_falls_apart(worlds):
    for world in worlds:
        people = world.table("people").set_index("person_id")
        graph = network(world)
        graph.remove_nodes_from(people.index[people["is_broker"]])
        crossing = [pair for pair in graph.edges if people.at[pair[0], "stage"] != people.at[pair[1], "stage"]]
        assert len(crossing) <= 0.2 * graph.number_of_edges()


def test_brokers_stand_high_but_not_only_they(worlds):
    found = []
    for world in worlds:
        graph = network(world)
        between = pd.Series(nx.betweenness_centrality(graph)).sort_values(ascending=False)
        brokers = world.table("people").query("is_broker")["person_id"]
        found.append(np.mean([name in between.index[:12] for name in brokers]))
    assert np.mean(found) >= 0.75


def test_about_15_percent_organise_and_no_stage_is_empty(worlds):
    for world in worlds:
        members = world.table("people").query("is_member")
        assert 0.10 <= (members["role"] == "organiser").mean() <= 0.25
        assert members.groupby("stage").size().min() >= 3
        assert members["stage"].nunique() == len(SCENARIO["network"]["stages"])


def test_nobody_is_in_two_places_at_once(worlds):
    for world in worlds:
        legs = world.table("legs").drop_duplicates(["handler", "started_at", "ended_at"])
        legs = legs.sort_values(["handler", "started_at"])
        following = legs.groupby("handler")["started_at"].shift(-1)
        assert (following.isna() | (following >= legs["ended_at"])).all()


def test_nobody_handles_or_pays_after_an_arrest(worlds):
    for world in worlds:
        arrested = world.table("arrests").set_index("person_id")["arrested_at"]
        for table, person, time in (
            ("legs", "handler", "started_at"),
            ("payments", "payer", "paid_at"),
            ("passes", "driver", "seen_at"),
        ):
            rows = world.table(table)
            until = rows[person].map(arrested)
            assert (until.isna() | (rows[time] <= until)).all(), table


def test_numbers_plates_and_handsets_cannot_be_anybodys(worlds):
    prefixes = {
        code: f"+{pack['phone']['country_code']}{pack['phone']['prefix']}" for code, pack in SCENARIO["pack"].items()
    }
    for world in worlds:
        numbers = world.table("numbers")
        assert numbers["number"].is_unique
        for row in numbers.itertuples():
            assert row.number.startswith(prefixes[row.country])
            assert row.imei.startswith("00")
        assert all(re.fullmatch(r"(0|X|Q)[A-Z][-/]\d{4}", plate) for plate in world.table("vehicles")["plate"])


def test_members_and_bystanders_hold_numbers_in_the_same_way():
    held = []
    for seed in range(20, 26):
        world = build_world(SCENARIO, load_level("practitioner"), seed, people=400)
        member = world.table("people").set_index("person_id")["is_member"]
        numbers = world.table("numbers").drop_duplicates("person_id")
        held.append(numbers.assign(member=numbers["person_id"].map(member), own=numbers["registered_as"] != ""))
    rates = pd.concat(held).groupby("member")["own"].mean()
    assert abs(rates[True] - rates[False]) < 0.08


def test_price_lists_fail_benford_and_family_remittances_pass(worlds):
    fees = [off_benford(world.table("journeys")["fee_usd"]) for world in worlds]
    sent = [off_benford(world.table("payments").query("purpose == 'remittance'")["amount_usd"]) for world in worlds]
    assert np.mean(sent) < 0.05
    assert max(sent) < 0.07
    assert min(fees) > 0.07


@pytest.mark.parametrize("code", names("packs"))
def test_every_pack_is_sound(code):
    assert pack_problems(load_pack(code)) == []


def test_all_problems_of_a_scenario_are_collected():
    broken = {
        **SCENARIO,
        "routes": [{**SCENARIO["routes"][0], "gather": "Sisopon"}],
        "calls": {**SCENARIO["calls"], "source": ""},
    }
    problems = scenario_problems(broken, SCENARIO["pack"])
    assert any("Sisopon" in problem and "Sisophon" in problem for problem in problems)
    assert any("[calls] has no source" in problem for problem in problems)
