"""`academy resit`: take the marks of a second sitting into a course."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "resit", epilog="Example:  academy resit operational bopha day02 day04 --workspace cohort1 --from resit1"
)
@click.argument("course")
@click.argument("trainee")
@click.argument("days", nargs=-1, required=True)
@click.option("--workspace", type=_FOLDER, required=True, help="The course's workspace.")
@click.option("--from", "other", type=_FOLDER, required=True, help="The workspace in which the resit was sat.")
@click.option("--by", default="", help="Who takes it in.  [default: you]")
@click.option("--json", "as_json", is_flag=True, help="Print the marks as JSON.")
def command(
    course: str, trainee: str, days: tuple[str, ...], workspace: Path, other: Path, by: str, as_json: bool
) -> None:
    """Take a trainee's resit into the course: for each exercise the better of the two marks counts.

    A resit is sat in a workspace of its own, made from a fresh case (academy generate, academy release), so that nobody
    answers from the feedback of the first sitting. How many there are is stated in course.toml: [resit] times.
    """
    from classroom import workspace as workspaces
    from classroom.results import appeals

    place = workspaces.open_workspace(workspace, course)
    again = workspaces.open_workspace(other, course)
    full = [place.course.find_day(day) for day in days]
    table = appeals.resit(place, again, trainee, full, by=by)[["day", "exercise", "points", "max_points"]]
    click.echo(table.to_json(orient="records") if as_json else table.to_string(index=False))
