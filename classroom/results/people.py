"""The class list and the attendance of a course, kept in the workspace's records."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from classroom.results import audit
from classroom.results.sheets import read_table, write_csv
from classroom.workspace import Workspace
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path
from grading.staging import valid_trainee
from toolkit.errors import ParameterError, unknown

PEOPLE, ATTENDANCE = "people.csv", "attendance.csv"
PRESENT = {"1": 1, "yes": 1, "y": 1, "present": 1, "p": 1, "0": 0, "no": 0, "n": 0, "absent": 0, "a": 0}


def class_list(workspace: Workspace) -> dict[str, str]:
    """Return trainee -> full name, as the class list has it; empty where there is none."""
    file = workspace.folder / audit.FOLDER / PEOPLE
    if not file.is_file():
        return {}
    table = read_table(file, ("trainee", "name"))
    return dict(zip(table["trainee"], table["name"], strict=True))


def take_class_list(workspace: Workspace, file: Path, *, by: str = "") -> int:
    """Take a class list (columns trainee, name) into the records, in place of the one before; return its length."""
    table = read_table(file, ("trainee", "name"))
    problems = _people_problems(table, file)
    if problems:
        raise ParameterError("\n".join(problems))
    write_csv(table[["trainee", "name"]], audit.records(workspace.folder) / PEOPLE)
    audit.write(workspace.folder, "class list", {"trainees": sorted(table["trainee"])}, by=by)
    return len(table)


def name_students(workspace: Workspace) -> int:
    """Write the class list's names into the gradebook, where formgrader else shows "None, None"; return how many.

    nbgrader shows "last, first": here the full name as it is written, and the trainee's short name.
    """
    from nbgrader.api import Gradebook

    listed = class_list(workspace)
    changed = 0
    if not listed:
        return changed
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        for student in gradebook.students:
            name = listed.get(str(student.id))
            if name and (student.last_name, student.first_name) != (name, student.id):
                student.last_name, student.first_name = name, student.id
                changed += 1
        gradebook.db.commit()
    return changed


def attendance(workspace: Workspace) -> pd.DataFrame:
    """Return the attendance recorded so far: trainee, session, present (0 or 1)."""
    file = workspace.folder / audit.FOLDER / ATTENDANCE
    if not file.is_file():
        return pd.DataFrame(columns=["trainee", "session", "present"])
    return read_table(file, ("trainee", "session", "present")).astype({"present": int})


def attended(workspace: Workspace) -> dict[str, float]:
    """Return trainee -> percent of the sessions attended; a session without an entry for somebody was missed."""
    table = attendance(workspace)
    sessions = table["session"].nunique()
    if not sessions:
        return {}
    return {str(name): 100 * float(part["present"].sum()) / sessions for name, part in table.groupby("trainee")}


def take_attendance(workspace: Workspace, rows: pd.DataFrame, *, by: str = "") -> int:
    """Enter attendance; a session entered before for the same person is replaced. Return the number of entries.

    Parameters
    ----------
    rows : columns trainee, session, present ("yes"/"no", 1/0, "present"/"absent")

    Raises ParameterError with every problem, one a line, and enters nothing then.
    """
    listed = class_list(workspace)
    problems = []
    for number, row in enumerate(rows.itertuples(), start=2):
        if not valid_trainee(str(row.trainee)):
            problems.append(f"row {number}: {row.trainee!r} cannot be a trainee's name")
        elif listed and row.trainee not in listed:
            problems.append(f"row {number}: {unknown('trainee', row.trainee, listed)}")
        if not str(row.session).strip():
            problems.append(f"row {number}: no session")
        if str(row.present).lower() not in PRESENT:
            problems.append(f"row {number}: present is {row.present!r}; give yes or no")
    if problems:
        raise ParameterError("\n".join(problems))
    given = rows[["trainee", "session", "present"]].assign(
        present=[PRESENT[str(value).lower()] for value in rows["present"]]
    )
    kept = pd.concat([attendance(workspace), given]).drop_duplicates(["trainee", "session"], keep="last")
    kept = kept.sort_values(["session", "trainee"], ignore_index=True)
    write_csv(kept, audit.records(workspace.folder) / ATTENDANCE)
    sessions = sorted(given["session"].unique())
    audit.write(workspace.folder, "attendance", {"sessions": sessions, "entries": len(given)}, by=by)
    return len(given)


def _people_problems(table: pd.DataFrame, file: Path) -> list[str]:
    problems = []
    for number, row in enumerate(table.itertuples(), start=2):
        if not valid_trainee(str(row.trainee)):
            problems.append(f"{file} row {number}: {row.trainee!r} cannot be a trainee's name")
        if not row.name:
            problems.append(f"{file} row {number}: {row.trainee} has no name")
    twice = table[table["trainee"].duplicated()]["trainee"]
    problems += [f"{file}: {name} stands in it twice" for name in sorted(set(twice))]
    return problems
