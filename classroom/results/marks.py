"""All marks of a course, one row for each trainee and exercise, read from the gradebook: what everything else uses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from classroom.results.passing import Mark
from classroom.results.rules import Rules, read_rules
from classroom.workspace import Workspace, graded_cells, released_days, trainees
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path
from toolkit.answers.sheet import NAME as SHEET

COLUMNS = (
    "trainee",
    "day",
    "notebook",
    "cell",
    "exercise",
    "title",
    "technique",
    "auto",
    "points",
    "max_points",
    "submitted",
    "waits",
    "late_seconds",
    "penalty",
    "comment",
    "resit",
)


def course_rules(workspace: Workspace) -> Rules:
    """Read the rules of the workspace's course; LessonError with every problem of `course.toml`."""
    from grading.exercises import load_course

    names = tuple(one.id for one in load_course(workspace.course.name, workspace.course.folder.parent).exercises)
    return read_rules(workspace.course.folder / "course.toml", names)


def course_marks(workspace: Workspace, days: list[str] | None = None) -> pd.DataFrame:
    """Return the marks of a course.

    Parameters
    ----------
    days : full names of released days; all of them where it is None

    Returns columns `COLUMNS`, one row for each trainee of the class and each exercise of those days. The class is
    everybody who handed in on any day or stands in the gradebook. `points` are before lateness, out of
    `max_points`, and missing (NaN) where a person has still to mark (`waits`) and where nothing was handed in
    (`submitted` False). `penalty` is the share that lateness takes off.
    """
    from nbgrader.api import Gradebook

    chosen = released_days(workspace) if days is None else days
    rules = course_rules(workspace)
    rows: list[dict[str, Any]] = []
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        found = {day: _day_grades(gradebook, day) for day in chosen}
        people = sorted({name for grades in found.values() for name in grades} | _handed_in(workspace))
        for day in chosen:
            sheet = _sheet(workspace, day)
            for trainee in people:
                late, grades = found[day].get(trainee, (0.0, None))
                for (notebook, cell), (exercise, role) in graded_cells(workspace, day).items():
                    about = sheet.get(exercise, {})
                    grade = None if grades is None else grades.get((notebook, cell))
                    most = float(grade["most"]) if grade else float(about.get("points", 0))
                    rows.append(
                        {
                            "trainee": trainee,
                            "day": day,
                            "notebook": notebook,
                            "cell": cell,
                            "exercise": exercise,
                            "title": about.get("title", exercise),
                            "technique": about.get("technique", ""),
                            "auto": role == "mark",
                            "points": grade["points"] if grade else None,
                            "max_points": most,
                            "submitted": grade is not None,
                            "waits": bool(grade and grade["points"] is None),
                            "late_seconds": late,
                            "penalty": rules.late.penalty(late),
                            "comment": grade["comment"] if grade else "",
                            "resit": False,
                        }
                    )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"points": float, "max_points": float, "late_seconds": float, "penalty": float})


def marks_of(table: pd.DataFrame, reference: Mapping[str, float]) -> dict[str, list[Mark]]:
    """Return trainee -> marks as the pass rules take them; `reference` is exercise -> share the reference earns."""
    found: dict[str, list[Mark]] = {}
    for row in table.itertuples():
        found.setdefault(str(row.trainee), []).append(
            Mark(
                exercise=row.exercise,
                auto=bool(row.auto),
                points=None if pd.isna(row.points) else float(row.points),
                most=float(row.max_points),
                submitted=bool(row.submitted),
                penalty=float(row.penalty),
                reference=reference.get(row.exercise, 1.0) if row.auto else 1.0,
            )
        )
    return found


def _day_grades(gradebook: Any, day: str) -> dict[str, tuple[float, dict[tuple[str, str], dict[str, Any]]]]:
    """Trainee -> (seconds late, (notebook, cell) -> points, most, comment) of those graded on one day."""
    found = {}
    for submission in gradebook.assignment_submissions(day):
        grades: dict[tuple[str, str], dict[str, Any]] = {}
        for book in submission.notebooks:
            said = {comment.name: comment.comment or "" for comment in book.comments}
            for grade in book.grades:
                waits = grade.needs_manual_grade and grade.manual_score is None
                grades[book.name, grade.name] = {
                    "points": None if waits else float(grade.score),
                    "most": float(grade.max_score),
                    "comment": said.get(grade.name, ""),
                }
        if grades:
            found[str(submission.student.id)] = (float(submission.total_seconds_late), grades)
    return found


def _handed_in(workspace: Workspace) -> set[str]:
    from grading.staging import valid_trainee

    days = released_days(workspace)
    return {name for day in days for name in trainees(workspace, day) if valid_trainee(name)}


def _sheet(workspace: Workspace, day: str) -> dict[str, dict[str, Any]]:
    try:
        sheet = json.loads((workspace.released(day) / SHEET).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {**sheet.get("exercises", {}), **sheet.get("written", {})}
