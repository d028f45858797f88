"""`academy grade`: mark the submissions of one day."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from classroom.progress import Bar


@click.command("grade", epilog="Example:  academy grade operational day04 --workspace cohort1")
@click.argument("course")
@click.argument("day")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--only", metavar="TRAINEE", help="Grade one trainee.")
@click.option("--again", is_flag=True, help="Also those whose submission has not changed since it was graded.")
@click.option("--recorded", is_flag=True, help="Execute nothing: mark the outputs stored in the notebooks.")
@click.option("--jobs", type=click.IntRange(1), help="Sandboxes side by side.  [default: one for each processor]")
@click.option(
    "--cell-seconds",
    type=click.IntRange(1, 3600),
    help="How long one cell may run; a notebook four times as long, a day ten times.  [default: 30]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the marks as JSON.")
def command(
    course: str,
    day: str,
    workspace: Path,
    only: str | None,
    again: bool,
    recorded: bool,
    jobs: int | None,
    cell_seconds: int | None,
    as_json: bool,
) -> None:
    """Mark what was collected for one day: each trainee in a sandbox of their own, against the sealed keys.

    It can be stopped at any moment and run again. What is marked by rubric waits for a person in formgrader.
    """
    from classroom import workspace as workspaces
    from classroom.marking import grade, notes
    from classroom.table import class_table, to_terminal
    from grading.classrun import incidents
    from grading.sandbox import Limits

    place = workspaces.open_workspace(workspace, course)
    full = place.course.find_day(day)
    limits = None
    if cell_seconds:
        limits = Limits(cell_s=cell_seconds, notebook_s=4 * cell_seconds, total_s=10 * cell_seconds)
    with Bar("grading", left=True) as bar:
        graded = grade(place, full, only=only, again=again, recorded=recorded, jobs=jobs, limits=limits, progress=bar)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in graded], ensure_ascii=False))
        return
    click.echo(to_terminal(class_table(place, full, notes(graded))) if graded else f"no submission of {full}")
    names = {one.trainee for one in graded}
    odd = {name: found for name, found in incidents(place.folder, full).items() if name in names}
    if odd:
        lines = [f"{name}: {one}" for name, found in odd.items() for one in found]
        click.echo("\n".join(["", "What was odd about submissions (in full in runs/):", *lines]))
