"""A learner on one machine: a practice workspace kept apart from the home, with a case made fresh for that home."""

from __future__ import annotations

import getpass
import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from classroom import workspace as workspaces
from classroom.cases import Progress, make_case
from classroom.courses import Course
from classroom.trainee import Home, fetch, make_home
from classroom.workspace import Workspace
from toolkit.errors import WorkspaceError


@dataclass(frozen=True)
class Practice:
    """A learner's home with the days fetched into it, and the workspace behind it."""

    home: Home
    workspace: Workspace
    days: tuple[str, ...]
    fresh: bool

    @property
    def first(self) -> str:
        """The notebook to open, as a path inside the home: the first of the first day."""
        day = self.home.day(self.days[0])
        return f"{self.days[0]}/{sorted(path.name for path in day.glob('*.ipynb'))[0]}"


def default_home(course: Course) -> Path:
    """The folder in which a learner works unless another is named."""
    return Path.home() / "analysis-academy" / course.name


def workspace_folder(home: Path, course: Course) -> Path:
    """The folder of the workspace behind a home; it holds the sealed truth and lies outside the home."""
    name = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    return user_data_path("analysis-academy") / "practice" / f"{course.name}-{name}"


def prepare(
    course: Course,
    home: Path,
    *,
    scenario: str = "gms-thailand",
    level: str = "practitioner",
    language: str = "en",
    progress: Progress | None = None,
) -> Practice:
    """Make or reuse everything behind `academy start`: case, workspace, released days, home.

    The second time nothing is made again, and a day that stands in the home is never touched. Raises WorkspaceError
    where the home has work on a case whose workspace is gone, or the course has no built day.
    """
    days = course.built_days()
    if not days:
        raise WorkspaceError(f"{course.name} has no built day yet; run academy build")
    folder = workspace_folder(home, course)
    fresh = not (folder / workspaces.INDEX).is_file()
    if fresh:
        worked = [day for day in days if (home / day).exists()]
        if worked:
            raise WorkspaceError(f"{home} has {worked[0]} of a case that is gone from {folder}; name a new --home")
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".case.", dir=folder.parent))
        try:
            case, sealed = building / "case", building / "sealed"
            make_case(scenario, level, out=case, sealed=sealed, language=language, progress=progress)
            workspaces.create(folder, course, case, sealed)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    workspace = workspaces.open_workspace(folder, course.name)
    place = make_home(home, course.name, learner(), workspace.exchange)
    for done, day in enumerate(days, start=1):
        if not workspace.released(day).exists():
            workspaces.release(workspace, day)
        fetch(place, day, workspace.released(day))
        if progress:
            progress(f"day {done} of {len(days)}", done / len(days))
    return Practice(place, workspace, tuple(days), fresh)


def learner() -> str:
    """The name under which the user of this machine submits."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)[:64] or "trainee"
