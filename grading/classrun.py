"""Grade a class: stage every submission, run them in sandboxes side by side, let nbgrader enter the judge's marks."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import tomllib
import unicodedata
import warnings
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from grading import ungraded
from grading.execution import require_sandbox, run_ahead
from grading.nbgrader_calls import CONFIG, load_config, log_to, programs_on_path
from grading.rebuild import rebuild
from grading.runlog import RunLog, alone
from grading.sandbox import Limits
from grading.sandbox.outputs import printable
from grading.staging import NAME_RULE, Staged, clear_unfinished, stage, valid_trainee
from toolkit import language
from toolkit.errors import AcademyError, ParameterError, WorkspaceError, unknown
from toolkit.schema.store import to_json

Progress = Callable[[str, int, int], None]
INCIDENTS = 20
# What stays beside an autograded notebook. Formgrader serves those files from the origin of its grades, so nothing that
# a browser would run is among them; the staged submission keeps the rest.
SHOWN = (".ipynb", ".json", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".py")


@dataclass(frozen=True)
class Graded:
    """One exercise of one trainee: points (None: for a person to mark), the most there are, and a note."""

    trainee: str
    exercise: str
    score: float | None
    max_score: float
    note: str = ""


def grade(
    course: str,
    day: str,
    workspace: Path,
    *,
    only: str | None = None,
    again: bool = False,
    recorded: bool = False,
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    within: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> list[Graded]:
    """Grade what was submitted for one day.

    Parameters
    ----------
    course, day : by their full names or short ("operational", "day04")
    workspace : the nbgrader course root; `submitted/<trainee>/<day>` is read, `gradebook.db` written
    only : one trainee
    again : also those whose submission and keys have not changed since they were graded
    recorded : mark the stored outputs and execute nothing
    jobs : sandboxes side by side; default: one for each processor that this process may use
    limits : caps of each sandbox
    progress : called with (trainee, done, total)
    within : makes a context that is entered once the run has the day to itself, before submissions are listed, and
        left before it lets go of the day

    Returns the marks of every trainee, also of those graded before. A submission that cannot be graded is in the list
    with a note and stops nobody else; so is work that stands where nothing is looked for. Interrupted at any moment,
    even killed, the next run goes on where this one stopped. Raises WorkspaceError where the workspace or the release
    is missing or another run is at work on the day, ParameterError for an unknown name,
    GradingError where there is no sandbox.
    """
    run = _open(course, day, Path(workspace).resolve(), recorded)
    if not recorded:
        require_sandbox()
    results: dict[str, list[Graded]] = {}
    folder = run.root / "runs" / run.day
    log = RunLog(folder)
    with alone(folder), within(), programs_on_path():
        astray = ungraded.astray(run.root / "submitted", run.day, sorted({f"{one[0]}.ipynb" for one in run.cells}))
        trainees = _trainees(run, only, astray)
        clear_unfinished(run.root / "staged", run.day)
        log.say(f"begins: {len(trainees)} submissions, recorded={recorded}, again={again}, only={only or 'all'}")
        try:
            for trainee, graded in _graded(run, trainees, again, limits, jobs or processors()):
                results[trainee] = graded
                marked = sum(one.score is not None for one in graded)
                log.say(f"{_shown(trainee)}: {marked} of {len(graded)} exercises marked")
                if progress:
                    progress(_shown(trainee), len(results), len(trainees))
        except BaseException as error:
            log.say(f"interrupted after {len(results)} submissions ({type(error).__name__})")
            raise
        for name, why in astray.items():
            if only in (None, name):
                results[name] = _ungraded(run, name, f"not graded: {why}")
        found = [one for name in sorted(results) for one in results[name]]
        left = {one.trainee: one.note for one in reversed(found) if one.score is None and not one.max_score}
        ungraded.remember(folder, [one.trainee for one in found], left)
        log.say(f"ends: {len(results)} submissions")
    return found


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _graded(
    run: _Run, trainees: list[str], again: bool, limits: Limits | None, jobs: int
) -> Iterator[tuple[str, list[Graded]]]:
    """Prepare the submissions side by side and finish each, one at a time, as soon as it is ready.

    Left before its end, it stops the sandboxes at work, and what they ran leaves no trace.
    """
    interrupted = threading.Event()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        waiting = {
            pool.submit(_prepare, run, trainee, again, slot, limits, interrupted): trainee
            for slot, trainee in enumerate(trainees)
        }
        try:
            for future in as_completed(waiting):
                yield waiting[future], _finish(run, waiting[future], future)
        finally:
            interrupted.set()
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class _Run:
    """What a class run needs at hand."""

    root: Path
    course: str
    day: str
    recorded: bool
    seal: str
    cells: tuple[tuple[str, str, str], ...]  # (notebook, nbgrader id, exercise)

    def record(self, trainee: str) -> Path:
        """The file that says how far a trainee's day is graded."""
        return self.root / "runs" / self.day / f"{trainee}.json"


def _open(course: str, day: str, root: Path, recorded: bool) -> _Run:
    for name in ("workspace.toml", CONFIG):
        if not (root / name).is_file():
            raise WorkspaceError(f"no {name} in {root}; name a workspace made by `academy release`")
    try:
        index = tomllib.loads((root / "workspace.toml").read_text("utf-8"))
        own = str(index["course"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise WorkspaceError(f"{root / 'workspace.toml'}: damaged ({type(error).__name__}: {error})") from None
    if course not in (own, own.split("_")[0]):
        raise WorkspaceError(f"{root} is a workspace of {own}, not of {course}")
    days = sorted(path.name for path in (root / "release").glob("*") if path.is_dir())
    wanted = f"day{int(day):02d}" if day.isdigit() else day
    found = [name for name in days if wanted in (name, name.split("_")[0])]
    if len(found) != 1:
        raise ParameterError(unknown("released day", day, days))
    language.use(index.get("language", "en"))
    release = root / "release" / found[0]
    cells = []
    for file in sorted(release.glob("*.ipynb")):
        for cell in nbformat.read(file, as_version=4).cells:
            grader = cell.metadata.get("nbgrader", {})
            if grader.get("grade"):
                exercise = cell.metadata.get("academy", {}).get("exercise", grader["grade_id"])
                cells.append((file.stem, grader["grade_id"], exercise))
    return _Run(root, own, found[0], recorded, _seal(root, own, release, recorded), tuple(cells))


def _seal(root: Path, course: str, release: Path, recorded: bool) -> str:
    """A digest of all that a mark depends on besides the submission: keys, release, and how it is marked."""
    digest = hashlib.sha256(f"1 {recorded}".encode())
    files = [*(root / "sealed" / "keys" / course).glob("*.json"), *(one for one in release.glob("*") if one.is_file())]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _trainees(run: _Run, only: str | None, astray: Collection[str]) -> list[str]:
    found = sorted(path.parent.name for path in (run.root / "submitted").glob(f"*/{run.day}"))
    if only is None:
        return found
    if only not in (*found, *astray):
        raise ParameterError(unknown(f"trainee with a submission of {run.day}", only, found))
    return [only] if only in found else []


def _prepare(
    run: _Run, trainee: str, again: bool, slot: int, limits: Limits | None, interrupted: threading.Event
) -> Staged | str:
    """Stage one submission and run it in its sandbox; return it, or "" where it is graded already and unchanged."""
    if not valid_trainee(trainee):
        raise WorkspaceError(f"the folder's name cannot be a trainee's: {NAME_RULE}; rename it and grade again")
    submitted = run.root / "submitted" / trainee / run.day
    if submitted.is_symlink() or submitted.parent.is_symlink() or not submitted.is_dir():
        raise WorkspaceError("the submission is a link or a file, not a folder; nothing behind it is read")
    release = run.root / "release" / run.day
    staged = stage(submitted, release, run.root / "staged" / trainee / run.day)
    before = _read_record(run, trainee)
    graded = run.root / "autograded" / trainee / run.day
    whole = all((graded / file.name).is_file() for file in release.glob("*.ipynb"))
    if not again and whole and before.get("digest") == _digest(run, staged.folder):
        return ""
    incidents = [*_alike(run, trainee), *staged.incidents]
    rebuilt: dict[str, NotebookNode] = {}
    for file in sorted(staged.folder.glob("*.ipynb")):
        blank = nbformat.read(release / file.name, as_version=4)
        made = rebuild(blank, nbformat.read(file, as_version=4), keep_outputs=run.recorded)
        rebuilt[file.stem] = made.notebook
        incidents += [f"{file.name}: {one}" for one in made.incidents]
    if not run.recorded:
        for name, ran in run_ahead(rebuilt, release, staged.folder, limits, slot, interrupted).items():
            if ran.ended != "finished":
                incidents.append(f"{name}.ipynb: {ran.ended}")
    if interrupted.is_set():
        raise InterruptedError("grading was interrupted")
    if len(incidents) > INCIDENTS:
        incidents[INCIDENTS:] = [f"and {len(incidents) - INCIDENTS} more"]
    return Staged(trainee, staged.folder, staged.notebooks, tuple(incidents))


def _finish(run: _Run, trainee: str, future: Future[Staged | str]) -> list[Graded]:
    """Let nbgrader grade one prepared submission and write its record; any fault becomes a note."""
    try:
        staged = future.result()
        if isinstance(staged, str):
            return [Graded(**one) for one in _read_record(run, trainee)["results"]]
        # From here until the new record stands, the next run takes this submission for ungraded.
        run.record(trainee).unlink(missing_ok=True)
        with log_to(run.root / "runs" / run.day / f"{trainee}.log", fresh=True):
            _autograde(run, trainee)
        incidents = (*staged.incidents, *_judged(run, trainee))
        results = _marks(run, trainee, incidents)
    except (AcademyError, OSError) as error:
        return _ungraded(run, trainee, f"not graded: {error}")
    except Exception as error:
        words = f"not graded: {type(error).__name__}: {error} (log: runs/{run.day}/{trainee}.log)"
        return _ungraded(run, trainee, words)
    record = {
        "digest": _digest(run, staged.folder),
        "incidents": list(incidents),
        "results": [asdict(one) for one in results],
    }
    file = run.record(trainee)
    building = file.with_suffix(".writing")
    building.write_text(to_json(record), "utf-8", newline="\n")
    building.replace(file)
    return results


def incidents(workspace: Path, day: str) -> dict[str, list[str]]:
    """Return what was odd about the graded submissions of a day, in words: trainee -> incidents, if there were any."""
    found = {}
    for file in sorted((workspace / "runs" / day).glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        if record.get("incidents"):
            found[file.stem] = [str(one) for one in record["incidents"]]
    return found


def _judged(run: _Run, trainee: str) -> list[str]:
    """The judge's own incidents: answers that were doubled, foreign or of another form than `mark` gives them."""
    found = []
    for file in sorted((run.root / "runs" / run.day / "detail" / trainee).glob("*.json")):
        detail = json.loads(file.read_text("utf-8"))
        found += [str(one["incident"]) for one in detail.values() if one.get("incident")]
    return found


def _ungraded(run: _Run, trainee: str, reason: str) -> list[Graded]:
    return [Graded(_shown(trainee), name, None, 0.0, printable(reason)) for _, _, name in run.cells]


def _alike(run: _Run, trainee: str) -> list[str]:
    """Other trainees whose names look like this one's: other letters, other case, an accent more."""
    names = sorted(path.name for path in (run.root / "submitted").iterdir() if valid_trainee(path.name))
    twins = [name for name in names if name != trainee and _plain_name(name) == _plain_name(trainee)]
    return [f"the name looks like that of {', '.join(twins)}: see who handed this in"] if twins else []


def _plain_name(name: str) -> str:
    from anyascii import anyascii

    return str(anyascii(unicodedata.normalize("NFKC", name))).casefold()


def _shown(trainee: str) -> str:
    """The name of a submission's folder as it may be printed and written to a table."""
    return printable(trainee)[:80]


def _autograde(run: _Run, trainee: str) -> None:
    """Run nbgrader's own autograder on one staged submission, with the workspace's configuration."""
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    config = _config(run)
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id, coursedir.student_id = run.day, trainee
    converter = Autograde(coursedir=coursedir, config=config)
    converter.force = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, about its database sessions
        converter.start()
    for file in (run.root / "autograded" / trainee / run.day).rglob("*"):
        if file.suffix not in SHOWN and not file.is_dir():
            file.unlink()


def _config(run: _Run) -> Any:
    config = load_config(run.root)
    config.CourseDirectory.submitted_directory = "staged"
    config.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "case"]
    config.RebuildFromRelease.keep_outputs = run.recorded
    config.SandboxedExecute.recorded = run.recorded
    return config


def _marks(run: _Run, trainee: str, incidents: tuple[str, ...]) -> list[Graded]:
    """Read back from the gradebook what was entered, with the feedback as the note."""
    from nbgrader.api import Gradebook

    url = _config(run).CourseDirectory.db_url
    results = []
    with Gradebook(url, run.course) as gradebook:
        for notebook, cell, exercise in run.cells:
            entry = gradebook.find_grade(cell, notebook, run.day, trainee)
            waiting = entry.needs_manual_grade and entry.manual_score is None
            note = _note(run, trainee, notebook, exercise) or ("for a person to mark" if waiting else "")
            results.append(
                Graded(trainee, exercise, None if waiting else float(entry.score), float(entry.max_score), note)
            )
    if incidents and results:
        seen = "; ".join(incidents)[:2000]
        first = results[0]
        results[0] = Graded(**{**asdict(first), "note": f"{first.note} [{seen}]".strip()})
    return results


def _note(run: _Run, trainee: str, notebook: str, exercise: str) -> str:
    file = run.root / "runs" / run.day / "detail" / trainee / f"{notebook}.json"
    if not file.is_file():
        return ""
    detail = json.loads(file.read_text("utf-8")).get(exercise, {})
    return f"left for a person: {detail['fault']}" if "fault" in detail else str(detail.get("feedback", ""))


def _digest(run: _Run, folder: Path) -> str:
    digest = hashlib.sha256(run.seal.encode())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _read_record(run: _Run, trainee: str) -> dict[str, Any]:
    try:
        record = json.loads(run.record(trainee).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and "results" in record else {}
