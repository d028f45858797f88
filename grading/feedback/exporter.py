"""The exporter of feedback pages: our own template, no script, no request; verdicts in place of what cells printed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades

from grading.answers import exercise_of
from grading.exercises import curriculum_folder
from toolkit.answers.emit import MIME
from toolkit.answers.sheet import NAME as SHEET


class FeedbackGrades(GetGrades):
    """nbgrader's own look-up of marks and comments, which also says what a person has still to mark, and what the
    course's rules need here of everybody.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Look up a notebook's marks; the course's rules are read once for all its cells."""
        self.rules = stated_rules(self.parent.parent.coursedir.course_id)
        return super().preprocess(nb, resources)

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        waiting = grade.needs_manual_grade and grade.manual_score is None
        cell.metadata.nbgrader["waiting"] = waiting
        exercise = cell.metadata.get("academy", {}).get("exercise", "")
        share = None if waiting or not grade.max_score else 100 * grade.score / grade.max_score
        cell.metadata.nbgrader["needed"] = needed(self.rules, exercise, share)


def stated_rules(course: str, curriculum: Path | None = None) -> dict[str, Any]:
    """Return what `course.toml` of a course says; empty where there is none."""
    try:
        text = ((curriculum or curriculum_folder()) / course / "course.toml").read_text("utf-8")
        return tomllib.loads(text)
    except (OSError, ValueError):
        return {}


def needed(rules: Mapping[str, Any], exercise: str, share: float | None) -> str:
    """Say whether an exercise reaches what the course's rules need in it of everybody; "" where they need nothing.

    `share` is percent of the points, None while a person has still to mark. Totals are equated to what the reference
    solution earns, at least the share `floor`: below the percentage the class report alone can say what it comes to.

    >>> rules = {"must_pass": [{"item": "handling", "exercises": ["day01.lawful"], "percent": 50}]}
    >>> needed(rules, "day01.lawful", 20)
    'Nobody passes the course without handling: at least 50 % is needed here. You have 20 %: not reached.'
    """
    floor = float(rules.get("equating", {}).get("floor", 0.5))
    said = []
    for one in rules.get("must_pass", ()):
        if exercise not in one["exercises"]:
            continue
        percent = float(one.get("percent", 50))
        if share is None:
            outcome = "It is still to be marked."
        elif share >= percent:
            outcome = f"You have {share:.0f} %: reached."
        elif share < percent * floor:
            outcome = f"You have {share:.0f} %: not reached."
        else:
            outcome = f"You have {share:.0f} %, before it is set against how hard this case is: ask your instructor."
        said.append(f"Nobody passes the course without {one['item']}: at least {percent:g} % is needed here. {outcome}")
    return " ".join(said)


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
