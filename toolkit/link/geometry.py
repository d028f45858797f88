"""Plane geometry of a chart: segments that cross or run through boxes, text width, and pushing things apart."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np


def crossing(starts: Any, ends: Any, other_starts: Any, other_ends: Any) -> Any:
    """Say for each segment of the first set and each of the second whether they cross; sharing an end is no crossing.

    Parameters
    ----------
    starts, ends, other_starts, other_ends : arrays of shape (segments, 2)

    >>> start, end = np.array([[0, 0.0]]), np.array([[1, 1.0]])
    >>> crossing(start, end, np.array([[0, 1.0], [0, 0.0]]), np.array([[1, 0.0], [0, 1.0]])).tolist()
    [[True, False]]
    """
    ours = _side(starts[:, None], ends[:, None], other_starts[None]) * _side(
        starts[:, None], ends[:, None], other_ends[None]
    )
    theirs = _side(other_starts[None], other_ends[None], starts[:, None]) * _side(
        other_starts[None], other_ends[None], ends[:, None]
    )
    return (ours < 0) & (theirs < 0)


def touching(starts: Any, ends: Any, low: Any, high: Any) -> Any:
    """Say for each box and each segment whether they touch, by Liang and Barsky's clipping.

    Parameters
    ----------
    starts, ends : arrays of shape (segments, 2)
    low, high : lower left and upper right corners, arrays of shape (boxes, 2)

    Returns an array of shape (boxes, segments).

    >>> line = np.array([[0, 0.0]]), np.array([[4, 4.0]])
    >>> touching(*line, np.array([[1, 1.0], [3, 0]]), np.array([[2, 2.0], [4, 1]])).tolist()
    [[True], [False]]
    """
    direction = ends - starts
    # A level or upright segment is given the least slope, which moves nothing that a picture shows.
    step = np.where(np.abs(direction) < 1e-9, 1e-9, direction)
    first = (low[:, None] - starts[None]) / step[None]
    second = (high[:, None] - starts[None]) / step[None]
    enter = np.minimum(first, second).max(axis=2)
    leave = np.maximum(first, second).min(axis=2)
    return np.maximum(enter, 0.0) <= np.minimum(leave, 1.0)


def overlap(box: Any, boxes: Any) -> Any:
    """Return the area that a box shares with each of the boxes, arrays of (x0, y0, x1, y1).

    >>> overlap(np.array([0, 0, 2, 2]), np.array([[1, 1, 3, 3.0]])).tolist()
    [1.0]
    """
    wide = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    high = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    return np.clip(wide, 0, None) * np.clip(high, 0, None)


def push_apart(centres: Any, sizes: Any, frame: tuple[float, float, float, float], rounds: int = 200) -> Any:
    """Move boxes by the least that parts them, inside the frame as far as there is room.

    Parameters
    ----------
    centres, sizes : arrays of shape (boxes, 2); sizes are width and height
    frame : (x0, y0, x1, y1)

    >>> apart = push_apart(np.array([[5, 5], [5.5, 5.0]]), np.array([[2, 2], [2, 2.0]]), (0, 0, 10, 10))
    >>> bool(abs(apart[0, 0] - apart[1, 0]) >= 1.99)
    True
    """
    points = centres.astype(float).copy()
    count = len(points)
    least = np.column_stack([frame[0] + sizes[:, 0] / 2, frame[1] + sizes[:, 1] / 2])
    most = np.column_stack([frame[2] - sizes[:, 0] / 2, frame[3] - sizes[:, 1] / 2])
    most = np.maximum(least, most)
    # Boxes at the very same place need a direction: their number gives it.
    points += np.column_stack([np.arange(count), -np.arange(count)]) * 1e-3
    room = (sizes[:, None] + sizes[None]) / 2
    for _ in range(rounds):
        gap = points[:, None] - points[None]
        depth = room - np.abs(gap)
        clash = (depth[..., 0] > 1e-6) & (depth[..., 1] > 1e-6)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = depth[..., 0] / room[..., 0] <= depth[..., 1] / room[..., 1]
        for axis in (0, 1):
            moved = clash & (sideways if axis == 0 else ~sideways)
            step = np.where(moved, np.where(gap[..., axis] >= 0, 1, -1) * depth[..., axis], 0.0)
            points[:, axis] += 0.35 * step.sum(axis=1)
        points = np.clip(points, least, most)
    return points


def text_width(text: str, size: float) -> float:
    """Estimate the width in pixels of one line of text; marks that stand above or below a letter take none.

    >>> text_width("abc", 10) < text_width("abcd", 10)
    True
    """
    letters = sum(1 for letter in text if unicodedata.category(letter) not in ("Mn", "Me", "Cf"))
    narrow = sum(1 for letter in text if letter in "iljtf.,:;'|! ")
    return size * (0.6 * (letters - narrow) + 0.32 * narrow) + 2


def _side(a: Any, b: Any, point: Any) -> Any:
    value = (b[..., 0] - a[..., 0]) * (point[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        point[..., 0] - a[..., 0]
    )
    return np.where(np.abs(value) < 1e-9, 0.0, np.sign(value))
