"""The size and shape of one world: its routes, and how many people of each kind it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.errors import ParameterError

SMALLEST, LARGEST = 300, 20_000
# how many migrants one member can move in a season; a larger crowd around them holds more bystanders instead
_MOVED_EACH = 5


@dataclass(frozen=True)
class Plan:
    """What a case is made of. `stages` maps a stage to its number of members; `lookalikes` a role to its number."""

    routes: tuple[dict[str, Any], ...]
    stages: dict[str, int]
    migrants: int
    officials: int
    lookalikes: dict[str, int]
    bystanders: int

    @property
    def members(self) -> int:
        """Number of members of the network."""
        return sum(self.stages.values())


def draw_plan(
    scenario: Mapping[str, Any], level: Mapping[str, Any], people: int | None, rng: np.random.Generator
) -> Plan:
    """Draw the plan of one world.

    `people` overrides the scenario's number of people; ParameterError where it is outside 300 to 20,000.
    The number of members is the level's own, whatever the size of the crowd around them.
    """
    total = scenario["people"]["total"] if people is None else people
    if not SMALLEST <= total <= LARGEST:
        raise ParameterError(f"people is {total}; a case holds {SMALLEST} to {LARGEST:,} people")
    low, high = level["network"]["members"]
    members = int(rng.integers(low, high + 1))
    shares = {stage["name"]: stage["share"] for stage in scenario["network"]["stages"]}
    stages = _apportion(members, shares)
    lookalikes = {
        one["role"]: int(rng.integers(one["count"][0], one["count"][1] + 1)) for one in scenario["lookalikes"]
    }
    migrants = min(round(total * scenario["people"]["migrants"]), _MOVED_EACH * members)
    officials = max(4, round(total * scenario["people"]["officials"]))
    bystanders = total - members - migrants - officials - sum(lookalikes.values())
    return Plan(_routes(scenario, rng), stages, migrants, officials, lookalikes, bystanders)


def legs_of(scenario: Mapping[str, Any], route: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the legs of a route in order: those of its `way`, and those that name no way."""
    way = route.get("way", "")
    return [leg for leg in scenario["journeys"]["legs"] if way in leg.get("ways", (way,))]


def _routes(scenario: Mapping[str, Any], rng: np.random.Generator) -> tuple[dict[str, Any], ...]:
    """One route for each state of origin, drawn by its share; states at random where there are more than routes.

    Where there are fewer, states get a second route that goes another way.
    """
    wanted = scenario["network"]["routes"]
    chosen: list[dict[str, Any]] = []
    for state in sorted({route["state"] for route in scenario["routes"]}):
        chosen.append(_by_share([route for route in scenario["routes"] if route["state"] == state], rng))
    if len(chosen) > wanted:
        kept = np.sort(rng.permutation(len(chosen))[:wanted])
        return tuple(chosen[int(position)] for position in kept)
    while len(chosen) < wanted:
        ways = {(route["state"], route.get("way")) for route in chosen}
        left = [route for route in scenario["routes"] if (route["state"], route.get("way")) not in ways]
        if not left:
            break
        chosen.append(_by_share(left, rng))
    return tuple(chosen)


def _by_share(options: Sequence[dict[str, Any]], rng: np.random.Generator) -> dict[str, Any]:
    shares = np.array([route["share"] for route in options])
    return options[int(rng.choice(len(options), p=shares / shares.sum()))]


def _apportion(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Split a number by shares, largest remainder first, with at least three to each part.

    >>> _apportion(10, {"a": 0.6, "b": 0.4})
    {'a': 6, 'b': 4}
    """
    whole = sum(shares.values())
    exact = {name: total * share / whole for name, share in shares.items()}
    parts = {name: max(3, int(value)) for name, value in exact.items()}
    order = sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))
    position = 0
    while sum(parts.values()) < total:
        parts[order[position % len(order)]] += 1
        position += 1
    while sum(parts.values()) > total:
        largest = max(parts, key=lambda name: (parts[name], name))
        parts[largest] -= 1
    return parts
