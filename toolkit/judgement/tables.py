"""Reading what an analyst hands in: a DataFrame, a CSV file, a dict or a list of rows, checked before any method."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown


def read_table(given: Any, method: str, *, need: Iterable[str] = (), codes: bool = False) -> pd.DataFrame:
    """Return a copy of a table with plain text column names; a CSV file is read by its path (UTF-8).

    `codes=True` keeps every cell of a CSV file as text, so that a code such as NA is not read as an empty cell.

    Raises ParameterError where there is no table, no row, a repeated column, or a needed column is missing.

    >>> read_table([{"threat": 3}], "judgement.risk", need=["threat"]).shape
    (1, 1)
    """
    if isinstance(given, (str, Path)):
        path = Path(given)
        if not path.is_file():
            raise ParameterError(f"{method}: no file {str(given)!r}; give the path of a CSV file, or a table")
        kept: dict[str, Any] = {"dtype": "str", "keep_default_na": False} if codes else {}
        try:
            table = pd.read_csv(path, encoding="utf-8-sig", **kept)
        except (ValueError, UnicodeDecodeError) as problem:
            raise ParameterError(f"{method}: {path.name} is no CSV table in UTF-8 ({problem})") from None
    elif isinstance(given, pd.DataFrame):
        table = given.copy()
    elif isinstance(given, Mapping) or (
        isinstance(given, (list, tuple)) and all(isinstance(x, Mapping) for x in given)
    ):
        try:
            table = pd.DataFrame(given)
        except ValueError as problem:
            raise ParameterError(f"{method}: the rows make no table: {problem}") from None
    else:
        raise ParameterError(
            f"{method} takes a DataFrame, a dict, a list of rows or a CSV file, got {type(given).__name__}"
        )
    table.columns = [str(column).strip() for column in table.columns]
    if table.empty:
        raise ParameterError(f"{method}: the table has no row; give one row for each item")
    if not table.columns.is_unique:
        twice = table.columns[table.columns.duplicated()][0]
        raise ParameterError(f"{method}: column {twice!r} occurs twice; rename one")
    for column in need:
        if column not in table.columns:
            raise ParameterError(f"{method}: {unknown('column', column, table.columns)}")
    return table


def names(table: pd.DataFrame, column: str, method: str) -> list[str]:
    """Return a column of names as text; ParameterError where one is empty or occurs twice."""
    found = [said(value) for value in table[column]]
    for place, name in enumerate(found, start=1):
        if not name:
            raise ParameterError(f"{method}: row {place}: {column!r} is empty; name the item")
        if found.index(name) < place - 1:
            raise ParameterError(f"{method}: row {place}: {column} {name!r} occurs twice; join the rows or rename one")
    return found


def said(value: Any) -> str:
    """A cell as trimmed text; empty for a missing one."""
    if value is None or (not isinstance(value, str) and pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    return " ".join(str(value).split())


def number(value: Any, where: str, *, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a finite number within bounds; ParameterError that names the place otherwise.

    >>> number("x", "row 2: threat")
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: row 2: threat 'x' is not a number
    """
    bounds = (
        f" from {low:g} to {high:g}" if math.isfinite(high) else (f" of {low:g} or more" if low > -math.inf else "")
    )
    if isinstance(value, (bool, str)) or said(value) == "":
        raise ParameterError(f"{where} {said(value)!r} is not a number{bounds}")
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise ParameterError(f"{where} {value!r} is not a number{bounds}") from None
    if not math.isfinite(found) or not low <= found <= high:
        raise ParameterError(f"{where} {found:g} is not a number{bounds}")
    return found


def code(value: Any, valid: Iterable[str], where: str, what: str) -> str:
    """Return a code in the spelling of `valid`, whatever its case; ParameterError with the valid ones otherwise."""
    options = {one.casefold(): one for one in valid}
    found = options.get(said(value).casefold())
    if found is None:
        raise ParameterError(f"{where}: {unknown(what, said(value), options.values())}")
    return found
