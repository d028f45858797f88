"""One day of a course on generated cases: derived exercises, marks, and its lesson run with or without solutions."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import synthetic_data
from classroom.build import sheet
from classroom.courses import Course, read_course
from classroom.lesson import Lesson, read_lesson, unsolved
from grading.checkpoint import view
from grading.exercises import Exercise, load_course, read_exercises
from toolkit.answers.normalise import normalise
from toolkit.answers.sheet import NAME, Form
from toolkit.schema import Case
from toolkit.schema.store import to_json, write_case


@dataclass
class Made:
    """One generated case with the derived exercises of one day."""

    day: Day
    case: Case
    truth: Any
    derived: dict[str, Any]

    def mark(self, exercise: str, answer: Any) -> Any:
        """Mark an answer as the trusted side does: normalise it, then the family."""
        one, derived = self.day.exercises[exercise], self.derived[exercise]
        items = {str(item["id"]) for item in derived.paper.get("items", ())}
        plain = normalise(answer, Form.from_json(dict(one.form or {})), items=items)
        family = importlib.import_module(f"grading.marking.{one.family}")
        return family.mark(plain, derived.key, paper=derived.paper, **one.parameters)

    def work(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, solved: bool) -> dict[str, Any]:
        """Run every code cell of the lesson, and return what each mark cell would hand over."""
        write_case(self.case, folder / "case")
        (folder / NAME).write_text(to_json(self.day.sheet), "utf-8")
        monkeypatch.chdir(folder)
        answers: dict[str, Any] = {}
        names: dict[str, Any] = {"recorded": answers.__setitem__}
        for cell in self.day.lesson.cells:
            if cell.kind != "code":
                continue
            source = cell.source if solved else unsolved(cell.source)
            if cell.role == "mark":
                source = source.replace("mark(", "recorded(", 1)
            exec(compile(source, cell.name, "exec"), names)
        return answers


@dataclass
class Day:
    """One written day: course, folder, exercises and its one lesson."""

    course: Course
    name: str
    exercises: dict[str, Exercise]
    lesson: Lesson

    @property
    def auto(self) -> dict[str, Exercise]:
        """The exercises that the platform marks."""
        return {name: one for name, one in self.exercises.items() if not one.by_rubric}

    @property
    def sheet(self) -> dict[str, Any]:
        """The public exercise sheet."""
        return sheet(self.course.name, self.name, self.exercises.values())

    def make(self, seed: int, level: str = "practitioner") -> Made:
        """Generate a case and derive the day's papers and keys."""
        case, truth = synthetic_data.generate("gms-thailand", level=level, seed=seed)
        case, truth = view(case, truth, load_course(self.course.name).day(self.name).checkpoint)
        derived = {}
        for name, one in self.exercises.items():
            module, query = one.key.split(".")
            derived[name] = getattr(importlib.import_module(f"grading.keys.{module}"), query)(
                case, truth, one.parameters
            )
            case.handouts[f"{self.course.name}/{name}"] = dict(derived[name].paper)
        return Made(self, case, truth, derived)


@pytest.fixture(scope="session")
def written_day() -> Callable[[str, str], Day]:
    """Return a function: course, day -> the day."""

    def read(course: str, name: str) -> Day:
        known = read_course(course)
        folder = known.lessons / name
        exercises = {one.id: one for one in read_exercises(folder / "exercises.toml")}
        (lesson,) = folder.glob("*.py")
        return Day(known, name, exercises, read_lesson(lesson))

    return read
