"""A workspace with one small day, made through nbgrader itself, for the tests of grading and for the attacks."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from grading import config
from toolkit.schema.store import to_json

COURSE, DAY, NOTEBOOK, EXERCISE = "operational_10day", "day04_small", "1_links", "day04.links"
PEOPLE = [{"id": f"N00{number}", "name": f"Person {number}"} for number in range(1, 7)]
LINKS = [
    {"a": "N001", "b": "N002", "status": "confirmed"},
    {"a": "N002", "b": "N003", "status": "suspected"},
    {"a": "N004", "b": "N005", "status": "confirmed"},
]
FORM = {
    "type": "table",
    "columns": [
        {"name": "a", "type": "nominal"},
        {"name": "b", "type": "nominal"},
        {"name": "status", "type": "code", "codes": ["confirmed", "suspected"]},
    ],
    "unique": ["a", "b"],
    "most": 60,
}
SECRET = "the model answer nobody may see"
RIGHT = f"links = {LINKS!r}"


def make_workspace(root: Path) -> Path:
    """Make the workspace and release its day."""
    for name in ("source", "release", "submitted", "autograded", "feedback", "staged", "runs", "exchange", "sealed"):
        (root / name).mkdir(parents=True)
    (root / "exchange").chmod(0o777)
    (root / "workspace.toml").write_text(f'course = "{COURSE}"\ncase_title = "Small"\nlanguage = "en"\n')
    (root / "nbgrader_config.py").write_text(config.text(COURSE))
    day = root / "source" / DAY
    day.mkdir()
    nbformat.write(source_notebook(), day / f"{NOTEBOOK}.ipynb")
    public = {"title": "Links", "technique": "link chart", "points": 10, "minutes": 5, "hints": [], "form": FORM}
    (day / "exercises.json").write_text(to_json({"course": COURSE, "day": DAY, "exercises": {EXERCISE: public}}))
    record = {
        "version": 1,
        "course": COURSE,
        "exercise": EXERCISE,
        "title": "Links",
        "technique": "link chart",
        "family": "edges",
        "parameters": {},
        "form": FORM,
        "points": 10,
        "paper": {"entities": PEOPLE},
        "key": {"links": LINKS, "ignored": [], "denied": []},
        "oracle": LINKS,
        "model_answer": SECRET,
    }
    key = root / "sealed" / "keys" / COURSE / f"{EXERCISE}.json"
    key.parent.mkdir(parents=True)
    key.write_text(to_json(record))
    release(root)
    return root


def release(root: Path) -> None:
    """Let nbgrader make the trainee's version."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    coursedir = CourseDirectory(config=settings)
    coursedir.assignment_id = DAY
    GenerateAssignment(coursedir=coursedir, config=settings).start()


def source_notebook() -> NotebookNode:
    """The day's notebook with its solutions, as `academy build` writes one."""
    roles = {
        "given": {"grade": False, "solution": False, "locked": True},
        "answer": {"grade": False, "solution": True, "locked": False},
        "mark": {"grade": True, "solution": False, "locked": True, "points": 10.0},
        "written": {"grade": True, "solution": True, "locked": False, "points": 5.0},
    }

    def cell(name: str, role: str, source: str, exercise: str = "") -> NotebookNode:
        make = nbformat.v4.new_markdown_cell if role in ("", "written") else nbformat.v4.new_code_cell
        metadata: dict[str, object] = {}
        if role:
            grader = {**roles[role], "grade_id": name, "schema_version": 3, "task": False}
            metadata = {"nbgrader": grader, "academy": {"role": role}}
            if exercise:
                metadata["academy"] = {"role": role, "exercise": exercise}
        return make(source, id=name, metadata=metadata)

    solution = f"links = None\n### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"
    cells = [
        cell("briefing", "", "# Links\nName them."),
        cell("setup", "given", "from toolkit import mark"),
        cell("links-answer", "answer", solution),
        cell("links-mark", "mark", f'mark("{EXERCISE}", links)', EXERCISE),
        cell("why", "written", "### BEGIN SOLUTION\nBecause.\n### END SOLUTION", "day04.why"),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def submit(root: Path, trainee: str, change: Callable[[NotebookNode], None] | None = None) -> Path:
    """Put a submission into the workspace: the released notebook, changed; return its folder."""
    folder = root / "submitted" / trainee / DAY
    folder.mkdir(parents=True)
    released = root / "release" / DAY
    notebook = nbformat.read(released / f"{NOTEBOOK}.ipynb", as_version=4)
    if change:
        change(notebook)
    (folder / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook))
    (folder / "exercises.json").write_bytes((released / "exercises.json").read_bytes())
    return folder


def by_name(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the cell of that name."""
    return next(cell for cell in notebook.cells if cell.get("id") == name)


def answering(source: str) -> Callable[[NotebookNode], None]:
    """A change that writes this code into the answer cell."""

    def change(notebook: NotebookNode) -> None:
        by_name(notebook, "links-answer").source = source

    return change
