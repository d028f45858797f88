"""Boundary checks that every tool over a table of records makes: columns, instants, days, amounts and currencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.language import text

_SHOWN = 3


def need(table: Any, method: str, columns: Iterable[str]) -> None:
    """Raise ParameterError unless `table` is a DataFrame with these columns.

    >>> need(pd.DataFrame({"caller": []}), "telephone.matrix", ["caler"])
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: telephone.matrix: unknown column 'caler'; did you mean 'caller'? Valid: caller
    """
    if not isinstance(table, pd.DataFrame):
        raise ParameterError(f"{method} takes a table of records, got {type(table).__name__}")
    for column in columns:
        if column not in table.columns:
            raise ParameterError(f"{method}: {unknown('column', column, map(str, table.columns))}")


def instants(table: pd.DataFrame, column: str, method: str) -> pd.Series:
    """Return a column of instants in UTC; empty ones stay empty.

    Raises EvidenceError for text, numbers, mixed time zones, or times without a clock: an hour means nothing until
    the clock is stated.
    """
    times = table[column]
    if not pd.api.types.is_datetime64_any_dtype(times):
        what = _zones(times) or f"holds {times.dtype}, not times; use pandas.to_datetime(table[{column!r}], utc=True)"
        raise EvidenceError([f"{method}: column {column!r} {what}"])
    if times.dt.tz is None:
        raise EvidenceError(
            [
                f"{method}: column {column!r} states no clock; say which it is: "
                f"table[{column!r}].dt.tz_localize('UTC'), or 'Asia/Bangkok', ..."
            ]
        )
    return times.dt.tz_convert("UTC")


def moments(table: pd.DataFrame, column: str, method: str) -> pd.Series:
    """Return a column of days or instants without a time zone (instants as UTC), for charts and for order.

    Text with ISO dates (2026-01-31, 2026-01-31 18:05) is accepted; raises EvidenceError for anything else.
    """
    times = table[column]
    if not pd.api.types.is_datetime64_any_dtype(times):
        try:
            # ISO dates alone: 03/04 would be read one way or the other in silence.
            times = pd.to_datetime(times, format="ISO8601")
        except (ValueError, TypeError):
            if zones := _zones(times):
                raise EvidenceError([f"{method}: column {column!r} {zones}"]) from None
            readable = pd.to_datetime(times, format="ISO8601", errors="coerce").notna() | times.isna()
            bad = times[~readable].iloc[0] if not readable.all() else times.iloc[0]
            raise EvidenceError(
                [f"{method}: column {column!r} holds {str(bad)[:40]!r}, not a date; write 2026-01-31"]
            ) from None
    if times.dt.tz is not None:
        times = times.dt.tz_convert("UTC").dt.tz_localize(None)
    return times


def _zones(times: pd.Series) -> str:
    """What is wrong with a column whose times stand in several zones, and the mend; nothing where they do not."""
    read = []
    for value in times.dropna():
        try:
            read.append(value if hasattr(value, "tzinfo") else pd.Timestamp(value))
        except (ValueError, TypeError):
            return ""
    held = {"no zone" if one.tzinfo is None else str(one.tzinfo) for one in read}
    if len(held) < 2:
        return ""
    if "no zone" in held:
        mend = "say of the bare ones which clock they are (.tz_localize), then use pandas.to_datetime(..., utc=True)"
    else:
        mend = f"use pandas.to_datetime(table[{str(times.name)!r}], utc=True)"
    return f"mixes time zones ({', '.join(sorted(held))}); {mend}"


def seconds(times: pd.Series) -> Any:
    """Return instants as whole seconds since 1970, int64; the series may hold no empty value."""
    plain = times.dt.tz_localize(None) if times.dt.tz is not None else times
    return plain.to_numpy(dtype="datetime64[s]").astype("int64")


def span(value: Any, method: str, name: str) -> pd.Timedelta:
    """Return a stretch of time above 0, given as "30min", "2h", "7D" or a Timedelta; ParameterError otherwise.

    >>> span("30min", "telephone.chains", "within")
    Timedelta('0 days 00:30:00')
    """
    try:
        # pandas reads a bare number as nanoseconds
        length = pd.NaT if _bare(value) else pd.Timedelta(value)
    except (ValueError, TypeError):
        length = pd.NaT
    if pd.isna(length) or length <= pd.Timedelta(0):
        raise ParameterError(f"{method}: {name}={value!r} is no stretch of time; write '30min', '2h' or '7D'")
    return length


def _bare(value: Any) -> bool:
    """Whether a stretch of time is a number without a unit."""
    if isinstance(value, str):
        return value.strip().replace(".", "", 1).isdigit()
    return isinstance(value, int | float | np.integer | np.floating)


def amounts(table: pd.DataFrame, column: str, method: str) -> Any:
    """Return a column of amounts as floats, none of them empty, infinite or below 0; ParameterError otherwise."""
    values = table[column]
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        raise ParameterError(f"{method}: column {column!r} holds {values.dtype}; convert it to numbers")
    found = values.to_numpy(dtype="float64", na_value=np.nan)
    for bad, what in ((~np.isfinite(found), "missing or infinite"), (found < 0, "negative")):
        if bad.any():
            rows = ", ".join(str(table.index[at]) for at in np.flatnonzero(bad)[:_SHOWN])
            raise ParameterError(
                f"{method}: column {column!r}: {int(bad.sum())} amounts are {what} (row {rows}); mend those rows"
            )
    return found


def currency(table: pd.DataFrame, column: str, method: str, among: str = "currency") -> str:
    """Return the one currency in which a column of amounts is; ParameterError where it holds several.

    A column that ends in `_usd` is in US$ whatever the table's `currency` says; a table without a column `currency`
    has one that is not stated ("").

    >>> money = pd.DataFrame({"amount": [5.0, 7.0], "currency": ["THB", "LAK"], "amount_usd": [1.0, 2.0]})
    >>> currency(money, "amount_usd", "finance.funds")
    'US$'
    >>> currency(money, "amount", "finance.funds")
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: finance.funds: column 'amount' mixes 2 currencies (LAK, THB), which can't be added \
up; use the column 'amount_usd', or choose one currency first
    """
    if column.lower().endswith("_usd"):
        return "US$"
    if among not in table.columns:
        return ""
    held = sorted(table[among].dropna().astype("str").unique())
    if len(held) > 1:
        ready = next((name for name in map(str, table.columns) if name.lower().endswith("_usd")), None)
        mend = f"use the column {ready!r}, or choose one currency first" if ready else "choose one currency first"
        raise ParameterError(
            f"{method}: column {column!r} mixes {len(held)} currencies ({', '.join(held[:6])}), which can't be added "
            f"up; {mend}"
        )
    return held[0] if held else ""


def listed(values: Any) -> list[Any]:
    """Return one value or several as a list without repeats, in order.

    >>> listed("+661"), listed(["+662", "+661", "+662"])
    (['+661'], ['+662', '+661'])
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        return [values]
    return list(dict.fromkeys(values))


def left_out(count: int, among: int, why: str) -> tuple[str, ...]:
    """Return the caveat on records that a method could not use, or nothing where there are none.

    >>> left_out(2, 9, "have no cell")
    ('2 of 9 records have no cell and are left out',)
    """
    return (text("{count} of {all} records {why} and are left out", count=count, all=among, why=why),) if count else ()


def some(values: Sequence[Any], most: int = _SHOWN) -> str:
    """Return the first few values in words, with ... where there are more.

    >>> some(["a", "b", "c", "d"])
    'a, b, c, ...'
    """
    return ", ".join(map(str, values[:most])) + (", ..." if len(values) > most else "")
