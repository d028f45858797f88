"""Cut points: entities whose removal breaks the chart apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.result import Listing


def cut_points(graph: Any) -> Listing:
    """Find the entities that alone hold parts of the chart together (articulation points).

    Parameters
    ----------
    graph : from `link.build`; arrows are read as plain links

    Returns
    -------
    Listing of entities in order of first appearance; `.to_frame()` adds `pieces` (the number of parts that its
    component falls into) and `cut_off` (entities left outside the largest of them)

    Raises ParameterError for an empty graph.

    Misleads: a cut point of the chart may have an unrecorded way round; whoever has one contact hangs on a cut point.

    Method: Tarjan (1972), computed by igraph.

    >>> import networkx as nx
    >>> list(cut_points(nx.path_graph(["a", "b", "c"])))
    ['b']
    """
    check(graph, "cut_points")
    twin, entities = to_igraph(graph)
    plain = twin.as_undirected(mode="collapse") if twin.is_directed() else twin
    found = sorted(plain.articulation_points())
    rows = []
    for vertex in found:
        reduced = plain.copy()
        reduced.delete_edges(reduced.incident(vertex))
        part = reduced.components().membership
        sizes: dict[int, int] = {}
        for member in plain.subcomponent(vertex):
            if member != vertex:
                sizes[part[member]] = sizes.get(part[member], 0) + 1
        rows.append((len(sizes), sum(sizes.values()) - max(sizes.values())))
    items = tuple(entities[vertex] for vertex in found)
    frame = pd.DataFrame(rows, columns=["pieces", "cut_off"], index=pd.Index(list(items), name="entity"))
    caveat = text("a cut point of the chart may have a way round that the file does not know")
    return Listing(f"{len(items)} cut points", frame, (caveat, *notes(graph)), items)
