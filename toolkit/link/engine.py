"""The bridge to igraph: one conversion and one boundary check, so that heavy measures run in compiled code."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import numpy as np

from toolkit.errors import ParameterError


def check(graph: Any, method: str) -> None:
    """Raise ParameterError unless `graph` is a simple networkx graph with at least one entity.

    >>> check(nx.path_graph(2), "rank")
    >>> check([1, 2], "rank")
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: link.rank: expected a graph from link.build, got list
    """
    if not isinstance(graph, nx.Graph):
        raise ParameterError(f"link.{method}: expected a graph from link.build, got {type(graph).__name__}")
    if graph.is_multigraph():
        raise ParameterError(f"link.{method}: parallel links; build a simple graph with link.build, which counts them")
    if graph.number_of_nodes() == 0:
        raise ParameterError(f"link.{method}: the graph is empty; check the filter that made it")


def to_igraph(graph: Any) -> tuple[Any, list[Any]]:
    """Return the igraph twin of a networkx graph and its entities in order of first appearance.

    Vertex `i` is entity `i`. Self-links are left out. Edge attribute `strength` is 1 where a link has none.

    >>> twin, entities = to_igraph(nx.path_graph(["a", "b", "c"]))
    >>> twin.degree(), entities
    ([1, 2, 1], ['a', 'b', 'c'])
    """
    import igraph

    links = getattr(graph, "links", None)
    if links is not None:
        columns = np.column_stack([links.starts, links.ends])
        twin = igraph.Graph(n=len(links.entities), edges=columns, directed=graph.is_directed())
        twin.es["strength"] = links.strength.tolist()
        return twin, list(links.entities)
    entities = list(graph)
    position = {entity: index for index, entity in enumerate(entities)}
    ends = []
    strengths = []
    for a, b, strength in graph.edges(data="strength", default=1):
        if a != b:
            ends.append((position[a], position[b]))
            strengths.append(strength)
    twin = igraph.Graph(n=len(entities), edges=ends, directed=graph.is_directed())
    twin.es["strength"] = strengths
    return twin, entities


INVERSE = "inverse"


def distances(graph: Any, distance: str | None, method: str) -> list[float] | None:
    """Return the length of each link, in the order of the twin's edges; None where paths count links.

    `distance` is "inverse" (1 / strength: a strong link is short) or the name of a link attribute.

    Raises ParameterError for a link without the attribute, or a length that is not a number above 0.

    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", strength=4, km=120)
    >>> distances(graph, "inverse", "rank"), distances(graph, "km", "rank"), distances(graph, None, "rank")
    ([0.25], [120.0], None)
    """
    if distance is None:
        return None
    attribute = "strength" if distance == INVERSE else distance
    found = []
    for a, b, value in graph.edges(data=attribute, default=1 if distance == INVERSE else None):
        if a == b:
            continue
        try:
            length = float(value)
        except (TypeError, ValueError):
            length = math.nan
        if not 0 < length < math.inf:
            raise ParameterError(
                f"link.{method}: distance={distance!r}: the link from {a!r} to {b!r} has {attribute} {value!r}; "
                f"give each link a number above 0, or leave distance out to count links"
            )
        found.append(1 / length if distance == INVERSE else length)
    return found


def notes(graph: Any) -> tuple[str, ...]:
    """Return what was stated when the graph was built or filtered.

    >>> notes(nx.Graph())
    ()
    """
    return tuple(graph.graph.get("notes", ()))


def self_link_note(graph: Any) -> tuple[str, ...]:
    """Return a caveat where a graph not made by `link.build` holds self-links, which no measure counts.

    >>> self_link_note(nx.Graph([("a", "a")]))
    ('1 self-link is left out of every measure',)
    """
    if getattr(graph, "links", None) is not None:
        return ()
    count = nx.number_of_selfloops(graph)
    return (f"{count} self-link{'s are' if count > 1 else ' is'} left out of every measure",) if count else ()
