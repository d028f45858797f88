"""Catalogue of actors and activities of the 13 states, with entries that are old, contradict others, or are missing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.desk.setting import Found, Setting, ledger, planted
from synthetic_data.flows.states import sheet
from synthetic_data.seeds import generator
from toolkit.schema.streams.catalogue import SECTIONS

FIELDS = ("smuggling", "trafficking")
COUNTS = {"laws": (1, 1), "national policy": (1, 1), "key actors: government": (2, 3), "capacity building": (1, 2)}
OUTDATED, CONTRADICTION, MISSING, EMPTY = "outdated entry", "contradiction", "missing section", "no information"
# An entry is sound where it was confirmed within this many days; an outdated one is older than OLD.
SOUND_DAYS, OLD_DAYS = 700, 1500


@cache
def wording() -> dict[str, Any]:
    """Return `catalogue.toml`."""
    return tomllib.loads((resources.files("synthetic_data.desk") / "catalogue.toml").read_text("utf-8"))


def compile_catalogue(setting: Setting) -> Found:
    """Return the catalogue of the reporting states: every section of either field, but for what is planted.

    Planted, as many of each as the level has irregular returns: a plan that has run out and still stands as in
    force; a committee whose chair is not the body that leads the policy and the actors; a section without any entry;
    an entry that says nothing. Chairs otherwise are the lead.
    """
    rng, noise = generator(setting.seed, "sensors.catalogue"), generator(setting.seed, "noise.catalogue")
    states = sorted((setting.region.get("sheet") or sheet())["states"])
    rows = [row for state in states for field in FIELDS for row in _state(setting, state, field, rng)]
    _plant(rows, int(setting.level["flows"]["irregular"]), setting, noise)
    missing = [row for row in rows if row["_fault"] == MISSING]
    kept = [row for row in rows if row["_fault"] != MISSING]
    for number, row in enumerate(kept, start=1):
        row["entry_id"] = f"C{number:03d}"
    found = Found(pd.DataFrame(kept).drop(columns=["_fault", "_lead"]).astype({"since": "Int64"}))
    for row in kept:
        if row["_fault"]:
            subject = f"{row['country']} {row['field']}"
            records = [row["entry_id"]]
            if row["_fault"] == CONTRADICTION:
                records += [other["entry_id"] for other in kept if _policy(other, row)]
            found.planted.append(planted("catalogue", row["_fault"], subject, row["section"], 1.0, records))
            found.noise.append(ledger(row["_fault"], "catalogue", row["entry_id"], subject))
    for country, field, section in sorted({(row["country"], row["field"], row["section"]) for row in missing}):
        found.planted.append(planted("catalogue", MISSING, f"{country} {field}", section, 1.0, []))
        found.noise.append(ledger(MISSING, "catalogue", "", f"{country} {field}: {section}"))
    return found


def _state(setting: Setting, state: str, field: str, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Draw what holds for one state and field, and word every section from it."""
    data = wording()

    def one(name: str) -> str:
        return str(data[name][int(rng.integers(len(data[name])))])

    crime = str(data["crimes"][field])
    lead, year = one("leads"), int(rng.integers(1998, setting.end.year - 4))
    first = setting.end.year - int(rng.integers(0, 3))
    held: dict[str, Any] = {
        "act": one("acts").format(crime=crime),
        "year": year,
        "lead": lead,
        "chair": lead,
        "plan": f"National Plan of Action against the {crime}",
        "committee": f"Inter-agency Committee on the {crime}",
        "first": first,
        "last": first + int(rng.integers(3, 6)),
    }
    rows = []
    for section in SECTIONS:
        low, high = COUNTS.get(section, (1, 2))
        for unit, partner in _several(data, int(rng.integers(low, high + 1)), rng):
            slots = {**held, "unit": unit, "partner": partner, "course": one("courses"), "number": 2}
            slots["number"] = int(rng.integers(2, 30))
            text = data["entries"][section][int(rng.integers(len(data["entries"][section])))].format(**slots)
            rows.append(
                {
                    "entry_id": "",
                    "country": state,
                    "field": field,
                    "section": section,
                    "title": _title(section, slots),
                    "body": {"key actors: government": unit}.get(section, partner if "civil" in section else lead),
                    "entry": text,
                    "since": {"laws": year, "national policy": first}.get(section, int(rng.integers(year, first + 1))),
                    "status": "in force",
                    "updated_on": pd.Timestamp(setting.end) - pd.Timedelta(days=int(rng.integers(20, SOUND_DAYS))),
                    "handling": ("open", "contributors", "contributors", "desk")[int(rng.integers(4))],
                    "_fault": "",
                    "_lead": lead,
                }
            )
    return rows


def _several(data: Mapping[str, Any], count: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    units, partners = rng.permutation(len(data["units"])), rng.permutation(len(data["partners"]))
    return [(data["units"][int(units[n])], data["partners"][int(partners[n])]) for n in range(count)]


def _title(section: str, slots: Mapping[str, Any]) -> str:
    if section == "laws":
        return str(slots["act"])
    if section == "national policy":
        return str(slots["plan"])
    if section == "coordination: within government":
        return str(slots["committee"])
    if section == "capacity building":
        return f"Training: {slots['course']}"
    return str(slots["partner"] if "civil" in section else slots["unit"])


def _plant(rows: list[dict[str, Any]], count: int, setting: Setting, rng: np.random.Generator) -> None:
    """Spoil rows, at most one fault for each state and field, so that each can be told from the others."""
    pairs = sorted({(row["country"], row["field"]) for row in rows})
    kinds = [kind for kind in (OUTDATED, CONTRADICTION, MISSING, EMPTY) for _ in range(count)]
    order = [pairs[int(place)] for place in rng.permutation(len(pairs))]
    for kind, (country, field) in zip(kinds, order, strict=False):
        mine = [row for row in rows if (row["country"], row["field"]) == (country, field)]
        if kind == OUTDATED:
            row = next(row for row in mine if row["section"] == "national policy")
            days = OLD_DAYS + int(rng.integers(0, 900))
            row.update(updated_on=pd.Timestamp(setting.end) - pd.Timedelta(days=days), _fault=kind)
            row["since"] = row["updated_on"].year - 2
            last = row["since"] + 3
            row["entry"] = f"{row['title']}, {row['since']} to {last}, led by the {row['_lead']}."
        elif kind == CONTRADICTION:
            row = next(row for row in mine if row["section"] == "coordination: within government")
            others = [name for name in wording()["leads"] if name != row["_lead"]]
            other = others[int(rng.integers(len(others)))]
            row.update(entry=row["entry"].replace(row["_lead"], other), body=other, _fault=kind)
        else:
            sections = sorted({row["section"] for row in mine} - {"laws", "national policy"})
            section = sections[int(rng.integers(len(sections)))]
            for row in mine:
                if row["section"] == section:
                    row["_fault"] = MISSING
            if kind == EMPTY:
                row = next(row for row in mine if row["section"] == section)
                row.update(
                    title=None, body=None, entry="No information.", since=pd.NA, status="not stated", _fault=EMPTY
                )
                # Nothing else stands in a section of which nothing is known.
                rows[:] = [one for one in rows if one is row or not (one in mine and one["section"] == section)]


def _policy(other: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Is this the policy entry that the contradiction is to be read against?"""
    return bool(
        other["section"] == "national policy" and all(other[name] == row[name] for name in ("country", "field"))
    )
