"""Where to write the names on a map so that they do not lie on each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

Box = tuple[float, float, float, float]  # left, right, bottom, top, in pixels

# Plotly's text positions in order of preference, with the shift of the label's centre: in widths and heights.
POSITIONS: dict[str, tuple[float, float]] = {
    "middle right": (0.5, 0.0),
    "middle left": (-0.5, 0.0),
    "top center": (0.0, 0.5),
    "bottom center": (0.0, -0.5),
    "top right": (0.5, 0.5),
    "bottom right": (0.5, -0.5),
    "top left": (-0.5, 0.5),
    "bottom left": (-0.5, -0.5),
}

# Pixels of a label that may be covered before it is moved away from its point, and the share before it is left out.
_TOUCHED, _CROWDED = 12.0, 0.12
_AIR = 4.0  # pixels
# Where a name has no room beside its point: so far away, at the end of a line.
_RINGS = (24.0, 44.0, 66.0)
_TURNS = 16
_LINE = 30.0  # what a leader that runs over something costs, in pixels squared of each place


def positions(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    size: float,
    frame: tuple[float, float],
    avoid: Sequence[tuple[float, float]] = (),
    boxes: Sequence[Box] = (),
    gap: float = 9.0,
) -> list[str | tuple[float, float] | None]:
    """The text position of each name: beside its point, else the centre of the name at the end of a line, else None.

    Parameters
    ----------
    points : pixel positions (x to the right, y up)
    names : the words, one for each point; the first are placed first
    size : font size in pixels
    frame : width and height of the drawing, in pixels; a label that would leave it is avoided
    avoid : pixel positions that a label should not cover, such as points along the legs
    boxes : other writing that a label should not cover
    gap : distance between a point and its label, in pixels

    >>> positions([(50, 50), (60, 50)], ["A", "B"], size=12, frame=(100, 100))
    ['middle left', 'middle right']
    """
    taken: list[Box] = [(x - gap / 2, x + gap / 2, y - gap / 2, y + gap / 2) for x, y in points]
    taken += [(x - 3, x + 3, y - 6, y + 6) for x, y in avoid]
    taken += boxes
    chosen: list[str | tuple[float, float] | None] = []
    for (x, y), name in zip(points, names, strict=True):
        # A little air all round, so that two names do not read as one.
        width, height = 0.58 * size * max(len(name), 1) + _AIR, 1.25 * size + _AIR
        area = width * height
        near = [
            (
                position,
                _box(x + across * (width + 2 * gap * (across != 0)), y + _up(up, across, height, gap), width, height),
            )
            for position, (across, up) in POSITIONS.items()
        ]
        costs = [sum(_shared(box, other) for other in taken) + 4 * _outside(box, frame) for _, box in near]
        best = min(range(len(near)), key=lambda number: costs[number])
        if costs[best] <= _TOUCHED:
            chosen.append(near[best][0])
            taken.append(near[best][1])
            continue
        led = _led((x, y), width, height, taken, frame)
        if led is not None and led[0] <= _TOUCHED:
            box = led[1]
            chosen.append(((box[0] + box[1]) / 2, (box[2] + box[3]) / 2))
            taken += [box, *((a - 1, a + 1, b - 1, b + 1) for a, b in _steps((x, y), nearest((x, y), box)))]
        elif costs[best] <= _CROWDED * area:
            chosen.append(near[best][0])
            taken.append(near[best][1])
        else:
            chosen.append(None)
    return chosen


def nearest(point: tuple[float, float], box: Box) -> tuple[float, float]:
    """Return the point of a box that is nearest, where a leader ends.

    >>> nearest((0, 5), (10, 20, 0, 4))
    (10, 4)
    """
    return min(max(point[0], box[0]), box[1]), min(max(point[1], box[2]), box[3])


def extent(name: str, centre: tuple[float, float], size: float) -> Box:
    """Return the box of a name about its centre, without the air round it.

    >>> extent("ab", (10, 10), 10)
    (4.2, 15.8, 3.75, 16.25)
    """
    return _box(centre[0], centre[1], 0.58 * size * max(len(name), 1), 1.25 * size)


def _led(
    point: tuple[float, float], width: float, height: float, taken: Sequence[Box], frame: tuple[float, float]
) -> tuple[float, Box] | None:
    """The place at the end of a line that covers least; the nearer of those alike."""
    best: tuple[float, float, Box] | None = None
    for ring in _RINGS:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            across, up = math.cos(angle), math.sin(angle)
            x = point[0] + ring * across + (width / 2 if across > 0.2 else -width / 2 if across < -0.2 else 0.0)
            y = point[1] + ring * up + (height / 2 if up > 0.2 else -height / 2 if up < -0.2 else 0.0)
            box = _box(x, y, width, height)
            covered = sum(_shared(box, other) for other in taken) + 4 * _outside(box, frame)
            way = _steps(point, nearest(point, box))[2:]
            crossed = sum(any(b[0] < a < b[1] and b[2] < c < b[3] for b in taken) for a, c in way)
            if best is None or covered + _LINE * crossed + ring / 10 < best[0]:
                best = (covered + _LINE * crossed + ring / 10, covered, box)
    return None if best is None else (best[1], best[2])


def _steps(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Points every five pixels along a line."""
    count = max(int(math.hypot(end[0] - start[0], end[1] - start[1]) / 5), 1)
    return [
        (start[0] + (end[0] - start[0]) * step / count, start[1] + (end[1] - start[1]) * step / count)
        for step in range(count + 1)
    ]


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def _up(up: float, across: float, height: float, gap: float) -> float:
    return up * (height + 2 * gap * (up != 0 and across == 0))


def _shared(one: Box, other: Box) -> float:
    wide = min(one[1], other[1]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[2], other[2])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, frame: tuple[float, float]) -> float:
    width, height = box[1] - box[0], box[3] - box[2]
    seen = max(0.0, min(box[1], frame[0]) - max(box[0], 0)) * max(0.0, min(box[3], frame[1]) - max(box[2], 0))
    return width * height - seen
