"""`academy appeal`: give one exercise another mark, with its trail."""

from __future__ import annotations

import json
from pathlib import Path

import click

EXAMPLES = """\b
Example:  academy appeal operational day04 anong day04.links --points 8 --reason "cites D014, which bears it out" \\
              --workspace cohort1
          academy appeal operational --list --workspace cohort1
"""


@click.command("appeal", epilog=EXAMPLES)
@click.argument("course")
@click.argument("day", required=False)
@click.argument("trainee", required=False)
@click.argument("exercise", required=False)
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--points", type=float, help="The new mark; the old one may be confirmed.")
@click.option("--reason", default="", help="Why; it is kept.")
@click.option("--by", default="", help="Who decides.  [default: you]")
@click.option("--list", "listed", is_flag=True, help="Show the appeals so far, or the history of one mark.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(
    course: str,
    day: str | None,
    trainee: str | None,
    exercise: str | None,
    workspace: Path,
    points: float | None,
    reason: str,
    by: str,
    listed: bool,
    as_json: bool,
) -> None:
    """Decide an appeal: old mark, reason, new mark and who decided are kept in the audit log for good.

    Return the feedback of the day again afterwards (academy feedback).
    """
    from classroom import workspace as workspaces
    from classroom.results import appeals, trail

    place = workspaces.open_workspace(workspace, course)
    if listed and not exercise:
        table = appeals.appeals(place)
        shown = table.to_json(orient="records", force_ascii=False) if as_json else table.to_string(index=False)
        click.echo(shown if as_json or len(table) else "no appeals")
        return
    if not day or not trainee or not exercise:
        raise click.UsageError("name DAY, TRAINEE and EXERCISE, or --list")
    full = workspaces.find_released(place, day)
    if listed:
        found = trail.history(place, trainee, full, exercise)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        for one in () if as_json else found:
            click.echo(f"{one['at']}  {one['by']}  {one['old']} -> {one['new']}  {one['why']}")
        return
    if points is None:
        raise click.UsageError("name the new mark: --points NUMBER")
    entry = appeals.appeal(place, full, trainee, exercise, points, reason, by=by)
    click.echo(
        json.dumps(entry, ensure_ascii=False) if as_json else f"{entry['mark']}: {entry['old']} -> {entry['new']}"
    )
