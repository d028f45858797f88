"""Passages: how often vehicles, or whoever is seen, passed from one place to another; as a table and on a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.flows.commodity import Commodity
from toolkit.language import text
from toolkit.records import instants, left_out, listed, need, span


@dataclass(frozen=True, eq=False, repr=False)
class Passages(Commodity):
    """One row for each way with its count; `chart()` draws boxes and arrows, `map(places)` the geography."""

    def map(self, places: pd.DataFrame, title: str = "", borders: bool = True) -> Any:
        """Return the ways on a map drawn with no internet: wider arrows for more passages, endpoints named.

        `places` is the place register. Raises ParameterError for a way to a place that it does not hold.
        """
        from toolkit import maps

        need(places, "flows.passages", ("place_id", "name", "latitude", "longitude"))
        ends = {*self.frame["source"], *self.frame["target"]}
        shown = places[places["place_id"].isin(ends)]
        legs = self.frame.rename(columns={"count": "strength"})[["source", "target", "strength"]]
        return maps.route(shown, legs, borders, title=title or self.title)


def passages(
    sightings: pd.DataFrame,
    of: Any = None,
    within: Any = "12h",
    *,
    who: str = "plate",
    place: str = "place_id",
    time: str = "seen_at",
    names: Mapping[Any, str] | None = None,
) -> Passages:
    """Count how often each pair of places was passed in turn: two sightings running, within a stretch of time.

    Parameters
    ----------
    sightings : who was seen where and when (`case.sightings`; crossings, or calls with a cell, do as well)
    of : one or several plates (or numbers, or persons); without it all
    within : longest time between the two sightings; over a longer one nobody knows what lay between
    who, place, time : columns
    names : place -> what the drawing calls it

    Returns
    -------
    Passages with `source`, `target`, `count`, `amount` (the same, for drawing), `vehicles` (how many different ones),
    `first`, `last`, `median_hours`; most passed first, then in order of the places' names. There and back are two rows.

    Raises ParameterError for unknown columns, someone never seen, or no passage at all.

    Misleads: cameras stand where somebody put them. A way without a count is a way without a camera.

    >>> times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 11:00", "2026-01-03 08:00"], utc=True)
    >>> seen = pd.DataFrame({"plate": "0A-1", "place_id": ["PL1", "PL2", "PL1"], "seen_at": times})
    >>> passages(seen).to_frame()[["source", "target", "count"]].values.tolist()
    [['PL1', 'PL2', 1]]
    """
    method = "flows.passages"
    reach = span(within, method, "within")
    need(sightings, method, (who, place, time))
    chosen: Iterable[Any] = [] if of is None else listed(of)
    rows = sightings if of is None else sightings[sightings[who].isin(list(chosen))]
    if rows.empty:
        raise ParameterError(f"{method}: nobody of {', '.join(map(str, chosen)) or 'the table'} was seen")
    whole = rows[who].notna() & rows[place].notna() & rows[time].notna()
    read = pd.DataFrame({"who": rows[who], "place": rows[place], "at": instants(rows, time, method)})[whole]
    read = read.sort_values(["who", "at"], kind="stable").reset_index(drop=True)
    after = read.groupby("who", sort=False)[["place", "at"]].shift(-1)
    took = after["at"] - read["at"]
    other = after["place"].notna() & (read["place"].astype("str") != after["place"].astype("str"))
    fits = other & (took <= reach)
    if not fits.any():
        raise ParameterError(f"{method}: no two sightings in turn lie within {within}; lengthen within=")
    ways = pd.DataFrame(
        {
            "source": read["place"][fits],
            "target": after["place"][fits],
            "who": read["who"][fits],
            "first": read["at"][fits].dt.tz_localize(None),
            "hours": took[fits].dt.total_seconds() / 3600,
        }
    )
    frame = (
        ways.groupby(["source", "target"], sort=True)
        .agg(
            count=("who", "size"),
            vehicles=("who", "nunique"),
            first=("first", "min"),
            last=("first", "max"),
            median_hours=("hours", "median"),
        )
        .reset_index()
    )
    frame.insert(3, "amount", frame["count"].astype("float64"))
    frame["median_hours"] = frame["median_hours"].round(1)
    frame = frame.sort_values("count", ascending=False, kind="stable").reset_index(drop=True)
    far = int((other & (took > reach)).sum())
    caveats = [text("a way without a count may be a way without a camera; plates are misread")]
    if far:
        caveats.append(text("changes of place in more than {within}, no passage: {count}", count=far, within=within))
    caveats += left_out(int((~whole).sum()), len(rows), text("have no place or no time"))
    title = text("Passages: {ways} ways, {count} in all", ways=len(frame), count=int(frame["count"].sum()))
    return Passages(title, frame, tuple(caveats), dict(names or {}))
