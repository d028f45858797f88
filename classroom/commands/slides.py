"""`academy slides`: the slides of a course, for the screen and for paper."""

from __future__ import annotations

import json
from pathlib import Path

import click

EXAMPLES = """\b
Example:  academy slides operational --out slides
          academy slides operational 4 --out slides_day4

Open the HTML in any browser: arrow keys turn the slides, no internet is needed.
"""


@click.command("slides", epilog=EXAMPLES)
@click.argument("course")
@click.argument("day", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new folder.")
@click.option("--json", "as_json", is_flag=True, help="Print files, pages and days as JSON.")
def command(course: str, day: str | None, out: Path, as_json: bool) -> None:
    """Write the slides of a COURSE, or of one DAY of it, as HTML and PDF."""
    from classroom.pack.making import make_slides

    made = make_slides(course, out, day=day)
    if as_json:
        about = {"out": str(out), "files": dict(made.files), "days": made.days, "left_out": made.left_out}
        click.echo(json.dumps(about, ensure_ascii=False))
        return
    click.echo(f"{out}: slides of {len(made.days)} day{'s' if len(made.days) != 1 else ''}")
    if made.left_out:
        click.echo(f"left out, no lesson yet: {', '.join(made.left_out)}")
