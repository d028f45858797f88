"""The chart with parallel links: one link for each record, where each contact matters by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from toolkit.errors import ParameterError, unknown
from toolkit.link.engine import notes
from toolkit.link.evidence import held_by


def multigraph(graph: Any, columns: Iterable[str] | None = None) -> Any:
    """Return a MultiDiGraph of the records behind a graph of `link.build`, one link each, from source to target.

    Parameters
    ----------
    graph : from `link.build`, or a part of one (`link.subgraph`, `link.around`): the links that it still has
    columns : columns of the table that the links carry; without it all

    Returns
    -------
    networkx.MultiDiGraph with the same entities. A link's key is the index of its row in the table. Its attributes
    are the row's values; its direction is that of the record, also where `graph` is undirected.

    Raises ParameterError where the graph was not made by `link.build`, or for an unknown column.

    >>> import pandas as pd
    >>> from toolkit import link
    >>> calls = pd.DataFrame({"caller": ["a", "b"], "callee": ["b", "a"], "seconds": [10, 20]})
    >>> list(multigraph(link.build(calls, source="caller", target="callee")).edges(data="seconds"))
    [('a', 'b', 10), ('b', 'a', 20)]
    """
    held = held_by(graph, "multigraph")
    table = held.table
    wanted = list(table.columns if columns is None else columns)
    for column in wanted:
        if column not in table.columns:
            raise ParameterError(f"link.multigraph: {unknown('column', column, map(str, table.columns))}")
    result = nx.MultiDiGraph()
    result.add_nodes_from(graph.nodes(data=True))
    values = [table[column].tolist() for column in wanted]
    keys = table.index.tolist()
    sides = held.directions()
    rows = [(row, a, b) for row, a, b in sides if graph.has_edge(a, b)]
    for row, a, b in rows:
        data = {column: listed[row] for column, listed in zip(wanted, values, strict=True)}
        result.add_edge(a, b, key=keys[row], **{str(name): value for name, value in data.items()})
    result.graph["notes"] = notes(graph)
    return result
