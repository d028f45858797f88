"""Misread plates and marks: one character taken for another that looks like it."""

from __future__ import annotations

import numpy as np

from synthetic_data.sensors.observed import Observed

CONFUSED = {"0": "8", "8": "B", "B": "8", "1": "7", "7": "1", "5": "S", "S": "5", "2": "Z", "Z": "2", "6": "G"}
CONFUSED |= {"G": "6", "3": "8", "9": "4", "4": "9", "D": "0", "Q": "0", "E": "F", "F": "E", "V": "Y", "Y": "V"}


def misread(observed: Observed, rate: float | np.ndarray, rng: np.random.Generator, column: str = "plate") -> None:
    """Misread one character of a plate at that rate, one for all rows or one each; what has no twin is read right."""
    for row in observed.table.index[rng.random(len(observed.table)) < rate]:
        plate = str(observed.table.at[row, column])
        places = [at for at, sign in enumerate(plate) if sign in CONFUSED]
        if not places:
            continue
        at = places[int(rng.integers(len(places)))]
        read = plate[:at] + CONFUSED[plate[at]] + plate[at + 1 :]
        observed.table.at[row, column] = read
        observed.operations.append((f"misread {column}", int(row), f"{plate} read {read}"))
