"""Run a built notebook with its reference solutions on a case, and score what it records against the sealed keys.

The source notebooks are ours and trusted; submissions never come here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode

from classroom.courses import Course
from classroom.lesson import unsolved
from toolkit.answers.emit import MIME
from toolkit.answers.sheet import NAME as SHEET
from toolkit.errors import LessonError

TIMEOUT_S = 300


@dataclass(frozen=True)
class Run:
    """One executed day: the answer recorded for each exercise, errors by exercise or cell, executed notebooks."""

    course: str
    day: str
    answers: dict[str, Any]
    errors: dict[str, str]
    notebooks: dict[str, NotebookNode]


def run_day(course: Course, day: str, case: Path, *, solved: bool = True, timeout: int = TIMEOUT_S) -> Run:
    """Run every notebook of a built day on the case folder `case`, in one new kernel each.

    Parameters
    ----------
    solved : with the reference solutions, or as a trainee receives the notebook
    timeout : seconds for one cell

    Cells that raise are entered in `errors` ("day04.links" or the cell's name -> the error's last line); a blank
    notebook's mark cells raise by design. Raises LessonError where the day has no built notebooks.
    """
    source = course.source / day
    notebooks = sorted(source.glob("*.ipynb"))
    if not notebooks:
        raise LessonError(f"{source}: no built notebooks; run `academy build`")
    run = Run(course.name, day, {}, {}, {})
    with tempfile.TemporaryDirectory(prefix="academy-") as scratch:
        folder = Path(scratch)
        shutil.copy(source / SHEET, folder / SHEET)
        link_or_copy(case.resolve(), folder / "case")
        for file in notebooks:
            made = nbformat.read(file, as_version=4)
            if not solved:
                for cell in made.cells:
                    cell.source = unsolved(cell.source)
            run_notebook(made, folder, timeout=timeout)
            run.notebooks[file.name] = made
            _gather(made, run)
    return run


def run_notebook(made: NotebookNode, folder: Path, *, timeout: int = TIMEOUT_S) -> None:
    """Execute a trusted notebook in place with `folder` as its working directory; cells that raise don't stop it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NBGRADER_")}
    environment["OMP_NUM_THREADS"] = "1"
    client = NotebookClient(
        made,
        timeout=timeout,
        allow_errors=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment)


def reference_answers(course: Course, day: str, case: Path) -> dict[str, Any]:
    """Return the reference solution's answers; LessonError naming the cell where it raises or records nothing."""
    run = run_day(course, day, case)
    if run.errors:
        raise LessonError("\n".join(f"{course.name}/{day}:{name}: {line}" for name, line in run.errors.items()))
    return run.answers


def link_or_copy(source: Path, target: Path) -> None:
    """Make a folder appear at `target`: by a link, or by a copy where links are not allowed."""
    try:
        target.symlink_to(source, target_is_directory=True)
    except OSError:
        shutil.copytree(source, target)


def _gather(made: NotebookNode, run: Run) -> None:
    for cell in made.cells:
        if cell.cell_type != "code":
            continue
        about = cell.metadata.get("academy", {})
        exercise = about.get("exercise", "") if about.get("role") == "mark" else ""
        for output in cell.outputs:
            if output.output_type == "error":
                run.errors[exercise or cell.id] = f"{output.ename}: {output.evalue}".splitlines()[0]
            elif exercise and MIME in output.get("data", {}):
                run.answers[exercise] = output.data[MIME]["answer"]
        if exercise and exercise not in run.answers:
            run.errors.setdefault(exercise, "the mark cell recorded nothing")
