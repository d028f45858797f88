"""Names as others write them: transliteration variants, changed order, initials. Everybody's vary at the same rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def variants(name: str, country: str, packs: Mapping[str, Any], rng: np.random.Generator) -> list[tuple[str, str]]:
    """Return two or three other spellings of a name as (spelling, kind), all different from it.

    Other romanisations that the country's pack gives for a part of the name come first, then its letter groups.
    """
    found: list[tuple[str, str]] = []
    pack = packs[country]
    others = _romanised_otherwise(name, pack["names"])
    written = [others[int(at)] for at in rng.permutation(len(others))] if others else []
    pairs = pack["transliteration"]["pairs"]
    written += [respell(name, *pairs[int(position)]) for position in rng.permutation(len(pairs))]
    for other in written:
        if other != name and other not in [one for one, _ in found]:
            found.append((other, "transliteration"))
        if len(found) == 2:
            break
    words = name.split()
    if len(words) > 1:
        if rng.random() < 0.5:
            found.append((" ".join([*words[1:], words[0]]), "order"))
        else:
            found.append((" ".join([*words[:-1], words[-1][0] + "."]), "initial"))
    return found


def _romanised_otherwise(name: str, names: Mapping[str, Any]) -> list[str]:
    """The name with one part in each of its further romanisations: items three and on of the pack's entry."""
    found: list[str] = []
    padded = f" {name} "
    for field in ("family", "family_female", "given_male", "given_female"):
        for entry in names.get(field, ()):
            if len(entry) > 2 and f" {entry[0]} " in padded:
                found += [padded.replace(f" {entry[0]} ", f" {other} ", 1).strip() for other in entry[2:]]
    return list(dict.fromkeys(found))


def respell(name: str, old: str, new: str) -> str:
    """Replace the first occurrence of a letter group, whatever its case, keeping capitals.

    >>> respell("Phan Dara", "ph", "p")
    'Pan Dara'
    """
    at = name.lower().find(old)
    if at < 0:
        return name
    put = new.capitalize() if name[at].isupper() else new
    return name[:at] + put + name[at + len(old) :]


class Scribe:
    """Writes people's names: mostly right, at the level's rate in one of that person's own variants."""

    def __init__(self, people: pd.DataFrame, packs: Mapping[str, Any], rate: float, rng: np.random.Generator) -> None:
        self.rate = rate
        self._name = dict(zip(people["person_id"], people["name"], strict=True))
        self._variants = {row.person_id: variants(row.name, row.country, packs, rng) for row in people.itertuples()}
        self.seen: dict[tuple[str, str], str] = {}

    def name(self, person: str) -> str:
        """Return the name as the person would write it."""
        return str(self._name[person])

    def write(self, person: str, rng: np.random.Generator) -> tuple[str, str]:
        """Return (name as written, kind of variant or "")."""
        draw, pick = rng.random(), rng.random()
        options = self._variants.get(person, [])
        if draw >= self.rate or not options:
            return self.name(person), ""
        spelling, kind = options[int(pick * len(options))]
        self.seen[(person, spelling)] = kind
        return spelling, kind

    def column(
        self, table: pd.DataFrame, column: str, people: list[str], rng: np.random.Generator
    ) -> list[tuple[str, int, str]]:
        """Write one name to each row; "" stays empty. Returns the noise operations."""
        operations: list[tuple[str, int, str]] = []
        written: list[str] = []
        for row, person in zip(table.index, people, strict=True):
            if person not in self._name:
                written.append(person)
                continue
            spelling, kind = self.write(person, rng)
            written.append(spelling)
            if kind:
                operations.append((f"name {kind}", int(row), f"{column}: {self.name(person)} written {spelling}"))
        table[column] = written
        return operations
