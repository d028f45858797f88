"""The interactive link chart, `link.explore`: its arguments checked and a graph too large to draw reduced, visibly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.errors import ParameterError
from toolkit.evaluation.codes import HANDLING, explain
from toolkit.language import text
from toolkit.link.engine import check, notes
from toolkit.link.filters import subgraph
from toolkit.link.kinds import KINDS
from toolkit.link.subject import identities

MOST_LINKS = 10_000
_CEILING = 20_000


def explore(
    graph: Any,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
    groups: Mapping[Any, Any] | None = None,
    values: Mapping[str, Mapping[Any, float]] | None = None,
    start: Iterable[Any] | None = None,
    positions: Mapping[Any, tuple[float, float]] | None = None,
    title: str = "",
    handling: str = "",
    height: int = 520,
    most: int = 5000,
    seed: int = 1,
) -> Any:
    """Open the interactive chart in the notebook.

    Parameters
    ----------
    graph : from `link.build`
    nominals : the nominal index (`case.nominals`), which gives names and kinds
    names, kinds : entity -> name, entity -> type (`link.KINDS`: "person", "organisation", "phone", "place", "vehicle",
        "vessel", "account", "document", "event", "other"); they go before the nominal index
    groups : entity -> group, such as `link.communities(graph)` or a stage; groups are told by colour
    values : name -> (entity -> number), offered beside the measures of `link.rank` for size and colour
    start : entities shown at first, from which the rest is expanded; without it all are shown
    positions : entity -> (x, y) in pixels, y downwards, such as `.positions` of an earlier chart
    title : heading; handling : code such as "H1", printed in full
    height : of the drawing in pixels, 200 to 2,000
    most : entities kept at most, those with most links, and their 10,000 strongest links; the chart says so
    seed : of the layout; the same graph and seed give the same places

    Returns
    -------
    The widget. What is done on the chart can be read, and set, in Python: `.selection` (entities), `.selected_links`
    (pairs), `.hidden` (entities), `.groups` (name -> entities), `.positions` (entity -> (x, y)), `.period` (first and
    last day, or None). `.shown()` gives the graph that is to be seen. (`.layout` is what every Jupyter widget has: the
    size of its box on the page.)

    Raises ParameterError for an empty graph, an unknown kind, or anything named that is not on the chart.

    Misleads: what stands in the middle or near together is a matter of layout, not of rank; a link outside the period
    chosen is not drawn, and one without a time always is.

    >>> import networkx as nx
    >>> widget = explore(nx.path_graph(["a", "b", "c"]), start=["a"])
    >>> widget.hidden, list(widget.shown())
    (['b', 'c'], ['a'])
    """
    check(graph, "explore")
    if not 2 <= most <= _CEILING:
        raise ParameterError(
            f"link.explore: most={most}; 2 to {_CEILING:,} entities can be drawn. "
            "For more choose first: link.around(graph, entity, steps=2) or link.at_least(graph, strength)"
        )
    if not 200 <= height <= 2000:
        raise ParameterError(f"link.explore: height={height}; 200 to 2000 pixels")
    opening = None if start is None else list(dict.fromkeys(start))
    named = {"start": opening or [], "positions": positions or {}, "groups": groups or {}}
    for name, column in (values or {}).items():
        named[f"values[{name!r}]"] = column
    for argument in ("start", "positions"):
        absent = [entity for entity in named[argument] if entity not in graph]
        if absent:
            raise ParameterError(
                f"link.explore: {argument}: {absent[0]!r} is not on the chart of {len(graph)} entities"
            )
    if opening == []:
        raise ParameterError("link.explore: start is empty; name at least one entity, or leave it out to show all")
    called, kind = identities(graph, nominals, names, kinds, KINDS, "explore")
    small, said = reduced(graph, most, opening or ())
    from toolkit.link.explore.widget import Explorer

    code = handling.strip().upper()
    return Explorer(
        small,
        names=called,
        kinds=kind,
        groups=groups or {},
        values=values or {},
        start=opening,
        positions=positions or {},
        title=title
        or text(
            "Link chart (entities: {entities}, links: {links})", entities=len(graph), links=graph.number_of_edges()
        ),
        handling=explain(code) if code in HANDLING else handling,
        notes=said,
        height=height,
        seed=seed,
    )


def reduced(graph: Any, most: int, kept: Iterable[Any] = (), links: int = MOST_LINKS) -> tuple[Any, tuple[str, ...]]:
    """Return a graph small enough to draw, and what is to be said of it.

    Entities with most links stay, `kept` among them in any case; of their links the strongest stay.

    >>> import networkx as nx
    >>> small, said = reduced(nx.star_graph(9), 5)
    >>> len(small), said[-1]
    (5, '5 of 10 entities are drawn: those with most links')
    """
    said = [*style.mark_words(), *notes(graph)]
    every, all_links = len(graph), graph.number_of_edges()
    if every > most:
        degree = dict(graph.degree())
        wanted = set(kept)
        best = sorted(graph, key=lambda entity: (entity not in wanted, -degree[entity]))[:most]
        graph = subgraph(graph, best)
        said.append(text("{shown} of {all} entities are drawn: those with most links", shown=most, all=every))
    if graph.number_of_edges() > links:
        ranked = sorted(graph.edges(data="strength", default=1), key=lambda edge: -edge[2])
        held = graph.__class__()
        held.graph.update(graph.graph)
        held.add_nodes_from(graph.nodes(data=True))
        held.add_edges_from((a, b, graph.edges[a, b]) for a, b, _ in ranked[:links])
        graph = held
        said.append(text("{shown} of {all} links are drawn: the strongest", shown=links, all=all_links))
    return graph, tuple(said)
