"""How one export of call records writes, and its lines read: numbers, instants in UTC, lengths in seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.records import need
from toolkit.telephone.numbers import ways_of

NAMES = ("caller", "callee", "started_at", "duration_s")
_CLOCK = re.compile(r"^(?:UTC|GMT)?\s*([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)


@dataclass(frozen=True)
class Export:
    """How one export writes: its clock, the form of an instant, its home country, its international prefix.

    `clock` is "UTC", "UTC+6:30" or a zone such as "Asia/Bangkok"; `form` as `strftime` has it ("%d.%m.%Y %H:%M:%S"),
    "" where pandas may find it out from ISO dates or where the column holds instants already.
    """

    clock: str = "UTC"
    form: str = ""
    home: str = ""
    international: str = "00"


def clock(name: str) -> Any:
    """Return the time zone that a legend names: "UTC", "UTC+6:30", "GMT-3" or a zone of the IANA list.

    Raises ParameterError for anything else.

    >>> clock("UTC+6:30").utcoffset(None)
    datetime.timedelta(seconds=23400)
    """
    plain = str(name).strip()
    if plain.upper() in ("UTC", "GMT", "Z"):
        return UTC
    ahead = _CLOCK.match(plain)
    if ahead:
        sign, hours, minutes = ahead.groups()
        shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if shift <= timedelta(hours=14):
            return timezone(shift if sign == "+" else -shift)
    else:
        try:
            return ZoneInfo(plain)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise ParameterError(f"telephone: {name!r} is no clock; write 'UTC', 'UTC+6:30' or 'Asia/Bangkok'")


def read(
    lines: pd.DataFrame, columns: tuple[str, str, str, str | None], exports: Any, by: str, method: str
) -> tuple[pd.DataFrame, pd.Series, list[tuple[str, int]]]:
    """Return the four read columns, why a line can't be read (""), and how many lines each step changed."""
    source, target, time, duration = columns
    rules = _rules(lines, exports, by, method)
    parts, reasons = [], []
    for rule, rows in rules:
        part = lines.loc[rows]
        why = pd.Series("", index=part.index, dtype="object")
        made = pd.DataFrame(index=part.index)
        for name, column in zip(NAMES[:2], (source, target), strict=True):
            codes, read = ways_of(part[column], rule.home, rule.international)
            unread = np.array([kind == "unreadable" for _, kind, _ in read])
            made[name] = _taken([None if kind == "unreadable" else form for form, kind, _ in read], codes)
            if unread[codes].any():
                said = pd.Series(_taken([f"{column} {reason}" for _, _, reason in read], codes), index=part.index)
                why = why.mask((why == "") & unread[codes], said)
        made[NAMES[2]], bad = _times(part[time], rule)
        why = why.mask((why == "") & bad, text("{column} is no time of that form", column=time))
        if duration is not None:
            made[NAMES[3]], bad = _lengths(part[duration])
            why = why.mask((why == "") & bad, text("{column} is no length", column=duration))
        parts.append(made)
        reasons.append(why)
    table = pd.concat(parts).reindex(lines.index)
    why = pd.concat(reasons).reindex(lines.index)
    table[NAMES[2]] = pd.to_datetime(table[NAMES[2]], utc=True)
    if duration is not None:
        table[NAMES[3]] = table[NAMES[3]].astype("Int64" if table[NAMES[3]].isna().any() else "int64")
    rewritten = sum(
        (table[name] != lines[column].astype("object")) & table[name].notna()
        for name, column in zip(NAMES[:2], (source, target), strict=True)
    )
    shifted = sum(len(rows) for rule, rows in rules if clock(rule.clock) is not UTC)
    touched = [("lines with a number rewritten", int((rewritten > 0).sum())), ("lines with a clock shifted", shifted)]
    return table, why, touched


def _taken(values: list[Any], codes: Any) -> Any:
    """Values by their place, -1 for the last."""
    held: Any = np.empty(len(values), dtype="object")
    held[:] = values
    return held[codes]


def _rules(lines: pd.DataFrame, exports: Any, by: str, method: str) -> list[tuple[Export, Any]]:
    if exports is None or isinstance(exports, Export):
        return [(exports or Export(), lines.index)]
    need(lines, method, (by,))
    found = []
    for name, part in lines.groupby(by, sort=False, dropna=False):
        if name not in exports:
            raise ParameterError(f"{method}: {unknown('export', name, map(str, exports))}; give its rule in exports=")
        found.append((exports[name], part.index))
    return found


def _times(written: pd.Series, rule: Export) -> tuple[pd.Series, pd.Series]:
    """Return instants in UTC and which lines have none that can be read."""
    zone = clock(rule.clock)
    if pd.api.types.is_datetime64_any_dtype(written):
        times = written
    else:
        times = pd.to_datetime(written, format=rule.form or "ISO8601", errors="coerce", utc=rule.form == "")
        if rule.form == "" and not written.astype("str").str.contains(r"(?:Z|[+\-]\d\d:?\d\d)$", regex=True).all():
            times = times.dt.tz_localize(None)
    if times.dt.tz is None:
        # An hour that a change of clocks skipped or doubled is no instant: it is set aside, not guessed.
        times = times.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    return times.dt.tz_convert("UTC").astype("datetime64[us, UTC]"), times.isna()


def _lengths(written: pd.Series) -> tuple[pd.Series, pd.Series]:
    if pd.api.types.is_numeric_dtype(written):
        found = written.astype("float64")
    else:
        ways = {one: _seconds(str(one)) for one in written.dropna().unique()}
        found = written.map(ways).astype("float64")
    bad = found.isna() | (found < 0)
    return found.mask(bad).round(), bad


def _seconds(written: str) -> float:
    parts = re.sub(r"\s*(?:seconds|sec|s)\.?$", "", written.strip(), flags=re.IGNORECASE).split(":")
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"\d+(?:\.\d+)?", part) for part in parts):
        return np.nan
    total = 0.0
    for part in parts:
        total = 60 * total + float(part)
    return total
