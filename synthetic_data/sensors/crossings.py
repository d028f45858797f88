"""Border records: admissions and refusals of ordinary travellers, and detections of groups on a journey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.providers import identities
from synthetic_data.seeds import child_seed, generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

_REFUSED = 0.02
_PAPERS_WHEN_DETECTED = 0.35


def observe(world: World, scribe: Scribe) -> Observed:
    """Return border records; `_person` is the traveller and `_journey` the journey detected, if any."""
    rng = generator(world.seed, "sensors.crossings")
    rows = _admissions(world, rng) + _detections(world, rng)
    coverage = world.level["coverage"]["crossings"]
    closes = pd.Timestamp(world.end) + pd.Timedelta(days=1)
    kept = [
        row
        for row, draw in zip(rows, rng.random(len(rows)), strict=True)
        if draw < coverage and row["detected_at"] < closes
    ]
    table = pd.DataFrame(kept)
    people = world.table("people").set_index("person_id")
    papers = _papers(world)
    table["citizenship"] = table["_person"].map(people["country"])
    carried = (table["outcome"] != "detected") | (rng.random(len(table)) < _PAPERS_WHEN_DETECTED)
    table["document_number"] = table["_person"].map(papers).where(carried, "")
    observed = Observed("crossings", table)
    noise = generator(world.seed, "noise.names", 12)
    observed.operations += scribe.column(table, "traveller_name", table["_person"].tolist(), noise)
    lose_values(
        observed,
        ("traveller_name", "citizenship", "document_number", "plate"),
        world.level["noise"]["missing"],
        generator(world.seed, "noise.records", 3),
    )
    return observed


def _papers(world: World) -> dict[str, str]:
    pools = {
        code: identities(pack, child_seed(world.seed, "identities", 20 + at))
        for at, (code, pack) in enumerate(sorted(world.scenario["pack"].items()))
    }
    return {row.person_id: pools[row.country].passport_number() for row in world.table("people").itertuples()}


def _admissions(world: World, rng: np.random.Generator) -> list[dict[str, Any]]:
    places = world.table("places").set_index("place_id")["country"]
    rows = []
    for trip in world.table("travels").query("border_point != ''").itertuples():
        # seen from the state whose border point it is
        outward = "out" if places[trip.from_place] == places[trip.border_point] else "in"
        refused = rng.random() < _REFUSED
        common = {"place_id": trip.border_point, "plate": trip.plate, "_person": trip.person_id, "_journey": ""}
        outcome = "refused" if refused else "admitted"
        rows.append({"detected_at": trip.crossed_at, "direction": outward, "outcome": outcome, **common})
        if not refused:
            back = "in" if outward == "out" else "out"
            rows.append({"detected_at": trip.returned_at, "direction": back, "outcome": "admitted", **common})
    return rows


def _detections(world: World, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Every person of a group detected or rescued, and the handler who was arrested with it, each as one record."""
    kinds = world.table("places").set_index("place_id")["kind"]
    last = world.table("legs").groupby("journey_id", sort=True).last()
    found = []
    for journey in world.table("journeys").query("outcome in ('detected', 'rescued')").itertuples():
        leg = last.loc[journey.journey_id]
        place = leg["from_place"] if kinds[leg["to_place"]] == "premises" else leg["to_place"]
        found.append((journey.ended_at, place, leg["plate"], journey.migrant_id, journey.journey_id))
    for arrest in world.table("arrests").itertuples():
        place = next(one[1] for one in found if one[4] == arrest.journey_id)
        found.append((arrest.arrested_at, place, last.loc[arrest.journey_id, "plate"], arrest.person_id, ""))
    return [
        {
            "detected_at": when + pd.Timedelta(seconds=int(rng.integers(0, 1800))),
            "place_id": place,
            "direction": "in",
            "outcome": "detected",
            "plate": plate,
            "_person": person,
            "_journey": journey,
        }
        for when, place, plate, person, journey in found
    ]
