"""The drawing parts that all trend charts share: a line with gaps, a band, marked dates, print-safe styles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.language import text

BLUE = style.OKABE_ITO["blue"]
VERMILLION = style.OKABE_ITO["vermillion"]
GREEN = style.OKABE_ITO["green"]
ORANGE = style.OKABE_ITO["orange"]
INK = style.INK
GAP = "#BBBBBB"
HEIGHT = 400  # pixels


def figure(title: str, *, y: str = "", height: int = HEIGHT) -> Any:
    """An empty time chart: white paper, legend below, y from 0 where values allow."""
    import plotly.graph_objects as go

    made = go.Figure()
    made.update_layout(
        template=style.template(),
        title=title,
        width=style.WIDTH,
        height=height,
        legend={"orientation": "h", "y": -0.16, "x": 0, "yanchor": "top", "borderwidth": 0},
        hovermode="x unified",
        margin={"l": 60, "r": 30, "t": 80, "b": 70},
    )
    # Said outright: a legend entry without data would otherwise make the axis one of plain numbers.
    made.update_xaxes(type="date")
    made.update_yaxes(title=y, rangemode="tozero")
    return made


def line(
    made: Any,
    values: pd.Series,
    name: str,
    *,
    colour: str = BLUE,
    dash: str = "solid",
    width: float = 2.0,
    symbol: str | None = None,
) -> None:
    """Add a line with gaps left open; a `symbol` marks every value, so that one alone between gaps is seen."""
    made.add_scatter(
        x=values.index,
        y=values.astype("float64"),
        name=name,
        mode="lines" if symbol is None else "lines+markers",
        connectgaps=False,
        line={"color": colour, "dash": dash, "width": width},
        marker={"size": 5, "color": colour, "symbol": symbol or "circle"},
    )


def points(made: Any, values: pd.Series, name: str, *, colour: str, symbol: str, size: int = 11) -> None:
    """Add marks that differ by shape as well as by colour."""
    made.add_scatter(
        x=values.index,
        y=values.astype("float64"),
        name=name,
        mode="markers",
        marker={"size": size, "color": colour, "symbol": symbol, "line": {"width": 1, "color": style.INK}},
    )


def band(made: Any, low: pd.Series, high: pd.Series, name: str, *, colour: str = BLUE, opacity: float = 0.18) -> None:
    """Add a shaded band between two bounds."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    known = low.notna() & high.notna()
    made.add_scatter(
        x=[*low.index[known], *high.index[known][::-1]],
        y=[*low[known], *high[known][::-1]],
        name=name,
        fill="toself",
        fillcolor=f"rgba({red},{green},{blue},{opacity})",
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def dates(made: Any, moments: Sequence[Any], words: Sequence[str], *, colour: str = VERMILLION) -> None:
    """Mark dates by dashed vertical lines with words above the chart, staggered so that near ones stay legible."""
    for place, (moment, said) in enumerate(zip(moments, words, strict=True)):
        made.add_shape(
            type="line",
            x0=moment,
            x1=moment,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": colour, "dash": "dash", "width": 1.5},
        )
        made.add_annotation(
            x=moment,
            y=1.0,
            yref="paper",
            text=said,
            showarrow=False,
            xanchor="center",
            yanchor="bottom",
            yshift=2 + 15 * (place % 2),
            font={"size": 12, "color": style.INK},
        )


def span(made: Any, first: Any, last: Any, *, colour: str = VERMILLION) -> None:
    """Shade the dates between which a change may lie."""
    if first < last:
        made.add_vrect(x0=first, x1=last, fillcolor=colour, opacity=0.13, line_width=0, layer="below")


def level(made: Any, values: pd.Series, name: str, edges: Sequence[int]) -> None:
    """Add the level of each regime as a thick flat line that ends where the regime does."""
    x, y = steps(values, edges)
    made.add_scatter(x=x, y=y, name=name, mode="lines", line={"color": ORANGE, "width": 4}, hoverinfo="skip")


def steps(values: pd.Series, edges: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """The ends of the flat lines of a level, with breaks between them."""
    x: list[Any] = []
    y: list[Any] = []
    for start, end in itertools.pairwise(edges):
        x += [values.index[start], values.index[end - 1], None]
        y += [values.iloc[start], values.iloc[end - 1], None]
    return x, y


def runs(values: pd.Series) -> list[tuple[Any, Any]]:
    """First and last moment of each run of periods without a figure, half a period wider on either side."""
    missing = values.isna()
    if not missing.any():
        return []
    middle = (values.index + values.index.freq - values.index) / 2
    found = []
    for _, run in values.groupby((~missing).cumsum()):
        gap = run.index[run.isna()]
        if len(gap):
            width = middle[values.index.get_loc(gap[0])]
            found.append((gap[0] - width, gap[-1] + width))
    return found


def unreported(made: Any, values: pd.Series) -> None:
    """Shade periods without a figure, so that a gap is not read as a fall."""
    gaps = runs(values)
    if not gaps:
        return
    for first, last in gaps:
        made.add_vrect(x0=first, x1=last, fillcolor=GAP, opacity=0.35, line_width=0, layer="below")
    made.add_scatter(
        x=[None], y=[None], name=text("not reported"), mode="markers",
        marker={"symbol": "square", "size": 12, "color": GAP, "opacity": 0.6},
    )  # fmt: skip


def panels(frame: pd.DataFrame, *, title: str) -> Any:
    """Observed with trend, seasonal and remainder, one panel each on a shared time axis."""
    from plotly.subplots import make_subplots

    names = [text("observed and trend"), text("seasonal"), text("remainder")]
    made = make_subplots(rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.07, subplot_titles=names)
    made.update_layout(
        template=style.template(),
        title=title,
        width=style.WIDTH,
        height=560,
        showlegend=False,
        margin={"t": 80, "b": 40},
    )
    solid = {"color": BLUE, "width": 2}
    made.add_scatter(x=frame.index, y=frame["observed"], name=text("observed"), line=solid, row=1, col=1)
    made.add_scatter(
        x=frame.index,
        y=frame["trend"],
        name=text("trend"),
        line={"color": VERMILLION, "width": 3, "dash": "dash"},
        row=1,
        col=1,
    )
    made.add_scatter(x=frame.index, y=frame["seasonal"], name=text("seasonal"), line=solid, row=2, col=1)
    made.add_bar(x=frame.index, y=frame["remainder"], name=text("remainder"), marker_color=style.MUTED, row=3, col=1)
    made.update_annotations(font_size=13, x=0, xanchor="left")
    return made


def stacked(made: Any, shares: pd.DataFrame) -> None:
    """Add shares as stacked bars, told apart by colour and by hatching, so that they survive a grey printer."""
    hatching = ("", "/", "x", ".", "-", "\\\\", "+", "|")
    for place, name in enumerate(shares.columns):
        made.add_bar(
            x=shares.index,
            y=shares[name],
            name=str(name),
            marker={
                "color": style.PALETTE[place % len(style.PALETTE)],
                "pattern": {
                    "shape": hatching[place % len(hatching)],
                    "fillmode": "overlay",
                    "fgcolor": style.PAPER,
                    "size": 6,
                    "solidity": 0.25,
                },
                "line": {"width": 0.5, "color": style.PAPER},
            },
        )
    made.update_layout(barmode="stack", bargap=0.05, legend={"traceorder": "normal"})
    made.update_yaxes(tickformat=".0%", range=[0, 1])


def dress(made: Any, title: str, *, height: int = HEIGHT) -> None:
    """Give a figure that is no time chart the same paper, fonts and size."""
    made.update_layout(
        template=style.template(), title=title, width=style.WIDTH, height=height,
        margin={"l": 60, "r": 30, "t": 80, "b": 70},
    )  # fmt: skip


def many(made: Any, table: pd.DataFrame) -> None:
    """Add a line for each column, told apart by colour, dash and symbol."""
    dashes = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
    symbols = ("circle", "square", "diamond", "triangle-up", "x", "star")
    for place, name in enumerate(table.columns):
        colour = style.PALETTE[place % len(style.PALETTE)]
        turn = place % len(dashes)
        line(made, table[name], str(name), colour=colour, dash=dashes[turn], symbol=symbols[turn])
