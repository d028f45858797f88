"""Submissions that a class run could not grade: what stands in a wrong place, and the list of them with the reasons."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from grading.sandbox.outputs import printable

# A folder, as no trainee's own file in `runs/<day>` has this name.
PLACE = Path("ungraded") / "reasons.json"
LOOKED_AT = 50


def remember(runs: Path, graded: list[str], reasons: Mapping[str, str]) -> None:
    """Note who was not graded and why, in `runs/<day>`; those named in `graded` are no longer among them."""
    from grading.plugins import write_json

    file = runs / PLACE
    kept = {name: why for name, why in read(runs).items() if name not in graded}
    if kept or reasons or file.is_file():
        write_json(file, {**kept, **reasons})


def read(runs: Path) -> dict[str, str]:
    """Return who is not graded and why: the folder's printable name -> reason."""
    try:
        held = json.loads((runs / PLACE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(why) for name, why in held.items()} if isinstance(held, dict) else {}


def astray(submitted: Path, day: str, notebooks: list[str]) -> dict[str, str]:
    """Find work of a day that stands where grading does not look: the folder's name in `submitted` -> what to do.

    Parameters
    ----------
    submitted : `submitted` of the workspace
    day : the day's full name
    notebooks : file names of the day's notebooks

    A folder of nearly the day's name ("Day04", "day04_links (1)"), a notebook of the day beside the day's folder, and
    a notebook in `submitted` itself.
    """
    found = {}
    for name in _names(submitted):
        place = submitted / name
        if name in notebooks:
            found[name] = "a notebook in submitted/ itself; put it into submitted/TRAINEE/" + day
        if place.is_symlink() or not place.is_dir() or os.path.lexists(place / day):
            continue
        inside = [one for one in _names(place)[:LOOKED_AT] if one in notebooks or _like(one, day)]
        if inside:
            shown = ", ".join(printable(one)[:60] for one in inside[:3])
            found[name] = (
                f"holds {shown}, but no folder {day}; rename or move it to submitted/{printable(name)[:80]}/{day}"
            )
    return found


def _like(name: str, day: str) -> bool:
    """Is this nearly the day's name? It begins with the same word, whatever the case."""
    return name.strip().casefold().startswith(day.split("_")[0]) and not name.endswith(".ipynb")


def _names(folder: Path) -> list[str]:
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return []
        return sorted(one.name for one in os.scandir(folder) if not one.name.startswith("."))
    except OSError:
        return []
