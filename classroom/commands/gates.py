"""`academy gates`: realism and integrity checks of a generated case."""

from __future__ import annotations

from pathlib import Path

import click

from classroom.progress import Bar


@click.command("gates", epilog="Example:  academy gates case --sealed sealed")
@click.argument("case", type=click.Path(file_okay=False, path_type=Path))
@click.option("--sealed", type=click.Path(file_okay=False, path_type=Path), required=True, help="Its sealed folder.")
@click.option("--solve", is_flag=True, help="Also run the lessons' reference solutions on the case, and mark them.")
@click.option("--json", "as_json", is_flag=True, help="Print the gates as JSON.")
@click.pass_context
def command(context: click.Context, case: Path, sealed: Path, solve: bool, as_json: bool) -> None:
    """Check the CASE folder against the release gates; exit 1 where one fails."""
    import pandas as pd

    import synthetic_data
    from classroom.cases import check_pair
    from synthetic_data.truth import read_truth
    from toolkit import open_case

    check_pair(case, sealed)
    gates = synthetic_data.check(open_case(case), read_truth(sealed))
    if solve:
        from classroom.reference import solvability

        with Bar("solving") as bar:
            gates = pd.concat([gates, solvability(case, sealed, progress=bar)], ignore_index=True)
    if as_json:
        click.echo(gates.to_json(orient="records", force_ascii=False))
    else:
        for row in gates.itertuples():
            click.echo(
                f"{'passed' if row.passed else 'FAILED':<7} {row.gate}: {row.value} (limit {row.limit}) {row.detail}"
            )
    if not gates["passed"].all():
        context.exit(1)
