"""Grade a released day and return its feedback: the classroom's side of `grading.classrun` and nbgrader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from classroom.nbgrader_run import EXCHANGE, call
from classroom.results import audit, syndicates, trail
from classroom.results.syndicates import Joint
from classroom.workspace import Workspace, nbgrader_api
from grading import classrun
from grading.classrun import Graded
from grading.config import gradebook_url
from grading.sandbox import Limits
from toolkit.errors import WorkspaceError


def grade(
    workspace: Workspace,
    day: str,
    *,
    only: str | None = None,
    again: bool = False,
    recorded: bool = False,
    jobs: int | None = None,
    limits: Limits | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> list[Graded]:
    """Grade what was collected for one day; see `grading.classrun.grade`. `progress` takes (trainee, share done)."""

    def say(trainee: str, done: int, total: int) -> None:
        if progress:
            progress(trainee, done / total)

    joint = Joint({}, {}, ())

    @contextmanager
    def prepared() -> Iterator[None]:
        nonlocal joint
        trail.record(workspace, "found", days=[day])
        joint = syndicates.share_out(workspace, day)
        yield
        trail.record(workspace, "graded", days=[day])

    graded = classrun.grade(
        workspace.course.name,
        day,
        workspace.folder,
        only=only,
        again=again,
        recorded=recorded,
        jobs=jobs,
        limits=limits,
        progress=say,
        within=prepared,
    )
    return _with_incidents(workspace, day, graded, joint)


def _with_incidents(workspace: Workspace, day: str, graded: list[Graded], joint: Joint) -> list[Graded]:
    """Add to each trainee's first note what came up about syndicates, and keep it for the report."""
    from grading.plugins import write_json

    said: dict[str, list[str]] = {}
    for trainee, incident in joint.incidents:
        said.setdefault(trainee, []).append(incident)
    file = workspace.folder / "runs" / day / "syndicates" / "incidents.json"
    if said or file.is_file():
        write_json(file, said)
    for trainee, giver in joint.shares.items():
        said.setdefault(trainee, []).insert(0, f"work of syndicate {joint.syndicate[trainee]}, handed in by {giver}")
    result: list[Graded] = []
    for one in graded:
        words = said.pop(one.trainee, [])
        result.append(replace(one, note=f"{one.note} [{'; '.join(words)}]".strip()) if words else one)
    return result


def notes(graded: list[Graded]) -> dict[tuple[str, str], str]:
    """What the marking said: (trainee, exercise) -> note."""
    return {(one.trainee, one.exercise): one.note for one in graded if one.note}


def feedback(workspace: Workspace, day: str) -> list[Path]:
    """Write the feedback of every graded submission of a day and put it into the exchange; return its files.

    Raises WorkspaceError where nothing of the day is graded.
    """
    if not sorted((workspace.folder / "autograded").glob(f"*/{day}")):
        raise WorkspaceError(f"nothing of {day} is graded yet; run academy grade {workspace.course.name} {day}")
    syndicates.spread_marks(workspace, day)
    trail.record(workspace, "found", days=[day])
    log = workspace.folder / "runs" / f"{day}-feedback.log"
    with nbgrader_api(workspace) as api:
        call(f"generate_feedback {day}", log, lambda: api.generate_feedback(day, force=True))
        if EXCHANGE:
            call(f"release_feedback {day}", log, lambda: api.release_feedback(day))
    files = sorted((workspace.folder / "feedback").glob(f"*/{day}/*.html"))
    audit.write(workspace.folder, "feedback", {"day": day, "trainees": sorted({file.parts[-3] for file in files})})
    return files


def export(workspace: Workspace, target: Path) -> Path:
    """Write nbgrader's own export of the gradebook as CSV."""
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    log = workspace.folder / "runs" / "export.log"

    def act() -> Any:
        plugin = CsvExportPlugin()
        plugin.to = str(target)
        with Gradebook(gradebook_url(workspace.folder)) as gradebook:
            plugin.export(gradebook)

    call("export", log, act)
    return target
