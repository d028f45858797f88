"""Border records: admissions and refusals of ordinary travellers, and detections of groups on a journey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.counter import Counter
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.custody import stopped_at
from synthetic_data.world.model import World

_PAPERS_WHEN_DETECTED = 0.35
# From the door of the aircraft to the counter.
_WALK = pd.Timedelta(minutes=20)
Row = dict[str, Any]


def observe(world: World, scribe: Scribe) -> Observed:
    """Return border records.

    Facts: `_person` the traveller, `_journey` the journey detected or flown, if any, `_paper` the document shown and
    `_result` what its inspection came to.
    """
    rng = generator(world.seed, "sensors.crossings")
    counter = Counter(world, generator(world.seed, "sensors.papers"))
    rows = _admissions(world, counter) + _arrivals(world, counter) + _detections(world, counter, rng)
    coverage = world.level["coverage"]["crossings"]
    closes = pd.Timestamp(world.end) + pd.Timedelta(days=1)
    inside = [row["detected_at"] < closes for row in rows]
    draws = rng.random(len(rows))
    kept = [row for row, draw, there in zip(rows, draws, inside, strict=True) if draw < coverage and there]
    table = pd.DataFrame(kept)
    people = world.table("people").set_index("person_id")
    table["citizenship"] = table["_person"].map(people["country"])
    table["document_number"] = [counter.number(paper) for paper in table["_paper"]]
    observed = Observed("crossings", table, coverage={"crossings": (len(kept), sum(inside))})
    names = [counter.name(paper, person) for paper, person in zip(table["_paper"], table["_person"], strict=True)]
    observed.operations += scribe.column(table, "traveller_name", names, generator(world.seed, "noise.names", 12))
    lose_values(
        observed,
        ("traveller_name", "citizenship", "document_number", "plate"),
        world.level["noise"]["missing"],
        generator(world.seed, "noise.records", 3),
    )
    return observed


def _admissions(world: World, counter: Counter) -> list[Row]:
    """Ordinary travellers, out and back; who is refused on the way out has no way back."""
    places = world.table("places").set_index("place_id")["country"]
    inside = world.scenario["destination"]
    rows = []
    for trip in world.table("travels").query("border_point != ''").itertuples():
        outward = "out" if places[trip.from_place] == inside else "in"
        paper = counter.take(trip.person_id)
        result, outcome = counter.inspect(paper)
        common = {"place_id": trip.border_point, "plate": trip.plate, "_person": trip.person_id, "_journey": ""}
        common |= {"_paper": paper}
        rows.append(
            {"detected_at": trip.crossed_at, "direction": outward, "outcome": outcome, "_result": result, **common}
        )
        if outcome == "admitted":
            home = {"direction": "in" if outward == "out" else "out", "outcome": "admitted", "_result": "accepted"}
            rows.append({"detected_at": trip.returned_at, **home, **common})
    return rows


def _arrivals(world: World, counter: Counter) -> list[Row]:
    """Travellers on a journey who come by scheduled flight and show a document at the airport."""
    kinds = world.scenario["journeys"].get("flights", ())
    legs = world.table("legs")
    flown = legs[legs["mode"].isin(list(kinds))]
    places = world.table("places").set_index("place_id")["country"]
    journeys = world.table("journeys").set_index("journey_id")
    inside = world.scenario["destination"]
    last = legs.groupby("journey_id")["leg"].max()
    rows = []
    for leg in flown.itertuples():
        journey = journeys.loc[leg.journey_id]
        met = journey["outcome"] == "detected" and leg.leg == last[leg.journey_id]
        if met or places[leg.to_place] != inside or places[leg.from_place] == inside:
            continue
        paper = counter.take(journey["migrant_id"])
        rows.append(
            {
                "detected_at": leg.ended_at + _WALK,
                "place_id": leg.to_place,
                "direction": "in",
                "outcome": "admitted",
                "plate": "",
                "_person": journey["migrant_id"],
                "_journey": leg.journey_id,
                "_paper": paper,
                "_result": "accepted",
            }
        )
    return rows


def _detections(world: World, counter: Counter, rng: np.random.Generator) -> list[Row]:
    """Every person of a detected group, and the handler who was arrested with it, each as one record."""
    legs = world.table("legs").groupby("journey_id", sort=True).last()
    where = stopped_at(world.tables)
    found = [
        (journey.ended_at, journey.migrant_id, journey.journey_id, journey.journey_id)
        for journey in world.table("journeys").query("outcome == 'detected'").itertuples()
    ]
    found += [(one.arrested_at, one.person_id, "", one.journey_id) for one in world.table("arrests").itertuples()]
    rows = []
    for when, person, journey, stopped in found:
        shown = rng.random() < _PAPERS_WHEN_DETECTED
        paper = counter.take(person) if shown else ""
        rows.append(
            {
                "detected_at": when + pd.Timedelta(seconds=int(rng.integers(0, 1800))),
                "place_id": where[stopped],
                "direction": "in",
                "outcome": "detected",
                "plate": legs.loc[stopped, "plate"],
                "_person": person,
                "_journey": journey,
                "_paper": paper,
                "_result": counter.look(paper) if paper else "",
            }
        )
    return rows
