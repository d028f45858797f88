"""Sheets on which people of a class are entered: double marking as XLSX, attendance as a table to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from classroom.pack.texts import table
from classroom.results.moderation import SHEET, criteria, write_book
from grading.exercises import Day

# Rows where the class is not known yet, and a line for a name.
_PEOPLE, _LINE = 24, "." * 44


def write_double_marking(course: Path, days: Sequence[Day], names: Sequence[str], folder: Path) -> list[Path]:
    """Write a sheet for each of two markers, one row for each person and written exercise; return the files.

    `names` are the user names of the class; rows without a name where it is empty. `academy moderate` reads both back.
    """
    rows = [
        {**dict.fromkeys(SHEET, ""), "trainee": name, "day": day.name, "exercise": one.id, "max_points": one.points}
        for day in days
        for one in day.exercises
        if one.by_rubric
        for name in (names or [""] * _PEOPLE)
    ]
    written = []
    for day in days:
        listed = [row for row in rows if row["day"] == day.name]
        if not listed:
            continue
        sheet = pd.DataFrame(listed)
        for exercise in sheet["exercise"].unique():
            for column in criteria(course, day.name, exercise):
                sheet[column] = ""
        for marker in ("first", "second"):
            file = folder / f"{day.name.split('_')[0]}_{marker}_marker.xlsx"
            file.parent.mkdir(parents=True, exist_ok=True)
            write_book(sheet, file, course, None)
            written.append(file)
    return written


def attendance_tables(days: int, names: Sequence[str]) -> list[str]:
    """Return the tables to be signed: a row for each person, morning and afternoon of up to five days in each table."""
    people = [[str(number), name] for number, name in enumerate(names or [_LINE] * _PEOPLE, start=1)]
    parts = []
    for first in range(1, days + 1, 5):
        shown = range(first, min(first + 5, days + 1))
        head = ["no.", "name", *[f"day {day} {half}" for day in shown for half in ("a.m.", "p.m.")]]
        parts.append(table(head, [[*one, *[""] * (2 * len(shown))] for one in people]))
    return parts
