"""`academy attendance`: the class list, and who was there."""

from __future__ import annotations

import json
from pathlib import Path

import click

EXAMPLES = """\b
Example:  academy attendance operational --workspace cohort1 --people class.csv
          academy attendance operational --workspace cohort1 --csv attendance.csv
          academy attendance operational --workspace cohort1 --session day01 --present anong --present bopha
"""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("attendance", epilog=EXAMPLES)
@click.argument("course")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--people", type=_FILE, help="Class list: a CSV or XLSX file with trainee and (full) name.")
@click.option("--csv", "file", type=_FILE, help="Attendance: a CSV or XLSX file with trainee, session, present.")
@click.option("--session", help="Enter one session by hand, such as day01 or day01-morning.")
@click.option("--present", multiple=True, metavar="TRAINEE", help="Who was there; the rest of the class was not.")
@click.option("--by", default="", help="Who enters it.  [default: you]")
@click.option("--json", "as_json", is_flag=True, help="Print the percentages as JSON.")
def command(
    course: str,
    workspace: Path,
    people: Path | None,
    file: Path | None,
    session: str | None,
    present: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Record the class list and the attendance, and show what share of the sessions each attended."""
    import pandas as pd

    from classroom import workspace as workspaces
    from classroom.results import people as records
    from classroom.results.sheets import read_table
    from toolkit.errors import ParameterError, unknown

    place = workspaces.open_workspace(workspace, course)
    if people is not None:
        records.take_class_list(place, people, by=by)
    if file is not None:
        records.take_attendance(place, read_table(file, ("trainee", "session", "present")), by=by)
    if session is not None:
        listed = records.class_list(place)
        if not listed:
            raise ParameterError("there is no class list yet: --people FILE, with columns trainee and name")
        strange = [name for name in present if name not in listed]
        if strange:
            raise ParameterError(unknown("trainee", strange[0], listed))
        rows = [(name, session, "yes" if name in present else "no") for name in listed]
        records.take_attendance(place, pd.DataFrame(rows, columns=["trainee", "session", "present"]), by=by)
    elif present:
        raise click.UsageError("--present needs --session")
    found = records.attended(place)
    if as_json:
        click.echo(json.dumps(found))
        return
    names = records.class_list(place)
    for trainee, percent in found.items():
        click.echo(f"{percent:4.0f} %  {trainee}  {names.get(trainee, '')}".rstrip())
    if not found:
        click.echo(f"no attendance recorded yet; {len(names)} on the class list")
