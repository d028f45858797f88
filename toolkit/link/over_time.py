"""The network over time: how the chart grows, shrinks and turns over from period to period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.build import build
from toolkit.link.result import Table
from toolkit.link.summary import summary


@dataclass(frozen=True, eq=False, repr=False)
class OverTime(Table):
    """One row for each period; `graphs` maps the start of a period to its graph, for the periods with a record."""

    graphs: dict[pd.Timestamp, Any] = field(default_factory=dict)


def over_time(
    table: pd.DataFrame,
    source: str,
    target: str,
    time: str,
    every: str = "MS",
    *,
    strength: str | None = None,
    directed: bool = False,
) -> OverTime:
    """Build one graph for each period and set them beside one another.

    Parameters
    ----------
    table, source, target, strength, directed : as for `link.build`
    time : column of instants, in one time zone
    every : a pandas frequency: "MS" month, "W-MON" week, "D" day, "QS" quarter, "14D" fourteen days

    Returns
    -------
    OverTime: one row for each period from the first record to the last, indexed by its start, with `records`,
    `nodes`, `links`, `density`, `largest` (entities in the largest component), `top` (the entity with most links, the
    first of equals), `new_nodes` and `new_links` (never seen before), `lost_links` (of the period before), `kept`
    (share of the period before's links that are still there; NaN where it had none). A period without records is a
    row of zeros. `.graphs` holds the graphs.

    Raises ParameterError for an unknown column, an empty table or an unknown frequency; EvidenceError for times of
    mixed zones.

    Misleads: a network seems to grow while the file does. Look at `records` first, and at when each source began;
    the last period may be late in coming in.

    Method: Burt (2000) Social Networks 22, 1-28, on the decay of ties; periods as in `trend.count`.

    >>> calls = pd.DataFrame({"a": ["x", "x", "y"], "b": ["y", "y", "z"],
    ...     "at": pd.to_datetime(["2026-01-03", "2026-01-20", "2026-02-02"], utc=True)})
    >>> over_time(calls, "a", "b", "at").to_frame()[["links", "new_links", "lost_links"]].values.tolist()
    [[1, 1, 0], [1, 1, 1]]
    """
    whole = build(table, source, target, strength, directed, time=time)
    try:
        step = pd.tseries.frequencies.to_offset(every)
    except ValueError:
        step = None
    if step is None:
        raise ParameterError(f"link.over_time: unknown frequency {every!r}; such as MS, W-MON, D, QS or 14D")
    instants = table[time]
    if instants.isna().all():
        raise ParameterError(f"link.over_time: column {time!r} holds no time; name the column of instants")
    # local calendar of the column: its zone is kept, so that a month begins at that clock's midnight
    rows = pd.Series(range(len(table)), index=pd.DatetimeIndex(instants))
    rows = rows[rows.index.notna()]
    undated = len(table) - len(rows)
    graphs: dict[pd.Timestamp, Any] = {}
    known_nodes: set[Any] = set()
    known_links: set[Any] = set()
    before: set[Any] = set()
    found: dict[pd.Timestamp, tuple[Any, ...]] = {}
    for start, members in rows.groupby(pd.Grouper(freq=step)):
        links: set[Any] = set()
        nodes: set[Any] = set()
        figures: tuple[Any, ...] = (0, 0, 0, 0.0, 0, None)
        if len(members):
            part = table.iloc[members.to_numpy()]
            graph = build(part, source, target, strength, directed, time=time)
            graphs[start] = graph
            if len(graph):
                nodes = set(graph)
                links = {pair if directed else frozenset(pair) for pair in graph.edges}
                said = summary(graph)
                top = max(graph, key=graph.degree)
                figures = (len(part), said.nodes, said.links, said.density, said.largest_component, top)
            else:
                figures = (len(part), *figures[1:])
        kept = len(before & links) / len(before) if before else float("nan")
        turn = (len(nodes - known_nodes), len(links - known_links), len(before - links), kept)
        found[start] = (*figures, *turn)
        known_nodes |= nodes
        known_links |= links
        before = links
    frame = pd.DataFrame.from_dict(
        found,
        orient="index",
        columns=[
            "records", "nodes", "links", "density", "largest", "top", "new_nodes", "new_links", "lost_links", "kept",
        ],
    )  # fmt: skip
    frame.index.name = "period"
    caveats = [text("a network seems to grow while the file does: look at the records first, and at when each began")]
    if undated:
        caveats.append(
            text("{count} of {all} records have no time and are in no period", count=undated, all=len(table))
        )
    return OverTime(f"{len(frame)} periods", frame, (*caveats, *whole.graph["notes"]), graphs=graphs)
