"""`academy pack`: everything around the notebooks of a course, for trainees and for trainers."""

from __future__ import annotations

import json
from pathlib import Path

import click

EXAMPLES = """\b
Example:  academy pack operational --case case --sealed sealed --out pack
          academy pack senior --case case --sealed sealed --out pack --people class.csv

Print trainees/ and give it out day by day. trainers/ holds the answers: it stays with you.
"""
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("pack", epilog=EXAMPLES)
@click.argument("course")
@click.option("--case", type=_FOLDER, required=True, help="Folder of the case.")
@click.option("--sealed", type=_FOLDER, required=True, help="Its sealed folder, for trainers/ alone.")
@click.option("--out", type=_FOLDER, required=True, help="A new folder; appears whole or not at all.")
@click.option(
    "--people",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Class list: a CSV or XLSX file with trainee and name.",
)
@click.option("--json", "as_json", is_flag=True, help="Print files, pages and days as JSON.")
def command(course: str, case: Path, sealed: Path, out: Path, people: Path | None, as_json: bool) -> None:
    """Write handouts, slides, timetable, forms, lesson plans, marking scheme and model answers of a COURSE."""
    from tqdm import tqdm

    from classroom.pack.making import TRAINEES, make_pack

    with tqdm(unit="file", disable=None) as bar:

        def progress(name: str, done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            bar.set_description(name[-40:])

        made = make_pack(course, case, sealed, out, people=people, progress=progress)
    if as_json:
        about = {"out": str(out), "files": dict(made.files), "days": made.days, "left_out": made.left_out}
        click.echo(json.dumps(about, ensure_ascii=False))
        return
    for folder in (TRAINEES, "trainers"):
        pages = [count for name, count in made.files.items() if name.startswith(f"{folder}/")]
        click.echo(f"{out / folder}: {len(pages)} files, {sum(pages)} pages")
    if made.left_out:
        click.echo(f"left out, no lesson yet: {', '.join(made.left_out)}")
