"""The link chart: people as circles, organisations as boxes round their members, lines by how sure they are."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.evaluation.codes import HANDLING, explain
from toolkit.language import text
from toolkit.link import convention, labels
from toolkit.link.cards import entity_card, link_card
from toolkit.link.geometry import text_width
from toolkit.link.layout import Arrangement, Frame, arrange
from toolkit.link.paths import paths
from toolkit.link.subject import Subject, prepare
from toolkit.style import FONT_FAMILY, INK, MUTED, PAPER, template

_LEGEND = 235
_TOP, _SIDE, _LINE = 76, 14, 17
_SHORT = 5
_NAMED = 120
_COUNTED = 90


@dataclass(frozen=True)
class _Scale:
    """Sizes in pixels that follow from how many entities there are."""

    radius: float
    letters: float
    small: float
    cell: tuple[float, float]


def chart(
    graph: Any,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
    members: Mapping[Any, Iterable[Any]] | None = None,
    groups: Mapping[Any, Any] | None = None,
    highlight: Iterable[Any] = (),
    title: str = "",
    handling: str = "",
    counts: bool | None = None,
    width: int = 1120,
    height: int | None = None,
    most: int = 500,
    seed: int = 1,
) -> Any:
    """Draw the chart, ready to print: circle = person, rectangle = organisation, solid = confirmed.

    Parameters
    ----------
    graph : from `link.build`
    nominals : the nominal index (`case.nominals`), which gives names and kinds
    names, kinds : entity -> name, entity -> "person" or "organisation"; they go before the nominal index
    members : organisation -> its members, drawn inside its box. Without it, confirmed links whose only relation is
        "belongs to" are drawn so. Shared members stand where two boxes overlap
    groups : entity -> group, such as `link.communities(graph)` or a stage; groups are told by colour
    highlight : entities to be ringed
    title : heading; handling : code such as "H1", printed in full
    counts : print the strength on each line; without it where strengths differ and there is room
    width, height : pixels; height follows from the number of entities if not given
    most : entities drawn at most, those with most links; the chart says so
    seed : of the layout; the same graph and seed give the same picture

    Returns
    -------
    plotly Figure. Hover over a circle or the middle of a line for its card. `toolkit.style.picture(figure, path)`
    writes PNG, SVG or PDF.

    Raises ParameterError for an empty graph, or anything named that is not on the chart.

    Misleads: what stands in the middle or near together is a matter of layout, not of rank; lines are records, and
    who was watched most has most of them.

    Method: link chart of the UNODC Criminal Intelligence Manual for Analysts; line styles as in i2 charts.

    >>> import networkx as nx
    >>> figure = chart(nx.path_graph(["a", "b", "c"]), title="Three")
    >>> figure.layout.title.text
    'Three'
    """
    import plotly.graph_objects as go

    ringed = list(dict.fromkeys(highlight))
    subject = prepare(graph, nominals, names, kinds, members, most)
    absent = [entity for entity in ringed if entity not in graph]
    if absent:
        raise ParameterError(f"link.chart: highlight: {absent[0]!r} is not on the chart of {len(graph)} entities")
    scale = _scale(len(subject.graph))
    captions = {box: text_width(subject.names[box], scale.letters) * 1.1 + 12 for box in subject.members}
    high = height or _height(subject, scale, width)
    frame = (_SIDE, _SIDE, width - _LEGEND - _SIDE, high)
    lines = [*subject.links, *subject.extra]
    placed = arrange(list(subject.graph), lines, subject.members, captions, frame, scale.cell, scale.radius, seed)
    rectangles = {**placed.boxes, **_plain_boxes(subject, placed, scale)}
    courses = paths(lines, placed.points, scale.radius, rectangles, subject.members, subject.graph.is_directed())
    fills, legend = convention.group_colours(groups or {}, list(subject.graph))

    figure = go.Figure()
    said = list(subject.notes)
    _draw_boxes(figure, subject, placed, rectangles, scale)
    bins = _draw_links(figure, subject, courses)
    _draw_cards(figure, subject, courses)
    _draw_people(figure, subject, placed, scale, fills, legend, groups or {}, ringed)
    said += _draw_names(figure, subject, placed, rectangles, courses, scale, counts)
    _draw_legend(figure, subject, bins, scale)
    _finish(figure, title or _title(subject), handling, said, width, high)
    return figure


def _scale(count: int) -> _Scale:
    if count <= 45:
        return _Scale(radius=17, letters=12, small=9.5, cell=(104, 78))
    if count <= 80:
        return _Scale(radius=14, letters=10.5, small=8.5, cell=(84, 60))
    if count <= _NAMED:
        return _Scale(radius=11, letters=9.5, small=7, cell=(76, 48))
    return _Scale(radius=6, letters=9.5, small=0, cell=(24, 24))


def _height(subject: Subject, scale: _Scale, width: int) -> int:
    area = len(subject.graph) * scale.cell[0] * scale.cell[1] * (1.9 if len(subject.graph) <= 45 else 2.4)
    area += 60 * 90 * len(subject.members)
    return int(min(1500, max(440, area / (width - _LEGEND))))


def _plain_boxes(subject: Subject, placed: Arrangement, scale: _Scale) -> dict[Any, Frame]:
    """Rectangles of the organisations that hold no member on this chart."""
    boxes: dict[Any, Frame] = {}
    for entity, kind in subject.kinds.items():
        if kind == "organisation" and entity not in placed.boxes:
            wide, high = labels.extent(labels.wrap(subject.names[entity]), scale.letters)
            x, y = placed.points[entity]
            half = (wide / 2 + 7, high / 2 + 5)
            boxes[entity] = (x - half[0], y - half[1], x + half[0], y + half[1])
    return boxes


def _draw_boxes(figure: Any, subject: Subject, placed: Arrangement, rectangles: Any, scale: _Scale) -> None:
    for corners in rectangles.values():
        x0, y0, x1, y1 = corners
        figure.add_shape(
            type="rect",
            x0=x0,
            y0=y0,
            x1=x1,
            y1=y1,
            layer="below",
            fillcolor=convention.BOX_FILL,
            line={"color": convention.BOX_LINE, "width": 1.6},
        )
    for hang in ("middle center", "middle left", "middle right"):
        titled = [box for box, (_, _, how) in placed.titles.items() if how == hang]
        plain = [box for box in rectangles if box not in placed.titles and hang == "middle center"]
        shown = [*titled, *plain]
        if shown:
            figure.add_scatter(
                x=[placed.titles[box][0] if box in placed.titles else placed.points[box][0] for box in shown],
                y=[placed.titles[box][1] if box in placed.titles else placed.points[box][1] for box in shown],
                mode="text",
                text=[
                    f"<b>{html.escape(subject.names[box])}</b>"
                    if box in placed.titles
                    else _bold(labels.wrap(subject.names[box]))
                    for box in shown
                ],
                textposition=hang,
                textfont={"size": scale.letters, "color": INK, "family": FONT_FAMILY},
                hovertext=[entity_card(subject.graph, box, subject.names[box], "organisation") for box in shown],
                hoverinfo="text",
                showlegend=False,
            )


def _bold(wrapped: str) -> str:
    return "<br>".join(f"<b>{html.escape(line)}</b>" for line in wrapped.split("<br>"))


def _draw_links(figure: Any, subject: Subject, courses: list[Any]) -> convention.Bins:
    """One trace for each line style and width; an arrowhead is the marker at a line's last point."""
    graph = subject.graph
    bins = convention.width_bins([graph.edges[link].get("strength", 1) for link in subject.links])
    directed = graph.is_directed()
    drawn: dict[tuple[str, int], list[Any]] = {}
    for number, link in enumerate([*subject.links, *subject.extra]):
        member = {"status": "confirmed", "strength": 0}
        data: dict[str, Any] = graph.edges[link] if number < len(subject.links) else member
        drawn.setdefault((data.get("status", ""), bins.of(data.get("strength", 1))), []).append(courses[number])
    for status in convention.DASHES:
        for bin_number in range(len(bins.limits)):
            held = drawn.get((status, bin_number), [])
            if not held:
                continue
            gap = np.full((1, 2), np.nan)
            points = np.vstack([part for path in held for part in (path, gap)])
            heads = [size for path in held for size in ([0] * (len(path) - 1) + [9 + 2 * bin_number, 0])]
            figure.add_scatter(
                x=points[:, 0].tolist(),
                y=points[:, 1].tolist(),
                mode="lines+markers" if directed else "lines",
                line={
                    "color": convention.INKS[status],
                    "width": convention.WIDTHS[bin_number],
                    "dash": convention.DASHES[status],
                },
                marker={
                    "symbol": "arrow",
                    "angleref": "previous",
                    "size": heads,
                    "color": convention.INKS[status],
                    "opacity": 1,
                    "line": {"width": 0},
                }
                if directed
                else None,
                hoverinfo="skip",
                legendgroup=f"status {status}",
                showlegend=False,
            )
    return bins


def _draw_cards(figure: Any, subject: Subject, courses: list[Any]) -> None:
    held = subject.graph.graph.get("evidence")
    middles = [labels.along(course, 0.5) for course in courses[: len(subject.links)]]
    figure.add_scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker={"size": 14, "color": INK, "opacity": 0},
        hovertext=[
            link_card(subject.graph, a, b, subject.names, held.behind(a, b) if held is not None else None)
            for a, b in subject.links
        ],
        hoverinfo="text",
        showlegend=False,
    )


def _draw_people(
    figure: Any,
    subject: Subject,
    placed: Arrangement,
    scale: _Scale,
    fills: dict[Any, str],
    legend: dict[Any, str],
    groups: Mapping[Any, Any],
    ringed: list[Any],
) -> None:
    people = [entity for entity in subject.graph if subject.kinds[entity] == "person"]
    marked = [entity for entity in ringed if entity in placed.points]
    if marked:
        figure.add_scatter(
            x=[placed.points[entity][0] for entity in marked],
            y=[placed.points[entity][1] for entity in marked],
            mode="markers",
            marker={
                "size": 2 * scale.radius + 9,
                "color": PAPER,
                "line": {"width": 3, "color": convention.HIGHLIGHT},
            },
            hoverinfo="skip",
            name=text("Highlighted"),
        )
    figure.add_scatter(
        x=[placed.points[entity][0] for entity in people],
        y=[placed.points[entity][1] for entity in people],
        mode="markers+text",
        marker={
            "size": 2 * scale.radius,
            "color": [fills[entity] for entity in people],
            "opacity": 1,
            "line": {"width": 1.6, "color": INK},
        },
        text=[html.escape(str(entity)) if _fits(entity, scale) else "" for entity in people],
        textposition="middle center",
        textfont={"size": scale.small or 1, "color": INK},
        hovertext=[
            entity_card(subject.graph, entity, subject.names[entity], "person", groups.get(entity)) for entity in people
        ],
        hoverinfo="text",
        showlegend=False,
    )
    for group, colour in legend.items():
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={"size": 14, "color": colour, "line": {"width": 1.6, "color": INK}},
            name=text("Group {group}", group=group),
        )


def _fits(entity: Any, scale: _Scale) -> bool:
    return scale.small > 0 and len(str(entity)) <= _SHORT


def _draw_names(
    figure: Any,
    subject: Subject,
    placed: Arrangement,
    rectangles: Any,
    courses: list[Any],
    scale: _Scale,
    counts: bool | None,
) -> list[str]:
    """Write names beside circles and, where wanted, strengths on lines; return what had to be left out."""
    people = [entity for entity in subject.graph if subject.kinds[entity] == "person"]
    wanted = [e for e in people if not (_fits(e, scale) and subject.names[e] == str(e))]
    said = []
    if len(subject.graph) > _NAMED:
        degree = dict(subject.graph.degree())
        wanted = sorted(wanted, key=lambda entity: -degree[entity])[: _NAMED // 3]
        said.append(text("names are written for the {count} entities with most links", count=len(wanted)))
    written = {entity: labels.wrap(subject.names[entity]) for entity in wanted}
    circles = {entity: placed.points[entity] for entity in people}
    pieces = [(path[:-1], path[1:]) for path in courses]
    starts = np.vstack([start for start, _ in pieces]) if pieces else np.empty((0, 2))
    ends = np.vstack([end for _, end in pieces]) if pieces else np.empty((0, 2))
    walls = _walls(placed, rectangles)
    limits = (0.0, 0.0, *_corner(figure, placed))
    at = labels.place(written, circles, scale.radius, scale.letters, starts, ends, walls, limits)
    figure.add_scatter(
        x=[at[entity][0] for entity in wanted],
        y=[at[entity][1] for entity in wanted],
        mode="text",
        text=["<br>".join(html.escape(line) for line in written[e].split("<br>")) for e in wanted],
        textposition="middle center",
        textfont={"size": scale.letters, "color": INK, "shadow": _halo()},
        hoverinfo="skip",
        showlegend=False,
    )
    strengths = [subject.graph.edges[link].get("strength", 1) for link in subject.links]
    if counts if counts is not None else _worth_counting(strengths):
        _draw_counts(figure, subject, placed, courses, scale, strengths, written, at, walls)
    return said


def _worth_counting(strengths: list[float]) -> bool:
    """Numbers on lines tell something where several differ from the smallest, and can be read where there is room."""
    return 0 < len(strengths) <= _COUNTED and sum(value > min(strengths) for value in strengths) > len(strengths) / 5


def _draw_counts(
    figure: Any,
    subject: Subject,
    placed: Arrangement,
    courses: list[Any],
    scale: _Scale,
    strengths: list[float],
    written: dict[Any, str],
    at: dict[Any, tuple[float, float]],
    walls: Any,
) -> None:
    size = max(8.5, scale.letters - 2)
    numbers = [f"{value:,.6g}" for value in strengths]
    taken = [list(wall) for wall in walls]
    for entity, (x, y) in at.items():
        wide, high = labels.extent(written[entity], scale.letters)
        taken.append([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
    taken += [
        [x - scale.radius, y - scale.radius, x + scale.radius, y + scale.radius] for x, y in placed.points.values()
    ]
    widths = [text_width(number, size) + 4 for number in numbers]
    places = labels.on_lines(courses[: len(numbers)], widths, size + 4, np.array(taken))
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        text=numbers,
        textposition="middle center",
        textfont={"size": size, "color": INK, "shadow": _halo()},
        hoverinfo="skip",
        showlegend=False,
    )


def _halo() -> str:
    """A white rim round letters, so that a line behind them does not cut them."""
    return ", ".join(f"{x}px {y}px 1px {PAPER}" for x in (-2, -1, 0, 1, 2) for y in (-2, -1, 0, 1, 2) if x or y)


def _walls(placed: Arrangement, rectangles: Any) -> Any:
    """What names must not cover: rectangles without members, and the borders and titles of boxes."""
    walls = [list(corners) for entity, corners in rectangles.items() if entity not in placed.boxes]
    for box, (x0, y0, x1, y1) in placed.boxes.items():
        walls += [
            [x0 - 2, y0, x0 + 2, y1],
            [x1 - 2, y0, x1 + 2, y1],
            [x0, y0 - 2, x1, y0 + 2],
            [x0, y1 - 2, x1, y1 + 2],
        ]
        _, y, _ = placed.titles[box]
        walls.append([x0, y - 8, x1, y + 8])
    return np.array(walls).reshape(-1, 4)


def _corner(figure: Any, placed: Arrangement) -> tuple[float, float]:
    points = np.array(list(placed.points.values()))
    return float(points[:, 0].max() + 90), float(points[:, 1].max() + 60)


def _draw_legend(figure: Any, subject: Subject, bins: convention.Bins, scale: _Scale) -> None:
    signs = []
    if "person" in subject.kinds.values():
        signs.append((text("Person"), {"symbol": "circle", "color": PAPER, "line": {"width": 1.6, "color": INK}}))
    if "organisation" in subject.kinds.values():
        words = text("Organisation, round its members") if subject.members else text("Organisation")
        box = {"symbol": "square", "color": "#FBF1DC", "line": {"width": 1.6, "color": convention.BOX_LINE}}
        signs.append((words, box))
    for words, marker in signs:
        figure.add_scatter(
            x=[None], y=[None], mode="markers", marker={"size": 14, **marker}, name=words, legendrank=100
        )
    present = {subject.graph.edges[link].get("status", "") for link in subject.links}
    for status, dash in convention.DASHES.items():
        if status in present:
            figure.add_scatter(
                x=[None],
                y=[None],
                mode="lines",
                line={"color": convention.INKS[status], "width": 2, "dash": dash},
                name=text(convention.STATUS_WORDS[status]),
                legendgroup=f"status {status}",
                legendrank=200,
            )
    if len(bins.limits) > 1:
        for number, words in enumerate(bins.words):
            figure.add_scatter(
                x=[None],
                y=[None],
                mode="lines",
                line={"color": INK, "width": convention.WIDTHS[number]},
                name=text("strength {value}", value=words),
                legendrank=300,
            )


def _title(subject: Subject) -> str:
    return text(
        "Link chart: {entities} entities, {links} links",
        entities=len(subject.graph),
        links=subject.graph.number_of_edges(),
    )


def _finish(figure: Any, title: str, handling: str, said: list[str], width: int, high: int) -> None:
    if handling:
        code = handling.strip().upper()
        stamp = explain(code) if code in HANDLING else handling
        figure.add_annotation(
            text=f"<b>{html.escape(stamp)}</b>",
            xref="paper",
            yref="paper",
            x=1,
            y=1,
            xshift=_LEGEND,
            yshift=58,
            xanchor="right",
            showarrow=False,
            font={"size": 12, "color": convention.HIGHLIGHT},
        )
    if said:
        figure.add_annotation(
            text="<br>".join(html.escape(f"· {line}") for line in said),
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            yanchor="top",
            xanchor="left",
            align="left",
            showarrow=False,
            font={"size": 11, "color": MUTED},
        )
    bottom = 12 + _LINE * len(said)
    hidden = {"visible": False, "showgrid": False, "automargin": False}
    figure.update_layout(
        template=template(),
        title={"text": html.escape(title), "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 32}},
        width=width,
        height=high + _TOP + bottom,
        margin={"l": 0, "r": _LEGEND, "t": _TOP, "b": bottom},
        xaxis={**hidden, "range": [0, width - _LEGEND]},
        yaxis={**hidden, "range": [0, high], "scaleanchor": "x"},
        legend={"x": 1.0, "y": 1, "xanchor": "left", "yanchor": "top", "itemsizing": "trace", "font": {"size": 12}},
        hovermode="closest",
        dragmode="pan",
    )
