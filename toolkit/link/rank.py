"""One table of all centrality measures: who stands out, by which measure, and what each measure can't say."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link import conventions
from toolkit.link.conventions import CONVENTIONS
from toolkit.link.engine import check, distances, notes, self_link_note, to_igraph
from toolkit.link.measures import MEASURES, caveats
from toolkit.link.result import Table


def rank(
    graph: Any,
    by: str = "degree",
    *,
    strengths: bool = False,
    distance: str | None = None,
    convention: str = "academy",
) -> Table:
    """Return every measure for every entity, highest `by` first (constraint: lowest first).

    Parameters
    ----------
    graph : from `link.build`, or any simple networkx graph
    by : the measure to sort by; equal values keep the order of first appearance
    strengths : let eigenvector, pagerank, constraint and effective_size read link strengths; without it a link is
        there or not
    distance : how long a link is for betweenness and closeness: "inverse" (1 / strength, a strong link is short) or
        the name of a link attribute; without it paths count links
    convention : "academy" (below), "networkx" or "igraph": whose scaling (`link.conventions`)

    Returns
    -------
    Table whose `.to_frame()` is indexed by entity, with columns

    - `degree`: number of links (in and out where directed, then also `in_degree`, `out_degree`)
    - `strength`: sum of link strengths
    - `betweenness`: divided by (n-1)(n-2)/2, by (n-1)(n-2) where directed; 0 for all where n < 3
    - `closeness`: (m-1) / sum of distances within the entity's component of m entities; 0 for isolates. Where
      directed, m counts those that can reach it along the arrows
    - `eigenvector`: largest 1; 0 for all without links, and where directed without a circle of arrows
    - `pagerank`: damping 0.85, sums to 1
    - `constraint`: Burt's; NaN for isolates
    - `effective_size`: Burt's; NaN for isolates
    - `core`: k-core number, arrows read as plain links

    Self-links count in no measure, and a caveat says so. An entity without links has a row like any other.

    Raises ParameterError for an empty graph, parallel links, an unknown measure or convention, or a link without a
    usable distance.

    Misleads where the file watched some entities more than others: centrality measures the file, not the network.
    Key actors need role and evidence, not a rank.

    Method: Freeman (1979) Social Networks 1, 215-239; Burt (1992) Structural Holes; computed by igraph.

    >>> import networkx as nx
    >>> rank(nx.star_graph(3)).to_frame()["betweenness"].tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    check(graph, "rank")
    if by not in MEASURES:
        raise ParameterError(f"link.rank: {unknown('measure', by, MEASURES)}")
    if convention not in CONVENTIONS:
        raise ParameterError(f"link.rank: {unknown('convention', convention, CONVENTIONS)}")
    lengths = distances(graph, distance, "rank")
    twin, entities = to_igraph(graph)
    used = "strength" if strengths else None
    columns = {name: conventions.values(twin, name, convention, used, lengths) for name in MEASURES}
    frame = pd.DataFrame(columns, index=pd.Index(entities, name="entity"))
    whole = ["degree", "core"] if convention != "networkx" else ["core"]
    frame[whole] = frame[whole].astype("int64")
    if twin.is_directed():
        frame.insert(1, "in_degree", twin.degree(mode="in"))
        frame.insert(2, "out_degree", twin.degree(mode="out"))
    frame = frame.sort_values(by, ascending=by == "constraint", kind="stable", na_position="last")
    said = conventions.caveats(convention)
    if distance is not None:
        said = (*said, text("betweenness and closeness follow the shortest paths by {distance}", distance=distance))
    title = f"{len(entities)} entities, {twin.ecount()} links, by {by}"
    return Table(title, frame, (*self_link_note(graph), *said, *caveats(), *notes(graph)))
