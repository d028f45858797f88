"""Boundary checks of a series: numbers, dates, no period twice, gaps made visible, long enough for the method."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import SeriesError
from toolkit.language import text
from toolkit.trend.periods import label, regular_index

NOTES = "caveats"
UNIT = "unit"


def regular(series: Any, *, method: str, at_least: int, counts: bool = False) -> pd.Series:
    """Return the series as floats on a complete DatetimeIndex with a frequency; missing periods become NaN.

    Parameters
    ----------
    series : pandas Series with a DatetimeIndex or PeriodIndex
    method : what asks, for the error text
    at_least : fewest reported periods that the method can use
    counts : whether values below 0 are refused

    Raises SeriesError with one line: not a series, no dates, not numbers, a period twice, infinite, too short.
    """
    if not isinstance(series, pd.Series):
        raise SeriesError(f"{method} takes a pandas Series with dates as its index, got {type(series).__name__}")
    if not len(series):
        raise SeriesError(f"{method}: the series is empty")
    dated = _dated(series, method)
    values = _numbers(dated, method)
    clean = pd.Series(values, index=dated.index, name=series.name)
    whole = dated.index.freq is not None and dated.index.freq.n == 1 and not isinstance(series.index, pd.PeriodIndex)
    if not whole:
        repeated = dated.index[dated.index.duplicated()]
        if len(repeated):
            raise SeriesError(
                f"{method}: the period {repeated[0]:%Y-%m-%d} stands twice; keep one value for each period"
            )
        if not clean.index.is_monotonic_increasing:
            clean = clean.sort_index()
    reported = int(np.count_nonzero(~np.isnan(values)))
    if reported < at_least:
        raise SeriesError(f"{method} needs at least {at_least} reported periods, the series has {reported}")
    if counts and (values < 0).any():
        raise SeriesError(
            f"{method} takes counts; {clean[clean < 0].iloc[0]:g} at {clean[clean < 0].index[0]:%Y-%m-%d}"
        )
    if not whole:
        # A PeriodIndex states its step; of dates it is read.
        stated = isinstance(series.index, pd.PeriodIndex)
        clean = clean.reindex(regular_index(_every(series.index) if stated else clean.index))
    clean.attrs = {NOTES: tuple(series.attrs.get(NOTES, ())), UNIT: series.attrs.get(UNIT)}
    return clean


def _every(index: pd.PeriodIndex) -> pd.DatetimeIndex:
    whole = pd.period_range(index.min(), index.max(), freq=index.freq).to_timestamp(how="start")
    return pd.DatetimeIndex(whole, freq=None)


def alike(first: Any, second: Any, *, method: str, counts: bool = True) -> tuple[pd.Series, pd.Series]:
    """Two series on the periods that both cover; refused where their steps or units differ.

    Raises SeriesError where one is monthly and the other quarterly, one of calendar and the other of financial years,
    one in baht and the other in dollars, or where no period is shared.
    """
    one = regular(first, method=method, at_least=1, counts=counts)
    other = regular(second, method=method, at_least=1, counts=counts)
    steps = one.index.freqstr, other.index.freqstr
    if min(len(one), len(other)) > 1 and steps[0] != steps[1]:
        raise SeriesError(
            f"{method}: the two series have different steps ({steps[0]} and {steps[1]}); count both alike"
        )
    units = one.attrs[UNIT], other.attrs[UNIT]
    if None not in units and units[0] != units[1]:
        raise SeriesError(f"{method}: one series is in {units[0]} and the other in {units[1]}; convert one first")
    shared = one.index.intersection(other.index)
    if not len(shared):
        raise SeriesError(f"{method}: the two series share no period")
    frequency = one.index.freq if len(one) > 1 else other.index.freq
    whole = pd.date_range(shared[0], shared[-1], freq=frequency)
    left_out = len(one.index.union(other.index)) - len(shared)
    notes = list(dict.fromkeys([*one.attrs[NOTES], *other.attrs[NOTES]]))
    if left_out:
        notes.append(text("{count} periods stand in one series only and are left out", count=left_out))
    made = one.reindex(whole), other.reindex(whole)
    for part in made:
        part.attrs = {NOTES: tuple(notes), UNIT: units[0] or units[1]}
    return made


def _dated(series: pd.Series, method: str) -> pd.Series:
    index = series.index
    if isinstance(index, pd.PeriodIndex):
        index = index.to_timestamp(how="start")
    if not isinstance(index, pd.DatetimeIndex):
        raise SeriesError(
            f"{method} needs dates as the index of the series, got {index.dtype}; "
            "make it with trend.count, or set_index(pandas.to_datetime(...))"
        )
    if index.hasnans:
        raise SeriesError(f"{method}: the index has an empty date; drop or mend that row")
    if index.tz is not None:
        # Periods are calendar periods; the local calendar is kept, the zone is not needed any more.
        freq, index = index.freq, index.tz_localize(None)
        index = pd.DatetimeIndex(index, freq=freq)
    return pd.Series(series.array, index=index)


def _numbers(series: pd.Series, method: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    if pd.api.types.is_bool_dtype(series.dtype) or not pd.api.types.is_numeric_dtype(series.dtype):
        for period, value in series.items():
            number = isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
            if not (number or pd.isna(value)):
                raise SeriesError(
                    f"{method}: {str(value)[:40]!r} at {period:%Y-%m-%d} is not a number; convert the column"
                )
    values = series.to_numpy(dtype="float64", na_value=np.nan)
    if np.isinf(values).any():
        raise SeriesError(f"{method}: the value at {series.index[np.isinf(values)][0]:%Y-%m-%d} is infinite")
    return values


def caveats(series: pd.Series) -> tuple[str, ...]:
    """What a reader must know of a series before using it: how it was made, and which periods are not reported.

    >>> months = pd.date_range("2025-01-01", periods=3, freq="MS")
    >>> caveats(pd.Series([4.0, None, 5.0], index=months))
    ('1 of 3 periods not reported (2025-02): unknown, not 0',)
    """
    clean = regular(series, method="caveats", at_least=0)
    return (*clean.attrs[NOTES], *gaps(clean))


def gaps(clean: pd.Series) -> tuple[str, ...]:
    """The caveat on periods without a figure in a regular series, if there are any."""
    missing = clean.index[clean.isna()]
    if not len(missing):
        return ()
    shown = ", ".join(label(one, clean.index.freqstr) for one in missing[:4])
    if len(missing) > 4:
        shown += " ..."
    return (
        text(
            "{missing} of {count} periods not reported ({periods}): unknown, not 0",
            missing=len(missing),
            count=len(clean),
            periods=shown,
        ),
    )


def noted(series: pd.Series, *notes: str) -> pd.Series:
    """Return the series with notes on how it was made, which every later result repeats among its caveats."""
    series.attrs = {**series.attrs, NOTES: (*series.attrs.get(NOTES, ()), *notes)}
    return series


def table_of_counts(table: Any, *, method: str, of: str, at_least: int) -> tuple[pd.DataFrame, list[str]]:
    """A table of count series on one complete index, and the notes that came with it.

    Raises SeriesError where there are fewer than two columns, two of one name, or one that is not fit.
    """
    if not isinstance(table, pd.DataFrame) or table.shape[1] < 2:
        raise SeriesError(f"{method} needs a table with a column of counts for each of two or more {of}")
    if not table.columns.is_unique:
        raise SeriesError(f"{method}: two {of} have the same name ({table.columns[table.columns.duplicated()][0]})")
    clean = {
        str(name): regular(table[name], method=f"{method}, {name}", at_least=at_least, counts=True)
        for name in table.columns
    }
    whole = pd.DataFrame(clean)
    whole.index.freq = next(iter(clean.values())).index.freq
    notes = list(dict.fromkeys([note for one in clean.values() for note in one.attrs[NOTES]]))
    notes += [note for note in table.attrs.get(NOTES, ()) if note not in notes]
    missing = int(whole.isna().any(axis=1).sum())
    if missing:
        notes.append(
            text("{count} periods lack the figure of some column: shares are unknown there, not 0", count=missing)
        )
    return whole, notes
