"""`load_case`: the returns of a generated case into a reporting system, vintages and faults as they were filed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from toolkit.errors import ReportingError
from toolkit.reporting import tables
from toolkit.reporting.contributors import (
    ALL,
    contributor_row,
    countries,
    put_contributor,
    put_countries,
    put_routes,
)
from toolkit.reporting.figures import Figure
from toolkit.reporting.rounds import last_day
from toolkit.reporting.system import System, put_setting
from toolkit.schema import STREAMS, Case, conform
from toolkit.schema.indicators import indicators

PART_YEAR = "part year: to the end of "


@dataclass(frozen=True)
class Loaded:
    """What came in: contributors, returns (each vintage counted), figures of the source."""

    contributors: int
    returns: int
    figures: int

    def __str__(self) -> str:
        return f"{self.contributors} contributors, {self.returns:,} returns, {self.figures:,} figures"


def load_case(
    system: System,
    case: Case | pd.DataFrame,
    *,
    today: date | str | None = None,
    names: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Load all returns of a case into an empty system, in one transaction, and set the system to the case's day.

    Parameters
    ----------
    case : an open case, or its table `returns`
    today : day on which the system then stands; by default the case's `as_of`, or the last day of filing
    names : names of contributors by code, for invented states

    Returns are taken as they were filed, faults included: `reporting.check` finds those. What was filed on one day for
    one period is one return. A later one is its next vintage: it holds the figures filed then, and those of the
    vintage before that it does not repeat. Raises ReportingError where returns are on file already, or a contributor
    asks; EvidenceError where the table is not of the record type.

    >>> import tempfile, pathlib
    >>> from toolkit.reporting.system import open_system
    >>> row = {"return_id": "R00001", "state": "TH", "cycle": "quarterly", "indicator": "1.1.1", "route": "",
    ...     "citizenship": "ZZ", "item": "", "period": "2026-01-01", "value": 150, "unit": "detections",
    ...     "reported_on": "2026-04-20", "vintage": 1, "note": ""}
    >>> print(load_case(open_system(pathlib.Path(tempfile.mkdtemp()) / "desk.db"), pd.DataFrame([row])))
    1 contributors, 1 returns, 1 figures
    """
    if system.viewer is not None:
        raise ReportingError(f"{system.viewer} cannot load a case: only the regional desk can")
    given = case if isinstance(case, pd.DataFrame) else case.table("returns")
    table = conform(given, STREAMS["returns"], "returns")
    if not len(table):
        raise ReportingError("the case holds no returns")
    stated = today or (None if isinstance(case, pd.DataFrame) else str(case.info.get("as_of", ""))[:10] or None)
    day = pd.Timestamp(stated).date() if stated else table["reported_on"].max().date()
    known = countries(system)
    called = dict(names or {})
    codes = {*table["state"], *table["citizenship"].dropna()} - {ALL, ""}
    invented = {code: called.get(code, code) for code in sorted(codes) if code not in known}
    vintages = list(_vintages(table))

    def work(at: Connection) -> Loaded:
        if at.execute(select(func.count()).select_from(tables.returns)).scalar_one():
            raise ReportingError("returns are on file already; load a case into a new system (nothing was loaded)")
        put_countries(at, invented)
        put_routes(at, sorted(set(table["route"].dropna()) - {""}))
        for code in sorted(set(table["state"])):
            filed = table.loc[table["state"] == code, "cycle"].unique()
            cycles = [one for one in ("monthly", "quarterly", "half-year", "annual") if one in filed]
            put_contributor(at, contributor_row(code, called.get(code, ""), "state", cycles, {**known, **invented}))
        rows, lines = [], []
        for number, one in enumerate(vintages, start=1):
            rows.append({"id": number, **one[0]})
            lines += [{"return_id": number, "line": n, **vars(figure)} for n, figure in enumerate(one[1])]
            if progress and not number % 200:
                progress(number, len(vintages))
        at.execute(insert(tables.returns), rows)
        at.execute(insert(tables.figures), lines)
        if at.dialect.name == "postgresql":
            # Numbers were given, so that the sequence must be told where to go on.
            at.execute(select(func.setval(func.pg_get_serial_sequence("returns", "id"), len(rows))))
        put_setting(at, "today", day.isoformat())
        put_setting(at, "training", "yes")
        return Loaded(table["state"].nunique(), len(rows), len(table))

    return system.write(work)


def _vintages(table: pd.DataFrame) -> Any:
    """Yield each vintage as (row of `returns`, figures), in order of filing."""
    order = list(indicators())
    groups = table.sort_values("return_id", kind="stable").groupby(
        ["reported_on", "state", "cycle", "period", "vintage"], sort=True, observed=True
    )
    held: dict[tuple[str, str, date], tuple[int, dict[Any, Figure]]] = {}
    for (reported_on, state, cycle, period, _), rows in groups:
        key = (str(state), str(cycle), period.date())
        vintage, figures = held.get(key, (0, {}))
        figures = dict(figures)
        for row in rows.itertuples():
            figure = _figure(row)
            figures[figure.key] = figure
        held[key] = (vintage + 1, figures)
        listed = sorted(figures.values(), key=lambda one: (order.index(one.indicator), one.route, -(one.value or 0)))
        yield (
            {
                "contributor": key[0],
                "cycle": key[1],
                "period": key[2],
                "vintage": vintage + 1,
                "filed_on": reported_on.date(),
                "until": _until(listed, key[1], key[2]),
                "reports": any(one.value is not None for one in listed),
                "note": "",
            },
            listed,
        )


def _figure(row: Any) -> Figure:
    indicator = indicators()[row.indicator]
    country = _plain(row.citizenship)
    return Figure(
        indicator=row.indicator,
        country=country if indicator.by_country else ALL if not indicator.by else "",
        item=_plain(row.item),
        route=_plain(row.route),
        value=None if pd.isna(row.value) else int(row.value),
        unit=row.unit,
        note=_plain(row.note),
        record=row.return_id,
    )


def _until(figures: list[Figure], cycle: str, period: date) -> date | None:
    """The last day that a part year covers, as its note says."""
    for one in figures:
        if one.note.startswith(PART_YEAR):
            return last_day("monthly", date.fromisoformat(f"{one.note[len(PART_YEAR) :]}-01"))
    return None


def _plain(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
