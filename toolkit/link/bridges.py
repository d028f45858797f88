"""Bridges: single links whose loss breaks the chart apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.result import Listing


def bridges(graph: Any) -> Listing:
    """Find the links that alone connect two parts of the chart.

    Parameters
    ----------
    graph : from `link.build`; arrows are read as plain links

    Returns
    -------
    Listing of pairs (a, b) in order of first appearance; `.to_frame()` has `a`, `b`, `strength` and `smaller_side`
    (entities that the loss of the link would cut off)

    Raises ParameterError for an empty graph.

    Misleads: links to entities with one contact are all bridges; `smaller_side` 1 marks those.

    Method: Tarjan (1974), computed by igraph.

    >>> import networkx as nx
    >>> list(bridges(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])))
    [('c', 'd')]
    """
    check(graph, "bridges")
    twin, entities = to_igraph(graph)
    plain = twin
    if twin.is_directed():
        plain = twin.as_undirected(mode="collapse", combine_edges={"strength": "sum"})
    rows = []
    for link in plain.bridges():
        edge = plain.es[link]
        a, b = sorted(edge.tuple)
        reduced = plain.copy()
        reduced.delete_edges([link])
        sides = (len(reduced.subcomponent(a)), len(reduced.subcomponent(b)))
        rows.append((a, b, edge["strength"], min(sides)))
    rows.sort()
    items = tuple((entities[a], entities[b]) for a, b, _, _ in rows)
    frame = pd.DataFrame(
        [(entities[a], entities[b], strength, side) for a, b, strength, side in rows],
        columns=["a", "b", "strength", "smaller_side"],
    )
    caveat = text("every link to an entity with one contact is a bridge (smaller_side 1)")
    return Listing(f"{len(items)} bridges", frame, (caveat, *notes(graph)), items)
