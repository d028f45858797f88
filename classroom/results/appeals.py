"""Appeals and resits: a mark is changed with its trail, and a second sitting is taken once, on a case of its own."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from classroom.results import audit, trail
from classroom.results.marks import course_marks, course_rules
from classroom.workspace import Workspace, graded_cells
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path
from toolkit.errors import ParameterError, WorkspaceError, unknown

RESITS = "resits.json"


def appeal(
    workspace: Workspace, day: str, trainee: str, exercise: str, points: float, reason: str, *, by: str = ""
) -> dict[str, Any]:
    """Give one exercise another mark and enter old mark, reason, new mark and who decided; return that entry.

    Parameters
    ----------
    day : full name of the released day
    points : the new mark, 0 to the exercise's most; the old one may be confirmed

    Raises ParameterError for an unknown trainee or exercise, points outside the range, or no reason.
    """
    from nbgrader.api import Gradebook, MissingEntry

    if not reason.strip():
        raise ParameterError("an appeal needs a reason: --reason TEXT")
    places = {name: place for place, (name, _) in graded_cells(workspace, day).items()}
    if exercise not in places:
        raise ParameterError(unknown(f"exercise of {day}", exercise, places))
    trail.record(workspace, "found", days=[day])
    notebook, cell = places[exercise]
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        try:
            grade = gradebook.find_grade(cell, notebook, day, trainee)
        except MissingEntry:
            known = {one.student.id for one in gradebook.assignment_submissions(day)}
            raise ParameterError(unknown(f"trainee with marks on {day}", trainee, known)) from None
        if not 0 <= points <= grade.max_score:
            raise ParameterError(f"{exercise}: {points:g} points; 0 to {grade.max_score:g} can be given")
        waits = grade.needs_manual_grade and grade.manual_score is None
        old = None if waits else round(float(grade.score), 2)
        entry = {
            "mark": f"{trainee}/{day}/{exercise}",
            "old": old,
            "new": round(points, 2),
            "of": float(grade.max_score),
            "reason": reason.strip(),
        }
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.flush()  # what the database refuses leaves no trail of a mark that never was
        audit.write(workspace.folder, "appeal", entry, by=by)  # before it counts: no mark without its trail
        gradebook.db.commit()
    trail.record(workspace, trail.APPEAL, by=by, days=[day])
    return entry


def appeals(workspace: Workspace) -> pd.DataFrame:
    """Return every appeal: at, by, trainee, day, exercise, old, new, of, reason."""
    rows = []
    for entry in audit.read(workspace.folder):
        if entry["what"] == "appeal":
            trainee, day, exercise = entry["about"]["mark"].split("/")
            about = {name: entry["about"][name] for name in ("old", "new", "of", "reason")}
            rows.append(
                {"at": entry["at"], "by": entry["by"], "trainee": trainee, "day": day, "exercise": exercise, **about}
            )
    return pd.DataFrame(rows, columns=["at", "by", "trainee", "day", "exercise", "old", "new", "of", "reason"])


def resit(workspace: Workspace, other: Workspace, trainee: str, days: list[str], *, by: str = "") -> pd.DataFrame:
    """Take the marks of a trainee's resit into the course and return them; the better of two marks counts.

    Parameters
    ----------
    other : the workspace in which the resit was sat, of the same course on another case
    days : full names of the days that were sat again

    Raises WorkspaceError where the trainee has used up the resits of `course.toml`, the other workspace is of another
    course or on the same case, or a mark there is still to come.
    """
    from classroom.results.equating import reference_shares

    if other.course.name != workspace.course.name:
        raise WorkspaceError(f"{other.folder} is a workspace of {other.course.name}, not of {workspace.course.name}")
    if _case_digest(other) == _case_digest(workspace):
        raise WorkspaceError(
            f"{other.folder} has the same case: a resit is sat on a case that its trainee has not seen"
        )
    known = _read(workspace)
    allowed = course_rules(workspace).resits
    if len(known.get(trainee, ())) >= allowed:
        raise WorkspaceError(
            f"{trainee} has sat {allowed} of {allowed} resits; [resit] times in course.toml says how many"
        )
    table = course_marks(other, days)
    own = table[(table["trainee"] == trainee) & table["submitted"]]
    if own.empty:
        raise WorkspaceError(f"{other.folder}: nothing of {trainee} is graded on {', '.join(days)}")
    waiting = list(own[own["waits"]]["exercise"])
    if waiting:
        raise WorkspaceError(f"{other.folder}: {', '.join(waiting)} of {trainee} waits for a person's mark")
    shares = reference_shares(other, days)
    marks = {
        row.exercise: {
            "points": float(row.points),
            "of": float(row.max_points),
            "penalty": float(row.penalty),
            "reference": shares.get(row.exercise, 1.0) if row.auto else 1.0,
        }
        for row in own.itertuples()
    }
    audit.write(workspace.folder, "resit", {"trainee": trainee, "days": days, "marks": marks}, by=by)
    known.setdefault(trainee, []).append(marks)
    file = workspace.folder / audit.FOLDER / RESITS
    building = file.with_suffix(".writing")
    building.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8", newline="\n")
    building.replace(file)
    return own


def with_resits(workspace: Workspace, table: pd.DataFrame, reference: dict[str, float]) -> pd.DataFrame:
    """Return the marks with each resit's in place of the first sitting's where it is better, equated.

    A resit's points are put on the scale of the first case: share over the resit's reference, times the first
    case's reference. `resit` says where that was done. Where the first case's reference is unknown, as in a report
    without equating, the plain share counts.
    """
    known = _read(workspace)
    if not known or table.empty:
        return table
    table = table.copy()
    for at, row in zip(table.index, table.itertuples(), strict=True):
        own = reference.get(row.exercise, 1.0) if row.auto else 1.0
        for marks in known.get(row.trainee, ()):
            again = marks.get(row.exercise)
            if again is None:
                continue
            share = min(1.0, again["points"] / again["of"])
            if not row.auto or row.exercise in reference:
                share = min(1.0, share / max(again["reference"], 0.5)) * max(own, 0.5)
            points = round(min(1.0, share) * row.max_points, 2)
            before = 0.0 if pd.isna(row.points) else row.points * (1 - row.penalty)
            if points * (1 - again["penalty"]) > before:
                table.loc[at, ["points", "submitted", "waits", "penalty", "resit"]] = [
                    points,
                    True,
                    False,
                    again["penalty"],
                    True,
                ]
    return table


def _read(workspace: Workspace) -> dict[str, list[dict[str, dict[str, float]]]]:
    file = workspace.folder / audit.FOLDER / RESITS
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def _case_digest(workspace: Workspace) -> str:
    return str(json.loads((workspace.sealed / "sealed.json").read_text("utf-8")).get("case_sha256", workspace.folder))
