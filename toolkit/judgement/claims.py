"""`claims`: which evidence carries each claim, with repeated and circular reports counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.judgement.tables import read_table, said
from toolkit.language import text
from toolkit.result import Result


@dataclass(frozen=True, repr=False)
class Claims(Result):
    """Claims with their evidence: `documents` named, `independent` origins behind them, and the sets themselves."""

    table: pd.DataFrame
    caveats: tuple[str, ...]
    _ranked = True

    @property
    def sentence(self) -> str:
        """How many claims rest on two independent origins or more."""
        firm = int((self.table["independent"] >= 2).sum())
        return text("{firm} of {all} claims rest on two or more independent origins.", firm=firm, all=len(self.table))

    def to_frame(self) -> pd.DataFrame:
        """One row a claim: documents, independent origins, the sets of documents that share an origin."""
        return self.table.copy()


def claims(table: Any, origins: Any = None) -> Claims:
    """Count the independent origins behind each claim.

    Parameters
    ----------
    table : {claim: documents}, or a table with columns `claim` and `evidence`; one row may name several documents,
        separated by semicolons
    origins : {document: where it has it from}, or a table with columns `document` and `derived_from` and where wanted
        `source`. `derived_from` names other documents (several with semicolons); documents of one `source`, and those
        that lead back to one another, make one set and count once. A document not named there is its own origin

    Two documents are in one set where any chain of "derived from" or a common source joins them: the careful reading,
    since a digest of two origins adds none of its own. A third party that both repeat unnamed is not seen.

    Raises ParameterError for a claim without evidence, or an empty table.

    >>> found = claims({"boats leave from the north": ["D1", "D2", "D3"]}, {"D2": "D1"})
    >>> found.to_frame()[["documents", "independent"]].iloc[0].tolist()
    [3, 2]
    """
    where = "judgement.claims"
    held: dict[str, list[str]] = {}
    if isinstance(table, Mapping) and "claim" not in table:
        pairs = list(table.items())
    else:
        frame = read_table(table, where, need=("claim", "evidence"), codes=True)
        pairs = list(zip(frame["claim"], frame["evidence"], strict=True))
    if not pairs:
        raise ParameterError(f"{where}: no claim; give at least one with its evidence")
    for place, (claim, evidence) in enumerate(pairs, start=1):
        if not said(claim):
            raise ParameterError(f"{where}: row {place}: the claim is empty; state it")
        held.setdefault(said(claim), []).extend(_ids(evidence))
    for claim, documents in held.items():
        if not documents:
            raise ParameterError(f"{where}: claim {claim!r} names no evidence; name a document, or leave it out")
    joined = _joined(origins, where)
    rows = []
    for claim, documents in held.items():
        named = list(dict.fromkeys(documents))
        sets: dict[str, list[str]] = {}
        for one in named:
            sets.setdefault(_root(joined, one), []).append(one)
        rows.append((claim, len(named), len(sets), " | ".join("; ".join(one) for one in sets.values())))
    made = pd.DataFrame(rows, columns=["claim", "documents", "independent", "sets"]).set_index("claim")
    return Claims(made, _caveats(made, origins is None))


def _ids(evidence: Any) -> list[str]:
    """Document ids of a cell or a list, trimmed."""
    if isinstance(evidence, Iterable) and not isinstance(evidence, str):
        return [said(one) for one in evidence if said(one)]
    return [one for one in (part.strip() for part in re.split(r"[;,|]", said(evidence))) if one]


def _joined(origins: Any, where: str) -> dict[str, str]:
    """Each document's parent in a forest whose trees are the sets that count once."""
    parent: dict[str, str] = {}
    if origins is None:
        return parent
    if isinstance(origins, Mapping) and "document" not in origins:
        links = [(said(document), one) for document, given in origins.items() for one in _ids(given)]
    else:
        frame = read_table(origins, where, need=("document",), codes=True)
        kinds = [column for column in ("derived_from", "source") if column in frame.columns]
        if not kinds:
            raise ParameterError(f"{where}: the origins have neither 'derived_from' nor 'source'; add one")
        links = []
        for _, row in frame.iterrows():
            if "derived_from" in kinds:
                links += [(said(row["document"]), one) for one in _ids(row["derived_from"])]
            if "source" in kinds and said(row["source"]):
                links.append((said(row["document"]), f"source: {said(row['source'])}"))
    for document, other in links:
        one, two = _root(parent, document), _root(parent, other)
        if one != two:
            parent[one] = two
    return parent


def _root(parent: dict[str, str], one: str) -> str:
    while one in parent:
        one = parent[one]
    return one


def _caveats(made: pd.DataFrame, unknown_origins: bool) -> tuple[str, ...]:
    notes = []
    if unknown_origins:
        notes.append(text("no origins stated: every document is taken as independent, which overstates support"))
    for claim, row in made.iterrows():
        if row["independent"] == 1 and row["documents"] > 1:
            notes.append(text("{count} documents but one origin: {claim}", count=int(row["documents"]), claim=claim))
    alone = int(((made["documents"] == 1) & (made["independent"] == 1)).sum())
    if alone:
        notes.append(text("{count} claims rest on a single document", count=alone))
    return tuple(notes)
