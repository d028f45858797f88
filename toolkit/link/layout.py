"""Where everything stands on a chart: the same graph gives the same picture, few crossings, members in their boxes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.link.geometry import crossing, push_apart, touching
from toolkit.link.refine import Refinement
from toolkit.link.units import Title, Unit, group_units

Frame = tuple[float, float, float, float]
_THOROUGH = 60
_IMPROVED = 130
_SETTLED = 700
_TRIES = 4
_CAREFUL, _CHOICES = 26, 4
_SMALL = 3
_CIRCLE = 44.0
_SWAPPED = {"middle left": "middle right", "middle right": "middle left", "middle center": "middle center"}


@dataclass(frozen=True)
class Arrangement:
    """Centres of entities, corners (x0, y0, x1, y1) and titles of boxes, in pixels; `parted`: nothing overlaps."""

    points: dict[Any, tuple[float, float]]
    boxes: dict[Any, Frame]
    titles: dict[Any, Title]
    parted: bool


def arrange(
    entities: Sequence[Any],
    links: Sequence[tuple[Any, Any]],
    members: Mapping[Any, Sequence[Any]],
    captions: Mapping[Any, float],
    plates: Mapping[Any, tuple[float, float]],
    frame: Frame,
    cell: tuple[float, float],
    radius: float,
    seed: int,
) -> Arrangement:
    """Place every entity inside the frame.

    Parameters
    ----------
    entities : all of them, organisations that are drawn as boxes included
    links : pairs to be drawn as lines
    members : box -> the entities inside it
    captions : box -> width of its name in pixels
    plates : organisation without members -> width and height of its rectangle
    frame : (x0, y0, x1, y1) in pixels
    cell : width and height that one entity with its label needs
    radius : of the circles
    seed : of the layouts tried

    The chart is cut into components. Small ones stand in rows along the bottom; each other gets a part of the frame
    by its size, and in it the best of several layouts (fewest crossings and lines through entities), parted where
    things overlap. Small moves then improve the whole.
    """
    units = group_units(entities, members, cell, captions, plates)
    home = {entity: number for number, unit in enumerate(units) for entity in (*unit.offsets, *unit.boxes)}
    joined = sorted({(min(home[a], home[b]), max(home[a], home[b])) for a, b in links if home[a] != home[b]})
    large, small = _components(len(units), joined)
    centres = np.zeros((len(units), 2))
    floor = _rows(small, units, centres, frame)
    areas = [sum(units[unit].width * units[unit].height for unit in part) ** 0.9 for part in large]
    spaces = _split((frame[0], floor, *frame[2:]), areas)
    choices = [_place(part, joined, units, space, seed) for part, space in zip(large, spaces, strict=True)]
    searches = []
    for choice in range(_CHOICES if len(units) <= _CAREFUL else 1):
        for part, placings in zip(large, choices, strict=True):
            centres[part] = placings[min(choice, len(placings) - 1)]
        search = Refinement(units, links, centres, frame, radius, plates)
        if len(units) <= _IMPROVED:
            search.run(rounds=3 if len(units) <= _THOROUGH else 1)
        searches.append(search)
    return _read(min(searches, key=lambda search: (not search.parted(), round(search.cost(), 6))), units)


def _read(search: Refinement, units: Sequence[Unit]) -> Arrangement:
    points = {key: (x, y) for key, (x, y) in zip(search.keys, search.positions().tolist(), strict=True)}
    boxes: dict[Any, Frame] = {}
    titles: dict[Any, Title] = {}
    for number, unit in enumerate(units):
        (x, y), (fx, fy) = search.centres[number].tolist(), search.flips[number].tolist()
        for box, (a, b, c, d) in unit.boxes.items():
            left, right = sorted((x + fx * a, x + fx * c))
            bottom, top = sorted((y + fy * b, y + fy * d))
            boxes[box] = (left, bottom, right, top)
        for box, (dx, dy, hang) in unit.titles.items():
            titles[box] = (x + fx * dx, y + fy * dy, hang if fx > 0 else _SWAPPED[hang])
    return Arrangement(points, boxes, titles, search.parted())


def _components(count: int, joined: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the large components and the small ones, largest first; a chart of small ones alone has no large."""
    import igraph

    parts = sorted(
        (sorted(part) for part in igraph.Graph(n=count, edges=list(joined)).components()),
        key=lambda part: (-len(part), part[0]),
    )
    if len(parts) == 1:
        return (parts, []) if count > 1 else ([], parts)
    return [part for part in parts if len(part) > _SMALL], [part for part in parts if len(part) <= _SMALL]


def _rows(parts: Sequence[Sequence[int]], units: Sequence[Unit], centres: Any, frame: Frame) -> float:
    """Set small components in rows from the bottom up, each side by side; return the height of the rows' top."""
    x, y, tallest = frame[0], frame[1], 0.0
    for part in parts:
        wide = sum(units[number].width for number in part)
        if x + wide > frame[2] and x > frame[0]:
            x, y, tallest = frame[0], y + tallest, 0.0
        high = max(units[number].height for number in part)
        for number in part:
            centres[number] = (x + units[number].width / 2, y + high / 2)
            x += units[number].width
        tallest = max(tallest, high)
    return y + tallest


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


def _place(
    part: list[int], joined: Sequence[tuple[int, int]], units: Sequence[Unit], frame: Frame, seed: int
) -> list[Any]:
    """Return placings of one component inside its part of the frame, best first."""
    index = {unit: number for number, unit in enumerate(part)}
    edges = [(index[a], index[b]) for a, b in joined if a in index]
    sizes = np.array([[units[unit].width, units[unit].height] for unit in part])
    # A line may pass through the room kept for a label, not through a circle or a box.
    solid = np.array(
        [size if units[unit].boxes else (_CIRCLE, _CIRCLE) for unit, size in zip(part, sizes, strict=True)]
    )
    ends = np.array(edges)
    found = []
    for raw in _candidates(len(part), edges, seed):
        if len(part) > _IMPROVED:
            return [push_apart(_fit(raw, frame, sizes), sizes, frame, rounds=30)]
        for turned in (raw, raw[:, ::-1]):
            points = push_apart(_fit(turned, frame, sizes), sizes, frame)
            found.append((_cost(points, ends, solid), points))
    found.sort(key=lambda placing: placing[0])
    return [points for _, points in found]


def _candidates(count: int, edges: Sequence[tuple[int, int]], seed: int) -> Iterable[Any]:
    import igraph

    graph = igraph.Graph(n=count, edges=list(edges))
    thorough = count <= _THOROUGH
    try:
        igraph.set_random_number_generator(random.Random(f"{seed}:first"))
        if count <= _IMPROVED:
            yield _level(np.array(graph.layout_kamada_kawai().coords))
        elif count <= _SETTLED:
            # the lengths of paths part a large chart better than forces between neighbours alone
            rough = graph.layout_fruchterman_reingold(niter=100)
            yield _level(np.array(graph.layout_kamada_kawai(seed=rough.coords, maxiter=6 * count).coords))
        for start in range(_TRIES if thorough else 1):
            igraph.set_random_number_generator(random.Random(f"{seed}:{start}"))
            spread = graph.layout_fruchterman_reingold(niter=500)
            yield _level(np.array(spread.coords))
            if thorough:
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
    own = (ends[None] == np.arange(len(points))[:, None, None]).any(axis=2)
    through = int((touching(starts, stops, points - solid / 2, points + solid / 2) & ~own).sum())
    lengths = np.hypot(*(stops - starts).T)
    crossed = crossing(starts, stops, starts, stops).sum() / 2
    return float(crossed + 2.0 * through + lengths.mean() / 150 + lengths.std() / 150)
