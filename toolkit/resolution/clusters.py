"""Clusters: records that candidate pairs tie together, with weak bridges and contradictions shown before a merge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.resolution.candidates import Candidates


@dataclass(frozen=True, eq=False, repr=False)
class Clusters(Table):
    """Proposed clusters. `groups` maps each record to a number; `bridges` and `contradictions` are pairs to look at.

    `as_identities()` is what would follow if every pair were accepted: for measuring, never for the file.
    """

    groups: dict[Any, int] = field(default_factory=dict)
    bridges: pd.DataFrame = field(default_factory=pd.DataFrame)
    contradictions: pd.DataFrame = field(default_factory=pd.DataFrame)

    def members(self, cluster: int) -> tuple[Any, ...]:
        """Return the records of one cluster; ParameterError for a number that is not there."""
        found = tuple(record for record, number in self.groups.items() if number == cluster)
        if not found:
            raise ParameterError(f"no cluster {cluster}; valid: 1 to {len(self.frame)}")
        return found

    def as_identities(self) -> dict[Any, str]:
        """Return record -> identity, clusters as proposed and every other record alone."""
        return {record: f"cluster {number}" if number else f"record {record}" for record, number in self.groups.items()}


def clusters(pairs: Candidates, at: float = 0.9) -> Clusters:
    """Tie records together by the pairs that score at least `at`, and show where a cluster hangs by one pair.

    Parameters
    ----------
    pairs : from `resolution.candidates` or `resolution.large`
    at : score from which a pair ties

    Returns
    -------
    Clusters: one row for each of two or more records, largest first: `cluster`, `size`, `members`, `weakest` (its
    lowest score), `bridges` (pairs whose loss would part it, where both sides hold at least two records) and
    `contradictions` (pairs within it that were compared and score below one half). `.bridges` and `.contradictions`
    list them with their evidence; `.groups` maps every record to its cluster, 0 for none.

    Raises ParameterError for `at` outside 0 to 1.

    Misleads: one wrong pair joins two people's records for good, and clusters chain. Look at each bridge and each
    contradiction; then decide pair by pair (`resolution.merge`).

    >>> records = pd.DataFrame({"id": ["R1", "R2", "R3"], "name": ["Sok Dara", "Dara Sok", "Chan Nary"],
    ...     "born": ["1990-01-02", "1990-01-02", "1985-05-05"]})
    >>> from toolkit.resolution import candidates
    >>> clusters(candidates(records, id="id", name="name", born="born")).members(1)
    ('R1', 'R2')
    """
    if not 0 < at <= 1:
        raise ParameterError(f"resolution.clusters: at={at}; a score above 0 and at most 1")
    frame = pairs.to_frame()
    graph = nx.Graph()
    graph.add_nodes_from(pairs.records)
    strong = frame[frame["score"] >= at]
    for a, b, score in zip(strong["a"], strong["b"], strong["score"], strict=True):
        graph.add_edge(a, b, score=score)
    place = {record: position for position, record in enumerate(pairs.records)}
    parts = [part for part in nx.connected_components(graph) if len(part) > 1]
    parts.sort(key=lambda part: (-len(part), min(place[record] for record in part)))
    groups = dict.fromkeys(pairs.records, 0)
    for number, part in enumerate(parts, start=1):
        groups.update(dict.fromkeys(part, number))
    weak = {frozenset(pair) for part in parts for pair in _bridges(graph.subgraph(part))}
    inside = frame["a"].map(groups).eq(frame["b"].map(groups)) & frame["a"].map(groups).gt(0)
    keys = [frozenset(pair) for pair in zip(frame["a"], frame["b"], strict=True)]
    bridge = frame[[key in weak for key in keys]]
    against = frame[inside & (frame["score"] < 0.5)]
    rows = [
        _row(number, sorted(part, key=place.__getitem__), graph, bridge, against, groups)
        for number, part in enumerate(parts, start=1)
    ]
    table = pd.DataFrame(rows, columns=["cluster", "size", "members", "weakest", "bridges", "contradictions"])
    caveats = [text("nothing is merged: decide pair by pair, bridges and contradictions first")]
    if len(bridge):
        caveats.append(text("{count} pairs alone hold a cluster together: see .bridges", count=len(bridge)))
    title = text("{count} proposed clusters at {score}", count=len(table), score=f"{at:g}")
    return Clusters(
        title,
        table.set_index("cluster"),
        (*caveats, *pairs.caveats[1:]),
        groups=groups,
        bridges=_numbered(bridge, groups),
        contradictions=_numbered(against, groups),
    )


def _bridges(part: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs whose loss parts the cluster into two sides of at least two records each."""
    for a, b in nx.bridges(part):
        if part.degree(a) > 1 and part.degree(b) > 1:
            yield a, b


def _row(
    number: int, members: list[Any], graph: Any, bridge: pd.DataFrame, against: pd.DataFrame, groups: dict[Any, int]
) -> tuple[Any, ...]:
    weakest = min(score for _, _, score in graph.subgraph(members).edges(data="score"))
    counts = [int(pairs["a"].map(groups).eq(number).sum()) for pairs in (bridge, against)]
    return number, len(members), ", ".join(map(str, members)), weakest, *counts


def _numbered(pairs: pd.DataFrame, groups: dict[Any, int]) -> pd.DataFrame:
    result = pairs.copy()
    result.insert(0, "cluster", pairs["a"].map(groups).astype("int64"))
    return result.reset_index(drop=True)
