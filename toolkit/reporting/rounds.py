"""Reporting rounds: a cycle and a period, when its returns are asked for, due, late and no longer taken."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from toolkit.errors import ReportingError, unknown
from toolkit.reporting import tables
from toolkit.reporting.system import System
from toolkit.schema.indicators import cycles as declared

_FORMS = {"monthly": "2026-03", "quarterly": "2026-Q1", "half-year": "2026-H1", "annual": "2026"}
_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?$")
_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}
EARLIEST, LATEST = 1950, 2200


def period_of(cycle: str, given: Any) -> date:
    """Return the first day of a period of that cycle.

    Parameters
    ----------
    cycle : monthly, quarterly, half-year or annual
    given : "2026-03", "2026-Q1", "2026-H1", "2026", or the first day as date or text

    Raises ReportingError for an unknown cycle, and where the words name no period of it.

    >>> period_of("quarterly", "2026-Q2")
    datetime.date(2026, 4, 1)
    """
    if cycle not in declared():
        raise ReportingError(unknown("cycle", cycle, declared()))
    first, months = span_of(given)
    wanted = declared()[cycle].months
    whole_day = months == 0
    if first.day != 1 or (first.month - 1) % wanted or (not whole_day and months != wanted):
        raise ReportingError(f"period {_plain(given)!r} is no {cycle} period; write it as {_FORMS[cycle]}")
    return first


def span_of(given: Any) -> tuple[date, int]:
    """Return the first day of a period in words and its length in months; 0 months where a day is given.

    >>> span_of("2026-H2")
    (datetime.date(2026, 7, 1), 6)
    """
    if isinstance(given, date):  # a Timestamp is one as well
        return date(given.year, given.month, given.day), 0
    found = _WRITTEN.match(str(given).strip()) if isinstance(given, (str, int)) else None
    try:
        if found is None:
            raise ValueError
        year, quarter, half, month, day = found.groups()
        if not EARLIEST <= int(year) <= LATEST:
            raise ValueError
        if quarter:
            return date(int(year), 3 * int(quarter) - 2, 1), 3
        if half:
            return date(int(year), 6 * int(half) - 5, 1), 6
        if day:
            return date(int(year), int(month), int(day)), 0
        return (date(int(year), int(month), 1), 1) if month else (date(int(year), 1, 1), 12)
    except ValueError:
        raise ReportingError(
            f"period {_plain(given)!r} is no period; write it as 2026, 2026-H1, 2026-Q1 or 2026-03"
        ) from None


def label(cycle: str, period: date) -> str:
    """Return a period in words.

    >>> label("half-year", date(2026, 7, 1)), label("annual", date(2026, 1, 1))
    ('2026-H2', '2026')
    """
    if cycle == "annual":
        return f"{period.year}"
    if cycle == "half-year":
        return f"{period.year}-H{1 + period.month // 7}"
    if cycle == "quarterly":
        return f"{period.year}-Q{(period.month + 2) // 3}"
    return f"{period:%Y-%m}"


def last_day(cycle: str, period: date) -> date:
    """Return the last day of a period.

    >>> last_day("quarterly", date(2026, 1, 1))
    datetime.date(2026, 3, 31)
    """
    return after(period, declared()[cycle].months) - timedelta(days=1)


def after(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def due_on(cycle: str, period: date) -> date:
    """Return the last day on which a return is in time."""
    return last_day(cycle, period) + timedelta(days=declared()[cycle].due_days)


def day_of(given: Any, name: str) -> date | None:
    """Return a day that a caller names, None where it is left out; ReportingError for what is no date.

    >>> day_of("2026-02-28", "until")
    datetime.date(2026, 2, 28)
    """
    if given is None or given == "":
        return None
    if isinstance(given, date):  # a Timestamp is one as well
        return date(given.year, given.month, given.day)
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise ReportingError(f"{name} {given!r} is not a date; write it as 2026-02-28") from None


def check_open(at: Connection, cycle: str, period: date, today: date, until: date | None) -> None:
    """Raise ReportingError where no return is taken for the period: still to come, running, or closed by the desk."""
    said = f"{cycle} {label(cycle, period)}"
    if period > today:
        raise ReportingError(f"{said}: the period has not begun (today is {today}); nothing was filed")
    if until is not None and not period <= until < last_day(cycle, period):
        raise ReportingError(
            f"{said}: until {until} must lie within the period, before its last day {last_day(cycle, period)}"
        )
    end = until or last_day(cycle, period)
    if end >= today:
        mend = "" if until else "; state `until` for a part of it"
        raise ReportingError(f"{said}: the period runs to {end} (today is {today}){mend}; nothing was filed")
    held = tables.closed_rounds.c
    closed = at.execute(select(held.closed_on).where(held.cycle == cycle, held.period == period)).scalar()
    if closed is not None:
        raise ReportingError(f"{said}: closed by the desk on {closed}; ask it to reopen the round; nothing was filed")


def close_round(system: System, cycle: str, period: Any) -> None:
    """Take no more returns or revisions for a round; ReportingError unless the desk asks."""
    _for_the_desk(system, "close a round")
    first, today = period_of(cycle, period), system.today

    def work(at: Connection) -> None:
        at.execute(_this_round(cycle, first))
        at.execute(tables.closed_rounds.insert().values(cycle=cycle, period=first, closed_on=today))

    system.write(work)


def reopen_round(system: System, cycle: str, period: Any) -> None:
    """Take returns and revisions for a closed round again; ReportingError unless the desk asks."""
    _for_the_desk(system, "reopen a round")
    first = period_of(cycle, period)
    system.write(lambda at: at.execute(_this_round(cycle, first)))


def cycles(system: System, cycle: str | None = None) -> pd.DataFrame:
    """Return the rounds from the first return on file to today, newest first.

    Columns cycle, period (first day), label, due_on, state ("open", "overdue" after the due day, "closed"), filed
    (contributors whose return is on file), expected (contributors who file in this cycle).
    """
    today = system.today
    held = tables.returns.c
    filed = system.read(
        lambda at: at.execute(select(held.cycle, held.period, held.contributor).distinct()).tuples().all()
    )
    closed = set(
        system.read(
            lambda at: at.execute(select(tables.closed_rounds.c.cycle, tables.closed_rounds.c.period)).tuples().all()
        )
    )
    expected = system.read(lambda at: at.execute(select(tables.contributors.c.cycles)).scalars().all())
    rows: list[dict[str, Any]] = []
    for name, one in declared().items():
        if cycle not in (None, name):
            continue
        periods = [period for kind, period, _ in filed if kind == name]
        first = min(periods, default=_latest_over(name, today))
        while last_day(name, first) < today:
            state = "closed" if (name, first) in closed else "overdue" if due_on(name, first) < today else "open"
            rows.append(
                {
                    "cycle": name,
                    "period": pd.Timestamp(first),
                    "label": label(name, first),
                    "due_on": pd.Timestamp(due_on(name, first)),
                    "state": state,
                    "filed": sum((kind, period) == (name, first) for kind, period, _ in filed),
                    "expected": sum(name in listed.split(",") for listed in expected),
                }
            )
            first = after(first, one.months)
    columns = ["cycle", "period", "label", "due_on", "state", "filed", "expected"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("period", ascending=False, kind="stable").reset_index(drop=True)


def _latest_over(cycle: str, today: date) -> date:
    """The first day of the last period that is over."""
    months = declared()[cycle].months
    running = date(today.year, (today.month - 1) // months * months + 1, 1)
    return after(running, -months)


def _this_round(cycle: str, period: date) -> Any:
    held = tables.closed_rounds
    return held.delete().where(held.c.cycle == cycle, held.c.period == period)


def _for_the_desk(system: System, what: str) -> None:
    if system.viewer is not None:
        raise ReportingError(f"{system.viewer} cannot {what}: only the regional desk can")


def _plain(given: Any) -> str:
    return f"{given:%Y-%m-%d}" if isinstance(given, date) else str(given)
