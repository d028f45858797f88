"""`multiples`: many series as small panels of one size, so that their shapes can be compared at a glance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from toolkit import style
from toolkit.errors import SeriesError
from toolkit.language import text
from toolkit.result import number
from toolkit.trend import charts
from toolkit.trend.change import MIN_SIZE, changepoints
from toolkit.trend.check import regular

_MOST = 24
_PANEL = 132  # pixels high


def multiples(
    table: pd.DataFrame, *, columns: int = 3, shared: bool = False, changes: bool = True, title: str = ""
) -> Any:
    """Draw each column of a table as a small panel, and return a Plotly figure.

    Parameters
    ----------
    table : DataFrame with a DatetimeIndex or PeriodIndex, one column for each series
    columns : panels in a row
    shared : one scale for all panels (sizes can be compared), or one each (shapes can be compared; said in the title)
    changes : whether the level of each regime found by `changepoints` is drawn over the series
    title : a title of your own

    Panels stand in the order of their totals, the largest first; each names its latest figure. Periods not reported are
    grey bands. Raises SeriesError for an empty table or more than 24 columns.

    >>> months = pd.date_range("2024-01-01", periods=24, freq="MS")
    >>> figure = multiples(pd.DataFrame({"north": range(24), "south": range(24, 48)}, index=months), changes=False)
    >>> [one.text for one in figure.layout.annotations][:2]
    ['south (latest 47)', 'north (latest 23)']
    """
    from plotly.subplots import make_subplots

    if not isinstance(table, pd.DataFrame) or not 1 <= table.shape[1] <= _MOST:
        raise SeriesError(f"trend.multiples draws a table of 1 to {_MOST} columns; keep the largest, add up the rest")
    clean = {str(name): regular(table[name], method=f"trend.multiples, {name}", at_least=1) for name in table.columns}
    order = sorted(clean, key=lambda name: -float(np.nansum(clean[name])))
    across = max(1, min(columns, len(order)))
    rows = math.ceil(len(order) / across)
    latest = [clean[name].dropna() for name in order]
    made = make_subplots(
        rows=rows,
        cols=across,
        shared_xaxes=True,
        shared_yaxes="all" if shared else False,
        vertical_spacing=min(0.3 / rows, 0.16),
        horizontal_spacing=0.06,
        subplot_titles=[
            text("{name} (latest {value})", name=name, value=number(float(seen.iloc[-1])))
            for name, seen in zip(order, latest, strict=True)
        ],
    )
    for place, name in enumerate(order):
        _panel(made, clean[name], place // across + 1, place % across + 1, changes)
    scale = text("one scale") if shared else text("each panel has its own scale")
    charts.dress(made, title or text("Series side by side ({scale})", scale=scale), height=110 + _PANEL * rows)
    made.update_layout(showlegend=False, margin={"l": 50, "r": 20, "t": 80, "b": 40})
    made.update_annotations(font_size=12, xanchor="center", yshift=-2)
    made.update_xaxes(type="date", nticks=4, tickfont_size=10)
    # The lowest panel of each column carries the dates, also where the last row is not full.
    for place in range(max(len(order) - across, 0), len(order)):
        made.update_xaxes(showticklabels=True, row=place // across + 1, col=place % across + 1)
    made.update_yaxes(rangemode="tozero", nticks=4, tickfont_size=10)
    return made


def _panel(made: Any, series: pd.Series, row: int, column: int, changes: bool) -> None:
    made.add_scatter(
        x=series.index,
        y=series,
        mode="lines",
        connectgaps=False,
        line={"color": charts.BLUE, "width": 1.4},
        hoverinfo="x+y",
        row=row,
        col=column,
    )
    for gap in charts.runs(series):
        made.add_vrect(
            x0=gap[0], x1=gap[1], fillcolor=charts.GAP, opacity=0.4, line_width=0, layer="below", row=row, col=column
        )
    if changes and int(series.notna().sum()) >= 2 * MIN_SIZE:
        found = changepoints(series)
        x, y = charts.steps(found.level, [0, *found.positions, len(series)])
        made.add_scatter(
            x=x, y=y, mode="lines", line={"color": style.OKABE_ITO["orange"], "width": 3}, hoverinfo="skip", row=row,
            col=column,
        )  # fmt: skip
