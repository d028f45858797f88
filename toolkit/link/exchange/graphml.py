"""GraphML, read by Gephi, yEd, Cytoscape, igraph and networkx: everything that a link carries, as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.link.engine import notes
from toolkit.link.exchange.parts import attributes, clean, plain, who, written

LISTS = ("records", "relations")
TIMES = ("first", "last")


def to_graphml(
    graph: Any,
    path: str | Path,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
) -> Path:
    """Write a graph as GraphML, and return the path.

    Parameters
    ----------
    graph : from `link.build`, or any simple networkx graph
    path : file that ends in .graphml or .xml
    nominals, names, kinds : as for `link.chart`; written as `label` and `kind` of each entity

    GraphML knows text, numbers and yes or no. Lists (`records`, `relations`) are therefore written as JSON text and
    times as ISO 8601, missing values are left out, and entities become text; `read_graphml` turns lists and times
    back. The records themselves (`link.evidence`) stay behind. The graph's notes are written as the JSON text `notes`.

    Raises ParameterError for an empty graph, entities that print alike, or a path that can't be written.
    """
    called, kind = who(graph, "to_graphml", nominals, names, kinds)
    result = nx.DiGraph() if graph.is_directed() else nx.Graph()
    result.graph["notes"] = plain(list(notes(graph)))
    for entity, data in graph.nodes(data=True):
        known = {"label": clean(called[entity]), "kind": kind[entity]}
        result.add_node(clean(entity), **(attributes(data, ("name", "kind", "label")) | known))
    for a, b, data in graph.edges(data=True):
        result.add_edge(clean(a), clean(b), **attributes(data))
    with written(path, (".graphml", ".xml"), "to_graphml") as building:
        nx.write_graphml_xml(result, building, encoding="utf-8", infer_numeric_types=True)
    return Path(path)


def read_graphml(path: str | Path) -> Any:
    """Read a GraphML file, with the lists and times that `to_graphml` wrote as text; `label` becomes `name`.

    Raises ParameterError for a file that is missing or is no GraphML.
    """
    try:
        graph = nx.read_graphml(path)
    except FileNotFoundError:
        raise ParameterError(f"link.read_graphml: no file {str(path)!r}") from None
    except Exception as error:
        raise ParameterError(f"link.read_graphml: {Path(path).name} is no GraphML that can be read: {error}") from None
    return restored(graph)


def restored(graph: Any) -> Any:
    """Turn JSON text back into lists, ISO text into times and `label` into `name`, in place.

    >>> restored(nx.Graph([("a", "b", {"records": "[1]"})]))["a"]["b"]["records"]
    (1,)
    """
    stated = graph.graph.get("notes")
    graph.graph["notes"] = tuple(json.loads(stated)) if isinstance(stated, str) and stated.startswith("[") else ()
    for _, data in graph.nodes(data=True):
        if "label" in data:
            data["name"] = data.pop("label")
    for _, _, data in graph.edges(data=True):
        for name in LISTS:
            if isinstance(data.get(name), str) and data[name].startswith("["):
                data[name] = tuple(json.loads(data[name]))
        for name in TIMES:
            if isinstance(data.get(name), str):
                data[name] = pd.Timestamp(data[name])
    return graph
