"""`totals`, `table` and `chart`: figures added up only where that makes sense, and shown with what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import func, select

from toolkit.errors import ReportingError, unknown
from toolkit.language import text
from toolkit.reporting import tables
from toolkit.reporting.access import standing, visible
from toolkit.reporting.contributors import ALL
from toolkit.reporting.rounds import label
from toolkit.reporting.search import CAVEATS, search
from toolkit.reporting.system import System
from toolkit.schema.indicators import indicators

BY = ("state", "citizenship", "item", "route", "period", "indicator", "unit")
_NEVER_ADDED = "5.1.1"
MOST_LINES = 7


def totals(source: Any, by: Sequence[str] = ("state", "period"), **asked: Any) -> pd.DataFrame:
    """Add figures up: one row for each group, from a `System` as its viewer may read it, or from a `Snapshot`.

    Parameters
    ----------
    by : what to group by: state, citizenship, item, route, period, indicator, unit
    asked : as for `reporting.search`; one cycle must be named, and one indicator unless it is in `by`

    Returns the columns of `by`, value (sum of what is reported), figures (how many), not_reported (how many of those
    are empty: then the sum is too low). Raises ReportingError where the sum would count anything twice: a total with
    its breakdown, two cycles, monthly reports of one route by both sides, several vintages, or fees.
    """
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise ReportingError(f"name a group: {', '.join(BY)}")
    for name in names:
        if name not in BY:
            raise ReportingError(unknown("group", name, BY))
    _once(names, asked)
    if isinstance(source, System):
        found = search(source, **asked)
        notes = found.attrs[CAVEATS]
        kept = found.fillna({"citizenship": "", "item": "", "route": ""})
        _mirrored(kept, names)
        grouped = kept.groupby(names, sort=True)["value"]
        size = grouped.size()
        sums = {"value": grouped.sum(min_count=1), "figures": size, "not_reported": size - grouped.count()}
        made = pd.DataFrame(sums).reset_index()
    else:
        made, notes = _by_duckdb(source, names, asked)
    made = made.astype({"value": "Int64", "figures": "int64", "not_reported": "int64"})
    made.attrs[CAVEATS] = notes
    return made


def table(source: Any, rows: str = "citizenship", columns: str = "period", **asked: Any) -> pd.DataFrame:
    """Return a cross table of sums; parameters as for `totals`.

    Periods are written as "2026-Q1". A cell is empty where nothing is reported, never 0. The largest rows come first.
    `attrs["caveats"]` says where a sum lacks figures.
    """
    if rows == columns:
        raise ReportingError(f"rows and columns are both {rows!r}; name two different groups")
    made = totals(source, by=(rows, columns), **asked)
    cycle = asked["cycle"]
    shown = _worded(made, cycle, part_periods(source, cycle))
    wide = shown.pivot(index=rows, columns=columns, values="value").astype("Int64")
    if rows != "period":
        order = wide.sum(axis=1, min_count=1).sort_values(ascending=False, kind="stable", na_position="last").index
        wide = wide.loc[order]
    notes = list(made.attrs[CAVEATS])
    missing = int(made["not_reported"].sum())
    if missing:
        notes.append(text("{count} figures are not reported; sums that lack one are too low", count=missing))
    wide.attrs[CAVEATS] = tuple(notes)
    return wide


def chart(source: Any, lines: str = "state", *, title: str = "", bars: bool = False, **asked: Any) -> Any:
    """Return a Plotly figure of sums by period, one line (or stack of bars) for each `lines`; as for `totals`.

    The seven largest are drawn, and the title's second line says how many are left out. A period without a figure is a
    gap in the line.
    """
    from toolkit import style
    from toolkit.trend import charts

    made = _worded(totals(source, by=(lines, "period"), **asked), None)
    wide = made.pivot(index="period", columns=lines, values="value")
    order = list(wide.sum().sort_values(ascending=False, kind="stable").index)
    kept = order[:MOST_LINES]
    number = asked["indicator"]
    heading = title or f"{number} {indicators()[number].title}"
    if len(order) > len(kept):
        left = text("the {shown} largest of {count}", shown=len(kept), count=len(order))
        heading += f"<br><span style='font-size:13px'>{left}</span>"
    unit = indicators()[number].unit
    for first, last in part_periods(source, asked["cycle"]).items():
        if first in wide.index:
            heading += f"<br><span style='font-size:13px'>{first:%Y}: a part, to {last:%Y-%m}</span>"
    figure = charts.figure(heading, y=unit)
    figure.update_xaxes(tickformat={"annual": "%Y", "monthly": "%Y-%m"}.get(asked["cycle"], "%Y-%m"))
    if asked["cycle"] == "annual":
        figure.update_xaxes(dtick="M12")
    names = _called(source, lines)
    for place, name in enumerate(kept):
        said = names.get(str(name), str(name))
        colour = style.PALETTE[place % len(style.PALETTE)]
        if bars:
            figure.add_bar(x=wide.index, y=wide[name].astype("float64"), name=said, marker={"color": colour})
        else:
            dash = ("solid", "dash", "dot", "dashdot")[place % 4]
            charts.line(figure, wide[name], said, colour=colour, dash=dash, symbol="circle")
    if bars:
        figure.update_layout(barmode="stack")
    return figure


def _once(names: Sequence[str], asked: dict[str, Any]) -> None:
    """Refuse a sum that counts anything twice."""
    for name in ("cycle", "indicator"):
        given = asked.get(name)
        if not isinstance(given, str) and not (name == "indicator" and "indicator" in names):
            raise ReportingError(f"name one {name}: a sum over several counts the same movements twice")
    if asked.get("vintages", "last") != "last":
        raise ReportingError("a sum takes the last vintages; read all of them with search")
    number = asked.get("indicator")
    if number == _NEVER_ADDED and not {"state", "item", "period"} <= set(names):
        raise ReportingError(f"{number}: fees are never added up; group by state, item and period")


def _mirrored(found: pd.DataFrame, names: Sequence[str]) -> None:
    if "state" in names:
        return
    twice = found[found["route"] != ""].groupby("route")["state"].nunique()
    if (twice > 1).any():
        raise ReportingError(
            f"two states report on {twice.idxmax()!r}: added up, the same movement would count twice; name one state, "
            "or group by state"
        )


def _by_duckdb(source: Any, names: Sequence[str], asked: dict[str, Any]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    from toolkit.reporting.filters import read_filter

    condition, values = read_filter(known=source.known(), **asked).sql()
    if asked["cycle"] == "monthly" and "state" not in names:
        # the guard needs a look at who reports on what
        twice = source.query(
            f"SELECT route, state FROM returns WHERE {condition} AND route <> '' GROUP BY ALL", values
        ).df()
        _mirrored(twice, names)
    listed = ", ".join(names)
    counted = "sum(value) AS value, count(*) AS figures, count(*) - count(value) AS not_reported"
    sql = f"SELECT {listed}, {counted} FROM returns WHERE {condition} GROUP BY {listed} ORDER BY {listed}"
    return source.query(sql, values).df(), tuple(source.info["caveats"])


def part_periods(source: Any, cycle: str) -> dict[pd.Timestamp, pd.Timestamp]:
    """Return the periods of which only a part is covered by some return as it stands: first day -> last day covered."""
    if isinstance(source, System):
        held = tables.returns.c
        query = select(held.period, func.min(held.until)).where(
            held.cycle == cycle, held.until.is_not(None), standing(), visible(source.viewer)
        )
        rows: Any = source.read(lambda at: at.execute(query.group_by(held.period)).tuples().all())
    else:
        sql = "SELECT period, min(until) FROM returns WHERE cycle = ? AND until IS NOT NULL AND standing GROUP BY 1"
        rows = source.query(sql, [cycle]).fetchall()
    return {pd.Timestamp(first): pd.Timestamp(last) for first, last in rows}


def _worded(made: pd.DataFrame, cycle: str | None, parts: dict[Any, pd.Timestamp] | None = None) -> pd.DataFrame:
    """Periods as words where a cycle is given; one that is covered in part says to which month."""
    shown = made.copy()
    if "period" in shown and cycle is not None:
        periods = pd.to_datetime(shown["period"])
        ends = {first: f" (to {last:%Y-%m})" for first, last in (parts or {}).items()}
        shown["period"] = [f"{label(cycle, one.date())}{ends.get(one, '')}" for one in periods]
    elif "period" in shown:
        shown["period"] = pd.to_datetime(shown["period"])
    return shown


def _called(source: Any, lines: str) -> dict[str, str]:
    """How the lines of a chart are named."""
    if lines not in ("state", "citizenship"):
        return {}
    from toolkit.reporting.contributors import contributors, countries, iso_countries

    if not isinstance(source, System):
        return {**iso_countries("en"), **source.info["countries"], ALL: text("all")}
    named = dict(contributors(source)[["code", "name"]].itertuples(index=False, name=None))
    return {**countries(source), ALL: text("all"), **named}
