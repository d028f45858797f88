"""How much of a pattern habit alone would make: the same records with one side moved by whole weeks or days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

DAY = 86_400


def shifts(at: Any, most: int) -> list[int]:
    """Return up to `most` shifts in seconds, whole days, to either side in turn, at most a third of the file's span.

    A shift by days keeps the hours of each number and breaks whatever ties two numbers to the same day. No random
    draw: the same file gives the same answer.

    >>> shifts(np.array([0, 30 * DAY]), 4)
    [-172800, -86400, 86400, 172800]
    """
    span = int((at.max() - at.min()) // DAY) if len(at) else 0
    reach = min(max(span // 3, 1), (most + 1) // 2)
    days = [day for step in range(1, reach + 1) for day in (step, -step)][:most]
    return sorted(day * DAY for day in days)


def expected(count: Callable[[int], Any], moves: list[int]) -> tuple[Any, Any, Any]:
    """Return mean and largest of `count(shift)` over the shifts, and all of them, for arrays of any shape."""
    found = np.array([count(move) for move in moves], dtype="float64")
    return found.mean(axis=0), found.max(axis=0), found
