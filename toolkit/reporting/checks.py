"""`check`: the quality of returns on file, or of one about to be filed, by every rule."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import select

from toolkit.reporting import rules, tables
from toolkit.reporting.contributors import countries, routes
from toolkit.reporting.figures import read_figures
from toolkit.reporting.filing import whose
from toolkit.reporting.history import read_history, with_draft
from toolkit.reporting.rounds import day_of, label, period_of
from toolkit.reporting.search import system_filter
from toolkit.reporting.system import System

COLUMNS = (
    "kind",
    "severity",
    "state",
    "cycle",
    "period",
    "label",
    "vintage",
    "indicator",
    "part",
    "route",
    "value",
    "against",
    "finding",
)
KINDS = {
    "not_filed": "no return on file though it is due",
    "filed_late": "filed after the day on which it was due",
    "not_reported": "a figure is left empty: unknown, not 0",
    "exceeds_total": "the parts come to more than their total",
    "disagrees": "a longer period is not the sum of the shorter ones in it",
    "mirror_disagrees": "own citizens abroad above what the other state filed",
    "jump": f"{rules.JUMP:g} times the line's usual figure or more, or one part in so many",
    "revised_return": "a later vintage changes figures: read by vintage",
    "repeated": "a later vintage changes nothing",
    "little_listed": "a list of countries names less than half of its total",
    "own_citizens": "own citizens among illegal entries",
    "name_in_note": "a note may name a person",
}


def check(system: System, *, state: str | None = None, cycle: str | None = None, period: Any = None) -> pd.DataFrame:
    """Check the returns that the viewer may read.

    Parameters
    ----------
    state, cycle, period : look at these returns alone (against the whole file); None for all

    Returns one row for each finding, faults first: kind (see `reporting.checks.KINDS`), severity ("fault", or
    "question" where a sound return may look alike), state, cycle, period, label, vintage, indicator, part, route,
    value and against (the two figures compared), finding (one line). A rule needs figures that the viewer may read:
    the desk finds more than a contributor. Not filed is told to the desk, and to a contributor of itself.

    >>> import tempfile, pathlib
    >>> from toolkit.reporting.filing import demo_system, file_return
    >>> desk = demo_system(pathlib.Path(tempfile.mkdtemp()) / "desk.db")
    >>> _ = file_return(desk, "quarterly", "2025-Q4", [{"indicator": "1.1.1", "value": 150}], contributor="TH")
    >>> check(desk, state="TH")[["kind", "value"]].values.tolist()
    [['filed_late', 65]]
    """
    chosen = system_filter(system, {"state": state, "cycle": cycle, "period": period})
    found = _findings(system, read_history(system))
    if chosen.state:
        found = found[found["state"].isin(chosen.state)]
    if chosen.cycle:
        found = found[found["cycle"].isin(chosen.cycle)]
    if chosen.spans:
        fits = [
            any(row.cycle == name and first <= row.period.date() <= last for name, first, last in chosen.spans)
            for row in found.itertuples()
        ]
        found = found[fits]
    return found.reset_index(drop=True)


def check_rows(
    system: System, cycle: str, period: Any, rows: Any, *, contributor: str | None = None, until: Any = None
) -> pd.DataFrame:
    """Check a return before it is filed, against all that the contributor may read; findings as of `check`.

    Raises ReturnError where a row cannot be filed at all.
    """
    who, start = whose(system, contributor), period_of(cycle, period)
    figures = read_figures(rows, cycle, countries=countries(system), routes=routes(system))
    seen = system if system.viewer else system.seen_by(who)
    history = with_draft(read_history(seen), who, cycle, start, figures, day_of(until, "until"), system.today)
    found = _findings(seen, history)
    mine = (found["state"] == who) & (found["cycle"] == cycle) & (found["label"] == label(cycle, start))
    return found[mine].reset_index(drop=True)


def _findings(system: System, history: pd.DataFrame) -> pd.DataFrame:
    held = tables.contributors.c
    listed = system.read(lambda at: at.execute(select(held.code, held.name, held.cycles)).tuples().all())
    expected = {
        code: tuple(one for one in names.split(",") if one)
        for code, _, names in listed
        if system.viewer in (None, code)
    }
    first = history.groupby("cycle")["period"].max().to_dict()
    opened = {str(name): start.date() for name, start in first.items()}
    known = [*countries(system).values(), *routes(system), *(name for _, name, _ in listed)]
    rows = [
        *rules.not_filed(history, expected, system.today, opened),
        *rules.late(history),
        *rules.not_reported(history),
        *rules.exceeds_total(history),
        *rules.disagrees(history),
        *rules.mirror_disagrees(history),
        *rules.jumps(history),
        *rules.revised(history),
        *rules.little_listed(history),
        *rules.own_citizens(history),
        *rules.names_in_notes(history, known),
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.astype(dict.fromkeys(("vintage", "value", "against"), "Int64"))
    order = {kind: number for number, kind in enumerate(KINDS)}
    ranked = table.assign(rank=table["kind"].map(order)).sort_values(
        ["severity", "rank", "period", "state"], kind="stable"
    )
    return ranked.drop(columns="rank").reset_index(drop=True)
