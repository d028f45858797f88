"""Partial orders: what is known to come before what, what contradicts it, and what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import need, some

_CYCLES = 20


@dataclass(frozen=True, eq=False, repr=False)
class Order(Table):
    """Items with their level; `contradictions`, `open` pairs, and `reduced`: the pairs from which all others follow."""

    contradictions: pd.DataFrame = field(default_factory=pd.DataFrame)
    open: tuple[tuple[Any, Any], ...] = ()
    reduced: tuple[tuple[Any, Any], ...] = ()
    after: Mapping[Any, frozenset[Any]] = field(default_factory=dict)

    def before(self, a: Any, b: Any) -> bool | None:
        """Say whether `a` comes before `b`: True, False (it comes after), or None where the file leaves it open.

        Raises ParameterError for an item that was not given.
        """
        for one in (a, b):
            if one not in self.after:
                raise ParameterError(f"flows.order: {one!r} is not among the {len(self.after)} items")
        if b in self.after[a]:
            return True
        return False if a in self.after[b] else None

    def check(self, answer: Iterable[Any]) -> pd.DataFrame:
        """Return the pairs that an order of items turns round: `first`, `second` (as answered), `why`.

        An order that breaks nothing gives an empty table; items that are not known are ignored.
        """
        listed = [one for one in answer if one in self.after]
        rows = [
            (a, b, text("{b} comes before {a}", a=a, b=b))
            for place, a in enumerate(listed)
            for b in listed[place + 1 :]
            if a in self.after[b]
        ]
        return pd.DataFrame(rows, columns=["first", "second", "why"])


def order(
    before: Any,
    items: Iterable[Any] | None = None,
    times: pd.Series | None = None,
) -> Order:
    """Work out the order that follows from statements "this came before that", and where they contradict each other.

    Parameters
    ----------
    before : pairs (before, after), or a table with columns `before`, `after` and, where known, `source` (which
        document states it)
    items : all items, also those of which nothing is stated
    times : item -> day or instant; two items with different times are in that order too

    Returns
    -------
    Order, one row for each item: `level` (0 = nothing is before it), `before` and `after` (how many items are known to
    be), `open` (how many are neither). `.contradictions` lists circles (`items`, `sources`, `why`) and statements
    against the times; `.open` the pairs whose order nobody states; `.reduced` the fewest pairs that imply all others;
    `.before(a, b)`; `.check(answer)`.

    Where statements go in a circle, none of the items in it is put before another.

    Raises ParameterError for pairs that are none.

    >>> found = order([("paid", "left"), ("left", "met"), ("paid", "met")], items=["paid", "left", "met", "called"])
    >>> found.before("paid", "met"), found.before("called", "met")
    (True, None)
    >>> found.reduced
    (('left', 'met'), ('paid', 'left'))
    >>> order([("a", "b"), ("b", "a")]).contradictions["why"].tolist()
    ['a before b before a']
    """
    stated = _pairs(before)
    graph = nx.DiGraph()
    graph.add_nodes_from(
        dict.fromkeys([*(items if items is not None else ()), *(one for a, b, _ in stated for one in (a, b))])
    )
    if not len(graph):
        raise ParameterError("flows.order: there is no item; give pairs (before, after), or items=")
    for a, b, source in stated:
        graph.add_edge(a, b)
        graph.edges[a, b].setdefault("sources", []).append(source)
    known = (
        {} if times is None else {one: times[one] for one in graph if one in times.index and not pd.isna(times[one])}
    )
    wrong = _contradictions(graph, known)
    clean = nx.DiGraph()
    clean.add_nodes_from(graph)
    part = {one: number for number, group in enumerate(nx.strongly_connected_components(graph)) for one in group}
    # Statements that the dates refute, or that go in a circle, order nothing.
    clean.add_edges_from(
        (a, b) for a, b in graph.edges if part[a] != part[b] and not (a in known and b in known and known[a] > known[b])
    )
    ranked = sorted(known, key=lambda one: known[one])
    latest: list[Any] = []
    group: list[Any] = []
    for one in ranked:
        if group and known[one] > known[group[0]]:
            latest, group = group, []
        group.append(one)
        clean.add_edges_from((other, one) for other in latest)
    if not nx.is_directed_acyclic_graph(clean):
        # Statements and dates together go in a circle over an undated item: those statements order nothing either.
        tied = {one: number for number, part_ in enumerate(nx.strongly_connected_components(clean)) for one in part_}
        circle = [
            (a, b)
            for a, b in graph.edges
            if clean.has_edge(a, b) and tied[a] == tied[b] and not (a in known and b in known)
        ]
        for a, b in circle:
            wrong.append(
                ([a, b], _sources(graph, [(a, b)]), text("{a} before {b} does not go with the dates", a=a, b=b))
            )
        clean.remove_edges_from(circle)
    after = {one: frozenset(nx.descendants(clean, one)) for one in clean}
    return _result(graph, clean, after, wrong)


def _pairs(before: Any) -> list[tuple[Any, Any, str]]:
    if isinstance(before, pd.DataFrame):
        need(before, "flows.order", ("before", "after"))
        sources = before["source"].astype("str") if "source" in before.columns else [""] * len(before)
        return [pair for pair in zip(before["before"], before["after"], sources, strict=True) if pair[0] != pair[1]]
    rows = []
    for pair in before:
        if isinstance(pair, str) or len(pair) not in (2, 3):
            raise ParameterError(f"flows.order: {pair!r} is no pair (before, after)")
        rows.append((pair[0], pair[1], str(pair[2]) if len(pair) == 3 else ""))
    return rows


def _contradictions(graph: Any, known: Mapping[Any, Any]) -> list[tuple[list[Any], str, str]]:
    found: list[tuple[list[Any], str, str]] = []
    for group in nx.strongly_connected_components(graph):
        if len(group) < 2:
            continue
        part = graph.subgraph(group)
        for number, circle in enumerate(nx.simple_cycles(part)):
            if number == _CYCLES:
                break
            first = min(range(len(circle)), key=lambda place: str(circle[place]))
            turned = [*circle[first:], *circle[:first]]
            steps = list(zip(turned, [*turned[1:], turned[0]], strict=True))
            found.append((turned, _sources(graph, steps), text(" before ").join(map(str, [*turned, turned[0]]))))
    for a, b in graph.edges:
        if a in known and b in known and known[a] > known[b]:
            why = text(
                "{a} is said to come before {b}, and is dated {first} against {second}",
                a=a,
                b=b,
                first=f"{known[a]:%Y-%m-%d %H:%M}",
                second=f"{known[b]:%Y-%m-%d %H:%M}",
            )
            found.append(([a, b], _sources(graph, [(a, b)]), why))
    return found


def _sources(graph: Any, steps: Iterable[tuple[Any, Any]]) -> str:
    return ", ".join(dict.fromkeys(one for step in steps for one in graph.edges[step]["sources"] if one))


def _result(
    graph: Any, clean: Any, after: Mapping[Any, frozenset[Any]], wrong: list[tuple[list[Any], str, str]]
) -> Order:
    level = {one: number for number, layer in enumerate(nx.topological_generations(clean)) for one in layer}
    names = list(graph)
    earlier = {one: sum(one in following for following in after.values()) for one in names}
    frame = pd.DataFrame(
        {
            "level": [level[one] for one in names],
            "before": [earlier[one] for one in names],
            "after": [len(after[one]) for one in names],
        },
        index=pd.Index(names, name="item"),
    )
    frame["open"] = len(names) - 1 - frame["before"] - frame["after"]
    frame = frame.sort_values("level", kind="stable")
    unknown_pairs = tuple(
        (a, b) for place, a in enumerate(names) for b in names[place + 1 :] if b not in after[a] and a not in after[b]
    )
    contradictions = pd.DataFrame(
        [(some(items, 12), sources, why) for items, sources, why in wrong], columns=["items", "sources", "why"]
    )
    caveats = []
    if wrong:
        caveats.append(
            text(
                "{count} contradictions: weigh the sources; items in a circle are left without order", count=len(wrong)
            )
        )
    if unknown_pairs:
        caveats.append(
            text(
                "the order of {count} pairs is not known: {pairs}",
                count=len(unknown_pairs),
                pairs=some([f"{a} / {b}" for a, b in unknown_pairs]),
            )
        )
    reduced = tuple(sorted(nx.transitive_reduction(clean).edges, key=lambda pair: (str(pair[0]), str(pair[1]))))
    title = text("Order of {count} items: {levels} levels", count=len(names), levels=frame["level"].max() + 1)
    return Order(title, frame, tuple(caveats), contradictions, unknown_pairs, reduced, after)
