"""Pattern of life of one number: where it spends nights and working days, at which hours, since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import left_out, listed, need
from toolkit.telephone.exports import clock
from toolkit.telephone.records import codes_of, limits, ready

_NIGHT, _WORK = (22, 6), (9, 17)
_FEW = 5
_DRAWN = 6


@dataclass(frozen=True, eq=False, repr=False)
class Life(Table):
    """Cells by use, with `home`, `work` and `hours`; `.sentence` says it in words, `.chart()` as a picture."""

    number: str = ""
    home: str = ""
    work: str = ""
    hours: tuple[int, int] = (0, 23)
    zone: str = "UTC"
    records: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def sentence(self) -> str:
        """The pattern in one sentence, worded as what records show."""
        where = text("nights mostly at {home}", home=self.home) if self.home else text("too few records at night")
        day = text("working hours mostly at {work}", work=self.work) if self.work else text("too few in working hours")
        return text(
            "{number}: {where}; {day}; nine tenths of its own records from {first:02d} to {last:02d} h ({zone})",
            number=self.number,
            where=where,
            day=day,
            first=self.hours[0],
            last=(self.hours[1] + 1) % 24,
            zone=self.zone,
        )

    def chart(self) -> Any:
        """Return each record as a mark, day across and hour down, coloured and shaped by place."""
        import plotly.graph_objects as go

        from toolkit import style

        symbols = ("circle", "square", "diamond", "triangle-up", "x", "star")
        called = self.records["where"].fillna(text("no cell"))
        order = list(called.value_counts().index)
        shown = [one for one in order if one != text("no cell")][:_DRAWN]
        figure = go.Figure()
        for place, name in enumerate([*shown, text("other places"), text("no cell")]):
            if name == text("other places"):
                rows = self.records[~called.isin([*shown, text("no cell")])]
            else:
                rows = self.records[called == name]
            if not len(rows):
                continue
            plain = place >= len(shown)
            figure.add_scatter(
                x=rows["day"],
                y=rows["hour"],
                mode="markers",
                name=f"{name} ({len(rows)})",
                marker={
                    "size": 6 if plain else 8,
                    "symbol": "circle-open" if plain else symbols[place],
                    "color": style.MUTED if plain else style.PALETTE[place],
                    "opacity": 0.45 if plain else 0.85,
                },
                hovertemplate="%{x|%Y-%m-%d} %{y:.1f} h<extra>" + str(name) + "</extra>",
            )
        figure.update_layout(
            template=style.template(),
            title=text("Pattern of life of {number}", number=self.number),
            width=style.WIDTH,
            height=520,
            legend={"orientation": "h", "y": -0.1, "yanchor": "top", "x": 0, "borderwidth": 0},
            margin={"b": 110},
        )
        figure.update_yaxes(range=[24, 0], tickvals=list(range(0, 25, 3)), title=text("hour, {zone}", zone=self.zone))
        figure.update_xaxes(type="date")
        return figure


def life(
    calls: pd.DataFrame,
    number: Any,
    zone: str = "UTC",
    *,
    cells: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    source: str = "caller",
    target: str = "callee",
    time: str = "started_at",
    cell: str = "cell_id",
) -> Life:
    """Read off the records a number made itself where and when it was used.

    Parameters
    ----------
    number : one number, or several of one person
    zone : clock of the place where it is used
    cells, places : registers; with them cells are grouped to places and named

    Returns
    -------
    Life, a table of places by use: `records`, `days`, `night` (22 to 6 h), `work` (9 to 17 h, Monday to Friday),
    `share`, `first`, `last`. `.home` and `.work` are the places with most records at night and in working hours (""
    with fewer than 5 such records), `.hours` the shortest stretch of hours that holds nine tenths of the records.

    Raises ParameterError for unknown columns, or a number that made no call.

    Misleads: the cell is the one that served the call, not where its owner sleeps; people who work at night have it
    the other way round.

    >>> times = pd.to_datetime(["2026-01-05 16:00"] * 5 + ["2026-01-05 03:00"] * 6, utc=True)
    >>> calls = pd.DataFrame({"caller": "+1", "callee": "+2", "started_at": times, "cell_id": ["C1"] * 5 + ["C2"] * 6})
    >>> found = life(calls, "+1", zone="UTC+7")
    >>> found.home, found.work
    ('C1', 'C2')
    """
    method = "telephone.life"
    need(calls, method, (cell,))
    held = ready(calls, method, source=source, target=target, time=time, about=listed(number))
    own = np.isin(held.source, codes_of(held, listed(number), method))
    if not own.any():
        raise ParameterError(f"{method}: {', '.join(map(str, listed(number)))} made no call; cells are the caller's")
    times = pd.DatetimeIndex(pd.to_datetime(held.at[own], unit="s", utc=True)).tz_convert(clock(zone))
    where = _names(held.table[cell][own], cells, places, method)
    hour = np.asarray(times.hour)
    records = pd.DataFrame(
        {
            "day": times.tz_localize(None).normalize(),
            "hour": hour + np.asarray(times.minute) / 60,
            "where": where.to_numpy(dtype="object"),
            "night": (hour >= _NIGHT[0]) | (hour < _NIGHT[1]),
            "work": (hour >= _WORK[0]) & (hour < _WORK[1]) & (np.asarray(times.day_of_week) < 5),
            "at": times,
        }
    )
    known = records[records["where"].notna()]
    frame = known.groupby("where", sort=True).agg(
        records=("day", "size"),
        days=("day", "nunique"),
        night=("night", "sum"),
        work=("work", "sum"),
        first=("at", "min"),
        last=("at", "max"),
    )
    frame.insert(4, "share", (frame["records"] / max(len(known), 1)).round(3))
    frame = frame.sort_values("records", ascending=False, kind="stable")
    frame.index.name = "place"
    caveats = [
        *left_out(len(records) - len(known), len(records), text("have no cell")),
        text("the cell is the one that served the call, not where its owner sleeps or works"),
        limits(),
        *held.caveats,
    ]
    whose = ", ".join(map(str, listed(number)))
    title = text(
        "Pattern of life of {number}: {count} own records, {first:%Y-%m-%d} to {last:%Y-%m-%d}",
        number=whose,
        count=len(records),
        first=times.min(),
        last=times.max(),
    )
    return Life(
        title, frame, tuple(caveats), whose, _most(frame, "night"), _most(frame, "work"), _active(hour), zone, records
    )


def _names(cell: pd.Series, cells: pd.DataFrame | None, places: pd.DataFrame | None, method: str) -> pd.Series:
    if cells is None:
        return cell
    need(cells, method, ("cell_id", "place_id"))
    place = cell.map(cells.drop_duplicates("cell_id").set_index("cell_id")["place_id"])
    # A cell that the register does not know keeps its own name.
    place = place.where(place.notna(), cell)
    if places is None:
        return place
    need(places, method, ("place_id", "name"))
    called = place.map(places.drop_duplicates("place_id").set_index("place_id")["name"])
    return called.where(called.notna(), place)


def _most(frame: pd.DataFrame, column: str) -> str:
    if not len(frame) or int(frame[column].sum()) < _FEW:
        return ""
    return str(frame[column].idxmax())


def _active(hour: Any, share: float = 0.9) -> tuple[int, int]:
    """Return first and last hour of the shortest stretch round the clock that holds a share of the records."""
    counts = np.bincount(hour, minlength=24)
    total = counts.sum()
    for length in range(1, 25):
        sums = np.array([np.take(counts, range(start, start + length), mode="wrap").sum() for start in range(24)])
        if sums.max() >= share * total:
            start = int(sums.argmax())
            return start, (start + length - 1) % 24
    return 0, 23
