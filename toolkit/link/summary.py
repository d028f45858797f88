"""The chart as a whole: size, density, components, distances and centralisation."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link import measures
from toolkit.link.engine import check, notes, self_link_note, to_igraph
from toolkit.link.result import Table


@dataclass(frozen=True, eq=False, repr=False)
class Summary(Table):
    """What the whole chart looks like, each figure an attribute; `centralisation` maps measure -> value in [0, 1]."""

    nodes: int = 0
    links: int = 0
    density: float = 0.0
    mean_degree: float = 0.0
    components: int = 0
    largest_component: int = 0
    isolates: int = 0
    diameter: int = 0
    mean_path: float = 0.0
    transitivity: float = 0.0
    centralisation: dict[str, float] = field(default_factory=dict)


def summary(graph: Any) -> Summary:
    """Describe the chart as a whole.

    Returns
    -------
    Summary with

    - `nodes`, `links`, `mean_degree`, `isolates`
    - `density`: links divided by possible links, n(n-1)/2 or n(n-1) where directed
    - `components` (isolates are components), `largest_component` (its entities); arrows are read as plain links
    - `diameter`, `mean_path`: longest and mean distance over the pairs that are connected, along the arrows
    - `transitivity`: share of linked triples that are closed (0 where there is none)
    - `centralisation`: Freeman's, 1 for a star, 0 where all are alike, for degree, betweenness and closeness;
      arrows are read as plain links; closeness is None (NaN) unless the chart is one component

    Raises ParameterError for an empty graph.

    Method: Freeman (1979) Social Networks 1, 215-239.

    >>> import networkx as nx
    >>> star = summary(nx.star_graph(4))
    >>> star.density, star.diameter, star.mean_path, star.centralisation["degree"]
    (0.4, 2, 1.6, 1.0)
    """
    check(graph, "summary")
    twin, entities = to_igraph(graph)
    n = len(entities)
    plain = twin.as_undirected(mode="collapse") if twin.is_directed() else twin
    sizes = sorted(plain.components().sizes(), reverse=True)
    mean_path = twin.average_path_length(directed=twin.is_directed(), unconn=True)
    values: dict[str, Any] = {
        "nodes": n,
        "links": twin.ecount(),
        "density": twin.density() if n > 1 else 0.0,
        "mean_degree": 2 * twin.ecount() / n,
        "components": len(sizes),
        "largest_component": sizes[0],
        "isolates": sum(1 for value in plain.degree() if value == 0),
        "diameter": int(twin.diameter(directed=twin.is_directed(), unconn=True)),
        "mean_path": 0.0 if math.isnan(mean_path) else mean_path,
        "transitivity": plain.transitivity_undirected(mode="zero"),
    }
    centralisation = _centralisation(plain, len(sizes))
    shown = {**values, **{f"centralisation: {name}": value for name, value in centralisation.items()}}
    frame = pd.DataFrame({"value": list(shown.values())}, index=pd.Index(list(shown), name="figure"))
    caveats = list(self_link_note(graph))
    if len(sizes) > 1:
        caveats.append(
            text("{count} components: diameter and mean path are over connected pairs only", count=len(sizes))
        )
    return Summary("The chart as a whole", frame, (*caveats, *notes(graph)), centralisation=centralisation, **values)


def _centralisation(plain: Any, components: int) -> dict[str, float]:
    """Freeman's centralisation: sum of differences to the largest value, over that of a star of the same size."""
    n = plain.vcount()
    if n < 3:
        return {"degree": 0.0, "betweenness": 0.0, "closeness": 0.0 if components == 1 else math.nan}
    star = {"degree": (n - 1) * (n - 2), "betweenness": n - 1, "closeness": (n - 1) * (n - 2) / (2 * n - 3)}
    result = {}
    for name, largest in star.items():
        values = measures.MEASURES[name](plain)
        result[name] = sum(max(values) - value for value in values) / largest
    if components > 1:
        result["closeness"] = math.nan
    return result
