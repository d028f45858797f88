"""Monthly returns as filed: every vintage of every figure, with the faults of reporting in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.faults import TENFOLD, Faults

NO_LONGER = "not reported: route no longer counted apart"


def file_months(
    true: pd.DataFrame,
    totals: pd.DataFrame,
    faults: Faults,
    region: Mapping[str, Any],
    months: pd.PeriodIndex,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the monthly figures as filed: the columns of record type `returns` without its number, and `fault`.

    Each state files its total (ZZ) and its breakdown of each route on one day. A total includes the few that no line
    names, so that a sound breakdown never exceeds it.
    """
    number = {month: index for index, month in enumerate(months)}
    total = {(state, route, period): value for state, route, period, value in totals.itertuples(index=False)}
    rows: list[dict[str, Any]] = []
    counted: dict[tuple[str, pd.Period], dict[str, list[tuple[str, int]]]] = {}
    columns = (true[name].tolist() for name in ("state", "route", "citizenship", "period", "value"))
    for state, route, citizenship, period, value in zip(*columns, strict=True):
        counted.setdefault((state, period), {}).setdefault(route, []).append((citizenship, value))
    for state, period in sorted(counted):
        group = counted[state, period]
        at = number[period]
        filed = period.end_time.normalize() + pd.Timedelta(days=int(rng.integers(12, 26)))
        again = pd.Timedelta(days=int(rng.integers(3, 12)))
        later = pd.Timedelta(days=int(rng.integers(110, 200)))
        if any(late.holds(state, at, "") for late in faults.late):
            continue
        final: list[tuple[str, str, int | None]] = []
        for route in sorted(group):
            final.append((route, "ZZ", int(total[state, route, period])))
            final += [(route, citizenship, int(value)) for citizenship, value in group[route]]
        form = _Form(state, period, region)
        if any(gap.holds(state, at, "") for gap in faults.missing):
            rows += form.rows([(r, c, None) for r, c, _ in final], filed, 1, "not reported", "missing")
            continue
        kept = []
        for figure in final:
            if any(gap.holds(state, at, figure[0]) for gap in faults.silent):
                rows += form.rows([(*figure[:2], None)], filed, 1, NO_LONGER, "silent")
            else:
                kept.append(figure)
        if faults.revised.holds(state, at, ""):
            # Parts are rounded down, so that they stay within their total.
            first = [
                (route, code, (round if code == "ZZ" else int)(value * faults.undercount))
                for route, code, value in kept
                if value is not None
            ]
            rows += form.rows(first, filed, 1, "provisional", "revised")
            rows += form.rows(kept, filed + later, 2, "revised", "revised")
            continue
        rows += form.rows(kept, filed, 1, "")
        if faults.slip[0] == state and faults.slip[3] == at:
            rows += _slip(rows, faults.slip, period, filed + later)
        if faults.twice.holds(state, at, ""):
            rows += form.rows(kept, filed + again, 1, "", "duplicate")
    return pd.DataFrame(rows)


def number_returns(parts: Sequence[pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame:
    """Put filed returns of all cycles together: what was on file by a day, in order of report date, numbered.

    Within one return the largest parts of a breakdown come first, as the forms ask.
    """
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    table = table[table["reported_on"] <= as_of]
    size = -pd.to_numeric(table["value"]).astype("Float64").fillna(0).astype("float64")
    order = ["reported_on", "state", "cycle", "period", "vintage", "indicator", "route", "size", "citizenship", "item"]
    table = table.assign(size=size).sort_values(order, kind="stable").drop(columns="size")
    table.insert(0, "return_id", [f"R{index:05d}" for index in range(1, len(table) + 1)])
    return table.reset_index(drop=True)


class _Form:
    """One state's monthly return: what its rows have in common."""

    def __init__(self, state: str, period: pd.Period, region: Mapping[str, Any]) -> None:
        self.state, self.period = state, period.start_time
        self.unit = region["unit"]
        self.total, self.breakdown = region["indicators"]

    def rows(
        self,
        figures: Sequence[tuple[str, str, int | None]],
        reported_on: pd.Timestamp,
        vintage: int,
        note: str,
        fault: str = "",
    ) -> list[dict[str, Any]]:
        return [
            {
                "state": self.state,
                "cycle": "monthly",
                "indicator": self.total if code == "ZZ" else self.breakdown,
                "route": route,
                "citizenship": code,
                "item": "",
                "period": self.period,
                "value": pd.NA if value is None else value,
                "unit": self.unit,
                "reported_on": reported_on,
                "vintage": vintage,
                "note": note,
                "fault": fault,
            }
            for route, code, value in figures
        ]


def _slip(
    rows: list[dict[str, Any]], slip: tuple[str, str, str, int], period: pd.Period, corrected_on: pd.Timestamp
) -> list[dict[str, Any]]:
    """Spoil the one figure just filed and return its correction, filed later."""
    _, route, code, _ = slip
    spoilt = next(
        row
        for row in reversed(rows)
        if row["route"] == route and row["citizenship"] == code and row["period"] == period.start_time
    )
    right = dict(spoilt, reported_on=corrected_on, vintage=2, note="corrected", fault="slip")
    spoilt.update(value=spoilt["value"] * TENFOLD, fault="slip")
    return [right]
