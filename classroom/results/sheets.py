"""Tables for spreadsheets: quoted CSV and XLSX in which no text is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError

_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
_WIDEST = 60


def safe_text(value: object) -> object:
    """Return a value with an apostrophe before a text that a spreadsheet would take for a formula.

    >>> safe_text("=1+1"), safe_text("Anong"), safe_text(-3)
    ("'=1+1", 'Anong', -3)
    """
    if not isinstance(value, str):
        return value
    clean = value.translate(_CONTROL)
    return f"'{clean}" if clean.lstrip(" \n\ufeff\u200b").startswith(_FORMULA) else clean


def unsafe_text(value: str) -> str:
    """Return the text as it was before `safe_text`.

    >>> unsafe_text("'=1+1"), unsafe_text("it's")
    ('=1+1', "it's")
    """
    return value[1:] if value.startswith("'") and value[1:].lstrip(" \n").startswith(_FORMULA) else value


def write_csv(table: pd.DataFrame, file: Path) -> None:
    """Write one table as UTF-8 CSV, texts quoted, whole or not at all."""
    text = _safe(table).to_csv(None, index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    _replace(file, text.encode())


def write_xlsx(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """Write tables as the sheets of one XLSX file: texts as texts, a frozen bold heading, columns as wide as needed."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for name, table in tables.items():
        sheet = book.create_sheet(name[:31])
        sheet.append([str(column) for column in table.columns])
        for row in table.itertuples(index=False):
            sheet.append([_plain(value) for value in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                    cell.alignment = Alignment(vertical="top", wrap_text=len(cell.value) > _WIDEST)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(sheet.columns, start=1):
            width = max((len(str(cell.value)) for cell in column if cell.value is not None), default=4)
            sheet.column_dimensions[get_column_letter(number)].width = min(width, _WIDEST) + 2
    held = io.BytesIO()
    book.save(held)
    _replace(file, held.getvalue())


def read_table(file: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV or XLSX file whose first row names the columns; every value is a text, "" where nothing stands.

    Apostrophes of `safe_text` are taken off again. Raises ParameterError for a file that is missing, damaged, of
    another kind, or lacks one of the `needed` columns.
    """
    if not file.is_file():
        raise ParameterError(f"no file {file}")
    try:
        if file.suffix.lower() == ".xlsx":
            table = pd.read_excel(file, dtype=str, keep_default_na=False)
        elif file.suffix.lower() == ".csv":
            table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        else:
            raise ParameterError(f"{file}: give a .csv or .xlsx file")
    except (ValueError, OSError, KeyError, pd.errors.ParserError) as error:
        raise ParameterError(f"{file}: cannot be read as a table ({str(error).splitlines()[0]})") from None
    except Exception as error:
        if type(error).__name__ not in ("BadZipFile", "InvalidFileException"):
            raise
        raise ParameterError(f"{file}: is no spreadsheet ({error})") from None
    table.columns = pd.Index([str(name).strip().lower() for name in table.columns])
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise ParameterError(f"{file}: no column {', '.join(missing)}; it has {', '.join(table.columns)}")
    for name in table.columns:
        table[name] = [unsafe_text(str(value).strip()).strip() for value in table[name]]
    return table


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    words = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    return table.assign(**{name: [safe_text(value) for value in table[name]] for name in words})


def _plain(value: Any) -> Any:
    if value is None or (not isinstance(value, (str, list, dict, tuple)) and pd.isna(value)):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, (bool, int, float)):
        return round(value, 4) if isinstance(value, float) else value
    return safe_text(str(value))


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    building = file.with_name(f".{file.name}.part")
    building.write_bytes(content)
    building.replace(file)
