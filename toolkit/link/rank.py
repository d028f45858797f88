"""One table of all centrality measures: who stands out, by which measure, and what each measure can't say."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.link.engine import check, notes, self_link_note, to_igraph
from toolkit.link.measures import MEASURES, caveats
from toolkit.link.result import Table


def rank(graph: Any, by: str = "degree", *, strengths: bool = False) -> Table:
    """Return every measure for every entity, highest `by` first (constraint: lowest first).

    Parameters
    ----------
    graph : from `link.build`, or any simple networkx graph
    by : the measure to sort by; equal values keep the order of first appearance
    strengths : let eigenvector, pagerank and constraint read link strengths; without it a link is there or not

    Returns
    -------
    Table whose `.to_frame()` is indexed by entity, with columns

    - `degree`: number of links (in and out where directed, then also `in_degree`, `out_degree`)
    - `strength`: sum of link strengths
    - `betweenness`: divided by (n-1)(n-2)/2, by (n-1)(n-2) where directed; paths are unweighted
    - `closeness`: (m-1) / sum of distances within the entity's component of m entities; 0 for isolates
    - `eigenvector`: largest 1
    - `pagerank`: damping 0.85, sums to 1
    - `constraint`: Burt's; NaN for isolates
    - `core`: k-core number

    Raises ParameterError for an empty graph, parallel links, or an unknown measure.

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
    twin, entities = to_igraph(graph)
    used = "strength" if strengths else None
    frame = pd.DataFrame(
        {name: measure(twin, used) for name, measure in MEASURES.items()}, index=pd.Index(entities, name="entity")
    )
    frame[["degree", "core"]] = frame[["degree", "core"]].astype("int64")
    if twin.is_directed():
        frame.insert(1, "in_degree", twin.degree(mode="in"))
        frame.insert(2, "out_degree", twin.degree(mode="out"))
    frame = frame.sort_values(by, ascending=by == "constraint", kind="stable", na_position="last")
    title = f"{len(entities)} entities, {twin.ecount()} links, by {by}"
    return Table(title, frame, (*self_link_note(graph), *caveats(), *notes(graph)))
