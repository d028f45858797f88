"""What goes wrong in reporting: late, missing and revised figures, a slip of the pen, a return sent twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.events import Events

# First figures of a revised stretch, as a share of the final ones.
UNDERCOUNT = (0.76, 0.86)
REVISED = 6
TENFOLD = 10


@dataclass(frozen=True)
class Stretch:
    """Months of one state's returns: numbers of the first month and of the month after the last."""

    state: str
    start: int
    stop: int


@dataclass(frozen=True)
class Faults:
    """Where reporting fails. `slip` is (state, route, citizenship, month) whose first figure is ten times too high."""

    late: tuple[Stretch, ...]
    missing: tuple[Stretch, ...]
    revised: Stretch
    undercount: float
    slip: tuple[str, str, str, int]
    twice: Stretch


def draw_faults(region: Mapping[str, Any], events: Events, months: int, rng: np.random.Generator) -> Faults:
    """Draw the faults so that none hides what is planted: they keep clear of breaks and of the outbreak.

    Late are one or two states that only file mirror returns.
    """
    routes = {route["name"]: route for route in region["routes"]}
    states = sorted({route[side] for route in region["routes"] for side in ("destination", "neighbour")})
    mirrors = [state for state in states if all(route["destination"] != state for route in region["routes"])]
    late_states = [mirrors[i] for i in sorted(rng.permutation(len(mirrors))[: int(rng.integers(1, 3))])]
    late = tuple(Stretch(state, months - int(rng.integers(2, 5)), months) for state in late_states)
    tail = months - 8
    near = sorted({change.at for change in events.breaks})
    free = [at for at in range(6, tail) if all(abs(at - other) > 4 for other in near)]
    spots = [free[i] for i in rng.permutation(len(free))]
    missing = []
    for state in [states[i] for i in rng.permutation(len(states))[:3]]:
        at = spots.pop(0)
        missing.append(Stretch(state, at, at + int(rng.integers(1, 3))))
    destinations = sorted({route["destination"] for route in region["routes"]})
    state = destinations[int(rng.integers(len(destinations)))]
    taken = {(gap.state, at) for gap in missing for at in range(gap.start, gap.stop)}
    whole = [at for at in spots if at + REVISED <= tail]
    start = next((at for at in whole if all((state, at + k) not in taken for k in range(REVISED))), whole[0])
    revised = Stretch(state, start, start + REVISED)
    taken |= {(state, at) for at in range(revised.start, revised.stop)}
    names = [name for name in routes if name != events.outbreak.route]
    route = routes[names[int(rng.integers(len(names)))]]
    code = list(route["monthly"])[-1]
    at = _free(spots, route["destination"], taken)
    taken.add((route["destination"], at))
    double = states[int(rng.integers(len(states)))]
    again = _free(spots[::-1], double, taken)
    return Faults(
        late=late,
        missing=tuple(missing),
        revised=revised,
        undercount=round(float(rng.uniform(*UNDERCOUNT)), 3),
        slip=(route["destination"], route["name"], code, at),
        twice=Stretch(double, again, again + 1),
    )


def file_returns(
    true: pd.DataFrame, faults: Faults, months: pd.PeriodIndex, as_of: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the figures as filed, every vintage, with the columns of record type `returns` and `fault`.

    Each state files its total (1.1.1, citizenship ZZ) and its breakdown (1.1.2) of each route on one day. A total
    includes the few of other citizenships, so that a sound breakdown never exceeds it.
    """
    number = {month: index for index, month in enumerate(months)}
    rows: list[dict[str, Any]] = []
    counted: dict[tuple[str, pd.Period], dict[str, list[tuple[str, int]]]] = {}
    columns = (true[name].tolist() for name in ("state", "route", "citizenship", "period", "value"))
    for state, route, citizenship, period, value in zip(*columns, strict=True):
        counted.setdefault((state, period), {}).setdefault(route, []).append((citizenship, value))
    for state, period in sorted(counted):
        group = counted[state, period]
        at = number[period]
        filed = period.end_time.normalize() + pd.Timedelta(days=int(rng.integers(12, 26)))
        others = rng.poisson(4, size=len(group))
        again = pd.Timedelta(days=int(rng.integers(3, 12)))
        later = pd.Timedelta(days=int(rng.integers(110, 200)))
        if any(late.state == state and late.start <= at < late.stop for late in faults.late):
            continue
        final = _figures(group, others)
        if any(_within(gap, state, at) for gap in faults.missing):
            rows += _filed(state, final, period, filed, 1, "not reported", fault="missing")
            continue
        if _within(faults.revised, state, at):
            first = [(route, code, round(value * faults.undercount)) for route, code, value in final]
            rows += _filed(state, first, period, filed, 1, "provisional", fault="revised")
            rows += _filed(state, final, period, filed + later, 2, "revised", fault="revised")
            continue
        rows += _filed(state, final, period, filed, 1, "")
        if faults.slip[0] == state and faults.slip[3] == at:
            rows += _slip(rows, faults.slip, period, filed + later)
        if _within(faults.twice, state, at):
            rows += _filed(state, final, period, filed + again, 1, "", fault="duplicate")
    table = pd.DataFrame(rows)
    table = table[table["reported_on"] <= as_of]
    table = table.sort_values(["reported_on", "state", "period", "vintage", "indicator", "route", "citizenship"])
    table.insert(0, "return_id", [f"R{index:05d}" for index in range(1, len(table) + 1)])
    return table.reset_index(drop=True)


def _figures(group: Mapping[str, Sequence[tuple[str, int]]], others: Sequence[int]) -> list[tuple[str, str, int]]:
    """Total and breakdown of each route, in order of route, as (route, citizenship, detections)."""
    figures: list[tuple[str, str, int]] = []
    for extra, route in zip(others, sorted(group), strict=True):
        figures.append((route, "ZZ", sum(value for _, value in group[route]) + int(extra)))
        figures += [(route, citizenship, value) for citizenship, value in group[route]]
    return figures


def _filed(
    state: str,
    figures: Sequence[tuple[str, str, int]],
    period: pd.Period,
    reported_on: pd.Timestamp,
    vintage: int,
    note: str,
    fault: str = "",
) -> list[dict[str, Any]]:
    return [
        {
            "state": state,
            "indicator": "1.1.1" if code == "ZZ" else "1.1.2",
            "route": route,
            "citizenship": code,
            "period": period.start_time,
            "value": pd.NA if fault == "missing" else value,
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


def _within(stretch: Stretch, state: str, at: int) -> bool:
    return stretch.state == state and stretch.start <= at < stretch.stop


def _free(spots: Sequence[int], state: str, taken: set[tuple[str, int]]) -> int:
    return next(at for at in spots if (state, at) not in taken)
