"""Noise on whole records: values that were never filled in, and records that arrived twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from synthetic_data.sensors.observed import Observed


def lose_values(observed: Observed, columns: Sequence[str], rate: float, rng: np.random.Generator) -> None:
    """Empty each of the columns at that rate, whoever stands behind the row."""
    for column in columns:
        lost = rng.random(len(observed.table)) < rate
        filled = observed.table[column].notna().to_numpy() & (observed.table[column] != "").to_numpy()
        rows = observed.table.index[lost & filled]
        observed.table.loc[rows, column] = ""
        observed.operations += [("missing value", int(row), column) for row in rows]


def repeat_records(observed: Observed, rate: float, rng: np.random.Generator) -> None:
    """Enter some records a second time, as a provider does that answers one request twice."""
    twice = observed.table[rng.random(len(observed.table)) < rate]
    if twice.empty:
        return
    first = int(observed.table.index.max()) + 1
    copies = twice.set_axis(range(first, first + len(twice)), axis=0)
    touched = dict(zip(twice.index, copies.index, strict=True))
    observed.operations += [
        (operation, touched[row], detail) for operation, row, detail in observed.operations if row in touched
    ]
    observed.operations += [("duplicate record", int(row), "entered twice") for row in copies.index]
    observed.table = pd.concat([observed.table, copies])
