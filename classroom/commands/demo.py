"""`academy demo`: the whole loop with a simulated class of five."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.command("demo", epilog="Example:  academy demo --out demo")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="New folder for what the loop leaves.  [default: a temporary one]",
)
@click.option("--seed", type=int, help="Seed of the case; left out, a fresh one is drawn.")
def command(out: Path | None, seed: int | None) -> None:
    """Run the whole loop: case, release, five trainees who submit, grading, feedback, class report, certificates.

    The five: one works like the reference solution, one leaves parts out, one submits nothing, one submits code that
    crashes, one tries to cheat.
    """
    from classroom.demo import run_demo
    from classroom.table import to_terminal

    folder = out or Path(tempfile.mkdtemp(prefix="academy-demo-"))

    def say(step: str, share: float) -> None:
        click.echo(f"{share:4.0%}  {step}", err=True)

    made = run_demo(folder, seed, say=say)
    click.echo(to_terminal(made.table))
    click.echo()
    for name, files in made.feedback.items():
        for file in files:
            click.echo(f"feedback of {name}: {file}")
    click.echo(f"class table: {made.folder / 'class.csv'}")
    for course, file in made.reports.items():
        click.echo(f"report of {course}: {file}")
        for one in made.certificates[course]:
            click.echo(f"certificate of {one.kind}: {one.pdf} ({one.code})")
