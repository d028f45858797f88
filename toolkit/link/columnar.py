"""A networkx graph whose links stand in columns until somebody touches them: fast to build, and every inch networkx."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import networkx as nx


@dataclass(frozen=True)
class Links:
    """The links of a graph as columns: positions of the two ends, and for each attribute how to list its values.

    `strength` is an array; the other attributes are listed when networkx needs them.
    """

    entities: Sequence[Any]
    starts: Any
    ends: Any
    strength: Any
    others: dict[str, Callable[[], Sequence[Any]]]


class _Columnar:
    """What both kinds share: `links` holds the columns as long as the graph is as it was built.

    Measures read the columns. The first look at a neighbour, a link or a degree makes networkx's dictionaries from
    them; from then on the graph is any networkx graph, and may be changed as one.
    """

    __dict__: dict[str, Any]

    @property
    def links(self) -> Links | None:
        """The columns, or None once networkx's dictionaries stand in their place."""
        return self.__dict__.get("_links")

    def _fill(self) -> None:
        links = self.__dict__.pop("_links", None)
        if links is None:
            return
        with _without_collector():
            datas = [{"strength": strength} for strength in links.strength.tolist()]
            for name, listed in links.others.items():
                for data, value in zip(datas, listed(), strict=True):
                    data[name] = value
            self._settle(links, datas)

    def __repr__(self: Any) -> str:
        said = self.__dict__.get("graph", {}).get("notes", ())
        size = f"{len(self._node):,} entities, {self.number_of_edges():,} links"
        return "\n".join(
            [f"{'Directed link' if self.is_directed() else 'Link'} graph: {size}", *(f"- {line}" for line in said)]
        )

    def __getstate__(self) -> dict[str, Any]:
        self._fill()
        return self.__dict__

    def _settle(self, links: Links, datas: list[dict[str, Any]]) -> None:
        raise NotImplementedError

    def number_of_edges(self, u: Any = None, v: Any = None) -> int:
        links = self.links
        if links is not None and u is None:
            return len(links.starts)
        return int(super().number_of_edges(u, v))  # type: ignore[misc]


def _kept(name: str, base: Any) -> property:
    """A property that makes the dictionaries when one is read, and keeps networkx's own way of setting it."""
    resetter = base.__dict__[name]

    def read(self: Any) -> Any:
        self._fill()
        return self.__dict__[name]

    def write(self: Any, value: Any) -> None:
        resetter.__set__(self, value)

    return property(read, write)


class LinkGraph(_Columnar, nx.Graph):
    """An undirected graph from `link.build`."""

    _adj = _kept("_adj", nx.Graph)

    def _settle(self, links: Links, datas: list[dict[str, Any]]) -> None:
        entities = links.entities
        near: list[dict[Any, Any]] = [{} for _ in entities]
        for a, b, data in zip(links.starts.tolist(), links.ends.tolist(), datas, strict=True):
            near[a][entities[b]] = data
            near[b][entities[a]] = data
        self._adj = dict(zip(entities, near, strict=True))


class LinkDiGraph(_Columnar, nx.DiGraph):
    """A directed graph from `link.build`."""

    _adj = _kept("_adj", nx.DiGraph)
    _succ = _kept("_succ", nx.DiGraph)
    _pred = _kept("_pred", nx.DiGraph)

    def _settle(self, links: Links, datas: list[dict[str, Any]]) -> None:
        entities = links.entities
        after: list[dict[Any, Any]] = [{} for _ in entities]
        before: list[dict[Any, Any]] = [{} for _ in entities]
        for a, b, data in zip(links.starts.tolist(), links.ends.tolist(), datas, strict=True):
            after[a][entities[b]] = data
            before[b][entities[a]] = data
        self._adj = dict(zip(entities, after, strict=True))
        self._pred = dict(zip(entities, before, strict=True))


def columnar(links: Links, directed: bool) -> Any:
    """Return the graph of these links, with its entities in their order.

    >>> import numpy as np
    >>> links = Links(["a", "b"], np.array([0]), np.array([1]), np.array([2]), {"count": lambda: [2]})
    >>> graph = columnar(links, directed=False)
    >>> graph.number_of_edges(), graph.links is not None, graph["b"]["a"], graph.links is None
    (1, True, {'strength': 2, 'count': 2}, True)
    """
    graph: Any = LinkDiGraph() if directed else LinkGraph()
    with _without_collector():
        graph._node = {entity: {} for entity in links.entities}
    graph.__dict__["_links"] = links
    return graph


@contextmanager
def _without_collector() -> Iterator[None]:
    """Many small objects that all stay: the garbage collector would look through them again and again for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
