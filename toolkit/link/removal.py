"""Removal simulation: how the largest component shrinks as entities are taken out one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph
from toolkit.link.measures import MEASURES
from toolkit.link.result import Table

_BY = tuple(name for name in MEASURES if name not in ("constraint", "effective_size"))


def removal(graph: Any, by: str | Iterable[Any] = "degree", *, steps: int | None = None) -> Table:
    """Take out the highest-ranked entity, rank again, and so on.

    Parameters
    ----------
    graph : from `link.build`; components are counted with arrows read as plain links
    by : a measure (all but constraint and effective size), recomputed at each step, ties broken by first appearance;
        or the entities themselves in the order in which they are to be taken out
    steps : how many removals; without it until no link is left, or the end of the given order

    Returns
    -------
    Table with one row for each removal: index `step` from 1, `removed`, `value` (of the measure just before;
    NaN where an order was given), `largest` (entities in the largest component after it), `share` (of all
    entities of the chart), `components` (after it)

    Raises ParameterError for an empty graph, an unknown measure or entity, or steps below 1.

    Misleads: networks mend. Real groups replace people and route round them; this shows the chart's first hour.

    Method: Albert, Jeong and Barabási (2000) Nature 406, 378-382, with recomputation.

    >>> import networkx as nx
    >>> removal(nx.star_graph(3)).to_frame()[["removed", "largest"]].values.tolist()
    [[0, 1]]
    """
    check(graph, "removal")
    twin, entities = to_igraph(graph)
    order = None if isinstance(by, str) else list(by)
    if order is None and by not in _BY:
        raise ParameterError(f"link.removal: {unknown('measure', by, _BY)}")
    for entity in order or ():
        if entity not in graph:
            raise ParameterError(f"link.removal: {entity!r} is not on the chart")
    if order is not None and len(set(order)) != len(order):
        raise ParameterError("link.removal: an entity stands twice in the order; name each once")
    if steps is not None and steps < 1:
        raise ParameterError(f"link.removal: steps={steps}; at least 1")
    limit = min(steps or len(entities), len(entities) if order is None else len(order))
    left = list(entities)
    rows: list[tuple[Any, float, int, float, int]] = []
    while len(rows) < limit and (order is not None or steps is not None or twin.ecount()):
        if order is not None:
            at, value = left.index(order[len(rows)]), float("nan")
        else:
            values = [round(value, 12) for value in MEASURES[str(by)](twin)]
            value = max(values)
            at = values.index(value)
        removed = left.pop(at)
        twin.delete_vertices([at])
        sizes = twin.components(mode="weak").sizes() if left else [0]
        rows.append((removed, value, max(sizes), max(sizes) / len(entities), len(sizes) if left else 0))
    frame = pd.DataFrame(
        rows,
        columns=["removed", "value", "largest", "share", "components"],
        index=pd.RangeIndex(1, len(rows) + 1, name="step"),
    )
    name = by if isinstance(by, str) else "given order"
    caveat = text("real groups replace people and route round them: this shows the chart's first hour, not its future")
    return Table(f"Removal by {name}", frame, (caveat, *notes(graph)))
