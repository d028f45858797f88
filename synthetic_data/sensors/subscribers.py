"""Subscriber data: every number of the call records, in the name given when the SIM was sold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.providers import identities
from synthetic_data.seeds import child_seed, generator
from synthetic_data.sensors.calls import Heard
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_POSTPAID = 0.12
# Shares of registrations for which a document was shown and an address written down: training choices.
_DOCUMENT, _ADDRESS = 0.75, 0.6


def observe(world: World, heard: Heard, scribe: Scribe) -> Observed:
    """Return the registration of each number that occurs in the call records."""
    rng = generator(world.seed, "sensors.subscribers")
    numbers = world.table("numbers")
    table = numbers[numbers["number"].isin(heard.seen["number"])].reset_index(drop=True)
    people = world.table("people")
    named = dict(zip(people["name"], people["person_id"], strict=True))
    places = dict(zip(world.table("places")["place_id"], world.table("places")["name"], strict=True))
    home = dict(zip(people["person_id"], people["home_place_id"].map(places), strict=True))
    earlier = rng.integers(20, 1200, len(table))
    table = table.assign(
        contract=["postpaid" if draw < _POSTPAID else "prepaid" for draw in rng.random(len(table))],
        registered_on=[
            row.first_day if row.first_day > world.start else row.first_day - timedelta(days=int(days))
            for row, days in zip(table.itertuples(), earlier, strict=True)
        ],
        registered_at=table["person_id"].map(home),
        _person=table["person_id"],
    )
    observed = Observed("subscribers", table)
    documents = world.table("papers").query("is_genuine").set_index("person_id")
    extra = generator(world.seed, "sensors.subscribers", 1)
    holders = [named.get(name, "") for name in table["registered_as"]]
    table["document_number"] = _shown(holders, table["registered_on"], documents, extra)
    table["address"] = _addresses(world, holders, home, extra)
    table["_named"] = holders
    observed.operations += scribe.column(table, "registered_name", holders, generator(world.seed, "noise.names", 11))
    missing = world.level["noise"]["missing"]
    lose_values(
        observed,
        ("registered_name", "registered_on", "registered_at", "document_number", "address"),
        missing,
        generator(world.seed, "noise.records", 1),
    )
    return observed


def _shown(
    holders: Sequence[str], registered_on: Sequence[date], documents: pd.DataFrame, rng: np.random.Generator
) -> list[str]:
    """The number of the document shown, "" where none was: only one that the named person had by then can be."""
    issued = documents["issued_on"].to_dict()
    number = documents["document_number"].to_dict()
    return [
        str(number[holder]) if holder in number and draw < _DOCUMENT and issued[holder] <= day else ""
        for holder, day, draw in zip(holders, registered_on, rng.random(len(holders)), strict=True)
    ]


def _addresses(world: World, holders: Sequence[str], home: Mapping[str, str], rng: np.random.Generator) -> list[str]:
    """The address written down, one to a person, in the town where he or she lives."""
    people = world.table("people")
    pools = {
        code: identities(pack, child_seed(world.seed, "identities", 40 + at))
        for at, (code, pack) in enumerate(sorted(world.scenario["pack"].items()))
    }
    at = {row.person_id: pools[row.country].street_address(town=home[row.person_id]) for row in people.itertuples()}
    written = rng.random(len(holders)) < _ADDRESS
    return [at[holder] if holder and there else "" for holder, there in zip(holders, written, strict=True)]
