"""The picture of a market estimate: which factor's uncertainty moves the value most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from toolkit import style
from toolkit.language import text

_BELOW, _ABOVE = style.OKABE_ITO["orange"], style.OKABE_ITO["blue"]


def tornado(
    factors: Sequence[tuple[str, float, float, float]],
    best: float,
    whole: Mapping[str, tuple[float, float]],
    title: str,
    currency: str,
    money: Callable[[float], str],
) -> Any:
    """Draw the swing of each factor about the best value, and below them the ranges of the whole.

    `factors` are name, low, best, high; `whole` is what a range is called -> its ends, the widest last; `money` writes
    an amount.
    """
    import plotly.graph_objects as go

    rows: list[tuple[str, float, float]] = []
    for place, (name, low, _, high) in enumerate(factors):
        rest = math.prod(middle for other, (_, _, middle, _) in enumerate(factors) if other != place)
        rows.append((name, rest * low, rest * high))
    rows.sort(key=lambda row: row[2] - row[1], reverse=True)
    rows += [(name, *ends) for name, ends in whole.items()]
    down = [row[0] for row in rows]
    made = go.Figure()
    lows, highs = [row[1] for row in rows], [row[2] for row in rows]
    ends = ((_BELOW, "/", lows, text("at its lowest")), (_ABOVE, "", highs, text("at its highest")))
    for colour, hatch, end, name in ends:
        made.add_bar(
            y=down,
            x=[value - best for value in end],
            base=best,
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": {"shape": hatch, "fgcolor": style.PAPER, "fillmode": "overlay",
                                                 "solidity": 0.3}},
        )  # fmt: skip
    for place, row in enumerate(rows):
        for value, anchor, shift in ((row[1], "right", -5), (row[2], "left", 5)):
            made.add_annotation(
                x=value, y=place, text=money(value), showarrow=False, xanchor=anchor, xshift=shift,
                font={"size": 12},
            )  # fmt: skip
    made.add_vline(x=best, line={"color": style.INK, "width": 1.5})
    low, high = rows[-1][1:]
    span = (high - low) or abs(best) or 1.0
    made.update_layout(
        template=style.template(),
        title=title,
        width=style.WIDTH,
        height=170 + 48 * len(rows),
        barmode="overlay",
        bargap=0.35,
        legend={"orientation": "h", "y": -0.2, "x": 0, "yanchor": "top", "borderwidth": 0},
        margin={"l": 60, "r": 30, "t": 70, "b": 80},
    )
    made.update_xaxes(range=[low - 0.22 * span, high + 0.22 * span], title=currency)
    made.update_yaxes(autorange="reversed", showgrid=False)
    return made
