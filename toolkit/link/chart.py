"""The link chart: circles, boxes round their members, a sign for each other kind, lines by how sure they are."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.evaluation.codes import HANDLING, explain
from toolkit.language import text
from toolkit.link import convention, drawing, signs
from toolkit.link.geometry import text_width
from toolkit.link.kinds import kind_words
from toolkit.link.scene import compose
from toolkit.link.subject import Subject, prepare
from toolkit.style import INK, MUTED, PAPER, place_mark, template

_TOP, _LINE, _EDGE = 62, 17, 16
_TOOLS = 320  # pixels at the top right that Plotly's buttons may cover
_KEY_HEIGHT, _KEY_SIGN = 26, 48  # of one entry of the legend in pixels: its height, and its sign with the gaps
_LEGEND_ROW = 29  # of a row of Plotly's legend, as it draws it
_NARROW = 420


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
    width: int | None = None,
    height: int | None = None,
    most: int = 500,
    seed: int = 1,
) -> Any:
    """Draw the chart, ready to print: circle = person, rectangle = organisation, solid = confirmed.

    Telephones, places, vehicles, vessels, accounts, documents and events have signs of their own, shown in the legend.

    Parameters
    ----------
    graph : from `link.build`
    nominals : the nominal index (`case.nominals`), which gives names and kinds
    names, kinds : entity -> name, entity -> type: one of `link.KINDS`, or "number" (a telephone number that nobody is
        known to use, as a small square); they go before the nominal index, which goes before what the graph carries
    members : organisation -> its members, drawn inside its box. Without it, confirmed links whose only relation is
        "belongs to" are drawn so. Shared members stand where two boxes overlap
    groups : entity -> group, such as `link.communities(graph)` or a stage; groups are told by colour
    highlight : entities to be ringed
    title : heading; handling : code such as "H1", printed in full
    counts : print the strength on each line; unless said, where strengths differ and there is room
    width, height : of the whole figure in pixels; they follow from what is on the chart if not given
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

    subject = prepare(graph, nominals, names, kinds, members, most)
    ringed = list(dict.fromkeys(highlight))
    absent = [entity for entity in ringed if entity not in graph]
    if absent:
        raise ParameterError(f"link.chart: highlight: {absent[0]!r} is not on the chart of {len(graph)} entities")
    for name, given, least in (("width", width, _NARROW), ("height", height, _TOP + 200)):
        if given is not None and given < least:
            raise ParameterError(f"link.chart: {name}={given}; at least {least} pixels")
    said_below = _LINE * len(subject.notes) + 12
    room = None if height is None else height - _TOP - 2 * _KEY_HEIGHT - said_below
    scene = compose(subject, bool(ringed), width, room, seed)
    figure = go.Figure()
    drawing.boxes(figure, scene)
    bins = drawing.links(figure, scene)
    drawing.link_cards(figure, scene)
    drawing.people(figure, scene, groups or {}, ringed)
    drawing.names(figure, scene)
    drawing.counts(figure, scene, counts)
    drawing.legend(figure, scene, bins)
    heading = title or _title(subject)
    x0, y0, x1, y1 = scene.bounds()
    stamp = _stamp(handling)
    needed = (text_width(heading, 17) + 2 * _EDGE, text_width(stamp, 13) + _TOOLS if stamp else 0)
    wide = width or max(x1 - x0 + 2 * _EDGE, _NARROW, *needed)
    entries = _legend_rows(figure, wide)
    top = _TOP + _KEY_HEIGHT * entries + _sign_key(figure, subject, wide, _LEGEND_ROW * entries + 4)
    said = [line for note in (*subject.notes, *scene.said) for line in textwrap.wrap(f"· {note}", int(wide / 5.9))]
    below = _LINE * len(said) + 12
    high = height - top - below if height else y1 - y0 + 2 * _EDGE
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    figure.update_layout(
        xaxis={"range": [middle[0] - wide / 2, middle[0] + wide / 2]},
        yaxis={"range": [middle[1] - high / 2, middle[1] + high / 2]},
        width=int(wide),
        height=int(high) + top + below,
        margin={"l": 0, "r": 0, "t": top, "b": below},
    )
    _finish(figure, heading, stamp, said, top)
    place_mark(figure, -_EDGE)
    return figure


def _stamp(handling: str) -> str:
    """A handling code in full; other words as they stand."""
    code = handling.strip().upper()
    return explain(code) if code in HANDLING else handling


def _legend_rows(figure: Any, wide: float) -> int:
    """Rows that the legend takes above the chart, filled from the left as Plotly does."""
    rows, used = 0, wide
    for trace in figure.data:
        if trace.showlegend is False or not trace.name:
            continue
        across = text_width(trace.name, 12) + _KEY_SIGN
        rows, used = (rows + 1, across) if used + across > wide else (rows, used + across)
    return rows


def _sign_key(figure: Any, subject: Subject, wide: float, above: int) -> int:
    """Show the signs that the chart uses in rows above the legend; return the height that this needs."""
    present = [kind for kind in signs.SIGNS if kind in subject.kinds.values()]
    words = {kind: kind_words(kind) for kind in present}
    rows, x = 0, wide
    at = {}
    for kind in present:
        across = text_width(words[kind], 12) + 38
        rows, x = (rows + 1, 0.0) if x + across > wide - 2 * _EDGE else (rows, x)
        at[kind] = (x, rows)
        x += across
    for kind, (left, row) in at.items():
        # the first row is the upper one
        up = above + _KEY_HEIGHT * (rows - row + 0.5)
        bodies, details = signs.rings(kind, left + 20, up, 8)
        for drawn, colour in ((bodies, PAPER), (details, INK)):
            if not drawn:
                continue
            figure.add_shape(
                type="path",
                path=signs.svg(drawn),
                xref="paper",
                yref="paper",
                xsizemode="pixel",
                ysizemode="pixel",
                xanchor=0,
                yanchor=1,
                fillcolor=colour,
                line={"color": INK, "width": 1.2 if colour == PAPER else 0},
            )
        figure.add_annotation(
            text=html.escape(words[kind]),
            x=0,
            y=1,
            xref="paper",
            yref="paper",
            xshift=left + 33,
            yshift=up,
            xanchor="left",
            yanchor="middle",
            showarrow=False,
            font={"size": 12},
        )
    return rows * _KEY_HEIGHT + (4 if rows else 0) + (_LEGEND_ROW - _KEY_HEIGHT) * (above // _LEGEND_ROW if rows else 0)


def _title(subject: Subject) -> str:
    count, links = len(subject.graph), subject.graph.number_of_edges()
    return text("Link chart (entities: {entities}, links: {links})", entities=count, links=links)


def _finish(figure: Any, heading: str, stamp: str, said: list[str], top: int) -> None:
    around = {"xref": "paper", "yref": "paper", "showarrow": False}
    if stamp:
        figure.add_annotation(
            text=f"<b>{html.escape(stamp)}</b>",
            x=0,
            y=1,
            xshift=8,
            yshift=top - 2,
            xanchor="left",
            font={"size": 12, "color": convention.HIGHLIGHT},
            **around,
        )
    if said:
        figure.add_annotation(
            text="<br>".join(html.escape(line) for line in said),
            x=0,
            y=0,
            xshift=8,
            yanchor="top",
            xanchor="left",
            align="left",
            font={"size": 11, "color": MUTED},
            **around,
        )
    hidden = {"visible": False, "showgrid": False, "automargin": False}
    figure.update_layout(
        template=template(),
        title={"text": html.escape(heading), "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 32}},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "itemsizing": "trace",
            "font": {"size": 12},
            "borderwidth": 0,
            "bgcolor": "rgba(255,255,255,0)",
        },
        hovermode="closest",
        dragmode="pan",
    )
    figure.update_xaxes(**hidden)
    figure.update_yaxes(scaleanchor="x", **hidden)
