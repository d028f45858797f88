"""The three ways of scaling the measures: this platform's, networkx's and igraph's, for comparing with other work."""

from __future__ import annotations

import math
from typing import Any

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.measures import MEASURES, Vector

CONVENTIONS = ("academy", "networkx", "igraph")


def values(twin: Any, measure: str, convention: str, strengths: Any = None, lengths: Any = None) -> Vector:
    """Return one measure in one convention.

    - **academy**: degree and core count; betweenness divided by the pairs of others; closeness within the component,
      0 for isolates; eigenvector's largest 1; constraint and effective size NaN for isolates.
    - **networkx**: what its functions named ..._centrality give: degree divided by n - 1; closeness multiplied by the
      share of others that the entity can reach; eigenvector of length 1.
    - **igraph**: betweenness is a number of paths, not divided; closeness NaN for isolates, and along outgoing and
      incoming arrows alike where directed.

    Raises ParameterError for another convention.

    >>> import igraph
    >>> star = igraph.Graph.Star(4)
    >>> [values(star, "betweenness", convention)[0] for convention in CONVENTIONS]
    [1.0, 1.0, 3.0]
    """
    if convention not in CONVENTIONS:
        raise ParameterError(f"link.rank: {unknown('convention', convention, CONVENTIONS)}")
    other = _OTHERS.get((convention, measure))
    if other is not None:
        return other(twin, strengths, lengths)
    return MEASURES[measure](twin, strengths, lengths)


def caveats(convention: str) -> tuple[str, ...]:
    """Return a line that names a convention other than the platform's own.

    >>> caveats("academy")
    ()
    """
    if convention == "academy":
        return ()
    return (
        text(
            "scaled as {library} does, not as the other tables of this course: say so in a report", library=convention
        ),
    )


def _share_of_degree(twin: Any, strengths: Any, lengths: Any) -> Vector:
    n = twin.vcount()
    return [value / (n - 1) if n > 1 else 1.0 for value in twin.degree(mode="all")]


def _reach_weighted_closeness(twin: Any, strengths: Any, lengths: Any) -> Vector:
    n = twin.vcount()
    mode = "in" if twin.is_directed() else "all"
    reached = twin.neighborhood_size(order=n, mode=mode)
    own = MEASURES["closeness"](twin, strengths, lengths)
    return [value * (size - 1) / (n - 1) if n > 1 else 0.0 for value, size in zip(own, reached, strict=True)]


def _unit_eigenvector(twin: Any, strengths: Any, lengths: Any) -> Vector:
    own = MEASURES["eigenvector"](twin, strengths, lengths)
    length = math.sqrt(sum(value * value for value in own))
    return [value / length for value in own] if length else own


def _paths_through(twin: Any, strengths: Any, lengths: Any) -> Vector:
    return list(twin.betweenness(directed=twin.is_directed(), weights=lengths))


def _plain_closeness(twin: Any, strengths: Any, lengths: Any) -> Vector:
    return list(twin.closeness(mode="all", normalized=True, weights=lengths))


_OTHERS = {
    ("networkx", "degree"): _share_of_degree,
    ("networkx", "closeness"): _reach_weighted_closeness,
    ("networkx", "eigenvector"): _unit_eigenvector,
    ("igraph", "betweenness"): _paths_through,
    ("igraph", "closeness"): _plain_closeness,
}
