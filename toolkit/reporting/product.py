"""`product`: what goes back to the contributors: one year's returns as statements, tables, charts and their limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ReportingError, unknown
from toolkit.language import text
from toolkit.reporting import rounds, tabulate
from toolkit.reporting.checks import KINDS, check
from toolkit.reporting.contributors import contributors, countries
from toolkit.reporting.search import search
from toolkit.reporting.system import System, setting
from toolkit.schema.indicators import indicators

HANDLING = "For contributors to the system; not for publication"
YEARS = 5
MOST_ROWS = 12
FORMATS = ("html", "pdf")
LIMITS = (
    "Detections are not persons: one person found twice counts twice, and nobody counts who was not found.",
    "A rise may come from more movement, from more controls, or from better counting. The returns cannot tell which.",
    "An empty cell is 'not reported'. It is not 0, and a sum that lacks a return is too low.",
    "Lists of citizenships hold the most frequent ones. They may stay below their total.",
    "Figures are revised. This page shows the last vintage on the day stated.",
    "Citizenship says nothing about a person's conduct and is never a measure of risk.",
)


@dataclass(frozen=True)
class Section:
    """One part of a product: a heading, sentences, and where it has them a table and a Plotly figure."""

    heading: str
    sentences: tuple[str, ...] = ()
    table: pd.DataFrame | None = None
    figure: Any = None


@dataclass(frozen=True)
class Product:
    """A shared product; `save` writes it as one HTML file or as a PDF, and needs no internet."""

    title: str
    day: str
    handling: str
    mark: str
    sections: tuple[Section, ...] = field(repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the product by its ending: .html (charts can be moved over) or .pdf (for print)."""
        from toolkit.reporting import page, paper

        target = Path(path)
        ways: dict[str, Callable[[Product, Path], None]] = {"html": page.write, "pdf": paper.write}
        ending = target.suffix.lstrip(".").lower()
        if ending not in ways:
            raise ReportingError(f"{target.name}: {unknown('format', ending, FORMATS)}")
        if not target.parent.is_dir():
            raise ReportingError(f"{target.parent} is no folder; make it first (nothing was written)")
        building = target.with_name(f".{target.stem}.unfinished.{ending}")
        try:
            ways[ending](self, building)
            building.replace(target)
        finally:
            building.unlink(missing_ok=True)
        return target


def product(system: System, year: int | str, *, title: str = "", handling: str = HANDLING) -> Product:
    """Make the product of one year out of all returns that the viewer may read.

    Parameters
    ----------
    year : the year it is about; the four before it are shown beside it, and a part year after it as such
    title, handling : what stands at the head

    Raises ReportingError where no annual return for the year may be read.
    """
    words = str(year)
    first = rounds.period_of("annual", words)
    found = search(system, cycle="annual", indicator="1.1.1", period=words)
    if not len(found):
        raise ReportingError(f"no annual return for {words} may be read; load or file returns first")
    span = (str(first.year - YEARS + 1), str(first.year + 1))
    sections = [
        Section(text("In short"), tuple(_statements(system, words, found))),
        _by_state(system, span),
        _by_citizenship(system, span),
        *_smugglers(system, first.year),
        *_methods(system, words),
        _complete(system, first.year),
        _quality(system, words),
        Section(text("What the figures cannot say"), tuple(text(one) for one in LIMITS)),
    ]
    mark = text("SYNTHETIC - made for training. No figure is a state's own.") if setting(system, "training") else ""
    heading = title or text("Migrant smuggling: returns for {year}", year=words)
    return Product(heading, f"{system.today}", handling, mark, tuple(sections))


def _statements(system: System, year: str, found: pd.DataFrame) -> list[str]:
    who = contributors(system)
    expected = who["cycles"].str.contains("annual").sum()
    filed = found["state"].nunique()
    now = found.dropna(subset=["value"]).set_index("state")["value"]
    said = [
        text("{filed} of {expected} contributors filed a return for {year}.", filed=filed, expected=expected, year=year)
    ]
    said.append(text("Together they report {count} detections of illegal entry.", count=f"{int(now.sum()):,}"))
    before = search(system, cycle="annual", indicator="1.1.1", period=str(int(year) - 1))
    was = before.dropna(subset=["value"]).set_index("state")["value"]
    both = now.index.intersection(was.index)
    if len(both) and was[both].sum():
        change = 100 * (float(now[both].sum()) / float(was[both].sum()) - 1)
        said.append(
            text(
                "Among the {count} that report both years, that is {change:+.0f} % against {year}.",
                count=len(both),
                change=change,
                year=int(year) - 1,
            )
        )
    parts = tabulate.totals(system, by="citizenship", cycle="annual", indicator="1.1.2", period=year)
    top = parts.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable").head(3)
    if len(top):
        names = countries(system)
        listed = ", ".join(f"{names.get(row.citizenship, row.citizenship)} ({row.value:,})" for row in top.itertuples())
        said.append(text("Most frequent citizenships: {listed}.", listed=listed))
    return said


def _by_state(system: System, span: tuple[str, str]) -> Section:
    asked: dict[str, Any] = {"cycle": "annual", "indicator": "1.1.1", "period": span}
    table = _named(system, tabulate.table(system, rows="state", **asked))
    heading = f"{_called('1.1.1')}, {text('by contributor')}"
    return Section(heading, (), table, tabulate.chart(system, "state", bars=True, **asked))


def _by_citizenship(system: System, span: tuple[str, str]) -> Section:
    table = tabulate.table(system, rows="citizenship", cycle="annual", indicator="1.1.2", period=span)
    left = len(table) - MOST_ROWS
    said = (text("{count} more citizenships are in the file.", count=left),) if left > 0 else ()
    figure = tabulate.chart(system, "citizenship", cycle="quarterly", indicator="1.1.2", period=span)
    return Section(_called("1.1.2"), said, _named(system, table.head(MOST_ROWS)), figure)


def _smugglers(system: System, year: int) -> list[Section]:
    asked: dict[str, Any] = {"cycle": "half-year", "indicator": "2.1.1", "period": (str(year - 1), str(year))}
    table = tabulate.table(system, rows="state", **asked)
    if not len(table):
        return []
    said = text(
        "Smuggled migrants are not counted here: they are not liable under the Protocol for having been smuggled."
    )
    return [Section(_called("2.1.1"), (said,), _named(system, table))]


def _methods(system: System, year: str) -> list[Section]:
    table = tabulate.table(system, rows="item", columns="state", cycle="annual", indicator="3.2.1", period=year)
    return [Section(_called("3.2.1"), (year,), table)] if len(table) else []


def _complete(system: System, year: int) -> Section:
    held = rounds.cycles(system)
    mine = held[(held["period"].dt.year == year) & (held["expected"] > 0)]
    grouped = mine.groupby("cycle", sort=False)
    sums = grouped[["filed", "expected"]].sum()
    shown = pd.DataFrame(
        {
            text("rounds"): grouped.size(),
            text("returns on file"): sums["filed"],
            text("returns expected"): sums["expected"],
        }
    )
    shown.index.name = text("cycle")
    return Section(text("Returns on file"), (), shown)


def _quality(system: System, year: str) -> Section:
    found = check(system, period=year)
    counts = found["kind"].value_counts()
    rows = [(text(KINDS[kind]), int(counts[kind])) for kind in KINDS if kind in counts]
    table = pd.DataFrame(rows, columns=[text("finding"), text("how many")]).set_index(text("finding"))
    said = text("Each finding is a matter to settle with the contributor, not a verdict.")
    return Section(text("Quality of the returns"), (said,), table if len(table) else None)


def _called(number: str) -> str:
    return f"{number} {indicators()[number].title}"


def _named(system: System, table: pd.DataFrame) -> pd.DataFrame:
    names = {**countries(system), **dict(contributors(system)[["code", "name"]].itertuples(index=False, name=None))}
    made = table.rename(index=names)
    made.index.name = None
    made.columns.name = None
    return made
