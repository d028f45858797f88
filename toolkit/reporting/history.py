"""The file that checks read: every visible figure of every vintage, with what its return says of itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from toolkit.reporting import tables
from toolkit.reporting.access import standing
from toolkit.reporting.figures import Figure
from toolkit.reporting.filters import EVERY
from toolkit.reporting.search import as_record, statement, system_filter
from toolkit.reporting.system import System
from toolkit.schema.streams.returns import RECORD

RETURN = ["state", "cycle", "period"]
LINE = ["indicator", "citizenship", "item", "route"]


def read_history(system: System, **asked: Any) -> pd.DataFrame:
    """Return every vintage of every figure that the viewer may read, in the columns of the record, and two more.

    `until` is the last day covered where only a part of the period is; `standing` whether the vintage is the last one.
    Empty texts are "", so that groups keep them.
    """
    chosen = system_filter(system, {**asked, "vintages": EVERY})
    extra = (tables.returns.c.until, standing().label("standing"))
    rows = system.read(lambda at: at.execute(statement(system, chosen, *extra)).tuples().all())
    table = as_record([row[: len(RECORD.columns)] for row in rows])
    table["until"] = pd.to_datetime(pd.Series([row[-2] for row in rows], dtype="object"))
    table["standing"] = pd.Series([bool(row[-1]) for row in rows], dtype="bool")
    return _texts(table)


def with_draft(
    history: pd.DataFrame, state: str, cycle: str, period: date, figures: list[Figure], until: date | None, today: date
) -> pd.DataFrame:
    """Return the history as it would be if those figures were filed today."""
    start = pd.Timestamp(period)
    mine = (history["state"] == state) & (history["cycle"] == cycle) & (history["period"] == start)
    rows = [
        {
            "return_id": f"draft.{n}",
            "state": state,
            "cycle": cycle,
            "indicator": one.indicator,
            "route": one.route,
            "citizenship": one.country,
            "item": one.item,
            "period": start,
            "value": one.value,
            "unit": one.unit,
            "reported_on": pd.Timestamp(today),
            "vintage": int(history.loc[mine, "vintage"].max()) + 1 if mine.any() else 1,
            "note": one.note,
            "until": pd.Timestamp(until) if until else pd.NaT,
            "standing": True,
        }
        for n, one in enumerate(figures)
    ]
    kept = history.assign(standing=history["standing"] & ~mine)
    draft = pd.DataFrame(rows, columns=list(history.columns))
    typed = draft.astype({name: kept[name].dtype for name in kept.columns if name != "until"})
    return pd.concat([kept, typed.assign(until=pd.to_datetime(typed["until"]))], ignore_index=True)


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    names = ["citizenship", "item", "route", "note"]
    return table.assign(**{name: table[name].fillna("") for name in names})
