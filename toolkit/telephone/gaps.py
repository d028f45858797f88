"""Silences of a number, and what happened just before each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, listed, need, span
from toolkit.telephone.chance import DAY
from toolkit.telephone.records import codes_of, limits, ready

_LANES = 30  # numbers that one picture holds
_LEFT, _RIGHT = 150, 30  # margins of the chart in pixels


@dataclass(frozen=True, eq=False, repr=False)
class Gaps(Table):
    """Silences, longest first; `.chart()` draws the days of use of each number with the events."""

    uses: pd.DataFrame = field(default_factory=pd.DataFrame)
    events: pd.DataFrame | None = None

    def chart(self) -> Any:
        """Return one lane of use days for each number, silences as bars, events as dashed lines.

        The longest silence comes first, then numbers without one; the title says where only the first 30 are drawn.
        """
        import plotly.graph_objects as go

        from toolkit import style

        every = list(dict.fromkeys((*self.frame["number"], *self.uses["number"])))
        lanes = every[:_LANES]
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
        above = 0
        if self.events is not None:
            above = _named(figure, self.events, self.uses["day"].min(), self.uses["day"].max())
        figure.update_layout(
            template=style.template(),
            title={
                "text": self._heading(len(lanes), len(every)),
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"t": 18},
            },
            width=style.WIDTH,
            height=180 + above + 30 * len(lanes),
            margin={"l": _LEFT, "r": _RIGHT, "t": 70 + above, "b": 70},
            legend={"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom", "x": 0, "borderwidth": 0},
        )
        figure.update_yaxes(type="category", autorange="reversed", showgrid=True)
        figure.update_xaxes(type="date")
        return figure

    def _heading(self, drawn: int, numbers: int) -> str:
        if drawn == numbers:
            return self.title
        return text("{title}: {drawn} of {all} numbers drawn", title=self.title, drawn=drawn, all=numbers)


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
    held = ready(
        calls, method, source=source, target=target, time=time, about=None if number is None else listed(number)
    )
    ends, at = np.concatenate([held.source, held.target]), np.concatenate([held.at, held.at])
    if number is None:
        busy = np.flatnonzero(np.bincount(ends, minlength=len(held.numbers)) >= 10)
    else:
        busy = np.array(codes_of(held, listed(number), method))
    wanted = np.isin(ends, busy)
    order = np.lexsort((at[wanted], ends[wanted]))
    code, when = ends[wanted][order], at[wanted][order]
    rows = _silences(code, when, shortest, *held.bounds, held.numbers)
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    for name in ("last_before", "first_after"):
        frame[name] = pd.to_datetime(frame[name], unit="s", utc=True)
    noted = None
    if events is not None:
        noted = dated(events, event_time, event, method)
        frame = _beside(frame, noted, reach)
    frame = frame.sort_values("days", ascending=False, kind="stable").reset_index(drop=True)
    days = pd.DataFrame({"number": held.numbers[code], "day": pd.to_datetime(when // DAY * DAY, unit="s")})
    days = days.groupby(["number", "day"], sort=False).size().rename("records").reset_index()
    caveats = [limits(), text("a silence is one of the file: switched off, replaced, abroad, or not requested")]
    if events is not None:
        caveats.append(text("an event before a silence is no cause; count how often silences follow nothing"))
        caveats += undated(events, event_time)
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


def dated(events: pd.DataFrame, event_time: str, event: str, method: str) -> pd.DataFrame:
    """Return events as `time` (UTC) and `event`, in order; those without a time are left out."""
    need(events, method, (event_time, event))
    table = pd.DataFrame({"time": instants(events, event_time, method), "event": events[event].astype("str")})
    table = table.dropna(subset=["time"]).sort_values("time", kind="stable").reset_index(drop=True)
    if table.empty:
        raise ParameterError(f"{method}: no event has a time")
    return table


def undated(events: pd.DataFrame, event_time: str) -> tuple[str, ...]:
    """The caveat on events that `dated` leaves out."""
    count = int(events[event_time].isna().sum())
    return (
        (text("{count} of {all} events have no time and are left out", count=count, all=len(events)),) if count else ()
    )


def _beside(frame: pd.DataFrame, events: pd.DataFrame, reach: pd.Timedelta) -> pd.DataFrame:
    """Name the last event that came before the silence, at most `reach` before the last record or after it."""
    frame = frame.sort_values("last_before", kind="stable").reset_index(drop=True)
    left = frame.assign(by=(frame["last_before"] + reach).astype("datetime64[us, UTC]"))
    right = events.rename(columns={"time": "event_time"})
    right["by"] = right["event_time"].astype("datetime64[us, UTC]")
    met = pd.merge_asof(left.sort_values("by"), right.sort_values("by"), on="by", tolerance=2 * reach)
    hours = (met["last_before"] - met["event_time"]).dt.total_seconds() / 3600
    return met.drop(columns="by").assign(hours_before=hours.round(1))


def _named(figure: Any, events: pd.DataFrame, first: Any, last: Any) -> int:
    """Draw events as dashed lines with words above, in rows so that none meets another; return the height used."""
    from toolkit import style
    from toolkit.flows.stagger import rows
    from toolkit.link.geometry import text_width

    ordered = events.sort_values("time", kind="stable")
    times = ordered["time"].dt.tz_localize(None)
    inner = style.WIDTH - _LEFT - _RIGHT
    low, high = min(first, times.min()), max(last, times.max())
    across = (times - low) / max(high - low, pd.Timedelta(days=1)) * inner
    half = [text_width(words, 11) / 2 for words in ordered["event"]]
    levels = rows([(x - wide, x + wide) for x, wide in zip(across, half, strict=True)])
    for time, words, level in zip(times, ordered["event"], levels, strict=True):
        figure.add_vline(x=time, line={"dash": "dash", "width": 1.2, "color": style.INK})
        figure.add_annotation(
            x=time,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=2 + 14 * level,
            showarrow=False,
            text=words,
            font={"size": 11},
        )
    return 14 * (max(levels) + 1)
