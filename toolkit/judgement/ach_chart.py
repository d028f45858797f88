"""The picture of a matrix of competing hypotheses: codes in words, shaded so that grey print still tells them apart."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.language import text

# Orange speaks against, blue for; the code stands in every cell, so the colour alone says nothing.
_SHADE = {"II": "#C75A00", "I": "#F3B27A", "N": "#F2F2F2", "NA": "#FFFFFF", "C": "#A9CFEA", "CC": "#2F7FB8"}
_PALE_INK = ("II", "CC")
_LABEL, _LINE = 44, 17  # characters of a line of a row's label, pixels of its height


def draw(items: pd.DataFrame, scores: pd.DataFrame) -> Any:
    """Draw the matrix: most diagnostic items on top, the least contradicted hypothesis at the left."""
    import plotly.graph_objects as go

    across = [str(name) for name in scores.index]
    down = [str(name) for name in items.index]
    labels = [textwrap.wrap(name, _LABEL) for name in down]
    row_height = max(34, 8 + _LINE * max(len(lines) for lines in labels))
    codes = list(_SHADE)
    steps = [(place / len(codes), _SHADE[one]) for place, one in enumerate(codes)]
    ends = [((place + 1) / len(codes), _SHADE[one]) for place, one in enumerate(codes)]
    made = go.Figure(
        go.Heatmap(
            z=[[codes.index(items.loc[item, name]) for name in across] for item in down],
            x=list(range(len(across))),
            y=list(range(len(down))),
            zmin=-0.5,
            zmax=len(codes) - 0.5,
            colorscale=[pair for both in zip(steps, ends, strict=True) for pair in both],
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
        )
    )
    for at, item in enumerate(down):
        row = items.loc[item]
        for place, name in enumerate(across):
            said = items.loc[item, name]
            made.add_annotation(
                x=place,
                y=at,
                text=said,
                showarrow=False,
                font={"color": style.PAPER if said in _PALE_INK else style.INK, "size": 13},
            )
        made.add_annotation(
            x=1.01,
            xref="paper",
            y=at,
            text=f"{row['diagnosticity']:.2f}   {row['weight']:.2f}   {row['grade']}",
            showarrow=False,
            xanchor="left",
            font={"size": 11, "color": style.MUTED},
        )
    heads = [
        "<br>".join(textwrap.wrap(name, 22)) + f"<br><b>{scores.loc[name, 'inconsistency']:.2f}</b>" for name in across
    ]
    made.update_layout(
        template=style.template(),
        title=text("Competing hypotheses: weighted inconsistency below each name, least first"),
        width=style.WIDTH,
        height=172 + row_height * len(down),
        margin={"l": 60, "r": 180, "t": 112, "b": 60},
    )
    made.update_xaxes(
        tickvals=list(range(len(across))), ticktext=heads, side="top", showgrid=False, ticks="",
        range=[-0.5, len(across) - 0.5],
    )  # fmt: skip
    made.update_yaxes(
        tickvals=list(range(len(down))),
        ticktext=["<br>".join(lines) for lines in labels],
        autorange="reversed",
        showgrid=False,
        ticks="",
    )
    made.add_annotation(
        x=1, xref="paper", xanchor="left", y=1, yref="paper", yshift=8, yanchor="bottom", xshift=4, showarrow=False,
        text=text("diagnosticity, weight, grade"), font={"size": 11, "color": style.MUTED},
    )  # fmt: skip
    made.add_annotation(
        x=0, xref="paper", xanchor="left", y=0, yref="paper", yshift=-14, yanchor="top", showarrow=False,
        text=text("II I against · N neutral, NA not applicable · C CC consistent"),
        font={"size": 11, "color": style.MUTED},
    )  # fmt: skip
    style.place_mark(made, 160)
    return made
