"""Contact lists read from telephones found at arrests: everybody saves family, friends and shops beside the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.noise.names import Scribe
from synthetic_data.providers import identities
from synthetic_data.seeds import child_seed, generator
from synthetic_data.sensors.calls import Heard
from synthetic_data.sensors.observed import Finished, Observed
from synthetic_data.world.model import World

COLUMNS = ("arrest_id", "nominal_id", "owner_number", "saved_as", "number", "times_contacted", "_owner", "_person")
# How people save others: whole name, given name, nickname, a word for what they are, nothing. Training choice.
_WAYS = ("name", "first word", "nickname", "word", "nothing")
_SHARES = (0.36, 0.24, 0.2, 0.12, 0.08)
_KIN = {"F": ("Mother", "Sister", "Aunt", "Home"), "M": ("Father", "Brother", "Uncle", "Home")}


@dataclass(frozen=True)
class _Book:
    """What people call each other: sex, first word of the name, nickname and a word for what somebody is."""

    sex: dict[str, str]
    nickname: dict[str, str]
    word: dict[str, str]


def observe(
    world: World, calls: Heard, arrests: Finished, aliases: Sequence[tuple[str, str, str]], scribe: Scribe
) -> Observed:
    """Return the contacts; `_owner` and `_person` are the two people.

    `aliases` are the other names on the nominal index: whoever has a nickname there is called by it here too. The
    number saved is the one that the two used most with each other, else one that the contact had then. Every name
    that is not the person's own stands among the operations.
    """
    rng = generator(world.seed, "sensors.phones")
    level, noise = world.level["coverage"], generator(world.seed, "noise.names", 16)
    book, ties, lines = _book(world, aliases), _ties(world), _lines(world)
    rows: list[dict[str, Any]] = []
    operations: list[tuple[str, int, str]] = []
    found, opened, entries = 0, 0, 0
    read = arrests.evidence.merge(arrests.facts[["arrest_id", "_person", "_number"]], on="arrest_id")
    took_place = calls.took_place(set(read["_person"]))
    for arrest in read.to_dict("records"):
        if not arrest["_number"]:
            continue
        found += 1
        if rng.random() >= level["phones"]:
            continue
        opened += 1
        when = arrest["arrested_at"].tz_localize(None)
        heard = _heard(took_place, arrest["_person"], when)
        for contact, kind in ties.get(arrest["_person"], ()):
            number = _number(heard, lines.get(contact, ()), contact, when)
            if not number:
                continue
            entries += 1
            if rng.random() >= level["phone_contacts"]:
                continue
            saved, variant = _saved(contact, kind, book, scribe, noise)
            if variant:
                operations.append((variant, len(rows), f"saved_as: {scribe.name(contact)} written {saved}"))
            rows.append(
                {
                    "arrest_id": arrest["arrest_id"],
                    "nominal_id": arrest["nominal_id"],
                    "owner_number": arrest["_number"],
                    "saved_as": saved,
                    "number": number,
                    "times_contacted": heard.get((contact, number), 0),
                    "_owner": arrest["_person"],
                    "_person": contact,
                }
            )
    coverage = {"phones": (opened, found), "phone_contacts": (len(rows), entries)}
    return Observed("phone_contacts", pd.DataFrame(rows, columns=list(COLUMNS)), operations, coverage)


def _saved(contact: str, kind: str, book: _Book, scribe: Scribe, rng: np.random.Generator) -> tuple[str, str]:
    """Return the name saved and the noise operation that it is, "" where it is the name or a part of it."""
    way = str(rng.choice(_WAYS, p=_SHARES))
    if way == "name":
        written, variant = scribe.write(contact, rng)
        return written, f"name {variant}" if variant else ""
    if way == "nickname":
        return book.nickname[contact], "name nickname"
    if way == "word":
        kin = _KIN[book.sex[contact]]
        return (kin[int(rng.integers(len(kin)))] if kind == "family" else book.word[contact]), "saved as a word"
    if way == "first word":
        return scribe.name(contact).split()[0], "saved in short"
    return "", "missing name"


def _book(world: World, aliases: Sequence[tuple[str, str, str]]) -> _Book:
    people = world.table("people")
    pools = {
        code: identities(pack, child_seed(world.seed, "identities", 30 + at))
        for at, (code, pack) in enumerate(sorted(world.scenario["pack"].items()))
    }
    rng = generator(world.seed, "sensors.phones", 1)
    trades = world.scenario["bystanders"]["roles"]
    nickname = {row.person_id: pools[row.country].nickname() for row in people.itertuples()}
    nickname |= {person: alias for person, alias, kind in aliases if kind == "nickname"}
    word = {}
    for row in people.itertuples():
        # members have an honest trade besides, which is what others call them
        trade = str(trades[int(rng.integers(len(trades)))])
        known = row.role if row.kind == "bystander" else trade
        word[row.person_id] = known.removeprefix("legal ").capitalize()
    return _Book(dict(zip(people["person_id"], people["sex"], strict=True)), nickname, word)


def _ties(world: World) -> dict[str, list[tuple[str, str]]]:
    """For each person the others with whom there is a tie, and its kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for link in world.table("links").itertuples():
        found.setdefault(link.a, []).append((link.b, link.kind))
        found.setdefault(link.b, []).append((link.a, link.kind))
    return found


def _lines(world: World) -> dict[str, list[tuple[str, pd.Timestamp]]]:
    """For each person the numbers, each with the first day of its use."""
    found: dict[str, list[tuple[str, pd.Timestamp]]] = {}
    for row in world.table("numbers").sort_values(["first_day", "number"], kind="stable").itertuples():
        found.setdefault(row.person_id, []).append((row.number, pd.Timestamp(row.first_day)))
    return found


def _heard(calls: pd.DataFrame, owner: str, until: pd.Timestamp) -> dict[tuple[str, str], int]:
    """Calls and messages of the owner up to an instant: (other person, other number) -> how many."""
    before = calls[calls["started_at"] < until]
    out = before[before["caller_id"] == owner][["callee_id", "callee"]]
    into = before[before["callee_id"] == owner][["caller_id", "caller"]]
    pairs = pd.concat([out.set_axis(["person", "number"], axis=1), into.set_axis(["person", "number"], axis=1)])
    return {(str(a), str(b)): int(count) for (a, b), count in pairs.groupby(["person", "number"]).size().items()}


def _number(
    heard: dict[tuple[str, str], int], lines: Sequence[tuple[str, pd.Timestamp]], contact: str, when: pd.Timestamp
) -> str:
    used = [(-heard.get((contact, number), 0), at, number) for at, (number, first) in enumerate(lines) if first <= when]
    return min(used)[2] if used else ""
