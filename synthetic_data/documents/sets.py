"""Document set A: the few documents that together name few entities most densely, for work by hand."""

from __future__ import annotations

import pandas as pd

DOCUMENTS = 10
FEWEST, MOST = 8, 12
ENTITIES = 14


def set_a(claims: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the document numbers and the nominal numbers of set A.

    Parameters
    ----------
    claims : the truth table of claims, with columns `document_id`, `subject`, `object`

    From each document in turn the set grows by the document that brings fewest new entities, until a dozen
    documents are in or every other document would bring more than 14 entities; the growth with most pairs of
    entities named for its entities is the set. Deterministic: equal candidates go by document number.
    Sets of 8 to 12 documents win over smaller ones.

    >>> rows = [("D001", "N1", "N2"), ("D002", "N2", "N3")]
    >>> set_a(pd.DataFrame(rows, columns=["document_id", "subject", "object"]))
    (('D001', 'D002'), ('N1', 'N2', 'N3'))
    """
    named: dict[str, frozenset[str]] = {}
    pairs: dict[str, frozenset[tuple[str, str]]] = {}
    for document, rows in claims.sort_values("document_id", kind="stable").groupby("document_id", sort=True):
        ends = list(zip(rows["subject"], rows["object"], strict=True))
        named[str(document)] = frozenset(end for pair in ends for end in pair)
        pairs[str(document)] = frozenset((min(pair), max(pair)) for pair in ends)
    best: tuple[tuple[float, ...], list[str]] | None = None
    for first in named:
        grown = _grow(first, named, pairs)
        entities = frozenset().union(*(named[document] for document in grown))
        joined = frozenset().union(*(pairs[document] for document in grown))
        score = (float(min(len(grown), FEWEST)), float(len(entities) >= 10), len(joined) / len(entities))
        if best is None or score > best[0]:
            best = (score, grown)
    if best is None:
        return (), ()
    documents = tuple(sorted(best[1]))
    return documents, tuple(sorted(frozenset().union(*(named[document] for document in documents))))


def _grow(first: str, named: dict[str, frozenset[str]], pairs: dict[str, frozenset[tuple[str, str]]]) -> list[str]:
    grown, entities = [first], set(named[first])
    while len(grown) < MOST:
        options = [
            (len(named[document] - entities), -len(pairs[document]), document)
            for document in named
            if document not in grown and len(named[document] | entities) <= ENTITIES
        ]
        if not options:
            break
        new, _, document = min(options)
        if len(grown) >= DOCUMENTS and new:
            break
        grown.append(document)
        entities |= named[document]
    return grown
