"""True monthly detections by reporting state, route and citizenship, drawn around the planted level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.events import Events

# Days after the end of a month by which a prompt state has filed; the last month reported ends before that.
PROMPT_DAYS = 26


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


def level(region: Mapping[str, Any], events: Events, months: pd.PeriodIndex, route: str, citizenship: str) -> Any:
    """Return the expected monthly detections at the destination, an array over the months.

    base x growth x season x level changes x outbreak; the season has a mean of 1 over the year.
    """
    base = next(one for one in region["routes"] if one["name"] == route)["monthly"][citizenship]
    number = np.arange(len(months))
    season = next(one for one in events.seasons if one.route == route)
    year = np.exp(season.amplitude * np.cos(2 * np.pi * (np.arange(1, 13) - season.peak) / 12))
    mean = base * (1 + events.growth[route]) ** (number / 12) * (year / year.mean())[months.month - 1]
    for change in events.breaks:
        if change.route == route:
            mean = np.where(number >= change.at, mean * change.factor, mean)
    outbreak = events.outbreak
    if (outbreak.route, outbreak.citizenship) == (route, citizenship):
        mean = np.where(number >= len(months) - outbreak.months, mean * outbreak.factor, mean)
    return mean


def draw_series(
    region: Mapping[str, Any], events: Events, scale: str, months: pd.PeriodIndex, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the true series: columns `state`, `route`, `citizenship`, `period` (month), `value` (detections).

    Counts are negative binomial around the level; the neighbour of a route sees a share of what its
    destination sees, with its own chance. `scale` names the level of difficulty whose dispersion is used.
    """
    dispersion = float(region["levels"].get(scale, region["levels"]["practitioner"])["dispersion"])
    parts = []
    for route in region["routes"]:
        share = float(rng.uniform(*region["mirror"]["share"]))
        for state, seen in ((route["destination"], 1.0), (route["neighbour"], share)):
            for citizenship in route["monthly"]:
                mean = seen * level(region, events, months, route["name"], citizenship)
                shape = 1 / dispersion
                values = rng.negative_binomial(shape, shape / (shape + mean))
                parts.append(
                    pd.DataFrame(
                        {
                            "state": state,
                            "route": route["name"],
                            "citizenship": citizenship,
                            "period": months,
                            "value": values,
                        }
                    )
                )
    return pd.concat(parts, ignore_index=True)
