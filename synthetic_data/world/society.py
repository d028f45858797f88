"""Who is in a world and who is tied to whom in the network: its people, drawn before anything happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from faker.generator import Generator

from synthetic_data.providers import identities as identity_pool
from synthetic_data.seeds import child_seed, generator
from synthetic_data.world.network import Network, draw_network
from synthetic_data.world.people import build_people
from synthetic_data.world.plan import Plan, draw_plan


@dataclass(frozen=True)
class Society:
    """The people of one world with their brokers marked, the plan they follow, and the network among the members.

    `identities` draws further names, numbers and plates, one generator for each country.
    """

    plan: Plan
    identities: dict[str, Generator]
    people: pd.DataFrame
    network: Network


def draw_society(
    scenario: Mapping[str, Any],
    level: Mapping[str, Any],
    seed: int,
    people: int | None,
    start: date | None = None,
) -> Society:
    """Draw the people and the network of one world; `people` and `start` are the scenario's own where None."""
    pools = {
        code: identity_pool(pack, child_seed(seed, "identities", index))
        for index, (code, pack) in enumerate(sorted(scenario["pack"].items()))
    }
    rng = generator(seed, "world.people")
    plan = draw_plan(scenario, level, people, rng)
    folk = build_people(scenario, plan, pools, start or scenario["window"]["start"], rng)
    network = draw_network(folk, scenario, generator(seed, "world.network"))
    return Society(plan, pools, _mark_brokers(folk, network.brokers), network)


def _mark_brokers(people: pd.DataFrame, brokers: Sequence[str]) -> pd.DataFrame:
    marked = people.assign(is_broker=people["person_id"].isin(brokers))
    return marked.assign(role=marked["role"].mask(marked["is_broker"] & (marked["role"] != "organiser"), "coordinator"))
