"""`search`: figures on file by indicator, contributor, citizenship, period and route, as far as the viewer may read."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Select, String, and_, func, literal_column, select

from toolkit.language import text
from toolkit.reporting import tables
from toolkit.reporting.access import hidden, standing, visible
from toolkit.reporting.contributors import countries, routes
from toolkit.reporting.filters import LAST, Filter, read_filter
from toolkit.reporting.system import System
from toolkit.schema.streams.returns import RECORD

CAVEATS = "caveats"


def search(source: Any, **asked: Any) -> pd.DataFrame:
    """Return the figures that fit, in the columns of record type `returns`, so that `trend.series` reads them.

    Parameters
    ----------
    source : a `System`, read as its viewer may, or a `Snapshot`
    asked : indicator, state, citizenship, item, route, cycle (one value or several each), period ("2024", "2024-Q1" or
        a pair of them), vintages ("last" or "all"), as_of (a day); see `reporting.filters.read_filter`

    Returns one row for each figure, ordered by period, contributor, indicator, largest part first. `value` is empty
    where it is not reported. `attrs["caveats"]` says how many returns the viewer may not read yet.
    Raises ReportingError for an unknown value.

    >>> import tempfile, pathlib
    >>> from toolkit.reporting.filing import demo_system, file_return
    >>> desk = demo_system(pathlib.Path(tempfile.mkdtemp()) / "desk.db")
    >>> _ = file_return(desk, "quarterly", "2026-Q1", [{"indicator": "1.1.1", "value": 150}], contributor="TH")
    >>> search(desk.seen_by("TH"), indicator="1.1.1")[["state", "value"]].values.tolist()
    [['TH', 150]]
    >>> found = search(desk.seen_by("KH"), indicator="1.1.1")
    >>> len(found), found.attrs["caveats"]
    (0, ('1 returns are not shown: they open once KH has filed its own for the same period',))
    """
    if not isinstance(source, System):
        return source.search(**asked)
    chosen = system_filter(source, asked)
    rows = source.read(lambda at: at.execute(statement(source, chosen)).tuples().all())
    found = as_record(rows)
    notes: list[str] = []
    left = hidden(source, *chosen.of_returns)
    if left:
        notes.append(
            text(
                "{count} returns are not shown: they open once {viewer} has filed its own for the same period",
                count=left,
                viewer=source.viewer,
            )
        )
    found.attrs[CAVEATS] = tuple(notes)
    return found


def system_filter(system: System, asked: dict[str, Any]) -> Filter:
    """Check a search against the vocabularies of a system."""
    held = tables.contributors.c
    known = {
        "state": system.read(lambda at: at.execute(select(held.code)).scalars().all()),
        "citizenship": countries(system) if asked.get("citizenship") is not None else (),
        "route": routes(system) if asked.get("route") is not None else (),
    }
    return read_filter(known=known, **asked)


def statement(system: System, chosen: Filter, *extra: Any) -> Select[Any]:
    """Return the query behind a search, with the viewer's access in it; `extra` columns follow those of the record."""
    filed, lines = tables.returns.c, tables.figures.c
    made = filed.id.cast(String) + literal_column("'.'") + lines.line.cast(String)
    columns = [
        func.coalesce(func.nullif(lines.record, ""), literal_column("'F'") + made).label("return_id"),
        filed.contributor.label("state"),
        filed.cycle,
        lines.indicator,
        lines.route,
        lines.country.label("citizenship"),
        lines.item,
        filed.period,
        lines.value,
        lines.unit,
        filed.filed_on.label("reported_on"),
        filed.vintage,
        lines.note,
    ]
    joined = tables.figures.join(tables.returns, filed.id == lines.return_id)
    conditions = [visible(system.viewer), *chosen.of_returns, *chosen.of_figures]
    if chosen.vintages == LAST:
        conditions.append(standing(chosen.as_of))
    elif chosen.as_of is not None:
        conditions.append(filed.filed_on <= chosen.as_of)
    # The key ends the order: two runs give the same rows in the same order.
    order = (filed.period, filed.cycle, filed.contributor, filed.vintage, lines.return_id, lines.line)
    return select(*columns, *extra).select_from(joined).where(and_(*conditions)).order_by(*order)


def as_record(rows: Any) -> pd.DataFrame:
    """Return fetched rows as a table of record type `returns`."""
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in RECORD.columns]
    made: dict[str, Any] = {}
    for column, values in zip(RECORD.columns, columns, strict=True):
        if column.dtype == "date":
            made[column.name] = pd.Series(pd.to_datetime(pd.Series(list(values), dtype="object"))).dt.as_unit("us")
        elif column.dtype == "integer":
            made[column.name] = pd.array(list(values), dtype="Int64" if column.nullable else "int64")
        else:
            made[column.name] = pd.Series(list(values), dtype="str")
    found = pd.DataFrame(made, columns=list(RECORD.names))
    # An empty text is an empty cell, as in a case's own table.
    empty = [column.name for column in RECORD.columns if column.nullable and column.dtype == "text"]
    found[empty] = found[empty].mask(found[empty] == "")
    return found
