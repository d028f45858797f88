"""Ties of the innocent majority: families, friends, clients, and shops and taxis that everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.world.variants import Tie


def build_ordinary_ties(
    people: pd.DataFrame, taken: list[Tie], scenario: Mapping[str, Any], rng: np.random.Generator
) -> list[Tie]:
    """Return ordinary ties as (a, b, kind, ""), each pair once and none that the network has already.

    `client`: a recruiter and a migrant who pays. `serves`: a shop, taxi or helper and whoever uses it.
    """
    pairs = {(min(a, b), max(a, b)) for a, b, _, _ in taken}
    ties: list[Tie] = []

    def tie(a: str, b: str, kind: str) -> None:
        pair = (min(a, b), max(a, b))
        if a != b and pair not in pairs:
            pairs.add(pair)
            ties.append((a, b, kind, ""))

    _families(people, tie)
    _clients(people, tie, rng)
    _served(people, scenario, tie, rng)
    _friends(people, scenario["bystanders"]["friends"], tie, rng)
    return ties


def _families(people: pd.DataFrame, tie: Any) -> None:
    for person in people[people["relative_of"] != ""].itertuples():
        tie(person.relative_of, person.person_id, "family")


def _clients(people: pd.DataFrame, tie: Any, rng: np.random.Generator) -> None:
    """Each migrant deals with one recruiter of the route; one in a dual role with a guide besides."""
    migrants = people[people["kind"] == "migrant"]
    members = people[people["stage"] != ""]
    routes = sorted(set(migrants["route"]))
    recruiters = {route: _partners(members, "recruitment", "recruiter", route) for route in routes}
    guides = {route: _partners(members, "crossing", "guide", route) for route in routes}
    for migrant in migrants.itertuples():
        options = recruiters[migrant.route]
        tie(options[int(rng.integers(len(options)))], migrant.person_id, "client")
        if migrant.dual_role:
            options = guides[migrant.route]
            tie(options[int(rng.integers(len(options)))], migrant.person_id, "serves")


def _partners(people: pd.DataFrame, stage: str, role: str, route: str) -> list[str]:
    """Members of that stage and role, of the route where it has some; of the stage where nobody has the role."""
    pool = people[people["stage"] == stage]
    pool = pool[pool["role"] == role] if (pool["role"] == role).any() else pool
    pool = pool if len(pool) else people[people["stage"] == stage]
    own = pool["person_id"][pool["route"] == route].tolist()
    return [str(name) for name in own or pool["person_id"].tolist()]


def _served(people: pd.DataFrame, scenario: Mapping[str, Any], tie: Any, rng: np.random.Generator) -> None:
    """Shops and drivers serve mostly their own town and country, members among the rest."""
    for kind in scenario["lookalikes"]:
        for keeper in people[people["reason"] == kind["role"]].itertuples():
            near = np.where(people["home"] == keeper.home, 6.0, np.where(people["country"] == keeper.country, 1.5, 0.5))
            member = people["is_member"].to_numpy()
            for among, (low, high) in ((member, kind["members"]), (~member, kind["contacts"])):
                weights = near * among * (people["person_id"] != keeper.person_id).to_numpy()
                size = min(int(rng.integers(low, high + 1)), int((weights > 0).sum()))
                drawn = rng.choice(len(people), size=size, replace=False, p=weights / weights.sum())
                for position in np.sort(drawn):
                    tie(keeper.person_id, people["person_id"].iloc[position], kind["kind"])


def _friends(people: pd.DataFrame, mean: float, tie: Any, rng: np.random.Generator) -> None:
    """Friends live mostly in one's own town or country; two members are never friends besides."""
    ids = people["person_id"].to_numpy()
    member = people["is_member"].to_numpy()
    home, country = people["home"].to_numpy(), people["country"].to_numpy()
    groups = {name: np.flatnonzero(home == name) for name in sorted(set(home))}
    states = {name: np.flatnonzero(country == name) for name in sorted(set(country))}
    everybody = np.arange(len(ids))
    for position in range(len(ids)):
        for _ in range(int(rng.poisson(mean / 2))):
            draw = rng.random()
            if draw < 0.55:
                pool = groups[home[position]]
            elif draw < 0.9:
                pool = states[country[position]]
            else:
                pool = everybody
            other = int(pool[int(rng.integers(len(pool)))])
            if not (member[position] and member[other]):
                tie(ids[position], ids[other], "friend")
