"""Ties among members: stages with organisers and aides, joined by a few brokers; no kingpin.

After Campana (2018): ties within a stage are several times likelier than ties across, and members of the same
rank are tied less often. Almost every tie across stages is a broker's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

Tie = tuple[str, str, str, str]


def choose_brokers(people: pd.DataFrame, scenario: Mapping[str, Any], rng: np.random.Generator) -> dict[str, list[str]]:
    """Return broker -> the stages that he or she joins (own stage first), together joining every stage.

    Brokers are aides of their own stage, called coordinators; now and then one is an organiser.
    """
    network = scenario["network"]
    stages = [stage["name"] for stage in network["stages"]]
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
        rank = "organiser" if number == 0 and rng.random() < 0.35 else "aide"
        chosen = _pick(people, own, rank, brokers, rng)
        brokers[chosen] = [own, *(stage for stage in joined if stage != own)]
        covered += [stage for stage in joined if stage not in covered]
    return brokers


def _pick(people: pd.DataFrame, stage: str, rank: str, taken: Mapping[str, Any], rng: np.random.Generator) -> str:
    pool = people[(people["stage"] == stage) & ~people["person_id"].isin(list(taken))]
    fitting = pool[(pool["role"] == "organiser") == (rank == "organiser")]
    options = (fitting if len(fitting) else pool)["person_id"].tolist()
    return str(options[int(rng.integers(len(options)))])


def build_ties(
    people: pd.DataFrame,
    brokers: Mapping[str, list[str]],
    scenario: Mapping[str, Any],
    rng: np.random.Generator,
) -> list[Tie]:
    """Return the ties of the network as (a, b, kind, stage), each pair once; `directs` runs from a to b."""
    network = scenario["network"]
    members = people[people["is_member"]]
    route = dict(zip(members["person_id"], members["route"], strict=True))
    stages = {
        stage["name"]: (
            members.loc[(members["stage"] == stage["name"]) & (members["role"] == "organiser"), "person_id"].tolist(),
            members.loc[(members["stage"] == stage["name"]) & (members["role"] != "organiser"), "person_id"].tolist(),
        )
        for stage in network["stages"]
    }
    ties: dict[tuple[str, str], Tie] = {}

    def tie(a: str, b: str, kind: str, stage: str) -> None:
        pair = (min(a, b), max(a, b))
        if a != b and pair not in ties:
            ties[pair] = (a, b, kind, stage)

    for stage, (organisers, aides) in stages.items():
        for number, aide in enumerate(aides):
            tie(organisers[number % len(organisers)], aide, "directs", stage)
        if len(organisers) > 1 and rng.random() < 1 / 3:
            tie(organisers[0], organisers[1], "works with", stage)
        for position, a in enumerate(aides):
            for b in aides[position + 1 :]:
                likelier = 1.5 if route[a] == route[b] else 0.6
                if rng.random() < network["same_stage"] * likelier:
                    tie(a, b, "works with", stage)
    for broker, joined in brokers.items():
        for stage in joined[1:]:
            organisers, aides = stages[stage]
            kind = "pays" if stage == "finance" else "works with"
            tie(*_ends(broker, _any(organisers, rng), kind), kind, stage)
            for chance in (0.9, 0.7, 0.4):
                if rng.random() < chance:
                    tie(*_ends(broker, _any(aides, rng), kind), kind, stage)
    names = members["person_id"].tolist()
    own = dict(zip(names, members["stage"], strict=True))
    chiefs = {name for organisers, _ in stages.values() for name in organisers}
    aides_only = [name for name in names if name not in brokers and name not in chiefs]
    for position, a in enumerate(aides_only):
        for b in aides_only[position + 1 :]:
            if own[a] != own[b] and rng.random() < network["cross_stage"]:
                tie(a, b, "works with", own[a])
    return list(ties.values())


def _any(options: list[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def _ends(broker: str, other: str, kind: str) -> tuple[str, str]:
    """Money runs from the finance stage to the broker, who pays his contacts' wages on."""
    return (other, broker) if kind == "pays" else (broker, other)
