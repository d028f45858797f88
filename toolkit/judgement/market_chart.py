"""The picture of a market estimate: which factor's uncertainty moves the value most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from toolkit import style
from toolkit.language import text

if TYPE_CHECKING:
    from toolkit.judgement.market import Market

_BELOW, _ABOVE = style.OKABE_ITO["orange"], style.OKABE_ITO["blue"]


def tornado(found: Market) -> Any:
    """Draw the swing of each factor about the best value, and the range of the whole at the bottom."""
    import plotly.graph_objects as go

    rows: list[tuple[str, float, float]] = []
    for one in found.factors:
        rest = math.prod(other.best for other in found.factors if other is not one)
        rows.append((one.name, rest * one.low, rest * one.high))
    rows.sort(key=lambda row: row[2] - row[1], reverse=True)
    rows.append((text("90 % of draws"), found.interval[0], found.interval[1]))
    rows.append((text("all at the corner"), found.low, found.high))
    down = [row[0] for row in rows]
    made = go.Figure()
    lows, highs = [row[1] for row in rows], [row[2] for row in rows]
    ends = ((_BELOW, "/", lows, text("at its lowest")), (_ABOVE, "", highs, text("at its highest")))
    for colour, hatch, end, name in ends:
        made.add_bar(
            y=down,
            x=[value - found.best for value in end],
            base=found.best,
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": {"shape": hatch, "fgcolor": style.PAPER, "fillmode": "overlay",
                                                 "solidity": 0.3}},
        )  # fmt: skip
    for place, row in enumerate(rows):
        for value, anchor, shift in ((row[1], "right", -5), (row[2], "left", 5)):
            made.add_annotation(
                x=value, y=place, text=found.money(value), showarrow=False, xanchor=anchor, xshift=shift,
                font={"size": 12},
            )  # fmt: skip
    made.add_vline(x=found.best, line={"color": style.INK, "width": 1.5})
    span = (found.high - found.low) or abs(found.best) or 1.0
    made.update_layout(
        template=style.template(),
        title=text("{name}: best estimate {best}", name=found.name, best=found.money(found.best)),
        width=style.WIDTH,
        height=170 + 48 * len(rows),
        barmode="overlay",
        bargap=0.35,
        legend={"orientation": "h", "y": -0.2, "x": 0, "yanchor": "top", "borderwidth": 0},
        margin={"l": 60, "r": 30, "t": 70, "b": 80},
    )
    made.update_xaxes(range=[found.low - 0.22 * span, found.high + 0.22 * span], title=found.currency)
    made.update_yaxes(autorange="reversed", showgrid=False)
    return made
