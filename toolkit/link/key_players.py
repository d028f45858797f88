"""Key-player sets (Borgatti): which k entities together break the chart most, or reach most of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.engine import check, notes, to_igraph

_EXHAUSTIVE = 3
_WORK = 30_000_000
_BY = ("fragmentation", "reach")


@dataclass(frozen=True, eq=False)
class KeyPlayers:
    """A set of key players: `members` in order of first appearance, its `score` in [0, 1], whether it is `exact`."""

    members: tuple[Any, ...]
    score: float
    by: str
    exact: bool
    caveats: tuple[str, ...] = field(default=())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each member."""
        return pd.DataFrame({"member": list(self.members), "by": self.by, "score": self.score})

    def __repr__(self) -> str:
        names = ", ".join(map(str, self.members))
        how = "best of all sets" if self.exact else "best found"
        return "\n".join(
            [
                f"Key players by {self.by}: {names} (score {self.score:.3f}, {how})",
                *(f"- {line}" for line in self.caveats),
            ]
        )


def key_players(graph: Any, k: int = 3, by: str = "fragmentation", *, steps: int | None = None) -> KeyPlayers:
    """Find the set of k entities that scores best together, which the k best single entities often do not.

    - `by="fragmentation"` (KPP-Neg): the share of pairs of the others that can no longer reach each other once the
      set is removed, F = 1 - sum of s(s-1) over components of size s / m(m-1), m = n - k entities remaining.
    - `by="reach"` (KPP-Pos): distance-weighted reach, the mean over all n entities of 1 / distance from the nearest
      member, where members count 1 and unreached entities 0. With `steps`, the share of all n entities within that
      many links of a member, members included.

    Parameters
    ----------
    graph : from `link.build`; arrows are read as plain links
    k : size of the set, 1 to n - 1
    by : "fragmentation" or "reach"
    steps : for reach, count entities within so many links

    Returns
    -------
    KeyPlayers with `.members`, `.score`, `.exact`. All sets are tried for k <= 3 on charts of up to about a hundred
    entities; otherwise greedy choice, then swaps while one improves the score (`.exact` is False). Among equal sets
    the one that appears first is given, and `.caveats` counts the others where all were tried.

    Raises ParameterError for an empty graph, k out of range, an unknown `by`.

    Misleads: the set is about the chart, not about guilt; and to reach a network through its centre may warn it.

    Method: Borgatti (2006) Computational and Mathematical Organization Theory 12, 21-34.

    >>> import networkx as nx
    >>> best = key_players(nx.path_graph(["a", "b", "c", "d", "e"]), k=1)
    >>> best.members, round(best.score, 3)
    (('c',), 0.667)
    """
    check(graph, "key_players")
    n = len(graph)
    if by not in _BY:
        raise ParameterError(f"link.key_players: {unknown('measure', by, _BY)}")
    if not 1 <= k < n:
        raise ParameterError(f"link.key_players: k={k}; from 1 to {n - 1} on a chart of {n} entities")
    if steps is not None and (by != "reach" or steps < 1):
        raise ParameterError("link.key_players: steps is for by='reach' and at least 1")
    twin, entities = to_igraph(graph)
    plain = twin.as_undirected(mode="collapse") if twin.is_directed() else twin
    scores = _fragmentation(plain, k) if by == "fragmentation" else _reach(plain, steps)
    # Reach is one array operation a set, fragmentation a search in plain Python.
    cost = n * n // 20 if by == "reach" else 10 * (n + plain.ecount())
    exact = k <= _EXHAUSTIVE and math.comb(n, k - 1) * cost <= _WORK
    if exact:
        chosen, score, ties = _every(n, k, scores)
    else:
        chosen, score = _greedy(n, k, scores)
        ties = 0
    caveats = [text("the set is about the chart as recorded, not about guilt; ask what each member's records show")]
    if ties:
        caveats.append(text("other sets of {k} that score the same: {count}", k=k, count=ties))
    if not exact:
        number = f"{math.comb(n, k):.3g}"
        caveats.append(text("{count} sets are too many to try: greedy choice improved by swaps", count=number))
    members = tuple(entities[index] for index in chosen)
    return KeyPlayers(members, score, by, exact, (*caveats, *notes(graph)))


# scores(base) -> array: the score of base + {v} for each vertex v (NaN for members of base)
Scores = Callable[[tuple[int, ...]], Any]


def _every(n: int, k: int, scores: Scores) -> tuple[tuple[int, ...], float, int]:
    best: tuple[int, ...] = ()
    top, ties = -1.0, 0
    for base in combinations(range(n), k - 1):
        after = (base[-1] + 1) if base else 0
        if after == n:
            continue
        values = np.round(scores(base)[after:], 12)
        here = float(values.max())
        count = int((values == here).sum())
        if here > top:
            best, top, ties = (*base, after + int(values.argmax())), here, count - 1
        elif here == top:
            ties += count
    return best, top, ties


def _greedy(n: int, k: int, scores: Scores) -> tuple[tuple[int, ...], float]:
    chosen: tuple[int, ...] = ()
    score = -1.0
    for _ in range(k):
        values = np.round(scores(chosen), 12)
        chosen = (*chosen, int(np.nanargmax(values)))
        score = float(np.nanmax(values))
    improved = True
    while improved:
        improved = False
        for member in chosen:
            rest = tuple(other for other in chosen if other != member)
            values = np.round(scores(rest), 12)
            if float(np.nanmax(values)) > score:
                chosen, score = (*rest, int(np.nanargmax(values))), float(np.nanmax(values))
                improved = True
                break
    return tuple(sorted(chosen)), score


def _reach(plain: Any, steps: int | None) -> Scores:
    distance = np.array(plain.distances(), dtype=np.float64)
    if steps is None:
        near = 1.0 / np.maximum(distance, 1.0)
    else:
        near = (distance <= steps).astype(np.float64)
    np.fill_diagonal(near, 1.0)

    def scores(base: tuple[int, ...]) -> Any:
        held = near[list(base)].max(axis=0) if base else np.zeros(len(near))
        values = np.maximum(near, held).mean(axis=1)
        values[list(base)] = np.nan
        return values

    return scores


def _fragmentation(plain: Any, k: int) -> Scores:
    """Score base + {v} for all v in one depth-first search of the chart without base."""
    n = plain.vcount()
    adjacency = plain.get_adjlist()

    def scores(base: tuple[int, ...]) -> Any:
        left = n - len(base) - 1
        pairs = left * (left - 1)
        joined = _joined_without_each(adjacency, base)
        values = 1.0 - joined / pairs if pairs else np.where(np.isnan(joined), np.nan, 0.0)
        return values

    return scores


def _joined_without_each(adjacency: list[list[int]], base: tuple[int, ...]) -> Any:
    """For each v outside base: ordered pairs still joined once base and v are removed (Tarjan's low points).

    Removing v splits its component of s entities into the child subtrees that have no way round v, and the rest.
    """
    n = len(adjacency)
    gone = set(base)
    order = [-1] * n
    low = [0] * n
    size = [0] * n
    split = [0] * n  # entities in the pieces that v cuts off below it
    within = [0] * n  # ordered pairs joined inside those pieces
    parts: list[tuple[list[int], int]] = []
    clock = 0
    for root in range(n):
        if order[root] >= 0 or root in gone:
            continue
        order[root] = low[root] = clock
        clock += 1
        size[root] = 1
        visited = [root]
        stack = [(root, -1, iter(adjacency[root]))]
        while stack:
            vertex, parent, neighbours = stack[-1]
            for other in neighbours:
                if other == parent or other in gone:
                    continue
                if order[other] >= 0:
                    low[vertex] = min(low[vertex], order[other])
                    continue
                order[other] = low[other] = clock
                clock += 1
                size[other] = 1
                visited.append(other)
                stack.append((other, vertex, iter(adjacency[other])))
                break
            else:
                stack.pop()
                if parent >= 0:
                    size[parent] += size[vertex]
                    low[parent] = min(low[parent], low[vertex])
                    if low[vertex] >= order[parent]:
                        split[parent] += size[vertex]
                        within[parent] += size[vertex] * (size[vertex] - 1)
        parts.append((visited, size[root]))
    total = sum(whole * (whole - 1) for _, whole in parts)
    joined = np.full(n, np.nan)
    for visited, whole in parts:
        for vertex in visited:
            rest = whole - 1 - split[vertex]
            joined[vertex] = total - whole * (whole - 1) + within[vertex] + rest * (rest - 1)
    return joined
