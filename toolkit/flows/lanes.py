"""The drawing of events along a time axis: lanes, signs, and labels in rows so that none meets another."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.flows.paint import finish
from toolkit.flows.stagger import rows
from toolkit.language import text
from toolkit.link.geometry import text_width

_LETTERS, _LINE, _TICKS = 11, 13, 34
_RIGHT, _LANE_PAD = 16, 26
# Steps of the time axis and how a tick is written; the finest with at most nine ticks is taken.
_STEPS = (
    ("1h", "%d %b %H:%M"),
    ("3h", "%d %b %H:%M"),
    ("12h", "%d %b %H:%M"),
    ("1D", "%d %b"),
    ("2D", "%d %b"),
    ("4D", "%d %b"),
    ("7D", "%d %b"),
    ("14D", "%d %b"),
    ("MS", "%b %Y"),
    ("QS", "%b %Y"),
    ("YS", "%Y"),
)
_SIGNS = {"event": "square", "start": "triangle-right", "end": "triangle-left", "noteworthy": "x"}


def draw(
    frame: pd.DataFrame,
    title: str,
    notes: Sequence[str],
    handling: str,
    *,
    signs: bool,
    form: str,
    width: int = style.WIDTH,
) -> Any:
    """Draw events with a time in lanes (one where all share a lane), with labels above each lane's line."""
    import plotly.graph_objects as go

    known = frame[frame["time"].notna()]
    names = list(dict.fromkeys(known["lane"]))
    longest = max((text_width(one, 12) for name in names for one in textwrap.wrap(str(name), 22) or [""]), default=0.0)
    left = longest + 24 if names != [""] else 20
    start, end = known["time"].min(), known["time"].max()
    room = max((end - start) / pd.Timedelta(seconds=1), 1.0)
    inner = width - left - _RIGHT - 40

    def across(time: Any) -> float:
        return float(left + 20 + inner * ((time - start) / pd.Timedelta(seconds=1)) / room)

    chart = go.Figure()
    y = 12.0
    marks: list[dict[str, Any]] = []
    for name in names:
        own = known[known["lane"] == name]
        points = [across(time) for time in own["time"]]
        labels = [_label(row, form) for row in own.itertuples()]
        wide = [max(text_width(line, _LETTERS) for line in label.split("<br>")) for label in labels]
        spans = [_span(point, size, left, width - _RIGHT) for point, size in zip(points, wide, strict=True)]
        levels = rows(spans)
        row_high = _LINE * max(label.count("<br>") + 1 for label in labels) + 4
        high = row_high * (max(levels) + 1) + _LANE_PAD
        base = y + high - 12
        chart.add_shape(
            type="rect",
            x0=0,
            x1=width,
            y0=y,
            y1=y + high + 4,
            fillcolor="#F6F7F9" if len(names) > 1 and names.index(name) % 2 == 0 else style.PAPER,
            line={"width": 0},
            layer="below",
        )
        first, last = (min(points), max(points)) if len(names) > 1 else (left, width - _RIGHT)
        chart.add_shape(
            type="line", x0=first, x1=last, y0=base, y1=base, line={"color": style.MUTED, "width": 2.2}, layer="below"
        )
        for point, label, span, level, row in zip(points, labels, spans, levels, own.itertuples(), strict=True):
            top = base - 14 - row_high * level
            chart.add_shape(
                type="line", x0=point, x1=point, y0=base, y1=top, line={"color": "#B8B8B8", "width": 1}, layer="below"
            )
            middle = (span[0] + span[1]) / 2
            chart.add_annotation(
                x=middle,
                y=top,
                text=label,
                showarrow=False,
                yanchor="bottom",
                font={"size": _LETTERS},
                bgcolor="rgba(255,255,255,0.75)",
                borderpad=0,
            )
            marks.append({"x": point, "y": base, "row": row})
        if name:
            chart.add_annotation(
                x=8,
                y=base,
                text="<br>".join(html.escape(one) for one in textwrap.wrap(str(name), 22)),
                showarrow=False,
                xanchor="left",
                yanchor="middle",
                align="left",
                font={"size": 12, "color": style.INK},
            )
        y += high + 8
    _marks(chart, marks, signs)
    _axis(chart, start, end, across, y)
    finish(chart, width, y + _TICKS, title, notes, handling)
    return chart


def _label(row: Any, form: str) -> str:
    words = textwrap.wrap(str(row.event), 24)
    shown = words if len(words) < 3 else [words[0], f"{words[1]}…"]
    return "<br>".join([*map(html.escape, shown), row.time.strftime(form)])


def _span(point: float, size: float, left: float, right: float) -> tuple[float, float]:
    """The label over its mark, moved inwards at the edges."""
    start = min(max(point - size / 2, left), right - size)
    return start, start + size


def _marks(chart: Any, marks: Sequence[dict[str, Any]], signs: bool) -> None:
    kinds = list(_SIGNS) if signs else ["event"]
    words = {"event": text("event"), "start": text("start"), "end": text("end"), "noteworthy": text("noteworthy")}
    for kind in kinds:
        for sure in (True, False):
            own = [
                one
                for one in marks
                if (not signs or one["row"].kind == kind) and (one["row"].status == "confirmed") == sure
            ]
            if not own:
                continue
            symbol = _SIGNS[kind] if signs else "circle"
            name = words[kind] if signs else text("verified") if sure else text("not verified")
            if signs and not sure:
                name = text("{kind}, not verified", kind=name)
            chart.add_scatter(
                x=[one["x"] for one in own],
                y=[one["y"] for one in own],
                mode="markers",
                name=name,
                marker={
                    "symbol": symbol if sure else f"{symbol}-open",
                    "size": 13,
                    "color": style.OKABE_ITO["vermillion"] if kind == "noteworthy" else style.OKABE_ITO["blue"],
                    "line": {
                        "width": 2 if not sure else 1,
                        "color": style.OKABE_ITO["blue"] if not sure else style.PAPER,
                    },
                },
                hovertext=[f"{html.escape(one['row'].event)}<br>{one['row'].time:%Y-%m-%d %H:%M}" for one in own],
                hoverinfo="text",
            )


def _axis(chart: Any, start: Any, end: Any, across: Any, y: float) -> None:
    """Ticks at round times below the lanes."""
    ticks, form = [start], "%Y-%m-%d"
    for step, written in _STEPS:
        ticks = pd.date_range(start.floor("D"), end + pd.Timedelta(days=1), freq=step)
        ticks = [one for one in ticks if start <= one <= end]
        form = written
        if len(ticks) <= 9:
            break
    if not ticks or start == end:
        ticks, form = [start], "%Y-%m-%d"
    chart.add_shape(
        type="line", x0=across(start), x1=across(end), y0=y + 2, y1=y + 2, line={"color": style.INK, "width": 1.2}
    )
    last = -1e9
    for tick in ticks:
        x = across(tick)
        chart.add_shape(type="line", x0=x, x1=x, y0=y + 2, y1=y + 7, line={"color": style.INK, "width": 1.2})
        if x - last > 70:
            chart.add_annotation(
                x=x, y=y + 8, text=tick.strftime(form), showarrow=False, yanchor="top", font={"size": 11}
            )
            last = x
