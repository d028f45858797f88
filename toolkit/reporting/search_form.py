"""`search_form`: the search routine as a form of drop-downs, for whoever types no code."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.errors import ReportingError
from toolkit.forms import layout
from toolkit.language import text
from toolkit.reporting.contributors import contributors, countries, routes
from toolkit.reporting.form_block import WRONG
from toolkit.reporting.rounds import label
from toolkit.reporting.search import CAVEATS, search
from toolkit.reporting.system import System
from toolkit.schema.indicators import cycles, indicators

SHOWN = 50
_SHOWN_COLUMNS = ("period", "state", "indicator", "citizenship", "item", "route", "value", "unit", "vintage")
_FIELDS = ("indicator", "state", "citizenship", "route", "cycle")


def search_form(system: System) -> SearchForm:
    """Show a form that searches what the viewer may read; `.result` is the last table found.

    >>> import tempfile, pathlib
    >>> from toolkit.reporting.filing import demo_system
    >>> made = search_form(demo_system(pathlib.Path(tempfile.mkdtemp()) / "desk.db"))
    >>> made.search(indicator="1.1.1", period="2026")
    >>> len(made.result)
    0
    """
    return SearchForm(system)


class SearchForm:
    """Drop-downs for indicator, contributor, citizenship, route and cycle; two fields for the period."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.result = pd.DataFrame()
        who = contributors(system)
        options: dict[str, list[tuple[str, str]]] = {
            "indicator": [(f"{one.number} {one.title}", one.number) for one in indicators().values()],
            "state": [(f"{row.name} ({row.code})", row.code) for row in who.itertuples(index=False)],
            "citizenship": [(text("all, totals"), "ZZ"), *((f"{n} ({c})", c) for c, n in countries(system).items())],
            "route": [(one, one) for one in routes(system)],
            "cycle": [(one, one) for one in cycles()],
        }
        titles = {
            "indicator": text("Indicator"),
            "state": text("Contributor"),
            "citizenship": text("Citizenship"),
            "route": text("Route"),
            "cycle": text("Cycle"),
        }
        self.fields: dict[str, Any] = {
            name: widgets.Dropdown(
                options=[(text("any"), ""), *options[name]], value="", description=titles[name], **_look()
            )
            for name in _FIELDS
        }
        self.first = widgets.Text(description=text("From"), placeholder="2024", **_look())
        self.last = widgets.Text(description=text("To"), placeholder="2025-Q4", **_look())
        self.every = widgets.Checkbox(description=text("earlier vintages too"), indent=False)
        go = widgets.Button(description=text("Search"), button_style="primary")
        go.on_click(lambda _: self.search())
        self._shown = widgets.HTML(layout=widgets.Layout(width="100%", overflow="auto"))
        cells = [*self.fields.values(), self.first, self.last, self.every]
        grid = layout.grid(cells, ["minmax(0, 1fr)", "minmax(0, 1fr)"])
        self.box = layout.whole([grid, go, self._shown])

    def search(self, **given: Any) -> None:
        """Search for what the fields say; values given here are put into the fields first."""
        for name, value in given.items():
            if name == "period":
                pair = value if isinstance(value, (tuple, list)) else (value, "")
                self.first.value, self.last.value = str(pair[0]), str(pair[1])
            else:
                self.fields[name].value = value
        asked: dict[str, Any] = {name: field.value for name, field in self.fields.items() if field.value}
        first, last = self.first.value.strip(), self.last.value.strip()
        if first or last:
            asked["period"] = (first or last, last or first)
        if self.every.value:
            asked["vintages"] = "all"
        try:
            self.result = search(self.system, **asked)
        except ReportingError as error:
            self._shown.value = f'<div role="alert" style="{WRONG}">{escape(str(error))}</div>'
            return
        self._shown.value = f'<div role="status">{self._table()}</div>'

    def _table(self) -> str:
        found = self.result
        shown = found.head(SHOWN).assign(
            period=[label(row.cycle, row.period.date()) for row in found.head(SHOWN).itertuples()],
            reported_on=[f"{one:%Y-%m-%d}" for one in found.head(SHOWN)["reported_on"]],
            value=["not reported" if pd.isna(one) else f"{one:,}" for one in found.head(SHOWN)["value"]],
        )
        count = text("{count} figures", count=f"{len(found):,}")
        if len(found) > SHOWN:
            count += ", " + text("the first {shown} shown; all are in .result", shown=SHOWN)
        names = [
            "period",
            "state",
            "indicator",
            "citizenship",
            "item",
            "route",
            "value",
            "unit",
            "vintage",
            "reported_on",
        ]
        names = [name for name in names if not shown[name].isna().all()]
        lines = [f"<p><b>{escape(count)}</b></p>", *(f"<p>{escape(one)}</p>" for one in found.attrs[CAVEATS])]
        return "".join(lines) + (shown[names].fillna("").to_html(index=False, border=0) if len(found) else "")

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)


def _look() -> dict[str, Any]:
    return {"style": {"description_width": "100px"}, "layout": widgets.Layout(width="auto")}
