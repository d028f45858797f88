"""Probabilities of several outcomes that exclude each other: each row checked to add up to 1."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.judgement.likelihood import as_probability

Row = tuple[float, ...]
# Probabilities written to whole per cents may miss 1 by half a per cent in all.
_ROUNDING = 0.0051


def of_categories(table: pd.DataFrame, outcomes: Any) -> tuple[list[Row], list[Row]]:
    """Return the rows of probabilities and of outcomes (0, 1 or frequencies) of a table.

    Raises ParameterError where a row does not add up to 1, or an outcome is none of the columns.
    """
    kinds = [str(column) for column in table.columns]
    if table.empty or len(kinds) < 2:
        raise ParameterError("a table of probabilities needs a row for each judgement and two columns or more")
    told = _rows(table, "probabilities")
    if isinstance(outcomes, pd.DataFrame):
        if [str(column) for column in outcomes.columns] != kinds or len(outcomes) != len(table):
            raise ParameterError("the table of outcomes needs the same columns and rows as that of probabilities")
        return told, _rows(outcomes, "frequencies")
    seen = [str(one) for one in outcomes]
    if len(seen) != len(told):
        raise ParameterError(f"{len(told)} rows of probabilities but {len(seen)} outcomes; give one outcome for each")
    for place, one in enumerate(seen, start=1):
        if one not in kinds:
            raise ParameterError(f"outcome {place}: {unknown('outcome', one, kinds)}")
    return told, [tuple(float(kind == one) for kind in kinds) for one in seen]


def _rows(table: pd.DataFrame, what: str) -> list[Row]:
    found = []
    for place, row in enumerate(table.itertuples(index=False), start=1):
        values = tuple(as_probability(value, f"row {place}, {kind}:") for kind, value in
                       zip(table.columns, row, strict=True))  # fmt: skip
        total = math.fsum(values)
        if abs(total - 1) > _ROUNDING:
            raise ParameterError(f"row {place}: {what} add up to {total:g}, not 1; mend the row")
        found.append(values)
    return found
