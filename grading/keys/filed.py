"""What the returns of a case show at a date: the figure standing for each month of one line, and what needs care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.schema.case import Case

# Smallest median of a line that is asked.
LEAST = 20
Line = tuple[str, str, str]  # state, route, citizenship
Filing = tuple[pd.Timestamp, int | None]  # day of filing, figure or None for "not reported"
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


def standings(case: Case, days: Sequence[pd.Timestamp]) -> list[tuple[Line, pd.Timestamp, Standing]]:
    """Return the figures of every line that matters as the file stood on each day, for every month ended by then.

    The figure filed last by that day stands. A month needs care where it was filed twice, revised before or after the
    day, filed as not reported, or not filed yet.
    """
    returns = monthly(case)
    first, end = (returns["period"].agg(bound).to_period("M") for bound in ("min", "max"))
    wanted = set(lines(returns))
    rows = returns[returns["indicator"] == indicators(returns)[1]]
    rows = rows.sort_values(["reported_on", "vintage"], kind="stable")
    filings: dict[Line, dict[str, list[Filing]]] = {}
    columns = ("state", "route", "citizenship", "period", "reported_on", "value")
    for state, route, code, period, reported_on, value in zip(*(rows[name] for name in columns), strict=True):
        line = (str(state), str(route), str(code))
        if line in wanted:
            figure = None if pd.isna(value) else int(value)
            filings.setdefault(line, {}).setdefault(f"{period:%Y-%m}", []).append((reported_on, figure))
    found = []
    for line in sorted(filings):
        for day in days:
            last = min(end, (day + pd.Timedelta(days=1)).to_period("M") - 1)
            months = [str(month) for month in pd.period_range(first, last, freq="M")]
            found.append((line, day, _standing(filings[line], months, day)))
    return found


def _standing(filings: Mapping[str, Sequence[Filing]], names: Sequence[str], as_of: pd.Timestamp) -> Standing:
    months: dict[str, int | None] = {}
    care: dict[str, str] = {}
    for name in names:
        filed = [value for _, value in filings.get(name, ())]
        known = [value for reported_on, value in filings.get(name, ()) if reported_on <= as_of]
        months[name] = known[-1] if known else None
        kind = _kind(filed, known)
        if kind:
            care[name] = kind
    return Standing(months, care)


def _kind(filed: Sequence[int | None], known: Sequence[int | None]) -> str:
    if not known:
        return "not filed yet"
    if known[-1] is None:
        return "not reported"
    if len({value for value in known if value is not None}) > 1:
        return "revised"
    if len(known) > 1:
        return "filed twice"
    return "revised later" if len({value for value in filed if value is not None}) > 1 else ""
