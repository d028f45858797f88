"""The whole loop with a simulated class of five on every built day: generate, release, submit, grade, feed back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from classroom import rubric, simulated, trainee, workspace
from classroom.cases import make_case
from classroom.courses import CURRICULUM, Course, courses
from classroom.marking import feedback, grade, notes
from classroom.nbgrader_run import EXCHANGE
from classroom.table import class_table, to_csv
from classroom.workspace import Workspace
from toolkit.errors import WorkspaceError

SIMULATED = "marked by rubric (simulated instructor)"
Say = Callable[[str, float], None]


@dataclass(frozen=True)
class Demo:
    """What a demonstration left: the class table and the feedback files of each trainee."""

    folder: Path
    table: pd.DataFrame
    feedback: Mapping[str, tuple[Path, ...]]


def run_demo(folder: Path, seed: int | None = None, *, say: Say, curriculum: Path = CURRICULUM) -> Demo:
    """Run the loop below a new or empty folder.

    Leaves `case/`, `sealed/`, `workspaces/<course>/`, `homes/<trainee>/<course>/`, `feedback/<trainee>/<course>/` and
    `class.csv`. `say` is called with each step and the share done. Raises WorkspaceError where the folder is not
    empty, there is no built day, or nbgrader's exchange does not run (Windows).
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} exists and is not empty; name a new folder for the demonstration")
    if not EXCHANGE:
        raise WorkspaceError("the demonstration submits through nbgrader's exchange, which does not run on Windows")
    days = [(course, day) for course in courses(curriculum) for day in course.built_days()]
    if not days:
        raise WorkspaceError("no course has a built day; run academy build")
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    part = 1 / (len(days) + 1)
    make_case(
        "gms-thailand",
        "practitioner",
        seed,
        out=folder / "case",
        sealed=folder / "sealed",
        curriculum=curriculum,
        progress=lambda step, share: say(f"case: {step}", part * share),
    )
    made: dict[str, Workspace] = {}
    parts: list[pd.DataFrame] = []
    for number, (course, day) in enumerate(days, start=1):
        if course.name not in made:
            made[course.name] = workspace.create(
                folder / "workspaces" / course.name, course, folder / "case", folder / "sealed"
            )
        parts.append(_run_day(made[course.name], course, day, folder, partial(_say_at, say, part * number)))
    table = pd.concat(parts, ignore_index=True)
    to_csv(table, folder / "class.csv")
    found = {one.name: tuple(sorted((folder / "feedback" / one.name).rglob("*.html"))) for one in simulated.CLASS}
    say("done", 1.0)
    return Demo(folder, table, found)


def _say_at(say: Say, share: float, step: str) -> None:
    say(step, share)


def _run_day(place: Workspace, course: Course, day: str, folder: Path, say: Callable[[str], None]) -> pd.DataFrame:
    label = f"{course.name} {day}"
    say(f"{label}: release")
    workspace.release(place, day)
    homes = {}
    for one in simulated.CLASS:
        say(f"{label}: {one.name} {one.doing}")
        homes[one.name] = home = trainee.make_home(
            folder / "homes" / one.name / course.name, course.name, one.name, place.exchange
        )
        simulated.work(one, course, day, trainee.fetch(home, day))
        trainee.submit(home, day)
        for submission in sorted((place.exchange / course.name / "inbound").glob(f"{one.name}+{day}+*")):
            simulated.tamper(one, submission, place.sealed)
    say(f"{label}: collect")
    workspace.collect(place, day)
    say(f"{label}: grade")
    said = notes(grade(place, day))
    say(f"{label}: mark the written work")
    shares = {one.name: one.rubric for one in simulated.CLASS}
    written = workspace.written_cells(place, day)
    marks = {
        (name, book, cell): shares[name] * most
        for name, book, cell, most in rubric.waiting(place, day)
        if (book, cell) in written
    }
    rubric.enter_marks(place, day, marks)
    said |= {(name, written[book, cell]): SIMULATED for name, book, cell in marks}
    say(f"{label}: feedback")
    feedback(place, day)
    for name, home in homes.items():
        target = folder / "feedback" / name / course.name / day
        target.mkdir(parents=True)
        for file in trainee.fetch_feedback(home, day):
            shutil.copy(file, target / file.name)
    return class_table(place, day, said)
