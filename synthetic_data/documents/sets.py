"""The sets for work by hand: which documents belong to each, whom they name, and how many pairs they link."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from synthetic_data.documents.draft import Draft

FEWEST, MOST = 8, 12
LEAST_ENTITIES, ENTITIES = 10, 14
# Fewest links between persons that leave something to chart by hand.
LEAST_LINKS = 10


def sets_of(drafts: Sequence[Draft], claims: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    """Return set name -> its `documents` and the `nominals` that their claims name, each in order of number.

    Parameters
    ----------
    drafts : the numbered drafts of the file
    claims : the truth table of claims
    """
    found: dict[str, dict[str, list[str]]] = {}
    for name in sorted({draft.set for draft in drafts} - {""}):
        documents = sorted(draft.document_id for draft in drafts if draft.set == name)
        rows = claims[claims["document_id"].isin(documents)]
        found[name] = {"documents": documents, "nominals": sorted({*rows["subject"], *rows["object"]})}
    return found


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


def faults(
    sets: dict[str, dict[str, list[str]]], claims: pd.DataFrame, organisations: Collection[str]
) -> dict[str, list[str]]:
    """Return, for each set, what makes it unfit for work by hand: too few or many documents, entities or links."""
    problems: dict[str, list[str]] = {}
    for name, one in sets.items():
        documents, entities = one["documents"], one["nominals"]
        links = links_of_set(claims, documents, organisations)
        problems[name] = [
            f"{count} {what}, not {least} to {most}"
            for what, count, least, most in (
                ("documents", len(documents), FEWEST, MOST),
                ("entities", len(entities), LEAST_ENTITIES, ENTITIES),
                ("links", links, LEAST_LINKS, len(entities) ** 2),
            )
            if not least <= count <= most
        ]
    return problems
