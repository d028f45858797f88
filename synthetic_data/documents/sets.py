"""Document set A: the few documents that together name few entities most densely, for work by hand."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

FEWEST, MOST = 8, 12
LEAST_ENTITIES, ENTITIES = 10, 14
# Fewest links between persons that leave something to chart by hand.
LEAST_LINKS = 10
# Share of the file, in order of date, from which the set is taken; a short file is taken whole.
EARLY, WHOLE = 0.6, 20


def set_a(claims: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the document numbers and the nominal numbers of set A.

    Parameters
    ----------
    claims : the truth table of claims

    Documents are numbered in order of date, and only the earlier ones come into question. From each of them in turn
    the set grows by the document that brings fewest new entities, until a dozen
    documents are in or any other would make more than 14 entities. Of these sets those of at least 8 documents and
    10 entities win, then those with an organisation, an innocent tie and a denial, then the one with most pairs
    named for its entities. Deterministic: equal candidates go by document number.

    >>> columns = ["document_id", "subject", "relation", "object", "polarity"]
    >>> rows = [("D001", "N1", "pays", "N2", "asserted"), ("D002", "N2", "pays", "N3", "asserted")]
    >>> set_a(pd.DataFrame(rows, columns=columns))
    (('D001', 'D002'), ('N1', 'N2', 'N3'))
    """
    numbers = sorted(claims["document_id"].unique())
    early = numbers if len(numbers) <= WHOLE else numbers[: round(len(numbers) * EARLY)]
    claims = claims[claims["document_id"].isin(early)]
    named: dict[str, frozenset[str]] = {}
    pairs: dict[str, frozenset[tuple[str, str]]] = {}
    for document, rows in claims.sort_values("document_id", kind="stable").groupby("document_id", sort=True):
        ends = list(zip(rows["subject"], rows["object"], strict=True))
        named[str(document)] = frozenset(end for pair in ends for end in pair)
        pairs[str(document)] = frozenset((min(pair), max(pair)) for pair in ends)
    features = {str(document): _features(rows) for document, rows in claims.groupby("document_id")}
    best: tuple[tuple[float, ...], list[str]] | None = None
    for first in named:
        grown = _grow(first, named, pairs)
        entities = frozenset().union(*(named[document] for document in grown))
        joined = frozenset().union(*(pairs[document] for document in grown))
        variety = frozenset().union(*(features[document] for document in grown))
        sizes = (float(min(len(grown), FEWEST)), float(min(len(entities), LEAST_ENTITIES)))
        score = (*sizes, float(len(variety)), len(joined) / len(entities))
        if best is None or score > best[0]:
            best = (score, grown)
    if best is None:
        return (), ()
    documents = tuple(sorted(best[1]))
    return documents, tuple(sorted(frozenset().union(*(named[document] for document in documents))))


def links_of_set(claims: pd.DataFrame, documents: Collection[str], organisations: Collection[str]) -> int:
    """Count the pairs of persons whom the documents link: asserted, and not denied by any of them.

    >>> columns = ["document_id", "subject", "relation", "object", "polarity"]
    >>> rows = [("D001", "N1", "pays", "N2", "asserted"), ("D002", "N1", "belongs to", "N3", "asserted")]
    >>> links_of_set(pd.DataFrame(rows, columns=columns), ["D001", "D002"], ["N3"])
    1
    """
    firms = list(organisations)
    read = claims[claims["document_id"].isin(list(documents))]
    read = read[~read["subject"].isin(firms) & ~read["object"].isin(firms)]
    found: dict[str, set[tuple[str, str]]] = {"asserted": set(), "denied": set()}
    for one, other, polarity in zip(read["subject"], read["object"], read["polarity"], strict=True):
        found[polarity].add((min(one, other), max(one, other)))
    return len(found["asserted"] - found["denied"])


def _features(rows: pd.DataFrame) -> frozenset[str]:
    """What makes a document worth reading with care: an organisation, an innocent tie, a denial."""
    innocent = {"family of": "innocent", "client of": "innocent", "belongs to": "organisation"}
    found = {innocent.get(str(relation), "") for relation in rows["relation"]}
    found |= {"denial" for polarity in rows["polarity"] if polarity == "denied"}
    return frozenset(found - {""})


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
        _, _, document = min(options)
        grown.append(document)
        entities |= named[document]
    return grown
