"""Boxes and arrows on paper: a laid-out drawing as a Plotly figure, with its words, legend and notes."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from toolkit import style
from toolkit.flows.boxes import FILLS, LETTERS, Drawing
from toolkit.language import text
from toolkit.link.geometry import text_width
from toolkit.link.labels import along

TOOLS = 320  # pixels at the top right that Plotly's buttons may cover
_STAMP = 20  # pixels for the handling code, between title and legend


def figure(made: Drawing, title: str, notes: Sequence[str] = (), handling: str = "") -> Any:
    """Return the Plotly figure of a drawing, its notes below and its legend above."""
    import plotly.graph_objects as go

    wide, high = made.extent
    chart = go.Figure()
    half = (made.size[0] / 2, made.size[1] / 2)
    courses = [_fitted(course, half, side) for course, side in zip(made.courses, _sides(made), strict=True)]
    for sure in (True, False):
        for width in sorted({one.width for one in made.arrows}):
            _arrows(chart, made, courses, sure, width)
    for name, (x, y) in made.centres.items():
        box = made.boxes[name]
        chart.add_shape(
            type="rect",
            layer="below",
            x0=x - half[0],
            x1=x + half[0],
            y0=y - half[1],
            y1=y + half[1],
            fillcolor=FILLS[box.kind],
            line={"color": style.INK, "width": 1.5, "dash": "solid" if box.sure else "dot"},
        )
    chart.add_scatter(
        x=[x for x, _ in made.centres.values()],
        y=[y for _, y in made.centres.values()],
        mode="text",
        text=["<br>".join(made.lines[name]) for name in made.centres],
        textfont={"size": LETTERS, "color": style.INK},
        hovertext=[html.escape(made.boxes[name].hover or made.boxes[name].words) for name in made.centres],
        hoverinfo="text",
        showlegend=False,
    )
    _words(chart, made, courses)
    _legend(chart, made)
    finish(chart, wide, high, title, notes, handling)
    return chart


def finish(chart: Any, wide: float, high: float, title: str, notes: Sequence[str], handling: str = "") -> None:
    """Set size, title, legend and notes of a chart drawn in pixels (y down)."""
    width = int(max(wide, 520, text_width(title, 17) + 40 + TOOLS))
    shown = [line for note in notes for line in textwrap.wrap(f"· {note}", int(width / 5.9))]
    top, below = 88 + (_STAMP if handling else 0), 14 + 15 * len(shown)
    spare = (width - wide) / 2
    chart.update_layout(
        template=style.template(),
        title={"text": html.escape(title), "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 18}},
        width=width + style.mark_room(),
        height=int(high) + top + below,
        margin={"l": 0, "r": style.mark_room(), "t": top, "b": below},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "borderwidth": 0, "font": {"size": 12}},
        hovermode="closest",
    )
    hidden = {"visible": False, "showgrid": False, "automargin": False}
    chart.update_xaxes(range=[-spare, wide + spare], **hidden)
    chart.update_yaxes(range=[high, 0], **hidden)
    paper = {"xref": "paper", "yref": "paper", "showarrow": False}
    if shown:
        chart.add_annotation(
            text="<br>".join(map(html.escape, shown)),
            x=0,
            y=0,
            xanchor="left",
            yanchor="top",
            xshift=8,
            yshift=-4,
            align="left",
            font={"size": 11, "color": style.MUTED},
            **paper,
        )
    if handling:
        from toolkit.evaluation.codes import HANDLING, explain

        code = handling.strip().upper()
        stamp = explain(code) if code in HANDLING else handling
        chart.add_annotation(
            text=f"<b>{html.escape(stamp)}</b>",
            x=0,
            y=1,
            xanchor="left",
            yanchor="bottom",
            xshift=8,
            yshift=44,
            font={"size": 12, "color": style.OKABE_ITO["vermillion"]},
            **paper,
        )


def _sides(made: Drawing) -> list[float]:
    """Shift in pixels of each arrow to its right, where there is one the other way as well."""
    pairs = {(one.source, one.target) for one in made.arrows}
    return [9.0 if (one.target, one.source) in pairs and one.source != one.target else 0.0 for one in made.arrows]


def _fitted(course: Sequence[tuple[float, float]], half: tuple[float, float], side: float) -> list[tuple[float, float]]:
    """Cut an arrow at the borders of its boxes, and move it aside."""
    points = [np.array(point) for point in course]
    if len(points) == 2 and np.allclose(points[0], points[1]):
        x, y = points[0]
        return [
            (x + half[0] * 0.4, y - half[1]),
            (x + half[0] * 0.4, y - half[1] - 16),
            (x - half[0] * 0.4, y - half[1] - 16),
            (x - half[0] * 0.4, y - half[1]),
        ]
    if side:
        along = points[-1] - points[0]
        across = np.array([-along[1], along[0]]) / max(np.hypot(*along), 1e-9)
        points = [point + side * across for point in points]
    first = _border(points[0], points[1], half)
    last = _border(points[-1], points[-2], (half[0] + 2, half[1] + 2))
    return [tuple(first), *(tuple(point) for point in points[1:-1]), tuple(last)]


def _border(centre: Any, towards: Any, half: tuple[float, float]) -> Any:
    step = towards - centre
    scale = min(half[0] / max(abs(step[0]), 1e-9), half[1] / max(abs(step[1]), 1e-9))
    return centre + step * min(scale, 1.0)


def _arrows(chart: Any, made: Drawing, courses: Sequence[Any], sure: bool, width: float) -> None:
    x: list[Any] = []
    y: list[Any] = []
    heads: list[float] = []
    for arrow, course in zip(made.arrows, courses, strict=True):
        if arrow.sure == sure and arrow.width == width:
            x += [point[0] for point in course] + [None]
            y += [point[1] for point in course] + [None]
            heads += [0] * (len(course) - 1) + [9 + 1.6 * width, 0]
    if x:
        chart.add_scatter(
            x=x,
            y=y,
            mode="lines+markers",
            hoverinfo="skip",
            showlegend=False,
            line={"color": style.INK, "width": width, "dash": "solid" if sure else "dot"},
            marker={
                "symbol": "arrow",
                "angleref": "previous",
                "size": heads,
                "color": style.INK,
                "opacity": 1,
                "line": {"width": 0},
            },
        )


def _words(chart: Any, made: Drawing, courses: Sequence[Any]) -> None:
    """Write the words of arrows on their middle, over a white ground, each moved along its arrow until it is free."""
    half = (made.size[0] / 2 + 2, made.size[1] / 2 + 2)
    taken = [(x - half[0], y - half[1], x + half[0], y + half[1]) for x, y in made.centres.values()]
    for arrow, course in zip(made.arrows, courses, strict=True):
        if not arrow.words:
            continue
        lines = arrow.words.split("<br>")
        wide, high = max(text_width(one, 11) for one in lines) + 4, 14.0 * len(lines)
        best: tuple[float, float, float] | None = None
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82):
            x, y = along(np.array(course), share)
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            cost = sum(_shared(box, other) for other in taken) + abs(share - 0.5)
            if best is None or cost < best[0]:
                best = (cost, x, y)
        assert best is not None
        _, x, y = best
        taken.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        chart.add_annotation(
            x=x,
            y=y,
            text=arrow.words,
            showarrow=False,
            font={"size": 11, "color": style.INK},
            bgcolor="rgba(255,255,255,0.9)",
            borderpad=1,
        )


def _shared(one: Sequence[float], other: Sequence[float]) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _legend(chart: Any, made: Drawing) -> None:
    keys = []
    sure = {box.sure for box in made.boxes.values()} | {one.sure for one in made.arrows}
    if len(sure) > 1 or False in sure:
        keys += [(text("verified"), "solid"), (text("not verified"), "dot")]
    for words, dash in keys:
        chart.add_scatter(
            x=[None], y=[None], mode="lines", name=words, line={"color": style.INK, "width": 1.8, "dash": dash}
        )
    for kind, words in (("aside", text("ends the journey otherwise")), ("care", text("protection and referral"))):
        if any(box.kind == kind for box in made.boxes.values()):
            chart.add_scatter(
                x=[None],
                y=[None],
                mode="markers",
                name=words,
                marker={
                    "symbol": "square",
                    "size": 14,
                    "color": FILLS[kind],
                    "line": {"color": style.INK, "width": 1.2},
                },
            )
