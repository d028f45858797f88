"""Cards of persons met at the border or held: what a record says of who it was, and how two of them compare."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import pandas as pd

from synthetic_data.truth import Truth
from toolkit.schema.case import Case

SAME, DIFFERENT, OPEN = "same", "different", "open"
# Likeness of two names above which a clerk would look twice.
_LIKE = 0.82
_SPLIT = ";"


@dataclass(frozen=True)
class Card:
    """One record of a person; an empty text says that it does not hold it. `person` is the truth's, never shown."""

    record: str
    stream: str
    day: str
    name: str
    citizenship: str
    document: str
    kind: str
    born: str
    person: str

    def shown(self) -> dict[str, str]:
        """What the paper shows of the card."""
        parts = {
            "record": self.record,
            "stream": self.stream,
            "day": self.day,
            "name": self.name,
            "citizenship": self.citizenship,
            "document_number": self.document,
            "document": self.kind,
            "birth_date": self.born,
        }
        return {name: value for name, value in parts.items() if value}


def cards(case: Case, truth: Truth) -> list[Card]:
    """Return the cards of everybody met at the border with a document, held, or on the nominal index, by name.

    The name is the officer's of the border record, with the document shown there; whose it was comes from the truth's
    papers and arrests. Records that their provenance does not name are left out.
    """
    papers = truth.table("papers")
    owner = _owner(papers["person_id"], papers["provenance"])
    held = truth.table("arrests")
    found = list(_border(case, owner)) if {"papers", "crossings"} <= set(case.tables) else []
    if "arrests" in case.tables:
        found += list(_custody(case.table("arrests"), _owner(held["person_id"], held["provenance"])))
    found += list(_index(case, truth))
    return [card for card in found if card.name]


def compared(one: Card, other: Card) -> str:
    """Return "same", "different" or "open" for two cards, by what stands on them alone.

    The same number with a similar name, or the same birth date with a similar name and citizenship, is one person. A
    similar name with two birth dates and two numbers is two. A name that is not similar is another person unless the
    number is the same: then a document may have been lent or copied, and the file does not decide. The rest is open.
    """
    like = alike(one.name, other.name)
    number = one.document != "" and one.document == other.document
    birth = one.born != "" and one.born == other.born
    if number and like:
        return SAME
    if birth and like and (one.citizenship == other.citizenship or "" in (one.citizenship, other.citizenship)):
        return SAME
    if not like:
        return OPEN if number or birth else DIFFERENT
    return DIFFERENT if one.born and other.born and not number and not birth else OPEN


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> bool:
    """Are two spellings near enough to be of one name: parts in any order, an initial standing for its part?

    >>> alike("Kyi Swe Khin", "Khin Kyi Swe"), alike("Lwin Soe M.", "Lwin Soe Min"), alike("Sok Dara", "Chan Nary")
    (True, True, False)
    """
    parts, others = _parts(one), _parts(other)
    if not parts or not others or len(parts) != len(others):
        return False
    rest, whole = list(others), 0
    for part in parts:
        near = [place for place, candidate in enumerate(rest) if _near(part, candidate)]
        if not near:
            return False
        whole += min(len(part), len(rest[near[0]])) > 1
        rest.pop(near[0])
    # Initials alone make no name.
    return whole > 0


def spelt_alike(one: str, other: str) -> bool:
    """Do two names look alike as they are written, letter by letter from left to right?

    >>> spelt_alike("Sok Dara", "Sok Darra"), spelt_alike("Sok Dara", "Dara Sok")
    (True, False)
    """
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= _LIKE


def _near(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    if one == other:
        return True
    match = SequenceMatcher(None, one, other, autojunk=False)
    # the first two are upper bounds of the third, and cheap
    return match.real_quick_ratio() >= _LIKE and match.quick_ratio() >= _LIKE and match.ratio() >= _LIKE


@lru_cache(maxsize=50_000)
def _parts(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(sign if sign.isalpha() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(sorted(letters.split(), key=lambda part: (-len(part), part)))


def _border(case: Case, owner: Mapping[str, str]) -> Iterator[Card]:
    shown = case.table("papers").dropna(subset=["crossing_id"]).drop_duplicates("crossing_id")
    shown = shown.rename(columns={"document_number": "printed"}).drop(columns=["place_id"])
    met = case.table("crossings").merge(shown, on="crossing_id")
    for row in met.to_dict("records"):
        person = owner.get(str(row["paper_id"]), "")
        if person:
            document = _text(row["document_number"]) or _text(row["printed"])
            yield Card(
                record=str(row["crossing_id"]),
                stream="crossings",
                day=_day(row["detected_at"]),
                name=_text(row["traveller_name"]) or _text(row["name"]),
                citizenship=_text(row["citizenship"]),
                document=document,
                kind=_text(row["kind"]),
                born=_day(row["birth_date"]),
                person=person,
            )


def _custody(arrests: pd.DataFrame, owner: Mapping[str, str]) -> Iterator[Card]:
    for row in arrests.to_dict("records"):
        person = owner.get(str(row["arrest_id"]), "")
        if person:
            yield Card(
                record=str(row["arrest_id"]),
                stream="arrests",
                day=_day(row["arrested_at"]),
                name=_text(row["name"]),
                citizenship=_text(row["citizenship"]),
                document="",
                kind="",
                born=_day(row["birth_date"]),
                person=person,
            )


def _index(case: Case, truth: Truth) -> Iterator[Card]:
    """Entries of the nominal index, of which nothing but the name is known: whoever was held is left out."""
    nominals = case.table("nominals")
    known = set(case.table("arrests")["nominal_id"].dropna()) if "arrests" in case.tables else set()
    people = truth.table("people")
    person = dict(zip(people["nominal_id"], people["person_id"], strict=True))
    for row in nominals[nominals["kind"] == "person"].to_dict("records"):
        if row["nominal_id"] not in known:
            yield Card(
                record=str(row["nominal_id"]),
                stream="nominals",
                day="",
                name=_text(row["name"]),
                citizenship="",
                document="",
                kind="",
                born="",
                person=str(person.get(row["nominal_id"], "")),
            )


def _owner(people: pd.Series[Any], provenance: pd.Series[Any]) -> dict[str, str]:
    lists = provenance.astype("str").str.split(_SPLIT)
    return {record: str(person) for person, records in zip(people, lists, strict=True) for record in records if record}


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _day(value: Any) -> str:
    return "" if pd.isna(value) else str(value)[:10]
