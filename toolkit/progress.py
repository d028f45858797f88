"""A trainee's course at a glance: the days, what is recorded and handed back, what is due. Read from the home alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.answers.emit import MIME
from toolkit.errors import CaseError
from toolkit.language import text

COURSE, DUE = "course.json", "due.json"
_MARKED = re.compile(r'<tr data-exercise="([^"]*)" data-points="([^"]*)" data-most="([^"]*)">')
_COLUMNS = ["day", "title", "exercise", "points", "recorded", "earned", "due"]


@dataclass(frozen=True)
class Progress:
    """One row for each exercise: its day, whether an answer is recorded, the points that came back (NaN: none yet)."""

    course: str
    table: pd.DataFrame
    pages: dict[str, list[str]]

    def to_frame(self) -> pd.DataFrame:
        """Return columns `day`, `title`, `exercise`, `points` (most), `recorded`, `earned` (NaN: not back), `due`."""
        return self.table.copy()

    def __repr__(self) -> str:
        done, back = int(self.table["recorded"].sum()), self.table["earned"].notna()
        return (
            f"{self.course}: {done} of {len(self.table)} answers recorded; "
            f"{self.table['earned'].sum():g} of {self.table.loc[back, 'points'].sum():g} points back"
        )

    def _repr_html_(self) -> str:
        heads = [text("day"), text("pages"), text("answers recorded"), text("points back"), text("due")]
        rows = [self._row(day, rows) for day, rows in self.table.groupby("day", sort=False)]
        head = "".join(f"<th style='text-align:left'>{escape(one)}</th>" for one in heads)
        return f"<p><b>{escape(repr(self))}</b></p><table><tr>{head}</tr>{''.join(rows)}</table>"

    def _row(self, day: Any, rows: pd.DataFrame) -> str:
        pages = self.pages.get(str(day), [])
        links = "<br>".join(f'<a href="{escape(page)}">{escape(Path(page).stem)}</a>' for page in pages)
        shown = links or f"<i>{escape(text('not fetched yet: menu Nbgrader, Assignment List'))}</i>"
        done, back = int(rows["recorded"].sum()), rows["earned"].notna()
        earned = f"{rows['earned'].sum():g} / {rows.loc[back, 'points'].sum():g}" if back.any() else "-"
        bar = f"<progress value='{done}' max='{len(rows)}' style='width:90px'></progress> {done} / {len(rows)}"
        cells = [escape(str(rows["title"].iloc[0])), shown, bar, earned, escape(str(rows["due"].iloc[0]) or "-")]
        return "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"


def course(home: str | Path = ".") -> Progress:
    """Read how far a course has come.

    Parameters
    ----------
    home : the folder that holds `course.json` and a folder for each fetched day

    An answer counts as recorded once its notebook is saved with the output of its `mark` cell. Points stand here once
    feedback is fetched. Raises CaseError with one line where `home` holds no `course.json`.
    """
    folder = Path(home)
    try:
        declared = json.loads((folder / COURSE).read_text("utf-8"))
        days = [(str(day["name"]), str(day["title"]), day["exercises"]) for day in declared["days"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CaseError(
            f"{folder / COURSE} is missing or damaged ({type(error).__name__}); open this page in your course folder"
        ) from None
    due = _due(folder)
    rows, pages = [], {}
    for name, title, exercises in days:
        notebooks = sorted((folder / name).glob("*.ipynb"))
        pages[name] = [f"{name}/{path.name}" for path in notebooks]
        recorded = {one for path in notebooks for one in _recorded(path)}
        earned = _earned(folder / name / "feedback")
        for one in exercises:
            mark = earned.get(one["id"], float("nan"))
            has = one["id"] in recorded or one["id"] in earned
            rows.append((name, title, one["id"], float(one["points"]), has, mark, due.get(name, "")))
    return Progress(str(declared["title"]), pd.DataFrame(rows, columns=_COLUMNS), pages)


def _recorded(notebook: Path) -> set[str]:
    """The exercises whose mark cell has an answer among its saved outputs; written work counts once it is changed."""
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    found = set()
    for cell in cells:
        about = cell.get("metadata", {}).get("academy", {})
        outputs = cell.get("outputs", [])
        if about.get("exercise") and any(MIME in output.get("data", {}) for output in outputs):
            found.add(str(about["exercise"]))
    return found


def _earned(feedback: Path) -> dict[str, float]:
    """Exercise -> points, from the newest feedback page of each notebook."""
    found: dict[str, float] = {}
    for page in sorted(feedback.rglob("*.html")) if feedback.is_dir() else []:
        for exercise, points, _ in _MARKED.findall(page.read_text("utf-8", errors="replace")):
            if points:
                found[exercise] = float(points)
    return found


def _due(folder: Path) -> dict[str, str]:
    try:
        return {str(day): str(when) for day, when in json.loads((folder / DUE).read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}
