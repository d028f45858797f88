"""Surveillance logs: what teams see of persons of interest on the days on which they watch them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

COLUMNS = (
    "team",
    "started_at",
    "ended_at",
    "place_id",
    "nominal_id",
    "seen_with",
    "description",
    "activity",
    "plate",
    "_subject",
    "_person",
    "_meeting",
)
_TEAMS = ("SUR-01", "SUR-02")
# Half of the subjects are members who came to notice, the others people who look guilty or know members.
_MEMBERS = 0.5
# Watches of one subject, the days that one takes, and how often one starts because the team had word of an event.
_WATCHES, _DAYS, _TIPPED = 4, 8, 0.75
_KNOWN = 0.8
_IDLE = 0.25
_AGES = ("about 20", "about 30", "about 40", "about 50", "over 55")
_DRESS = ("dark jacket", "light shirt", "cap", "work clothes", "carrying a bag", "glasses")
_MEETS = ("meets and talks outside", "sits and talks indoors", "hands over small bag", "walks together through market")
_ALONE = ("shops at market alone", "stays at home all day", "talks to a neighbour", "eats at street stall")


def observe(world: World, nominals: Mapping[str, str]) -> Observed:
    """Return the log; facts: `_subject`, the `_person` seen with him or her, and the `_meeting`, if it was one.

    `nominals` maps a person to the index number: only who has one can be a subject or be named.
    """
    rng = generator(world.seed, "sensors.surveillance")
    settings = world.level["surveillance"]
    seen, days = world.level["coverage"]["surveillance"], (world.end - world.start).days + 1
    people = world.table("people").set_index("person_id")
    rows: list[dict[str, Any]] = []
    noted, happened = 0, 0
    for at, subject in enumerate(_subjects(world, nominals, int(settings["subjects"]), rng)):
        events = _events(world, subject)
        base = {"team": _TEAMS[at % len(_TEAMS)], "nominal_id": nominals[subject], "_subject": subject}
        for turn, opens in enumerate(_watches(events, pd.Timestamp(world.start), days, rng), start=at):
            # the teams take turns, so that each watches everybody
            base = {"team": _TEAMS[turn % len(_TEAMS)], "nominal_id": nominals[subject], "_subject": subject}
            closes = opens + pd.Timedelta(days=_DAYS)
            watched = events[(events["started_at"] >= opens) & (events["started_at"] < closes)]
            noticed = watched[rng.random(len(watched)) < seen]
            noted, happened = noted + len(noticed), happened + len(watched)
            rows += [base | _line(event, nominals, people, rng) for event in noticed.to_dict("records")]
            rows += [base | line for line in _quiet(world, subject, events, opens, rng)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("started_at", "ended_at"):
        # teams write minutes
        table[column] = table[column].astype("datetime64[us]").dt.floor("min")
    table = table.drop_duplicates(["nominal_id", "started_at", "activity"], ignore_index=True)
    observed = Observed("surveillance", table, coverage={"surveillance": (noted, happened)})
    lose_values(
        observed, ("place_id", "plate"), world.level["noise"]["missing"], generator(world.seed, "noise.records", 25)
    )
    return observed


def _subjects(world: World, nominals: Mapping[str, str], count: int, rng: np.random.Generator) -> list[str]:
    """Persons of interest on the index: members, and as many who have a reason to look guilty or live near them."""
    people = world.table("people")
    known = people[people["person_id"].isin(list(nominals))]
    members = known[known["is_member"]]["person_id"].tolist()
    looks = known[~known["is_member"] & (known["kind"] == "bystander")]["person_id"].tolist()
    wanted = round(count * _MEMBERS)
    chosen = [members[int(at)] for at in rng.permutation(len(members))[:wanted]]
    chosen += [looks[int(at)] for at in rng.permutation(len(looks))[: count - len(chosen)]]
    return [chosen[int(at)] for at in rng.permutation(len(chosen))]


def _watches(events: pd.DataFrame, start: pd.Timestamp, days: int, rng: np.random.Generator) -> list[pd.Timestamp]:
    """The days on which watches of one subject start: mostly some days before a meeting, else at random."""
    met = events[events["meeting"] != ""]["started_at"].dt.normalize().tolist()
    found = []
    for tipped, at, before, first in rng.random((_WATCHES, 4)):
        opens = start + pd.Timedelta(days=int(first * max(1, days - _DAYS)))
        if met and tipped < _TIPPED:
            opens = max(start, met[int(at * len(met))] - pd.Timedelta(days=int(before * (_DAYS - 1))))
        found.append(opens)
    return sorted(found)


def _events(world: World, subject: str) -> pd.DataFrame:
    """Everything that a team could see: meetings, departures on a trip, and rides with passengers."""
    meetings = world.table("meetings")
    met = meetings[(meetings["a"] == subject) | (meetings["b"] == subject)]
    rows = [
        (row.started_at, row.ended_at, row.place_id, row.b if row.a == subject else row.a, row.meeting_id, "meets", "")
        for row in met.itertuples()
    ]
    travels = world.table("travels")
    rows += [
        (
            row.started_at,
            row.started_at + pd.Timedelta(minutes=10),
            row.from_place,
            "",
            "",
            "sets out by vehicle" if row.plate else "sets out on foot",
            row.plate,
        )
        for row in travels[travels["person_id"] == subject].itertuples()
    ]
    legs = world.table("legs")
    mine = legs[legs["handler"] == subject].groupby(["started_at", "from_place", "plate", "mode"], sort=True).size()
    for (when, place, plate, mode), group in mine.items():
        activity = f"leaves with {group} passengers" if group > 1 else "leaves with one passenger"
        rows.append((when, when + pd.Timedelta(minutes=15), place, "", "", f"{activity}, {mode}", plate))
    names = ["started_at", "ended_at", "place_id", "person", "meeting", "activity", "plate"]
    table = pd.DataFrame(rows, columns=names)
    table[["started_at", "ended_at"]] = table[["started_at", "ended_at"]].astype("datetime64[us]")
    return table.sort_values(["started_at", "activity"], kind="stable", ignore_index=True)


def _line(
    event: Mapping[str, Any], nominals: Mapping[str, str], people: pd.DataFrame, rng: np.random.Generator
) -> dict[str, Any]:
    other, draws = event["person"], rng.random(4)
    named = nominals.get(other, "") if draws[0] < _KNOWN else ""
    activity = _MEETS[int(draws[1] * len(_MEETS))] if event["meeting"] else event["activity"]
    described = ""
    if other and not named:
        who = "woman" if people.at[other, "sex"] == "F" else "man"
        described = f"{who}, {_AGES[int(draws[2] * len(_AGES))]}, {_DRESS[int(draws[3] * len(_DRESS))]}"
    shown = {name: event[name] for name in ("started_at", "ended_at", "place_id", "plate")}
    facts = {"_person": other, "_meeting": event["meeting"]}
    return {**shown, "seen_with": named, "description": described, "activity": activity, **facts}


def _quiet(
    world: World, subject: str, events: pd.DataFrame, opens: pd.Timestamp, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """A line on some of the days on which the subject went nowhere: teams log those too."""
    people = world.table("people").set_index("person_id")
    away = set(events["started_at"].dt.normalize()) | set(events["ended_at"].dt.normalize())
    travels, legs = world.table("travels"), world.table("legs")
    for trip in (
        *travels[travels["person_id"] == subject].itertuples(),
        *legs[legs["handler"] == subject].itertuples(),
    ):
        away |= set(pd.date_range(trip.started_at.normalize(), trip.ended_at.normalize()))
    arrests = world.table("arrests")
    held = arrests[arrests["person_id"] == subject]["arrested_at"]
    rows = []
    for number in range(_DAYS):
        day = opens + pd.Timedelta(days=number)
        draw = rng.random(3)
        if day in away or draw[0] >= _IDLE or (held < day + pd.Timedelta(days=1)).any():
            continue
        start = day + pd.Timedelta(minutes=int(draw[1] * 600))
        rows.append(
            {
                "started_at": start,
                "ended_at": start + pd.Timedelta(minutes=30),
                "place_id": people.at[subject, "home_place_id"],
                "seen_with": "",
                "description": "",
                "activity": _ALONE[int(draw[2] * len(_ALONE))],
                "plate": "",
                "_person": "",
                "_meeting": "",
            }
        )
    return rows
