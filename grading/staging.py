"""Stage a submission: copy regular files under size caps, and notebooks that can be read, before nbgrader sees any."""

from __future__ import annotations

import calendar
import glob
import os
import shutil
import stat
import tempfile
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from grading.notebooks import SIZE_LIMIT, SubmissionError, read_submitted
from grading.sandbox.outputs import printable

FILE_LIMIT = 5 * 1024 * 1024
TOTAL_LIMIT = 40 * 1024 * 1024
COUNT_LIMIT = 200
STRANGE_LIMIT = 5
TOLERANCE_S = 600.0
DEPTH_LIMIT = 4
SKIPPED = ("case", "feedback", "__pycache__")
TIMESTAMP = "timestamp.txt"
# Names become ids in nbgrader's pages and globs, and files' names with an ending.
NAME_LENGTH, NAME_BYTES = 64, 200
NAME_RULE = f"letters, digits, spaces within and . @ + - _, up to {NAME_LENGTH} characters and {NAME_BYTES} bytes"


@dataclass(frozen=True)
class Staged:
    """A staged submission: its folder, its notebooks by name, and what was left out or odd, in words."""

    trainee: str
    folder: Path
    notebooks: dict[str, NotebookNode]
    incidents: tuple[str, ...]


def valid_trainee(name: str) -> bool:
    """May this folder name be a trainee's? It follows `NAME_RULE`, in any script, and begins with a letter or digit.

    >>> valid_trainee("anna.k"), valid_trainee("Anna Kim"), valid_trainee("<script>"), valid_trainee("../x")
    (True, True, False, False)
    """
    kinds = [unicodedata.category(one)[0] for one in name]
    return (
        0 < len(name) <= NAME_LENGTH
        and kinds[0] in "LN"
        and all(kind in "LNM" or one in " .@+-_" for one, kind in zip(name, kinds, strict=True))
        and not name.endswith(" ")
        and len(name.encode()) <= NAME_BYTES
    )


def stage(submitted: Path, released: Path, target: Path) -> Staged:
    """Copy one submission to `target`, replacing what was staged before.

    Parameters
    ----------
    submitted : `submitted/<trainee>/<day>`; anything may stand in it
    released : `release/<day>`, which says what notebooks there are
    target : `staged/<trainee>/<day>`; it appears whole or not at all

    A notebook that is missing or cannot be read is replaced by the released, blank one, and the incident says so.
    """
    incidents: list[str] = []
    wanted = {file.stem: nbformat.read(file, as_version=4) for file in sorted(released.glob("*.ipynb"))}
    base = target.parent.parent
    base.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=_unfinished(target.name), dir=base))
    try:
        given = _copy(submitted, building, {file.name for file in released.iterdir()}, incidents)
        found = _choose(wanted, given, incidents)
        notebooks = {}
        for name, blank in wanted.items():
            notebooks[name] = found.get(name, blank)
            nbformat.write(_marked(notebooks[name]), building / f"{name}.ipynb")
        _check_timestamp(building / TIMESTAMP, _changed(submitted, wanted), incidents)
        building.chmod(0o755)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.rmtree(target)
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Staged(target.parent.name, target, notebooks, tuple(incidents))


def clear_unfinished(folder: Path, day: str) -> None:
    """Remove what a run that was killed while it staged that day left behind."""
    for left in folder.glob(f"{glob.escape(_unfinished(day))}*"):
        shutil.rmtree(left, ignore_errors=True)


def _unfinished(day: str) -> str:
    return f".staging.{day}."


def _copy(submitted: Path, target: Path, released: set[str], incidents: list[str]) -> dict[str, NotebookNode]:
    """Copy a trainee's own files and read the notebooks; return those that can be read, by name."""
    notebooks: dict[str, NotebookNode] = {}
    left, count, strange = TOTAL_LIMIT, 0, 0
    # The day's own notebooks first: no crowd of other files keeps them out.
    found = sorted(
        _walk(submitted, incidents), key=lambda one: (str(one[0]) not in released, one[0].suffix != ".ipynb", one[0])
    )
    for place, entry in found:
        notebook = place.suffix == ".ipynb" and len(place.parts) == 1
        if len(place.parts) > 1 and (place.parts[0].endswith(".ipynb") or place.parts[0] == TIMESTAMP):
            incidents.append(f"{_shown(place)} left out: a folder with the name of a file that is read")
            continue
        if place.parts[0] in released and not notebook:
            continue  # ours; the released file is used
        size = entry.stat(follow_symlinks=False).st_size
        limit = SIZE_LIMIT if notebook else FILE_LIMIT
        if size > limit:
            incidents.append(f"{_shown(place)} left out: larger than {limit // 2**20} MB")
            if not notebook:
                continue
        if notebook and place.name not in released:
            strange += 1
            if strange > STRANGE_LIMIT:
                incidents.append(
                    f"{_shown(place)} left out: more than {STRANGE_LIMIT} notebooks that are not the day's"
                )
                continue
        count, left = count + 1, left - size
        if count > COUNT_LIMIT or (left < 0 and not notebook):
            incidents.append("files left out: more than the caps on number or size allow")
            break
        try:
            if notebook:
                notebooks[place.stem] = read_submitted(Path(entry.path))
            else:
                (target / place).parent.mkdir(parents=True, exist_ok=True)
                _copy_file(Path(entry.path), target / place)
        except SubmissionError as error:
            incidents.append(f"{_shown(place)} cannot be read: {error}")
        except OSError as error:
            incidents.append(f"{_shown(place)} cannot be read: {error.strerror}")
    return notebooks


def _walk(folder: Path, incidents: list[str], inside: Path = Path()) -> list[tuple[Path, os.DirEntry[str]]]:
    """Regular files below a folder, by name; links, devices, hidden and our own folders are left out."""
    found: list[tuple[Path, os.DirEntry[str]]] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (not entry.name.endswith(".ipynb"), entry.name))
    except OSError:
        incidents.append(f"{_shown(inside)} left out: it cannot be read")
        return found
    for entry in entries:
        place = inside / entry.name
        if entry.name.startswith(".") or (entry.name in SKIPPED and len(place.parts) == 1):
            continue
        about = entry.stat(follow_symlinks=False)
        mode = about.st_mode
        if stat.S_ISDIR(mode) and len(place.parts) < DEPTH_LIMIT:
            found += _walk(Path(entry.path), incidents, place)
        elif stat.S_ISREG(mode) and _shown(place) == str(place) and about.st_nlink == 1:
            found.append((place, entry))
        else:
            incidents.append(f"{_shown(place)} left out: {_what(mode, about.st_nlink)}")
        if len(found) > 4 * COUNT_LIMIT:
            break
    return found


def _what(mode: int, names: int) -> str:
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_ISREG(mode) and names > 1:
        # It may be a sealed key by its other name. A copy of the folder has no such files.
        return "a link (the file has another name elsewhere); if that is your own doing, copy the submission anew"
    if stat.S_ISDIR(mode):
        return "a folder nested too deeply"
    return "its name cannot be printed" if stat.S_ISREG(mode) else "not a regular file"


def _copy_file(source: Path, target: Path) -> None:
    """Copy one file without following a link put in its place meanwhile, and no more than its cap."""
    descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as reading, target.open("wb") as writing:
        writing.write(reading.read(FILE_LIMIT))


def _choose(
    wanted: dict[str, NotebookNode], given: dict[str, NotebookNode], incidents: list[str]
) -> dict[str, NotebookNode]:
    """Pair the released notebooks with the submitted ones; a renamed one is known by its cells."""
    found = {name: given[name] for name in wanted if name in given}
    spare = {name: notebook for name, notebook in given.items() if name not in wanted}
    for name, blank in wanted.items():
        if name in found:
            continue
        graded = {cell.metadata.nbgrader.grade_id for cell in blank.cells if "nbgrader" in cell.metadata}
        shared = {one: len(graded & _grade_ids(notebook)) for one, notebook in spare.items()}
        best = max(sorted(shared), key=shared.__getitem__, default="")
        if best and shared[best]:
            incidents.append(f"{name}.ipynb was handed in as {_shown(Path(best))}.ipynb; it is read as {name}")
            found[name] = spare.pop(best)
        else:
            incidents.append(f"{name}.ipynb is missing or cannot be read; it counts as blank")
    incidents.extend(f"{_shown(Path(name))}.ipynb left out: no notebook of this day" for name in spare)
    return found


def _grade_ids(notebook: NotebookNode) -> set[str]:
    return {cell.metadata.get("grade_id", "") for cell in notebook.cells}


def _marked(notebook: NotebookNode) -> NotebookNode:
    """The form in which a staged notebook is written: every cell with an id, so that it is valid."""
    made = nbformat.from_dict(notebook)
    taken: set[str] = set()
    for number, cell in enumerate(made.cells):
        if cell.get("id") is None or cell.id in taken:
            names = (f"cell-{one}" for one in range(number, number + 2 * len(made.cells)))
            cell.id = next(one for one in names if one not in taken)
        taken.add(cell.id)
    return made


def _changed(submitted: Path, names: Iterable[str]) -> float:
    """When the last of the day's notebooks was written, in seconds since 1970; 0 where there is none."""
    times = [0.0]
    for name in names:
        with suppress(OSError):
            times.append((submitted / f"{name}.ipynb").lstat().st_mtime)
    return max(times)


def _check_timestamp(file: Path, changed: float, incidents: list[str]) -> None:
    """Drop a timestamp that nbgrader could not read; say where the notebook was written after it."""
    if not file.is_file():
        return
    from nbgrader.utils import parse_utc

    try:
        text = file.read_text("utf-8").strip()
        if len(text) > 100:
            raise ValueError("too long")
        claimed = calendar.timegm(parse_utc(text).timetuple())
    except Exception:  # whatever a parser of dates makes of it
        incidents.append(f"{TIMESTAMP} left out: it is not a time")
        file.unlink()
        return
    if claimed - time.time() > TOLERANCE_S:
        incidents.append(f"{TIMESTAMP} says {printable(text)}, which is still to come")
    elif changed - claimed > TOLERANCE_S:
        written = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(changed))
        incidents.append(f"{TIMESTAMP} says {printable(text)}, but the notebook was written after that, at {written}")


def _shown(place: Path) -> str:
    """A file's name as the instructor may read it."""
    return printable(str(place))[:120]
