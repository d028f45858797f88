"""True monthly detections by reporting state, route and citizenship, drawn around the planted level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.events import FLAT, Break, Events

# Days after the end of a month by which a prompt state has filed; the last month reported ends before that.
PROMPT_DAYS = 26
# Monthly detections of a citizenship that is hardly ever met on a route.
STRAY = 2.0


def periods(as_of: date) -> pd.PeriodIndex:
    """Return the months reported on: five whole years at least, and the part year in which the file closes.

    >>> index = periods(date(2026, 3, 31))
    >>> str(index[0]), str(index[-1])
    ('2021-01', '2026-02')
    """
    last = pd.Period(pd.Timestamp(as_of) - pd.Timedelta(days=PROMPT_DAYS), "M") - 1
    # A file that closes with a whole year keeps that year and adds none: the part year must be one.
    if last.month == 12:
        last -= 2
    first = pd.Period(year=last.year - (5 if last.month <= 6 else 4), month=1, freq="M")
    return pd.period_range(first, last, freq="M")


def citizenships(region: Mapping[str, Any], route: str) -> tuple[str, ...]:
    """Return every citizenship of a route's returns: its own, then those of the routes that might shift to it.

    They stand on the file from the first month on, so that nothing about the list tells what is planted.
    """
    routes = {one["name"]: one["monthly"] for one in region["routes"]}
    found = list(routes[route])
    for loser, gainer in region["displacement"]["pairs"]:
        if gainer == route:
            found += [code for code in routes[loser] if code not in found]
    return tuple(found)


def level(
    region: Mapping[str, Any],
    events: Events,
    months: pd.PeriodIndex,
    route: str,
    citizenship: str,
    mirror: bool = False,
) -> Any:
    """Return the expected monthly detections of the destination (or as the mirror sees them), an array over the months.

    (base x changes of level + what another route lost) x growth x season x surge x outbreak; the season has a mean of 1
    over the year. A mirror that is flat on a route shows none of that route's part of a move.
    """
    base = next(one for one in region["routes"] if one["name"] == route)["monthly"].get(citizenship, STRAY)
    number = np.arange(len(months))
    season = next(one for one in events.seasons if one.route == route)
    year = np.exp(season.amplitude * np.cos(2 * np.pi * (np.arange(1, 13) - season.peak) / 12))
    unseen = {move.blind for move in events.moves if mirror and move.mirror == FLAT}
    mean = np.full(len(months), float(base))
    lasting = [events.step, *(move.source for move in events.moves)]
    for change in lasting:
        if change.route == route and route not in unseen:
            mean = mean * (1 + (change.factor - 1) * _reached(change, number))
    for move in events.moves:
        if move.target.route == route and route not in unseen:
            mean = mean + move.gained.get(citizenship, 0.0) * _reached(move.target, number)
    mean = mean * (1 + events.growth[route]) ** (number / 12) * (year / year.mean())[months.month - 1]
    for surge in events.surges:
        if surge.route == route:
            mean = np.where((number >= surge.at) & (number < surge.at + surge.months), mean * surge.factor, mean)
    outbreak = events.outbreak
    if (outbreak.route, outbreak.citizenship) == (route, citizenship):
        mean = np.where(number >= len(months) - outbreak.months, mean * outbreak.factor, mean)
    return mean


def draw_series(
    region: Mapping[str, Any],
    events: Events,
    difficulty: Mapping[str, Any],
    months: pd.PeriodIndex,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the true series: columns `state`, `route`, `citizenship`, `period` (month), `value`, in the unit.

    Counts are negative binomial around the level; the neighbour of a route sees a share of what its destination sees,
    with its own chance. The dispersion is the level's, times what the region says of its goods (seizures are lumpy).
    """
    dispersion = float(difficulty["dispersion"]) * float(region["lumpiness"])
    parts = []
    for route in region["routes"]:
        share = float(rng.uniform(*region["mirror"]["share"]))
        for state, seen in ((route["destination"], 1.0), (route["neighbour"], share)):
            for citizenship in citizenships(region, route["name"]):
                mirror = state != route["destination"]
                mean = seen * level(region, events, months, route["name"], citizenship, mirror)
                shape = 1 / dispersion
                parts.append(
                    pd.DataFrame(
                        {
                            "state": state,
                            "route": route["name"],
                            "citizenship": citizenship,
                            "period": months,
                            "value": rng.negative_binomial(shape, shape / (shape + mean)),
                        }
                    )
                )
    return pd.concat(parts, ignore_index=True)


def totals(true: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the true total of each state, route and month: the breakdown and a few that no line of it names."""
    summed = true.groupby(["state", "route", "period"], as_index=False)["value"].sum()
    return summed.assign(value=summed["value"] + rng.poisson(4, size=len(summed)))


def _reached(change: Break, number: Any) -> Any:
    """Share of a change that is reached in each month: 0 before it, 1 from its last month of change on."""
    return np.clip((number - change.at + 1) / change.ramp, 0.0, 1.0)
