"""What the returns of a case show at a date: the figure standing for each month of one line, and what needs care."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toolkit.schema.case import Case

# Smallest median of a line that is asked.
LEAST = 20
Line = tuple[str, str, str]  # state, route, citizenship
Filed = tuple[pd.Timestamp, int | None]  # report date, figure


@dataclass(frozen=True)
class Standing:
    """One line at a date: month -> figure or None, and month -> why it needs care."""

    months: dict[str, int | None]
    care: dict[str, str]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The different reasons for care, in alphabetical order."""
        return tuple(sorted(set(self.care.values())))


def monthly(case: Case) -> pd.DataFrame:
    """Return the monthly returns of a case: those by route. Other cycles hold the same detections again."""
    returns = case.table("returns")
    return returns[returns["cycle"] == "monthly"].reset_index(drop=True)


def indicators(returns: pd.DataFrame) -> tuple[str, str]:
    """Return the numbers of the total and of the breakdown that monthly returns hold: of entries, or of goods."""
    total, breakdown = sorted(set(returns["indicator"]))
    return total, breakdown


def lines(returns: pd.DataFrame) -> list[Line]:
    """Return every line of the breakdown by citizenship that matters, in alphabetical order.

    Left out are lines with a median below 20: citizenships that are hardly ever met on a route.
    """
    rows = returns[returns["indicator"] == indicators(returns)[1]]
    median = rows.groupby(["state", "route", "citizenship"])["value"].transform("median")
    rows = rows[median >= LEAST]
    found = rows[["state", "route", "citizenship"]].drop_duplicates().sort_values(["state", "route", "citizenship"])
    return [(str(state), str(route), str(code)) for state, route, code in found.itertuples(index=False)]


def standing(returns: pd.DataFrame, line: Line, as_of: pd.Timestamp) -> Standing:
    """Return the figures of one line as the file stood on a day, for every month ended by then.

    The figure filed last by that day stands. A month needs care where it was filed twice, revised before or after the
    day, filed as not reported, or not filed yet.
    """
    state, route, citizenship = line
    rows = returns[
        (returns["indicator"] == indicators(returns)[1])
        & (returns["state"] == state)
        & (returns["route"] == route)
        & (returns["citizenship"] == citizenship)
    ].sort_values(["reported_on", "vintage"], kind="stable")
    by_month: dict[pd.Period, list[Filed]] = {}
    periods = rows["period"].dt.to_period("M")
    for period, day, value in zip(periods, rows["reported_on"], rows["value"], strict=True):
        by_month.setdefault(period, []).append((day, None if pd.isna(value) else int(value)))
    last = min(returns["period"].max().to_period("M"), (as_of + pd.Timedelta(days=1)).to_period("M") - 1)
    months: dict[str, int | None] = {}
    care: dict[str, str] = {}
    for month in pd.period_range(returns["period"].min().to_period("M"), last, freq="M"):
        name = str(month)
        filed = by_month.get(month, [])
        known = [one for one in filed if one[0] <= as_of]
        months[name] = known[-1][1] if known else None
        kind = _kind(filed, known)
        if kind:
            care[name] = kind
    return Standing(months, care)


def _kind(filed: list[Filed], known: list[Filed]) -> str:
    if not known:
        return "not filed yet"
    if known[-1][1] is None:
        return "not reported"
    if len({value for _, value in known} - {None}) > 1:
        return "revised"
    if len(known) > 1:
        return "filed twice"
    return "revised later" if len({value for _, value in filed} - {None}) > 1 else ""
