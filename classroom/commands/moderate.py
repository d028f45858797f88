"""`academy moderate`: double marking by sheets, and moderation where two markers differ."""

from __future__ import annotations

import json
from pathlib import Path

import click

EXAMPLES = """\b
Example:  academy moderate operational day04 --workspace cohort1 --sheet marker1.xlsx
          academy moderate operational day04 --workspace cohort1 --marks marker1.xlsx marker2.xlsx --out apart.xlsx
          academy moderate operational day04 --workspace cohort1 --moderated apart.xlsx --by "C. Chair"
"""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("moderate", epilog=EXAMPLES)
@click.argument("course")
@click.argument("day")
@click.option("--workspace", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its folder.")
@click.option("--sheet", type=_FILE, help="Write an empty marking sheet (.xlsx or .csv), one for each marker.")
@click.option("--marks", type=_FILE, nargs=2, help="The sheets of two markers, filled in.")
@click.option("--single", type=_FILE, help="The sheet of one marker alone, entered as it is.")
@click.option(
    "--moderated", "decided", type=_FILE, help="The sheet of those apart, with the column moderated filled in."
)
@click.option("--out", type=_FILE, help="Where those go on whom the two markers differ.  [default: apart.xlsx]")
@click.option(
    "--tolerance", type=click.FloatRange(0, 100), default=10.0, show_default=True, help="Per cent of the points."
)
@click.option("--by", default="", help="Who decides.  [default: you]")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(
    course: str,
    day: str,
    workspace: Path,
    sheet: Path | None,
    marks: tuple[Path, Path] | None,
    single: Path | None,
    decided: Path | None,
    out: Path | None,
    tolerance: float,
    by: str,
    as_json: bool,
) -> None:
    """Mark written work twice, apart, and bring the two together.

    Where two markers differ by no more than the tolerance, the mean of their marks is entered. Where they differ by
    more, nothing is entered: the answer goes into a sheet for a third person, whose marks --moderated enters.
    """
    from classroom import workspace as workspaces
    from classroom.results import moderation
    from classroom.results.sheets import write_csv, write_xlsx

    if sum(one is not None for one in (sheet, marks, single, decided)) != 1:
        raise click.UsageError("name one of --sheet, --marks, --single and --moderated")
    place = workspaces.open_workspace(workspace, course)
    full = workspaces.find_released(place, day)
    about: dict[str, object] = {"day": full}
    if sheet is not None:
        if sheet.exists():
            raise click.UsageError(f"{sheet} exists; name another file (nothing was written)")
        about |= {"sheet": str(sheet), "answers": moderation.write_sheet(place, full, sheet)}
        words = f"{sheet}: {about['answers']} answers to mark"
    elif marks is not None:
        target = out or Path("apart.xlsx")
        if target.exists():
            raise click.UsageError(f"{target} exists; name another file with --out (nothing was entered)")
        compared = moderation.compare(
            moderation.read_sheet(place, full, marks[0]), moderation.read_sheet(place, full, marks[1]), tolerance
        )
        entered = moderation.enter(place, compared.agreed, "double marking", by=by)
        moderation.note_comparison(place, full, compared, tolerance, by)
        words = f"{entered} marks entered; mean difference {compared.mean_difference:.1f} % of the points"
        about |= {"entered": entered, "apart": len(compared.apart)}
        if len(compared.apart):
            if target.suffix.lower() == ".csv":
                write_csv(compared.apart, target)
            else:
                write_xlsx({"moderation": compared.apart}, target)
            about["sheet"] = str(target)
            words += f"\n{len(compared.apart)} answers differ by more than {tolerance:g} %: {target}"
    else:
        table = (
            moderation.read_sheet(place, full, single)
            if single is not None
            else moderation.moderated(place, full, decided or Path())
        )
        about["entered"] = moderation.enter(place, table, "moderated" if decided else "marked by sheet", by=by)
        words = f"{about['entered']} marks entered"
        if not about["entered"]:
            words += f": nothing stands in the column {'moderated' if decided else 'points'}"
    click.echo(json.dumps(about) if as_json else words)
