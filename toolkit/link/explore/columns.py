"""A graph as the columns that the interactive chart reads: entities and links by number, times in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link import convention
from toolkit.link.cards import TIMES
from toolkit.link.kinds import KINDS, kind_words
from toolkit.link.measures import MEASURES
from toolkit.link.status import STATUSES

MOST_TIMES = 200_000
_MISSING = pd.NaT.value


def columns(
    graph: Any, names: Mapping[Any, str], kinds: Mapping[Any, str], groups: Mapping[Any, Any], values: Sequence[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what the chart draws as plain JSON, and what is to be said of it.

    >>> import networkx as nx
    >>> found, _ = columns(nx.Graph([("a", "b")]), {"a": "A", "b": "B"}, {"a": "person", "b": "phone"}, {}, ())
    >>> found["links"]["a"], found["links"]["b"], found["nodes"]["kind"]
    ([0], [1], ['person', 'phone'])
    """
    entities = list(graph)
    number = {entity: at for at, entity in enumerate(entities)}
    links = [(a, b) for a, b in graph.edges if a != b]
    data = [graph.edges[link] for link in links]
    fills, legend = convention.group_colours(groups, entities)
    times, said = instants(graph, links)
    found = {
        "directed": graph.is_directed(),
        "nodes": {
            "name": [names[entity] for entity in entities],
            "entity": [str(entity) for entity in entities],
            "kind": [kinds[entity] for entity in entities],
            "group": [None if groups.get(entity) is None else str(groups[entity]) for entity in entities],
            "fill": [fills[entity] for entity in entities],
        },
        "links": {
            "a": [number[a] for a, _ in links],
            "b": [number[b] for _, b in links],
            "status": [str(one.get("status", "")) for one in data],
            "strength": [float(one.get("strength", 1)) for one in data],
            "times": times,
        },
        "kind_words": {kind: kind_words(kind) for kind in KINDS},
        "status_words": {status: convention.status_words(status) for status in (*reversed(STATUSES), "")},
        "group_fills": [[text("Group {group}", group=group), colour] for group, colour in legend.items()],
        "measures": [{"name": name, "words": name} for name in (*values, *MEASURES)],
    }
    return found, said


def instants(graph: Any, links: Sequence[tuple[Any, Any]]) -> tuple[list[list[int] | None], tuple[str, ...]]:
    """Return the times of the records behind each link, in milliseconds since 1970; None for a link without.

    Above `MOST_TIMES` records a link has its first and last time alone, which is said.
    """
    held = graph.graph.get("evidence")
    column = None if held is None else held.time or _time_column(held.table)
    records = sum(int(data.get("count", 1)) for _, _, data in graph.edges(data=True))
    if held is not None and column is not None and records <= MOST_TIMES:
        moments = _milliseconds(held.table[column])
        rows = [moments[held.rows_of(a, b)] for a, b in links]
        return [sorted({int(value) for value in one if value != _MISSING}) or None for one in rows], ()
    names = ("first", "last")
    timed = [link for link in links if not pd.isna(graph.edges[link].get("first"))]
    both = {name: _milliseconds([graph.edges[link][name] for link in timed]).tolist() for name in names}
    known = {link: sorted({both["first"][at], both["last"][at]}) for at, link in enumerate(timed)}
    ends = [known.get(link) for link in links]
    few = any(ends) and records > len(links)
    note = (text("the time slider knows the first and the last record of each link alone"),) if few else ()
    return ends, note


def _time_column(table: pd.DataFrame) -> str | None:
    return next(
        (name for name in TIMES if name in table.columns and pd.api.types.is_datetime64_any_dtype(table[name])), None
    )


def _milliseconds(values: Any) -> Any:
    """Milliseconds since 1970 in UTC, as an array; a missing time is `_MISSING`."""
    return pd.DatetimeIndex(pd.to_datetime(values, utc=True)).as_unit("ms").asi8
