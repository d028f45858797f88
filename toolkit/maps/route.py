"""`route`: places and the legs between them on a map that needs no internet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from toolkit import style
from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.maps import borders as shipped
from toolkit.maps.placing import extent, nearest, positions

HEIGHT = 655  # pixels
_MARGIN = {"l": 10, "r": 10, "t": 50, "b": 95}
_NOTES = 34  # pixels below the map for the notes, above the legend
_FRAME = (style.WIDTH - _MARGIN["l"] - _MARGIN["r"], HEIGHT - _MARGIN["t"] - _MARGIN["b"])
_PAD = 0.18  # share of the extent of the points left free around them
_LEAST = 2.0  # degrees shown at least either side
_TEXT, _COUNTRY = 12, 11
# Line style carries certainty, as on link charts.
_DASHES = {"confirmed": "solid", "suspected": "dot"}
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")


def route(points: pd.DataFrame, legs: Any = None, borders: bool = True, *, title: str = "", labels: bool = True) -> Any:
    """Draw places and legs over coasts and borders, and return a Plotly figure.

    Parameters
    ----------
    points : DataFrame with latitude and longitude (degrees) and a name; such as `case.places`. Optional columns:
        place_id (another name for use in legs) and kind (gives the marker its shape)
    legs : what moves between them: pairs (from, to), or a DataFrame with two such columns (`source` and `target`, or
        the first two), each a place_id or a name. Optional columns: strength (line width) and status ("confirmed"
        solid, "suspected" dotted)
    borders : whether to draw coasts, borders and country names
    labels : whether to write the names of the places

    Nothing is fetched: borders are shipped (Natural Earth, public domain) and cover the world but the poles. They imply
    no position on the legal status of any territory. For places on several continents draw one map for each of
    `maps.regions(points)`.

    Raises ParameterError for missing columns, positions outside the globe or a leg to an unknown place.

    >>> towns = pd.DataFrame({"name": ["Poipet", "Bangkok"], "latitude": [13.66, 13.75], "longitude": [102.56, 100.5]})
    >>> figure = route(towns, legs=[("Poipet", "Bangkok")])
    >>> figure.layout.geo.visible
    False
    """
    import plotly.graph_objects as go

    places = _places(points)
    window = _window(places)
    made = go.Figure()
    if borders:
        _draw_borders(made, window)
    moves = _legs(legs, places) if legs is not None else pd.DataFrame({"start": [], "end": []})
    _draw_legs(made, moves, places, window)
    unnamed = _draw_places(made, places, moves, window, labels)
    west, east, south, north = window
    made.update_geos(
        visible=False,
        projection={"type": "mercator"},
        lonaxis={"range": [west, east]},
        lataxis={"range": [south, north]},
        bgcolor="#F4F8FB",
    )
    made.update_layout(
        template=style.template(),
        title=title,
        width=style.WIDTH,
        height=HEIGHT,
        margin=_MARGIN,
        legend={"orientation": "h", "y": -_NOTES / _FRAME[1], "x": 0, "yanchor": "top", "borderwidth": 0},
        dragmode=False,
    )
    notes = [text("Borders: Natural Earth, public domain; no position on legal status is implied.")] if borders else []
    if unnamed:
        notes.append(text("Names without room, shown on pointing only: {count}.", count=unnamed))
    if notes:
        made.add_annotation(
            text="<br>".join(notes),
            align="right",
            xref="paper",
            yref="paper",
            x=1,
            y=0,
            yanchor="top",
            yshift=-2,
            showarrow=False,
            font={"size": 10, "color": style.MUTED},
        )
    style.place_mark(made, -16)
    return made


def _places(points: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(points, pd.DataFrame):
        raise ParameterError(f"maps.route takes a table of places, got {type(points).__name__}")
    for name in ("latitude", "longitude"):
        if name not in points.columns:
            raise ParameterError(
                f"the places lack the column {name!r}; they have {', '.join(map(str, points.columns))}"
            )
    places = points.reset_index(drop=True)
    if not len(places):
        raise ParameterError("there is no place to draw")
    for name, limit in (("latitude", 90), ("longitude", 180)):
        values = pd.to_numeric(places[name], errors="coerce")
        wrong = values.isna() | (values.abs() > limit)
        if wrong.any():
            row = int(wrong.idxmax())
            raise ParameterError(f"row {row + 1}: {name} '{places[name].iloc[row]}' is not a number of degrees")
        places[name] = values.astype("float64")
    if "name" not in places.columns:
        places["name"] = places["place_id"] if "place_id" in places.columns else [str(n + 1) for n in places.index]
    return places


def _window(places: pd.DataFrame) -> shipped.Window:
    """The part of the globe to show: the points, room around them, in the shape of the figure."""
    west, east = float(places["longitude"].min()), float(places["longitude"].max())
    south, north = float(places["latitude"].min()), float(places["latitude"].max())
    across = max((east - west) * (1 + 2 * _PAD), 2 * _LEAST)
    up = max((north - south) * (1 + 2 * _PAD), 2 * _LEAST)
    # A degree of longitude is narrower than one of latitude away from the equator.
    shape = _FRAME[0] / _FRAME[1] / math.cos(math.radians((south + north) / 2))
    across, up = max(across, up * shape), max(up, across / shape)
    x, y = (west + east) / 2, (south + north) / 2
    return x - across / 2, x + across / 2, max(y - up / 2, -85.0), min(y + up / 2, 85.0)


def _draw_borders(made: Any, window: shipped.Window) -> None:
    for kind, colour, width in (("coast", "#8A9BA8", 1.0), ("border", "#A08C6C", 1.2)):
        longitudes, latitudes = shipped.lines(kind, window)
        made.add_scattergeo(
            lon=longitudes,
            lat=latitudes,
            mode="lines",
            line={"color": colour, "width": width},
            hoverinfo="skip",
            showlegend=False,
        )
    named = shipped.labels(window)
    made.add_scattergeo(
        lon=[x for _, x, _ in named],
        lat=[y for _, _, y in named],
        text=[name.upper() for name, _, _ in named],
        mode="text",
        textfont={"size": _COUNTRY, "color": "#8C7B60", "family": style.FONT_FAMILY},
        hoverinfo="skip",
        showlegend=False,
    )


def _legs(legs: Any, places: pd.DataFrame) -> pd.DataFrame:
    table = legs if isinstance(legs, pd.DataFrame) else pd.DataFrame(list(legs))
    if table.shape[1] < 2:
        raise ParameterError("legs need two columns, from and to; give pairs or a table with source and target")
    ends = ["source", "target"] if {"source", "target"} <= set(table.columns) else list(table.columns[:2])
    known = {str(name): row for row, name in enumerate(places["name"])}
    if "place_id" in places.columns:
        known |= {str(name): row for row, name in enumerate(places["place_id"])}
    result = pd.DataFrame(index=table.index)
    for column, role in zip(ends, ("start", "end"), strict=True):
        for name in table[column].astype("str"):
            if name not in known:
                raise ParameterError(unknown("place in a leg", name, list(known)[:40]))
        result[role] = [known[str(name)] for name in table[column]]
    result["strength"] = pd.to_numeric(table["strength"]) if "strength" in table.columns else 1.0
    result["status"] = table["status"].astype("str") if "status" in table.columns else ""
    return result[result["start"] != result["end"]]


def _draw_legs(made: Any, legs: pd.DataFrame, places: pd.DataFrame, window: shipped.Window) -> None:
    if not len(legs):
        return
    highest = float(legs["strength"].max()) or 1.0
    varied = legs["strength"].nunique() > 1
    said: set[str] = set()
    for leg in legs.itertuples():
        start, end = places.iloc[leg.start], places.iloc[leg.end]
        ends = [_pixel(one["longitude"], one["latitude"], window) for one in (start, end)]
        # Plotly turns marks clockwise from the top.
        bearing = math.degrees(math.atan2(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]))
        middle = [(start[axis] + end[axis]) / 2 for axis in ("longitude", "latitude")]
        dash = _DASHES.get(leg.status, "dash") if leg.status else "solid"
        hover = f"{start['name']} → {end['name']}" + (f": {leg.strength:g}" if highest != 1.0 else "")
        # The arrow sits at the middle, where two legs of opposite directions can be told apart.
        made.add_scattergeo(
            lon=[start["longitude"], middle[0], end["longitude"]],
            lat=[start["latitude"], middle[1], end["latitude"]],
            mode="lines+markers",
            line={"color": style.OKABE_ITO["vermillion"], "width": 1.5 + 3.5 * leg.strength / highest, "dash": dash},
            marker={
                "symbol": "arrow",
                "size": [0, 13, 0],
                "angle": bearing,
                "color": style.OKABE_ITO["vermillion"],
                "opacity": 1,
            },
            # Without a status the legend claims none.
            name=text(leg.status) if leg.status else text("way, wider for more") if varied else text("way"),
            legendgroup=leg.status,
            showlegend=leg.status not in said,
            hovertext=hover,
            hoverinfo="text",
        )
        said.add(leg.status)


def _draw_places(made: Any, places: pd.DataFrame, legs: pd.DataFrame, window: shipped.Window, labels: bool) -> int:
    """Draw the places; return how many names found no room."""
    pixels = [_pixel(row.longitude, row.latitude, window) for row in places.itertuples()]
    names = [str(name) for name in places["name"]]
    # Places on a leg are named first, then short names: where names do not fit, the others go without.
    busy = {*legs["start"], *legs["end"]}
    order = sorted(range(len(places)), key=lambda row: (row not in busy, len(names[row])))
    placed = positions(
        [pixels[row] for row in order],
        [names[row] for row in order],
        size=_TEXT,
        frame=_FRAME,
        avoid=_along(legs, pixels),
        boxes=[extent(name.upper(), _pixel(x, y, window), _COUNTRY) for name, x, y in shipped.labels(window)],
    )
    side = dict(zip(order, placed, strict=True))
    kinds: Sequence[str] = list(dict.fromkeys(places["kind"].astype("str"))) if "kind" in places.columns else [""]
    for number, kind in enumerate(kinds):
        rows = [row for row in range(len(places)) if not kind or str(places["kind"].iloc[row]) == kind]
        here = places.iloc[rows]
        made.add_scattergeo(
            lon=here["longitude"],
            lat=here["latitude"],
            text=[names[row] if isinstance(side[row], str) else "" for row in rows],
            hovertext=here["name"],
            mode="markers+text" if labels else "markers",
            textposition=[side[row] if isinstance(side[row], str) else "middle right" for row in rows],
            textfont={"size": _TEXT, "color": style.INK, "family": style.FONT_FAMILY},
            marker={
                "symbol": _SYMBOLS[number % len(_SYMBOLS)],
                "size": 10,
                "color": style.PALETTE[0] if number == 0 else style.PALETTE[(number + 1) % len(style.PALETTE)],
                "line": {"width": 1, "color": style.PAPER},
            },
            name=text(kind) if kind else text("place"),
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=bool(kind),
        )
    if labels:
        _draw_led(made, [(names[row], pixels[row], place) for row, place in side.items()], window)
    return sum(one is None for one in placed) if labels else 0


def _draw_led(made: Any, named: Sequence[tuple[str, tuple[float, float], Any]], window: shipped.Window) -> None:
    """Write the names that stand at the end of a line, and draw the lines."""
    led = [(name, point, place) for name, point, place in named if isinstance(place, tuple)]
    if not led:
        return
    ends = [nearest(point, extent(name, place, _TEXT)) for name, point, place in led]
    lines = [_position(one, window) for (_, point, _), end in zip(led, ends, strict=True) for one in (point, end)]
    made.add_scattergeo(
        lon=[value for at, (x, _) in enumerate(lines) for value in ((x, None) if at % 2 else (x,))],
        lat=[value for at, (_, y) in enumerate(lines) for value in ((y, None) if at % 2 else (y,))],
        mode="lines",
        line={"color": style.MUTED, "width": 0.8},
        hoverinfo="skip",
        showlegend=False,
    )
    places = [_position(place, window) for _, _, place in led]
    made.add_scattergeo(
        lon=[x for x, _ in places],
        lat=[y for _, y in places],
        text=[name for name, _, _ in led],
        mode="text",
        textposition="middle center",
        textfont={"size": _TEXT, "color": style.INK, "family": style.FONT_FAMILY},
        hoverinfo="skip",
        showlegend=False,
    )


def _along(legs: pd.DataFrame, pixels: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points every ten pixels or so along the legs, which labels should leave free."""
    found = []
    for leg in legs.itertuples():
        (x, y), (right, top) = pixels[leg.start], pixels[leg.end]
        count = max(int(math.hypot(right - x, top - y) / 10), 1)
        found += [(x + (right - x) * step / count, y + (top - y) * step / count) for step in range(count + 1)]
    return found


def _pixel(longitude: float, latitude: float, window: shipped.Window) -> tuple[float, float]:
    """Where a position lies in the drawing, in pixels from its lower left corner (Mercator)."""

    def height(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees)))

    west, east, south, north = window
    x = (longitude - west) / (east - west) * _FRAME[0]
    y = (height(latitude) - height(south)) / (height(north) - height(south)) * _FRAME[1]
    return x, y


def _position(pixel: tuple[float, float], window: shipped.Window) -> tuple[float, float]:
    """Longitude and latitude of a place in the drawing: `_pixel` backwards."""
    west, east, south, north = window
    low, high = (math.asinh(math.tan(math.radians(degrees))) for degrees in (south, north))
    x = west + pixel[0] / _FRAME[0] * (east - west)
    return x, math.degrees(math.atan(math.sinh(low + pixel[1] / _FRAME[1] * (high - low))))
