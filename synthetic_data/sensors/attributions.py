"""Attribution list: which numbers the file holds to be whose, on what ground and with what grade."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from synthetic_data.seeds import generator
from synthetic_data.sensors.calls import Heard
from synthetic_data.sensors.observed import Finished, Observed
from synthetic_data.world.model import World

_GROUNDS = ("subscriber", "seized phone", "surveillance", "informant", "statement")
_SHARES = (0.35, 0.15, 0.20, 0.15, 0.15)
_FURTHER = 0.75


def observe(world: World, nominals: Mapping[str, str], heard: Heard, subscribers: Finished) -> Observed:
    """Return the attributions of numbers that occur in the call records.

    The ground is `subscriber` only where the subscriber data do give the person's name.

    Brokers' and organisers' main numbers are always known; everybody else's at the level's rate, members or not.
    """
    rng = generator(world.seed, "sensors.attributions")
    people = world.table("people").set_index("person_id")
    sure = set(people.index[people["is_broker"] | (people["role"] == "organiser")])
    met = set(heard.seen["number"])
    rows: list[tuple[str, str, str]] = []
    for person, group in world.table("numbers").groupby("person_id", sort=True):
        if person not in nominals:
            continue
        known = rng.random() < world.level["coverage"]["attribution"] or person in sure
        for place, number in enumerate(group.sort_values(["first_day", "number"])["number"]):
            further = rng.random() < _FURTHER
            if known and number in met and (place == 0 or further):
                rows.append((number, nominals[str(person)], str(person)))
    table = pd.DataFrame(rows, columns=["number", "nominal_id", "_person"])
    grades = world.level["grades"]
    facts, named = subscribers.facts, subscribers.evidence["registered_name"].notna()
    own = set(facts["number"][named & (facts["_named"] == facts["_person"])])
    first = rng.choice(np.array(_GROUNDS, dtype=object), size=len(table), p=_SHARES)
    others = np.array(_SHARES[1:]) / sum(_SHARES[1:])
    instead = rng.choice(np.array(_GROUNDS[1:], dtype=object), size=len(table), p=others)
    unnamed = ~table["number"].isin(own).to_numpy()
    table["ground"] = np.where((first == "subscriber") & unnamed, instead, first)
    for column, key in (("source_grade", "source"), ("information_grade", "information")):
        codes = sorted(grades[key])
        table[column] = rng.choice(
            np.array(codes, dtype=object), size=len(table), p=[grades[key][code] for code in codes]
        )
    observed = Observed("attributions", table)
    _mistake(observed, world.level["noise"]["false_attribution"], generator(world.seed, "noise.records", 2))
    return observed


def _mistake(observed: Observed, rate: float, rng: np.random.Generator) -> None:
    """Hold a number to be somebody else's at the level's rate; the ledger says so."""
    table = observed.table
    people = sorted(set(table["nominal_id"]))
    for row in table.index[rng.random(len(table)) < rate]:
        wrong = people[int(rng.integers(len(people)))]
        right = table.at[row, "nominal_id"]
        if wrong != right:
            table.at[row, "nominal_id"] = wrong
            observed.operations.append(("false attribution", int(row), f"{right} held to be {wrong}"))
