"""The strategic facts as a truth table: each planted change and each fault, with the returns that reveal it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from synthetic_data.flows.events import COINCIDENCE, FLAT, Break, Events
from synthetic_data.flows.faults import Faults
from synthetic_data.flows.irregular import UNFILED, Irregular, measured
from synthetic_data.truth import TABLES

# Months on either side of a change whose returns reveal it.
AROUND = 6


def record_facts(
    region: Mapping[str, Any],
    events: Events,
    faults: Faults,
    irregular: Sequence[Irregular],
    months: pd.PeriodIndex,
    returns: pd.DataFrame,
) -> pd.DataFrame:
    """Return truth table `strategic`; docs/reports_returns_gates.md says what each kind holds.

    `period` is the first day of the month in which the fact begins; for seasonality that of the first peak month, for a
    change of level the first month in which more than half of it is reached. `returns` is what was filed, numbered,
    with `fault`.
    """
    book = _Book(region, months, returns)
    for season in events.seasons:
        seen = book.of(book.destination[season.route], season.route, 0, len(months))
        peaks = seen[seen["period"].dt.month == season.peak]
        book.add("seasonality", peaks, season.peak - 1, season.amplitude, route=season.route)
    for change in events.breaks:
        book.add("break", book.around(change), _dated(change), change.factor, route=change.route)
    for move in events.moves:
        seen = pd.concat([book.around(move.source), book.around(move.target)])
        kind = "coincidence" if move.status == COINCIDENCE else "displacement"
        ends = {"route": move.source.route, "other_route": move.target.route}
        book.add(kind, seen, _dated(move.source), move.lag, **ends, status=move.status)
        if move.mirror == FLAT:
            change = move.source if move.blind == move.source.route else move.target
            state = book.neighbour[move.blind]
            book.add("flat_mirror", book.around(change, state), _dated(change), 1.0, route=move.blind, state=state)
    for surge in events.surges:
        seen = book.of(book.destination[surge.route], surge.route, surge.at, surge.at + surge.months - 1)
        book.add("surge", seen, surge.at, surge.factor, route=surge.route)
    rise = events.outbreak
    first = len(months) - rise.months
    seen = book.of(book.destination[rise.route], rise.route, first - AROUND, len(months))
    seen = seen[seen["citizenship"] == rise.citizenship]
    book.add("outbreak", seen, first, rise.factor, route=rise.route, citizenship=rise.citizenship)
    for gap in faults.late:
        seen = book.of(gap.state, None, gap.start - 1, gap.start - 1)
        book.add("late", seen, gap.start, gap.stop - gap.start, state=gap.state)
    for gap in (*faults.missing, *faults.silent):
        seen = book.of(gap.state, gap.route or None, gap.start, gap.stop - 1)
        kind = "silent" if gap.route else "missing"
        book.add(kind, seen, gap.start, gap.stop - gap.start, state=gap.state, route=gap.route)
    stretch = faults.revised
    seen = book.of(stretch.state, None, stretch.start, stretch.stop - 1)
    book.add("revised", seen[seen["fault"] == "revised"], stretch.start, faults.undercount, state=stretch.state)
    part = [index for index, month in enumerate(months) if month.year == months[-1].year]
    book.add("part_year", book.monthly[book.monthly["number"].isin(part)], part[0], len(part))
    for fault in irregular:
        book.irregular(fault)
    return book.table()


class _Book:
    """The facts as they are entered, and the returns among which their evidence is looked up."""

    def __init__(self, region: Mapping[str, Any], months: pd.PeriodIndex, returns: pd.DataFrame) -> None:
        self.destination = {route["name"]: str(route["destination"]) for route in region["routes"]}
        self.neighbour = {route["name"]: str(route["neighbour"]) for route in region["routes"]}
        self.returns, self.months = returns, months
        monthly = returns[(returns["cycle"] == "monthly") & (returns["indicator"] == region["indicators"][1])]
        at = {period.start_time: index for index, period in enumerate(months)}
        self.monthly = monthly.assign(number=[at[period] for period in monthly["period"]])
        self.breakdown = region["indicators"][1]
        self.rows: list[dict[str, Any]] = []

    def of(self, state: str, route: str | None, first: int, last: int) -> pd.DataFrame:
        """Monthly returns of one state (and route) for the months first to last, both included."""
        chosen = self.monthly[(self.monthly["state"] == state) & self.monthly["number"].between(first, last)]
        return chosen if route is None else chosen[chosen["route"] == route]

    def around(self, change: Break, state: str = "") -> pd.DataFrame:
        state = state or self.destination[change.route]
        return self.of(state, change.route, change.at - AROUND, change.at + AROUND - 1)

    def add(self, kind: str, seen: pd.DataFrame, start: int, size: float, **values: str) -> None:
        state = self.destination.get(values.get("route", ""), "")
        self._enter(kind, seen, self.months[start].start_time, size, {"state": state, "cycle": "monthly"} | values)

    def irregular(self, fault: Irregular) -> None:
        form = fault.form
        rows = self.returns[
            (self.returns["state"] == form.state)
            & (self.returns["cycle"] == form.cycle)
            & (self.returns["period"] == form.period)
        ]
        if fault.kind == UNFILED:
            # The state's last return of that cycle before the gap shows that it used to file.
            rows = self.returns[(self.returns["state"] == form.state) & (self.returns["cycle"] == form.cycle)]
            rows = rows[rows["period"] == rows["period"][rows["period"] < form.period].max()]
            rows = rows.head(1)
        elif fault.key is not None:
            rows = rows[rows["fault"] == fault.kind]
        number, code, _ = fault.key or ("", "ZZ", "")
        values = {"state": form.state, "cycle": form.cycle, "indicator": number, "other_route": fault.other}
        self._enter(fault.kind, rows, form.period, measured(fault), {**values, "citizenship": code or "ZZ"})

    def _enter(
        self, kind: str, seen: pd.DataFrame, start: pd.Timestamp, size: float, values: Mapping[str, str]
    ) -> None:
        blank = {"state": "", "route": "", "other_route": "", "citizenship": "ZZ", "status": "", "indicator": ""}
        fact: dict[str, Any] = {"kind": kind, **blank, **values, "period": start.strftime("%Y-%m-%d"), "size": size}
        self.rows.append(fact | {"provenance": ";".join(seen["return_id"])})

    def table(self) -> pd.DataFrame:
        facts = [{"fact_id": f"F{number:03d}", **row} for number, row in enumerate(self.rows, start=1)]
        return pd.DataFrame(facts, columns=list(TABLES["strategic"]))


def _dated(change: Break) -> int:
    """Number of the first month in which more than half of a change is reached."""
    return change.at + change.ramp // 2
