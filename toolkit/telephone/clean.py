"""`clean`: call records of one or several exports in one form, each call once, with an account of every line."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import need, some
from toolkit.telephone.numbers import numbers

NAMES = ("caller", "callee", "started_at", "duration_s")
_NEAR = 5  # seconds; nearer starts of one pair are looked at by a person
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


@dataclass(frozen=True, eq=False, repr=False)
class Cleaned(Table):
    """The clean table; `lines` says of each input line what became of it, `steps` how many each step touched.

    `doubtful` lists calls of one pair that start within seconds of each other, or whose repeats disagree on the
    length: one call or two is for a person to say, and they stay.
    """

    lines: pd.DataFrame = field(default_factory=pd.DataFrame)
    steps: pd.DataFrame = field(default_factory=pd.DataFrame)
    doubtful: pd.DataFrame = field(default_factory=pd.DataFrame)

    def _repr_html_(self) -> str:
        return super()._repr_html_() + f"<b>{html.escape(text('What was done'))}</b>" + self.steps.to_html(border=0)


def clean(
    lines: pd.DataFrame,
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
    duration: str | None = "duration_s",
    exports: Export | Mapping[str, Export] | None = None,
    by: str = "export",
    tolerance: float = 0,
) -> Cleaned:
    """Bring numbers, clocks and lengths to one form, then take out calls that are on file twice, and sort.

    Parameters
    ----------
    lines : one row for each line of the exports
    source, target, time, duration : columns of the input; `duration=None` where there is none. Lengths are seconds,
        "65 s", "1:05" or "0:01:05"
    exports : how the export writes, or export -> how it writes; without it the table is in UTC and E.164 already
    by : column that names the export, where `exports` is a mapping
    tolerance : seconds by which the clocks of two exports may disagree on one call

    Returns
    -------
    Cleaned whose `.to_frame()` holds `caller`, `callee`, `started_at` (UTC), `duration_s`, `copies` (lines that say
    so), then the other columns of the input; its index is that of the line that stood first. Blank cells of a kept
    line are filled from its repeats, so that a cell which only the other operator knew is not lost. Nothing vanishes:
    `.lines` has an outcome for each line (kept, repeat, set aside), with the reason.

    Raises ParameterError for unknown columns, an export without a rule, a clock that is none.

    Two lines are one call where both numbers and the start agree. Misleads: a forwarded call is two records of one
    conversation, with other numbers, and stays two.

    >>> raw = pd.DataFrame({"export": ["A", "B"], "caller": ["+66 8100 01234", "0810001234"],
    ...     "callee": ["+66 8200 05678", "0066820005678"],
    ...     "started_at": ["2026-01-01T23:00:00Z", "02.01.2026 06:00:00"], "duration_s": ["65 s", "1:05"]})
    >>> rules = {"A": Export("UTC", "%Y-%m-%dT%H:%M:%SZ"), "B": Export("UTC+7", "%d.%m.%Y %H:%M:%S", "TH")}
    >>> table = clean(raw, exports=rules)
    >>> table.to_frame()[["caller", "duration_s", "copies"]].values.tolist()
    [['+66810001234', 65, 2]]
    >>> table.lines["outcome"].tolist()
    ['kept', 'repeat']
    """
    method = "telephone.clean"
    need(lines, method, [name for name in (source, target, time, duration) if name is not None])
    if lines.empty:
        raise ParameterError(f"{method}: there is no line; check the filter that made the table")
    if not lines.index.is_unique:
        raise ParameterError(f"{method}: the index names two lines alike; use lines.reset_index(drop=True)")
    if tolerance < 0:
        raise ParameterError(f"{method}: tolerance={tolerance}; 0 seconds or more")
    read, reasons, touched = _read(lines, (source, target, time, duration), exports, by, method)
    good = (reasons == "").to_numpy()
    table = read[good]
    rest = [name for name in lines.columns if name not in (source, target, time, duration, *NAMES)]
    table = pd.concat([table, lines.loc[good, rest]], axis=1)
    first, groups = _same(table, tolerance)
    kept = _fill(table, groups) if first.sum() < len(table) else table
    filled = int((kept.notna() & table.notna().eq(False))[first].to_numpy().sum()) if kept is not table else 0
    copies = np.bincount(groups, minlength=groups.max() + 1 if len(groups) else 0)
    wanted = [*NAMES[: 4 if duration is not None else 3]]
    frame = kept[first].assign(copies=copies[groups[first]])
    frame = frame[[*wanted, "copies", *rest]].sort_values(["started_at", "caller", "callee"], kind="stable")
    doubtful = _doubtful(frame, table, first, groups, duration is not None)
    account = _account(lines, table, first, groups, reasons)
    steps = pd.DataFrame(
        [
            (text("lines read"), len(lines)),
            *((text(name), count) for name, count in touched),
            (text("set aside, unreadable"), int((~good).sum())),
            (text("repeats of a call on another line"), int((~first).sum())),
            (text("blanks filled from a repeat"), filled),
            (text("calls in the clean table"), len(frame)),
            (text("calls for a person to look at"), len(doubtful)),
        ],
        columns=["step", "lines"],
    )
    caveats = []
    if (~good).any():
        why = reasons[~good].value_counts()
        shown = "; ".join(f"{count} {reason}" for reason, count in why.head(3).items())
        caveats.append(text("{count} lines are set aside: {why}", count=int((~good).sum()), why=shown))
    if len(doubtful):
        caveats.append(
            text("{count} calls may be repeats or differ on their length; see .doubtful", count=len(doubtful))
        )
    selfish = int((frame["caller"] == frame["callee"]).sum())
    if selfish:
        caveats.append(text("{count} records have one number at both ends: voicemail or a fault", count=selfish))
    title = text("{calls} calls from {lines} lines", calls=len(frame), lines=len(lines))
    return Cleaned(title, frame, tuple(caveats), account, steps, doubtful)


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


def _read(
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
            read = numbers(part[column], rule.home, rule.international).frame
            made[name] = read["number"].astype("object")
            bad = read["kind"] == "unreadable"
            why = why.mask((why == "") & bad, column + " " + read["why"].astype("object"))
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


def _same(table: pd.DataFrame, tolerance: float) -> tuple[Any, Any]:
    """Return which rows stand first for their call, and the number of the call of each row."""
    size = len(table)
    if not size:
        return np.zeros(0, dtype=bool), np.zeros(0, dtype="int64")
    pair = pd.factorize(pd.concat([table["caller"], table["callee"]], ignore_index=True))[0].astype("int64")
    pair = pair[:size] * (pair.max() + 1) + pair[size:]
    at = table["started_at"].dt.tz_localize(None).to_numpy(dtype="datetime64[us]").astype("int64")
    order = np.lexsort((np.arange(size), at, pair))
    new: Any = np.ones(size, dtype=bool)
    new[1:] = (np.diff(pair[order]) != 0) | (np.diff(at[order]) > tolerance * 1_000_000)
    groups: Any = np.empty(size, dtype="int64")
    groups[order] = np.cumsum(new) - 1
    first: Any = np.zeros(size, dtype=bool)
    first[np.unique(groups, return_index=True)[1]] = True
    return first, groups


def _fill(table: pd.DataFrame, groups: Any) -> pd.DataFrame:
    """Fill blanks of calls on several lines from their repeats."""
    several = np.bincount(groups)[groups] > 1
    part = table[several]
    blank = [name for name in part.columns if part[name].isna().any()]
    if not blank:
        return table
    result = table.copy()
    for name in blank:
        known = part[name].groupby(groups[several]).transform("first")
        result.loc[several, name] = part[name].where(part[name].notna(), known)
    return result


def _doubtful(frame: pd.DataFrame, table: pd.DataFrame, first: Any, groups: Any, timed: bool) -> pd.DataFrame:
    kept = table[first]
    call = pd.Series(groups[first], index=kept.index).reindex(frame.index).to_numpy()
    ordered = frame.sort_values(["caller", "callee", "started_at"], kind="stable")
    gap = ordered.groupby(["caller", "callee"], sort=False)["started_at"].diff().dt.total_seconds()
    near = (gap <= _NEAR).reindex(frame.index).to_numpy(dtype=bool)
    why = pd.Series("", index=frame.index, dtype="object").mask(
        near, text("starts within {count} s of another call of the same pair", count=_NEAR)
    )
    if timed and len(table) > len(kept):
        lengths = table["duration_s"].groupby(groups).agg(["min", "max"])
        differ = (lengths["min"] != lengths["max"]).to_numpy()[call]
        why = why.mask(differ, text("its lines differ on the length"))
    return frame[why != ""].assign(why=why[why != ""])


def _account(lines: pd.DataFrame, table: pd.DataFrame, first: Any, groups: Any, reasons: pd.Series) -> pd.DataFrame:
    leader: Any = np.empty(groups.max() + 1 if len(groups) else 0, dtype="object")
    leader[groups[first]] = table.index[first].to_numpy()
    result = pd.DataFrame({"outcome": "set aside", "of": None, "why": reasons}, index=lines.index)
    result["of"] = result["of"].astype("object")
    result.loc[table.index, "outcome"] = np.where(first, "kept", "repeat")
    result.loc[table.index[~first], "of"] = leader[groups[~first]]
    result.loc[table.index[~first], "why"] = [
        text("repeats {line}", line=some([one])) for one in leader[groups[~first]]
    ]
    return result[["outcome", "of", "why"]]
