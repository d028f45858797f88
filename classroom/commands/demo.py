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
@click.option("--every-day", is_flag=True, help="All days of all courses, certificates too; this takes a while.")
def command(out: Path | None, seed: int | None, every_day: bool) -> None:
    """Run the whole loop: case, release, five trainees who submit, grading, feedback, class report, certificates.

    One day of each course is played, or `--every-day`; certificates are issued where a course was played to its end.

    The five: one works like the reference solution, one leaves parts out, one submits nothing, one submits code that
    crashes, one tries to cheat.
    """
    from classroom.demo import run_demo
    from classroom.table import to_terminal

    folder = out or Path(tempfile.mkdtemp(prefix="academy-demo-"))

    def say(step: str, share: float) -> None:
        click.echo(f"{share:4.0%}  {step}", err=True)

    made = run_demo(folder, seed, say=say, every_day=every_day)
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
