"""Nominal index: whom the file knows by name, numbered at random so that a number says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.noise.names import Scribe
from synthetic_data.providers import identities
from synthetic_data.seeds import child_seed, generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


@dataclass(frozen=True)
class Index:
    """The index, who is behind each number, and the other names that it holds as (person, alias, kind)."""

    observed: Observed
    numbers: dict[str, str]
    aliases: list[tuple[str, str, str]]


def observe(world: World, scribe: Scribe) -> Index:
    """Return the nominal index: most members, the look-alikes, others whom police have met, and organisations."""
    rng = generator(world.seed, "sensors.nominals")
    people = world.table("people").set_index("person_id", drop=False)
    persons = _members(world, rng) + _others(world, rng)
    organisations = world.table("organisations")
    everybody = [*sorted(persons), *organisations["organisation_id"]]
    order = rng.permutation(len(everybody))
    width = max(3, len(str(len(everybody))))
    numbers = {everybody[at]: f"N{n:0{width}d}" for n, at in enumerate(order, start=1)}
    pools = {
        code: identities(pack, child_seed(world.seed, "identities", 10 + at))
        for at, (code, pack) in enumerate(sorted(world.scenario["pack"].items()))
    }
    noise = generator(world.seed, "noise.names", 10)
    titles = dict(zip(organisations["organisation_id"], organisations["name"], strict=True))
    rows: list[tuple[str, ...]] = []
    aliases: list[tuple[str, str, str]] = []
    operations: list[tuple[str, int, str]] = []
    for key in sorted(numbers, key=numbers.__getitem__):
        row = len(rows)
        if key in titles:
            rows.append((numbers[key], "organisation", titles[key], "", key))
            continue
        name, kind = scribe.write(key, noise)
        if kind:
            operations.append((f"name {kind}", row, f"name: {scribe.name(key)} written {name}"))
            aliases.append((key, name, kind))
        known = _also_known(world, str(people.at[key, "country"]), key, name, scribe, pools, noise)
        aliases += [(key, alias, kind) for alias, kind in known]
        rows.append((numbers[key], "person", name, "; ".join(alias for alias, _ in known), key))
    table = pd.DataFrame(rows, columns=["nominal_id", "kind", "name", "also_known_as", "_key"])
    return Index(Observed("nominals", table, operations), numbers, aliases)


def _also_known(
    world: World,
    country: str,
    person: str,
    name: str,
    scribe: Scribe,
    pools: dict[str, Generator],
    rng: np.random.Generator,
) -> list[tuple[str, str]]:
    """Other names on file: at the level's rate a spelling, and for one in four a nickname."""
    known: list[tuple[str, str]] = []
    other, kind = scribe.write(person, rng)
    if other != name:
        known.append((other, kind or "true name"))
    if rng.random() < 0.25:
        known.append((pools[country].nickname(), "nickname"))
    return known


def _members(world: World, rng: np.random.Generator) -> list[str]:
    """Organisers and brokers have come to notice; of the others the level's share."""
    members = world.table("people").query("is_member")
    share = world.level["coverage"]["member_nominals"]
    known = rng.random(len(members)) < share
    known |= (members["is_broker"] | (members["role"] == "organiser")).to_numpy()
    return members["person_id"][known].tolist()


def _others(world: World, rng: np.random.Generator) -> list[str]:
    """Look-alikes first; then people tied to members, migrants who were detected, and a few at random."""
    people = world.table("people")
    links = world.table("links")
    wanted = int(world.level["coverage"]["bystander_nominals"])
    crowd = people[~people["is_member"]]
    member = set(people[people["is_member"]]["person_id"])
    near = sorted(
        ({*links["a"][links["b"].isin(member)], *links["b"][links["a"].isin(member)]} - member)
        & set(crowd[crowd["kind"] == "bystander"]["person_id"])
    )
    detected = world.table("journeys").query("outcome == 'detected'")["migrant_id"].tolist()
    looks = crowd[~crowd["reason"].isin(["", "family"])]["person_id"].tolist()
    dual = crowd[crowd["dual_role"]]["person_id"].tolist()
    chosen = list(dict.fromkeys([*looks, *dual]))
    for pool, share in ((near, 0.6), (detected, 0.5), (crowd["person_id"].tolist(), 1.0)):
        left = [name for name in pool if name not in chosen]
        size = min(len(left), round((wanted - len(chosen)) * share))
        chosen += [left[at] for at in np.sort(rng.permutation(len(left))[: max(0, size)])]
    return chosen
