"""`academy build`: text lessons -> the committed notebooks."""

from __future__ import annotations

import json
from pathlib import Path

import click

from classroom.courses import CURRICULUM


@click.command("build", epilog="Example:  academy build --check")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a notebook differs from its lesson.")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=CURRICULUM.parent,
    help="The repository.  [default: the one that this command runs from]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(context: click.Context, check: bool, root: Path, as_json: bool) -> None:
    """Build the course notebooks from the text lessons, and say what changed."""
    from classroom.build import build

    built = build(root.resolve(), check=check)
    drifted = [str(path.relative_to(root.resolve())) for path in built.drifted]
    orphans = [str(path.relative_to(root.resolve())) for path in built.orphans]
    if as_json:
        click.echo(json.dumps({"files": len(built.files), "drifted": drifted, "orphans": orphans}))
    else:
        for path in drifted:
            click.echo(f"{path}: {'differs from its lesson; run academy build' if check else 'written'}")
        for path in orphans:
            click.echo(f"{path}: {'no lesson makes it; run academy build' if check else 'removed, no lesson makes it'}")
        click.echo(f"{len(built.files)} files; {len(drifted) + len(orphans)} {'differ' if check else 'changed'}")
    if check and not built.clean:
        context.exit(1)
