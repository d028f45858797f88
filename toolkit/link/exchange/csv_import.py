"""CSV for i2's importer and any spreadsheet: one row a link, with the import specification that says what is what."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.link.exchange.anx import STRENGTHS, TYPES
from toolkit.link.exchange.parts import clean, days, who, written

# column, and what the importer is to do with it
COLUMNS: dict[str, str] = {
    "end1_id": "identity of the first entity",
    "end1_label": "label of the first entity",
    "end1_type": "type of the first entity",
    "end2_id": "identity of the second entity",
    "end2_label": "label of the second entity",
    "end2_type": "type of the second entity",
    "link_label": "label of the link",
    "link_strength": "strength of the link: Confirmed, Unconfirmed or Tentative",
    "direction": "arrow: Directed (from the first to the second entity) or None",
    "records": "attribute of the link, text",
    "number_of_records": "attribute of the link, number",
    "value": "attribute of the link, number",
    "first_day": "date of the link, yyyy-MM-dd",
    "last_day": "attribute of the link, date, yyyy-MM-dd",
}


def to_csv(
    graph: Any,
    path: str | Path,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
) -> tuple[Path, Path]:
    """Write one row a link as CSV, and beside it the import specification as text; return both paths.

    Parameters
    ----------
    graph : from `link.build`
    path : file that ends in .csv; the specification is named after it, `<name>.import.txt`
    nominals, names, kinds : as for `link.explore`

    UTF-8 with a byte-order mark, so that spreadsheets read every script; a text that a spreadsheet would run as a
    formula begins with an apostrophe. Entities without a link have a row with an empty second end.

    Raises ParameterError for an empty graph, an unknown kind, entities that print alike, or a path that can't be
    written.
    """
    called, kind = who(graph, "to_csv", nominals, names, kinds)
    rows = []
    for a, b, data in graph.edges(data=True):
        span = days(data) or ("", "")
        records = [str(record) for record in data.get("records", ())]
        facts = [", ".join(map(str, data.get("relations", ()))), STRENGTHS[str(data.get("status", ""))]]
        facts += ["Directed" if graph.is_directed() else "None", "; ".join(records), str(len(records) or "")]
        rows.append([*_end(a, called, kind), *_end(b, called, kind), *facts, f"{data.get('strength', 1):g}", *span])
    rows += [[*_end(one, called, kind), *[""] * (len(COLUMNS) - 3)] for one in graph if not graph.degree(one)]
    with written(path, (".csv",), "to_csv") as building, building.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([[safe(value) for value in row] for row in rows])
    specification = Path(path).with_suffix(".import.txt")
    with written(specification, (".txt",), "to_csv") as building:
        building.write_text(_specification(Path(path).name), "utf-8")
    return Path(path), specification


def safe(value: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula; numbers and telephone numbers stay as they are.

    >>> safe("=1+1"), safe("+855 00 000 001"), safe("-3.5"), safe("@x")
    ("'=1+1", '+855 00 000 001', '-3.5', "'@x")
    """
    words = clean(value)
    risky = words[:1] in ("=", "@", "\t", "\r", "\n")
    if words[:1] in ("+", "-"):
        risky = not set(words[1:]) <= set("0123456789 .,")
    return f"'{words}" if risky else words


def _end(entity: Any, called: Mapping[Any, str], kind: Mapping[Any, str]) -> list[str]:
    return [str(entity), called[entity], TYPES[kind[entity]]]


def _specification(name: str) -> str:
    lines = [f"Import specification for {name}", "", "File: CSV, comma, double quotes, UTF-8, first row holds names."]
    lines += ["Design: two entities and one link in each row; a row with an empty second end is an entity alone.", ""]
    lines += [f"{column}: {what}" for column, what in COLUMNS.items()]
    return "\n".join([*lines, ""])
