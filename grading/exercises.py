"""Read what the courses declare: `course.toml` and each day's `exercises.toml`, with every problem named at once."""

from __future__ import annotations

import importlib.resources
import importlib.util
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from grading.checkpoint import Checkpoint
from toolkit.answers.sheet import ColumnType, Form, FormType
from toolkit.errors import LessonError, ParameterError, unknown
from toolkit.schema import STREAMS

RUBRIC = "rubric"
_ID = re.compile(r"day\d\d\.[a-z0-9_]+\Z")
_QUERY = re.compile(r"[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*\Z")
_FIELDS = {
    "id": str,
    "title": str,
    "technique": str,
    "points": (int, float),
    "minutes": int,
    "family": str,
    "key": str,
}
_OPTIONAL = ("parameters", "ask", "hints", "form")


@dataclass(frozen=True)
class Exercise:
    """One exercise as its day declares it. `form` is the declaration of its answer's form, None under a rubric.

    `parameters` go to the marking family, and to the key query with what `ask` adds for the query alone, such as
    `set = "B"`.
    """

    id: str
    title: str
    technique: str
    points: float
    minutes: int
    family: str
    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    form: Mapping[str, Any] | None = None
    ask: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, Any]:
        """What the key query is given."""
        return {**self.parameters, **self.ask}

    @property
    def by_rubric(self) -> bool:
        """Is it marked by a person, by rubric?"""
        return self.family == RUBRIC


@dataclass(frozen=True)
class Day:
    """One day of a course: its folder's name, such as "day04_link_chart", its exercises and the file it opens from."""

    name: str
    exercises: tuple[Exercise, ...]
    checkpoint: Checkpoint = field(default_factory=Checkpoint)

    @property
    def auto(self) -> tuple[Exercise, ...]:
        """The exercises that the platform marks."""
        return tuple(one for one in self.exercises if not one.by_rubric)


@dataclass(frozen=True)
class Course:
    """One course: the name of its folder, its title, and the days that are written."""

    name: str
    title: str
    days: tuple[Day, ...]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of all days, in order."""
        return tuple(one for day in self.days for one in day.exercises)

    def day(self, name: str) -> Day:
        """Return one day, by folder name, "day04" or "4"; ParameterError naming the valid ones."""
        wanted = f"day{int(name):02d}" if name.isdigit() else name
        for day in self.days:
            if wanted in (day.name, day.name.split("_")[0]):
                return day
        raise ParameterError(unknown(f"day of the course {self.name}", name, [day.name for day in self.days]))


def curriculum_folder() -> Path:
    """Return the folder of all courses: beside this package, in a checkout and in an installed wheel alike."""
    return Path(str(importlib.resources.files("grading"))).parent / "curriculum"


def course_names(curriculum: Path | None = None) -> list[str]:
    """Return the folder names of all courses, in order."""
    return sorted(file.parent.name for file in (curriculum or curriculum_folder()).glob("*/course.toml"))


def load_course(name: str, curriculum: Path | None = None) -> Course:
    """Read one course, by its folder's name or the first word of it ("operational").

    Raises ParameterError for an unknown course, LessonError with every problem of every day, one a line.
    """
    root = curriculum or curriculum_folder()
    names = course_names(root)
    folder = root / {one.split("_")[0]: one for one in names}.get(name, name)
    if folder.name not in names:
        raise ParameterError(unknown("course", name, names))
    problems: list[str] = []
    declared = _toml(folder / "course.toml", problems)
    title = declared.get("title", "")
    if not isinstance(title, str) or not title:
        problems.append(f"{folder / 'course.toml'}: no title")
    days = []
    for file in sorted(folder.glob("lessons/day*/exercises.toml")):
        point = declared.get("checkpoint", {}).get(file.parent.name.split("_")[0], {})
        wrong = _checkpoint_problems(point)
        problems.extend(f"{folder / 'course.toml'}: [checkpoint] {file.parent.name}: {one}" for one in wrong)
        opens = Checkpoint() if wrong else Checkpoint(point.get("until", 1.0), tuple(point.get("without", ())))
        days.append(Day(file.parent.name, tuple(_day(file, problems)), opens))
    if problems:
        raise LessonError("\n".join(problems))
    return Course(folder.name, title, tuple(days))


def read_exercises(file: Path) -> list[Exercise]:
    """Read one day's `exercises.toml`; LessonError with every problem, one a line."""
    problems: list[str] = []
    found = _day(file, problems)
    if problems:
        raise LessonError("\n".join(problems))
    return found


def _toml(file: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{file}: cannot be read as TOML ({error})")
        return {}


def _day(file: Path, problems: list[str]) -> list[Exercise]:
    found: list[Exercise] = []
    for number, entry in enumerate(_toml(file, problems).get("exercise", ()), start=1):
        where = f"{file}:{entry.get('id', f'exercise {number}')}"
        wrong = _problems(entry, file.parent.name)
        if any(one.id == entry.get("id") for one in found):
            wrong.append("two exercises have this id")
        problems.extend(f"{where}: {problem}" for problem in wrong)
        if not wrong:
            found.append(
                Exercise(
                    **{key: entry[key] for key in ("id", "title", "technique", "minutes", "family", "key")},
                    points=float(entry["points"]),
                    parameters=entry.get("parameters", {}),
                    ask=entry.get("ask", {}),
                    hints=tuple(entry.get("hints", ())),
                    form=entry.get("form"),
                )
            )
    return found


def _problems(entry: Mapping[str, Any], day: str) -> list[str]:
    wrong = [
        f"{unknown('field', name, [*_FIELDS, *_OPTIONAL])}" for name in entry if name not in {*_FIELDS, *_OPTIONAL}
    ]
    for name, kind in _FIELDS.items():
        if name not in entry:
            wrong.append(f"{name} is missing")
        elif not isinstance(entry[name], kind) or entry[name] == "":  # type: ignore[arg-type]
            wrong.append(f"{name} has the wrong type: {entry[name]!r}")
    if wrong:
        return wrong
    if not _ID.match(entry["id"]) or entry["id"].split(".")[0] != day.split("_")[0]:
        wrong.append(f"the id must be {day.split('_')[0]}.name in lower case, such as {day.split('_')[0]}.links")
    if entry["points"] <= 0 or entry["minutes"] <= 0:
        wrong.append("points and minutes must be above 0")
    if not _QUERY.match(entry["key"]):
        wrong.append(f"key {entry['key']!r} must be module.function of grading.keys, such as links.status")
    elif _missing("grading.keys", entry["key"].split(".")[0]):
        wrong.append(f"key {entry['key']!r}: there is no grading/keys/{entry['key'].split('.')[0]}.py")
    if entry["family"] == RUBRIC:
        return [*wrong, "an exercise under a rubric has no form"] if "form" in entry else wrong
    if _missing("grading.marking", entry["family"]):
        wrong.append(f"family {entry['family']!r}: there is no grading/marking/{entry['family']}.py")
    return [*wrong, *_form_problems(entry.get("form"))]


def _form_problems(form: Any) -> list[str]:
    if not isinstance(form, dict) or form.get("type") not in get_args(FormType):
        return [f"a form with a type is needed; valid types: {', '.join(get_args(FormType))}"]
    try:
        read = Form.from_json(form)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"the form is damaged ({type(error).__name__}: {error})"]
    wrong = []
    names = [column.name for column in read.columns]
    if read.type == "table" and not names:
        wrong.append("a table form needs columns")
    for column in read.columns:
        if column.type not in get_args(ColumnType):
            wrong.append(f"column {column.name}: {unknown('column type', column.type, get_args(ColumnType))}")
        if (column.type == "code") != bool(column.codes):
            wrong.append(f"column {column.name}: codes belong to a column of type code, which needs them")
    wrong.extend(f"unique: {unknown('column', name, names)}" for name in read.unique if name not in names)
    if read.each and read.each not in names:
        wrong.append(f"each: {unknown('column', read.each, names)}")
    return wrong


def _checkpoint_problems(point: Any) -> list[str]:
    if not isinstance(point, dict) or set(point) - {"until", "without"}:
        return ["give until (share of the window on file, above 0 to 1) and without (streams not on file yet)"]
    wrong = []
    if not isinstance(point.get("until", 1.0), (int, float)) or not 0 < point.get("until", 1.0) <= 1:
        wrong.append(f"until is {point['until']!r}; a share lies above 0 and at most at 1")
    wrong.extend(unknown("evidence stream", name, STREAMS) for name in point.get("without", ()) if name not in STREAMS)
    return wrong


def _missing(package: str, module: str) -> bool:
    return importlib.util.find_spec(f"{package}.{module}") is None
