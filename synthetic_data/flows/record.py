"""The strategic facts as a truth table: each planted change and each fault, with the returns that reveal it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from synthetic_data.flows.events import Events
from synthetic_data.flows.faults import Faults
from synthetic_data.truth import TABLES

# Months on either side of a change whose returns reveal it.
AROUND = 6


def record_facts(
    region: Mapping[str, Any], events: Events, faults: Faults, months: pd.PeriodIndex, returns: pd.DataFrame
) -> pd.DataFrame:
    """Return truth table `strategic`.

    `period` is the first day of the month in which the fact begins; for seasonality that of the first peak month.
    `size` is: the relative amplitude of a season; new level / old level of a break or an outbreak; the lag in months
    of a displacement from `route` to `other_route` (whose own level changes stand as breaks beside it); the number
    of months late, missing or in the part year; first figure / final figure of a revised stretch. An empty route or
    citizenship `ZZ` means all of them.
    """
    destinations = {route["name"]: route["destination"] for route in region["routes"]}
    reported = returns[returns["indicator"] == "1.1.2"]
    at = {period.start_time: index for index, period in enumerate(months)}
    reported = reported.assign(number=[at[period] for period in reported["period"]])
    rows: list[dict[str, Any]] = []

    def add(kind: str, rows_of: pd.DataFrame, start: int, size: float, **values: str) -> None:
        fact: dict[str, Any] = {"kind": kind, "state": "", "route": "", "other_route": "", "citizenship": "ZZ"}
        fact |= {**values, "period": months[start].start_time.strftime("%Y-%m-%d"), "size": size}
        rows.append(fact | {"provenance": ";".join(rows_of["return_id"])})

    def of(state: str, route: str | None, first: int, last: int) -> pd.DataFrame:
        """Returns of one state (and route) for the months first to last, both included."""
        chosen = reported[(reported["state"] == state) & reported["number"].between(first, last)]
        return chosen if route is None else chosen[chosen["route"] == route]

    for season in events.seasons:
        state = destinations[season.route]
        seen = of(state, season.route, 0, len(months))
        peaks = seen[seen["period"].dt.month == season.peak]
        add("seasonality", peaks, season.peak - 1, season.amplitude, state=state, route=season.route)
    for change in events.breaks:
        state = destinations[change.route]
        seen = of(state, change.route, change.at - AROUND, change.at + AROUND - 1)
        add("break", seen, change.at, change.factor, state=state, route=change.route)
    moved = events.displacement
    state, target = destinations[moved.source.route], moved.target
    seen = pd.concat(
        [
            of(state, moved.source.route, moved.source.at - AROUND, moved.source.at + AROUND - 1),
            of(destinations[target.route], target.route, target.at - AROUND, target.at + AROUND - 1),
        ]
    )
    add(
        "displacement",
        seen,
        moved.source.at,
        moved.lag,
        state=state,
        route=moved.source.route,
        other_route=target.route,
    )
    rise = events.outbreak
    first = len(months) - rise.months
    seen = of(destinations[rise.route], rise.route, first - AROUND, len(months))
    seen = seen[seen["citizenship"] == rise.citizenship]
    add(
        "outbreak",
        seen,
        first,
        rise.factor,
        state=destinations[rise.route],
        route=rise.route,
        citizenship=rise.citizenship,
    )
    for gap in faults.late:
        seen = of(gap.state, None, gap.start - 1, gap.start - 1)
        add("late", seen, gap.start, gap.stop - gap.start, state=gap.state)
    for gap in faults.missing:
        add("missing", of(gap.state, None, gap.start, gap.stop - 1), gap.start, gap.stop - gap.start, state=gap.state)
    stretch = faults.revised
    seen = of(stretch.state, None, stretch.start, stretch.stop - 1)
    add("revised", seen, stretch.start, faults.undercount, state=stretch.state)
    part = [index for index, month in enumerate(months) if month.year == months[-1].year]
    add("part_year", reported[reported["number"].isin(part)], part[0], len(part))
    facts = [{"fact_id": f"F{number:03d}", **row} for number, row in enumerate(rows, start=1)]
    return pd.DataFrame(facts, columns=list(TABLES["strategic"]))
