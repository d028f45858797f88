"""Smaller charts from a larger one, each saying what it left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.engine import check, notes


def subgraph(graph: Any, entities: Iterable[Any]) -> Any:
    """Return the chart of the named entities and the links among them.

    Raises ParameterError for an entity that is not on the chart.

    >>> small = subgraph(nx.path_graph(["a", "b", "c"]), ["a", "b"])
    >>> list(small.edges), small.graph["notes"]
    ([('a', 'b')], ('2 of 3 entities are shown',))
    """
    check(graph, "subgraph")
    wanted = list(dict.fromkeys(entities))
    absent = [entity for entity in wanted if entity not in graph]
    if absent:
        shown = ", ".join(map(repr, absent[:3])) + (", ..." if len(absent) > 3 else "")
        raise ParameterError(f"link.subgraph: not on the chart of {len(graph)} entities: {shown}")
    return _keep(graph, wanted, text("{shown} of {all} entities are shown", shown=len(wanted), all=len(graph)))


def around(graph: Any, entity: Any, steps: int = 1) -> Any:
    """Return an entity's surroundings: all within `steps` links of it, arrows read as plain links.

    Raises ParameterError for an entity that is not on the chart or steps below 1.

    >>> list(around(nx.path_graph(["a", "b", "c"]), "a"))
    ['a', 'b']
    """
    check(graph, "around")
    if entity not in graph:
        raise ParameterError(f"link.around: {entity!r} is not on the chart of {len(graph)} entities")
    if steps < 1:
        raise ParameterError(f"link.around: steps={steps}; at least 1")
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), entity, cutoff=steps)
    note = text(
        "{shown} of {all} entities are shown: those within {steps} of {entity}",
        shown=len(near),
        all=len(graph),
        steps=steps,
        entity=entity,
    )
    return _keep(graph, near, note)


def at_least(graph: Any, strength: float) -> Any:
    """Return the chart with links of at least this strength; entities left without a link go too.

    >>> both = nx.Graph([("a", "b", {"strength": 3}), ("b", "c", {"strength": 1})])
    >>> list(at_least(both, 2).edges)
    [('a', 'b')]
    """
    check(graph, "at_least")
    kept = [(a, b) for a, b, value in graph.edges(data="strength", default=1) if value >= strength]
    linked = {entity for pair in kept for entity in pair}
    result = _keep(graph, linked, "")
    allowed = set(kept) | (set() if graph.is_directed() else {(b, a) for a, b in kept})
    result.remove_edges_from([pair for pair in list(result.edges) if pair not in allowed])
    result.graph["notes"] = (
        *notes(graph),
        text(
            "{links} of {all_links} links and {shown} of {all} entities are shown: strength {least} or more",
            links=len(kept),
            all_links=graph.number_of_edges(),
            shown=len(linked),
            all=len(graph),
            least=f"{strength:g}",
        ),
    )
    return result


def people(graph: Any, nominals: Any) -> Any:
    """Return the chart of the persons alone: organisations of the nominal index are left out.

    Parameters
    ----------
    graph : entities are nominal index numbers
    nominals : the nominal index (`case.nominals`), with `nominal_id` and `kind`

    >>> import pandas as pd
    >>> index = pd.DataFrame({"nominal_id": ["N001", "N002"], "kind": ["person", "organisation"]})
    >>> list(people(nx.Graph([("N001", "N002")]), index))
    ['N001']
    """
    check(graph, "people")
    for column in ("nominal_id", "kind"):
        if column not in nominals.columns:
            raise ParameterError(f"link.people: the nominal index needs a column {column!r}")
    persons = set(nominals.loc[nominals["kind"] == "person", "nominal_id"])
    kept = [entity for entity in graph if entity in persons]
    return _keep(
        graph,
        kept,
        text("{shown} of {all} entities are shown: persons of the nominal index", shown=len(kept), all=len(graph)),
    )


def _keep(graph: Any, entities: Iterable[Any], note: str) -> Any:
    wanted = set(entities)
    result = graph.__class__()
    result.graph.update(graph.graph)
    result.add_nodes_from((entity, dict(data)) for entity, data in graph.nodes(data=True) if entity in wanted)
    result.add_edges_from((a, b, dict(data)) for a, b, data in graph.edges(data=True) if a in wanted and b in wanted)
    if note:
        result.graph["notes"] = (*notes(graph), note)
    return result
