"""The rubric and the model answer beside each answer that a person marks: on formgrader's page, and nowhere else.

nbgrader's formgrader shows an autograded notebook through nbconvert's HTML exporter, whose preprocessors are
configured. This one adds a cell in memory, while the page is made: nothing of it is ever in a notebook on disk, in the
feedback (whose exporter is told to use no preprocessor, and which lacks the mark of a formgrader's page), or in the
exchange.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode

from grading.exercises import curriculum_folder
from grading.formgrader.detail import detail_text

COMMENTS = "comments.toml"
FORMGRADER = "submission_id"  # what formgrader's handler alone puts into the resources
PANEL = "instructor"  # role of the added cell, by which the page's template frames it
_LINES = str.maketrans({"|": "\\|", "\n": " ", "\r": " "})


class RubricBeside(Preprocessor):
    """Puts rubric, model answer and the bank of comments under each written answer of a formgrader page."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with one Markdown cell more for each written answer, on formgrader's pages alone."""
        root = _root(Path(resources.get("metadata", {}).get("path") or "."))
        if not resources.get(FORMGRADER) or root is None:
            return nb, resources
        cells: list[NotebookNode] = []
        for cell in nb.cells:
            about = cell.metadata.get("academy", {})
            if about.get("role") == PANEL:
                continue  # a trainee's imitation: the real one is made here
            cells.append(cell)
            if about.get("role") in ("written", "mark"):
                day, exercise = str(resources.get("assignment_id", "")), str(about.get("exercise", ""))
                text = panel(root, day, exercise, about)
                if not text and about["role"] == "mark":
                    student, book = str(resources.get("student", "")), str(resources.get("notebook_id", ""))
                    text = detail_text(root, day, student, book, exercise)
                if text:
                    cells.append(nbformat.v4.new_markdown_cell(text, metadata={"academy": {"role": PANEL}}))
        shown = nbformat.v4.new_notebook(cells=cells, metadata=nb.metadata)
        return shown, resources


def panel(root: Path, day: str, exercise: str, about: Mapping[str, Any]) -> str:
    """Return the Markdown of what an instructor needs to mark one answer, or "" where nothing is left to a person.

    Parameters
    ----------
    root : the workspace
    day : full name of the released day
    about : the cell's own metadata; a mark cell gets a panel only where the judge left it for a person
    """
    if about.get("role") == "mark" and not about.get("verdict", {}).get("fault"):
        return ""
    course = _course(root)
    parts = ["#### For the instructor"]
    rubric = read_rubric(course, day, exercise)
    if rubric:
        parts.append(_rubric_text(rubric))
    answer = model_answer(root, course, exercise)
    if answer:
        parts.append("**Model answer for this case**\n\n" + _quoted(answer))
    if not rubric and not answer:
        parts.append("No rubric and no model answer are on file for this exercise.")
    bank = comments(root, course)
    if bank:
        parts.append(
            "**Comments** (click one to put it under the answer)\n\n"
            + "\n".join(f"- `{code}` {text}" for code, text in bank.items())
        )
    return "\n\n".join(parts)


def read_rubric(course: str, day: str, exercise: str, curriculum: Path | None = None) -> dict[str, Any]:
    """Return the rubric of one exercise as its day's `rubric.toml` states it; {} where there is none.

    A file holds the rubric of one exercise, or of several as tables `[[rubric]]`.
    """
    file = (curriculum or curriculum_folder()) / course / "lessons" / day / "rubric.toml"
    try:
        text = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return next((one for one in [text, *text.get("rubric", ())] if one.get("exercise") == exercise), {})


def model_answer(root: Path, course: str, exercise: str) -> str:
    """Return the model answer generated from the truth of the workspace's case; "" where there is none."""
    try:
        key = json.loads((root / "sealed" / "keys" / course / f"{exercise}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(key.get("model_answer") or "")


def comments(root: Path, course: str, curriculum: Path | None = None) -> dict[str, str]:
    """Return the bank of comments: code -> text, the course's own with the workspace's `comments.toml` over it."""
    bank: dict[str, str] = {}
    folder = curriculum or curriculum_folder()
    for file in (folder / COMMENTS, folder / course / COMMENTS, root / COMMENTS):
        try:
            found = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        bank |= {str(code): str(text) for code, text in found.get("comments", {}).items()}
    return bank


def _rubric_text(rubric: Mapping[str, Any]) -> str:
    lines = [f"**Rubric, {rubric.get('points', 0):g} points**", "", "| criterion | points | level |", "|---|---|---|"]
    for one in rubric.get("criterion", ()):
        title = str(one.get("title", one.get("name", ""))).translate(_LINES)
        needed = " (must pass)" if one.get("name") in rubric.get("must_pass", ()) else ""
        for number, level in enumerate(one.get("levels", ())):
            shown = f"**{title}**{needed}" if number == 0 else ""
            lines.append(f"| {shown} | {level['points']:g} | {str(level['text']).translate(_LINES)} |")
    if rubric.get("must_pass"):
        lines += ["", "An answer that fails a criterion marked *must pass* gets at most 4 points in all."]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _root(folder: Path) -> Path | None:
    """The workspace in which an autograded notebook stands."""
    folder = folder.resolve()
    return next((up for up in (folder, *folder.parents) if (up / "workspace.toml").is_file()), None)


def _course(root: Path) -> str:
    try:
        return str(tomllib.loads((root / "workspace.toml").read_text("utf-8"))["course"])
    except (OSError, ValueError, KeyError):
        return ""
