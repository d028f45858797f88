"""Components: the parts of a chart between which there is no path."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.result import Table


def components(graph: Any, *, strong: bool = False) -> Table:
    """Number the parts of a chart that no link connects, the largest first.

    Parameters
    ----------
    graph : from `link.build`; arrows are read as plain links unless `strong`
    strong : in a directed graph, keep together only those who reach one another along the arrows both ways

    Returns
    -------
    Table indexed by entity, in order of first appearance, with `component` (1 = largest; among equals the one that
    appears first) and `size` (its entities). An entity without links is a component of its own.

    Raises ParameterError for an empty graph.

    Misleads: two parts of a chart are two networks only if the file would have seen a link between them.

    >>> import networkx as nx
    >>> components(nx.Graph([("a", "b"), ("c", "d"), ("d", "e")])).to_frame()["component"].to_dict()
    {'a': 2, 'b': 2, 'c': 1, 'd': 1, 'e': 1}
    """
    check(graph, "components")
    twin, entities = to_igraph(graph)
    part = pd.Series(twin.components(mode="strong" if strong else "weak").membership)
    size = part.map(part.value_counts())
    order = pd.DataFrame({"part": part, "size": size}).sort_values("size", ascending=False, kind="stable")["part"]
    number = {old: new for new, old in enumerate(order.drop_duplicates(), start=1)}
    frame = pd.DataFrame(
        {"component": part.map(number).to_numpy(), "size": size.to_numpy()}, index=pd.Index(entities, name="entity")
    )
    caveat = text("no link on the chart is not no link: ask whether the file would have seen one")
    return Table(f"{len(number)} components", frame, (caveat, *notes(graph)))
