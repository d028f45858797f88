"""The class table: every trainee's marks from the gradebook, one row for each exercise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

import pandas as pd

from classroom.results.sheets import write_csv
from classroom.workspace import Workspace, graded_cells
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path

COLUMNS = ("trainee", "course", "exercise", "score", "max_score", "note")
WAITS = "to be marked by a person"


def class_table(workspace: Workspace, day: str, notes: Mapping[tuple[str, str], str] | None = None) -> pd.DataFrame:
    """Return the marks of one day.

    Parameters
    ----------
    notes : (trainee, exercise) -> what the marking said

    Returns columns `COLUMNS`, one row for each trainee who was graded or has a note, and each exercise. `score` is in
    points and missing where the exercise waits for a person; `note` says why.
    """
    from nbgrader.api import Gradebook

    notes = notes or {}
    exercises = graded_cells(workspace, day)
    rows: list[dict[str, object]] = []
    marked: dict[str, dict[tuple[str, str], Any]] = {trainee: {} for trainee, _ in notes}
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder)) as gradebook:
        for submission in gradebook.assignment_submissions(day):
            books = submission.notebooks
            marked[submission.student.id] = {(book.name, grade.name): grade for book in books for grade in book.grades}
        for trainee in sorted(marked):
            for place, (exercise, _role) in exercises.items():
                grade = marked[trainee].get(place)
                waits = grade is None or bool(grade.needs_manual_grade)
                note = notes.get((trainee, exercise), "")
                rows.append(
                    {
                        "trainee": trainee,
                        "course": workspace.course.name,
                        "exercise": exercise,
                        "score": None if grade is None or waits else round(float(grade.score), 2),
                        "max_score": None if grade is None else float(grade.max_score),
                        "note": note or (WAITS if waits else ""),
                    }
                )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def to_csv(table: pd.DataFrame, file: Path) -> None:
    """Write the table as CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    write_csv(table, file)


def to_terminal(table: pd.DataFrame) -> str:
    """Return the table as text: for each course a row for each trainee and points for each exercise.

    The notes follow, shortened. The percentage counts the exercises that have a mark.
    """
    if table.empty:
        return "no marks yet"
    blocks: list[str] = []
    for course, part in table.groupby("course", sort=False):
        names = list(dict.fromkeys(part["exercise"]))
        wide = part.pivot(index="trainee", columns="exercise", values="score")[names]
        most = part.groupby("exercise")["max_score"].max()
        marked = [name for name in names if wide[name].notna().any()]
        share = 100 * wide[marked].sum(axis=1) / most[marked].sum()
        shown = wide.map(lambda value: "-" if pd.isna(value) else f"{value:g}")
        shown.columns = pd.Index([f"{name.split('.')[-1]} /{most[name]:g}" for name in names])
        shown["percent"] = [f"{value:.0f} %" for value in share]
        shown.index.name = None
        blocks.append(f"{course}\n{shown.to_string(justify='right')}")
    notes = table[~table["note"].isin(["", WAITS])].drop_duplicates(["trainee", "note"])
    if len(notes):
        blocks.append(
            "\n".join(f"{row.trainee}, {row.exercise}: {shorten(row.note, 200)}" for row in notes.itertuples())
        )
    return "\n\n".join(blocks)
