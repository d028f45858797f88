"""Where to write the names on a map so that they do not lie on each other."""

from __future__ import annotations

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

# Share of a label that may be covered before it is left out.
_CROWDED = 0.12
_AIR = 4.0  # pixels


def positions(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    size: float,
    frame: tuple[float, float],
    avoid: Sequence[tuple[float, float]] = (),
    gap: float = 9.0,
) -> list[str | None]:
    """The text position of each name: the one that meets least of what is there, or None where none is free enough.

    Parameters
    ----------
    points : pixel positions (x to the right, y up)
    names : the words, one for each point; the first are placed first
    size : font size in pixels
    frame : width and height of the drawing, in pixels; a label that would leave it is avoided
    avoid : pixel positions that a label should not cover, such as points along the legs
    gap : distance between a point and its label, in pixels

    >>> positions([(50, 50), (60, 50)], ["A", "B"], size=12, frame=(100, 100))
    ['middle left', 'middle right']
    """
    taken: list[Box] = [(x - gap / 2, x + gap / 2, y - gap / 2, y + gap / 2) for x, y in points]
    taken += [(x - 3, x + 3, y - 6, y + 6) for x, y in avoid]
    chosen: list[str | None] = []
    for (x, y), name in zip(points, names, strict=True):
        # A little air all round, so that two names do not read as one.
        width, height = 0.58 * size * max(len(name), 1) + _AIR, 1.25 * size + _AIR
        best: tuple[float, str, Box] | None = None
        for position, (across, up) in POSITIONS.items():
            centre_x = x + across * (width + 2 * gap * (across != 0))
            centre_y = y + up * (height + 2 * gap * (up != 0 and across == 0))
            box = (centre_x - width / 2, centre_x + width / 2, centre_y - height / 2, centre_y + height / 2)
            cost = sum(_shared(box, other) for other in taken) + 4 * _outside(box, frame)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, position, box)
        if best is None or best[0] > _CROWDED * width * height:
            chosen.append(None)
        else:
            chosen.append(best[1])
            taken.append(best[2])
    return chosen


def _shared(one: Box, other: Box) -> float:
    wide = min(one[1], other[1]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[2], other[2])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, frame: tuple[float, float]) -> float:
    width, height = box[1] - box[0], box[3] - box[2]
    seen = max(0.0, min(box[1], frame[0]) - max(box[0], 0)) * max(0.0, min(box[3], frame[1]) - max(box[2], 0))
    return width * height - seen
