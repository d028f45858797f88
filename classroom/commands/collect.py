"""`academy collect`: take in what trainees submitted for one day."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("collect", epilog="Example:  academy collect operational day04 --workspace cohort1")
@click.argument("course")
@click.argument("day")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the trainees as JSON.")
def command(course: str, day: str, workspace: Path, as_json: bool) -> None:
    """Collect the newest submission of every trainee."""
    from classroom import workspace as workspaces

    place = workspaces.open_workspace(workspace, course)
    full = workspaces.find_released(place, day)
    found = workspaces.collect(place, full)
    for line in workspaces.left_out(place, full):
        click.echo(f"left out: {line}", err=True)
    for line in workspaces.times_corrected(place, full):
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(found))
    else:
        click.echo(f"{len(found)} submissions of {full}" + (f": {', '.join(found)}" if found else ""))
