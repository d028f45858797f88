"""`academy report`: how the class does, who passes and why not."""

from __future__ import annotations

from pathlib import Path

import click

from classroom.progress import Bar


@click.command("report", epilog="Example:  academy report operational --workspace cohort1 --out report")
@click.argument("course")
@click.argument("day", required=False)
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write page, XLSX and CSV files here.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Also write the marks as CSV.")
@click.option(
    "--export", type=click.Path(dir_okay=False, path_type=Path), help="Also write nbgrader's own export here."
)
@click.option("--no-equating", is_flag=True, help="Plain percentages: don't run the reference solution.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(
    course: str,
    day: str | None,
    workspace: Path,
    out: Path | None,
    csv_file: Path | None,
    export: Path | None,
    no_equating: bool,
    as_json: bool,
) -> None:
    """Show the marks of the class: of one day, or of all days that were released.

    With --out: one page with charts (report.html, needs no internet), one XLSX file and a CSV file for each table:
    who passes and why not, difficulty and discrimination of the exercises, a profile of each trainee by technique,
    likeness between answers, incidents, appeals. Marks changed in formgrader enter the audit log here.
    """
    import pandas as pd

    from classroom import workspace as workspaces
    from classroom.results import trail
    from classroom.results.report import class_report
    from classroom.table import COLUMNS, class_table, to_csv, to_terminal

    place = workspaces.open_workspace(workspace, course)
    days = [workspaces.find_released(place, day)] if day else workspaces.released_days(place)
    parts = [class_table(place, one) for one in days]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    if export:
        from classroom.marking import export as write_export

        write_export(place, export)
    if csv_file:
        to_csv(table, csv_file)
    trail.record(place, "found")
    if not out and not as_json:
        click.echo(to_terminal(table))
        return
    with Bar("report") as bar:
        made = class_report(place, days, equate=not no_equating, progress=bar)
    files = made.write(out) if out else []
    if as_json:
        click.echo(made.as_json())
        return
    click.echo(made.table().drop(columns=["name", "raw", "attended"]).to_string(index=False) or "no marks yet")
    click.echo("\n".join(str(file) for file in files))
