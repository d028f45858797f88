"""`academy release`: give out one day of a course."""

from __future__ import annotations

from datetime import datetime
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
@click.option("--db", metavar="URL", help="Gradebook of a new workspace: postgresql://USER@HOST/DATABASE.")
@click.option("--due", metavar="TIME", help='Deadline, such as "2026-12-01 18:00" (your time zone) or "...+07:00".')
def command(
    course: str,
    day: str,
    workspace: Path,
    case: Path | None,
    sealed: Path | None,
    again: bool,
    db: str | None,
    due: str | None,
) -> None:
    """Give out one day of a course; the workspace is made where there is none."""
    from classroom import workspace as workspaces
    from classroom.courses import read_course

    deadline = _time(due)
    opened = read_course(course)
    day = opened.find_day(day)
    if not (workspace / workspaces.INDEX).is_file():
        if case is None or sealed is None:
            raise click.UsageError(f"no workspace at {workspace} yet: name --case and --sealed to make it")
        workspaces.create(workspace, opened, case, sealed, gradebook=db or "")
        click.echo(f"{workspace}: workspace of {opened.name} made")
    elif case is not None or sealed is not None or db is not None:
        raise click.UsageError(f"{workspace} has its case already; leave out --case, --sealed and --db")
    place = workspaces.open_workspace(workspace, course)
    workspaces.release(place, day, again=again, due=deadline)
    click.echo(f"{day} is out. Trainees fetch it from {place.exchange}")


def _time(text: str | None) -> datetime | None:
    """The deadline; without an offset the time zone of this machine is meant."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise click.UsageError(f"--due {text!r}: give YYYY-MM-DD HH:MM, with +07:00 or the like if not yours") from None
