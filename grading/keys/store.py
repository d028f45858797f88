"""Derive the sealed keys of exercises from a case and its truth, check them by the oracle, write and read them."""

from __future__ import annotations

import importlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from grading.checkpoint import view
from grading.exercises import Course, Exercise
from grading.judge import check_parameters, judge
from grading.keys.derived import Derived, KeyQuery
from synthetic_data.truth import Truth
from toolkit.errors import GateError, GradingError, unknown
from toolkit.schema.case import Case
from toolkit.schema.store import to_json

VERSION = 1
FIELDS = (
    "version",
    "course",
    "exercise",
    "title",
    "technique",
    "family",
    "parameters",
    "form",
    "points",
    "paper",
    "key",
    "oracle",
    "model_answer",
)
Progress = Callable[[str, int, int], None]


def derive(course: str, exercise: Exercise, case: Case, truth: Truth) -> dict[str, Any]:
    """Return the sealed key record of one exercise of one case.

    The oracle must take the exercise's form and earn full marks by its family, or the key asks something that the
    evidence cannot answer: GateError. A key query that fails raises GradingError naming the exercise.
    """
    name = f"{course}/{exercise.id}"
    try:
        derived = query(exercise.key)(case, truth, exercise.asked)
    except (GradingError, GateError) as error:
        raise type(error)(f"{name}: {error}") from error
    except Exception as error:
        raise GradingError(f"{name}: key query {exercise.key} failed: {type(error).__name__}: {error}") from error
    if not isinstance(derived, Derived):
        raise GradingError(f"{name}: key query {exercise.key} gave {type(derived).__name__}, not Derived")
    record = {
        "version": VERSION,
        "course": course,
        "exercise": exercise.id,
        "title": exercise.title,
        "technique": exercise.technique,
        "family": exercise.family,
        "parameters": dict(exercise.parameters),
        "form": exercise.form,
        "points": exercise.points,
        "paper": derived.paper,
        "key": derived.key,
        "oracle": derived.oracle,
        "model_answer": derived.model_answer,
    }
    # What is marked later is what stands in the file, so the check reads it the way the file will.
    record = json.loads(to_json(record))
    if not exercise.by_rubric:
        _check_oracle(name, record, case)
    return record


def derive_course(
    course: Course, case: Case, truth: Truth, progress: Progress | None = None
) -> dict[str, dict[str, Any]]:
    """Return the sealed key records of all exercises of a course, by "course/exercise".

    Each day's keys are derived on the file as it stands that morning (`grading.checkpoint`).
    """
    records: dict[str, dict[str, Any]] = {}
    for day in course.days:
        shown, known = view(case, truth, day.checkpoint)
        for exercise in day.exercises:
            records[f"{course.name}/{exercise.id}"] = derive(course.name, exercise, shown, known)
            if progress:
                progress("keys", len(records), len(course.exercises))
    return records


def query(name: str) -> KeyQuery:
    """Return the key query `module.function` of `grading.keys`; GradingError if there is none."""
    module, _, function = name.partition(".")
    try:
        found = getattr(importlib.import_module(f"grading.keys.{module}"), function)
    except (ModuleNotFoundError, AttributeError):
        found = None
    if not callable(found) or function.startswith("_"):
        raise GradingError(f"no key query {name!r}; write grading/keys/{module}.py with a function {function}")
    return found


def write_keys(records: Iterable[Mapping[str, Any]], sealed: Path) -> None:
    """Write key records to `keys/<course>/<exercise>.json` below a sealed folder, each file whole or not at all."""
    for record in records:
        target = key_file(sealed, record["course"], record["exercise"])
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, building = tempfile.mkstemp(dir=target.parent, prefix=".key.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(to_json(record))
        Path(building).replace(target)


def read_key(sealed: Path, course: str, exercise: str) -> dict[str, Any]:
    """Read one sealed key record; GradingError where it is missing or damaged."""
    file = key_file(sealed, course, exercise)
    try:
        record = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        valid = [path.stem for path in file.parent.glob("*.json")]
        raise GradingError(f"no sealed key: {unknown('exercise', exercise, valid)} (in {file.parent})") from None
    except (OSError, ValueError) as error:
        raise GradingError(f"{file}: damaged key file ({error})") from None
    if not isinstance(record, dict) or record.get("version") != VERSION or not set(FIELDS) <= set(record):
        raise GradingError(f"{file}: damaged key file, or of another version than {VERSION}; generate the case again")
    return record


def key_file(sealed: Path, course: str, exercise: str) -> Path:
    """Return the place of one sealed key."""
    return sealed / "keys" / course / f"{exercise}.json"


def _check_oracle(name: str, record: Mapping[str, Any], case: Case) -> None:
    check_parameters(record["family"], record["parameters"])
    verdict = judge(record, record["oracle"], nominals=_nominals(case), documents=set(case.texts))
    if verdict.detail.get("malformed"):
        raise GateError(f"{name}: the oracle does not take the exercise's form: {verdict.detail['malformed']}")
    if verdict.score < 1.0 - 1e-9:
        raise GateError(f"{name}: the oracle scores {verdict.score:.3f}, not 1; the key asks what evidence cannot show")


def _nominals(case: Case) -> set[str]:
    return set(case.table("nominals")["nominal_id"].astype("str")) if "nominals" in case.tables else set()
