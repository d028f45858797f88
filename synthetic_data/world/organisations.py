"""Organisations, fronts and innocent ones, with the premises they use and the people who work in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


def draw_organisations(
    scenario: Mapping[str, Any], routes: Sequence[Mapping[str, Any]], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the organisations with extra columns `town` (where it stands) and `stage` (that a front serves)."""
    rows: list[dict[str, Any]] = []
    for kind in scenario["organisations"]:
        count = int(rng.integers(kind["count"][0], kind["count"][1] + 1))
        fronts = int(rng.integers(kind["fronts"][0], kind["fronts"][1] + 1))
        words = rng.permutation(len(kind["words"]))
        for number in range(count):
            route = routes[int(rng.integers(len(routes)))]
            towns = (
                route["entry"],
                route["border_town"],
                route["destinations"][int(rng.integers(len(route["destinations"])))],
            )
            rows.append(
                {
                    "name": kind["words"][int(words[number])],
                    "kind": kind["kind"],
                    "is_front": number < fronts,
                    "town": towns[int(rng.choice(3, p=[0.5, 0.3, 0.2]))],
                    "stage": kind["stage"],
                }
            )
    table = pd.DataFrame([rows[position] for position in rng.permutation(len(rows))])
    table.insert(0, "organisation_id", [f"O{number:02d}" for number in range(1, len(table) + 1)])
    return table


def draw_memberships(
    scenario: Mapping[str, Any], organisations: pd.DataFrame, people: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return who works where: two or three members behind each front, and innocent staff everywhere."""
    rows: list[tuple[str, str]] = []
    staffed = {one["role"]: one["organisation"] for one in scenario["lookalikes"]}
    for organisation in organisations[organisations["is_front"]].itertuples():
        pool = people[people["stage"] == organisation.stage]["person_id"].tolist()
        size = min(len(pool), int(rng.integers(2, 4)))
        rows += [(organisation.organisation_id, pool[at]) for at in np.sort(rng.permutation(len(pool))[:size])]
    for role, kind in staffed.items():
        offices = organisations[organisations["kind"] == kind]
        for number, person in enumerate(people[people["reason"] == role].itertuples()):
            near = offices[offices["town"] == person.home]
            chosen = (near if len(near) else offices)["organisation_id"].tolist()
            rows.append((chosen[number % len(chosen)], person.person_id))
    plain = people[(people["kind"] == "bystander") & (people["reason"] == "")]["person_id"].tolist()
    for organisation in organisations["organisation_id"]:
        rows += [(organisation, plain[int(at)]) for at in rng.integers(len(plain), size=int(rng.integers(1, 3)))]
    return pd.DataFrame(sorted(set(rows)), columns=["organisation_id", "person_id"])
