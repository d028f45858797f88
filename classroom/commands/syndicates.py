"""`academy syndicates`: who hands in together."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command(
    "syndicates",
    epilog="Example:  academy syndicates operational --workspace cohort1 --name mekong --member anong --member bopha",
)
@click.argument("course")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--name", help="Declare (or change) the syndicate of this name.")
@click.option("--member", "members", multiple=True, metavar="TRAINEE", help="One of its two to five members.")
@click.option("--day", "days", multiple=True, help="Only for this day.  [default: all]")
@click.option("--by", default="", help="Who declares it.  [default: you]")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def command(
    course: str,
    workspace: Path,
    name: str | None,
    members: tuple[str, ...],
    days: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Declare syndicates of two to five, and show them.

    One member hands in; `academy grade` gives each member that work, its marks and its feedback. Written work is marked
    once. What a submission itself claims (a file syndicate.json) credits nobody: it is shown as an incident.
    """
    from classroom import workspace as workspaces
    from classroom.results import syndicates

    place = workspaces.open_workspace(workspace, course)
    if name:
        full = [place.course.find_day(day).split("_")[0] for day in days]
        syndicates.declare(place, name, list(members), full, by=by)
    elif members or days:
        raise click.UsageError("--member and --day need --name")
    found = syndicates.declared(place)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.name}: {', '.join(one.members)}" + (f" ({', '.join(one.days)})" if one.days else ""))
    if not found:
        click.echo("no syndicates: everybody hands in alone")
