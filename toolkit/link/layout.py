"""Where everything stands on a chart: the same graph gives the same picture, few crossings, members in their boxes."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.link.geometry import crossings, hits, push_apart
from toolkit.link.units import Title, Unit, group_units

Frame = tuple[float, float, float, float]
_REFINED = 60
_TRIES = 4
_CIRCLE = 44.0


@dataclass(frozen=True)
class Arrangement:
    """Centres of entities, corners (x0, y0, x1, y1) and title places of boxes, in pixels from the lower left."""

    points: dict[Any, tuple[float, float]]
    boxes: dict[Any, Frame]
    titles: dict[Any, Title]


def arrange(
    entities: Sequence[Any],
    links: Sequence[tuple[Any, Any]],
    members: Mapping[Any, Sequence[Any]],
    captions: Mapping[Any, float],
    frame: Frame,
    cell: tuple[float, float],
    seed: int,
) -> Arrangement:
    """Place every entity inside the frame.

    Parameters
    ----------
    entities : all of them, organisations that are drawn as boxes included
    links : pairs to be drawn as lines
    members : box -> the entities inside it
    captions : box -> width of its name in pixels
    frame : (x0, y0, x1, y1) in pixels
    cell : width and height that one entity with its label needs
    seed : of the layouts tried

    The chart is cut into components, each gets a part of the frame by its size; within it the best of several
    layouts is taken (fewest crossings and lines through entities), fitted, and parted where things overlap.
    """
    units = group_units(entities, members, cell, captions)
    home = {entity: number for number, unit in enumerate(units) for entity in unit.offsets}
    home |= {box: number for number, unit in enumerate(units) for box in unit.boxes}
    joined = sorted({(min(home[a], home[b]), max(home[a], home[b])) for a, b in links if home[a] != home[b]})
    centres = np.zeros((len(units), 2))
    parts, alone = _components(len(units), joined)
    below = _strip(alone, units, frame)
    for unit, at in below.items():
        centres[unit] = at
    rest: Frame = (frame[0], max([frame[1], *(at[1] + units[u].height / 2 for u, at in below.items())]), *frame[2:])
    areas = [sum(units[unit].width * units[unit].height for unit in part) ** 0.9 for part in parts]
    for part, space in zip(parts, _split(rest, areas), strict=True):
        centres[part] = _place(part, joined, units, space, seed)
    points: dict[Any, tuple[float, float]] = {}
    boxes: dict[Any, Frame] = {}
    titles: dict[Any, Title] = {}
    for unit, (x, y) in zip(units, centres.tolist(), strict=True):
        points |= {entity: (x + dx, y + dy) for entity, (dx, dy) in unit.offsets.items()}
        boxes |= {box: (x + a, y + b, x + c, y + d) for box, (a, b, c, d) in unit.boxes.items()}
        titles |= {box: (x + dx, y + dy, hang) for box, (dx, dy, hang) in unit.titles.items()}
    points |= {box: ((a + c) / 2, (b + d) / 2) for box, (a, b, c, d) in boxes.items()}
    _settle_members(units, points, links)
    return Arrangement(points, boxes, titles)


def _components(count: int, joined: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[int]]:
    import igraph

    groups = [list(part) for part in igraph.Graph(n=count, edges=list(joined)).components()]
    linked = sorted((part for part in groups if len(part) > 1), key=lambda part: (-len(part), part[0]))
    return linked, sorted(part[0] for part in groups if len(part) == 1)


def _strip(alone: Sequence[int], units: Sequence[Unit], frame: Frame) -> dict[int, tuple[float, float]]:
    """Set what has no line in rows along the bottom."""
    placed: dict[int, tuple[float, float]] = {}
    x, y, tallest = frame[0], frame[1], 0.0
    for number in alone:
        unit = units[number]
        if x + unit.width > frame[2] and x > frame[0]:
            x, y, tallest = frame[0], y + tallest, 0.0
        placed[number] = (x + unit.width / 2, y + unit.height / 2)
        x += unit.width
        tallest = max(tallest, unit.height)
    return placed


def _split(frame: Frame, weights: Sequence[float]) -> list[Frame]:
    """Cut a rectangle into parts of areas proportional to the weights, always across its longer side."""
    if len(weights) <= 1:
        return [frame] * len(weights)
    total, running, cut = sum(weights), 0.0, 1
    for index in range(len(weights) - 1):
        running += weights[index]
        cut = index + 1
        if running >= total / 2:
            break
    share = sum(weights[:cut]) / total
    x0, y0, x1, y1 = frame
    if x1 - x0 >= y1 - y0:
        middle = x0 + share * (x1 - x0)
        first, second = (x0, y0, middle, y1), (middle, y0, x1, y1)
    else:
        middle = y1 - share * (y1 - y0)
        first, second = (x0, middle, x1, y1), (x0, y0, x1, middle)
    return [*_split(first, weights[:cut]), *_split(second, weights[cut:])]


def _place(part: list[int], joined: Sequence[tuple[int, int]], units: Sequence[Unit], frame: Frame, seed: int) -> Any:
    index = {unit: number for number, unit in enumerate(part)}
    edges = [(index[a], index[b]) for a, b in joined if a in index]
    sizes = np.array([[units[unit].width, units[unit].height] for unit in part])
    # A line may pass through the room kept for a label, not through a circle or a box.
    solid = np.array(
        [size if units[unit].boxes else (_CIRCLE, _CIRCLE) for unit, size in zip(part, sizes, strict=True)]
    )
    ends = np.array(edges)
    best, least = None, math.inf
    for raw in _candidates(len(part), edges, seed):
        for turned in (raw, raw[:, ::-1]):
            points = push_apart(_fit(turned, frame, sizes), sizes, frame)
            cost = _cost(points, ends, solid)
            if cost < least:
                best, least = points, cost
    if len(part) <= _REFINED:
        best = _swap(best, ends, sizes, solid, least)
    return best


def _candidates(count: int, edges: Sequence[tuple[int, int]], seed: int) -> Iterable[Any]:
    import igraph

    graph = igraph.Graph(n=count, edges=list(edges))
    try:
        yield _level(np.array(graph.layout_kamada_kawai().coords))
        for start in range(_TRIES if count <= _REFINED else 1):
            igraph.set_random_number_generator(random.Random(f"{seed}:{start}"))
            spread = graph.layout_fruchterman_reingold(niter=500)
            yield _level(np.array(spread.coords))
            if count <= _REFINED:
                settled = graph.layout_kamada_kawai(seed=spread.coords)
                yield _level(np.array(settled.coords))
                yield _level(np.array(graph.layout_davidson_harel(seed=settled.coords).coords))
    finally:
        igraph.set_random_number_generator(random)


def _level(points: Any) -> Any:
    """Turn a layout so that its longer axis lies level."""
    centred = points - points.mean(axis=0)
    if len(points) < 3:
        return np.column_stack([np.arange(len(points), dtype=float), np.zeros(len(points))])
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ vectors[:, ::-1]
    # An eigenvector's sign is arbitrary: fix it, so that another maths library gives the same picture.
    signs = np.where(np.abs(turned.max(axis=0)) >= np.abs(turned.min(axis=0)) - 1e-9, 1.0, -1.0)
    return turned * signs


def _fit(points: Any, frame: Frame, sizes: Any) -> Any:
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high - low < 1e-9, 1.0, high - low)
    margin = sizes.max(axis=0) / 2
    origin = np.array([frame[0], frame[1]]) + margin
    room = np.maximum(np.array([frame[2] - frame[0], frame[3] - frame[1]]) - 2 * margin, 1.0)
    scale = room / span
    # Stretch to the frame, but not so far that the shape is lost.
    scale = np.minimum(scale, 1.8 * scale.min())
    return origin + (room - span * scale) / 2 + (points - low) * scale


def _cost(points: Any, ends: Any, solid: Any) -> float:
    starts, stops = points[ends[:, 0]], points[ends[:, 1]]
    through = 0
    for number, (point, size) in enumerate(zip(points, solid, strict=True)):
        other = (ends[:, 0] != number) & (ends[:, 1] != number)
        half = size / 2
        box = (point[0] - half[0], point[1] - half[1], point[0] + half[0], point[1] + half[1])
        through += int(hits(starts[other], stops[other], box).sum())
    lengths = np.hypot(*(stops - starts).T)
    return crossings(starts, stops) + 2.0 * through + float(lengths.mean()) / 150 + float(lengths.std()) / 150


def _swap(points: Any, ends: Any, sizes: Any, solid: Any, cost: float) -> Any:
    """Exchange the places of two units of like size while that lessens crossings."""
    points = points.copy()
    for _ in range(2):
        improved = False
        for first in range(len(points)):
            for second in range(first + 1, len(points)):
                if np.abs(sizes[first] - sizes[second]).max() > 20:
                    continue
                points[[first, second]] = points[[second, first]]
                here = _cost(points, ends, solid)
                if here < cost - 0.25:
                    cost, improved = here, True
                else:
                    points[[first, second]] = points[[second, first]]
        if not improved:
            break
    return points


def _settle_members(units: Sequence[Unit], points: dict[Any, tuple[float, float]], links: Sequence[Any]) -> None:
    """Give the seats inside each box to the members so that their lines are short."""
    near: dict[Any, list[Any]] = {}
    for a, b in links:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)

    def length(entity: Any, seat: tuple[float, float]) -> float:
        return sum(math.dist(seat, points[other]) for other in near.get(entity, ()))

    for unit in units:
        for seats in unit.blocks:
            for _ in range(4):
                for i, first in enumerate(seats):
                    for second in seats[i + 1 :]:
                        here = length(first, points[first]) + length(second, points[second])
                        there = length(first, points[second]) + length(second, points[first])
                        if there < here - 1e-6:
                            points[first], points[second] = points[second], points[first]
