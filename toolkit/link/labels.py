"""Where names go on a chart: beside their circle, clear of other names, circles, lines and box borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.link.geometry import overlap, text_width, touching

LINE_HEIGHT = 1.25
_LONG = 15
_ROUNDS = 4
# Direction (x, y) and how much it is liked: below and above read best with a circle, corners least.
_PLACES = (
    ((0, -1), 0.0),
    ((0, 1), 0.1),
    ((1, 0), 0.2),
    ((-1, 0), 0.25),
    ((1, -1), 0.4),
    ((-1, -1), 0.4),
    ((1, 1), 0.4),
    ((-1, 1), 0.4),
)


def wrap(name: str) -> str:
    """Break a long name into two lines of like length, as Plotly text.

    >>> wrap("Golden Lotus Guesthouse")
    'Golden Lotus<br>Guesthouse'
    """
    words = name.split()
    if len(name) <= _LONG or len(words) < 2:
        return name
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return "<br>".join(min(halves, key=lambda pair: max(map(len, pair))))


def extent(text: str, size: float) -> tuple[float, float]:
    """Return the width and height in pixels of a text with `<br>` between its lines.

    >>> extent("a<br>b", 10)[1]
    25.0
    """
    lines = text.split("<br>")
    return max(text_width(line, size) for line in lines), len(lines) * size * LINE_HEIGHT


def place(
    texts: Mapping[Any, str],
    points: Mapping[Any, tuple[float, float]],
    radius: float,
    size: float,
    starts: Any,
    ends: Any,
    walls: Any,
    frame: tuple[float, float, float, float],
) -> dict[Any, tuple[float, float]]:
    """Choose the centre of each label: greedy, then improved in a few rounds.

    Parameters
    ----------
    texts : entity -> its label
    points : entity -> centre of its circle, for all circles
    radius : of the circles
    size : of the letters, in pixels
    starts, ends : the chart's lines, arrays of shape (lines, 2)
    walls : rectangles that a label must not cover, array of (x0, y0, x1, y1)
    frame : (x0, y0, x1, y1) that labels stay inside

    Returns entity -> (x, y) of the label's centre.
    """
    order = list(texts)
    circles = np.array([(x - radius, y - radius, x + radius, y + radius) for x, y in points.values()]).reshape(-1, 4)
    solid = np.vstack([circles, np.asarray(walls, dtype=float).reshape(-1, 4)])
    options = [_options(points[entity], extent(texts[entity], size), radius) for entity in order]
    fixed = [_fixed_costs(option, solid, starts, ends, frame) for option in options]
    boxes = [np.array([box for box, _ in option]) for option in options]
    chosen = [int(cost.argmin()) for cost in fixed]
    current = np.array([boxes[i][chosen[i]] for i in range(len(order))]).reshape(-1, 4)
    for _ in range(_ROUNDS):
        moved = False
        for i in range(len(order)):
            others = np.delete(current, i, axis=0)
            clash = np.array([overlap(box, others).sum() / 20 for box in boxes[i]])
            pick = int((fixed[i] + clash).argmin())
            if pick != chosen[i]:
                chosen[i], moved = pick, True
                current[i] = boxes[i][pick]
        if not moved:
            break
    return {
        entity: (float((box[0] + box[2]) / 2), float((box[1] + box[3]) / 2))
        for entity, box in zip(order, current, strict=True)
    }


def on_lines(paths: Sequence[Any], widths: Sequence[float], height: float, taken: Any) -> list[tuple[float, float]]:
    """Choose a place along each line for its number: near the middle, clear of names, circles and other numbers.

    Parameters
    ----------
    paths : one array of shape (points, 2) for each line
    widths, height : of the numbers, in pixels
    taken : rectangles in use, array of (x0, y0, x1, y1)
    """
    used = [tuple(box) for box in np.asarray(taken, dtype=float).reshape(-1, 4)]
    result = []
    for path, width in zip(paths, widths, strict=True):
        best, least = (0.0, 0.0), np.inf
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
            x, y = along(path, share)
            box = np.array([x - width / 2, y - height / 2, x + width / 2, y + height / 2])
            cost = overlap(box, np.array(used)).sum() + abs(share - 0.5) if used else abs(share - 0.5)
            if cost < least:
                best, least = (x, y), cost
        used.append((best[0] - width / 2, best[1] - height / 2, best[0] + width / 2, best[1] + height / 2))
        result.append(best)
    return result


def along(path: Any, share: float) -> tuple[float, float]:
    """Return the point at a share of a line's length.

    >>> along(np.array([[0, 0], [4, 0.0]]), 0.25)
    (1.0, 0.0)
    """
    steps = np.hypot(*np.diff(path, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    goal = share * at[-1]
    return float(np.interp(goal, at, path[:, 0])), float(np.interp(goal, at, path[:, 1]))


def _options(point: tuple[float, float], size: tuple[float, float], radius: float) -> list[tuple[Any, float]]:
    wide, high = size[0] / 2, size[1] / 2
    result = []
    for distance, extra in ((2.0, 0.0), (10.0, 0.8), (20.0, 1.8)):
        for (dx, dy), liking in _PLACES:
            corner = 0.72 if dx and dy else 1.0
            x = point[0] + dx * (corner * radius + distance + wide)
            y = point[1] + dy * (corner * radius + distance + high)
            result.append((np.array([x - wide, y - high, x + wide, y + high]), liking + extra))
    return result


def _fixed_costs(options: Sequence[tuple[Any, float]], solid: Any, starts: Any, ends: Any, frame: Any) -> Any:
    """What each place costs whatever the other labels do: dislike, things and lines covered, edge of the page."""
    boxes = np.array([box for box, _ in options])
    cost = np.array([liking for _, liking in options])
    cost += np.array([overlap(box, solid).sum() for box in boxes]) / 15
    if len(starts):
        inner = boxes + np.array([0, 2, 0, -2])
        cost += 1.1 * touching(starts, ends, inner[:, :2], inner[:, 2:]).sum(axis=1)
    cost += np.clip(frame[0] - boxes[:, 0], 0, None) + np.clip(frame[1] - boxes[:, 1], 0, None)
    return cost + np.clip(boxes[:, 2] - frame[2], 0, None) + np.clip(boxes[:, 3] - frame[3], 0, None)
