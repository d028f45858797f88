"""`academy audit`: check the chain of the audit log, and show what happened."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import shorten

import click


@click.command("audit", epilog="Example:  academy audit operational --workspace cohort1 --show 20")
@click.argument("course")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--head", default="", help="A head noted earlier: it must still stand in the log.")
@click.option("--show", type=click.IntRange(0), default=0, help="Also show the last so many entries.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def command(context: click.Context, course: str, workspace: Path, head: str, show: int, as_json: bool) -> None:
    """Check the audit log: each line is chained to the one before, so that no change to it goes unseen.

    Note the head that is printed (a certificate carries it too): with --head, lines cut off at the end are seen as
    well. The exit code is 1 where the log does not hold.
    """
    from classroom import workspace as workspaces
    from classroom.results import audit

    place = workspaces.open_workspace(workspace, course)
    found = audit.check(place.folder, head)
    entries = audit.read(place.folder)[-show:] if show and not found.fault else []
    if as_json:
        about = {"lines": found.lines, "head": found.head, "holds": not found.fault, "fault": found.fault}
        click.echo(json.dumps(about | {"entries": entries}, ensure_ascii=False))
    else:
        for one in entries:
            click.echo(f"{one['at']}  {one['by']}  {one['what']}: {shorten(json.dumps(one['about']), 200)}")
        if found.fault:
            click.echo(f"DOES NOT HOLD: {found.fault} ({found.lines} lines before it hold)")
        else:
            click.echo(f"holds: {found.lines} lines, head {found.head}")
    context.exit(1 if found.fault else 0)
