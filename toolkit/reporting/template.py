"""`write_template` and `export`: an empty return to fill in as CSV or XLSX, and tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ReportingError, unknown
from toolkit.reporting.contributors import ALL, countries, routes
from toolkit.reporting.drafts import resume
from toolkit.reporting.filing import whose
from toolkit.reporting.rounds import due_on, label, period_of
from toolkit.reporting.system import System
from toolkit.schema.indicators import UNITS, Indicator, indicators, terms

HEAD = ("contributor", "cycle", "period", "until", "note")
TITLES = ("indicator", "title", "citizenship", "item", "route", "value", "unit", "note")
CSV_TITLES = ("contributor", "cycle", "period", "until", *TITLES)
SHEET, FIRST_ROW = "Return", 9  # the row below the titles, counted from 1 as a spreadsheet does
FORMATS = ("csv", "xlsx")
BLANK_ROWS = 10
GOODS = "6"


def asked(cycle: str, *, goods: bool = False) -> list[Indicator]:
    """Return the indicators that a return of a cycle asks for: of people, or of goods and substances.

    >>> [one.number for one in asked("half-year")]
    ['1.4.1', '1.4.2', '2.1.1', '2.1.2', '4.1.1', '4.1.2']
    """
    return [one for one in indicators().values() if cycle in one.cycles and one.number.startswith(GOODS) == goods]


def write_template(
    system: System,
    cycle: str,
    period: Any,
    path: str | Path,
    *,
    contributor: str | None = None,
    goods: bool = False,
) -> Path:
    """Write a return to fill in, with what is drafted or on file already in it, as .csv or .xlsx.

    In a workbook, countries, items, routes and units are drop-down lists and a figure below 0 is refused as typed; a
    second sheet explains the terms. A total or item left empty is "not reported"; a line without country and value is
    passed over. Read it back with `reporting.read_template`, or file it with `reporting.import_return`.
    Raises ReportingError for another ending and for an unknown period.
    """
    who, start = whose(system, contributor), period_of(cycle, period)
    held = resume(system, cycle, start, contributor=who)
    head = {"contributor": who, "cycle": cycle, "period": label(cycle, start)}
    head |= {"until": held.attrs["until"], "note": held.attrs["note"]}
    lines = list(_lines(held, asked(cycle, goods=goods), routes(system) if cycle == "monthly" else []))
    target = Path(path)
    if _ending(target) == "csv":
        rows = [[*(head[name] for name in HEAD[:4]), *line] for line in lines]
        return _whole(target, lambda out: out.write_bytes(_csv(CSV_TITLES, rows)))
    head["due"] = f"{due_on(cycle, start)}"
    return _whole(target, lambda out: _workbook(system, cycle, head, lines, out))


def export(table: pd.DataFrame, path: str | Path) -> Path:
    """Write any table of this package as .csv or .xlsx; a text that a spreadsheet would run gets an apostrophe.

    >>> import tempfile
    >>> made = export(pd.DataFrame({"note": ["=1+1"], "value": [3]}), Path(tempfile.mkdtemp()) / "found.csv")
    >>> made.read_text()
    "note,value\\n'=1+1,3\\n"
    """
    target = Path(path)
    named = table if isinstance(table.index, pd.RangeIndex) else table.reset_index()
    rows = [[_cell(value) for value in row] for row in named.itertuples(index=False, name=None)]
    titles = [str(name) for name in named.columns]
    if _ending(target) == "csv":
        return _whole(target, lambda out: out.write_bytes(_csv(titles, rows)))

    def write(out: Path) -> None:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Table")
        for row in [titles, *rows]:
            sheet.append(row)
        book.save(out)

    return _whole(target, write)


def _lines(held: pd.DataFrame, wanted: list[Indicator], named: list[str]) -> Iterator[list[Any]]:
    """The rows of a template: what is held, then what is still to fill in."""
    rows: list[dict[str, Any]] = held.where(held.notna(), None).to_dict("records")
    for one in wanted:
        mine = [row for row in rows if row["indicator"] == one.number]
        for row in mine:
            yield _line(one, row)
        if named and not mine:
            for name in named if not one.by else [""] * BLANK_ROWS:
                yield _line(one, {"route": name})
        elif one.by_country:
            for _ in range(max(0, BLANK_ROWS - len(mine))):
                yield _line(one, {})
        else:
            there = {row["item"] or "" for row in mine}
            for item in one.items or ("",):
                if item not in there:
                    yield _line(one, {"item": item})


def _line(one: Indicator, row: dict[str, Any]) -> list[Any]:
    country = row.get("citizenship") or ""
    values = {"citizenship": "" if country == ALL else country, "unit": row.get("unit") or one.unit}
    kept = {name: row.get(name) for name in ("item", "route", "value", "note")} | values
    return [one.number, one.title, *("" if kept[name] is None else kept[name] for name in TITLES[2:])]


def _workbook(system: System, cycle: str, head: dict[str, str], lines: list[list[Any]], out: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    bold, grey = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
    sheet["A1"], sheet["A1"].font = f"Voluntary reporting system: {cycle} return", Font(bold=True, size=14)
    for row, name in enumerate(HEAD, start=2):
        sheet.cell(row, 1, name).font = bold
        sheet.cell(row, 2, head[name])
    sheet["D4"] = f"due on {head['due']}"
    sheet["A7"] = "Fill in the white cells. Leave empty what is not known: unknown is not 0. No names of persons."
    for column, name in enumerate(TITLES, start=1):
        cell = sheet.cell(FIRST_ROW - 1, column, name)
        cell.font, cell.fill = bold, grey
    last = FIRST_ROW + len(lines) - 1
    for row, line in enumerate(lines, start=FIRST_ROW):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row, column, None if value == "" else value)
            cell.alignment = Alignment(wrap_text=column == 2, vertical="top")
            fixed = column in (1, 2) or (column in (3, 4, 7) and value != "")
            cell.fill, cell.protection = (grey if fixed else PatternFill()), Protection(locked=fixed)
        if indicators()[line[0]].by_country is False:
            sheet.cell(row, 3).fill, sheet.cell(row, 3).protection = grey, Protection(locked=True)
    lists = book.create_sheet("Lists")
    known = countries(system)
    columns = (list(known), [f"{code} {name}" for code, name in known.items()], routes(system), list(UNITS))
    for column, (title, values) in enumerate(zip(("code", "country", "route", "unit"), columns, strict=True), start=1):
        lists.cell(1, column, title).font = bold
        for row, value in enumerate(values, start=2):
            lists.cell(row, column, value)
    for letter, (place, values) in {"C": ("A", columns[0]), "E": ("C", columns[2]), "G": ("D", columns[3])}.items():
        if values:
            source = f"Lists!${place}$2:${place}${len(values) + 1}"
            rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
            rule.error = "Choose from the list."
            sheet.add_data_validation(rule)
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
    whole = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    whole.error, whole.showErrorMessage = "A whole number of 0 or more; empty where it is not reported.", True
    sheet.add_data_validation(whole)
    whole.add(f"F{FIRST_ROW}:F{last}")
    explained = book.create_sheet("Help")
    for row, (term, meaning) in enumerate(
        [*terms().items(), *((f"{one.number} {one.title}", one.help) for one in indicators().values())], start=1
    ):
        explained.cell(row, 1, term).font = bold
        explained.cell(row, 2, meaning).alignment = Alignment(wrap_text=True, vertical="top")
    for page, widths in ((sheet, (13, 44, 12, 26, 30, 12, 12, 40)), (lists, (8, 34, 40, 12)), (explained, (44, 90))):
        for place, width in zip("ABCDEFGH", widths, strict=False):
            page.column_dimensions[place].width = width
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.protection.sheet = True
    for row in range(5, 7):
        sheet.cell(row, 2).protection = Protection(locked=False)
    book.save(out)


def _csv(titles: Any, rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return f"'{value}" if value.lstrip().startswith(("=", "+", "-", "@", "|", "%")) else value
    return value.item() if hasattr(value, "item") else value


def _ending(target: Path) -> str:
    ending = target.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise ReportingError(f"{target.name}: {unknown('format', ending, FORMATS)}")
    return ending


def _whole(target: Path, write: Callable[[Path], Any]) -> Path:
    """Write under a temporary name, then rename."""
    if not target.parent.is_dir():
        raise ReportingError(f"{target.parent} is no folder; make it first (nothing was written)")
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    building = Path(name)
    try:
        write(building)
        building.chmod(0o644)
        building.replace(target)
    finally:
        building.unlink(missing_ok=True)
    return target
