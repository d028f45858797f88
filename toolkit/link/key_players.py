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
# So many elementary steps take about a minute; beyond, all sets are tried on request.
_WORK = 300_000_000
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


def key_players(
    graph: Any, k: int = 3, by: str = "fragmentation", *, steps: int | None = None, every: bool | None = None
) -> KeyPlayers:
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
    every : True to try all sets however long it takes, False for the greedy choice; without it all sets for k <= 3
        wherever that takes about a minute at most

    Returns
    -------
    KeyPlayers with `.members`, `.score`, `.exact`. All sets are tried for k <= 3 on charts of up to some three
    hundred entities (`every`); otherwise greedy choice, then swaps while one improves the score (`.exact` is False).
    Among equal sets the one that appears first is given, and `.caveats` counts the others where all were tried.

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
    if n < 2:
        raise ParameterError("link.key_players: one entity alone is no network; at least 2")
    if not 1 <= k < n:
        raise ParameterError(f"link.key_players: k={k}; from 1 to {n - 1} on a chart of {n} entities")
    if steps is not None and (by != "reach" or steps < 1):
        raise ParameterError("link.key_players: steps is for by='reach' and at least 1")
    twin, entities = to_igraph(graph)
    plain = twin.as_undirected(mode="collapse") if twin.is_directed() else twin
    scores = _fragmentation(plain, k) if by == "fragmentation" else _reach(plain, steps)
    worth = _worth_trying(plain, k) if by == "fragmentation" else list(range(n))
    # Reach is one array operation a set, fragmentation a search in plain Python.
    cost = n * n // 20 if by == "reach" else 10 * (n + plain.ecount())
    within = k <= _EXHAUSTIVE and math.comb(len(worth), k - 1) * cost <= _WORK
    exact = within if every is None else every
    if exact:
        chosen, score, ties = _every(worth, k, scores)
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


def _every(worth: list[int], k: int, scores: Scores) -> tuple[tuple[int, ...], float, int]:
    best: tuple[int, ...] = ()
    top, ties = -1.0, 0
    candidates = np.array(worth)
    for base in combinations(worth, k - 1):
        later = candidates[candidates > base[-1]] if base else candidates
        if not len(later):
            continue
        values = np.round(scores(base)[later], 12)
        here = float(values.max())
        count = int((values == here).sum())
        if here > top:
            best, top, ties = (*base, int(later[values.argmax()])), here, count - 1
        elif here == top:
            ties += count
    return best, top, ties


def _worth_trying(plain: Any, k: int) -> list[int]:
    """Leave out entities with one contact or none, where a set without them is sure to break the chart more.

    To remove the contact of an entity with one link breaks a component of s >= 3 into pieces of at most s - 2, to
    remove the entity leaves s - 1 together: strictly worse. Only where no component of three is left after k - 1
    removals can such an entity be in a best set; the charts for which that could be (fewer inner entities than a few
    times k) are tried in full.
    """
    inner = [vertex for vertex, degree in enumerate(plain.degree()) if degree > 1]
    if len(inner) < 4 * k or _breaks_up(plain, k):
        return list(range(plain.vcount()))
    return inner


def _breaks_up(plain: Any, k: int) -> bool:
    """Whether k - 1 removals might leave no component of three: those with most links leave few links behind."""
    degrees = sorted(plain.degree(), reverse=True)
    left = plain.ecount() - sum(degrees[: k - 1])
    # components of at most two entities hold at most half as many links as there are entities
    return bool(left <= plain.vcount() / 2)


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
