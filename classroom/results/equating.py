"""What the reference solution earns on a workspace's own case, by exercise: totals are equated to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from classroom.workspace import Workspace

FOLDER = "reference"


def reference_shares(
    workspace: Workspace, days: list[str], progress: Callable[[str, float], None] | None = None
) -> dict[str, float]:
    """Return exercise -> share of its points that the course's own solution earns on this case, in [0, 1].

    A day's solution runs once for each state of its keys (some seconds) and the shares are kept in
    `sealed/reference/`. An exercise on which the solution itself stumbles for a technical reason is left out, so that
    nobody's mark is raised by our fault.
    """
    found: dict[str, float] = {}
    for done, day in enumerate(days):
        if progress:
            progress(f"reference solution of {day}", done / len(days))
        found |= _day(workspace, day)
    return found


def _day(workspace: Workspace, day: str) -> dict[str, float]:
    from classroom.reference import run_day, score_answers

    file = workspace.sealed / FOLDER / f"{day}.json"
    state = _state(workspace, day)
    if file.is_file():
        kept = json.loads(file.read_text("utf-8"))
        if kept.get("state") == state:
            return {name: float(share) for name, share in kept["shares"].items()}
    run = run_day(workspace.course, day, workspace.case, workspace.sealed)
    verdicts = score_answers(run, workspace.case, workspace.sealed)
    shares = {name: verdict.score for name, verdict in verdicts.items() if name in run.answers}
    file.parent.mkdir(mode=0o700, exist_ok=True)
    building = file.with_suffix(".writing")
    building.write_text(json.dumps({"state": state, "shares": shares}, indent=1), "utf-8", newline="\n")
    building.replace(file)
    return shares


def _state(workspace: Workspace, day: str) -> str:
    """A digest of the day's keys and of its solution."""
    digest = hashlib.sha256()
    keys = workspace.sealed / "keys" / workspace.course.name
    files: list[Path] = [
        *keys.glob(f"{day.split('_')[0]}.*.json"),
        *(workspace.course.source / day).glob("*.ipynb"),
    ]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
