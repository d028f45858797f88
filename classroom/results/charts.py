"""The charts of the class report, each a Plotly figure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from toolkit.style import MUTED, OKABE_ITO, template

COLOURS = {"passed": OKABE_ITO["blue"], "open": OKABE_ITO["orange"], "not passed": OKABE_ITO["vermillion"]}
# Low to high for a share of points; readable in grey and for colour-blind eyes (matplotlib's cividis, reversed).
_SCALE = [[0.0, "#fdea45"], [0.5, "#7c7b78"], [1.0, "#00224e"]]


def distribution(table: pd.DataFrame, needed: float) -> Any:
    """Draw how many trainees stand in each ten per cent of the course mark, by outcome, with the pass mark."""
    import plotly.graph_objects as go

    figure = go.Figure()
    edges = np.arange(0, 101, 10)
    for outcome, colour in COLOURS.items():
        values = table[table["outcome"] == outcome]["overall"].dropna()
        counts, _ = np.histogram(values.clip(0, 99.999), bins=edges)
        if counts.any():
            figure.add_bar(x=edges[:-1] + 5, y=counts, width=9, name=outcome, marker_color=colour)
    figure.add_vline(x=needed, line_dash="dash", line_color=MUTED)
    figure.add_annotation(x=needed, y=1.06, yref="paper", text=f"{needed:g} % needed", showarrow=False)
    figure.update_layout(barmode="stack", xaxis_title="course mark, per cent", yaxis_title="trainees", height=340)
    figure.update_xaxes(range=[0, 100], dtick=10)
    figure.update_yaxes(dtick=1 if len(table) <= 10 else None, rangemode="tozero")
    return _finished(figure)


def item_map(items: pd.DataFrame) -> Any:
    """Draw each exercise by difficulty (mean share) and discrimination; without enough people a bar for each."""
    import plotly.graph_objects as go

    marked = items[items["count"] > 0]
    figure = go.Figure()
    drawn = marked[marked["discrimination"].notna()]
    if len(drawn) >= 2:
        for auto, name, colour in ((True, "marked by the platform", "blue"), (False, "marked by rubric", "orange")):
            part = drawn[drawn["auto"] == auto]
            figure.add_scatter(
                x=100 * part["mean"],
                y=part["discrimination"],
                mode="markers+text",
                text=[one.exercise if one.missed or one.discrimination < 0.2 else "" for one in part.itertuples()],
                textposition="top center",
                textfont_size=10,
                customdata=part[["exercise", "title"]],
                hovertemplate="%{customdata[0]}: %{customdata[1]}<br>mean %{x:.0f} %, "
                "discrimination %{y:.2f}<extra></extra>",
                marker={"size": 10, "color": OKABE_ITO[colour]},
                name=name,
            )
        figure.add_hline(y=0.2, line_dash="dot", line_color=MUTED)
        figure.update_layout(xaxis_title="mean mark, per cent (easy to the right)", yaxis_title="discrimination")
        figure.update_xaxes(range=[-4, 104])
        figure.update_yaxes(range=[min(-0.25, float(drawn["discrimination"].min()) - 0.1), 1.1])
        figure.update_layout(height=460)
        return _finished(figure)
    figure.add_bar(
        x=100 * marked["mean"],
        y=marked["exercise"],
        orientation="h",
        customdata=marked["title"],
        hovertemplate="%{customdata}<br>mean %{x:.0f} %<extra></extra>",
        marker_color=OKABE_ITO["blue"],
    )
    figure.update_layout(xaxis_title="mean mark, per cent", height=max(220, 26 * len(marked) + 110))
    figure.update_xaxes(range=[0, 100])
    figure.update_yaxes(autorange="reversed", type="category")
    return _finished(figure)


def heat(shares: pd.DataFrame, columns: str) -> Any:
    """Draw shares of the points as a grid, trainees by `columns`; white where there is no mark."""
    import plotly.graph_objects as go

    values = 100 * shares.to_numpy(dtype=float)
    words = [["" if np.isnan(value) else f"{value:.0f}" for value in row] for row in values]
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=[str(name) for name in shares.columns],
            y=[str(name) for name in shares.index],
            text=words,
            texttemplate="%{text}",
            zmin=0,
            zmax=100,
            colorscale=_SCALE,
            xgap=2,
            ygap=2,
            hoverongaps=False,
            hovertemplate="%{y}, %{x}: %{z:.0f} %<extra></extra>",
            colorbar={"title": "per cent", "thickness": 12},
        )
    )
    figure.update_layout(height=200 + 26 * len(shares), xaxis_title=columns)
    figure.update_xaxes(tickangle=-40, showgrid=False, type="category")
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return _finished(figure)


def _finished(figure: Any) -> Any:
    figure.update_layout(
        template=template(mark=False),
        margin={"l": 60, "r": 20, "t": 30, "b": 50},
        autosize=True,
        legend={"orientation": "h", "y": 1.12},
        title=None,
    )
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    figure.layout.width = None
    return figure
