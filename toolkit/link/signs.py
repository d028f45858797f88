"""The pictures of what is neither person nor organisation: a telephone, a place, a car, a boat, drawn as outlines."""

from __future__ import annotations

import math
from collections.abc import Sequence

Ring = tuple[tuple[float, float], ...]


def _round(x: float, y: float, radius: float, start: float = 0.0, end: float = 360.0) -> Ring:
    """A circle, or the part of one between two angles in degrees, as corners."""
    steps = 20
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)


def _rectangle(left: float, low: float, right: float, high: float) -> Ring:
    return ((left, low), (right, low), (right, high), (left, high))


# Kind -> bodies, filled with the group's colour, and details in ink; from -1 to 1, y upwards.
SIGNS: dict[str, tuple[tuple[Ring, ...], tuple[Ring, ...]]] = {
    "phone": (
        (_rectangle(-0.56, -1, 0.56, 1),),
        (_rectangle(-0.38, -0.5, 0.38, 0.74), _round(0, -0.74, 0.13)),
    ),
    "place": (
        ((*_round(0, 0.36, 0.64, -35, 215), (0, -1)),),
        (_round(0, 0.36, 0.27),),
    ),
    "vehicle": (
        (((-1, -0.5), (-1, -0.02), (-0.64, 0.1), (-0.4, 0.62), (0.42, 0.62), (0.7, 0.1), (1, -0.02), (1, -0.5)),),
        (
            _round(-0.54, -0.5, 0.25),
            _round(0.54, -0.5, 0.25),
            ((-0.46, 0.12), (-0.3, 0.46), (-0.04, 0.46), (-0.04, 0.12)),
            ((0.08, 0.12), (0.08, 0.46), (0.34, 0.46), (0.5, 0.12)),
        ),
    ),
    "vessel": (
        (((-1, -0.25), (1, -0.25), (0.66, -0.9), (-0.66, -0.9)), ((0.06, 0.95), (0.78, -0.05), (0.06, -0.05))),
        (_rectangle(-0.12, -0.25, -0.01, 1),),
    ),
    "account": (
        (((-1, 0.34), (0, 0.98), (1, 0.34)), _rectangle(-0.82, -0.62, 0.82, 0.34), _rectangle(-1, -0.94, 1, -0.62)),
        tuple(_rectangle(x - 0.13, -0.62, x + 0.13, 0.34) for x in (-0.52, 0.0, 0.52)),
    ),
    "document": (
        (((-0.72, -1), (-0.72, 1), (0.26, 1), (0.72, 0.54), (0.72, -1)),),
        (
            *(_rectangle(-0.46, y, 0.46, y + 0.13) for y in (-0.72, -0.34, 0.04)),
            ((0.26, 1), (0.26, 0.54), (0.72, 0.54)),
        ),
    ),
    "event": (
        (_rectangle(-0.88, -0.92, 0.88, 0.72),),
        (
            _rectangle(-0.88, 0.3, 0.88, 0.72),
            _rectangle(-0.52, 0.72, -0.34, 1),
            _rectangle(0.34, 0.72, 0.52, 1),
            _rectangle(-0.2, -0.5, 0.2, -0.1),
        ),
    ),
    "other": ((((0, -1), (1, 0), (0, 1), (-1, 0)),), ()),
}


def rings(kind: str, x: float, y: float, half: float) -> tuple[list[Ring], list[Ring]]:
    """Return the bodies and the details of a sign that stands at a point.

    Parameters
    ----------
    kind : one of `SIGNS`
    x, y : centre
    half : half its width, in the unit of the centre

    >>> bodies, details = rings("other", 10, 10, 2)
    >>> bodies
    [((10, 8), (12, 10), (10, 12), (8, 10))]
    """
    bodies, details = SIGNS[kind]
    return [_moved(ring, x, y, half) for ring in bodies], [_moved(ring, x, y, half) for ring in details]


def _moved(ring: Ring, x: float, y: float, half: float) -> Ring:
    return tuple((x + half * a, y + half * b) for a, b in ring)


def svg(drawn: Sequence[Ring]) -> str:
    """Return rings as the path of a Plotly shape.

    >>> svg([((0, 0), (1, 0), (1, 2))])
    'M0.0,0.0L1.0,0.0L1.0,2.0Z'
    """
    return "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in drawn)
