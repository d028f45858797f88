"""The shortest path between two entities, and whether it is the only one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.engine import check, distances, notes, to_igraph
from toolkit.link.result import Listing

_COUNTED = 1_000


def path(graph: Any, a: Any, b: Any, *, distance: str | None = None) -> Listing:
    """Find a shortest path from `a` to `b`, along the arrows where the graph is directed.

    Parameters
    ----------
    graph : from `link.build`
    a, b : two entities
    distance : "inverse" (1 / strength) or the name of a link attribute; without it a path is as long as it has links

    Returns
    -------
    Listing of the entities on the way, `a` and `b` included; empty where there is no path. `.to_frame()` has one row
    for each link: `a`, `b`, `strength`, `status`, `length`. Of equal paths the first found is given and the
    caveats count the others.

    Raises ParameterError for an entity that is not on the chart or a link without a usable distance.

    Misleads: a chain of contacts is not a chain of command; each link has to be read in its records.

    >>> import networkx as nx
    >>> list(path(nx.cycle_graph(5), 0, 2))
    [0, 1, 2]
    """
    check(graph, "path")
    for entity in (a, b):
        if entity not in graph:
            raise ParameterError(f"link.path: {entity!r} is not on the chart of {len(graph)} entities")
    lengths = distances(graph, distance, "path")
    twin, entities = to_igraph(graph)
    at = {entity: index for index, entity in enumerate(entities)}
    reachable = at[b] in set(twin.subcomponent(at[a], mode="out"))
    ways = twin.get_all_shortest_paths(at[a], at[b], weights=lengths, mode="out") if reachable else []
    items = tuple(entities[index] for index in ways[0]) if ways else ()
    rows = []
    for x, y in pairwise(items):
        data = graph.edges[x, y]
        link = twin.get_eid(at[x], at[y])
        length = 1.0 if lengths is None else lengths[link]
        rows.append((x, y, data.get("strength", 1), data.get("status", ""), length))
    frame = pd.DataFrame(rows, columns=["a", "b", "strength", "status", "length"])
    said = [text("a chain of contacts is not a chain of command: read the records of each link")]
    others = len({tuple(way) for way in ways}) - 1
    if others > 0:
        said.append(text("other paths as short: {count}", count=min(others, _COUNTED)))
    title = f"{len(rows)} links from {a} to {b}" if items else f"no path from {a} to {b}"
    return Listing(title, frame, (*said, *notes(graph)), items)
