"""Filing: a return is one transaction and one vintage; a later vintage never changes an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from toolkit.errors import ReportingError, ReturnError
from toolkit.reporting import tables
from toolkit.reporting.contributors import countries, routes
from toolkit.reporting.figures import Figure, as_table, exceeding, read_figures
from toolkit.reporting.notes import note_problem
from toolkit.reporting.rounds import check_open, day_of, label, period_of
from toolkit.reporting.system import System


@dataclass(frozen=True)
class Filed:
    """What was filed: whose, for when, the how-manieth vintage; `again` where the same figures were on file already."""

    contributor: str
    cycle: str
    period: date
    vintage: int
    rows: int
    filed_on: date
    again: bool = False

    def __str__(self) -> str:
        said = f"{self.contributor} {self.cycle} {label(self.cycle, self.period)}"
        if self.again:
            return (
                f"{said}: the same {self.rows} figures are on file already as vintage {self.vintage}; nothing was filed"
            )
        return f"{said}: {self.rows} figures filed on {self.filed_on} as vintage {self.vintage}"

    __repr__ = __str__


@dataclass(frozen=True)
class Return:
    """One return on file, one vintage of it."""

    contributor: str
    cycle: str
    period: date
    vintage: int
    filed_on: date
    until: date | None
    note: str
    figures: tuple[Figure, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return its rows with the columns in which they are filed."""
        return as_table(self.figures)

    def __repr__(self) -> str:
        said = f"{self.contributor} {self.cycle} {label(self.cycle, self.period)}"
        return f"<return of {said}, vintage {self.vintage} of {self.filed_on}, {len(self.figures)} figures>"


def file_return(
    system: System,
    cycle: str,
    period: Any,
    rows: Any,
    *,
    contributor: str | None = None,
    note: str = "",
    until: Any = None,
) -> Filed:
    """File the first return of a contributor for a period.

    Parameters
    ----------
    cycle, period : such as "quarterly", "2026-Q1" (see `reporting.period_of`)
    rows : DataFrame or list of mappings with columns indicator, value and where they apply citizenship, item, route,
        unit, note; an empty value is "not reported"
    contributor : by default the viewer; the desk names whom it files for
    note : one line about the whole return, without names
    until : last day covered, where the period still runs

    Returns what was filed. The same figures filed again change nothing (`again`), so a filer that lost the answer may
    simply ask again. Raises ReturnError with a line for every problem, and ReportingError where the round takes no
    return or another return is on file (`revise` it): then nothing was saved.

    >>> import tempfile, pathlib
    >>> desk = demo_system(pathlib.Path(tempfile.mkdtemp()) / "desk.db")
    >>> rows = [{"indicator": "1.1.1", "value": 150}, {"indicator": "1.1.2", "citizenship": "KH", "value": 120}]
    >>> file_return(desk.seen_by("TH"), "quarterly", "2026-Q1", rows)
    TH quarterly 2026-Q1: 2 figures filed on 2026-04-20 as vintage 1
    """
    return _file(system, cycle, period, rows, contributor, note, until, first=True, based_on=None)


def revise(
    system: System,
    cycle: str,
    period: Any,
    rows: Any,
    *,
    contributor: str | None = None,
    note: str = "",
    until: Any = None,
    based_on: int | None = None,
) -> Filed:
    """File a whole return again as the next vintage; parameters as for `file_return`.

    `based_on` is the vintage that the revision started from: where another one was filed meanwhile, nothing is saved
    and the error says so. Raises ReportingError where nothing is on file to revise.
    """
    return _file(system, cycle, period, rows, contributor, note, until, first=False, based_on=based_on)


def get_return(
    system: System, contributor: str, cycle: str, period: Any, *, vintage: int | None = None
) -> Return | None:
    """Return one return as it stands (or that vintage of it), None where there is none that the viewer may read."""
    from toolkit.reporting.access import standing, visible

    first = period_of(cycle, period)
    held = tables.returns
    chosen = select(held).where(
        held.c.contributor == contributor, held.c.cycle == cycle, held.c.period == first, visible(system.viewer)
    )
    chosen = chosen.where(standing() if vintage is None else held.c.vintage == vintage)
    return system.read(lambda at: _fetched(at, chosen))


def whose(system: System, contributor: str | None) -> str:
    """Return who files; ReportingError where a contributor would file for another, or the desk names nobody."""
    if system.viewer is None:
        if contributor is None:
            raise ReportingError("the desk files for somebody: name contributor=, or open the system with viewer=")
        return system.seen_by(contributor).viewer or ""
    if contributor not in (None, system.viewer):
        raise ReportingError(f"{system.viewer} cannot file for {contributor}")
    return system.viewer


def checked(system: System, cycle: str, rows: Any, note: str = "", **options: Any) -> tuple[list[Figure], str]:
    """Return the figures and note of a return that can be filed; ReturnError with every problem."""
    note = note.strip() if isinstance(note, str) else str(note)
    problems = [f"the return's note {wrong}"] if (wrong := note_problem(note)) else []
    figures: list[Figure] = []
    try:
        figures = read_figures(rows, cycle, countries=countries(system), routes=routes(system), **options)
    except ReturnError as error:
        problems = [*error.problems, *problems]
    for indicator, route, parts, total in exceeding(figures):
        place = f" on {route!r}" if route else ""
        problems.append(
            f"{indicator.number} {indicator.title}{place}: the parts come to {parts}, more than the total "
            f"{total} of {indicator.total}; a breakdown may stay below its total, never exceed it"
        )
    if problems:
        raise ReturnError(problems)
    return figures, note


def put_return(
    at: Connection,
    contributor: str,
    cycle: str,
    period: date,
    figures: Sequence[Figure],
    *,
    vintage: int,
    filed_on: date,
    until: date | None,
    note: str,
) -> None:
    """Insert one vintage and its figures within a writing transaction."""
    made = at.execute(
        insert(tables.returns).values(
            contributor=contributor,
            cycle=cycle,
            period=period,
            vintage=vintage,
            filed_on=filed_on,
            until=until,
            reports=any(one.value is not None for one in figures),
            note=note,
        )
    )
    key = made.inserted_primary_key
    assert key is not None
    at.execute(insert(tables.figures), [{"return_id": key[0], "line": n, **vars(one)} for n, one in enumerate(figures)])


def last_vintage(at: Connection, contributor: str, cycle: str, period: date) -> Return | None:
    """Return the return as it stands, within a transaction, whoever asks."""
    from toolkit.reporting.access import standing

    held = tables.returns
    return _fetched(
        at,
        select(held).where(
            held.c.contributor == contributor, held.c.cycle == cycle, held.c.period == period, standing()
        ),
    )


def _file(
    system: System,
    cycle: str,
    period: Any,
    rows: Any,
    contributor: str | None,
    note: str,
    until: Any,
    *,
    first: bool,
    based_on: int | None,
) -> Filed:
    who, start = whose(system, contributor), period_of(cycle, period)
    figures, note = checked(system, cycle, rows, note)
    end = day_of(until, "until")
    today = system.today
    return system.write(
        lambda at: file_within(at, who, cycle, start, figures, note, end, today, first=first, based_on=based_on)
    )


def file_within(
    at: Connection,
    who: str,
    cycle: str,
    start: date,
    figures: Sequence[Figure],
    note: str,
    until: date | None,
    today: date,
    *,
    first: bool,
    based_on: int | None,
) -> Filed:
    """File checked figures within a writing transaction: as the first vintage, or as the next one."""
    said = f"{who} {cycle} {label(cycle, start)}"
    # Filers of one contributor take turns; SQLite's writers do anyway.
    at.execute(select(tables.contributors.c.code).where(tables.contributors.c.code == who).with_for_update())
    last = last_vintage(at, who, cycle, start)
    same = last is not None and _same(last, figures, note, until)
    if last is not None and same and based_on in (None, last.vintage):
        return Filed(who, cycle, start, last.vintage, len(figures), last.filed_on, again=True)
    check_open(at, cycle, start, today, until)
    if last is not None and first:
        raise ReportingError(
            f"{said}: a return of {last.filed_on} is on file (vintage {last.vintage}); revise it; nothing was filed"
        )
    if last is None and not first:
        raise ReportingError(f"{said}: nothing is on file to revise; file the return first")
    if based_on is not None and last is not None and last.vintage != based_on:
        raise ReportingError(
            f"{said}: vintage {last.vintage} was filed after vintage {based_on}, from which this revision started; "
            "take it up again; nothing was filed"
        )
    vintage = 1 + (last.vintage if last else 0)
    put_return(at, who, cycle, start, figures, vintage=vintage, filed_on=today, until=until, note=note)
    return Filed(who, cycle, start, vintage, len(figures), today)


def _same(last: Return, figures: Iterable[Figure], note: str, until: date | None) -> bool:
    def plain(some: Iterable[Figure]) -> set[tuple[Any, ...]]:
        return {(*one.key, one.value, one.unit, one.note) for one in some}

    return (last.note, last.until, plain(last.figures)) == (note, until, plain(figures))


def _fetched(at: Connection, chosen: Any) -> Return | None:
    row = at.execute(chosen).mappings().one_or_none()
    if row is None:
        return None
    lines = tables.figures
    held = at.execute(select(lines).where(lines.c.return_id == row["id"]).order_by(lines.c.line)).mappings()
    figures = tuple(
        Figure(**{name: value for name, value in one.items() if name not in ("return_id", "line")}) for one in held
    )
    kept = {name: row[name] for name in ("contributor", "cycle", "period", "vintage", "filed_on", "until", "note")}
    return Return(**kept, figures=figures)


def demo_system(place: Any) -> System:
    """Make a small system of three contributors on 20 April 2026, for examples."""
    from toolkit.reporting.contributors import add_contributor
    from toolkit.reporting.system import open_system

    system = open_system(place, today="2026-04-20")
    for code in ("KH", "TH"):
        add_contributor(system, code, cycles=("quarterly",))
    add_contributor(system, "IOM", "International organisation", kind="international organisation", cycles=())
    return system
