"""`academy start`: a course with a fresh case, in JupyterLab."""

from __future__ import annotations

from pathlib import Path

import click

from classroom.progress import Bar


@click.command("start", epilog="Example:  academy start --course operational --home my-work")
@click.option("--course", "name", default="operational", show_default=True, help="operational, strategic or senior.")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="Folder to work in, made if it is new.")
@click.option("--scenario", default="gms-thailand", show_default=True, help="What happens in a fresh case.")
@click.option("--level", default="practitioner", show_default=True, help="How hard a fresh case is.")
@click.option("--language", default="en", show_default=True, help="Language of a fresh case and its lessons.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of JupyterLab.  [default: the first free from 8888]")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.pass_context
def command(
    context: click.Context,
    name: str,
    home: Path | None,
    scenario: str,
    level: str,
    language: str,
    port: int | None,
    no_browser: bool,
) -> None:
    """Open JupyterLab on a course, with a case made for you. What you did before is kept.

    This is practice: each answer that you record is marked at once, with a hint where it is not yet right. Your
    attempts are kept; academy practice shows them.
    """
    from classroom.courses import read_course
    from classroom.lab import open_lab
    from classroom.practice import default_home, prepare

    course = read_course(name)
    home = (home or default_home(course)).resolve()
    click.echo(f"{course.title}: preparing {home} ...", err=True)
    with Bar("preparing") as bar:
        ready = prepare(course, home, scenario=scenario, level=level, language=language, progress=bar)
    made = "a new case was made for you" if ready.fresh else "your case and your work are as you left them"
    count = f"{len(ready.days)} {'day' if len(ready.days) == 1 else 'days'}"
    click.echo(f"{count}, {made}. JupyterLab opens on {ready.first}; close it with Ctrl-C here.", err=True)
    context.exit(
        open_lab(
            ready.home,
            ready.first,
            port=port,
            browser=not no_browser,
            language=ready.workspace.language,
            practice=ready.workspace.folder,
        )
    )
