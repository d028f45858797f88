"""`academy secret`: a fresh instructor-side secret for assessed cases."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("secret", epilog="Example:  academy secret ~/academy.secret")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Make the secret from which the seeds of assessed cases follow: one for a training centre, kept by instructors."""
    from classroom.secret import new_secret

    new_secret(file)
    click.echo(f"{file}: a new secret. Keep it from trainees, and keep a copy: without it a case can't be made again.")
