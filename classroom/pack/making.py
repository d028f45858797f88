"""Make the pack of a course: two folders, one for trainees and one for trainers, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.cases import check_pair
from classroom.courses import CURRICULUM, Course, read_course
from classroom.pack import slides
from classroom.pack.trainees import trainee_jobs
from classroom.pack.trainers import trainer_jobs
from classroom.pack.writing import Materials, Printer
from classroom.results.rules import read_rules
from classroom.results.sheets import read_table
from grading.exercises import load_course
from toolkit.errors import CaseError, LessonError, ParameterError
from toolkit.schema import read_case
from toolkit.schema.store import start_building

TRAINEES, TRAINERS = "trainees", "trainers"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Pack:
    """What was made: its folder, files below it with their pages (0 for what is no PDF), days packed and left out."""

    folder: Path
    files: Mapping[str, int]
    days: tuple[str, ...]
    left_out: tuple[str, ...]


def make_pack(
    course: str,
    case: Path,
    sealed: Path,
    out: Path,
    *,
    people: Path | None = None,
    progress: Progress | None = None,
    curriculum: Path = CURRICULUM,
) -> Pack:
    """Write everything that stands around the notebooks of a course into `out/trainees` and `out/trainers`.

    Parameters
    ----------
    course : its folder's name or the first word of it, "operational"
    case, sealed : the two folders of one case; only `out/trainers` sees anything of the sealed one
    people : class list (CSV or XLSX with trainee and name), for attendance and double marking; None leaves rows empty
    progress : called with the file being written, the number of those done, and of all

    Days that have no lesson yet are left out, and named in the result. Raises ParameterError where `out` exists or the
    course is unknown, CaseError for folders that don't belong together or a case that doesn't serve the course.
    """
    read = read_course(course, curriculum)
    if out.exists():
        raise ParameterError(f"{out} exists; name a new folder with --out (nothing was written)")
    check_pair(case, sealed)
    if any(folder.resolve() in out.resolve().parents for folder in (case, sealed)):
        raise ParameterError(f"{out} lies inside the case or its sealed folder; name a folder beside them")
    opened = read_case(case)
    served = opened.info.get("courses")
    if served is not None and read.name not in served:
        raise CaseError(f"{case} serves {', '.join(served)}, not {read.name}; generate a case for this course")
    declared = load_course(read.name, curriculum)
    written = read.written_days()
    if not written:
        raise LessonError(f"no day of {read.name} has a lesson yet; there is nothing to pack")
    title = str(opened.info.get("title", ""))
    materials = Materials(
        course=read,
        declared=declared,
        days=tuple(day for day in declared.days if day.name in written),
        rules=read_rules(read.folder / "course.toml", tuple(one.id for one in declared.exercises)),
        case=opened,
        printer=Printer(
            f"{read.title} · {title}", str(opened.info["as_of"])[:10], str(opened.info.get("language", "en"))
        ),
        people=_people(people),
    )
    building = start_building(out)
    try:
        jobs = [
            *((f"{TRAINEES}/{name}", job) for name, job in trainee_jobs(materials)),
            *((f"{TRAINERS}/{name}", job) for name, job in trainer_jobs(materials, sealed)),
        ]
        files: dict[str, int] = {}
        for done, (name, job) in enumerate(jobs):
            if progress:
                progress(name, done, len(jobs))
            files[name] = job(building / name)
        if progress:
            progress("written", len(jobs), len(jobs))
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Pack(out, files, tuple(written), _missing(read, written))


def make_slides(
    course: str,
    out: Path,
    *,
    day: str | None = None,
    progress: Progress | None = None,
    curriculum: Path = CURRICULUM,
) -> Pack:
    """Write the slides of one day, or of every written day, as HTML and PDF into a new folder.

    Raises ParameterError where `out` exists, or the course or its day is unknown or not written yet.
    """
    read = read_course(course, curriculum)
    if out.exists():
        raise ParameterError(f"{out} exists; name a new folder with --out (nothing was written)")
    written = read.written_days()
    chosen = [written_day(read, day)] if day is not None else written
    building = start_building(out)
    try:
        jobs = [job for name in chosen for job in slides.slide_jobs(read, name)]
        files = {}
        for done, (name, job) in enumerate(jobs):
            if progress:
                progress(name, done, len(jobs))
            files[name] = job(building / name)
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Pack(out, files, tuple(chosen), () if day is not None else _missing(read, written))


def written_day(course: Course, name: str) -> str:
    """Return the full name of a written day, given whole or as its number; ParameterError naming the written ones."""
    from toolkit.errors import unknown

    short = f"day{int(name):02d}" if name.isdigit() else name
    for day in course.written_days():
        if day == name or day.split("_")[0] == short:
            return day
    raise ParameterError(unknown(f"written day of the course {course.name}", name, course.written_days()))


def _missing(course: Course, written: Sequence[str]) -> tuple[str, ...]:
    """The days that have no lesson yet, "day05_flows", or "day03" where nothing is declared either."""
    there = {name.split("_")[0] for name in written}
    folders = {path.name.split("_")[0]: path.name for path in course.lessons.glob("day*")}
    short = [f"day{number:02d}" for number in range(1, course.days + 1)]
    return tuple(folders.get(name, name) for name in short if name not in there)


def _people(file: Path | None) -> tuple[tuple[str, str], ...]:
    """The class: user name and full name of each."""
    if file is None:
        return ()
    listed = read_table(file, ("trainee", "name"))
    return tuple(zip(map(str, listed["trainee"]), map(str, listed["name"]), strict=True))
