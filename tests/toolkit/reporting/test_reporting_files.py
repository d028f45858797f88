"""Templates and tables as files: what is written can be read back; every fault is one line with line or cell."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.toolkit.reporting.test_reporting_filing import QUARTER, SOUND, on_file
from toolkit import reporting
from toolkit.errors import ReportingError, ReturnError
from toolkit.reporting import System


def change_csv(path: Path, change: Callable[[list[list[str]]], Any]) -> None:
    with path.open(newline="") as held:
        rows = list(csv.reader(held))
    change(rows)
    with path.open("w", newline="") as out:
        csv.writer(out).writerows(rows)


def change_book(path: Path, change: Callable[[Any], Any]) -> None:
    book = load_workbook(path)
    change(book["Return"])
    book.save(path)


def put(rows: list[list[str]], line: int, column: str, value: str) -> None:
    rows[line - 1][rows[0].index(column)] = value


def blank(rows: list[list[str]]) -> int:
    """The line of the first empty row of 1.1.2."""
    return next(n for n, row in enumerate(rows, start=1) if row[4] == "1.1.2")


@pytest.fixture
def template(desk: System, tmp_path: Path) -> Callable[[str], Path]:
    return lambda ending: reporting.write_template(desk.seen_by("TH"), *QUARTER, tmp_path / f"return.{ending}")


def test_a_csv_template_filled_in_is_filed_and_a_second_one_is_a_revision(
    desk: System, template: Callable[[str], Path], tmp_path: Path
) -> None:
    path = template("csv")

    def fill(rows: list[list[str]]) -> None:
        put(rows, 2, "value", "150")
        put(rows, blank(rows), "citizenship", "MM")
        put(rows, blank(rows), "value", "80")

    change_csv(path, fill)
    filed = reporting.import_return(desk.seen_by("TH"), path)
    assert filed.vintage == 1
    found = reporting.search(desk.seen_by("TH"))
    assert found.loc[found["value"].notna(), ["indicator", "value"]].to_numpy().tolist() == [
        ["1.1.1", 150],
        ["1.1.2", 80],
    ]
    assert set(found.loc[found["value"].isna(), "indicator"]) == {"1.2.1", "1.3.1"}  # totals left empty: not reported
    again = reporting.write_template(desk.seen_by("TH"), *QUARTER, tmp_path / "again.csv")
    assert reporting.import_return(desk.seen_by("TH"), again).again
    change_csv(again, lambda rows: put(rows, 2, "value", "151"))
    assert reporting.import_return(desk.seen_by("TH"), again).vintage == 2


def test_a_workbook_filled_in_is_filed_with_its_lists_and_help(desk: System, template: Callable[[str], Path]) -> None:
    path = template("xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["Return", "Lists", "Help"]
    rules = {str(one.sqref).split(":")[0]: one.type for one in book["Return"].data_validations.dataValidation}
    assert rules["C9"] == "list"
    assert rules["F9"] == "whole"
    assert any("Somebody was paid" in str(row[1].value) for row in book["Help"].iter_rows())

    def fill(sheet: Any) -> None:
        sheet["F9"] = 150
        sheet["C10"], sheet["F10"], sheet["H10"] = "MM", 80, "by land alone"

    change_book(path, fill)
    assert reporting.import_return(desk.seen_by("TH"), path).vintage == 1
    kept = reporting.get_return(desk, "TH", *QUARTER)
    assert kept is not None
    assert [(one.indicator, one.value, one.note) for one in kept.figures[:2]] == [
        ("1.1.1", 150, ""),
        ("1.1.2", 80, "by land alone"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: put(rows, 2, "value", "many"), "return.csv line 2: value 'many' is not a whole number"),
        (lambda rows: put(rows, 2, "value", "-4"), "return.csv line 2: value -4 is below 0"),
        (lambda rows: put(rows, 2, "value", "=A1"), "return.csv line 2: value '=A1' is a formula"),
        (lambda rows: put(rows, 2, "value", "NaN"), "return.csv line 2: value 'NaN' is no number"),
        (lambda rows: put(rows, 3, "citizenship", "Kambodia"), "return.csv line 3: citizenship 'Kambodia' is no"),
        (lambda rows: put(rows, 3, "value", "7"), "return.csv line 3: citizenship '' is no country"),
        (lambda rows: put(rows, 3, "contributor", "KH"), "return.csv line 3: contributor 'KH', where the lines before"),
        (lambda rows: rows[0].__setitem__(0, "state"), "return.csv line 1: unknown column 'state'"),
        (lambda rows: rows[3].append("more"), "return.csv line 4: 13 cells, where 12 are wanted"),
        (lambda rows: [put(rows, n, "period", "2026-Q2") for n in range(2, len(rows) + 1)], "runs to 2026-06-30"),
        (lambda rows: [put(rows, n, "period", "2026") for n in range(2, len(rows) + 1)], "is no quarterly period"),
        (lambda rows: [put(rows, n, "contributor", "KH") for n in range(2, len(rows) + 1)], "TH cannot file for KH"),
        (lambda rows: rows.__delitem__(slice(1, None)), "no line below the titles"),
        (lambda rows: rows.__delitem__(slice(0, None)), "return.csv: empty"),
    ],
)
def test_a_faulty_csv_is_refused_by_line_and_nothing_is_saved(
    desk: System, template: Callable[[str], Path], change: Any, said: str
) -> None:
    path = template("csv")
    change_csv(path, change)
    with pytest.raises(ReportingError) as refused:
        reporting.import_return(desk.seen_by("TH"), path)
    assert said in str(refused.value)
    assert on_file(desk) == (0, 0)


def twice(sheet: Any) -> None:
    for row in (10, 11):
        sheet.cell(row, 3).value, sheet.cell(row, 6).value = "MM", 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet: sheet.__setitem__("F9", "=SUM(F10:F12)"), "return.xlsx Return!F9: a formula (=SUM(F10:F12))"),
        (lambda sheet: sheet.__setitem__("B6", '=HYPERLINK("x")'), "return.xlsx Return!B6: a formula"),
        (lambda sheet: sheet.__setitem__("F9", "a lot"), "return.xlsx Return!F9: value 'a lot' is not a whole number"),
        (lambda sheet: sheet.__setitem__("F9", -1), "return.xlsx Return!F9: value -1 is below 0"),
        (lambda sheet: sheet.__setitem__("F9", 1.5), "return.xlsx Return!F9: value 1.5 is not a whole number"),
        (lambda sheet: sheet.__setitem__("F9", pd.Timestamp("2026-01-01")), "Return!F9: value '2026-01-01"),
        (lambda sheet: sheet.__setitem__("C10", "Siam"), "Return!C10: citizenship 'Siam' is no country"),
        (lambda sheet: sheet.__setitem__("F8", "count"), "return.xlsx Return row 8: unknown column 'count'"),
        (lambda sheet: sheet.__setitem__("A2", "state"), "Return!A2: the rows are headed"),
        (lambda sheet: sheet.__setitem__("B6", "ask Mr Example"), "the return's note holds a person's title"),
        (twice, "Return!A11: indicator 1.1.2 MM stands already at Return row 10"),
    ],
)
def test_a_faulty_workbook_is_refused_by_cell_and_nothing_is_saved(
    desk: System, template: Callable[[str], Path], change: Any, said: str
) -> None:
    path = template("xlsx")
    change_book(path, change)
    with pytest.raises(ReturnError) as refused:
        reporting.import_return(desk.seen_by("TH"), path)
    assert said in str(refused.value)
    assert len(refused.value.problems) == (2 if "unknown column" in said else 1)  # the right one is missing too
    assert on_file(desk) == (0, 0)


def test_a_damaged_foreign_or_missing_file_is_refused_in_one_line(
    desk: System, template: Callable[[str], Path], tmp_path: Path
) -> None:
    whole = template("xlsx").read_bytes()
    made = {"cut.xlsx": whole[: len(whole) // 2], "text.xlsx": b"no workbook", "latin.csv": "é".encode("latin-1")}
    made |= {"quote.csv": b'contributor,"cyc\n', "return.pdf": b"%PDF", "huge.csv": b"a" * 5_000_001}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    for name in (*made, "missing.csv"):
        with pytest.raises(ReturnError) as refused:
            reporting.import_return(desk.seen_by("TH"), tmp_path / name)
        assert name in str(refused.value)
        assert "\n" not in str(refused.value)
    for at in range(0, len(whole), len(whole) // 40):  # a byte wrong anywhere never ends in a traceback
        (tmp_path / "bent.xlsx").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with contextlib.suppress(ReturnError):
            reporting.read_template(tmp_path / "bent.xlsx")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_a_search_finds_is_exported_as_it_is(desk: System, tmp_path: Path, ending: str) -> None:
    reporting.file_return(desk.seen_by("TH"), *QUARTER, SOUND)
    found = reporting.search(desk)
    path = reporting.export(found, tmp_path / f"found.{ending}")
    back = pd.read_csv(path) if ending == "csv" else pd.read_excel(path)
    assert back["value"].tolist() == found["value"].tolist()
    assert list(back.columns) == list(found.columns)
    with pytest.raises(ReportingError, match="unknown format 'pdf'"):
        reporting.export(found, tmp_path / "found.pdf")
