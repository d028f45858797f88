"""The machine-readable zone of one document: TD3 for passports, TD1 for cards, after ICAO Doc 9303."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from synthetic_data.providers.country import alpha3
from synthetic_data.providers.mrz import Holder, td1, td3


def zone_of(document: Mapping[str, Any], pack: Mapping[str, Any]) -> tuple[str, ...]:
    """Return two lines of 44 characters or three of 30.

    `document` has document_number, kind, name_on_it, born, sex and expires_on; `pack` is that of its state.
    """
    family, given = split(str(document["name_on_it"]), pack["names"])
    state = alpha3(pack)
    holder = Holder(
        surname=family,
        given_names=given,
        number=str(document["document_number"]),
        issuing_state=state,
        nationality=state,
        birth_date=document["born"],
        sex=str(document["sex"]),
        expiry_date=document["expires_on"],
    )
    return td3(holder) if document["kind"] == "passport" else td1(holder)


def split(name: str, names: Mapping[str, Any]) -> tuple[str, str]:
    """Return family and given names of a romanised name; the whole name first where a state has no family names.

    >>> split("Sok Dara", {"order": ["family", "given"], "family": [["Sok", "s"]]})
    ('Sok', 'Dara')
    >>> split("Aung Ko", {"order": ["given", "given"]})
    ('Aung Ko', '')
    """
    if "family" not in names["order"]:
        return name, ""
    first = names["order"][0] == "family"
    pool = [*names.get("family", ()), *names.get("family_female", ())]
    fits = [one[0] for one in pool if (name.startswith(one[0] + " ") if first else name.endswith(" " + one[0]))]
    if not fits:
        words = name.split()
        fits = [words[0] if first else words[-1]]
    family = max(fits, key=len)
    given = name[len(family) :] if first else name[: -len(family)]
    return family, given.strip()


def garbled(lines: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    """Return the lines with the check digit of number, birth date or expiry date replaced by another digit."""
    line, places = (1, (9, 19, 27)) if len(lines) == 2 else (1, (6, 14))
    at = places[int(rng.integers(len(places)))]
    text = lines[line]
    digit = str((int(text[at]) + int(rng.integers(1, 10))) % 10)
    return (*lines[:line], text[:at] + digit + text[at + 1 :], *lines[line + 1 :])
