"""`academy scenarios`: what a case can be made from."""

from __future__ import annotations

import json

import click


@click.command("scenarios", epilog="Example:  academy scenarios --json")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(as_json: bool) -> None:
    """List the scenarios that a case can be made from."""
    import synthetic_data

    found = synthetic_data.scenarios()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for name, line in found.items():
            click.echo(f"{name:<20} {line}")
