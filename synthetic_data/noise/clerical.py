"""Clerical errors on document records: what an honest officer types wrong or a reader misreads."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from synthetic_data.noise.plates import CONFUSED
from synthetic_data.sensors.observed import Observed

COLUMNS = ("document_number", "name", "birth_date", "issued_on", "mrz_2")


def clerical_errors(observed: Observed, rate: float, rng: np.random.Generator) -> None:
    """Get one entry of a record wrong at that rate, whoever is behind it; the ledger keeps what should stand there."""
    for row in observed.table.index[rng.random(len(observed.table)) < rate]:
        column = COLUMNS[int(rng.integers(len(COLUMNS)))]
        right = observed.table.at[row, column]
        wrong = _wrong(column, right, rng)
        if wrong != right:
            observed.table.at[row, column] = wrong
            observed.operations.append(("clerical error", int(row), f"{column}: {right} entered as {wrong}"))


def _wrong(column: str, right: Any, rng: np.random.Generator) -> Any:
    if column == "birth_date":
        return _swapped(right)
    if column == "issued_on":
        return right.replace(year=right.year + (1 if rng.random() < 0.5 else -1), day=min(right.day, 28))
    if column == "mrz_2":
        places = [at for at, sign in enumerate(right) if sign in CONFUSED]
        at = places[int(rng.integers(len(places)))] if places else 0
        return right[:at] + CONFUSED[right[at]] + right[at + 1 :] if places else right
    at = int(rng.integers(1, len(right) - 1)) if column == "name" else int(rng.integers(3, len(right) - 1))
    return right[:at] + right[at + 1] + right[at] + right[at + 2 :]


def _swapped(day: date) -> date:
    """Day and month exchanged where that is a date, else the next day of the month.

    >>> _swapped(date(1990, 3, 7)), _swapped(date(1990, 3, 27))
    (datetime.date(1990, 7, 3), datetime.date(1990, 3, 28))
    """
    if day.day <= 12 and day.day != day.month:
        return day.replace(month=day.day, day=day.month)
    return day.replace(day=day.day % 28 + 1)
