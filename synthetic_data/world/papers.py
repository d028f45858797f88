"""Travel documents that exist in the world: everybody's own, and forged ones with the flaw that betrays each.

Shares are training choices, the same whatever somebody does; those who travel by the network buy more of its wares.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.world.zones import garbled, zone_of

COLUMNS = (
    "paper_id",
    "document_number",
    "person_id",
    "country",
    "kind",
    "name_on_it",
    "born",
    "sex",
    "issued_on",
    "expires_on",
    "is_genuine",
    "supplier",
    "flaw",
    "mrz_1",
    "mrz_2",
    "mrz_3",
)
FLAWS = ("check digit", "zone", "number twice", "series", "")
_FLAW_SHARES = (0.25, 0.25, 0.2, 0.2, 0.1)
# Kind -> share of people who carry it, years of validity, and its part of the number range of a state.
KINDS = {"passport": (0.5, 10, (0.0, 0.5)), "border pass": (0.2, 2, (0.5, 0.75)), "identity card": (0.3, 10, (0.75, 1))}
# Share of people with a forged document besides their own, by kind of person.
_FORGED = {"migrant": 0.14, "member": 0.12, "bystander": 0.04, "official": 0.0}
_BY_NETWORK = {"migrant": 0.85, "member": 0.85, "bystander": 0.5, "official": 0.0}
_ASSUMED_NAME = 0.3
# Numbers of a state run through their range from ten years before the window to a year after its start.
_YEARS = 11
_OUT_OF_ORDER_DAYS = 500


def build_papers(
    people: pd.DataFrame,
    scenario: Mapping[str, Any],
    identities: Mapping[str, Generator],
    start: date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return every document, in random order.

    Parameters
    ----------
    people : columns person_id, name, country, kind, stage, role, sex, born
    identities : one generator of names and numbers for each country
    start : first day of the window, to which days of issue are relative

    Columns: `is_genuine`; `supplier`, the person_id of the member who made a forged one, "" where somebody else did;
    `flaw`, one of `FLAWS`; the lines of the machine-readable zone as they stand on the document.
    """
    suppliers = people[(people["stage"] == "documents") & (people["role"] != "organiser")]["person_id"].tolist()
    rows = [_own(person, start, rng) for person in people.itertuples()]
    own = {row["person_id"]: row for row in rows}
    for person in people.itertuples():
        draws = rng.random(3)
        if draws[0] < _FORGED[person.kind]:
            by_network = suppliers and draws[1] < _BY_NETWORK[person.kind]
            supplier = suppliers[int(draws[2] * len(suppliers))] if by_network else ""
            rows.append(_forged(person, supplier, start, identities, rng))
    _number(rows, scenario, identities, start, rng)
    _clone(rows, rng)
    for row in rows:
        _print(row, scenario["pack"][row["country"]], own[row["person_id"]], rng)
    order = rng.permutation(len(rows))
    table = pd.DataFrame([rows[at] for at in order])
    table.insert(0, "paper_id", [f"W{number:05d}" for number in range(1, len(table) + 1)])
    return table[list(COLUMNS)]


def _own(person: Any, start: date, rng: np.random.Generator) -> dict[str, Any]:
    kind = str(rng.choice(list(KINDS), p=[share for share, _, _ in KINDS.values()]))
    years = KINDS[kind][1]
    issued = start - timedelta(days=int(rng.integers(20, (years - 1) * 365 + 20)))
    return {
        "person_id": person.person_id,
        "country": person.country,
        "kind": kind,
        "name_on_it": person.name,
        "born": person.born,
        "sex": person.sex,
        "issued_on": issued,
        "expires_on": later(issued, years),
        "is_genuine": True,
        "supplier": "",
        "flaw": "",
    }


def _forged(
    person: Any, supplier: str, start: date, identities: Mapping[str, Generator], rng: np.random.Generator
) -> dict[str, Any]:
    row = _own(person, start, rng) | {"is_genuine": False, "supplier": supplier}
    row["flaw"] = str(rng.choice(np.array(FLAWS, dtype=object), p=_FLAW_SHARES))
    if rng.random() < _ASSUMED_NAME:
        row["name_on_it"] = identities[person.country].full_name(person.sex == "F")[0]
        row["born"] = person.born + timedelta(days=int(rng.integers(-1200, 1200)))
    return row


def _number(
    rows: list[dict[str, Any]],
    scenario: Mapping[str, Any],
    identities: Mapping[str, Generator],
    start: date,
    rng: np.random.Generator,
) -> None:
    """Deal numbers that rise with the day of issue within a state and kind; those out of series get another day's."""
    taken: set[tuple[str, str]] = set()
    letters = {code: identities[code].random.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for code in sorted(scenario["pack"])}
    for row in rows:
        pattern = str(scenario["pack"][row["country"]]["document"]["pattern"]).replace("@", letters[row["country"]])
        size = 10 ** pattern.count("#")
        low, high = (int(size * share) for share in KINDS[row["kind"]][2])
        day = (row["issued_on"] - start).days + (_YEARS - 1) * 365
        if row["flaw"] == "series":
            shift = int(rng.integers(_OUT_OF_ORDER_DAYS, 1500))
            day = day - shift if day > shift else day + shift
        serial = low + int((high - low) * (day + rng.random()) / (_YEARS * 365 + _OUT_OF_ORDER_DAYS * 3))
        while (row["country"], number := _fill(pattern, serial)) in taken:
            serial += 1
        taken.add((row["country"], number))
        row["document_number"] = number


def _fill(pattern: str, serial: int) -> str:
    digits = iter(str(serial).zfill(pattern.count("#")))
    return "".join(next(digits) if sign == "#" else sign for sign in pattern)


def _clone(rows: list[dict[str, Any]], rng: np.random.Generator) -> None:
    """Give the forged documents that are copies the number and days of a genuine one of the same state and kind."""
    for row in rows:
        if row["flaw"] != "number twice":
            continue
        options = [
            one
            for one in rows
            if one["is_genuine"]
            and one["person_id"] != row["person_id"]
            and (one["country"], one["kind"]) == (row["country"], row["kind"])
        ]
        if not options:
            row["flaw"] = ""
            continue
        other = options[int(rng.integers(len(options)))]
        row |= {name: other[name] for name in ("document_number", "issued_on", "expires_on")}


def _print(row: dict[str, Any], pack: Mapping[str, Any], own: Mapping[str, Any], rng: np.random.Generator) -> None:
    """Set the machine-readable zone: right, with a wrong check digit, or that of somebody else's data page."""
    shown = dict(row)
    if row["flaw"] == "zone":
        # the data page was changed and the zone below it left as it was
        shown["born"] = row["born"] + timedelta(days=int(rng.integers(200, 4000)) * (1 if rng.random() < 0.5 else -1))
        if row["name_on_it"] != own["name_on_it"]:
            shown["name_on_it"] = own["name_on_it"]
    lines = zone_of(shown, pack)
    if row["flaw"] == "check digit":
        lines = garbled(lines, rng)
    row |= {f"mrz_{at + 1}": line for at, line in enumerate((*lines, "", "")[:3])}


def later(day: date, years: int) -> date:
    """Return the day before the same day some years later.

    >>> later(date(2020, 2, 29), 10)
    datetime.date(2030, 2, 27)
    """
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)
