"""What speaks for and against two records being one person: each comparison's weight in bits, and its words."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.resolution.names import compare_names, fold, normalise_name
from toolkit.resolution.plates import normalise_plate

# Weights in bits of what differs. A birth date is copied wrongly in one record of some thirty; people hold several
# documents, telephones and vehicles, so another number says little; a name that is not alike says much.
AGAINST = {"name": -9.0, "born": -5.0, "document": -0.5, "phone": 0.0, "plate": 0.0, "citizenship": -3.0}
# Agreement is worth at most so much: even a number that no other record has may be lent, copied or mistyped.
MOST = {"born": 12.0, "document": 14.0, "phone": 7.0, "plate": 5.0, "citizenship": 4.0}
# Below this likeness two names speak against; above it they speak for in proportion.
_ALIKE = 0.6
# A birth date with one digit wrong, or with day and month exchanged.
_NEAR = 3.0
_WORDS = {"document": "document", "phone": "telephone", "plate": "plate", "citizenship": "citizenship"}


@dataclass(frozen=True)
class Prepared:
    """Records made comparable: ids, normalised values by kind, parts of names by sound, and how often each stands."""

    ids: list[Any]
    values: dict[str, list[str]]
    folded: list[list[str]]
    counts: dict[str, Counter[str]]
    parts: Counter[str]
    notes: tuple[str, ...] = field(default=())


def prepare(table: pd.DataFrame, id: str, columns: dict[str, str | None], home: str) -> Prepared:
    """Normalise the columns that are named; unreadable telephones and birth dates are left empty and counted."""
    values: dict[str, list[str]] = {}
    notes: list[str] = []
    for what, column in columns.items():
        if column is None:
            continue
        raw = ["" if pd.isna(value) else str(value).strip() for value in table[column]]
        if what == "phone":
            values[what] = [_phone(value, home) for value in raw]
        elif what == "born":
            values[what] = [_day(value) for value in raw]
        elif what == "plate":
            values[what] = [normalise_plate(value) for value in raw]
        elif what == "document":
            values[what] = [re.sub(r"[\W_]", "", value).upper() for value in raw]
        else:
            values[what] = raw
        lost = sum(1 for before, after in zip(raw, values[what], strict=True) if before and not after)
        if lost:
            notes.append(
                text("{count} values of {column} can't be read and were not compared", count=lost, column=column)
            )
    folded = [fold(value).split() for value in values.get("name", [""] * len(table))]
    counts = {what: Counter(value for value in listed if value) for what, listed in values.items()}
    parts = Counter(part for listed in folded for part in set(listed))
    return Prepared(table[id].tolist(), values, folded, counts, parts, tuple(notes))


def weigh(prepared: Prepared, a: int, b: int) -> tuple[float, str]:
    """Return the sum of the weights for two records, and each comparison in words, the weightiest first."""
    said: list[tuple[float, str]] = []
    if "name" in prepared.values:
        said += _names(prepared, a, b)
    for what in ("born", "document", "phone", "plate", "citizenship"):
        if what in prepared.values:
            one, other = prepared.values[what][a], prepared.values[what][b]
            if one and other:
                said.append(_value(prepared, what, one, other))
    said = [(bits, words) for bits, words in said if words]
    said.sort(key=lambda found: -abs(found[0]))
    return sum(bits for bits, _ in said), "; ".join(f"{words} {bits:+.1f}" for bits, words in said)


def _names(prepared: Prepared, a: int, b: int) -> list[tuple[float, str]]:
    one, other = prepared.values["name"][a], prepared.values["name"][b]
    if not normalise_name(one) or not normalise_name(other):
        return []
    score, why = compare_names(one, other)
    if score < _ALIKE:
        return [(AGAINST["name"] * (1 - score / _ALIKE), text("names {score} alike", score=f"{score:.2f}"))]
    # How rare the name is: its parts by sound, as the table has them. The rarer of the two spellings misleads less.
    n = len(prepared.ids)
    rarity = min(sum(math.log2(n / prepared.parts[part]) for part in set(prepared.folded[row])) for row in (a, b))
    weight = min(rarity, 2 * math.log2(n)) * (score - _ALIKE) / (1 - _ALIKE)
    return [(weight, text("names {score} alike ({why})", score=f"{score:.2f}", why=why))]


def _value(prepared: Prepared, what: str, one: str, other: str) -> tuple[float, str]:
    if one == other:
        n = len(prepared.ids)
        # how likely two strangers would share it: at least the two records themselves hold it
        rare = math.log2(n / max(1, prepared.counts[what][one] - 1)) if what != "citizenship" else 0.0
        if what == "citizenship":
            rare = -math.log2(prepared.counts[what][one] / sum(prepared.counts[what].values()))
        # a small table makes everything look common: a birth date or a number is rare in the world, too
        floor = {"born": 9.0, "document": 11.0, "phone": 5.0, "plate": 4.0}.get(what, 0.0)
        crowd = max(0, prepared.counts[what][one] - 2)
        weight = min(MOST[what], max(rare, floor - math.log2(1 + crowd)))
        return weight, _same(what)
    if what == "born":
        near = _near_dates(one, other)
        return (_NEAR, near) if near else (AGAINST["born"], text("birth dates differ"))
    if not AGAINST[what]:
        return 0.0, ""
    return AGAINST[what], text("{what} differs", what=text(_WORDS[what]))


def _same(what: str) -> str:
    return text("birth date the same") if what == "born" else text("{what} the same", what=text(_WORDS[what]))


def _near_dates(one: str, other: str) -> str:
    if one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]:
        return text("day and month exchanged")
    if len(one) == len(other) == 10 and sum(x != y for x, y in zip(one, other, strict=True)) == 1:
        return text("birth dates differ in one digit")
    return ""


def _phone(value: str, home: str) -> str:
    from toolkit.telephone.numbers import number

    try:
        form = number(value, home) if value else ""
    except ParameterError:
        return ""
    # a short code or a sender's name is nobody's number
    return form if form.startswith("+") else ""


def _day(value: str) -> str:
    found = re.match(r"\d{4}-\d{2}-\d{2}", value)
    if found:
        return found.group()
    stamp = pd.to_datetime(value, errors="coerce") if value else pd.NaT
    return "" if stamp is pd.NaT or pd.isna(stamp) else stamp.strftime("%Y-%m-%d")
