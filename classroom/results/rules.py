"""Read a course's pass rules, late and resit policy from `course.toml`, with every problem named at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grading.late import Late
from toolkit.errors import LessonError, unknown

PARTS = ("exercises", "tests", "report", "briefing")
BY_MARKS, BY_PLAN = "marks", "plan"
_TABLES = {
    "parts": ("tests", "report", "briefing", "not_counted"),
    "pass": ("overall", "auto", "rubric"),
    "late": ("percent_per_day", "grace_minutes", "most_percent"),
    "resit": ("times",),
    "equating": ("floor",),
    "attendance": ("percent",),
    "completion": ("by", "exercise", "percent"),
}


@dataclass(frozen=True)
class MustPass:
    """An item that nobody may fail: its name, the exercises that show it, and the percentage needed in each of them."""

    item: str
    exercises: tuple[str, ...]
    percent: float


@dataclass(frozen=True)
class Rules:
    """A course's rules: weights and pass marks in percent, must-pass items, and the policies around them.

    `parts` maps each part beside "exercises" to its exercises; `not_counted` are shown and never count, such as a
    test before the course. `floor` is the least reference share by which a total is divided when it is equated.
    """

    weights: Mapping[str, float]
    overall: float
    auto: float
    rubric: float
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_counted: tuple[str, ...] = ()
    must_pass: tuple[MustPass, ...] = ()
    late: Late = field(default_factory=Late)
    resits: int = 1
    floor: float = 0.5
    attendance: float = 80.0
    completion: str = BY_MARKS
    plan: str = ""
    plan_percent: float = 50.0

    def part(self, exercise: str) -> str:
        """Return the part of the course mark to which an exercise belongs; "" where it does not count."""
        if exercise in self.not_counted:
            return ""
        return next((part for part, names in self.parts.items() if exercise in names), "exercises")


def read_rules(file: Path, exercises: tuple[str, ...] = ()) -> Rules:
    """Read the rules of one `course.toml`.

    Parameters
    ----------
    exercises : ids of the course's exercises; names of others are a problem. Empty means unchecked.

    Raises LessonError with every problem, one a line.
    """
    try:
        text = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LessonError(f"{file}: cannot be read as TOML ({error})") from None
    problems = _problems(text, exercises)
    if problems:
        raise LessonError("\n".join(f"{file}: {one}" for one in problems))
    given = text.get("parts", {})
    done = text.get("completion", {})
    return Rules(
        weights={part: float(text["weights"].get(part, 0)) for part in PARTS},
        **{name: float(text["pass"][name]) for name in ("overall", "auto", "rubric")},
        parts={part: tuple(given.get(part, ())) for part in PARTS[1:]},
        not_counted=tuple(given.get("not_counted", ())),
        must_pass=tuple(
            MustPass(one["item"], tuple(one["exercises"]), float(one.get("percent", 50)))
            for one in text.get("must_pass", ())
        ),
        late=Late(**{name: float(value) for name, value in text.get("late", {}).items()}),
        resits=int(text.get("resit", {}).get("times", 1)),
        floor=float(text.get("equating", {}).get("floor", 0.5)),
        attendance=float(text.get("attendance", {}).get("percent", 80)),
        completion=str(done.get("by", BY_MARKS)),
        plan=str(done.get("exercise", "")),
        plan_percent=float(done.get("percent", 50)),
    )


def _problems(text: Mapping[str, Any], exercises: tuple[str, ...]) -> list[str]:
    wrong: list[str] = []
    for table in ("weights", "pass"):
        if not isinstance(text.get(table), dict):
            wrong.append(f"[{table}] is missing")
    for table, names in _TABLES.items():
        given = text.get(table, {})
        if not isinstance(given, dict):
            wrong.append(f"[{table}] must be a table")
            continue
        wrong += [f"[{table}] {unknown('setting', name, names)}" for name in given if name not in names]
        for name, value in given.items():
            if table in ("parts", "completion") or name not in names:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
                wrong.append(f"[{table}] {name} is {value!r}; give a number from 0")
    if wrong:
        return wrong
    wrong += [f"[pass] {name} is missing" for name in _TABLES["pass"] if name not in text["pass"]]
    weights = text["weights"]
    wrong += [f"[weights] {unknown('part', name, PARTS)}" for name in weights if name not in PARTS]
    if not wrong and sum(float(value) for value in weights.values()) != 100:
        wrong.append(f"[weights] sum to {sum(weights.values()):g}; they must sum to 100")
    for name in ("overall", "auto", "rubric"):
        if text["pass"].get(name, 0) > 100:
            wrong.append(f"[pass] {name} is {text['pass'][name]:g}; a percentage is at most 100")
    if not 0 < text.get("equating", {}).get("floor", 0.5) <= 1:
        wrong.append("[equating] floor lies above 0 and at most at 1")
    named: list[tuple[str, Any]] = []
    for part, names in text.get("parts", {}).items():
        named += [(f"[parts] {part}", name) for name in names]
    for number, one in enumerate(text.get("must_pass", ()), start=1):
        if not isinstance(one, dict) or not {"item", "exercises"} <= set(one) <= {"item", "exercises", "percent"}:
            wrong.append(f"[[must_pass]] {number}: give item, exercises and percent")
            continue
        named += [(f"[[must_pass]] {one['item']}", name) for name in one["exercises"]]
    done = text.get("completion", {})
    if done.get("by", BY_MARKS) not in (BY_MARKS, BY_PLAN):
        wrong.append(f"[completion] {unknown('way', done['by'], (BY_MARKS, BY_PLAN))}")
    if done.get("by") == BY_PLAN:
        named.append(("[completion]", done.get("exercise", "")))
    if exercises:
        wrong += [f"{where}: {unknown('exercise', name, exercises)}" for where, name in named if name not in exercises]
    return wrong
