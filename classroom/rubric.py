"""Enter a person's marks for written work into nbgrader's gradebook, as formgrader does."""

from __future__ import annotations

from collections.abc import Mapping

from classroom.results import trail
from classroom.workspace import Workspace
from grading.config import gradebook_url
from grading.nbgrader_calls import programs_on_path
from toolkit.errors import ParameterError


def waiting(workspace: Workspace, day: str) -> list[tuple[str, str, str, float]]:
    """Return what waits for a person on one day: (trainee, notebook, nbgrader id, most points)."""
    from nbgrader.api import Gradebook

    found = []
    with programs_on_path(), Gradebook(_url(workspace)) as gradebook:
        for submission in gradebook.assignment_submissions(day):
            for book in submission.notebooks:
                for grade in book.grades:
                    if grade.needs_manual_grade:
                        found.append((submission.student.id, book.name, grade.name, float(grade.max_score)))
    return sorted(found)


def enter_marks(workspace: Workspace, day: str, marks: Mapping[tuple[str, str, str], float]) -> None:
    """Enter points by (trainee, notebook, nbgrader id); ParameterError for points outside 0 .. the most."""
    from nbgrader.api import Gradebook

    with programs_on_path(), Gradebook(_url(workspace)) as gradebook:
        for (trainee, notebook, name), points in marks.items():
            grade = gradebook.find_grade(name, notebook, day, trainee)
            if not 0 <= points <= grade.max_score:
                raise ParameterError(
                    f"{trainee} {day} {name}: {points:g} points; at most {grade.max_score:g} are given"
                )
            grade.manual_score = points
            grade.needs_manual_grade = False
            gradebook.db.commit()
    trail.record(workspace, "marked", days=[day])


def _url(workspace: Workspace) -> str:
    return gradebook_url(workspace.folder)
