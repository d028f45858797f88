"""Move places to another part of the globe as one rigid piece, so that every distance stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]
# The widest stretch of sea without land or borders lies around the oceanic pole of inaccessibility (48.9 S, 123.4 W).
CENTRE: Point = (-47.0, -124.0)
# Positions to 5 decimals (about 1 m): finer than any distance between two places of a case.
DECIMALS = 5
_TURNS = 48


@dataclass(frozen=True, eq=False)
class Motion:
    """A turn of the globe, mirrored or not: an orthogonal matrix of three rows and columns."""

    matrix: np.ndarray

    def move(self, latitude: float, longitude: float) -> Point:
        """Return where a position (degrees) comes to lie, in degrees to five decimals."""
        x, y, z = self.matrix @ _vector(latitude, longitude)
        there = np.degrees([np.arcsin(np.clip(z, -1, 1)), np.arctan2(y, x)]).round(DECIMALS)
        return float(there[0]), float(there[1])


def rigid_motion(points: Sequence[Point], rng: np.random.Generator) -> Motion:
    """Return the motion that brings the middle of `points` to the empty South Pacific, turned and mirrored at random.

    An orthogonal matrix keeps every great-circle distance. Of the turns from the one drawn onwards the first is taken
    that keeps all points off the poles and on one side of the date line, so that a map of them can be drawn; where
    the points span too much of the globe for that, the one with the fewest points astray.

    >>> motion = rigid_motion([(13.7, 100.5), (11.6, 104.9)], np.random.default_rng(1))
    >>> a, b = motion.move(13.7, 100.5), motion.move(11.6, 104.9)
    >>> abs(great_circle((13.7, 100.5), (11.6, 104.9)) - great_circle(a, b)) < 0.01
    True
    """
    vectors = np.array([_vector(*point) for point in points])
    start, mirrored = float(rng.uniform(0, 2 * np.pi)), bool(rng.random() < 0.5)
    upright = _frame(vectors.sum(axis=0)).T
    if mirrored:
        upright = np.diag([1.0, -1.0, 1.0]) @ upright
    found: list[tuple[int, int, np.ndarray]] = []
    for turn in range(_TURNS):
        angle = start + 2 * np.pi * turn / _TURNS
        cosine, sine = np.cos(angle), np.sin(angle)
        about = np.array([[1, 0, 0], [0, cosine, -sine], [0, sine, cosine]])
        matrix = _frame(_vector(*CENTRE)) @ about @ upright
        found.append((_astray(vectors @ matrix.T), turn, matrix))
    return Motion(min(found, key=lambda one: one[:2])[2])


def great_circle(a: Point, b: Point) -> float:
    """Return the distance of two positions in degrees, in km on a sphere of 6371 km (haversine)."""
    (south, west), (north, east) = np.radians(a), np.radians(b)
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
    return float(2 * 6371.0 * np.arcsin(np.sqrt(half)))


def _vector(latitude: float, longitude: float) -> np.ndarray:
    north, east = np.radians([latitude, longitude])
    return np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _frame(axis: np.ndarray) -> np.ndarray:
    """Columns: the axis, then east and north as seen from it."""
    first = axis / np.linalg.norm(axis)
    east = np.cross([0.0, 0.0, 1.0], first)
    east = east / np.linalg.norm(east)
    return np.column_stack([first, east, np.cross(first, east)])


def _astray(vectors: np.ndarray) -> int:
    """How many points lie beyond 72 degrees north or south, or across the date line from the rest."""
    latitude = np.degrees(np.arcsin(np.clip(vectors[:, 2], -1, 1)))
    longitude = np.degrees(np.arctan2(vectors[:, 1], vectors[:, 0]))
    return int((np.abs(latitude) > 72).sum() + (longitude > CENTRE[1] + 180).sum())
