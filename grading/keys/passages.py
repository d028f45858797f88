"""Key of the commodity flow: how often the vehicles of an inquiry passed from one place to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
VEHICLES = 4
FEWEST_WAYS, MOST_WAYS = 4, 16
# How many vehicles of each sort are looked at for enough ways.
_TRIED = 8
# Two sightings further apart in time say nothing of the way between them. Where distances are great and cameras few, as
# where people go by sea and air, a longer stretch is allowed, and the paper says so.
HOURS = 12
_LONGER = (24, 48, 72)
_MISREAD = "misread plate"
Way = tuple[str, str]


def flows(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the passages of four vehicles from place to place, and how many there were of each.

    A passage is two sightings of one plate, one after the other, at different places within twelve hours: the rule that
    the paper prints. Vehicles of which a sighting was misread are not asked for, since noise broke their chain, unless
    the case has too few others: then plates count as they were read, which is what the rule says. Some are from the
    journeys of the case and some from everyday traffic; a flow chart accuses nobody.
    """
    if "sightings" not in case.tables:
        raise GradingError("no sightings of vehicles are on file; name a later checkpoint")
    rng = draw.stream(truth, f"{COURSE}/day05.flows")
    sightings = case.table("sightings")
    whole = _whole(sightings, truth)
    plates, hours = _vehicles(whole, _moving(truth), rng), HOURS
    found = passages(sightings, plates)
    for seen, longer in [(whole, HOURS), (sightings, HOURS), *((sightings, one) for one in _LONGER)]:
        if len(found) < FEWEST_WAYS:
            plates, hours = _busiest(seen, longer), longer
            found = passages(sightings, plates, hours)
    if len(found) < FEWEST_WAYS:
        raise GradingError("the vehicles of this case were seen too seldom for a flow chart; generate another case")
    rows = [{"source": a, "target": b, "count": count} for (a, b), count in sorted(found.items())]
    seen = sightings[sightings["plate"].isin(plates)]["place_id"].dropna().astype("str")
    places = case.table("places")
    cards = places[places["place_id"].isin(set(seen))].sort_values("place_id", kind="stable")
    names = dict(zip(cards["place_id"], cards["name"], strict=True))
    return Derived(
        paper={
            "instructions": "How often did these vehicles pass from one place to another? Vehicles: "
            f"{', '.join(plates)}. A passage: two sightings of one plate, one after the other, at different places, "
            f"at most {hours} hours apart. Add the vehicles up; each direction stands for itself.",
            "entities": [{"id": str(row.place_id), "name": str(row.name)} for row in cards.itertuples(index=False)],
            "vehicles": list(plates),
            "hours": hours,
        },
        key={"flows": rows, "ignored": []},
        oracle=rows,
        model_answer="\n".join(
            f"- {names[a]} ({a}) to {names[b]} ({b}): {count}"
            for (a, b), count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
        ),
    )


def passages(sightings: pd.DataFrame, plates: Sequence[str], hours: int = HOURS) -> Counter[Way]:
    """Count, for some vehicles, the pairs of places at which they were seen in turn within so many hours.

    Parameters
    ----------
    sightings : `plate`, `place_id`, `seen_at`

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 11:00", "2026-01-03 08:00"], utc=True)
    >>> seen = pd.DataFrame({"plate": "0A-1", "place_id": ["PL1", "PL2", "PL1"], "seen_at": times})
    >>> passages(seen, ["0A-1"])
    Counter({('PL1', 'PL2'): 1})
    """
    read = sightings[sightings["plate"].isin(list(plates))].dropna(subset=["place_id", "seen_at"])
    read = read.sort_values(["plate", "seen_at"], kind="stable")
    after = read.groupby("plate", sort=False)[["place_id", "seen_at"]].shift(-1)
    near = (after["seen_at"] - read["seen_at"]) <= pd.Timedelta(hours=hours)
    other = read["place_id"].astype("str") != after["place_id"].astype("str")
    fits = near & other & after["place_id"].notna()
    return Counter(zip(read["place_id"][fits].astype("str"), after["place_id"][fits].astype("str"), strict=True))


def _whole(sightings: pd.DataFrame, truth: Truth) -> pd.DataFrame:
    """Sightings of plates of which none was misread, as itself or as another."""
    noise = truth.table("noise")
    details = noise[(noise["stream"] == "sightings") & (noise["operation"] == _MISREAD)]["detail"].astype("str")
    spoilt = {plate for detail in details for plate in detail.split(" read ")}
    return sightings[~sightings["plate"].isin(sorted(spoilt))]


def _moving(truth: Truth) -> set[str]:
    """Records of the journeys of the case."""
    return {one for ids in truth.table("journeys")["provenance"].astype("str") for one in ids.split(";") if one}


def _vehicles(sightings: pd.DataFrame, moving: set[str], rng: np.random.Generator) -> list[str]:
    """Two vehicles of the journeys and two of everyday traffic, of those seen on enough and not too many ways."""
    on_the_way = set(sightings["plate"][sightings["sighting_id"].isin(moving)])
    often = sightings["plate"].value_counts()
    mixed = draw.sample(sorted(often[often >= 4].index), len(often), rng)
    first = [plate for plate in mixed if plate in on_the_way]
    rest = [plate for plate in mixed if plate not in on_the_way]
    half = VEHICLES // 2
    tried = [*first[:_TRIED], *rest[:_TRIED]]
    few = sightings[sightings["plate"].isin(tried)]
    ways = {plate: set(passages(few, [plate])) for plate in tried}
    chosen: list[str] = []
    for plate in [*first[:half], *rest[:half], *first[half:_TRIED], *rest[half:_TRIED]]:
        before = {way for one in chosen for way in ways[one]}
        if len(chosen) < VEHICLES and before < before | ways[plate] and len(before | ways[plate]) <= MOST_WAYS:
            chosen.append(plate)
    return sorted(chosen)


def _busiest(sightings: pd.DataFrame, hours: int) -> list[str]:
    """The vehicles seen on most ways, as long as all together are on no more than a chart holds."""
    ways = {str(plate): set(passages(sightings, [plate], hours)) for plate in sightings["plate"].dropna().unique()}
    chosen: list[str] = []
    for plate in sorted(ways, key=lambda one: (-len(ways[one]), one)):
        together = {way for one in [*chosen, plate] for way in ways[one]}
        if ways[plate] and len(chosen) < VEHICLES and len(together) <= MOST_WAYS:
            chosen.append(plate)
    return sorted(chosen)
