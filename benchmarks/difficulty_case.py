"""One case of the difficulty table: made, released, worked by the reference solutions and left blank, and scored."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from benchmarks import thoughtless
from classroom import workspace
from classroom.cases import make_case
from classroom.courses import Course
from classroom.forked import apart
from classroom.reference import TIMEOUT_S, Run, day_mark, gather, run_day, run_forked, score_answers
from grading.keys.store import read_key
from toolkit.schema import read_case

ROOT = Path(__file__).resolve().parent.parent
# A case is made anew, and a day run again, where a byte of these has changed.
MAKES_A_CASE = ("synthetic_data", "toolkit/schema", "grading/keys", "grading/checkpoint.py", "grading/exercises.py")
RUNS_A_DAY = ("toolkit", "grading/marking", "grading/judge.py", "benchmarks/thoughtless.py")
# A seed whose case fails a release gate gives way to the one this far on.
STEP = 1_000_000


def measure(
    scenario: str, level: str, seed: int, course: Course, days: Iterable[str], work: Path, quick: bool = False
) -> dict[str, Any]:
    """Measure the days of one case, and keep what is found in `work`; what stands there and is still true is kept.

    Parameters
    ----------
    quick : the reference solutions alone, without releasing the days and running them blank

    Returns day -> {mark, scores, points, errors, copied, selected, answers, wall_s}, and blank, blank_errors.
    """
    home = work / f"{scenario}-{level}-{seed}"
    code = digest([*(ROOT / name for name in MAKES_A_CASE), *_declared(course)])
    made = home / "made.json"
    if not made.is_file() or json.loads(made.read_text("utf-8"))["code"] != code:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        began = time.monotonic()
        apart(partial(_make, scenario, level, seed, home))
        made.write_text(json.dumps({"code": code, "wall_s": round(time.monotonic() - began, 1)}), "utf-8")
    case, sealed = home / "case", home / "sealed"
    found: dict[str, Any] = {}
    stamps = {day: _stamp(course, day, case, sealed) for day in days}
    for day, stamp in stamps.items():
        kept = home / f"{day}.json"
        held = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
        if held.get("stamp") != stamp:
            held = apart(partial(_solved, course, day, case, sealed)) | {"stamp": stamp}
            kept.write_text(json.dumps(held, ensure_ascii=False), "utf-8")
        found[day] = held
    empty = [day for day, held in found.items() if "blank" not in held]
    if empty and not quick:
        place = home / "workspace"
        shutil.rmtree(place, ignore_errors=True)
        apart(partial(_release, place, course, case, sealed, empty))
        for day in empty:
            found[day] |= apart(partial(_blank, course, day, case, sealed, place / "release" / day))
            (home / f"{day}.json").write_text(json.dumps(found[day], ensure_ascii=False), "utf-8")
        shutil.rmtree(place, ignore_errors=True)
    return found


def digest(places: Iterable[Path]) -> str:
    """Return a digest over the code and data files in folders, and over single files."""
    mixed = hashlib.sha256()
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                mixed.update(f"{file.relative_to(place.parent)}\0".encode())
                mixed.update(file.read_bytes())
    return mixed.hexdigest()


def exercises(course: Course, day: str, sealed: Path) -> dict[str, Mapping[str, Any]]:
    """Return the sealed keys of a day's exercises that the platform marks."""
    sheet = json.loads((course.source / day / "exercises.json").read_text("utf-8"))["exercises"]
    return {name: read_key(sealed, course.name, name) for name in sheet}


def _declared(course: Course) -> list[Path]:
    """The files that say what a course asks and when."""
    return [course.folder / "course.toml", *sorted(course.lessons.glob("*/exercises.toml"))]


def _stamp(course: Course, day: str, case: Path, sealed: Path) -> str:
    """A digest of all that a day's marks follow from."""
    keys = [sealed / "keys" / course.name / f"{name}.json" for name in exercises(course, day, sealed)]
    return digest([course.source / day, case / "case.json", *keys, *(ROOT / name for name in RUNS_A_DAY)])


def _make(scenario: str, level: str, seed: int, home: Path) -> None:
    make_case(scenario, level, lambda turn: seed + turn * STEP, out=home / "case", sealed=home / "sealed")


def _release(place: Path, course: Course, case: Path, sealed: Path, days: Iterable[str]) -> None:
    """Release days through nbgrader, as an instructor does."""
    opened = workspace.create(place, course, case, sealed)
    for day in days:
        workspace.release(opened, day)


def _solved(course: Course, day: str, case: Path, sealed: Path) -> dict[str, Any]:
    """Run one day with the lesson's own solutions; score them, and answers without thought."""
    began = time.monotonic()
    keys = exercises(course, day, sealed)
    run = run_day(course, day, case, sealed, kernel=False)
    verdicts = score_answers(run, case, sealed)
    names = [file.stem for file in sorted((sealed / "keys" / course.name).iterdir())]
    others = [one for one in (read_key(sealed, course.name, name) for name in names) if one["family"] != "rubric"]
    everybody = read_case(case).table("nominals")["nominal_id"].tolist()
    return {
        "mark": day_mark(run, verdicts, course),
        "scores": {name: verdict.score for name, verdict in verdicts.items()},
        "points": {name: float(key["points"]) for name, key in keys.items()},
        "errors": run.errors,
        "copied": {name: thoughtless.copied(key, others) for name, key in keys.items()},
        "selected": {name: thoughtless.selected(key, everybody) for name, key in keys.items()},
        "answers": run.answers,
        "wall_s": round(time.monotonic() - began, 1),
    }


def _blank(course: Course, day: str, case: Path, sealed: Path, folder: Path) -> dict[str, Any]:
    """Run the notebooks of a released day as trainees receive them, in its folder, and score what they record."""
    run = Run(course.name, day, {}, {}, {})
    for file in sorted(folder.glob("*.ipynb")):
        made = nbformat.read(file, as_version=4)
        run_forked(made, folder, timeout=TIMEOUT_S)
        run.notebooks[file.name] = made
        gather(made, run)
    verdicts = score_answers(run, case, sealed)
    return {
        "blank": {name: verdict.score for name, verdict in verdicts.items()},
        # A mark cell says by design that nothing is entered; any other error is a fault of the lesson.
        "blank_errors": {name: line for name, line in run.errors.items() if name not in verdicts},
    }
