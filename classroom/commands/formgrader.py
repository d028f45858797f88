"""`academy formgrader`: mark written work and look through a class's submissions."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("formgrader", epilog="Example:  academy formgrader operational --workspace cohort1")
@click.argument("course")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of JupyterLab.  [default: the first free from 8888]")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.pass_context
def command(context: click.Context, course: str, workspace: Path, port: int | None, no_browser: bool) -> None:
    """Open nbgrader's formgrader on a workspace. Its pages ask nothing of the internet; close it with Ctrl-C here."""
    from classroom.desk import open_desk
    from classroom.results.people import name_students
    from classroom.workspace import open_workspace

    place = open_workspace(workspace, course)
    name_students(place)
    click.echo("Formgrader opens; grade with academy grade, close formgrader with Ctrl-C here.", err=True)
    context.exit(open_desk(place.folder, port=port, browser=not no_browser))
