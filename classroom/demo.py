"""The whole loop with a simulated class of five, on a day of each course or on all: from a case to certificates."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from classroom import rubric, simulated, trainee, workspace
from classroom.cases import make_case
from classroom.certificates.issue import Issued, issue
from classroom.courses import CURRICULUM, Course, courses
from classroom.marking import feedback, grade, notes
from classroom.nbgrader_run import EXCHANGE
from classroom.results import people
from classroom.results.report import class_report
from classroom.results.sheets import write_csv
from classroom.table import class_table, to_csv
from classroom.workspace import Workspace
from toolkit.errors import WorkspaceError

SIMULATED = "marked by rubric (simulated instructor)"
Say = Callable[[str, float], None]


@dataclass(frozen=True)
class Demo:
    """What a demonstration left: class table, feedback files of each trainee, reports and certificates by course."""

    folder: Path
    table: pd.DataFrame
    feedback: Mapping[str, tuple[Path, ...]]
    reports: Mapping[str, Path]
    certificates: Mapping[str, tuple[Issued, ...]]


def run_demo(
    folder: Path,
    seed: int | None = None,
    *,
    say: Say,
    curriculum: Path = CURRICULUM,
    equate: bool = True,
    every_day: bool = False,
) -> Demo:
    """Run the loop below a new or empty folder, on the middle day of each course, or on `every_day`.

    Leaves `case/`, `sealed/`, `workspaces/<course>/`, `homes/<trainee>/<course>/`, `feedback/<trainee>/<course>/`,
    `class.csv`, `reports/<course>/` and `certificates/<course>/`. `equate` runs each day's reference solution once
    more, so that totals are equated to it. `say` is called with each step and the share done. Raises WorkspaceError
    where the folder is not empty, there is no built day, or nbgrader's exchange does not run (Windows).
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} exists and is not empty; name a new folder for the demonstration")
    if not EXCHANGE:
        raise WorkspaceError("the demonstration submits through nbgrader's exchange, which does not run on Windows")
    days = [(course, day) for course in courses(curriculum) for day in _chosen(course.built_days(), every_day)]
    if not days:
        raise WorkspaceError("no course has a built day; run academy build")
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    part = 1 / (len(days) + 2)
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
    reports, certificates = {}, {}
    for name, place in made.items():
        say(f"{name}: report and certificates", part * (len(days) + 1))
        reports[name], certificates[name] = _close(place, folder, equate)
    say("done", 1.0)
    return Demo(folder, table, found, reports, certificates)


def _chosen(days: list[str], every_day: bool) -> list[str]:
    """All of a course's days, or the one in the middle, which leans on days before it as days after lean on it."""
    return days if every_day else days[(len(days) - 1) // 2 :][:1]


def _close(place: Workspace, folder: Path, equate: bool) -> tuple[Path, tuple[Issued, ...]]:
    """Record who was there, write the report, and issue the certificates of one course."""
    listed = pd.DataFrame([(one.name, one.full_name) for one in simulated.CLASS], columns=["trainee", "name"])
    write_csv(listed, folder / "class_list.csv")
    people.take_class_list(place, folder / "class_list.csv")
    rows = [
        (one.name, day.split("_")[0], "no" if one.tampers else "yes")
        for day in workspace.released_days(place)
        for one in simulated.CLASS
    ]
    people.take_attendance(place, pd.DataFrame(rows, columns=["trainee", "session", "present"]))
    target = folder / "reports" / place.course.name
    class_report(place, equate=equate).write(target)
    issued, _ = issue(place, folder / "certificates" / place.course.name, equate=equate)
    return target / "report.html", tuple(issued)


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
