"""Boundary checks: does a table fit its declared record type? All problems are collected, then raised."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from toolkit.errors import EvidenceError, unknown
from toolkit.schema.column import Column, Record

_LISTED = 3


def conform(table: pd.DataFrame, record: Record, place: str = "") -> pd.DataFrame:
    """Return the table with declared columns in order and declared types.

    Parameters
    ----------
    table : any DataFrame, such as one read from CSV as text
    record : the declared record type
    place : how to name the table in an error, such as "calls.csv"

    Raises EvidenceError listing every problem: missing or unexpected columns, values that are not of the
    type, outside the codes or the range, empty where they must not be, repeated keys.
    """
    place = place or f"{record.name} table"
    problems: list[str] = []
    for name in table.columns:
        if name not in record.names:
            problems.append(f"{place}: {unknown('column', name, record.names)}")
    missing = [name for name in record.names if name not in table.columns]
    if missing:
        problems.append(f"{place}: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    if problems:
        raise EvidenceError(problems)
    typed = {column.name: _typed(table[column.name], column, place, problems) for column in record.columns}
    result = pd.DataFrame(typed, columns=list(record.names)).reset_index(drop=True)
    if record.columns:
        repeated = result[record.key][result[record.key].duplicated()]
        if len(repeated):
            problems.append(f"{place}: {record.key} {repeated.iloc[0]!r} stands on more than one row")
    if problems:
        raise EvidenceError(problems)
    return result


def empty(record: Record) -> pd.DataFrame:
    """Return the table of a stream that a case does not have: its columns and no row, so that it can be asked for.

    >>> from toolkit.schema.registry import STREAMS
    >>> len(empty(STREAMS["vessels"])), empty(STREAMS["vessels"]).columns[0]
    (0, 'registration')
    """
    return conform(pd.DataFrame(columns=list(record.names), dtype=object), record)


def validate(
    tables: Mapping[str, pd.DataFrame], streams: Mapping[str, Record], only: Collection[str] | None = None
) -> None:
    """Check that every reference from one stream to another is answered, from the streams `only` where given.

    Raises EvidenceError if not.
    """
    problems: list[str] = []
    for name, table in tables.items():
        if only is not None and name not in only:
            continue
        for column, target in streams[name].references.items():
            other, key = target.split(".")
            if other not in tables:
                continue
            values = table[column].dropna()
            for row in values.index[~values.isin(tables[other][key])][:_LISTED]:
                problems.append(f"{name} row {row + 2}: {column} {values[row]!r} is not in {other}.{key}")
    if problems:
        raise EvidenceError(problems)


def _typed(values: pd.Series, column: Column, place: str, problems: list[str]) -> pd.Series:
    empty = values.isna()
    if not (pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype)):
        empty |= values.astype("str") == ""
    if not column.nullable and empty.any():
        problems.append(f"{place} {_rows(empty)}: {column.name} is empty")
    result = _cast(values.mask(empty) if empty.any() else values, column, place, problems)
    if column.codes:
        wrong = ~empty & ~result.isin(column.codes)
        for row in wrong[wrong].index[:_LISTED]:
            problems.append(f"{place} row {row + 2}: {unknown(column.name, result[row], column.codes)}")
    for bad, limit in (
        (column.minimum is not None and result < column.minimum, f"below {column.minimum}"),
        (column.maximum is not None and result > column.maximum, f"above {column.maximum}"),
    ):
        if isinstance(bad, pd.Series) and bad.fillna(False).any():
            at = bad.fillna(False)
            problems.append(
                f"{place} {_rows(at)}: {column.name} {result[at].iloc[0]} is {limit} {column.unit}".rstrip()
            )
    return result


def _cast(values: pd.Series, column: Column, place: str, problems: list[str]) -> pd.Series:
    if column.dtype in ("text", "code"):
        return values.astype("str")
    if column.dtype in ("integer", "number"):
        cast = pd.to_numeric(values, errors="coerce")
    elif column.dtype == "flag":
        cast = values.map({True: True, False: False, "true": True, "false": False, "True": True, "False": False})
    else:
        cast = pd.to_datetime(values, errors="coerce", utc=column.dtype == "time", format="ISO8601")
    wrong = cast.isna() & values.notna()
    if wrong.any():
        problems.append(f"{place} {_rows(wrong)}: {column.name} {values[wrong].iloc[0]!r} is not a {column.dtype}")
        return cast
    if column.dtype == "integer":
        fraction = cast.notna() & (cast % 1 != 0)
        if fraction.any():
            problems.append(f"{place} {_rows(fraction)}: {column.name} {cast[fraction].iloc[0]} is not a whole number")
            return cast
        return (
            cast.astype("Int64" if column.nullable else "int64") if column.nullable or not cast.isna().any() else cast
        )
    if column.dtype == "flag":
        return cast.astype("boolean")
    if column.dtype in ("time", "date"):
        return cast.dt.as_unit("us")
    return cast.astype("float64")


def _rows(flags: pd.Series) -> str:
    rows = [str(index + 2) for index in flags[flags].index[:_LISTED]]
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(rows) + (" ..." if flags.sum() > _LISTED else "")
