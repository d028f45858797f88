"""The exporter of feedback pages: our own template, no script, no request; verdicts in place of what cells printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades

from grading.answers import exercise_of
from toolkit.answers.emit import MIME
from toolkit.answers.sheet import NAME as SHEET


class FeedbackGrades(GetGrades):
    """nbgrader's own look-up of marks and comments, which also says what is still to be marked by a person."""

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["waiting"] = grade.needs_manual_grade and grade.manual_score is None


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with the feedback template; the raw answer stays out of the page."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        """Write one page."""
        resources = resources or {}
        titles = _titles(Path(resources.get("metadata", {}).get("path") or "."))
        for cell in nb.cells:
            about = cell.metadata.get("academy", {})
            about["title"] = titles.get(about.get("exercise", ""), about.get("exercise", ""))
            if exercise_of(cell):
                # The verdict, in the cell's metadata, stands in place of what the cell printed.
                cell.outputs = []
            for output in cell.get("outputs", ()):
                output.get("data", {}).pop(MIME, None)
        return super().from_notebook_node(nb, resources=resources, **kw)


def _titles(folder: Path) -> dict[str, str]:
    """Exercise id -> title, from the day's public sheet; empty where it is missing."""
    try:
        sheet = json.loads((folder / SHEET).read_text("utf-8"))
        return {name: one["title"] for part in ("exercises", "written") for name, one in sheet.get(part, {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
