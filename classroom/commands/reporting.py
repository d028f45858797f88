"""`academy reporting`: the voluntary reporting system from the command line, for a desk and for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from toolkit.errors import ParameterError

_PLACE = "Database file, or a URL such as postgresql+psycopg://desk@host/vrs."


@click.group(
    "reporting",
    epilog="Example:  academy reporting init desk.db --state TH --state KH",
)
def command() -> None:
    """The voluntary reporting system: file, check, search and share states' returns."""


def _option(*names: str, **more: Any) -> Callable[..., Any]:
    return click.option(*names, **more)


_json = _option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
_viewer = _option("--as", "viewer", help="Contributor whose eyes it is read with.  [default: the regional desk]")
_filters: list[Callable[..., Any]] = [
    _option("--indicator", multiple=True, help="Number, such as 1.1.2; may be repeated."),
    _option("--state", multiple=True, help="Contributor; may be repeated."),
    _option("--citizenship", multiple=True, help="Two-letter code, ZZ for totals; may be repeated."),
    _option("--route", multiple=True, help="Name of a route; may be repeated."),
    _option("--cycle", help="monthly, quarterly, half-year or annual."),
    _option("--period", help="2024, 2024-H1, 2024-Q3, 2024-05, or two with a colon: 2023:2025-Q2."),
    _option("--vintages", default="last", show_default=True, help="last, or all."),
    _option("--as-of", help="Only what was filed by this day."),
]


def _filtered(function: Any) -> Any:
    for option in reversed(_filters):
        function = option(function)
    return function


@command.command("init", epilog="Example:  academy reporting init desk.db --state TH --state KH --cycle quarterly")
@click.argument("place")
@click.option("--state", multiple=True, help="State of the region, two-letter code; may be repeated.")
@click.option("--outside", multiple=True, help="State from outside the region; may be repeated.")
@click.option("--organisation", multiple=True, help="International organisation, by its short name; may be repeated.")
@click.option("--cycle", multiple=True, default=("annual",), show_default=True, help="In which returns are expected.")
@_json
def init(
    place: str,
    state: tuple[str, ...],
    outside: tuple[str, ...],
    organisation: tuple[str, ...],
    cycle: Any,
    as_json: bool,
) -> None:
    """Make a system at PLACE, or open one, and enter contributors."""
    from toolkit import reporting
    from toolkit.reporting.tables import KINDS

    system = reporting.open_system(place)
    for kind, codes in zip(KINDS, (state, outside, organisation), strict=True):
        for code in codes:
            reporting.add_contributor(system, code, kind=kind, cycles=cycle)
    _print(reporting.contributors(system), as_json)


@command.command("load", epilog="Example:  academy reporting load desk.db --case case")
@click.argument("place")
@click.option("--case", type=click.Path(path_type=Path), required=True, help="Folder of a generated case.")
@_json
def load(place: str, case: Path, as_json: bool) -> None:
    """Load all returns of a generated case, every vintage, into a new system at PLACE."""
    from toolkit import open_case, reporting

    loaded = reporting.load_case(reporting.open_system(place), open_case(case))
    click.echo(json.dumps(vars(loaded)) if as_json else f"{place}: {loaded}")


@command.command("search", epilog="Example:  academy reporting search desk.db --indicator 1.1.2 --period 2025")
@click.argument("place")
@_filtered
@_viewer
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write all of it here (.csv, .xlsx).")
@_json
def search(place: str, viewer: str | None, out: Path | None, as_json: bool, **asked: Any) -> None:
    """Search the figures that a viewer may read."""
    from toolkit import reporting

    found = reporting.search(reporting.open_system(place, viewer=viewer), **_asked(asked))
    for line in found.attrs["caveats"]:
        click.echo(f"note: {line}", err=True)
    if out:
        reporting.export(found, out)
        click.echo(json.dumps({"file": str(out), "rows": len(found)}) if as_json else f"{out}: {len(found):,} figures")
        return
    _print(found, as_json)


@command.command("check", epilog="Example:  academy reporting check desk.db --period 2025")
@click.argument("place")
@click.option("--state", help="Look at this contributor alone.")
@click.option("--cycle", help="Look at this cycle alone.")
@click.option("--period", help="Look at this period alone, such as 2025 or 2025-Q3.")
@_viewer
@_json
def check(
    place: str, state: str | None, cycle: str | None, period: str | None, viewer: str | None, as_json: bool
) -> None:
    """List what the quality checks find."""
    from toolkit import reporting

    system = reporting.open_system(place, viewer=viewer)
    found = reporting.check(system, state=state, cycle=cycle, period=_period(period))
    _print(found, as_json, ["severity", "state", "cycle", "label", "finding"])


@command.command("export", epilog="Example:  academy reporting export desk.db quarterly 2026-Q1 return.xlsx --as TH")
@click.argument("place")
@click.argument("cycle")
@click.argument("period")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "viewer", required=True, help="Contributor whose return it is.")
@click.option("--goods", is_flag=True, help="Ask for goods and substances in place of people.")
@_json
def export(place: str, cycle: str, period: str, file: Path, viewer: str, goods: bool, as_json: bool) -> None:
    """Write a return to fill in (.csv, .xlsx), with what is drafted or on file in it."""
    from toolkit import reporting

    system = reporting.open_system(place, viewer=viewer)
    made = reporting.write_template(system, cycle, period, file, goods=goods)
    click.echo(json.dumps({"file": str(made)}) if as_json else f"{made}: fill it in, then academy reporting import")


@command.command("import", epilog="Example:  academy reporting import desk.db return.xlsx --as TH")
@click.argument("place")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "viewer", help="Contributor who files.  [default: the desk, for whom the file names]")
@_json
def import_(place: str, file: Path, viewer: str | None, as_json: bool) -> None:
    """File a filled-in return: the whole file or nothing; a return on file is revised."""
    from toolkit import reporting

    filed = reporting.import_return(reporting.open_system(place, viewer=viewer), file)
    click.echo(
        json.dumps({**vars(filed), "period": f"{filed.period}", "filed_on": f"{filed.filed_on}"}) if as_json else filed
    )


@command.command("product", epilog="Example:  academy reporting product desk.db 2025 product.html")
@click.argument("place")
@click.argument("year")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Title of the page.")
@_viewer
@_json
def product(place: str, year: str, file: Path, title: str, viewer: str | None, as_json: bool) -> None:
    """Write the shared product of one year as one HTML file or as a PDF."""
    from toolkit import reporting

    made = reporting.product(reporting.open_system(place, viewer=viewer), year, title=title).save(file)
    click.echo(json.dumps({"file": str(made)}) if as_json else f"{made}: opens with no internet")


@command.command("snapshot", epilog="Example:  academy reporting snapshot desk.db snapshot-2026-04")
@click.argument("place")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_viewer
@_json
def snapshot(place: str, folder: Path, viewer: str | None, as_json: bool) -> None:
    """Write all that a viewer may read as Parquet into a new folder."""
    from toolkit import reporting

    made = reporting.snapshot(reporting.open_system(place, viewer=viewer), folder)
    click.echo(json.dumps(made.info, ensure_ascii=False) if as_json else f"{folder}: {made.info['rows']:,} figures")


@command.command("workshop", epilog="Example:  academy reporting workshop workshop")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def workshop(folder: Path) -> None:
    """Make the set of a familiarisation workshop in a new folder: training state, notebook, template, agenda."""
    from toolkit import reporting

    click.echo(f"{reporting.workshop(folder)}: open workshop.ipynb")


@command.command("meeting", epilog="Example:  academy reporting meeting desk.db 2025 meeting-2025")
@click.argument("place")
@click.argument("year")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def meeting(place: str, year: str, folder: Path) -> None:
    """Make the set of a stakeholder meeting in a new folder: agenda, matters to settle, tables, product."""
    from toolkit import reporting

    click.echo(f"{reporting.stakeholder_meeting(reporting.open_system(place), year, folder)}: see agenda.csv")


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    asked = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}
    return {**asked, "period": _period(given["period"])}


def _period(words: str | None) -> Any:
    if not words:
        return None
    parts = words.split(":")
    if len(parts) > 2:
        raise ParameterError(f"period {words!r}: one, or two with a colon, such as 2023:2025-Q2")
    return tuple(parts) if len(parts) == 2 else words


def _print(found: Any, as_json: bool, columns: list[str] | None = None) -> None:
    if as_json:
        click.echo(found.to_json(orient="records", force_ascii=False, date_format="iso"))
        return
    shown = found[columns] if columns else found
    click.echo(shown.to_string(index=False, max_rows=60, na_rep="") if len(shown) else "nothing found")
