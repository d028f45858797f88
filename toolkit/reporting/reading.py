"""`read_template` and `import_return`: a filled-in CSV or XLSX return, every fault named by its line or cell."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ReportingError, ReturnError, unknown
from toolkit.reporting.figures import COLUMNS, MOST_ROWS
from toolkit.reporting.filing import Filed, checked, file_within, last_vintage, whose
from toolkit.reporting.rounds import day_of, period_of
from toolkit.reporting.system import System
from toolkit.reporting.template import CSV_TITLES, FIRST_ROW, FORMATS, HEAD, SHEET, TITLES
from toolkit.schema.indicators import indicators

LARGEST_FILE = 5_000_000  # bytes
LARGEST_INSIDE = 60_000_000  # bytes of a workbook unpacked
_LETTERS = dict(zip(TITLES, "ABCDEFGH", strict=True))


@dataclass(frozen=True)
class Filled:
    """What a filled-in template says: whose return, and its rows. `places` names the line or the row of each."""

    file: str
    contributor: str
    cycle: str
    period: str
    until: str
    note: str
    rows: tuple[Mapping[str, Any], ...]
    places: tuple[int, ...] = field(repr=False)
    workbook: bool = False

    def where(self, at: int, column: str) -> str:
        """Name the place of a row and column, as in "return.xlsx Return!F12: value"."""
        if self.workbook:
            cell = f"{_LETTERS[column]}{self.places[at]}: {column}" if column else f"row {self.places[at]}"
            return f"{self.file} {SHEET}!{cell}" if column else f"{SHEET} {cell}"
        return f"{self.file} line {self.places[at]}: {column}"

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a table."""
        return pd.DataFrame([dict(row) for row in self.rows], columns=list(COLUMNS))


def read_template(path: str | Path) -> Filled:
    """Read a filled-in return; what it says is not checked yet.

    Raises ReturnError for a file that is missing, too large, damaged, of another layout, or holds a formula.
    """
    source = Path(path)
    ending = source.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise ReturnError([f"{source.name}: {unknown('format', ending, FORMATS)}"])
    if not source.is_file():
        raise ReturnError([f"{source}: no such file"])
    if source.stat().st_size > LARGEST_FILE:
        raise ReturnError([f"{source.name}: larger than {LARGEST_FILE // 1_000_000} MB, no return is"])
    return _from_csv(source) if ending == "csv" else _from_workbook(source)


def import_return(system: System, path: str | Path) -> Filed:
    """File a filled-in template: as the first return, or as a revision where one is on file.

    The whole file or nothing of it. Raises ReturnError with one line for every fault, each with its line or cell, and
    ReportingError where the round takes no return or the viewer is another contributor.
    """
    filled = read_template(path)
    who = whose(system, filled.contributor)
    try:
        start = period_of(filled.cycle, filled.period)
        until = day_of(filled.until, "until")
    except ReportingError as error:
        raise ReturnError([f"{filled.file}: {error}"]) from None
    figures, note = checked(system, filled.cycle, list(filled.rows), filled.note, where=filled.where)
    today = system.today

    def work(at: Any) -> Filed:
        first = last_vintage(at, who, filled.cycle, start) is None
        return file_within(at, who, filled.cycle, start, figures, note, until, today, first=first, based_on=None)

    return system.write(work)


def _from_csv(source: Path) -> Filled:
    try:
        words = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReturnError([f"{source.name}: not UTF-8 at byte {error.start}; save it as CSV UTF-8"]) from None
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            lines.append((reader.line_num, cells))
            if len(lines) > MOST_ROWS + 1:
                raise ReturnError([f"{source.name}: more than {MOST_ROWS} lines; a return has fewer"])
    except csv.Error as error:
        raise ReturnError([f"{source.name} line {reader.line_num}: {error}"]) from None
    if not lines:
        raise ReturnError([f"{source.name}: empty"])
    _titles(source.name, "line 1", lines[0][1], CSV_TITLES)
    titles = [cell.strip() for cell in lines[0][1]]
    problems: list[str] = []
    head = dict.fromkeys(HEAD[:4], "")
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(titles):
            problems.append(f"{source.name} line {number}: {len(cells)} cells, where {len(titles)} are wanted")
            continue
        row: dict[str, Any] = dict(zip(titles, (cell.strip() for cell in cells), strict=True))
        for name in HEAD[:4]:
            said = row.pop(name)
            if rows or places:
                if said != head[name]:
                    problems.append(
                        f"{source.name} line {number}: {name} {said!r}, where the lines before say {head[name]!r}; "
                        "one file, one return"
                    )
            else:
                head[name] = said
        places.append(number)
        rows.append(row)
    if not rows:
        problems.append(f"{source.name}: no line below the titles; a return has at least one figure")
    if problems:
        raise ReturnError(problems)
    kept = [(row, place) for row, place in zip(rows, places, strict=True) if _given(row)]
    return Filled(
        source.name,
        head["contributor"],
        head["cycle"],
        head["period"],
        head["until"],
        "",
        tuple(_row(row) for row, _ in kept),
        tuple(place for _, place in kept),
    )


def _from_workbook(source: Path) -> Filled:
    import warnings

    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(source) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_INSIDE:
                raise ReturnError([f"{source.name}: unpacks to more than a return can hold"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(source, read_only=True, data_only=False)
            if SHEET not in book.sheetnames:
                raise ReturnError([f"{source.name}: {unknown('sheet', '', [SHEET])}; its sheets: {book.sheetnames}"])
            sheet = book[SHEET]
            cells = list(sheet.iter_rows(max_row=FIRST_ROW + MOST_ROWS, max_col=len(TITLES) + 8))
            book.close()
    except ReturnError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise ReturnError(
            [f"{source.name}: no readable XLSX workbook ({type(error).__name__}); write the template anew"]
        ) from None
    if len(cells) < FIRST_ROW:
        raise ReturnError([f"{source.name} {SHEET}: the template's first {FIRST_ROW} rows are not there"])
    problems = list(_formulas(source.name, cells))
    if problems:
        raise ReturnError(problems)
    names = [str(row[0].value or "").strip() for row in cells[1 : 1 + len(HEAD)]]
    if names != list(HEAD):
        raise ReturnError([f"{source.name} {SHEET}!A2: the rows are headed {names}, not {list(HEAD)}"])
    head = {name: _word(row[1].value) for name, row in zip(HEAD, cells[1 : 1 + len(HEAD)], strict=True)}
    _titles(source.name, f"{SHEET} row {FIRST_ROW - 1}", [_word(one.value) for one in cells[FIRST_ROW - 2]], TITLES)
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    for number, line in enumerate(cells[FIRST_ROW - 1 :], start=FIRST_ROW):
        row = {name: one.value for name, one in zip(TITLES, line, strict=False)}
        if _given(row):
            rows.append(_row(row))
            places.append(number)
    return Filled(source.name, **head, rows=tuple(rows), places=tuple(places), workbook=True)


def _formulas(name: str, cells: list[Any]) -> Iterator[str]:
    for row in cells:
        for one in row:
            if getattr(one, "data_type", "") == "f":
                yield f"{name} {SHEET}!{one.coordinate}: a formula ({str(one.value)[:30]}); write the value itself"


def _titles(name: str, place: str, found: list[str], wanted: tuple[str, ...]) -> None:
    titles = [one.strip() for one in found]
    while titles and not titles[-1]:
        titles.pop()
    if sorted(titles) == sorted(wanted) and (titles == list(wanted) or wanted == CSV_TITLES):
        return
    problems = [f"{name} {place}: {unknown('column', one, wanted)}" for one in titles if one not in wanted]
    missing = [one for one in wanted if one not in titles]
    if missing:
        problems.append(f"{name} {place}: missing column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    raise ReturnError(problems or [f"{name} {place}: columns stand twice or in another order: {', '.join(titles)}"])


def _given(row: Mapping[str, Any]) -> bool:
    """Whether a row says anything: a line for a country without country, figure and note does not."""
    number = _word(row.get("indicator"))
    filled = [name for name in ("citizenship", "value", "note") if _word(row.get(name))]
    if not number:
        return bool(filled or _word(row.get("item")) or _word(row.get("route")))
    one = indicators().get(number)
    return bool(filled) or one is None or not one.by_country


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {name: _word(row.get(name)) for name in COLUMNS if name != "value"}
    # An apostrophe keeps a spreadsheet from running a text; it is no part of it.
    made["note"] = made["note"].removeprefix("'")
    return {**made, "value": row.get("value")}


def _word(value: Any) -> str:
    return "" if value is None else str(value).strip()
