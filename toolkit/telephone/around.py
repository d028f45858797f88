"""Whether calls rise or fall round an event, beside what is usual for those hours of the week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import listed, seconds
from toolkit.telephone.chance import DAY
from toolkit.telephone.gaps import dated, undated
from toolkit.telephone.records import codes_of, limits, ready


@dataclass(frozen=True, eq=False, repr=False)
class Around(Table):
    """Records in the hours round each event, beside what is usual for those hours of the week."""


def around(
    calls: pd.DataFrame,
    events: pd.DataFrame,
    number: Any = None,
    *,
    hours: int = 24,
    event_time: str = "time",
    event: str = "event",
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Around:
    """Count the records before and after each event, and compare with the same hours of other weeks.

    Parameters
    ----------
    events : table of instants with what happened
    number : one number or several; without it all records
    hours : hours before and hours after

    Returns
    -------
    Around with one row for each event, in order of time: `event`, `time`, `before`, `after` (records),
    `usual_before`, `usual_after` (mean of the same weekday and hours in the other weeks of the file), `weeks`
    (how many there were), `rank_after`: in how many of these weeks there were at least as many records after. Weeks
    that another event falls into are not left out.

    Raises ParameterError for no event inside the file's time.

    >>> times = pd.to_datetime(["2026-01-01 12:00", "2026-01-08 12:00", "2026-01-15 12:00", "2026-01-15 13:00",
    ...     "2026-01-22 12:00"], utc=True)
    >>> calls = pd.DataFrame({"caller": "+1", "callee": "+2", "started_at": times})
    >>> events = pd.DataFrame({"time": pd.to_datetime(["2026-01-15 11:00"], utc=True), "event": ["arrest"]})
    >>> around(calls, events, hours=6).to_frame()[["after", "usual_after", "weeks"]].values.tolist()
    [[2.0, 1.0, 1.0]]
    """
    method = "telephone.around"
    held = ready(
        calls, method, source=source, target=target, time=time, about=None if number is None else listed(number)
    )
    if hours < 1:
        raise ParameterError(f"{method}: hours={hours}; at least 1")
    at = held.at
    if number is not None:
        codes = codes_of(held, listed(number), method)
        at = at[np.isin(held.source, codes) | np.isin(held.target, codes)]
    table = dated(events, event_time, event, method)
    (low, high), reach = held.bounds, hours * 3600
    whens = seconds(table["time"])
    rows = []
    for name, instant, moment in zip(table["event"], table["time"], whens, strict=True):
        if not low <= moment <= high:
            continue
        weeks = [moment + 7 * DAY * step for step in range(-60, 61)]
        weeks = [one for one in weeks if one - reach >= low and one + reach <= high and one != moment]
        before, after = _within(at, np.array([moment, *weeks]), reach)
        usual = (before[1:].mean(), after[1:].mean()) if weeks else (np.nan, np.nan)
        rank = int((after[1:] >= after[0]).sum())
        rows.append((name, instant, before[0], after[0], usual[0], usual[1], len(weeks), rank))
    if not rows:
        raise ParameterError(f"{method}: no event falls into the time of the call records")
    columns = ["event", "time", "before", "after", "usual_before", "usual_after", "weeks", "rank_after"]
    caveats = [limits(), text("usual: the same weekday and hours of the other weeks on file")]
    if len(rows) < len(table):
        caveats.append(text("{count} events lie outside the time of the call records", count=len(table) - len(rows)))
    return Around(
        text("Records in the {hours} hours round {count} events", hours=hours, count=len(rows)),
        pd.DataFrame(rows, columns=columns),
        (*caveats, *undated(events, event_time), *held.caveats),
    )


def _within(at: Any, moments: Any, reach: int) -> tuple[Any, Any]:
    middle = np.searchsorted(at, moments)
    return middle - np.searchsorted(at, moments - reach), np.searchsorted(at, moments + reach) - middle
