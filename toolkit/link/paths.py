"""The course of each line on a chart: from border to border, bent where it would run through somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.link.geometry import touching

Frame = tuple[float, float, float, float]
_BENDS = (0.0, 26.0, -26.0, 46.0, -46.0, 70.0, -70.0)
_MUTUAL = 16.0
_POINTS = 15
_CLEAR = 5.0


def paths(
    links: Sequence[tuple[Any, Any]],
    points: Mapping[Any, tuple[float, float]],
    radius: float,
    rectangles: Mapping[Any, Frame],
    inside: Mapping[Any, Sequence[Any]],
    directed: bool,
    bend: bool = True,
) -> list[Any]:
    """Return one array of shape (points, 2) for each link, in pixels.

    Parameters
    ----------
    links : (source, target)
    points : centre of every entity
    radius : of the circles
    rectangles : entity -> corners, for those drawn as rectangles
    inside : box -> members, which lines may reach through its border
    directed : lines there and back are parted
    bend : bend lines round what they would run through

    >>> path = paths([("a", "b")], {"a": (0, 0), "b": (100, 0)}, 10, {}, {}, False)[0]
    >>> path[[0, -1]].round(1).tolist()
    [[11.0, 0.0], [89.0, 0.0]]
    """
    pairs = set(links)
    circles = {
        entity: (x - radius - _CLEAR, y - radius - _CLEAR, x + radius + _CLEAR, y + radius + _CLEAR)
        for entity, (x, y) in points.items()
        if entity not in rectangles
    }
    result = []
    for a, b in links:
        start, end = np.array(points[a]), np.array(points[b])
        holders = {box for box, members in inside.items() if a in members or b in members}
        if directed and (b, a) in pairs:
            path = _curve(start, end, _MUTUAL)
        elif bend:
            between = [
                box
                for entity, box in (*circles.items(), *rectangles.items())
                if entity not in (a, b) and entity not in holders and _near(box, start, end)
            ]
            options = [_curve(start, end, offset) for offset in _BENDS]
            path = options[int(np.argmin([_obstacles(option, between) for option in options]))]
        else:
            path = np.vstack([start, end])
        path = _trim(path, points[a], radius, rectangles.get(a))
        result.append(_trim(path[::-1], points[b], radius, rectangles.get(b))[::-1])
    return result


def _curve(start: Any, end: Any, offset: float) -> Any:
    if offset == 0.0:
        return np.vstack([start, end])
    along = end - start
    length = float(np.hypot(*along)) or 1.0
    control = (start + end) / 2 + 2 * offset * np.array([-along[1], along[0]]) / length
    t = np.linspace(0, 1, _POINTS)[:, None]
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end


def _near(box: Frame, start: Any, end: Any) -> bool:
    reach = max(_BENDS)
    return bool(
        min(start[0], end[0]) - reach < box[2]
        and max(start[0], end[0]) + reach > box[0]
        and min(start[1], end[1]) - reach < box[3]
        and max(start[1], end[1]) + reach > box[1]
    )


def _obstacles(path: Any, boxes: Sequence[Frame]) -> int:
    if not boxes:
        return 0
    corners = np.array(boxes)
    return int(touching(path[:-1], path[1:], corners[:, :2], corners[:, 2:]).any(axis=1).sum())


def _trim(path: Any, centre: tuple[float, float], radius: float, rectangle: Frame | None) -> Any:
    """Cut off what lies inside the circle or rectangle at the start of the path."""
    fine = _dense(path)
    if rectangle is None:
        outside = np.hypot(fine[:, 0] - centre[0], fine[:, 1] - centre[1]) >= radius + 1
    else:
        x0, y0, x1, y1 = rectangle
        outside = (fine[:, 0] <= x0) | (fine[:, 0] >= x1) | (fine[:, 1] <= y0) | (fine[:, 1] >= y1)
    first = int(outside.argmax()) if outside.any() else len(fine) - 2
    kept = fine[first:]
    # A straight line needs its two ends only.
    if len(path) == 2:
        return kept[[0, -1]]
    return kept[np.unique(np.linspace(0, len(kept) - 1, _POINTS).astype(int))]


def _dense(path: Any) -> Any:
    steps = np.hypot(*np.diff(path, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    goals = np.linspace(0, at[-1], max(3, int(at[-1]) + 1))
    return np.column_stack([np.interp(goals, at, path[:, 0]), np.interp(goals, at, path[:, 1])])
