"""Read what the build needs of `exercises.toml`: the public face of each exercise and its family."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import LessonError


@dataclass(frozen=True)
class Exercise:
    """One exercise as its day declares it; `form` is the declaration of its answer's form."""

    id: str
    title: str
    technique: str
    points: float
    minutes: int
    family: str
    hints: tuple[str, ...]
    form: dict[str, Any] | None


def read_exercises(file: Path) -> list[Exercise]:
    """Read the exercises of one day; LessonError naming the file and the exercise."""
    try:
        listed = tomllib.loads(file.read_text("utf-8")).get("exercise", [])
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"{file}: not TOML ({error})") from None
    found: list[Exercise] = []
    for number, one in enumerate(listed, start=1):
        name = one.get("id", f"exercise {number}")
        missing = [key for key in ("id", "title", "technique", "points", "minutes", "family") if key not in one]
        if one.get("family") != "rubric" and "form" not in one:
            missing.append("form")
        if missing:
            raise LessonError(f"{file}:{name}: missing {', '.join(missing)}")
        if any(other.id == name for other in found):
            raise LessonError(f"{file}:{name}: two exercises have this id")
        found.append(
            Exercise(
                id=name,
                title=str(one["title"]),
                technique=str(one["technique"]),
                points=float(one["points"]),
                minutes=int(one["minutes"]),
                family=str(one["family"]),
                hints=tuple(one.get("hints", ())),
                form=one.get("form"),
            )
        )
    return found
