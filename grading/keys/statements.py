"""What the documents of a case state about a pair: linked and how surely, denied, or contradictory at equal weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from toolkit import link

Pair = tuple[str, str]
Outcome = Literal["linked", "denied", "contradictory"]
MEMBERSHIP = "belongs to"
# A tie of every day: a denial that two people work together says nothing against it.
EVERYDAY = ("client of", "family of")


@dataclass(frozen=True)
class Stated:
    """What the file says of one pair: the outcome, the status where it is linked, and the documents that assert it."""

    outcome: Outcome
    status: str
    documents: tuple[str, ...]


def pairs(claims: pd.DataFrame, reports: pd.DataFrame, documents: Collection[str] | None = None) -> dict[Pair, Stated]:
    """Weigh every pair that the claims name, by the rule that the lesson teaches.

    Parameters
    ----------
    claims : truth table `claims`
    reports : the report index, with grades and source references
    documents : read these alone; default: the whole file

    Assertions and denials of a pair each have the status of `link.status`, by the grades and sources of their
    documents. The better one stands; where they are equal the pair is contradictory. An everyday tie (customer,
    relative) is not touched by a denial that the two work together. A document that repeats another one that is read
    as well adds nothing. Ends are in alphabetical order.
    """
    grades = _grades(reports)
    read = claims if documents is None else claims[claims["document_id"].isin(list(documents))]
    present = set(read["document_id"])
    read = read[~read["copies"].isin(present)]
    found: dict[Pair, list[Any]] = {}
    for row in read.sort_values(["document_id", "claim_id"], kind="stable").itertuples():
        found.setdefault(ordered(row.subject, row.object), []).append(row)
    return {pair: _weigh(rows, grades) for pair, rows in sorted(found.items())}


def memberships(claims: pd.DataFrame, reports: pd.DataFrame) -> dict[Pair, Stated]:
    """Return the same for (person, organisation), from the claims that a person belongs to an organisation."""
    grades = _grades(reports)
    read = claims[(claims["relation"] == MEMBERSHIP) & ~claims["copies"].isin(set(claims["document_id"]))]
    found: dict[Pair, list[Any]] = {}
    for row in read.sort_values(["document_id", "claim_id"], kind="stable").itertuples():
        found.setdefault((str(row.subject), str(row.object)), []).append(row)
    return {pair: _weigh(rows, grades) for pair, rows in sorted(found.items())}


def status_of(documents: Iterable[str], reports: pd.DataFrame) -> str:
    """Return "confirmed" or "suspected" for what these documents state together."""
    return _status(list(documents), _grades(reports))


def ordered(a: Any, b: Any) -> Pair:
    """Both ends in alphabetical order."""
    first, second = sorted((str(a), str(b)))
    return first, second


def _weigh(rows: list[Any], grades: Mapping[str, tuple[str, str]]) -> Stated:
    asserted = _documents(row for row in rows if row.polarity == "asserted")
    everyday = _documents(row for row in rows if row.polarity == "asserted" and row.relation in EVERYDAY)
    denied = _documents(row for row in rows if row.polarity == "denied")
    working = [name for name in asserted if name not in everyday]
    if not asserted:
        return Stated("denied", "", ())
    if denied and working:
        weight, against = _level(working, grades), _level(denied, grades)
        if weight == against:
            return Stated("contradictory", "", tuple(asserted))
        if weight < against:
            working, asserted = [], everyday
    if not asserted:
        return Stated("denied", "", ())
    return Stated("linked", _status(asserted, grades), tuple(asserted))


def _documents(rows: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(row.document_id) for row in rows))


def _grades(reports: pd.DataFrame) -> dict[str, tuple[str, str]]:
    combined = reports["source_grade"].astype("str") + reports["information_grade"].astype("str")
    pairs_of = zip(combined, reports["source_ref"].astype("str"), strict=True)
    return dict(zip(reports["document_id"].astype("str"), pairs_of, strict=True))


def _three(documents: list[str], grades: Mapping[str, tuple[str, str]]) -> str:
    known = [grades[name] for name in documents]
    return link.status([grade for grade, _ in known], [source for _, source in known])


def _level(documents: list[str], grades: Mapping[str, tuple[str, str]]) -> int:
    return link.STATUSES.index(_three(documents, grades))


def _status(documents: list[str], grades: Mapping[str, tuple[str, str]]) -> str:
    return link.two_codes(_three(documents, grades))
