"""`workshop` and `stakeholder_meeting`: the sets of the two meetings around a reporting cycle, each a new folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ReportingError
from toolkit.language import text
from toolkit.reporting import rounds
from toolkit.reporting.checks import check
from toolkit.reporting.contributors import contributor_row, contributors, countries, put_contributor, put_countries
from toolkit.reporting.filing import file_return
from toolkit.reporting.product import product
from toolkit.reporting.system import System, open_system, put_setting
from toolkit.reporting.tabulate import table
from toolkit.reporting.template import export, write_template

DAY = "2026-04-20"
TRAINING = {"XT": "Training State (invented)", "XU": "Neighbour State (invented)"}
# Quarters from 2025 on of both invented states: total, then citizenships with their numbers. The training state's first
# quarter of 2026 is on the sheet and is filed in the workshop.
_FILED: dict[str, list[tuple[int, dict[str, int]]]] = {
    "XT": [
        (412, {"XU": 240, "KH": 88, "MM": 51}),
        (365, {"XU": 201, "KH": 92, "MM": 40}),
        (288, {"XU": 150, "KH": 71, "MM": 39}),
        (397, {"XU": 233, "KH": 80, "MM": 55}),
    ],
    "XU": [
        (120, {"XT": 35, "LA": 60}),
        (131, {"XT": 31, "LA": 71}),
        (117, {"XT": 28, "LA": 66}),
        (140, {"XT": 40, "LA": 74}),
        (128, {"XT": 33, "LA": 70}),
    ],
}
_SHEET = (
    ("Illegal entries detected, January to March 2026", "431 in all: 252 of Neighbour State, 95 Cambodia, 48 Myanmar"),
    ("of these, somebody was paid for the entry", "187 in all: 121 of Neighbour State; for Cambodia not counted apart"),
    ("Persons stopped before entry", "one office has not sent its figures: the number is not known"),
    ("From the log of the main crossing area", "12 persons found twice in the quarter; both findings are on record"),
    ("Remark of an officer", "'ask the interpreter by name': not for the return, which is non-nominal"),
)
_TASKS = (
    ("open the system as the Training State and look at the help on each term", 10, "form"),
    ("file the return of 2026-Q1 from the sheet of figures; leave unknown what is unknown", 25, "form, figures.csv"),
    ("try to file a breakdown above its total, and a name in a note: read what is said", 10, "form"),
    ("search what the Neighbour State filed for 2025 and for 2026-Q1, before and after filing", 15, "search_form"),
    ("fill in the same return as a workbook and import it", 20, "return.xlsx"),
    ("revise one figure; read both vintages", 10, "form"),
    ("questions of the states: definitions, offices, dates due", 30, "terms of the system"),
)
_CELLS = (
    "from toolkit import reporting\n\n"
    'system = reporting.open_system("training.db", viewer="XT")\nreporting.cycles(system).head()',
    'form = reporting.form(system, "quarterly", "2026-Q1")\nform',
    "reporting.search_form(system)",
    'reporting.check(system, state="XT")',
)


def workshop(folder: str | Path) -> Path:
    """Make the set of a familiarisation workshop in a new folder, and return its path.

    training.db (a system of two invented states, with the quarters before), workshop.ipynb (forms), figures.csv (the
    sheet to file from, with what must not be filed), return.xlsx (template), agenda.csv (minutes and material).
    Raises ReportingError where the folder exists and is not empty.
    """

    def fill(place: Path) -> None:
        import nbformat

        system = open_system(place / "training.db", today=DAY)
        _training(system)
        write_template(system.seen_by("XT"), "quarterly", "2026-Q1", place / "return.xlsx")
        export(pd.DataFrame(_SHEET, columns=["what", "figures"]), place / "figures.csv")
        agenda = pd.DataFrame(
            [(n, words, minutes, material) for n, (words, minutes, material) in enumerate(_TASKS, start=1)],
            columns=["item", "task", "minutes", "material"],
        )
        export(agenda, place / "agenda.csv")
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in _CELLS])
        for number, cell in enumerate(book.cells, start=1):
            cell["id"] = f"workshop-{number}"
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(book, place / "workshop.ipynb")

    return _new(folder, fill)


def stakeholder_meeting(system: System, year: int | str, folder: str | Path) -> Path:
    """Make the set of a stakeholder meeting on one year's returns in a new folder, and return its path.

    agenda.csv (items with the figures behind them), matters.csv (what is to be settled with whom, one line each, from
    `reporting.check`), outstanding.csv (returns not on file), tables.xlsx, product.html. Raises ReportingError where
    the folder exists and is not empty, or the viewer is not the desk.
    """
    if system.viewer is not None:
        raise ReportingError(f"{system.viewer} cannot make the set of the meeting: only the regional desk can")
    words = str(year)
    first = rounds.period_of("annual", words)
    found = check(system, period=words)
    made = product(system, words)
    matters = found[(found["severity"] == "fault") & (found["kind"] != "not_filed")]
    missing = found[found["kind"] == "not_filed"]

    def fill(place: Path) -> None:
        export(_agenda(system, words, matters, missing), place / "agenda.csv")
        shown = matters.assign(with_whom=_whom(system, matters))
        export(shown[["state", "with_whom", "label", "indicator", "kind", "finding"]], place / "matters.csv")
        export(missing[["state", "cycle", "label", "finding"]], place / "outstanding.csv")
        span = (str(first.year - 1), words)
        by = table(system, rows="state", cycle="annual", indicator="1.1.1", period=span)
        export(by.reset_index(), place / "tables.xlsx")
        made.save(place / "product.html")

    return _new(folder, fill)


def _agenda(system: System, year: str, matters: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    who = contributors(system)
    pairs = matters[matters["kind"] == "mirror_disagrees"]
    own = matters[matters["kind"] != "mirror_disagrees"]
    count = own["state"].value_counts().head(3)
    rows = [
        (text("Returns on file for {year}", year=year), f"{len(who)} contributors; {len(missing)} returns outstanding"),
        (text("Results shared back"), "product.html, tables.xlsx"),
        (text("Figures that two states see differently"), f"{len(pairs)} to settle between two states: matters.csv"),
        (
            text("Quality of the returns"),
            f"{len(own)} matters, most of {', '.join(f'{code} ({n})' for code, n in count.items()) or 'nobody'}",
        ),
        (text("Definitions and offices that changed"), "asked of each state in turn"),
        (text("Next cycle: dates due, indicators to add or drop"), "decision"),
    ]
    numbered = [(n, *row) for n, row in enumerate(rows, start=1)]
    return pd.DataFrame(numbered, columns=["item", "subject", "data"])


def _whom(system: System, matters: pd.DataFrame) -> list[str]:
    names = countries(system)
    return [
        names.get(row.part, row.part) if row.kind == "mirror_disagrees" else text("the desk")
        for row in matters.itertuples()
    ]


def _training(system: System) -> None:
    def enter(at: Any) -> None:
        put_countries(at, TRAINING)
        known = {**TRAINING}
        for code in TRAINING:
            put_contributor(at, contributor_row(code, "", "state", ("quarterly",), known))
        put_setting(at, "today", DAY)
        put_setting(at, "training", "yes")

    system.write(enter)
    quarters = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
    for code, filed in _FILED.items():
        for period, (total, parts) in zip(quarters, filed, strict=False):
            # each return is filed on a day shortly before it was due
            day = rounds.due_on("quarterly", rounds.period_of("quarterly", period))
            then = open_system(str(system.engine.url.database), viewer=code, today=min(day.isoformat(), DAY))
            rows: list[dict[str, Any]] = [{"indicator": "1.1.1", "value": total}]
            rows += [{"indicator": "1.1.2", "citizenship": one, "value": value} for one, value in parts.items()]
            file_return(then, "quarterly", period, rows)


def _new(folder: str | Path, fill: Callable[[Path], None]) -> Path:
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ReportingError(f"{target} exists and is not empty; name a new folder (nothing was written)")
    if not target.parent.is_dir():
        raise ReportingError(f"{target.parent} is no folder; make it first (nothing was written)")
    building = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        fill(building)
        if target.exists():
            target.rmdir()
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target
