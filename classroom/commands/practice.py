"""`academy practice`: a learner's attempts."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("practice", epilog="Example:  academy practice --course operational --home my-work")
@click.option("--course", "name", default="operational", show_default=True, help="operational, strategic or senior.")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="The folder that you work in.")
@click.option("--all", "every", is_flag=True, help="Every attempt, not one line for each exercise.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(name: str, home: Path | None, every: bool, as_json: bool) -> None:
    """Show your attempts at the exercises of a course that you practise with `academy start`."""
    from classroom.courses import read_course
    from classroom.practice import default_home, workspace_folder
    from classroom.practising import attempts, progress
    from classroom.workspace import open_workspace
    from toolkit.errors import WorkspaceError

    course = read_course(name)
    home = home or default_home(course)
    folder = workspace_folder(home, course)
    if not folder.is_dir():
        raise WorkspaceError(f"nothing is practised in {home} yet; begin with: academy start --course {name}")
    place = open_workspace(folder, course.name)
    table = attempts(place.folder) if every else progress(place.folder)
    if as_json:
        click.echo(table.to_json(orient="records", force_ascii=False))
    else:
        click.echo(table.to_string(index=False) if len(table) else "no attempt yet: record an answer in a notebook")
