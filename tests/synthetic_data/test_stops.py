"""The stops of every route of every operational scenario: known places, from home to the end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from synthetic_data.geography import fictional
from synthetic_data.load import load_scenario, names
from synthetic_data.stops import positions, stops

OPERATIONAL = [name for name in names("scenarios") if load_scenario(name).get("kind") != "strategic"]


@pytest.mark.parametrize("name", OPERATIONAL)
@pytest.mark.parametrize("real", [True, False])
def test_every_stop_is_a_place_on_the_map(name: str, real: bool) -> None:
    plot = load_scenario(name) if real else fictional(load_scenario(name), 5)
    known = set(positions(plot)["name"])
    for route in plot["routes"]:
        way = stops(plot, route["name"])
        assert set(way) <= known
        assert way[0] == route["origins"][0]
        assert len(way) >= 3
        assert all(a != b for a, b in pairwise(way))
