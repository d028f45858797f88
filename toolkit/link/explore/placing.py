"""Where entities stand on the interactive chart before anybody moves them; computed here, not in the browser."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from toolkit.link.geometry import push_apart, text_width

_STEP = 78.0  # pixels between neighbours: a circle and its name
_CLOSE = 30.0  # between neighbours of a chart too large for names
_FORCED = 700
_PARTED = 250


def place(count: int, ends: Sequence[tuple[int, int]], seed: int) -> Any:
    """Return an array of shape (count, 2) in pixels; components stand side by side, largest first.

    Parameters
    ----------
    count : entities, numbered from 0
    ends : links between them
    seed : the same graph and seed give the same places

    Method: Kamada and Kawai (1989) up to 120 entities of a component, Fruchterman and Reingold (1991) up to 700, and
    igraph's grid variant of the latter above.

    >>> place(3, [(0, 1)], 1).shape
    (3, 2)
    """
    import igraph

    points = np.zeros((count, 2))
    twin = igraph.Graph(n=count, edges=list(ends))
    parts = sorted(twin.components(), key=lambda part: (-len(part), part[0]))
    lone = [part[0] for part in parts if len(part) == 1]
    blocks = []
    for part in parts:
        if len(part) > 1:
            inner = twin.induced_subgraph(part)
            blocks.append((part, _component(inner.simplify(), seed)))
    if lone:
        wide = math.ceil(math.sqrt(len(lone) * 2))
        grid = np.array([(index % wide, index // wide) for index in range(len(lone))], dtype=float)
        blocks.append((lone, grid * _STEP))
    _pack(blocks, points)
    return points


def part(points: Any, names: Sequence[str]) -> Any:
    """Move entities apart by the least that parts their names; a chart of many is left as it is.

    >>> moved = part(np.array([[0, 0], [10, 0.0]]), ["Somebody", "Somebody else"])
    >>> bool(np.hypot(*(moved[1] - moved[0])) > 40)
    True
    """
    if len(names) > _PARTED or len(names) < 2:
        return points
    sizes = np.array([(min(130.0, text_width(name, 11)) + 16, 66.0) for name in names])
    low, high = points.min(axis=0) - 200, points.max(axis=0) + 200
    return push_apart(points, sizes, (low[0], low[1], high[0], high[1]))


def _component(twin: Any, seed: int) -> Any:
    import igraph

    count = twin.vcount()
    # igraph draws from Python's generator: a seeded one for the layout, then the usual one again.
    igraph.set_random_number_generator(random.Random(seed))
    try:
        if count <= 120:
            layout = twin.layout_kamada_kawai()
        elif count <= _FORCED:
            layout = twin.layout_fruchterman_reingold(niter=500)
        else:
            layout = twin.layout_fruchterman_reingold(niter=150, grid=True)
    finally:
        igraph.set_random_number_generator(random)
    points = np.array(layout.coords, dtype=float)
    ends = np.array(twin.get_edgelist(), dtype=int)
    lengths = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)
    # Half of the links get at least a step's length, and no picture is denser than one step for each entity.
    middle = float(np.median(lengths)) or 1.0
    spread = points - points.min(axis=0)
    if count > _FORCED:  # seen from afar, where names are not written
        return spread * (_CLOSE * math.sqrt(count) / max(float(spread.max()), 1e-9))
    grown = spread * (_STEP * 1.3 / middle)
    area = float(np.prod(grown.max(axis=0) + _STEP))
    need = count * _STEP**2 * 1.6
    return grown * math.sqrt(max(1.0, need / area)) if area else grown


def _pack(blocks: Sequence[tuple[Sequence[int], Any]], points: Any) -> None:
    """Set the components in rows that together are about as wide as a screen."""
    if not blocks:
        return
    sizes = [block.max(axis=0) + 1.5 * _STEP for _, block in blocks]
    row = max(sizes[0][0], 1.6 * math.sqrt(sum(float(wide * high) for wide, high in sizes)))
    x = y = tallest = 0.0
    for (part, block), (wide, high) in zip(blocks, sizes, strict=True):
        if x and x + wide > row:
            x, y, tallest = 0.0, y + tallest, 0.0
        points[list(part)] = block + np.array([x, y])
        x += wide
        tallest = max(tallest, high)
