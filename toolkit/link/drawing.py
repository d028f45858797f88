"""The marks of a link chart as Plotly traces: boxes, lines, circles, names, numbers, cards and the legend."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.language import text
from toolkit.link import convention, labels, signs
from toolkit.link.cards import COLUMNS, RECORDS, entity_card, link_card
from toolkit.link.geometry import text_width
from toolkit.link.scene import Scene
from toolkit.style import INK, PAPER

_COUNTED = 90
_CIRCLES = ("person", "number")


def boxes(figure: Any, scene: Scene) -> None:
    """Draw organisations: rectangles, and their names as titles or inside."""
    for x0, y0, x1, y1 in scene.rectangles.values():
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
    placed, called = scene.placed, scene.subject.names
    inside = [box for box in scene.rectangles if box in placed.boxes or not scene.aside]
    titles = {box: placed.titles.get(box, (*placed.points[box], "middle center")) for box in inside}
    for hang in ("middle center", "middle left", "middle right"):
        shown = [box for box, (_, _, how) in titles.items() if how == hang]
        if shown:
            figure.add_scatter(
                x=[titles[box][0] for box in shown],
                y=[titles[box][1] for box in shown],
                mode="text",
                text=[_bold(called[box] if box in placed.boxes else labels.wrap(called[box])) for box in shown],
                textposition=hang,
                textfont={"size": scene.scale.letters, "color": INK, "shadow": _halo()},
                hovertext=[entity_card(scene.subject.graph, box, called[box], "organisation") for box in shown],
                hoverinfo="text",
                showlegend=False,
            )


def links(figure: Any, scene: Scene) -> convention.Bins:
    """Draw one trace for each line style and width; an arrowhead is the marker at a line's last point."""
    graph = scene.subject.graph
    bins = convention.width_bins([graph.edges[link].get("strength", 1) for link in scene.subject.links])
    directed = graph.is_directed()
    drawn: dict[tuple[str, int], list[Any]] = {}
    for link, course in zip(scene.lines, scene.courses, strict=True):
        # A membership that no box can show is a line of its own, as sure as a box.
        data: dict[str, Any] = graph.edges[link] if graph.has_edge(*link) else {"status": "confirmed", "strength": 0}
        drawn.setdefault((str(data.get("status", "")), bins.of(float(data.get("strength", 1)))), []).append(course)
    gap = np.full((1, 2), np.nan)
    for (status, width), held in sorted(drawn.items(), key=lambda item: (item[0][1], item[0][0])):
        points = np.vstack([part for course in held for part in (course, gap)])
        heads = [size for course in held for size in ([0] * (len(course) - 1) + [9 + 2 * width, 0])]
        colour = convention.INKS[status]
        arrow = {"symbol": "arrow", "angleref": "previous", "size": heads, "color": colour, "opacity": 1}
        figure.add_scatter(
            x=points[:, 0].tolist(),
            y=points[:, 1].tolist(),
            mode="lines+markers" if directed else "lines",
            line={
                "color": colour,
                "width": scene.scale.thin * convention.WIDTHS[width],
                "dash": convention.DASHES[status],
            },
            marker={**arrow, "line": {"width": 0}} if directed else None,
            hoverinfo="skip",
            legendgroup=f"status {status}",
            showlegend=False,
        )
    return bins


def link_cards(figure: Any, scene: Scene) -> None:
    """Lay an invisible marker on the middle of each line, which opens its card."""
    subject = scene.subject
    held = subject.graph.graph.get("evidence")
    middles = [labels.along(course, 0.5) for course in scene.courses[: len(subject.links)]]
    figure.add_scatter(
        x=[x for x, _ in middles],
        y=[y for _, y in middles],
        mode="markers",
        marker={"size": 14, "color": INK, "opacity": 0},
        hovertext=[
            link_card(
                subject.graph, a, b, subject.names, held.brief(a, b, COLUMNS, RECORDS) if held is not None else ()
            )
            for a, b in subject.links
        ],
        hoverinfo="text",
        showlegend=False,
    )


def people(figure: Any, scene: Scene, groups: Mapping[Any, Any], ringed: Sequence[Any]) -> None:
    """Draw circles with their numbers inside, coloured by group, some ringed; small squares for telephone numbers.

    What is neither person nor organisation gets the sign of its kind.
    """
    subject, scale, points = scene.subject, scene.scale, scene.placed.points
    fills, legend = convention.group_colours(groups, list(subject.graph))
    shown = [entity for entity in subject.graph if subject.kinds[entity] in _CIRCLES]
    marked = [entity for entity in ringed if entity in points and subject.kinds[entity] != "organisation"]
    if marked:
        figure.add_scatter(
            x=[points[entity][0] for entity in marked],
            y=[points[entity][1] for entity in marked],
            mode="markers",
            marker={
                "size": 2 * scale.radius + 9,
                "color": PAPER,
                "opacity": 1,
                "line": {"width": 3, "color": convention.HIGHLIGHT},
            },
            hoverinfo="skip",
            name=text("Highlighted"),
            legendrank=500,
        )
    figure.add_scatter(
        x=[points[entity][0] for entity in shown],
        y=[points[entity][1] for entity in shown],
        mode="markers+text",
        marker={
            **_circles([subject.kinds[entity] == "number" for entity in shown], scale.radius),
            "color": [
                convention.NUMBER_FILL if subject.kinds[entity] == "number" and entity not in groups else fills[entity]
                for entity in shown
            ],
            "opacity": 1,
            "line": {"width": 1.6, "color": INK},
        },
        text=[html.escape(str(entity)) if scale.inside(entity) else "" for entity in shown],
        textposition="middle center",
        textfont={"size": scale.small or 1, "color": INK},
        hovertext=[
            entity_card(subject.graph, entity, subject.names[entity], subject.kinds[entity], groups.get(entity))
            for entity in shown
        ],
        hoverinfo="text",
        showlegend=False,
    )
    _signs(figure, scene, groups, fills)
    for group, colour in legend.items():
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={"size": 14, "color": colour, "line": {"width": 1.6, "color": INK}},
            name=text("Group {group}", group=group),
            legendrank=400,
        )


def _signs(figure: Any, scene: Scene, groups: Mapping[Any, Any], fills: Mapping[Any, str]) -> None:
    """Draw telephones, places, vehicles and the like as outlines: one trace for each colour, and one for the ink."""
    subject, points = scene.subject, scene.placed.points
    shown = [entity for entity in subject.graph if subject.kinds[entity] in signs.SIGNS]
    if not shown:
        return
    bodies: dict[str, list[signs.Ring]] = {}
    ink: list[signs.Ring] = []
    for entity in shown:
        body, details = signs.rings(subject.kinds[entity], *points[entity], scene.scale.sign)
        bodies.setdefault(fills[entity], []).extend(body)
        ink += details
    for colour, held in (*bodies.items(), (INK, ink)):
        if held:
            corners = [corner for ring in held for corner in (*ring, ring[0], (None, None))]
            figure.add_scatter(
                x=[x for x, _ in corners],
                y=[y for _, y in corners],
                mode="lines",
                fill="toself",
                fillcolor=colour,
                line={"width": 0.5 if held is ink else 1.4, "color": INK},
                hoverinfo="skip",
                showlegend=False,
            )
    figure.add_scatter(
        x=[points[entity][0] for entity in shown],
        y=[points[entity][1] for entity in shown],
        mode="markers",
        marker={"size": 2 * scene.scale.sign, "color": INK, "opacity": 0},
        hovertext=[
            entity_card(subject.graph, entity, subject.names[entity], subject.kinds[entity], groups.get(entity))
            for entity in shown
        ],
        hoverinfo="text",
        showlegend=False,
    )


def names(figure: Any, scene: Scene) -> None:
    """Write names beside circles."""
    figure.add_scatter(
        x=[x for _, (x, _) in scene.names.values()],
        y=[y for _, (_, y) in scene.names.values()],
        mode="text",
        text=["<br>".join(map(html.escape, words.split("<br>"))) for words, _ in scene.names.values()],
        textposition="middle center",
        textfont={"size": scene.scale.letters, "color": INK, "shadow": _halo()},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def counts(figure: Any, scene: Scene, wanted: bool | None) -> None:
    """Write the strength on each line where it is wanted; unless said, where it tells something and there is room."""
    strengths = [scene.subject.graph.edges[link].get("strength", 1) for link in scene.subject.links]
    if not (wanted if wanted is not None else _worth_counting(strengths)):
        return
    size = max(8.5, scene.scale.letters - 2)
    numbers = [f"{value:,.6g}" for value in strengths]
    radius = scene.scale.radius
    circles = [(x - radius, y - radius, x + radius, y + radius) for x, y in scene.placed.points.values()]
    plain = [box for entity, box in scene.rectangles.items() if entity not in scene.placed.boxes]
    taken = np.array([*scene.taken.tolist()[len(scene.rectangles) :], *circles, *plain])
    widths = [text_width(number, size) + 4 for number in numbers]
    places = labels.on_lines(scene.courses[: len(numbers)], widths, size + 4, taken)
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


def legend(figure: Any, scene: Scene, bins: convention.Bins) -> None:
    """Explain the signs that the chart uses, and no others."""
    subject = scene.subject
    if "person" in subject.kinds.values():
        circle = {"symbol": "circle", "color": PAPER, "line": {"width": 1.6, "color": INK}}
        _key(figure, text("Person"), 100, marker=circle)
    if "organisation" in subject.kinds.values():
        words = text("Organisation, round its members") if subject.members else text("Organisation")
        square = {"symbol": "square", "color": "#FBF1DC", "line": {"width": 1.6, "color": convention.BOX_LINE}}
        _key(figure, words, 100, marker=square)
    if "number" in subject.kinds.values():
        square = {"symbol": "square", "color": convention.NUMBER_FILL, "line": {"width": 1.6, "color": INK}}
        _key(figure, text("Number, not attributed"), 100, marker=square)
    present = {str(subject.graph.edges[link].get("status", "")) for link in subject.links}
    for status, dash in convention.DASHES.items():
        if status in present:
            line = {"color": convention.INKS[status], "width": 2, "dash": dash}
            _key(figure, convention.status_words(status), 200, line=line, group=f"status {status}")
    if len(bins.limits) > 1:
        for width, words in zip(convention.WIDTHS, bins.words, strict=False):
            line = {"color": INK, "width": scene.scale.thin * width}
            _key(figure, text("strength {value}", value=words), 300, line=line)


def _key(figure: Any, words: str, rank: int, marker: Any = None, line: Any = None, group: str = "") -> None:
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="lines" if line else "markers",
        marker={"size": 14, **marker} if marker else None,
        line=line,
        name=words,
        legendgroup=group,
        legendrank=rank,
    )


def _worth_counting(strengths: Sequence[float]) -> bool:
    return 0 < len(strengths) <= _COUNTED and sum(value > min(strengths) for value in strengths) > len(strengths) / 5


def _circles(numbers: Sequence[bool], radius: float) -> dict[str, Any]:
    """Size and shape of the signs: circles, and squares for telephone numbers that nobody is known to use."""
    if not any(numbers):
        return {"size": 2 * radius}
    return {
        "size": [1.4 * radius if number else 2 * radius for number in numbers],
        "symbol": ["square" if number else "circle" for number in numbers],
    }


def _bold(words: str) -> str:
    return "<br>".join(f"<b>{html.escape(line)}</b>" for line in words.split("<br>"))


def _halo() -> str:
    """A white rim round letters, so that a line behind them does not cut them.

    Unblurred copies: the browser writes a blurred one into a PDF as a picture, some 120 KB for each name.
    """
    return ", ".join(f"{x}px {y}px 0px {PAPER}" for x in (-2, -1, 0, 1, 2) for y in (-2, -1, 0, 1, 2) if x or y)
