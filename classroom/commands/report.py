"""`academy report`: how the class does, from the gradebook."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("report", epilog="Example:  academy report operational --workspace cohort1 --csv class.csv")
@click.argument("course")
@click.argument("day", required=False)
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Also write a CSV file here.")
@click.option(
    "--export", type=click.Path(dir_okay=False, path_type=Path), help="Also write nbgrader's own export here."
)
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
def command(
    course: str, day: str | None, workspace: Path, csv_file: Path | None, export: Path | None, as_json: bool
) -> None:
    """Show the marks of the class: of one day, or of all days that were released."""
    import pandas as pd

    from classroom import workspace as workspaces
    from classroom.table import COLUMNS, class_table, to_csv, to_terminal

    place = workspaces.open_workspace(workspace, course)
    days = [place.course.find_day(day)] if day else workspaces.released_days(place)
    parts = [class_table(place, one) for one in days]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    if export:
        from classroom.marking import export as write_export

        write_export(place, export)
    if csv_file:
        to_csv(table, csv_file)
    click.echo(table.to_json(orient="records", force_ascii=False) if as_json else to_terminal(table))
