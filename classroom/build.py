"""Build the committed notebooks of nbgrader courses from the text lessons; two builds give the same bytes.

Cell ids and nbgrader ids come from cell names, points from `exercises.toml`. Nothing here runs a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from classroom.courses import CURRICULUM, Course, courses
from classroom.expand import GLOSSARY, expand
from classroom.expand import problems as mark_problems
from classroom.glossary import Term, glossary_notebook, read_glossary
from classroom.lesson import Lesson, LessonCell, day_problems, read_lesson
from grading.exercises import Exercise, read_exercises
from toolkit.answers.sheet import NAME as SHEET
from toolkit.errors import LessonError
from toolkit.progress import COURSE
from toolkit.schema.store import to_json

# Notebooks that are not part of a course: percent text beside the notebook that is built from it.
# The course's own page, the same for every course; what it shows of one comes from `course.json`.
HOME = "home.py"
OTHERS = ("synthetic_data/regenerate.py",)
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_ROLES = {
    "given": {"grade": False, "solution": False, "locked": True},
    "answer": {"grade": False, "solution": True, "locked": False},
    "mark": {"grade": True, "solution": False, "locked": True},
    "written": {"grade": True, "solution": True, "locked": False},
}


@dataclass(frozen=True)
class Built:
    """What a build found: every built file, those that differed from the disk, and files that no lesson makes."""

    files: tuple[Path, ...]
    drifted: tuple[Path, ...]
    orphans: tuple[Path, ...]

    @property
    def clean(self) -> bool:
        """Does the disk hold exactly what the lessons make?"""
        return not self.drifted and not self.orphans


def build(
    root: Path = CURRICULUM.parent, *, check: bool = False, progress: Callable[[str], None] | None = None
) -> Built:
    """Build every notebook of the repository at `root`; with `check`, write nothing and only compare.

    Raises LessonError with all problems of all lessons, one a line, and then writes nothing.
    """
    made: dict[Path, str] = {}
    orphans: list[Path] = []
    problems: list[str] = []
    terms = read_glossary(root / "curriculum")
    for course in courses(root / "curriculum"):
        for day in course.written_days():
            if progress:
                progress(f"{course.name} {day}")
            try:
                content = build_day(course, day)
            except LessonError as error:
                problems.append(str(error))
                continue
            made |= {course.source / day / name: text for name, text in content.items()}
        if terms and course.written_days():
            made[course.source / GLOSSARY] = to_text(glossary_notebook(terms))
        page = root / "curriculum" / HOME
        if page.is_file() and course.written_days():
            lesson = read_lesson(page, f"curriculum/{HOME}")
            problems.extend(lesson.problems)
            made[course.source / f"{page.stem}.ipynb"] = to_text(notebook(lesson, {}))
            made[course.source / COURSE] = to_json(overview(course))
        kept = [*course.source.rglob("*.ipynb"), *course.source.glob(f"*/{SHEET}")]
        orphans.extend(path for path in sorted(kept) if path not in made)
    for name in OTHERS:
        file = root / name
        if file.is_file():
            lesson = read_lesson(file, name)
            problems.extend(lesson.problems)
            made[file.with_suffix(".ipynb")] = to_text(notebook(lesson, {}))
    if problems:
        raise LessonError("\n".join(problems))
    drifted = [path for path, text in made.items() if not path.is_file() or path.read_bytes() != text.encode()]
    if not check:
        for path in drifted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], "utf-8", newline="\n")
        for path in orphans:
            path.unlink()
    return Built(tuple(made), tuple(drifted), tuple(orphans))


def build_day(course: Course, day: str, translate: Callable[[str], str] | None = None) -> dict[str, str]:
    """Return the built files of one day: file name -> text. `translate` is applied to Markdown cells.

    Raises LessonError with every problem of the day, one a line, each naming file and cell.
    """
    folder = course.lessons / day
    label = f"curriculum/{course.name}/lessons/{day}"
    try:
        exercises = {one.id: one for one in read_exercises(folder / "exercises.toml")}
    except LessonError as error:
        raise LessonError(str(error).replace(str(folder), label)) from None
    lessons = {
        f"{label}/{file.name}": read_lesson(file, f"{label}/{file.name}") for file in sorted(folder.glob("*.py"))
    }
    terms = read_glossary(course.folder.parent)
    problems = [*_twins(course, day, label), *day_problems(lessons, exercises)]
    for place, lesson in lessons.items():
        for cell in lesson.cells:
            if cell.kind == "markdown":
                problems += [f"{place}:{cell.name}: {one}" for one in mark_problems(cell.source, exercises, terms)]
    if problems:
        raise LessonError("\n".join(problems))
    made = {
        lesson.file.stem + ".ipynb": to_text(notebook(lesson, exercises, translate, terms))
        for lesson in lessons.values()
    }
    made[SHEET] = to_json(sheet(course.name, day, exercises.values()))
    return made


def notebook(
    lesson: Lesson,
    exercises: dict[str, Exercise],
    translate: Callable[[str], str] | None = None,
    terms: Mapping[str, Term] | None = None,
) -> NotebookNode:
    """Return a lesson as a notebook with nbgrader's metadata, ids from cell names, and no outputs."""
    cells = [_cell(cell, exercises, translate, terms or {}) for cell in lesson.cells]
    metadata = {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def to_text(made: NotebookNode) -> str:
    """Return a notebook's text with one newline at its end."""
    nbformat.validate(made)
    return nbformat.writes(made).rstrip("\n") + "\n"


def sheet(course: str, day: str, exercises: Iterable[Exercise]) -> dict[str, Any]:
    """Return the public exercise sheet of a day (`exercises.json`): forms and hints, never a key or its query."""
    auto, written = {}, {}
    for one in exercises:
        public = {
            "title": one.title,
            "technique": one.technique,
            "points": one.points,
            "minutes": one.minutes,
            "hints": list(one.hints),
        }
        if one.by_rubric:
            written[one.id] = public
        else:
            auto[one.id] = {**public, "form": dict(one.form or {})}
    return {"course": course, "day": day, "exercises": auto, "written": written}


def overview(course: Course) -> dict[str, Any]:
    """Return what a trainee's home knows of a course: its written days, with the points of each exercise."""
    days = []
    for day in course.written_days():
        first = next(iter(sorted((course.lessons / day).glob("*.py"), reverse=True)))
        heading = read_lesson(first).cells[0].source.splitlines()[0].lstrip("# ")
        exercises = [
            {"id": one.id, "title": one.title, "points": one.points}
            for one in read_exercises(course.lessons / day / "exercises.toml")
        ]
        days.append({"name": day, "title": heading, "exercises": exercises})
    return {"course": course.name, "title": course.title, "days": days}


def _cell(
    cell: LessonCell,
    exercises: dict[str, Exercise],
    translate: Callable[[str], str] | None,
    terms: Mapping[str, Term],
) -> NotebookNode:
    source = cell.source
    if cell.kind == "markdown":
        source = expand(translate(source) if translate else source, exercises, terms)
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[cell.kind]
    metadata: dict[str, Any] = {}
    # "Run all" goes on past an answer that is still empty; the mark cell says so in one line.
    tags = [*cell.tags, *(["raises-exception"] if cell.role == "mark" else [])]
    if tags:
        metadata["tags"] = tags
    if cell.hidden:
        metadata["jupyter"] = {"source_hidden": True}
    if cell.role:
        metadata["nbgrader"] = {**_ROLES[cell.role], "grade_id": cell.name, "schema_version": 3, "task": False}
        metadata["academy"] = {"role": cell.role}
        if cell.exercise:
            metadata["academy"]["exercise"] = cell.exercise
        if _ROLES[cell.role]["grade"]:
            metadata["nbgrader"]["points"] = exercises[cell.exercise].points
    return make(source, id=cell.name, metadata=metadata)


def _twins(course: Course, day: str, label: str) -> list[str]:
    prefix = day.split("_")[0]
    others = [other for other in course.written_days() if other != day and other.startswith(prefix + "_")]
    return [f"{label}: {course.name} has another folder for {prefix}: {other}" for other in others]
