"""`flows`: movements between places over a stretch of time, as a map that needs no internet."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit import maps
from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.result import number

_LABELLED = 12


def flows(
    table: pd.DataFrame,
    places: pd.DataFrame,
    *,
    source: str = "origin",
    target: str = "destination",
    value: str = "value",
    title: str = "",
) -> Any:
    """Draw how much moved between places, and return a Plotly figure.

    Parameters
    ----------
    table : DataFrame with the two ends of each movement and a number; rows with the same ends are added up. Rows of two
        states' mirror returns on one route hold the same movement twice: keep one side's
    places : DataFrame with name, latitude and longitude (degrees), one row for each end
    source, target, value : columns of the table
    title : a title of your own

    Width grows with the number. Lines are straight and show no real path; a flow without a figure is drawn dotted and
    counted in the note, never as 0. Borders are shipped: nothing is fetched.

    Raises ParameterError for missing columns or an end without a place, SeriesError for numbers below 0 or text.

    >>> towns = pd.DataFrame({"name": ["Poipet", "Bangkok"], "latitude": [13.66, 13.75], "longitude": [102.56, 100.5]})
    >>> moved = pd.DataFrame({"origin": ["Poipet"] * 2, "destination": ["Bangkok"] * 2, "value": [30, 12]})
    >>> flows(moved, towns).layout.title.text
    'Flows recorded: 42 in all'
    """
    for name in (source, target, value):
        if name not in table.columns:
            raise ParameterError(unknown("column", name, [str(one) for one in table.columns]))
    numbers = pd.to_numeric(table[value], errors="coerce").astype("float64")
    wrong = (numbers.isna() & table[value].notna()) | (numbers < 0)
    if wrong.any():
        raise SeriesError(f"trend.flows: {str(table[value][wrong].iloc[0])!r} is not a number of at least 0")
    rows = table.assign(_value=numbers)
    # One unknown row leaves its flow unknown.
    sums = rows.groupby([source, target], sort=True)["_value"].agg(lambda part: part.sum(skipna=False))
    legs = sums.reset_index(name="strength").rename(columns={source: "source", target: "target"})
    unknown_ = legs["strength"].isna()
    legs["status"] = ["suspected" if one else "confirmed" for one in unknown_]
    legs["strength"] = legs["strength"].fillna(0.0)
    known = legs[~unknown_]
    made = maps.route(
        places,
        legs=legs,
        title=title or text("Flows recorded: {total} in all", total=number(float(known["strength"].sum()))),
    )
    made.for_each_trace(lambda one: one.update(showlegend=False))
    at = places.set_index("name")
    for row in known.nlargest(_LABELLED, "strength").itertuples():
        if row.source in at.index and row.target in at.index:
            across = abs(at.loc[row.target, "longitude"] - at.loc[row.source, "longitude"])
            up = abs(at.loc[row.target, "latitude"] - at.loc[row.source, "latitude"])
            made.add_scattergeo(
                lon=[0.4 * at.loc[row.source, "longitude"] + 0.6 * at.loc[row.target, "longitude"]],
                lat=[0.4 * at.loc[row.source, "latitude"] + 0.6 * at.loc[row.target, "latitude"]],
                mode="text",
                text=[f"\u00a0\u00a0<b>{number(row.strength)}</b>"],
                # Beside a line that runs up, below one that runs across.
                textposition="bottom center" if across > 2 * up else "middle right",
                textfont={"size": 12},
                hoverinfo="skip",
                showlegend=False,
            )
    if unknown_.any():
        made.add_annotation(
            text=text("dotted: {count} flows not reported", count=int(unknown_.sum())),
            xref="paper", yref="paper", x=0, y=-0.06, xanchor="left", yanchor="top", showarrow=False, font={"size": 11},
        )  # fmt: skip
    return made
