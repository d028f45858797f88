"""`academy print`: the documents of a case as one PDF."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("print", epilog="Example:  academy print case --out case_file.pdf")
@click.argument("case", type=click.Path(file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The PDF.  [default: CASE.pdf]")
def command(case: Path, out: Path | None) -> None:
    """Print the documents of the CASE folder, numbered and marked SYNTHETIC on every page."""
    from tqdm import tqdm

    from classroom.printing import print_case
    from toolkit import open_case
    from toolkit.errors import ParameterError

    target = out or case.resolve().with_suffix(".pdf")
    if target.exists():
        raise ParameterError(f"{target} exists; name another file with --out (nothing was written)")
    opened = open_case(case)
    with tqdm(total=len(opened.texts), unit="document", disable=None) as bar:
        pages = print_case(opened, target, progress=lambda _done, _all: bar.update())
    click.echo(f"{target}: {len(opened.texts)} documents on {pages} pages")
