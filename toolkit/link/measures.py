"""The centrality measures one by one, each on igraph with its convention stated; `rank` puts them in one table."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

from toolkit.language import text

Vector = list[float]


def degree(twin: Any, strengths: Any = None) -> Vector:
    """Number of links; in a directed graph those in and those out."""
    return [float(value) for value in twin.degree(mode="all")]


def strength(twin: Any, strengths: Any = None) -> Vector:
    """Sum of the strengths of an entity's links."""
    return [float(value) for value in twin.strength(mode="all", weights="strength")]


def betweenness(twin: Any, strengths: Any = None) -> Vector:
    """Share of shortest paths between pairs of others that run through an entity (Freeman 1977).

    Paths count links, not strengths. Divided by the number of pairs of others, so that it lies in [0, 1].
    """
    n = twin.vcount()
    pairs = (n - 1) * (n - 2) / (1 if twin.is_directed() else 2)
    return [value / pairs if pairs else 0.0 for value in twin.betweenness(directed=twin.is_directed())]


def closeness(twin: Any, strengths: Any = None) -> Vector:
    """Inverse of the mean distance to the entities of the same component (Freeman 1979); 0 for an isolate.

    In a directed graph: distance from those that can reach the entity, along the arrows.
    """
    values = twin.closeness(mode="in" if twin.is_directed() else "all", normalized=True)
    return [0.0 if math.isnan(value) else value for value in values]


def eigenvector(twin: Any, strengths: Any = None) -> Vector:
    """Being linked to those who are well linked (Bonacich 1972), scaled so that the largest is 1."""
    if not twin.ecount() or (twin.is_directed() and twin.is_dag()):
        return [0.0] * twin.vcount()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        # igraph 1.0 rejects directed=False even for undirected graphs, where the argument has no meaning
        values = twin.eigenvector_centrality(directed=True, weights=strengths)
    return [max(0.0, value) for value in values]


def pagerank(twin: Any, strengths: Any = None) -> Vector:
    """Share of a random walk's time (Brin and Page 1998), damping 0.85; sums to 1."""
    return list(twin.pagerank(damping=0.85, weights=strengths))


def constraint(twin: Any, strengths: Any = None) -> Vector:
    """Burt's constraint (1992): how far an entity's contacts are linked to one another; low = freedom to broker.

    Not defined (NaN) for an isolate.
    """
    return list(twin.constraint(weights=strengths))


def core(twin: Any, strengths: Any = None) -> Vector:
    """Largest k such that the entity stays when all with fewer than k links are removed again and again."""
    return [float(value) for value in twin.coreness(mode="all")]


MEASURES: dict[str, Callable[..., Vector]] = {
    function.__name__: function
    for function in (degree, strength, betweenness, closeness, eigenvector, pagerank, constraint, core)
}


def caveats() -> tuple[str, ...]:
    """Return one line for each measure: how to read it and when it misleads."""
    return (
        text("degree: counts what was seen; call shops, taxi drivers and whoever was watched most rank high"),
        text("strength: adds up records or amounts, so one busy pair can outweigh many contacts"),
        text("betweenness: one missing link can move it far; a high value asks a question, it proves no role"),
        text("closeness: within the entity's own component, so values of different components don't compare"),
        text("eigenvector: in a chart of several components only the densest one gets values clearly above 0"),
        text("pagerank: random walk with damping 0.85; on an undirected chart it follows degree closely"),
        text("constraint: low means freedom to broker; empty for isolates, 1 for entities with one contact"),
        text("core: entities of the innermost core are well embedded, which says nothing of who leads"),
    )
