"""Who is tied to whom: the variant, the brokers, and ties drawn again until they measure as in real networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from synthetic_data.contract import VARIANTS
from synthetic_data.realism.networks import outside
from synthetic_data.world.variants import Crew, Tie, chain, hub, segmented

__all__ = ["Network", "Tie", "draw_network"]
# A small network varies by chance: so many draws, then the best of them.
_DRAWS = 60


@dataclass(frozen=True)
class Network:
    """One network. `brokers` are those who join stages; `ties` are (a, b, kind, stage), `directs` from a to b."""

    variant: str
    brokers: tuple[str, ...]
    ties: tuple[Tie, ...]


def draw_network(people: pd.DataFrame, scenario: Mapping[str, Any], rng: np.random.Generator) -> Network:
    """Draw the variant by the scenario's weights, then a network of it whose measures lie in the variant's bands.

    `people` has the columns person_id, is_member, stage, role and route. Where no draw lies in every band, the one
    nearest to them is returned.
    """
    weights = scenario["network"].get("variants", {"segmented": 1.0})
    shares = np.array([float(weights.get(name, 0.0)) for name in VARIANTS])
    variant = VARIANTS[int(rng.choice(len(VARIANTS), p=shares / shares.sum()))]
    crew = _crew(people, scenario)
    best: tuple[float, Network] | None = None
    for _ in range(_DRAWS):
        drawn = _draw(variant, crew, scenario["network"], rng)
        graph = nx.Graph((a, b) for a, b, _, _ in drawn.ties)
        # the bands are of connected networks in which nobody stands alone
        alone = sum(len(aides) for aides in crew.aides.values()) + sum(map(len, crew.organisers.values())) - len(graph)
        far = alone + outside(graph, variant) + 10 * (nx.number_connected_components(graph) - 1)
        if best is None or far < best[0]:
            best = (far, drawn)
        if far <= 0:
            break
    assert best is not None
    return best[1]


def _crew(people: pd.DataFrame, scenario: Mapping[str, Any]) -> Crew:
    members = people[people["is_member"]]
    chief = members["role"] == "organiser"
    names = [stage["name"] for stage in scenario["network"]["stages"]]
    return Crew(
        organisers={name: members.loc[(members["stage"] == name) & chief, "person_id"].tolist() for name in names},
        aides={name: members.loc[(members["stage"] == name) & ~chief, "person_id"].tolist() for name in names},
        route=dict(zip(members["person_id"], members["route"], strict=True)),
    )


def _draw(variant: str, crew: Crew, network: Mapping[str, Any], rng: np.random.Generator) -> Network:
    if variant == "hub":
        coordinators: dict[str, list[str]] = {}
        for _ in range(int(rng.integers(1, 3))):
            stage = crew.stages[int(rng.integers(len(crew.stages)))]
            coordinators[_pick(crew, stage, False, coordinators, rng)] = [stage]
        return Network(variant, tuple(coordinators), tuple(hub(crew, list(coordinators), network, rng)))
    if variant == "chain":
        joints: dict[tuple[str, str], tuple[str, str]] = {}
        taken: dict[str, list[str]] = {}
        for near, far in pairwise(crew.stages):
            broker = _pick(crew, near, False, taken, rng)
            taken[broker] = [near, far]
            joints[near, far] = (broker, crew.organisers[far][int(rng.integers(len(crew.organisers[far])))])
        return Network(variant, tuple(taken), tuple(chain(crew, joints, rng)))
    brokers = _choose_brokers(crew, network, rng)
    return Network(variant, tuple(brokers), tuple(segmented(crew, brokers, network, rng)))


def _choose_brokers(crew: Crew, network: Mapping[str, Any], rng: np.random.Generator) -> dict[str, list[str]]:
    """Return broker -> the stages that he or she joins (own stage first), together joining every stage.

    Brokers are aides of their own stage, called coordinators; now and then one is an organiser.
    """
    stages = crew.stages
    count = int(rng.integers(network["brokers"][0], network["brokers"][1] + 1))
    order = [stages[position] for position in rng.permutation(len(stages))]
    covered = [order[0]]
    waiting = order[1:]
    brokers: dict[str, list[str]] = {}
    for number in range(count):
        low, high = network["broker_stages"]
        wanted = int(rng.integers(low, high + 1))
        # the brokers that remain must still be able to reach every stage that waits
        wanted = max(wanted, min(high, len(waiting) - (count - number - 1) * high))
        anchor = covered[int(rng.integers(len(covered)))]
        reached, waiting = waiting[:wanted], waiting[wanted:]
        others = [stage for stage in stages if stage != anchor and stage not in reached]
        extra = rng.permutation(len(others))[: wanted - len(reached)]
        joined = [anchor, *reached, *(others[position] for position in extra)]
        own = joined[int(rng.integers(len(joined)))]
        chosen = _pick(crew, own, number == 0 and bool(rng.random() < 0.35), brokers, rng)
        brokers[chosen] = [own, *(stage for stage in joined if stage != own)]
        covered += [stage for stage in joined if stage not in covered]
    return brokers


def _pick(crew: Crew, stage: str, chief: bool, taken: Mapping[str, Any], rng: np.random.Generator) -> str:
    """Somebody of a stage and rank who is not taken; of the other rank where nobody is left."""
    ranks = (crew.organisers, crew.aides) if chief else (crew.aides, crew.organisers)
    options = [[one for one in rank[stage] if one not in taken] for rank in ranks]
    pool = options[0] or options[1]
    return pool[int(rng.integers(len(pool)))]
