"""Who was taken into custody, rightly or wrongly: members, migrants who were met on the way, and the innocent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ("person_id", "held_at", "place_id", "suspicion", "outcome", "journey_id")
_SUSPICIONS = ("facilitation", "irregular entry", "forged document", "unlicensed money service")
_OUTCOMES = ("charged", "released", "witness", "referred as possible victim")
# Shares of suspicions and outcomes by who is held: training choices. A member may be released for want of evidence
# and a bystander charged, so that neither arrest nor outcome decides anything.
_BY_KIND = {
    "member": ((0.7, 0.1, 0.1, 0.1), (0.7, 0.15, 0.15, 0.0)),
    "migrant": ((0.25, 0.6, 0.15, 0.0), (0.0, 0.45, 0.3, 0.25)),
    "bystander": ((0.6, 0.05, 0.15, 0.2), (0.15, 0.65, 0.2, 0.0)),
}
_MIGRANTS_HELD = 0.25
# Bystanders held for each member, at least three, and how many of them look guilty on paper.
_INNOCENT_EACH, _LEAST = 1.0, 3
_LOOKALIKES = 0.5
_HELD_HOURS = 6
_TRIES = 200


def build_custody(
    tables: Mapping[str, pd.DataFrame], window: tuple[date, date], rng: np.random.Generator
) -> pd.DataFrame:
    """Return everybody taken into custody in the window, in order of time.

    Parameters
    ----------
    tables : the world's tables (`synthetic_data.world.model.TABLES`) but those on papers and custody
    window : first and last day

    A bystander is held at home for six hours in which nobody saw him or her elsewhere, and is let go or bailed after
    them; so no other record is contradicted. Nobody who is held calls (`without_telephone`).
    """
    opens, closes = pd.Timestamp(window[0]), pd.Timestamp(window[1]) + pd.Timedelta(days=1)
    where = stopped_at(tables)
    arrests = tables["arrests"]
    rows = [
        _row("member", one.person_id, one.arrested_at, where.get(one.journey_id, one.place_id), one.journey_id, rng)
        for one in arrests[arrests["arrested_at"] < closes].itertuples()
    ]
    journeys = tables["journeys"]
    met = journeys[journeys["outcome"].isin(["detected", "rescued"]) & (journeys["ended_at"] < closes)]
    for journey in met.itertuples():
        if rng.random() < _MIGRANTS_HELD:
            place = where.get(journey.journey_id, "")
            rows.append(_row("migrant", journey.migrant_id, journey.ended_at, place, journey.journey_id, rng))
    people = tables["people"]
    crowd = people[people["kind"] == "bystander"]
    looks = crowd[~crowd["reason"].isin(["", "family"])]["person_id"].tolist()
    others = crowd["person_id"].tolist()
    count = max(_LEAST, round(_INNOCENT_EACH * len(rows) / 2))
    busy = _engagements(tables)
    taken: set[str] = set()
    home = dict(zip(people["person_id"], people["home_place_id"], strict=True))
    for _ in range(count):
        pool = looks if looks and rng.random() < _LOOKALIKES else others
        found = _free_hour(pool, taken, busy, opens, closes, rng)
        if found is not None:
            person, when = found
            taken.add(person)
            rows.append(_row("bystander", person, when, home[person], "", rng))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["held_at", "person_id"], kind="stable", ignore_index=True)


def without_telephone(custody: pd.DataFrame, start: date, home: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Return stays, as `Presence` takes them, that keep bystanders from calling while they are held."""
    rows: list[tuple[str, int, str]] = []
    for one in custody[custody["journey_id"] == ""].itertuples():
        held = int((one.held_at - pd.Timestamp(start)).total_seconds())
        rows += [(one.person_id, held, ""), (one.person_id, held + _HELD_HOURS * 3600, home[one.person_id])]
    return rows


def stopped_at(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return where each journey was last on the road: the start of its last leg where that ends at a premises."""
    kinds = dict(zip(tables["places"]["place_id"], tables["places"]["kind"], strict=True))
    last = tables["legs"].groupby("journey_id", sort=True).last()
    return {
        str(journey): str(leg.from_place if kinds[leg.to_place] == "premises" else leg.to_place)
        for journey, leg in zip(last.index, last.itertuples(), strict=True)
    }


def _row(
    kind: str, person: str, when: pd.Timestamp, place: str, journey: str, rng: np.random.Generator
) -> dict[str, Any]:
    suspicions, outcomes = _BY_KIND[kind]
    return {
        "person_id": person,
        "held_at": when,
        "place_id": place,
        "suspicion": str(rng.choice(_SUSPICIONS, p=suspicions)),
        "outcome": str(rng.choice(_OUTCOMES, p=outcomes)),
        "journey_id": journey,
    }


def _engagements(tables: Mapping[str, pd.DataFrame]) -> dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]]:
    """When each person was seen away from home, as (from, until)."""
    busy: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for name, people, first, last in (
        ("travels", ("person_id",), "started_at", "ended_at"),
        ("meetings", ("a", "b"), "started_at", "ended_at"),
        ("passes", ("driver",), "seen_at", "seen_at"),
    ):
        table = tables[name]
        for column in people:
            for person, begin, end in zip(table[column], table[first], table[last], strict=True):
                busy.setdefault(person, []).append((begin, end))
    return busy


def _free_hour(
    pool: list[str],
    taken: set[str],
    busy: Mapping[str, list[tuple[pd.Timestamp, pd.Timestamp]]],
    opens: pd.Timestamp,
    closes: pd.Timestamp,
    rng: np.random.Generator,
) -> tuple[str, pd.Timestamp] | None:
    """A person of the pool and an instant from which on nothing is known of him or her for some hours."""
    seconds = int((closes - opens).total_seconds()) - (_HELD_HOURS + 1) * 3600
    held = pd.Timedelta(hours=_HELD_HOURS)
    for _ in range(_TRIES):
        person = pool[int(rng.integers(len(pool)))]
        when = opens + pd.Timedelta(seconds=int(rng.integers(seconds)))
        # a round of margin on both sides, in which people come home
        near = [one for one in busy.get(person, ()) if one[0] < when + held and one[1] > when - held]
        if person not in taken and not near:
            return person, when
    return None
