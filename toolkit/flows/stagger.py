"""Rows for labels along a time axis: the first row in which a label meets no other."""

from __future__ import annotations

from collections.abc import Sequence


def rows(spans: Sequence[tuple[float, float]], gap: float = 6.0) -> list[int]:
    """Return the row of each label, given its left and right end in pixels; the first labels are placed first.

    >>> rows([(0, 50), (40, 90), (60, 100)])
    [0, 1, 0]
    """
    ends: list[list[tuple[float, float]]] = []
    result = []
    for left, right in spans:
        row = 0
        while row < len(ends) and any(left < other[1] + gap and right > other[0] - gap for other in ends[row]):
            row += 1
        if row == len(ends):
            ends.append([])
        ends[row].append((left, right))
        result.append(row)
    return result
