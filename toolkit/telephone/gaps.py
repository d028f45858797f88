"""Silences of a number, and what happened just before each; and whether calls rise or fall round an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, listed, need, span
from toolkit.telephone.records import codes_of, limits, ready

DAY = 86_400


@dataclass(frozen=True, eq=False, repr=False)
class Gaps(Table):
    """Silences, longest first; `.chart()` draws the days of use of each number with the events."""

    uses: pd.DataFrame = field(default_factory=pd.DataFrame)
    events: pd.DataFrame | None = None

    def chart(self) -> Any:
        """Return one lane of use days for each number, silences as bars, events as dashed lines."""
        import plotly.graph_objects as go

        from toolkit import style

        lanes = list(dict.fromkeys(self.uses["number"]))[:30]
        figure = go.Figure()
        use = self.uses[self.uses["number"].isin(lanes)]
        figure.add_scatter(
            x=use["day"],
            y=[str(one) for one in use["number"]],
            mode="markers",
            marker={"symbol": "line-ns-open", "size": 11, "color": style.OKABE_ITO["blue"]},
            name=text("day with records"),
            hovertext=[
                f"{number} {day:%Y-%m-%d}: {count}"
                for number, day, count in zip(use["number"], use["day"], use["records"], strict=True)
            ],
            hoverinfo="text",
        )
        silent = self.frame[self.frame["number"].isin(lanes)]
        x: list[Any] = []
        y: list[Any] = []
        for row in silent.itertuples():
            x += [row.last_before, row.first_after, None]
            y += [str(row.number), str(row.number), None]
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": 7, "color": "rgba(213,94,0,0.45)"},
            name=text("silence"),
            hoverinfo="skip",
        )
        if self.events is not None:
            last = -1
            for place, event in enumerate(self.events.sort_values("time").itertuples()):
                last = (last + 1) % 3
                figure.add_vline(x=event.time, line={"dash": "dash", "width": 1.2, "color": style.INK})
                figure.add_annotation(
                    x=event.time,
                    y=1,
                    yref="paper",
                    yanchor="bottom",
                    yshift=2 + 14 * (place % 3),
                    showarrow=False,
                    text=str(event.event),
                    font={"size": 11},
                )
        figure.update_layout(
            template=style.template(),
            title={"text": self.title, "y": 0.97, "yanchor": "top"},
            width=style.WIDTH,
            height=190 + 30 * len(lanes),
            margin={"l": 150, "t": 110, "b": 70},
            legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "borderwidth": 0},
        )
        figure.update_yaxes(type="category", autorange="reversed", showgrid=True)
        figure.update_xaxes(type="date")
        return figure


def gaps(
    calls: pd.DataFrame,
    number: Any = None,
    events: pd.DataFrame | None = None,
    *,
    at_least: Any = "3D",
    near: Any = "3D",
    event_time: str = "time",
    event: str = "event",
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Gaps:
    """Find the stretches in which a number has no record at all, and the events just before them.

    Parameters
    ----------
    number : one number or several; without it all numbers with at least 10 records
    events : table of instants with what happened, such as arrests; optional
    at_least : shortest silence listed
    near : how long before a silence began, or after it, an event is named beside it
    event_time, event : columns of `events`

    Returns
    -------
    Gaps with one row for each silence, longest first: `number`, `last_before`, `first_after`, `days`, `usual_days`
    (median of the number's gaps between records), `ratio`, `records_before`, `records_after`, `end` ("silence", or
    "ceased" / "began" where the file has nothing after or before), and with events `event`, `event_time`,
    `hours_before`: the nearest event before the silence.

    Raises ParameterError for unknown columns, or nothing to measure.

    Misleads: a silence is one of the file. The number may have been switched off, replaced, abroad, or left out of
    the request.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-12"], utc=True)
    >>> calls = pd.DataFrame({"caller": "+1", "callee": "+2", "started_at": times})
    >>> gaps(calls, "+1").to_frame()[["days", "end"]].values.tolist()
    [[10.0, 'silence']]
    """
    method = "telephone.gaps"
    shortest = span(at_least, method, "at_least").total_seconds()
    reach = span(near, method, "near")
    held = ready(calls, method, source=source, target=target, time=time)
    ends, at = np.concatenate([held.source, held.target]), np.concatenate([held.at, held.at])
    if number is None:
        busy = np.flatnonzero(np.bincount(ends, minlength=len(held.numbers)) >= 10)
    else:
        busy = np.array(codes_of(held, listed(number), method))
    wanted = np.isin(ends, busy)
    order = np.lexsort((at[wanted], ends[wanted]))
    code, when = ends[wanted][order], at[wanted][order]
    rows = _silences(code, when, shortest, int(held.at.min()), int(held.at.max()), held.numbers)
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    for name in ("last_before", "first_after"):
        frame[name] = pd.to_datetime(frame[name], unit="s", utc=True)
    noted = None
    if events is not None:
        noted = _events(events, event_time, event, method)
        frame = _beside(frame, noted, reach)
    frame = frame.sort_values("days", ascending=False, kind="stable").reset_index(drop=True)
    days = pd.DataFrame({"number": held.numbers[code], "day": pd.to_datetime(when // DAY * DAY, unit="s")})
    days = days.groupby(["number", "day"], sort=False).size().rename("records").reset_index()
    caveats = [limits(), text("a silence is one of the file: switched off, replaced, abroad, or not requested")]
    if events is not None:
        caveats.append(text("an event before a silence is no cause; count how often silences follow nothing"))
    title = text("{count} silences of {length} or more", count=len(frame), length=at_least)
    return Gaps(title, frame, (*caveats, *held.caveats), days, noted)


_COLUMNS = (
    "number",
    "last_before",
    "first_after",
    "days",
    "usual_days",
    "ratio",
    "records_before",
    "records_after",
    "end",
)


def _silences(code: Any, when: Any, shortest: float, low: int, high: int, numbers: pd.Index) -> list[Any]:
    rows: list[Any] = []
    starts = np.flatnonzero(np.r_[True, np.diff(code) != 0])
    for start, stop in zip(starts, np.r_[starts[1:], len(code)], strict=True):
        own = when[start:stop]
        steps = np.diff(own)
        usual = float(np.median(steps)) / DAY if len(steps) else np.nan
        name, size = numbers[code[start]], stop - start
        for place in np.flatnonzero(steps >= shortest):
            rows.append((name, own[place], own[place + 1], steps[place], usual, place + 1, size - place - 1, "silence"))
        if own[0] - low >= shortest:
            rows.append((name, low, own[0], own[0] - low, usual, 0, size, "began"))
        if high - own[-1] >= shortest:
            rows.append((name, own[-1], high, high - own[-1], usual, size, 0, "ceased"))
    return [
        (
            name,
            first,
            last,
            round(length / DAY, 2),
            round(usual, 3),
            round(length / DAY / max(usual, 1 / 24), 1),
            a,
            b,
            end,
        )
        for name, first, last, length, usual, a, b, end in rows
    ]


def _events(events: pd.DataFrame, event_time: str, event: str, method: str) -> pd.DataFrame:
    need(events, method, (event_time, event))
    table = pd.DataFrame({"time": instants(events, event_time, method), "event": events[event].astype("str")})
    table = table.dropna(subset=["time"]).sort_values("time", kind="stable").reset_index(drop=True)
    if table.empty:
        raise ParameterError(f"{method}: no event has a time")
    return table


def _beside(frame: pd.DataFrame, events: pd.DataFrame, reach: pd.Timedelta) -> pd.DataFrame:
    """Name the last event that came before the silence, at most `reach` before the last record or after it."""
    frame = frame.sort_values("last_before", kind="stable").reset_index(drop=True)
    left = frame.assign(by=(frame["last_before"] + reach).astype("datetime64[us, UTC]"))
    right = events.rename(columns={"time": "event_time"})
    right["by"] = right["event_time"].astype("datetime64[us, UTC]")
    met = pd.merge_asof(left.sort_values("by"), right.sort_values("by"), on="by", tolerance=2 * reach)
    hours = (met["last_before"] - met["event_time"]).dt.total_seconds() / 3600
    return met.drop(columns="by").assign(hours_before=hours.round(1))


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
    held = ready(calls, method, source=source, target=target, time=time)
    if hours < 1:
        raise ParameterError(f"{method}: hours={hours}; at least 1")
    at = held.at
    if number is not None:
        codes = codes_of(held, listed(number), method)
        at = at[np.isin(held.source, codes) | np.isin(held.target, codes)]
    table = _events(events, event_time, event, method)
    low, high, reach = int(held.at.min()), int(held.at.max()), hours * 3600
    whens = (
        table["time"].astype("int64") // 10**6
        if table["time"].dtype == "datetime64[us, UTC]"
        else table["time"].astype("datetime64[s, UTC]").astype("int64")
    )
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
        (*caveats, *held.caveats),
    )


def _within(at: Any, moments: Any, reach: int) -> tuple[Any, Any]:
    middle = np.searchsorted(at, moments)
    return middle - np.searchsorted(at, moments - reach), np.searchsorted(at, moments + reach) - middle
