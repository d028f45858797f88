"""The time wheel: at which hours of which weekdays a number is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import listed
from toolkit.telephone.exports import clock
from toolkit.telephone.records import codes_of, limits, ready

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KINDS = ("wheel", "heat")
_WEEK = 168
_SCALE = [[0, "#F3F6F9"], [0.25, "#B5D3E7"], [0.6, "#56A0CC"], [1, "#003F63"]]


@dataclass(frozen=True, eq=False, repr=False)
class Wheel(Table):
    """Seven rows (Monday first) by 24 hours, on the clock `zone`."""

    zone: str = "UTC"

    def chart(self, kind: str = "wheel") -> Any:
        """Return the polar wheel (hours round the clock, a ring for each weekday) or, with kind="heat", a table.

        Raises ParameterError for another kind.
        """
        import plotly.graph_objects as go

        from toolkit import style

        if kind not in _KINDS:
            raise ParameterError(f"telephone.wheel: kind={kind!r}; one of {', '.join(_KINDS)}")
        days = [text(day) for day in DAYS]
        values = self.frame.to_numpy(dtype="float64")
        bar = {"title": {"text": text("records")}, "thickness": 14, "len": 0.7, "outlinewidth": 0}
        figure = go.Figure()
        if kind == "heat":
            figure.add_heatmap(
                z=values,
                x=[f"{hour:02d}" for hour in range(24)],
                y=days,
                colorscale=_SCALE,
                colorbar=bar,
                xgap=1,
                ygap=1,
                hovertemplate="%{y} %{x}: %{z}<extra></extra>",
            )
            figure.update_yaxes(autorange="reversed", showgrid=False)
            figure.update_xaxes(showgrid=False, title=text("hour, {zone}", zone=self.zone), type="category")
            size = (style.WIDTH, 340)
        else:
            top = max(values.max(), 1)
            for ring, day in enumerate(days):
                figure.add_barpolar(
                    r=[1] * 24,
                    base=ring + 2,
                    theta=[15 * hour + 7.5 for hour in range(24)],
                    width=[15] * 24,
                    marker={
                        "color": values[ring],
                        "colorscale": _SCALE,
                        "cmin": 0,
                        "cmax": top,
                        "line": {"color": style.PAPER, "width": 1},
                        "showscale": ring == 0,
                        "colorbar": bar,
                    },
                    hovertext=[f"{day} {hour:02d}: {values[ring, hour]:g}" for hour in range(24)],
                    hoverinfo="text",
                    showlegend=False,
                )
            shown = {"tickfont": {"size": 11, "color": style.INK}, "showline": False, "ticks": ""}
            figure.update_polars(
                bgcolor=style.PAPER,
                angularaxis={
                    "direction": "clockwise",
                    "rotation": 90,
                    "tickvals": [15 * hour for hour in range(0, 24, 3)],
                    "ticktext": [f"{hour:02d}" for hour in range(0, 24, 3)],
                    "showgrid": False,
                    **shown,
                },
                radialaxis={
                    "range": [0, 9],
                    "tickvals": [ring + 2.5 for ring in range(7)],
                    "ticktext": [day[:2] for day in days],
                    "angle": 90,
                    "tickangle": 0,
                    "showgrid": False,
                    **shown,
                },
            )
            size = (560, 560)
        figure.update_layout(
            template=style.template(), title=self.title, width=size[0], height=size[1], margin={"t": 90, "b": 50}
        )
        return figure


def wheel(
    calls: pd.DataFrame,
    number: Any = None,
    zone: str = "UTC",
    *,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
) -> Wheel:
    """Count records by weekday and hour on the clock of a place.

    Parameters
    ----------
    number : one number or several, as caller or callee; without it all records
    zone : the clock on which the hours are read: "Asia/Bangkok", "UTC+7"; the files are in UTC, people are not

    Returns
    -------
    Wheel of 7 weekdays by 24 hours (columns 0 to 23). `.chart()` draws the wheel, `.chart("heat")` a table.

    Raises ParameterError for a clock that is none or a number without a record.

    Misleads: incoming calls follow the caller's hours, not the owner's; a few weeks of records make any pattern.

    >>> times = pd.to_datetime(["2026-01-04 23:30"], utc=True)
    >>> calls = pd.DataFrame({"caller": ["+1"], "callee": ["+2"], "started_at": times})
    >>> wheel(calls, zone="UTC+7").to_frame().loc["Monday", 6].item()
    1
    """
    method = "telephone.wheel"
    held = ready(
        calls, method, source=source, target=target, time=time, about=None if number is None else listed(number)
    )
    local = clock(zone)
    at = held.at
    whose = text("all numbers")
    if number is not None:
        codes = codes_of(held, listed(number), method)
        at = at[np.isin(held.source, codes) | np.isin(held.target, codes)]
        whose = ", ".join(map(str, listed(number)))
    times = pd.DatetimeIndex(pd.to_datetime(at, unit="s", utc=True)).tz_convert(local)
    cells = np.bincount(np.asarray(times.day_of_week) * 24 + np.asarray(times.hour), minlength=_WEEK).reshape(7, 24)
    frame = pd.DataFrame(cells, index=pd.Index(DAYS, name="weekday"), columns=pd.Index(range(24), name="hour"))
    caveats = [text("hours by the clock {zone}", zone=zone), limits()]
    if len(at) < _WEEK:
        caveats.append(text("{count} records on 168 hours of the week: single cells mean little", count=len(at)))
    title = text("Time wheel of {number}: {count} records", number=whose, count=len(at))
    return Wheel(title, frame, (*caveats, *held.caveats), zone)
