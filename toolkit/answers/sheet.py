"""The public exercise sheet of a day: what each exercise asks and the form of its answer. No key is here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from toolkit.errors import AnswerError, unknown

NAME = "exercises.json"
FormType = Literal["table", "choices", "series"]
ColumnType = Literal["nominal", "text", "number", "percent", "month", "date", "code", "documents"]


@dataclass(frozen=True)
class FormColumn:
    """One column of a table answer. `documents` is a list of document numbers, ';'-separated or a list."""

    name: str
    type: ColumnType
    codes: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Form:
    """The form of an answer.

    `table`: rows with `columns`, at most `most` of them, no two alike in the columns `unique`; with `each`, that column
    has one row for each thing that the paper lists, and a form shows those rows ready to be filled in.
    `choices`: one of `codes` for each item of the exercise's paper (several where `several`).
    `series`: a number, or None for "not reported", for each month.
    """

    type: FormType
    columns: tuple[FormColumn, ...] = ()
    codes: tuple[str, ...] = ()
    several: bool = False
    most: int = 500
    unique: tuple[str, ...] = ()
    each: str = ""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Form:
        """Build a form from its declaration in an exercise file."""
        columns = tuple(
            FormColumn(c["name"], c.get("type", "text"), tuple(c.get("codes", ())), bool(c.get("optional", False)))
            for c in value.get("columns", ())
        )
        return cls(
            type=value["type"],
            columns=columns,
            codes=tuple(value.get("codes", ())),
            several=bool(value.get("several", False)),
            most=int(value.get("most", 500)),
            unique=tuple(value.get("unique", ())),
            each=str(value.get("each", "")),
        )


@dataclass(frozen=True)
class SheetExercise:
    """What a trainee's machine knows of one exercise."""

    id: str
    title: str
    technique: str
    points: float
    minutes: int
    form: Form
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The exercises of one day of one course."""

    course: str
    day: str
    folder: Path
    exercises: dict[str, SheetExercise] = field(default_factory=dict)

    def exercise(self, name: str) -> SheetExercise:
        """Return one exercise; AnswerError for an id that this day does not have."""
        if name not in self.exercises:
            raise AnswerError(unknown("exercise", name, self.exercises))
        return self.exercises[name]


def read_sheet(folder: Path | None = None) -> Sheet:
    """Read `exercises.json` from the notebook's folder (default: the working directory)."""
    folder = folder or Path.cwd()
    file = folder / NAME
    if not file.is_file():
        raise AnswerError(f"{NAME} is not beside this notebook ({folder}); fetch the assignment again")
    content = json.loads(file.read_text("utf-8"))
    exercises = {
        name: SheetExercise(
            id=name,
            title=value["title"],
            technique=value["technique"],
            points=float(value["points"]),
            minutes=int(value["minutes"]),
            form=Form.from_json(value["form"]),
            hints=tuple(value.get("hints", ())),
        )
        for name, value in content["exercises"].items()
    }
    return Sheet(course=content["course"], day=content["day"], folder=folder, exercises=exercises)
