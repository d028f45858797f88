"""GEXF, Gephi's own format, dynamic where links have times: its timeline then plays the chart day by day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.link.exchange.graphml import restored
from toolkit.link.exchange.parts import attributes, clean, days, who, written

_SHAPES = {"confirmed": "solid", "unconfirmed": "dashed", "tentative": "dotted"}


def to_gexf(
    graph: Any,
    path: str | Path,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
    positions: Mapping[Any, tuple[float, float]] | None = None,
) -> Path:
    """Write a graph as GEXF, and return the path.

    Parameters
    ----------
    graph : from `link.build`; with `time=` there, links run from the day of their first to that of their last record
        and the file is dynamic, its `timeformat` date
    path : file that ends in .gexf
    nominals, names, kinds : as for `link.chart`
    positions : entity -> (x, y), such as `.positions` of `link.explore`

    Link strength becomes the weight, which Gephi reads as a strength; status also becomes the line's shape. Other
    values are converted as for `link.to_graphml`.

    Raises ParameterError for an empty graph, entities that print alike, or a path that can't be written.
    """
    called, kind = who(graph, "to_gexf", nominals, names, kinds)
    result = nx.DiGraph() if graph.is_directed() else nx.Graph()
    timed = any(days(data) for _, _, data in graph.edges(data=True))
    if timed:
        result.graph["mode"] = "dynamic"
    for entity, data in graph.nodes(data=True):
        known: dict[str, Any] = {"label": clean(called[entity]), "kind": kind[entity]}
        if positions is not None and entity in positions:
            x, y = positions[entity]
            # Gephi's y grows upwards.
            known["viz"] = {"position": {"x": float(x), "y": -float(y), "z": 0.0}}
        own = attributes(data, ("name", "kind", "label", "viz", "start", "end", "id", "pid"))
        result.add_node(clean(entity), **(own | known))
    for number, (a, b, data) in enumerate(graph.edges(data=True)):
        own = attributes(data, ("id", "viz", "start", "end", "weight", "label", "type"))
        own |= {"id": str(number), "weight": float(data.get("strength", 1))}
        if data.get("status") in _SHAPES:
            own["viz"] = {"shape": _SHAPES[str(data["status"])]}
        span = days(data)
        if span is not None:
            own |= {"start": span[0], "end": span[1]}
        result.add_edge(clean(a), clean(b), **own)
    with written(path, (".gexf",), "to_gexf") as building:
        nx.write_gexf(result, building, encoding="utf-8", version="1.2draft")
    return Path(path)


def read_gexf(path: str | Path) -> Any:
    """Read a GEXF file, with the lists and times that `to_gexf` wrote as text; `label` becomes `name`.

    Raises ParameterError for a file that is missing or is no GEXF.
    """
    try:
        return restored(nx.read_gexf(path))
    except FileNotFoundError:
        raise ParameterError(f"link.read_gexf: no file {str(path)!r}") from None
    except Exception as error:
        raise ParameterError(f"link.read_gexf: {Path(path).name} is no GEXF that can be read: {error}") from None
