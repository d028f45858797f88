"""Boxes and arrows: the drawing that event, commodity and activity flow charts share."""

from __future__ import annotations

import html
import itertools
import textwrap
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from toolkit import style
from toolkit.language import text
from toolkit.link.geometry import text_width

LETTERS, LINE = 12, 16  # of the words in a box, in pixels: size and height of a line
_PAD_X, _PAD_Y = 10, 8
_GAP_X, _GAP_Y = 46, 44
FILLS = {"": "#FFFFFF", "start": "#E4F2EC", "end": "#E4F2EC", "aside": "#FBEBDD", "care": "#E3EEF7"}


@dataclass(frozen=True)
class Box:
    """One box: its words (lines below the first are small), whether it is verified, and its kind of `FILLS`."""

    words: str
    below: str = ""
    sure: bool = True
    kind: str = ""
    hover: str = ""


@dataclass(frozen=True)
class Arrow:
    """One arrow between two boxes, dotted unless sure, with words beside it."""

    source: Hashable
    target: Hashable
    words: str = ""
    sure: bool = True
    width: float = 1.6


@dataclass
class Drawing:
    """Boxes with their places (centre, in pixels, y down) and sizes, and the course of each arrow."""

    boxes: Mapping[Hashable, Box]
    arrows: Sequence[Arrow]
    centres: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    courses: list[list[tuple[float, float]]] = field(default_factory=list)
    size: tuple[float, float] = (120.0, 60.0)
    lines: dict[Hashable, list[str]] = field(default_factory=dict)
    extent: tuple[float, float] = (0.0, 0.0)


def measure(boxes: Mapping[Hashable, Box], wide: float) -> tuple[dict[Hashable, list[str]], tuple[float, float]]:
    """Return the lines of each box and the size that holds them all; `wide` is the greatest width in pixels."""
    letters = max(int((wide - 2 * _PAD_X) / (0.56 * LETTERS)), 8)
    lines = {}
    for name, box in boxes.items():
        own = [f"<b>{html.escape(one)}</b>" for one in textwrap.wrap(box.words, letters) or [""]]
        own += [html.escape(one) for one in textwrap.wrap(box.below, letters + 3)]
        lines[name] = own
    plain = {name: [one.replace("<b>", "").replace("</b>", "") for one in own] for name, own in lines.items()}
    across = max((text_width(one, LETTERS) for own in plain.values() for one in own), default=40.0)
    down = max((len(own) for own in lines.values()), default=1)
    return lines, (min(max(across * 1.06 + 2 * _PAD_X, 84), wide), down * LINE + 2 * _PAD_Y)


def in_rows(boxes: Mapping[Hashable, Box], arrows: Sequence[Arrow], width: int = style.WIDTH) -> Drawing:
    """Lay boxes in their order, row by row, every second row from right to left, so that arrows stay short."""
    lines, size = measure(boxes, 160)
    each = max(int((width - 20 + _GAP_X) // (size[0] + _GAP_X)), 2)
    made = Drawing(boxes, arrows, size=size, lines=lines)
    for place, name in enumerate(boxes):
        row, column = divmod(place, each)
        column = column if row % 2 == 0 else each - 1 - column
        made.centres[name] = (
            10 + size[0] / 2 + column * (size[0] + _GAP_X),
            10 + size[1] / 2 + row * (size[1] + _GAP_Y),
        )
    made.courses = [[made.centres[one.source], made.centres[one.target]] for one in arrows]
    rows = -(-len(boxes) // each)
    made.extent = (
        20 + min(each, len(boxes)) * (size[0] + _GAP_X) - _GAP_X,
        20 + rows * (size[1] + _GAP_Y) - _GAP_Y,
    )
    return made


def in_layers(
    boxes: Mapping[Hashable, Box], arrows: Sequence[Arrow], down: bool = False, labelled: float = 0.0
) -> Drawing:
    """Lay boxes in layers along the arrows by Sugiyama's method, left to right or, with `down`, from the top.

    `labelled` is the width in pixels that words on arrows need between two layers. Arrows over several layers are led
    round the boxes between.
    """
    import igraph

    lines, size = measure(boxes, 170)
    names = list(boxes)
    place = {name: at for at, name in enumerate(names)}
    pairs = list(dict.fromkeys((place[one.source], place[one.target]) for one in arrows if one.source != one.target))
    layers = _layers(len(names), pairs)
    edges: list[tuple[int, int]] = []
    ways: dict[tuple[int, int], list[int]] = {}
    depth = list(layers)
    for a, b in pairs:
        step = 1 if layers[b] > layers[a] else -1
        chain = [a]
        for layer in range(layers[a] + step, layers[b], step) if layers[a] != layers[b] else ():
            depth.append(layer)
            chain.append(len(depth) - 1)
        chain.append(b)
        ways[(a, b)] = chain
        edges += list(itertools.pairwise(chain))
    graph = igraph.Graph(n=len(depth), edges=edges, directed=True)
    found = graph.layout_sugiyama(layers=depth, hgap=1, vgap=1, maxiter=200)
    across = np.array([point[0] for point in found[: len(depth)]])
    across = _spread(across, depth)
    gap_x, gap_y = (_GAP_X, 58 + LINE) if down else (max(_GAP_X + 14, labelled + 34), 26)
    pitch = (size[0] + gap_x, size[1] + gap_y)
    made = Drawing(boxes, arrows, size=size, lines=lines)
    points = [(float(x), float(y)) if down else (float(y), float(x)) for x, y in zip(across, depth, strict=True)]
    low = (min(x for x, _ in points), min(y for _, y in points))
    pixels = [
        (10 + size[0] / 2 + (x - low[0]) * pitch[0], 10 + size[1] / 2 + (y - low[1]) * pitch[1]) for x, y in points
    ]
    made.centres = {name: pixels[at] for name, at in place.items()}
    made.courses = [
        [pixels[at] for at in ways[(place[one.source], place[one.target])]]
        if one.source != one.target
        else [made.centres[one.source]] * 2
        for one in arrows
    ]
    made.extent = (max(x for x, _ in pixels) + size[0] / 2 + 10, max(y for _, y in pixels) + size[1] / 2 + 10)
    return made


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
    width = int(max(wide, 520, text_width(title, 17) + 40))
    shown = [line for note in notes for line in textwrap.wrap(f"· {note}", int(width / 5.9))]
    top, below = 88, 14 + 15 * len(shown)
    spare = (width - wide) / 2
    chart.update_layout(
        template=style.template(),
        title={"text": html.escape(title), "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 18}},
        width=width,
        height=int(high) + top + below,
        margin={"l": 0, "r": 0, "t": top, "b": below},
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
            x=1,
            y=1,
            xanchor="right",
            yanchor="bottom",
            xshift=-12,
            yshift=64,
            font={"size": 12, "color": style.OKABE_ITO["vermillion"]},
            **paper,
        )


def _layers(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Longest-path layers; arrows that close a circle are left out of the reckoning."""
    following: dict[int, list[int]] = {}
    for a, b in pairs:
        following.setdefault(a, []).append(b)
    state = [0] * size
    order: list[int] = []
    back: set[tuple[int, int]] = set()
    for root in range(size):
        stack = [(root, iter(following.get(root, ())))] if state[root] == 0 else []
        state[root] = state[root] or 1
        while stack:
            node, rest = stack[-1]
            onward = next(rest, None)
            if onward is None:
                state[node] = 2
                order.append(node)
                stack.pop()
            elif state[onward] == 0:
                state[onward] = 1
                stack.append((onward, iter(following.get(onward, ()))))
            elif state[onward] == 1:
                back.add((node, onward))
    layer = [0] * size
    for node in reversed(order):
        for onward in following.get(node, ()):
            if (node, onward) not in back:
                layer[onward] = max(layer[onward], layer[node] + 1)
    # A box with nothing before it stands just before the first that follows it.
    has_before = {b for _, b in pairs}
    for node in range(size):
        after = [layer[onward] for onward in following.get(node, ()) if (node, onward) not in back]
        if node not in has_before and after:
            layer[node] = min(after) - 1
    return layer


def _spread(across: Any, depth: Sequence[int]) -> Any:
    """Keep at least one unit between neighbours of a layer."""
    result = across.astype(float)
    for layer in set(depth):
        own = [at for at, one in enumerate(depth) if one == layer]
        own.sort(key=lambda at: result[at])
        for before, after in itertools.pairwise(own):
            result[after] = max(result[after], result[before] + 1)
    return result


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
            x, y = _along(course, share)
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


def _along(course: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    points = np.array(course)
    steps = np.hypot(*np.diff(points, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    goal = share * at[-1]
    return float(np.interp(goal, at, points[:, 0])), float(np.interp(goal, at, points[:, 1]))


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
