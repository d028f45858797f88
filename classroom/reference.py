"""Run a built notebook with its reference solutions on a case, and score what it records against the sealed keys.

The source notebooks are ours and trusted; submissions never come here.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbclient import NotebookClient
from nbformat.notebooknode import NotebookNode

from classroom.courses import CURRICULUM, Course, courses
from classroom.daily import daily_case
from classroom.forked import can_fork, run_forked
from classroom.lesson import unsolved
from grading.answers import exercise_of
from grading.judge import judge, malformed
from grading.keys.store import read_key
from grading.marking.verdict import Verdict
from toolkit.answers.emit import MIME
from toolkit.answers.sheet import NAME as SHEET
from toolkit.errors import LessonError
from toolkit.schema import read_case, write_case

TIMEOUT_S = 300
# What the reference solution earns at each level, as a share of a day's points.
# A day has three or four exercises, so one case may miss the band by CHANCE; the mean of several cases may not.
# Marks of single cases have been seen .05 beyond a band whose mean they keep.
CHANCE = 0.08
BANDS = {"foundation": (0.90, 1.0), "practitioner": (0.75, 0.95), "expert": (0.60, 0.90)}


@dataclass(frozen=True)
class Run:
    """One executed day: the answer recorded for each exercise, errors by exercise or cell, executed notebooks."""

    course: str
    day: str
    answers: dict[str, Any]
    errors: dict[str, str]
    notebooks: dict[str, NotebookNode]


def run_day(
    course: Course,
    day: str,
    case: Path,
    sealed: Path,
    *,
    solved: bool = True,
    timeout: int = TIMEOUT_S,
    kernel: bool | None = None,
) -> Run:
    """Run every notebook of a built day on the day's file of a case, each apart.

    Parameters
    ----------
    solved : with the reference solutions, or as a trainee receives the notebook
    timeout : seconds for one cell
    kernel : start a Jupyter kernel for each notebook, which takes seconds, or run it in a fork of this process (see
        `classroom.forked`); None for a fork where the system has them

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
        write_case(daily_case(case, sealed, course.name, day, course.folder.parent), folder / "case")
        for file in notebooks:
            made = nbformat.read(file, as_version=4)
            if not solved:
                for cell in made.cells:
                    cell.source = unsolved(cell.source)
            if kernel if kernel is not None else not can_fork():
                run_notebook(made, folder, timeout=timeout)
            else:
                run_forked(made, folder, timeout=timeout)
            run.notebooks[file.name] = made
            gather(made, run)
    return run


def run_notebook(made: NotebookNode, folder: Path, *, timeout: int = TIMEOUT_S) -> None:
    """Execute a trusted notebook in place in a new kernel, with `folder` as its working directory.

    Cells that raise don't stop it.
    """
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


def score_answers(run: Run, case: Path, sealed: Path) -> dict[str, Verdict]:
    """Mark what a run recorded against the sealed keys of its case: exercise -> verdict; nothing recorded is 0."""
    held = read_case(case)
    nominals = set(held.table("nominals")["nominal_id"]) if "nominals" in held.tables else set()
    verdicts: dict[str, Verdict] = {}
    for exercise in exercises_of(run):
        if exercise not in run.answers:
            verdicts[exercise] = malformed(run.errors.get(exercise, "nothing was recorded"))
            continue
        key = read_key(sealed, run.course, exercise)
        verdicts[exercise] = judge(key, run.answers[exercise], nominals=nominals, documents=set(held.texts))
    return verdicts


def day_mark(run: Run, verdicts: Mapping[str, Verdict], course: Course) -> float:
    """Return the share of the day's auto-marked points that a run earned, in [0, 1]."""
    sheet = json.loads((course.source / run.day / SHEET).read_text("utf-8"))["exercises"]
    points = {name: float(one["points"]) for name, one in sheet.items()}
    return sum(points[name] * verdicts[name].score for name in points) / sum(points.values())


def solvability(
    case: Path,
    sealed: Path,
    curriculum: Path = CURRICULUM,
    progress: Callable[[str, float], None] | None = None,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Run every built day's reference solution on a case: does it earn what the case's level promises?

    `only` names the courses whose days are run; all of them where it is None.
    Returns a table of gates like `synthetic_data.check`: gate, passed, value, limit, detail.
    """
    level = str(read_case(case).info["level"])
    low, high = BANDS[level]
    chosen = [course for course in courses(curriculum) if only is None or course.name in only]
    days = [(course, day) for course in chosen for day in course.built_days()]
    rows: list[dict[str, Any]] = []
    for done, (course, day) in enumerate(days, start=1):
        run = run_day(course, day, case, sealed)
        verdicts = score_answers(run, case, sealed)
        mark = day_mark(run, verdicts, course)
        each = ", ".join(f"{name} {verdict.score:.2f}" for name, verdict in verdicts.items())
        wrong = "".join(f"; {name}: {line}" for name, line in run.errors.items())
        rows.append(
            {
                "gate": f"solvable: {course.name} {day}",
                "passed": low - CHANCE <= mark <= high + CHANCE and not run.errors,
                "value": round(mark, 3),
                "limit": f"{low - CHANCE:.2f} to {min(high + CHANCE, 1):.2f}",
                "detail": each + wrong,
            }
        )
        if progress:
            progress(f"{course.name} {day}", done / len(days))
    return pd.DataFrame(rows, columns=["gate", "passed", "value", "limit", "detail"])


def exercises_of(run: Run) -> list[str]:
    """Ids of the auto-marked exercises of an executed day, in the order of their mark cells."""
    cells = [cell for made in run.notebooks.values() for cell in made.cells]
    return [exercise_of(cell) for cell in cells if exercise_of(cell)]


def gather(made: NotebookNode, run: Run) -> None:
    """Enter the answers and errors of an executed notebook in a run."""
    for cell in made.cells:
        if cell.cell_type != "code":
            continue
        exercise = exercise_of(cell)
        for output in cell.outputs:
            if output.output_type == "error":
                run.errors[exercise or cell.id] = f"{output.ename}: {output.evalue}".splitlines()[0]
            elif exercise and MIME in output.get("data", {}):
                run.answers[exercise] = output.data[MIME]["answer"]
        if exercise and exercise not in run.answers:
            run.errors.setdefault(exercise, "the mark cell recorded nothing")
