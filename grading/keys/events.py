"""Key of the event chart: the events of one group's journey, in order, out of records of several streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw
from grading.keys.cards import alike
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
FEWEST, MOST, DISTRACTORS = 6, 14, 6
# Fewest different times among the events, so that there is an order.
_TIMES = 4
_FEES_DAYS, _ARREST_HOURS, _GROUP_MINUTES, _APART_DAYS = 30, 2, 60, 2
# Of so many groups with most records one is drawn.
_AMONG = 3
_SPLIT = ";"
# Stream -> column of the time, and how a record of it is called.
STREAMS = {
    "transfers": ("sent_at", "Transfer"),
    "sightings": ("seen_at", "Sighting"),
    "arrests": ("arrested_at", "Arrest"),
    "crossings": ("detected_at", "Border record"),
}


@dataclass(frozen=True)
class Group:
    """People who were met together on the way: their day of departure, where and when they were met, their records."""

    left: pd.Timestamp
    place: str
    met: pd.Timestamp
    plates: tuple[str, ...]
    records: frozenset[str]


def ordered(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the events of one group's journey in order of time; records of other journeys stand among them.

    An event is asked only where the truth and the rule that the paper prints (`_reading`) both say that it belongs, and
    a record of another journey only where both say that it does not. Records of the same minute may stand either way.
    """
    rng = draw.stream(truth, f"{COURSE}/day05.events")
    times = _times(case)
    found: list[tuple[Group, list[str]]] = []
    for group in sorted(_groups(case, truth), key=lambda one: (-len(one.records), one.met, one.place)):
        events = sorted((group.records & _reading(case, group)) & set(times)) if len(found) < _AMONG else []
        if len(events) >= FEWEST and len({_minute(times[one]) for one in events}) >= _TIMES:
            found.append((group, events))
    if not found:
        raise GradingError("no group that was met on the way left enough records; name a later checkpoint")
    group, events = draw.pick(found, rng)
    events = sorted(draw.sample(events, MOST, rng))
    others = _distractors(case, group, rng)
    shown = draw.sample([*events, *others], len(events) + len(others), rng)
    names = dict(zip(shown, draw.numbers("V", len(shown), rng), strict=True))
    before = [[names[a], names[b]] for a in events for b in events if _minute(times[a]) < _minute(times[b])]
    in_order = sorted(events, key=lambda one: (times[one], one))
    places = dict(zip(case.table("places")["place_id"], case.table("places")["name"], strict=True))
    words = dict(_described(case))
    return Derived(
        paper={
            "instructions": _instructions(group, places),
            "items": [{"id": names[one], "text": words[one], "record": one} for one in shown],
            "vehicles": list(group.plates),
            "met": {
                "at": f"{_minute(group.met):%Y-%m-%d %H:%M}",
                "place": group.place,
                "left": f"{group.left:%Y-%m-%d}",
            },
        },
        key={"items": [names[one] for one in events], "before": before, "ignored": []},
        oracle=[{"item": names[one]} for one in in_order],
        model_answer="\n".join(f"- {times[one]:%Y-%m-%d %H:%M} UTC: {words[one]} ({names[one]})" for one in in_order),
    )


def _instructions(group: Group, places: Mapping[str, str]) -> str:
    where = f"{places.get(group.place, group.place)} ({group.place})"
    return (
        f"On {group.met:%Y-%m-%d}, first at {group.met:%H:%M} UTC, a group was met at {where}, on the way since "
        f"{group.left:%Y-%m-%d}. Those met named their vehicles: {', '.join(group.plates) or 'none'}. Put the events "
        f"of this journey in order. To it belong: what the persons met paid from {_FEES_DAYS} days before they left, "
        "and sightings of these vehicles from the day they left, both until the group was met; the border records of "
        f"the {_GROUP_MINUTES} minutes from then at that place; arrests there within {_ARREST_HOURS} hours of it. "
        "Leave out what belongs to other journeys."
    )


def _groups(case: Case, truth: Truth) -> Iterator[Group]:
    """Groups that border records show: journeys that left together and were met together."""
    crossings = case.table("crossings")
    detected = crossings[crossings["outcome"] == "detected"].sort_values(["detected_at", "crossing_id"], kind="stable")
    met_at = {
        str(one): (_naive(when), str(place))
        for one, when, place in detected[["crossing_id", "detected_at", "place_id"]].itertuples(index=False)
    }
    plate_of: dict[str, str] = {}
    if "sightings" in case.tables:
        seen = case.table("sightings")
        plate_of = dict(zip(seen["sighting_id"].astype("str"), seen["plate"].astype("str"), strict=True))
    arrests, journeys = truth.table("arrests"), truth.table("journeys")
    for (_, left), members in journeys.groupby(["route", "started_on"], sort=True):
        records = _listed(members["provenance"])
        met = sorted(met_at[one] for one in records if one in met_at)
        if not met:
            continue
        held = arrests[arrests["journey_id"].isin(list(members["journey_id"])) & (arrests["journey_id"] != "")]
        yield Group(
            left=pd.Timestamp(left),
            place=met[0][1],
            met=met[0][0],
            plates=tuple(sorted({plate_of[one] for one in records if one in plate_of})),
            records=frozenset(records | _listed(held["provenance"])),
        )


def _reading(case: Case, group: Group) -> set[str]:
    """The records that belong to a group's journey by the rule of the paper, read off the evidence alone."""
    crossings = case.table("crossings")
    met = crossings[
        (crossings["outcome"] == "detected")
        & (crossings["place_id"] == group.place)
        & _within(crossings["detected_at"], group.met, group.met + pd.Timedelta(minutes=_GROUP_MINUTES))
    ]
    found = set(met["crossing_id"])
    if "sightings" in case.tables:
        seen = case.table("sightings")
        fits = seen["plate"].isin(list(group.plates)) & _within(seen["seen_at"], group.left, group.met)
        found |= set(seen["sighting_id"][fits])
    if "transfers" in case.tables:
        paid = case.table("transfers")
        paid = paid[_within(paid["sent_at"], group.left - pd.Timedelta(days=_FEES_DAYS), group.met)]
        names = [str(name) for name in met["traveller_name"].dropna()]
        fits = [any(alike(str(sender), name) for name in names) for sender in paid["sender_name"].fillna("")]
        found |= set(paid["transfer_id"][fits])
    if "arrests" in case.tables:
        held = case.table("arrests")
        span = pd.Timedelta(hours=_ARREST_HOURS)
        fits = (held["place_id"] == group.place) & _within(held["arrested_at"], group.met - span, group.met + span)
        found |= set(held["arrest_id"][fits])
    return {str(one) for one in found}


def _distractors(case: Case, group: Group, rng: np.random.Generator) -> list[str]:
    """Records of other journeys that look alike: the same vehicles on other days, other payers, other hours."""
    belongs = set(group.records) | _reading(case, group)
    early, late = group.left - pd.Timedelta(days=_APART_DAYS), group.met + pd.Timedelta(days=_APART_DAYS)
    pools: list[list[str]] = []
    if "sightings" in case.tables:
        seen = case.table("sightings")
        same = seen[seen["plate"].isin(list(group.plates)) & ~_within(seen["seen_at"], early, late)]
        others = seen[~seen["plate"].isin(list(group.plates)) & _within(seen["seen_at"], group.left, group.met)]
        pools += [list(same["sighting_id"]), list(others["sighting_id"])]
    if "transfers" in case.tables:
        paid = case.table("transfers")
        pools.append(list(paid["transfer_id"][_within(paid["sent_at"], early, group.met)]))
    crossings = case.table("crossings")
    pools.append(list(crossings["crossing_id"][(crossings["outcome"] == "detected")]))
    pools = [[str(one) for one in pool if str(one) not in belongs] for pool in pools]
    mixed = [draw.sample(pool, len(pool), rng) for pool in pools]
    chosen: list[str] = []
    for turn in range(DISTRACTORS):
        left = [pool for pool in mixed if pool]
        if left:
            one = left[turn % len(left)].pop()
            chosen += [one] if one not in chosen else []
    return chosen


def _described(case: Case) -> Iterator[tuple[str, str]]:
    """Record -> what it is, without its time and without what tells the journey."""
    for stream, (_, title) in STREAMS.items():
        if stream in case.tables:
            for record in case.table(stream).iloc[:, 0].astype("str"):
                yield record, f"{title} {record}"


def _times(case: Case) -> dict[str, pd.Timestamp]:
    found: dict[str, pd.Timestamp] = {}
    for stream, (column, _) in STREAMS.items():
        if stream in case.tables:
            table = case.table(stream)
            times = zip(table.iloc[:, 0].astype("str"), table[column], strict=True)
            found |= {record: _naive(when) for record, when in times if not pd.isna(when)}
    return found


def _within(times: Any, first: pd.Timestamp, last: pd.Timestamp) -> Any:
    return times.between(first.tz_localize("UTC"), last.tz_localize("UTC"))


def _listed(provenance: pd.Series[Any]) -> set[str]:
    return {one for ids in provenance.astype("str") for one in ids.split(_SPLIT) if one}


def _naive(when: Any) -> pd.Timestamp:
    return pd.Timestamp(when).tz_convert("UTC").tz_localize(None)


def _minute(when: pd.Timestamp) -> pd.Timestamp:
    return when.floor("min")
