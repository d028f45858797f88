"""`academy messages`: take translatable text out, and bring a language's catalogues up to date."""

from __future__ import annotations

from pathlib import Path

import click

from classroom.courses import CURRICULUM

_root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=CURRICULUM.parent,
    help="The repository.  [default: the one that this command runs from]",
)


@click.group("messages", epilog="Example:  academy messages update km")
def command() -> None:
    """Translate the interface, the generated documents and the lessons (gettext catalogues)."""


@command.command("extract", epilog="Example:  academy messages extract --check")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a template differs from its sources.")
@_root
@click.pass_context
def extract(context: click.Context, check: bool, root: Path) -> None:
    """Write the templates (.pot) from code and lessons."""
    from classroom import messages

    drifted = messages.extract(root.resolve(), check=check)
    for path in drifted:
        click.echo(f"{path}: {'differs from its sources; run academy messages extract' if check else 'written'}")
    if not drifted:
        click.echo("all templates match their sources")
    if check and drifted:
        context.exit(1)


@command.command("update", epilog="Example:  academy messages update km")
@click.argument("language")
@_root
def update(language: str, root: Path) -> None:
    """Bring the catalogues of one LANGUAGE up to the templates; what is translated is kept."""
    from classroom import messages

    for path, done, total in messages.update(root.resolve(), language):
        click.echo(f"{path}: {done} of {total} messages translated")
