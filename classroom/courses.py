"""The courses in `curriculum/`: their declarations (`course.toml`), their days and where the files of a day stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.exercises import course_names
from toolkit.errors import LessonError, ParameterError, unknown

CURRICULUM = Path(__file__).resolve().parent.parent / "curriculum"
PARTS = ("exercises", "tests", "report", "briefing")


@dataclass(frozen=True)
class Pass:
    """What a trainee needs to pass: percentages overall, in auto-marked work and in work marked by rubric."""

    overall: float
    auto: float
    rubric: float


@dataclass(frozen=True)
class Course:
    """One course: its declaration and its folder. `weights` are percentages of `PARTS`; `minutes` are for a day."""

    name: str
    title: str
    days: int
    minutes: int
    weights: Mapping[str, float]
    passing: Pass
    folder: Path

    @property
    def lessons(self) -> Path:
        """The folder of the lessons that people edit."""
        return self.folder / "lessons"

    @property
    def source(self) -> Path:
        """The folder of the built notebooks."""
        return self.folder / "source"

    def written_days(self) -> list[str]:
        """Names of the days that have a lesson, in order: "day04_link_chart".

        A day may declare its exercises before it has one: every case then carries their keys, and no notebook is built.
        """
        return sorted({path.parent.name for path in self.lessons.glob("day*/*.py")})

    def built_days(self) -> list[str]:
        """Names of the days that have built notebooks, in order."""
        return sorted(path.parent.name for path in self.source.glob("day*/exercises.json"))

    def find_day(self, name: str) -> str:
        """Return the full name of a built day, given whole or as its number: "day04", "4"; ParameterError if none."""
        days = self.built_days()
        short = f"day{int(name):02d}" if name.isdigit() else name
        for day in days:
            if day == name or day.split("_")[0] == short:
                return day
        raise ParameterError(unknown(f"day of the course {self.name}", name, days))


def read_course(name: str, curriculum: Path = CURRICULUM) -> Course:
    """Read one course by its folder's name or the word before its "_"; ParameterError for an unknown name.

    Raises LessonError for a damaged declaration.
    """
    names = course_names(curriculum)
    name = {one.split("_")[0]: one for one in names}.get(name, name)
    if name not in names:
        raise ParameterError(unknown("course", name, names))
    file = curriculum / name / "course.toml"
    try:
        text = tomllib.loads(file.read_text("utf-8"))
        course = Course(
            name=name,
            title=str(text["title"]),
            days=int(text["days"]),
            minutes=int(text["minutes"]),
            weights={part: float(text["weights"][part]) for part in PARTS},
            passing=Pass(**{part: float(text["pass"][part]) for part in ("overall", "auto", "rubric")}),
            folder=file.parent,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise LessonError(f"{file}: damaged course declaration ({type(error).__name__}: {error})") from None
    if sum(course.weights.values()) != 100:
        raise LessonError(f"{file}: weights sum to {sum(course.weights.values()):g}; they must sum to 100")
    return course


def courses(curriculum: Path = CURRICULUM) -> list[Course]:
    """Read every course, in the order of their names."""
    return [read_course(name, curriculum) for name in course_names(curriculum)]
