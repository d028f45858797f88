"""`count`: events to a series, one number for each period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.trend.check import noted
from toolkit.trend.periods import offset


def count(
    records: pd.DataFrame,
    time: str,
    every: str = "MS",
    by: str | None = None,
    tz: str | None = None,
    start: Any = None,
    end: Any = None,
) -> Any:
    """Count records in each period.

    Parameters
    ----------
    records : DataFrame, one row for each event
    time : column of dates or instants; an instant in UTC stays in UTC unless `tz` is given
    every : the step: "MS" (month), "QS", "YS", "W-MON" (weeks beginning on Monday), "D", "h"
    by : column to count by; the result is then a DataFrame with one column for each of its values
    tz : time zone in which days and months begin, such as "Asia/Bangkok"
    start, end : first and last date of the window; by default the first and last record

    Returns a Series named "count" whose index holds the first day of each period. An observed period without a
    record counts 0, since these are events; what was not observed at all belongs outside `start` and `end`.
    Detections are events, not persons. A period that the window covers in part is stated by `trend.caveats`.

    Raises SeriesError where there is nothing to count or a date cannot be read, ParameterError for a wrong column.

    >>> seen = pd.DataFrame({"seen": ["2025-01-03", "2025-01-20", "2025-03-01"]})
    >>> count(seen, time="seen", every="MS").to_dict()  # doctest: +NORMALIZE_WHITESPACE
    {Timestamp('2025-01-01 00:00:00'): 2, Timestamp('2025-02-01 00:00:00'): 0,
     Timestamp('2025-03-01 00:00:00'): 1}
    """
    for column in (time, by):
        if column is not None and column not in records.columns:
            raise ParameterError(unknown("column", column, [str(one) for one in records.columns]))
    step = offset(every)
    when = _times(records[time], time, tz)
    kept = when.notna()
    first = _bound(start, when[kept].min() if kept.any() else None, "start")
    last = _bound(end, when[kept].max() if kept.any() else None, "end")
    if first is None or last is None:
        raise SeriesError(f"trend.count: no record has a {time}; nothing to count")
    if first > last:
        raise ParameterError(f"start {first:%Y-%m-%d} is after end {last:%Y-%m-%d}")
    edges = _edges(first, last, step)
    limit = _limit(last, end)
    inside = kept & (when >= first) & ((when < limit) if limit is not last else (when <= last))
    place = pd.Series(edges.searchsorted(when[inside], side="right") - 1, index=records.index[inside])
    notes = _notes(kept, inside, first, limit, edges, start is not None, end is not None)
    if by is None:
        tally = place.value_counts().reindex(range(len(edges)), fill_value=0)
        return noted(pd.Series(tally.to_numpy("int64"), index=edges, name="count"), *notes)
    groups = records.loc[inside, by]
    wide = pd.crosstab(place, groups).reindex(range(len(edges)), fill_value=0).astype("int64")
    wide.index = edges
    wide.columns.name = by
    wide.attrs = {"caveats": notes}
    return wide


def place_in_periods(
    records: pd.DataFrame, time: str, edges: pd.DatetimeIndex, tz: str | None, start: Any, end: Any
) -> pd.Series:
    """Number of the period that each record falls in, by the first days of the periods; missing outside the window."""
    when = _times(records[time], time, tz)
    first = _bound(start, when.min(), "start")
    last = _bound(end, when.max(), "end")
    limit = _limit(last, end)
    inside = when.notna() & (when >= first) & ((when < limit) if limit is not last else (when <= last))
    place = pd.Series(edges.searchsorted(when.fillna(edges[0]), side="right") - 1, index=records.index)
    return place.where(inside).astype("Int64")


def _limit(last: pd.Timestamp, end: Any) -> pd.Timestamp:
    """The moment before which records belong to the window: `end` names a day, and that whole day belongs."""
    return last + pd.Timedelta(days=1) if end is not None and last == last.normalize() else last


def _times(values: pd.Series, name: str, tz: str | None) -> pd.Series:
    when = pd.to_datetime(values, errors="coerce", format=None if values.dtype.kind == "M" else "ISO8601")
    wrong = when.isna() & values.notna()
    if wrong.any():
        raise SeriesError(f"trend.count: {name} {str(values[wrong].iloc[0])!r} is not a date; write it as 2026-03-14")
    if when.dt.tz is None and tz is not None:
        when = when.dt.tz_localize("UTC")
    if when.dt.tz is not None:
        try:
            when = when.dt.tz_convert(tz or "UTC")
        except (KeyError, ValueError):
            raise ParameterError(f"unknown time zone {tz!r}; write it as 'Asia/Bangkok'") from None
        when = when.dt.tz_localize(None)
    return when


def _bound(given: Any, found: Any, name: str) -> Any:
    if given is None:
        return found
    try:
        return pd.Timestamp(given)
    except (ValueError, TypeError):
        raise ParameterError(f"{name} {given!r} is not a date; write it as 2026-03-14") from None


def _edges(first: pd.Timestamp, last: pd.Timestamp, step: str) -> pd.DatetimeIndex:
    unit = pd.tseries.frequencies.to_offset(step)
    begin = unit.rollback(first.normalize()) if step != "h" else first.floor("h")
    return pd.date_range(begin, last, freq=unit)


def _notes(
    kept: pd.Series,
    inside: pd.Series,
    first: pd.Timestamp,
    limit: pd.Timestamp,
    edges: pd.DatetimeIndex,
    starts: bool,
    ends: bool,
) -> tuple[str, ...]:
    notes = []
    if not kept.all():
        notes.append(text("{count} records without a date are not counted", count=int((~kept).sum())))
    outside = int((kept & ~inside).sum())
    if outside:
        notes.append(text("{count} records outside the window are not counted", count=outside))
    if starts and first > edges[0]:
        notes.append(text("the first period is a part period: the window begins on {day}", day=f"{first:%Y-%m-%d}"))
    if ends and limit < edges[-1] + edges.freq:
        notes.append(text("the last period is a part period: the window ends within it"))
    return tuple(notes)
