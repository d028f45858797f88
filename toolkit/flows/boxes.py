"""Boxes and arrows laid out, in rows or in layers, for event, commodity and activity flow charts."""

from __future__ import annotations

import html
import itertools
import textwrap
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from toolkit import style
from toolkit.link.geometry import text_width

LETTERS, LINE = 12, 16  # of the words in a box, in pixels: size and height of a line
_PAD_X, _PAD_Y = 10, 8
_GAP_X, _GAP_Y = 46, 44
FILLS = {"": "#FFFFFF", "start": "#E4F2EC", "end": "#E4F2EC", "aside": "#FBEBDD", "care": "#E3EEF7"}


@dataclass(frozen=True)
class Box:
    """One box: its words (lines below the first are small), whether it is verified, and its kind of `FILLS`."""

    words: str
    below: str = ""
    sure: bool = True
    kind: str = ""
    hover: str = ""


@dataclass(frozen=True)
class Arrow:
    """One arrow between two boxes, dotted unless sure, with words beside it."""

    source: Hashable
    target: Hashable
    words: str = ""
    sure: bool = True
    width: float = 1.6


@dataclass
class Drawing:
    """Boxes with their places (centre, in pixels, y down) and sizes, and the course of each arrow."""

    boxes: Mapping[Hashable, Box]
    arrows: Sequence[Arrow]
    centres: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    courses: list[list[tuple[float, float]]] = field(default_factory=list)
    size: tuple[float, float] = (120.0, 60.0)
    lines: dict[Hashable, list[str]] = field(default_factory=dict)
    extent: tuple[float, float] = (0.0, 0.0)


def measure(boxes: Mapping[Hashable, Box], wide: float) -> tuple[dict[Hashable, list[str]], tuple[float, float]]:
    """Return the lines of each box and the size that holds them all; `wide` is the greatest width in pixels."""
    letters = max(int((wide - 2 * _PAD_X) / (0.56 * LETTERS)), 8)
    lines = {}
    for name, box in boxes.items():
        own = [f"<b>{html.escape(one)}</b>" for one in textwrap.wrap(box.words, letters) or [""]]
        own += [html.escape(one) for one in textwrap.wrap(box.below, letters + 3)]
        lines[name] = own
    plain = {name: [one.replace("<b>", "").replace("</b>", "") for one in own] for name, own in lines.items()}
    across = max((text_width(one, LETTERS) for own in plain.values() for one in own), default=40.0)
    down = max((len(own) for own in lines.values()), default=1)
    return lines, (min(max(across * 1.06 + 2 * _PAD_X, 84), wide), down * LINE + 2 * _PAD_Y)


def in_rows(boxes: Mapping[Hashable, Box], arrows: Sequence[Arrow], width: int = style.WIDTH) -> Drawing:
    """Lay boxes in their order, row by row, every second row from right to left, so that arrows stay short."""
    lines, size = measure(boxes, 160)
    each = max(int((width - 20 + _GAP_X) // (size[0] + _GAP_X)), 2)
    made = Drawing(boxes, arrows, size=size, lines=lines)
    for place, name in enumerate(boxes):
        row, column = divmod(place, each)
        column = column if row % 2 == 0 else each - 1 - column
        made.centres[name] = (
            10 + size[0] / 2 + column * (size[0] + _GAP_X),
            10 + size[1] / 2 + row * (size[1] + _GAP_Y),
        )
    made.courses = [[made.centres[one.source], made.centres[one.target]] for one in arrows]
    rows = -(-len(boxes) // each)
    made.extent = (
        20 + min(each, len(boxes)) * (size[0] + _GAP_X) - _GAP_X,
        20 + rows * (size[1] + _GAP_Y) - _GAP_Y,
    )
    return made


def in_layers(
    boxes: Mapping[Hashable, Box], arrows: Sequence[Arrow], down: bool = False, labelled: float = 0.0
) -> Drawing:
    """Lay boxes in layers along the arrows by Sugiyama's method, left to right or, with `down`, from the top.

    `labelled` is the width in pixels that words on arrows need between two layers. Arrows over several layers are led
    round the boxes between.
    """
    import igraph

    lines, size = measure(boxes, 170)
    names = list(boxes)
    place = {name: at for at, name in enumerate(names)}
    pairs = list(dict.fromkeys((place[one.source], place[one.target]) for one in arrows if one.source != one.target))
    layers = _layers(len(names), pairs)
    edges: list[tuple[int, int]] = []
    ways: dict[tuple[int, int], list[int]] = {}
    depth = list(layers)
    for a, b in pairs:
        step = 1 if layers[b] > layers[a] else -1
        chain = [a]
        for layer in range(layers[a] + step, layers[b], step) if layers[a] != layers[b] else ():
            depth.append(layer)
            chain.append(len(depth) - 1)
        chain.append(b)
        ways[(a, b)] = chain
        edges += list(itertools.pairwise(chain))
    graph = igraph.Graph(n=len(depth), edges=edges, directed=True)
    found = graph.layout_sugiyama(layers=depth, hgap=1, vgap=1, maxiter=200)
    across = np.array([point[0] for point in found[: len(depth)]])
    across = _spread(across, depth)
    gap_x, gap_y = (_GAP_X, 58 + LINE) if down else (max(_GAP_X + 14, labelled + 58), 26)
    pitch = (size[0] + gap_x, size[1] + gap_y)
    made = Drawing(boxes, arrows, size=size, lines=lines)
    points = [(float(x), float(y)) if down else (float(y), float(x)) for x, y in zip(across, depth, strict=True)]
    low = (min(x for x, _ in points), min(y for _, y in points))
    pixels = [
        (10 + size[0] / 2 + (x - low[0]) * pitch[0], 10 + size[1] / 2 + (y - low[1]) * pitch[1]) for x, y in points
    ]
    made.centres = {name: pixels[at] for name, at in place.items()}
    made.courses = [
        [pixels[at] for at in ways[(place[one.source], place[one.target])]]
        if one.source != one.target
        else [made.centres[one.source]] * 2
        for one in arrows
    ]
    made.extent = (max(x for x, _ in pixels) + size[0] / 2 + 10, max(y for _, y in pixels) + size[1] / 2 + 10)
    return made


def _layers(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Longest-path layers; arrows that close a circle are left out of the reckoning."""
    following: dict[int, list[int]] = {}
    for a, b in pairs:
        following.setdefault(a, []).append(b)
    state = [0] * size
    order: list[int] = []
    back: set[tuple[int, int]] = set()
    for root in range(size):
        stack = [(root, iter(following.get(root, ())))] if state[root] == 0 else []
        state[root] = state[root] or 1
        while stack:
            node, rest = stack[-1]
            onward = next(rest, None)
            if onward is None:
                state[node] = 2
                order.append(node)
                stack.pop()
            elif state[onward] == 0:
                state[onward] = 1
                stack.append((onward, iter(following.get(onward, ()))))
            elif state[onward] == 1:
                back.add((node, onward))
    layer = [0] * size
    for node in reversed(order):
        for onward in following.get(node, ()):
            if (node, onward) not in back:
                layer[onward] = max(layer[onward], layer[node] + 1)
    # A box with nothing before it stands just before the first that follows it.
    has_before = {b for _, b in pairs}
    for node in range(size):
        after = [layer[onward] for onward in following.get(node, ()) if (node, onward) not in back]
        if node not in has_before and after:
            layer[node] = min(after) - 1
    return layer


def _spread(across: Any, depth: Sequence[int]) -> Any:
    """Keep at least one unit between neighbours of a layer."""
    result = across.astype(float)
    for layer in set(depth):
        own = [at for at, one in enumerate(depth) if one == layer]
        own.sort(key=lambda at: result[at])
        for before, after in itertools.pairwise(own):
            result[after] = max(result[after], result[before] + 1)
    return result
