"""`academy feedback`: write and return the feedback of one day."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("feedback", epilog="Example:  academy feedback operational day04 --workspace cohort1")
@click.argument("course")
@click.argument("day")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the files as JSON.")
def command(course: str, day: str, workspace: Path, as_json: bool) -> None:
    """Write the feedback of every graded submission, and put it where trainees fetch it."""
    from classroom import workspace as workspaces
    from classroom.marking import feedback

    place = workspaces.open_workspace(workspace, course)
    files = feedback(place, workspaces.find_released(place, day))
    if as_json:
        click.echo(json.dumps([str(file) for file in files]))
    else:
        for file in files:
            click.echo(file)
