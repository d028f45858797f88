"""`academy generate`: a new case, its sealed truth and its keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from classroom.progress import Bar
from toolkit.errors import ParameterError

_DATES = click.DateTime(formats=["%Y-%m-%d"])


EXAMPLES = """\b
Examples:
  academy generate --scenario gms-thailand --level practitioner --out case --sealed sealed
  academy generate --geography fictional --practice --out practice
  academy generate --people 2000 --calls 200000 --format parquet --workers 4 --out case --sealed sealed
  academy generate --calls 100000000 --scheduler tcp://10.0.0.5:8786 --out case --sealed sealed
"""


@click.command("generate", epilog=EXAMPLES)
@click.option("--scenario", default="gms-thailand", show_default=True, help="What happens; see academy scenarios.")
@click.option("--level", default="practitioner", show_default=True, help="foundation, practitioner or expert.")
@click.option("--seed", type=int, help="Secret number that fixes every byte; left out, a fresh one is drawn.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="New folder for the case: trainees get this."
)
@click.option("--sealed", type=click.Path(path_type=Path), help="New folder for truth and keys: keep it from trainees.")
@click.option("--practice", is_flag=True, help="A case to practise on: its answers lie openly in OUT/answers.")
@click.option("--secret", type=click.Path(path_type=Path), help="File of academy secret: the seed follows from it.")
@click.option("--course", default="", help="With --secret: the course that the case is assessed in.")
@click.option("--cohort", default="", help="With --secret: the cohort, such as 2026-11.")
@click.option("--trainee", default="", help="With --secret: whose own case it is.  [default: the whole cohort's]")
@click.option("--people", type=int, help="Number of people in the world.  [default: the scenario's]")
@click.option("--calls", type=int, help="About how many call records.  [default: as the scenario's rates make them]")
@click.option("--window", type=(_DATES, _DATES), help="First and last day, such as 2026-01-01 2026-06-30.")
@click.option("--language", default="en", show_default=True, help="Language of documents and lessons.")
@click.option("--geography", default="real", show_default=True, help="real, or fictional: invented states and places.")
@click.option("--format", "form", help="csv or parquet.  [default: csv; parquet for tables past class size]")
@click.option("--workers", type=int, default=1, show_default=True, help="Processes that share the work.")
@click.option("--scheduler", help="Dask scheduler that shares the work out instead, such as tcp://10.0.0.5:8786.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def command(
    scenario: str,
    level: str,
    seed: int | None,
    out: Path,
    sealed: Path | None,
    practice: bool,
    secret: Path | None,
    course: str,
    cohort: str,
    trainee: str,
    people: int | None,
    calls: int | None,
    window: tuple[object, object] | None,
    language: str,
    geography: str,
    form: str | None,
    workers: int,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Make a new case in one folder, and its sealed truth and answer keys in another."""
    from classroom.cases import make_case

    if practice == (sealed is not None):
        raise ParameterError(
            "name --sealed DIR for truth and keys, or --practice for a case with open answers: one of them"
        )
    days = None if window is None else (f"{window[0]:%Y-%m-%d}", f"{window[1]:%Y-%m-%d}")
    with Bar("generating") as bar:
        made = make_case(
            scenario,
            level,
            _seed(seed, secret, course, cohort, trainee),
            out=out,
            sealed=sealed,
            people=people,
            calls=calls,
            window=days,
            language=language,
            geography=geography,
            form=form,
            workers=workers,
            scheduler=scheduler,
            progress=bar,
        )
    if as_json:
        shown = {"case": str(out), "sealed": str(made.sealed), "title": made.title, "rows": made.rows}
        click.echo(json.dumps({**shown, "documents": made.documents, "exercises": made.exercises}, ensure_ascii=False))
        return
    click.echo(made.title)
    counts = ", ".join(f"{rows:,} {name}" for name, rows in made.rows.items())
    click.echo(f"{out}: {counts}; {made.documents} documents")
    keep = "open, to practise on" if practice else "keep it from trainees"
    click.echo(f"{made.sealed}: truth and the keys of {len(made.exercises)} exercises; {keep}")


def _seed(
    seed: int | None, secret: Path | None, course: str, cohort: str, trainee: str
) -> int | Callable[[int], int] | None:
    """The seed given, the assessed seeds that follow from a secret, or None for fresh ones."""
    if secret is None:
        if course or cohort or trainee:
            raise ParameterError(
                "--course, --cohort and --trainee go with --secret FILE; make one with: academy secret FILE"
            )
        return seed
    if seed is not None:
        raise ParameterError("--seed and --secret exclude one another: the seed follows from the secret")
    from classroom.courses import read_course
    from classroom.secret import assessed_seed, read_secret

    held, name = read_secret(secret), read_course(course).name
    return lambda attempt: assessed_seed(held, name, cohort, trainee, attempt)
