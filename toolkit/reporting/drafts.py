"""Drafts: a return half filled in, kept for its contributor alone until it is submitted."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, insert, select

from toolkit.errors import ReportingError, ReturnError
from toolkit.reporting import tables
from toolkit.reporting.figures import COLUMNS, MOST_ROWS, listed_rows
from toolkit.reporting.filing import Filed, checked, file_within, last_vintage, whose
from toolkit.reporting.rounds import day_of, label, period_of
from toolkit.reporting.system import System

_LONGEST = 2_000_000  # characters of a draft


def save_draft(
    system: System,
    cycle: str,
    period: Any,
    rows: Any,
    *,
    contributor: str | None = None,
    note: str = "",
    until: Any = None,
) -> None:
    """Keep a return as it is, faults and gaps included; an earlier draft of it is replaced.

    Parameters as for `reporting.file_return`. Where a return is on file the draft is the start of its revision.
    Raises ReportingError for an unknown period or columns.
    """
    who, start = whose(system, contributor), period_of(cycle, period)
    listed = [{name: _kept(row.get(name)) for name in COLUMNS if name in row} for row in listed_rows(rows)]
    if len(listed) > MOST_ROWS:
        raise ReturnError([f"{len(listed)} rows; a return has at most {MOST_ROWS}"])
    end = day_of(until, "until")
    system.write(lambda at: _put(at, who, cycle, start, listed, note, end))


def resume(system: System, cycle: str, period: Any, *, contributor: str | None = None) -> pd.DataFrame:
    """Return the rows from which a contributor goes on: its draft, else its return as it stands, else none.

    `attrs["from"]` says which ("draft", "filed", "new"), `attrs["note"]` and `attrs["until"]` belong to the return.
    """
    who, start = whose(system, contributor), period_of(cycle, period)
    drafted, filed = system.read(lambda at: (_get(at, who, cycle, start), last_vintage(at, who, cycle, start)))
    if drafted is not None:
        table = pd.DataFrame(drafted["rows"], columns=list(COLUMNS))
        table.attrs = {"from": "draft", "note": drafted["note"], "until": drafted["until"]}
    elif filed is not None:
        table = filed.to_frame()
        table.attrs = {"from": "filed", "note": filed.note, "until": str(filed.until or "")}
    else:
        table = pd.DataFrame(columns=list(COLUMNS))
        table.attrs = {"from": "new", "note": "", "until": ""}
    return table


def submit(system: System, cycle: str, period: Any, *, contributor: str | None = None) -> Filed:
    """File the draft: as the first return, or as the next vintage where one is on file; the draft is then gone.

    Filing and removing the draft are one transaction. Raises ReportingError where there is no draft, or where another
    vintage was filed after the draft was begun; ReturnError with a line for every problem. The draft is kept then.
    """
    who, start = whose(system, contributor), period_of(cycle, period)
    drafted = system.read(lambda at: _get(at, who, cycle, start))
    if drafted is None:
        raise ReportingError(f"{who} {cycle} {label(cycle, start)}: no draft to submit; save one first")
    figures, note = checked(system, cycle, drafted["rows"], drafted["note"])
    until, based_on, today = day_of(drafted["until"], "until"), int(drafted["based_on"]), system.today

    def work(at: Connection) -> Filed:
        filed = file_within(
            at, who, cycle, start, figures, note, until, today, first=not based_on, based_on=based_on or None
        )
        at.execute(delete(tables.drafts).where(*_mine(who, cycle, start)))
        return filed

    return system.write(work)


def drop_draft(system: System, cycle: str, period: Any, *, contributor: str | None = None) -> None:
    """Forget a draft; what is on file stays."""
    who, start = whose(system, contributor), period_of(cycle, period)
    system.write(lambda at: at.execute(delete(tables.drafts).where(*_mine(who, cycle, start))))


def _put(at: Connection, who: str, cycle: str, start: Any, rows: list[Any], note: str, until: Any) -> None:
    earlier = _get(at, who, cycle, start)
    last = last_vintage(at, who, cycle, start)
    based_on = earlier["based_on"] if earlier else last.vintage if last else 0
    kept = {"rows": rows, "note": note, "until": str(until or ""), "based_on": based_on}
    body = json.dumps(kept, ensure_ascii=False)
    if len(body) > _LONGEST:
        raise ReportingError(f"a draft of {len(body)} characters; at most {_LONGEST}")
    at.execute(delete(tables.drafts).where(*_mine(who, cycle, start)))
    at.execute(insert(tables.drafts).values(contributor=who, cycle=cycle, period=start, body=body))


def _get(at: Connection, who: str, cycle: str, start: Any) -> dict[str, Any] | None:
    body = at.execute(select(tables.drafts.c.body).where(*_mine(who, cycle, start))).scalar()
    return None if body is None else json.loads(body)


def _mine(who: str, cycle: str, start: Any) -> tuple[Any, ...]:
    held = tables.drafts.c
    return held.contributor == who, held.cycle == cycle, held.period == start


def _kept(value: Any) -> Any:
    """A cell as JSON keeps it; NaN stays a word, so that it is refused on submission and not taken for empty."""
    if value is None or value is pd.NA:
        return None
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if isinstance(value, (str, int, float)) else str(value)
