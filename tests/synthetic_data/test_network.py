"""Networks in three shapes: each lies where real ones of its kind lie, and only the hub has somebody in the middle."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from synthetic_data.load import load_level, load_scenario
from synthetic_data.realism.networks import BANDS, network_measures, outside
from synthetic_data.realism.report import markdown, networks, summary
from synthetic_data.realism.traffic import jump_exponent, weibull_share
from synthetic_data.world.network import draw_network
from synthetic_data.world.society import draw_society

SEEDS = 6


@pytest.fixture(scope="module")
def measured():
    return {variant: networks("gms-thailand", "practitioner", SEEDS, variant) for variant in BANDS}


@pytest.mark.parametrize("variant", list(BANDS))
def test_every_variant_lies_in_its_bands(measured, variant):
    for name, band in BANDS[variant].items():
        low, high = band.spread()
        assert measured[variant][name].between(low, high).all(), name


def test_no_segmented_network_has_a_kingpin_and_a_hub_is_more_centralised(measured):
    segmented, hub, chain = (measured[name] for name in ("segmented", "hub", "chain"))
    assert segmented["second degree over first"].mean() > 0.6
    assert hub["degree centralisation"].mean() > segmented["degree centralisation"].mean() + 0.1
    assert chain["average path"].mean() > segmented["average path"].mean() + 1.5


def test_the_weights_of_a_scenario_draw_its_variants():
    scenario = load_scenario("gms-thailand-labour")
    assert set(scenario["network"]["variants"]) == set(BANDS)
    people = draw_society(scenario, load_level("foundation"), 1, 300).people
    drawn = {draw_network(people, scenario, np.random.default_rng(seed)).variant for seed in range(25)}
    assert drawn == set(BANDS)


def test_the_same_seed_draws_the_same_network():
    scenario, level = load_scenario("gms-thailand"), load_level("practitioner")
    first, again = (draw_society(scenario, level, 5, 300) for _ in range(2))
    assert first.network == again.network
    assert set(first.network.brokers) == set(first.people.query("is_broker")["person_id"])


def test_measures_outside_a_band_are_counted_in_its_widths():
    star = nx.star_graph(30)
    assert network_measures(star)["degree-1 share"] == pytest.approx(30 / 31)
    # one person holds every tie: out of the bands by centralisation, path and diameter at least
    assert outside(star, "segmented") > 1


def test_a_report_says_the_share_of_seeds_inside():
    rows = summary(pd.DataFrame({"density": [0.05, 0.5]}), "segmented")
    assert rows.loc[0, "inside"] == "50%"
    assert markdown(rows).startswith("| measure | real |")


def test_bursts_fit_a_weibull_of_shape_below_one_and_a_clock_does_not():
    rng = np.random.default_rng(3)

    def calls(gaps):
        return pd.DataFrame(
            {
                "caller": "+1",
                "callee": "+2",
                "started_at": pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(np.cumsum(gaps), unit="s"),
            }
        )

    assert weibull_share(calls(3600 * rng.weibull(0.5, 400))) == 1.0
    assert weibull_share(calls(rng.uniform(3500, 3700, 400))) == 0.0


def test_the_exponent_of_jumps_is_recovered_from_jumps_of_a_known_one():
    rng = np.random.default_rng(4)
    jumps = 5 * (1 - rng.random(4000)) ** (-1 / 1.2)
    jumps = jumps[jumps < 2000]
    # there and back again along the equator, so that every other place is the same
    east = np.zeros(2 * len(jumps))
    east[1::2] = jumps / 111.195
    cells = pd.DataFrame({"cell_id": np.arange(len(east)), "latitude": 0.0, "longitude": east})
    calls = pd.DataFrame(
        {
            "caller": "+1",
            "cell_id": np.arange(len(east)),
            "started_at": pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(np.arange(len(east)), unit="h"),
        }
    )
    assert jump_exponent(calls, cells) == pytest.approx(2.2, abs=0.1)
