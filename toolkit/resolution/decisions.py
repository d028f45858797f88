"""Decisions: records are merged by a person's verdicts on pairs, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.errors import ParameterError, unknown

VERDICTS = ("same", "possible", "different")


def merge(records: Iterable[Any], decisions: pd.DataFrame) -> dict[Any, Any]:
    """Return record -> identity after the pairs judged "same"; an identity is named by its first record.

    Parameters
    ----------
    records : all records, in order
    decisions : rows with `a`, `b` and `verdict`: "same", "possible" or "different"; "possible" merges nothing

    Raises ParameterError for a record that is not there, an unknown verdict, two verdicts on one pair, and for
    verdicts that contradict each other: a chain of "same" between two records judged "different".

    >>> decided = pd.DataFrame({"a": ["R1", "R2"], "b": ["R2", "R3"], "verdict": ["same", "possible"]})
    >>> merge(["R1", "R2", "R3"], decided)
    {'R1': 'R1', 'R2': 'R1', 'R3': 'R3'}
    """
    for column in ("a", "b", "verdict"):
        if column not in decisions.columns:
            raise ParameterError(f"resolution.merge: the decisions need a column {column!r}")
    listed = list(records)
    graph = nx.Graph()
    graph.add_nodes_from(listed)
    verdicts: dict[frozenset[Any], str] = {}
    for row, (a, b, verdict) in enumerate(decisions[["a", "b", "verdict"]].itertuples(index=False)):
        if verdict not in VERDICTS:
            raise ParameterError(f"resolution.merge: row {row}: {unknown('verdict', verdict, VERDICTS)}")
        for record in (a, b):
            if record not in graph:
                raise ParameterError(f"resolution.merge: row {row}: {record!r} is none of the {len(listed)} records")
        if verdicts.setdefault(frozenset((a, b)), verdict) != verdict:
            raise ParameterError(f"resolution.merge: row {row}: {a!r} and {b!r} have two verdicts; keep one")
        if verdict == "same" and a != b:
            graph.add_edge(a, b)
    for row, (a, b, verdict) in enumerate(decisions[["a", "b", "verdict"]].itertuples(index=False)):
        if verdict == "different" and nx.has_path(graph, a, b):
            chain = " = ".join(map(str, nx.shortest_path(graph, a, b)))
            raise ParameterError(
                f"resolution.merge: row {row}: {a!r} and {b!r} are judged different, but {chain}; mend one verdict"
            )
    place = {record: position for position, record in enumerate(listed)}
    identity = {}
    for part in nx.connected_components(graph):
        first = min(part, key=place.__getitem__)
        identity.update(dict.fromkeys(part, first))
    return {record: identity[record] for record in listed}
