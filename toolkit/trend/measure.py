"""`measure`: a quantity of events (fees, persons, kilograms) to a series, one figure for each period."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.trend.check import NOTES, UNIT, noted
from toolkit.trend.count import count, place_in_periods

HOW = ("sum", "mean", "median")


def measure(
    records: pd.DataFrame,
    time: str,
    value: str,
    every: str = "MS",
    how: str = "sum",
    tz: str | None = None,
    start: Any = None,
    end: Any = None,
    unit: str | None = None,
) -> pd.Series:
    """Add up, or average, a column of numbers in each period.

    Parameters
    ----------
    records : DataFrame, one row for each event
    time, every, tz, start, end : as for `count`
    value : column of numbers
    how : "sum", "mean" or "median". A period without a record has the sum 0 and no mean
    unit : column that holds the unit of each figure; by default `currency` or `unit` where the table has one

    Figures of two currencies are never added: convert them, or keep one. A record without a figure is left out and
    stated. The Series carries its unit, so that later comparisons refuse another.

    Raises ParameterError for a wrong column, SeriesError for text among the numbers or more than one unit.

    >>> paid = pd.DataFrame({"day": ["2025-01-03", "2025-01-20"], "fee": [900, 1100], "currency": ["USD", "USD"]})
    >>> measure(paid, time="day", value="fee", how="mean").tolist()
    [1000.0]
    """
    if how not in HOW:
        raise ParameterError(unknown("how", how, HOW))
    if value not in records.columns:
        raise ParameterError(unknown("column", value, [str(one) for one in records.columns]))
    if unit is not None and unit not in records.columns:
        raise ParameterError(unknown("column", unit, [str(one) for one in records.columns]))
    tally = count(records, time=time, every=every, tz=tz, start=start, end=end)
    numbers = _numbers(records[value], value)
    named = unit or next((one for one in ("currency", "unit") if one in records.columns), None)
    units = sorted(set(records.loc[numbers.notna(), named].dropna().astype("str"))) if named else []
    if len(units) > 1:
        raise SeriesError(
            f"trend.measure: {value} is in {' and '.join(units[:4])}; convert it, or keep one: "
            f"records[records[{named!r}] == {units[0]!r}]"
        )
    place = place_in_periods(records, time, tally.index, tz, start, end)
    inside = place.notna() & numbers.notna()
    groups = numbers[inside].groupby(place[inside].astype("int64"))
    found = getattr(groups, how)().reindex(range(len(tally)))
    if how == "sum":
        found = found.fillna(0.0)
    made = pd.Series(found.to_numpy("float64"), index=tally.index, name=value)
    made.attrs = {NOTES: tally.attrs[NOTES], UNIT: units[0] if units else None}
    empty = int((place.notna() & numbers.isna()).sum())
    notes = []
    if empty:
        notes.append(text("{count} records without a figure are left out of {column}", count=empty, column=value))
    if how != "sum":
        few = int((groups.size() < 5).sum())
        if few:
            notes.append(text("{count} periods rest on fewer than 5 records", count=few))
    if units:
        notes.append(text("figures in {unit}", unit=units[0]))
    return noted(made, *notes)


def _numbers(values: pd.Series, name: str) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        numbers = values.astype("float64")
    else:
        numbers = pd.to_numeric(values, errors="coerce").astype("float64")
        wrong = numbers.isna() & values.notna()
        if wrong.any():
            raise SeriesError(f"trend.measure: {name} {str(values[wrong].iloc[0])[:40]!r} is not a number")
    if np.isinf(numbers).any():
        raise SeriesError(f"trend.measure: {name} holds an infinite figure")
    return numbers
