"""`clean`: call records of one or several exports in one form, each call once, with an account of every line."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import need, seconds, some
from toolkit.telephone.exports import NAMES, Export, read

_NEAR = 5  # seconds; nearer starts of one pair are looked at by a person


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
    plain, reasons, touched = read(lines, (source, target, time, duration), exports, by, method)
    good = (reasons == "").to_numpy()
    table = plain[good]
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


def _same(table: pd.DataFrame, tolerance: float) -> tuple[Any, Any]:
    """Return which rows stand first for their call, and the number of the call of each row."""
    size = len(table)
    if not size:
        return np.zeros(0, dtype=bool), np.zeros(0, dtype="int64")
    pair = _pairs(table)
    at = table["started_at"].dt.tz_localize(None).to_numpy(dtype="datetime64[us]").astype("int64")
    order = np.lexsort((np.arange(size), at, pair))
    new: Any = np.ones(size, dtype=bool)
    new[1:] = (np.diff(pair[order]) != 0) | (np.diff(at[order]) > tolerance * 1_000_000)
    groups: Any = np.empty(size, dtype="int64")
    groups[order] = np.cumsum(new) - 1
    first: Any = np.zeros(size, dtype=bool)
    first[np.unique(groups, return_index=True)[1]] = True
    return first, groups


def _pairs(table: pd.DataFrame) -> Any:
    """Return a number for each row that is the same for the same caller and callee."""
    size = len(table)
    codes = pd.factorize(pd.concat([table["caller"], table["callee"]], ignore_index=True))[0].astype("int64")
    return codes[:size] * (len(codes) + 1) + codes[size:]


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
    # The table is in order of time: the calls of one pair follow each other once they are put together.
    pair = _pairs(frame)
    order = np.argsort(pair, kind="stable")
    at = seconds(frame["started_at"])[order]
    near: Any = np.zeros(len(frame), dtype=bool)
    near[order[1:]] = (np.diff(pair[order]) == 0) & (np.diff(at) <= _NEAR)
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
