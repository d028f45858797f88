"""What chance alone would show: the same entities with the same numbers of links, linked anew at random."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np

# Swaps for each link, enough to forget the chart that was there (Milo et al. 2003, arXiv cond-mat/0312028).
_SWAPS = 10
# Up to so many links the comparison takes seconds; above, it is made on request.
LINKS = 2_000
TIMES = 99
# A finding is one that none of the 99 charts of chance reaches, and that stands clear of them: the 99 alone let
# through one chart in a hundred in which nothing is.
LEVEL = 0.01
DEVIATIONS = 3.0


def rewirings(twin: Any, times: int, seed: int) -> Iterator[Any]:
    """Give so many charts in which every entity keeps its number of links, and nothing else is kept.

    Pairs of links exchange their ends, ten tries a link; a try that would make a self-link or a parallel link leaves
    things as they are. Strengths stay with the links that move. Undirected charts only.

    Method: Maslov and Sneppen (2002) Science 296, 910-913.

    >>> import igraph
    >>> ring = igraph.Graph.Ring(8)
    >>> [chart.degree() == ring.degree() for chart in rewirings(ring, 2, seed=1)]
    [True, True]
    """
    for number in range(times):
        chart = twin.copy()
        chart.delete_edges()
        chart.add_edges(_switched(twin.get_edgelist(), random.Random(f"{seed}:chance:{number}")))
        for attribute in twin.edge_attributes():
            chart.es[attribute] = twin.es[attribute]
        yield chart


def _switched(links: list[tuple[int, int]], rng: random.Random) -> list[tuple[int, int]]:
    # A library's rewiring that counts only switches that succeed never ends on a complete chart or a star.
    pairs = list(links)
    there = {pair if pair[0] < pair[1] else pair[::-1] for pair in pairs}
    size = len(pairs)
    for _ in range(_SWAPS * size):
        i, j = int(rng.random() * size), int(rng.random() * size)
        (a, b), (c, d) = pairs[i], pairs[j]
        if rng.random() < 0.5:
            c, d = d, c
        if a in (c, d) or b in (c, d):
            continue
        one, other = (a, d) if a < d else (d, a), (c, b) if c < b else (b, c)
        if one in there or other in there:
            continue
        there -= {(a, b) if a < b else (b, a), (c, d) if c < d else (d, c)}
        there |= {one, other}
        pairs[i], pairs[j] = one, other
    return pairs


def share_as_high(observed: float, by_chance: list[float]) -> float:
    """Return the p-value: the share of all charts, the observed one among them, with at least the observed value.

    >>> share_as_high(0.5, [0.1, 0.2, 0.5])
    0.5
    """
    values: Any = np.round(by_chance, 9)
    return float((1 + (values >= round(observed, 9)).sum()) / (1 + len(by_chance)))


def deviations(observed: float, by_chance: list[float]) -> float:
    """Return how many standard deviations the observed value stands above the mean of chance.

    >>> deviations(5, [1, 2, 3])
    3.0
    """
    values: Any = np.round(by_chance, 9)
    above, spread = round(observed, 9) - float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else 0.0
    if above <= 0 or spread > 0:
        return above / spread if spread else 0.0
    return math.inf


def is_finding(p_value: float, above: float) -> bool:
    """Say whether a value is beyond chance: p at most 0.01 and at least three deviations above the mean of chance.

    >>> is_finding(0.01, 3.4), is_finding(0.01, 2.1)
    (True, False)
    """
    return p_value <= LEVEL and above >= DEVIATIONS


def times_for(twin: Any, asked: int | None) -> int:
    """Return how often to rewire: what was asked, or 99 where the chart is small enough and 0 where not.

    >>> import igraph
    >>> times_for(igraph.Graph.Ring(8), None), times_for(igraph.Graph.Ring(8), 19)
    (99, 19)
    """
    if asked is not None:
        return asked
    return TIMES if twin.ecount() <= LINKS else 0
