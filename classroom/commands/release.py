"""`academy release`: give out one day of a course."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "release",
    epilog="Example:  academy release operational day04 --workspace cohort1 --case case --sealed sealed",
)
@click.argument("course")
@click.argument("day")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--case", type=click.Path(file_okay=False, path_type=Path), help="The case, for a new workspace.")
@click.option("--sealed", type=click.Path(file_okay=False, path_type=Path), help="Its sealed folder.")
@click.option("--again", is_flag=True, help="Replace a day that is out already.")
def command(course: str, day: str, workspace: Path, case: Path | None, sealed: Path | None, again: bool) -> None:
    """Give out one day of a course; the workspace is made where there is none."""
    from classroom import workspace as workspaces
    from classroom.courses import read_course

    opened = read_course(course)
    day = opened.find_day(day)
    if not (workspace / workspaces.INDEX).is_file():
        if case is None or sealed is None:
            raise click.UsageError(f"no workspace at {workspace} yet: name --case and --sealed to make it")
        workspaces.create(workspace, opened, case, sealed)
        click.echo(f"{workspace}: workspace of {opened.name} made")
    elif case is not None or sealed is not None:
        raise click.UsageError(f"{workspace} has its case already; leave out --case and --sealed")
    place = workspaces.open_workspace(workspace, course)
    workspaces.release(place, day, again=again)
    click.echo(f"{day} is out. Trainees fetch it from {place.exchange}")
