"""A trainee's home: fetch days from the exchange, submit them, fetch feedback. Nothing of the instructor is here."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.courses import CURRICULUM
from classroom.nbgrader_run import EXCHANGE, call
from grading.nbgrader_calls import CONFIG, load_config
from toolkit.errors import ParameterError, WorkspaceError
from toolkit.progress import COURSE, DUE

PRIVATE = ".academy"  # nbgrader's configuration and cache, out of the file browser's sight
_CONFIG = '''\
"""nbgrader for one trainee: where days are fetched from and submitted to. The case is not sent back."""
from nbgrader.exchange.default import ExchangeSubmit


class SubmitWithoutCase(ExchangeSubmit):
    """Leave the case folder out of a submission: the instructor has it."""

    def copy_files(self):
        self.coursedir.ignore = [*self.coursedir.ignore, "case"]
        super().copy_files()


c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {course!r}
c.CourseDirectory.student_id = {student!r}
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
c.Exchange.assignment_dir = {home!r}
c.ExchangeFactory.submit = SubmitWithoutCase
'''


@dataclass(frozen=True)
class Home:
    """One trainee's home folder for one course."""

    folder: Path
    course: str
    student: str

    @property
    def settings(self) -> Path:
        """The folder of nbgrader's and JupyterLab's configuration for this home."""
        return self.folder / PRIVATE

    def day(self, day: str) -> Path:
        """The folder in which a fetched day is worked on."""
        return self.folder / day


def make_home(folder: Path, course: str, student: str, exchange: Path) -> Home:
    """Make or reuse a home and point it at an exchange. Work that stands there is left alone.

    Raises ParameterError for a name that nbgrader cannot carry (letters, digits, ".", "-", "_").
    """
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", student):
        raise ParameterError(f"trainee name {student!r}: use letters, digits, '.', '-' and '_', up to 64")
    home = Home(folder.resolve(), course, student)
    home.settings.mkdir(parents=True, exist_ok=True)
    text = _CONFIG.format(
        course=course,
        student=student,
        exchange=str(exchange.resolve()),
        cache=str(home.settings / "cache"),
        home=str(home.folder),
    )
    (home.settings / CONFIG).write_text(text, "utf-8", newline="\n")
    lay_out(home, exchange)
    return home


def lay_out(home: Home, exchange: Path, curriculum: Path = CURRICULUM) -> None:
    """Put the course's own pages beside the days: its home, its glossary, and what is due.

    They hold nobody's work and are made current; a home page that is there already may have been written in, and stays.
    """
    source = curriculum / home.course / "source"
    for page in [*sorted(source.glob("*.ipynb")), source / COURSE, exchange / DUE]:
        kept = page.name == "home.ipynb" and (home.folder / page.name).exists()
        if kept or page.is_symlink() or not page.is_file():
            continue
        building = home.folder / f".{page.name}.part"
        shutil.copyfile(page, building)
        building.replace(home.folder / page.name)


def fetch(home: Home, day: str, released: Path | None = None) -> Path:
    """Fetch a released day into the home, unless it is there already; return its folder.

    `released` is the workspace's release of that day, copied where nbgrader's exchange does not run (Windows).
    """
    if home.day(day).exists():
        return home.day(day)
    if not EXCHANGE:
        if released is None:
            raise WorkspaceError("nbgrader's exchange does not run on Windows; open the day with `academy start`")
        shutil.copytree(released, home.day(day))
    else:
        _exchange(home, day, "FetchAssignment", "fetch")
    return home.day(day)


def submit(home: Home, day: str) -> None:
    """Submit a day as it stands in the home, without the case."""
    _exchange(home, day, "Submit", "submit")


def fetch_feedback(home: Home, day: str) -> list[Path]:
    """Fetch the feedback that was released for a day; return its files."""
    _exchange(home, day, "FetchFeedback", "fetch feedback")
    return sorted((home.day(day) / "feedback").rglob("*.html"))


def _exchange(home: Home, day: str, action: str, what: str) -> None:
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    if not EXCHANGE:
        raise WorkspaceError(
            f"{what}: nbgrader's exchange does not run on Windows; use Linux, macOS or the classroom hub"
        )

    def act() -> Any:
        config = load_config(home.settings)
        config.CourseDirectory.assignment_id = day
        coursedir = CourseDirectory(config=config)
        factory = ExchangeFactory(config=config)
        step = getattr(factory, action)(coursedir=coursedir, authenticator=Authenticator(config=config), config=config)
        return step.start()

    call(f"{what} {day} for {home.student}", home.settings / "exchange.log", act)
