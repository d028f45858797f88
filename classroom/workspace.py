"""A workspace: the nbgrader course root of one course for one cohort. Make it, release days, collect submissions."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from classroom.build import build_day
from classroom.cases import check_pair
from classroom.collecting import BACK_DATED, LEFT_OUT
from classroom.courses import CURRICULUM, Course, read_course
from classroom.daily import daily_case
from classroom.messages import lesson_translator
from classroom.nbgrader_run import EXCHANGE, call
from classroom.results import audit
from grading.config import gradebook_url
from grading.nbgrader_calls import CONFIG, load_config, programs_on_path
from toolkit.answers.sheet import NAME as SHEET
from toolkit.errors import WorkspaceError
from toolkit.progress import DUE
from toolkit.schema import read_case, write_case
from toolkit.schema.store import to_json

INDEX = "workspace.toml"
_COLLECT = '\nc.ExchangeFactory.collect = "classroom.collecting.CollectPlainFiles"\n'


@dataclass(frozen=True)
class Workspace:
    """An opened workspace: its folder, its course, and the language and title of the case given out."""

    folder: Path
    course: Course
    case_title: str
    language: str

    @property
    def case(self) -> Path:
        """The case given out."""
        return self.folder / "cases" / "case"

    @property
    def sealed(self) -> Path:
        """The sealed truth and keys."""
        return self.folder / "sealed"

    @property
    def exchange(self) -> Path:
        """nbgrader's exchange, the one folder that trainees see."""
        return self.folder / "exchange"

    def released(self, day: str) -> Path:
        """The trainee's version of a day."""
        return self.folder / "release" / day


def create(folder: Path, course: Course, case: Path, sealed: Path, *, gradebook: str = "") -> Workspace:
    """Make a workspace for one course from a case and its sealed folder; both are copied into it.

    `gradebook` is the URL of a database for several instructors at once; left out, it is a file in the workspace.
    Raises WorkspaceError where the folder is not empty, the keys of the course are missing, or the sealed folder is
    of another case.
    """
    from grading import config as grading_config

    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} exists and is not empty; name a new folder for the workspace")
    info = read_case(case).info
    check_pair(case, sealed)
    if not (sealed / "keys" / course.name).is_dir():
        raise WorkspaceError(f"{sealed / 'keys' / course.name}: no keys of this course; generate the case again")
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        shutil.copytree(case, building / "cases" / "case")
        shutil.copytree(sealed, building / "sealed")
        (building / "sealed").chmod(0o700)
        for name in ("source", "release", "submitted", "autograded", "feedback", "staged", "runs", "exchange"):
            (building / name).mkdir()
        index = {"course": course.name, "case_title": info.get("title", ""), "language": info.get("language", "en")}
        if gradebook:
            index["gradebook"] = grading_config.checked_url(gradebook)
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in index.items()]
        (building / INDEX).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        (building / CONFIG).write_text(grading_config.text(course.name) + _COLLECT, "utf-8", newline="\n")
        building.chmod(0o755)
        (building / "exchange").chmod(0o777)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return open_workspace(folder, curriculum=course.folder.parent)


def open_workspace(folder: Path, course: str | None = None, curriculum: Path = CURRICULUM) -> Workspace:
    """Open a workspace; WorkspaceError where there is none, it is damaged, or it is of another course."""
    file = folder / INDEX
    if not file.is_file():
        raise WorkspaceError(
            f"no workspace at {folder}; make it with academy release COURSE DAY --case DIR --sealed DIR"
        )
    try:
        index = tomllib.loads(file.read_text("utf-8"))
        opened = read_course(index["course"], curriculum)
        workspace = Workspace(folder.resolve(), opened, index["case_title"], index["language"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise WorkspaceError(f"{file}: damaged ({type(error).__name__}: {error})") from None
    if course is not None and read_course(course, curriculum).name != opened.name:
        raise WorkspaceError(f"{folder} is a workspace of {opened.name}, not of {course}")
    return workspace


def release(workspace: Workspace, day: str, *, again: bool = False, due: datetime | None = None) -> Path:
    """Make the trainee's version of a day and put it into the exchange; return its folder.

    `due` is the deadline, with its time zone; the late policy of `course.toml` counts from it. Raises WorkspaceError
    where the day is out already, unless `again`.
    """
    if workspace.released(day).exists() and not again:
        raise WorkspaceError(f"{workspace.course.name} {day} is released already; add --again to replace it")
    missing = [name for name in _auto_exercises(workspace, day) if not _key(workspace, name).is_file()]
    if missing:
        raise WorkspaceError(f"{workspace.sealed}: no key for {', '.join(missing)}; generate the case again")
    _write_source(workspace, day)
    with nbgrader_api(workspace) as api:
        log = workspace.folder / "runs" / f"{day}-release.log"
        call(f"generate_assignment {day}", log, lambda: api.generate_assignment(day, force=True))
        if EXCHANGE:
            shutil.rmtree(workspace.exchange / workspace.course.name / "outbound" / day, ignore_errors=True)
            call(f"release_assignment {day}", log, lambda: api.release_assignment(day))
    if due is not None:
        set_deadline(workspace, day, due)
    about = {"day": day, "due": due.isoformat() if due else None, "again": again}
    audit.write(workspace.folder, "release", about)
    return workspace.released(day)


def set_deadline(workspace: Workspace, day: str, due: datetime) -> None:
    """Set the deadline of a released day; `due` has its time zone."""
    from nbgrader.api import Gradebook

    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        gradebook.find_assignment(day).duedate = due.astimezone(UTC).replace(tzinfo=None)
        gradebook.db.commit()
    shown = workspace.exchange / DUE  # for the trainees' home page
    dates = json.loads(shown.read_text("utf-8")) if shown.is_file() else {}
    building = workspace.exchange / f".{DUE}.part"
    building.write_text(to_json(dates | {day: f"{due:%Y-%m-%d %H:%M} {due.tzname()}"}), "utf-8")
    building.replace(shown)


def collect(workspace: Workspace, day: str) -> list[str]:
    """Collect the newest submission of every trainee for a day; return the names of those collected so far."""
    if not EXCHANGE:
        raise WorkspaceError("nbgrader's exchange does not run on Windows; put submissions into submitted/TRAINEE/DAY")
    log = _collect_log(workspace, day)
    log.unlink(missing_ok=True)
    with nbgrader_api(workspace) as api:
        call(f"collect {day}", log, lambda: api.collect(day, update=True))
    found = trainees(workspace, day)
    about = {"day": day, "trainees": found, "left out": left_out(workspace, day)}
    audit.write(workspace.folder, "collect", about | {"times corrected": times_corrected(workspace, day)})
    return found


def left_out(workspace: Workspace, day: str) -> list[str]:
    """What the last collect of a day left out, and why: one line each."""
    log = _collect_log(workspace, day)
    lines = log.read_text("utf-8").splitlines() if log.is_file() else []
    return [line.removeprefix(f"ERROR {LEFT_OUT}: ") for line in lines if line.startswith(f"ERROR {LEFT_OUT}: ")]


def times_corrected(workspace: Workspace, day: str) -> list[str]:
    """Whose submission claimed an earlier time than that of its arrival at the last collect: one line each."""
    log = _collect_log(workspace, day)
    lines = log.read_text("utf-8").splitlines() if log.is_file() else []
    return [line.removeprefix(f"ERROR {BACK_DATED}: ") for line in lines if line.startswith(f"ERROR {BACK_DATED}: ")]


def trainees(workspace: Workspace, day: str) -> list[str]:
    """Names of the trainees whose submission of a day was collected."""
    return sorted(path.parent.name for path in (workspace.folder / "submitted").glob(f"*/{day}"))


def released_days(workspace: Workspace) -> list[str]:
    """Names of the days that were released, in order."""
    return sorted(path.name for path in (workspace.folder / "release").glob("day*"))


def find_released(workspace: Workspace, day: str) -> str:
    """Return the full name of a released day, by that name, "day04" or "4"; WorkspaceError where it is not released."""
    full = workspace.course.find_day(day)
    released = released_days(workspace)
    if full not in released:
        known = f"released are {', '.join(released)}" if released else "no day is released yet"
        raise WorkspaceError(f"{full} is not released in {workspace.folder}; {known}")
    return full


def written_cells(workspace: Workspace, day: str) -> dict[tuple[str, str], str]:
    """(notebook, nbgrader id) -> exercise, of the cells of a released day that are marked by rubric."""
    return {place: name for place, (name, role) in graded_cells(workspace, day).items() if role == "written"}


def graded_cells(workspace: Workspace, day: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(notebook, nbgrader id) -> (exercise, role) of every graded cell of a released day, in their order."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for file in sorted(workspace.released(day).glob("*.ipynb")):
        for cell in nbformat.read(file, as_version=4).cells:
            about = cell.metadata.get("academy", {})
            if about.get("role") in ("mark", "written"):
                found[file.stem, cell.metadata["nbgrader"]["grade_id"]] = (about["exercise"], about["role"])
    return found


def _collect_log(workspace: Workspace, day: str) -> Path:
    return workspace.folder / "runs" / f"{day}-collect.log"


def _write_source(workspace: Workspace, day: str) -> None:
    """Put the built day with its case into `source/`, in the language of the case."""
    target = workspace.folder / "source" / day
    shutil.rmtree(target, ignore_errors=True)
    built = workspace.course.source / day
    if workspace.language == "en":
        shutil.copytree(built, target)
    else:
        target.mkdir(parents=True)
        translate = lesson_translator(workspace.course.folder, workspace.language)
        for name, text in build_day(workspace.course, day, translate).items():
            (target / name).write_text(text, "utf-8", newline="\n")
    course = workspace.course
    shown = daily_case(workspace.case, workspace.sealed, course.name, day, course.folder.parent)
    write_case(shown, target / "case")


def _auto_exercises(workspace: Workspace, day: str) -> list[str]:
    sheet = json.loads((workspace.course.source / day / SHEET).read_text("utf-8"))
    return list(sheet["exercises"])


def _key(workspace: Workspace, exercise: str) -> Path:
    return workspace.sealed / "keys" / workspace.course.name / f"{exercise}.json"


@contextmanager
def nbgrader_api(workspace: Workspace) -> Iterator[Any]:
    """nbgrader's API for this workspace; the working directory is the workspace while it runs."""
    from nbgrader.apps.api import NbGraderAPI

    before = Path.cwd()
    os.chdir(workspace.folder)
    try:
        yield NbGraderAPI(config=load_config(workspace.folder))
    finally:
        os.chdir(before)
