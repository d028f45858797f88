"""The parts of a return form: one block for each indicator, one line of fields for each figure."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.errors import ReportingError
from toolkit.forms import layout
from toolkit.language import text
from toolkit.reporting.contributors import ALL
from toolkit.reporting.figures import read_value
from toolkit.reporting.notes import note_problem
from toolkit.reporting.template import GOODS
from toolkit.schema.indicators import UNITS, Indicator, terms

FIRST_ROWS = 3  # rows of a new breakdown; "Add row" gives more
NOTE = "color:var(--jp-ui-font-color2,#555);line-height:1.45;"
WRONG = "color:var(--jp-error-color1,#b00020);font-weight:600;line-height:1.45;"


class Block:
    """One indicator: its title with help, its fields, and what is wrong with them."""

    def __init__(
        self,
        indicator: Indicator,
        known: dict[str, str],
        named: list[str],
        changed: Callable[[Any], None],
        total_of: Callable[[str], int | None],
    ) -> None:
        self.indicator, self._changed, self._total_of = indicator, changed, total_of
        self._options = [(text("choose"), ""), *((f"{name} ({code})", code) for code, name in known.items())]
        self._named = named
        self.lines: list[Line] = []
        self._grid = widgets.VBox(layout=widgets.Layout(width="100%"))
        self._message = widgets.HTML()
        self._open = bool(indicator.by_country or named)
        add = button(text("Add row"), lambda _: self.add(focus=True))
        add.layout.align_self = "flex-start"
        add.tooltip = f"{indicator.number}: {text('Add row')}"
        self.box = layout.card([self._title(), self._grid, *([add] if self._open else []), self._message])

    @property
    def fields(self) -> list[Any]:
        """The fields that a first return shows."""
        return [cell for line in self.lines for cell in line.cells]

    def load(self, rows: list[dict[str, Any]]) -> None:
        """Put rows into the fields; fixed items keep their places."""
        self.lines = []
        if self._open:
            for row in rows:
                self.add(row)
            if not rows and self._named and not self.indicator.by:
                for name in self._named:
                    self.add({"route": name})
            while len(self.lines) < FIRST_ROWS:
                self.add()
        else:
            by_item = {row["item"] or "": row for row in rows}
            for item in self.indicator.items or ("",):
                self.add(by_item.get(item, {"item": item}))

    def add(self, row: dict[str, Any] | None = None, *, focus: bool = False) -> None:
        """Add one row of fields, filled where a row is given."""
        line = Line(self.indicator, self._options, self._named, row or {}, self._changed, self._drop)
        self.lines.append(line)
        self._arrange()
        if focus:
            line.cells[0].focus()

    def rows(self) -> list[dict[str, Any]]:
        """The rows as they will be filed; an empty row of a list is left out, an empty total is "not reported"."""
        return [line.row() for line in self.lines if line.given() or not self._open]

    def given(self) -> int:
        """How many figures are filled in."""
        return sum(bool(line.number.value.strip()) for line in self.lines)

    def above(self) -> list[str]:
        """What is wrong against the total that this block may not exceed; monthly routes are checked on filing."""
        limit = self._total_of(self.indicator.total) if self.indicator.total and not self._named else None
        mine = self.total()
        if limit is None or mine is None or mine <= limit:
            return []
        return [
            text(
                "{number}: {parts} together, more than {total} of {of}; mend one of them",
                number=self.indicator.number,
                parts=mine,
                total=limit,
                of=self.indicator.total,
            )
        ]

    def problems(self) -> list[str]:
        """What is wrong in this block, each line beginning with the indicator and the place."""
        found = []
        seen: dict[tuple[str, ...], int] = {}
        for place, line in enumerate(self.lines, start=1):
            said = line.said or (text("row {number}", number=place) if len(self.lines) > 1 else "")
            head = " ".join(word for word in (self.indicator.number, said) if word)
            found += [f"{head}: {one}" for one in line.problems(self._open)]
            if line.given() and self._open:
                key = tuple(str(line.row()[name]) for name in ("citizenship", "item", "route"))
                if key in seen:
                    found.append(f"{head}: {text('stands already in row {number}', number=seen[key])}")
                seen.setdefault(key, place)
        return [*found, *self.above()]

    def total(self) -> int | None:
        """The sum of the figures that can be read, None where there is none."""
        values = [line.value() for line in self.lines]
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    def judge(self) -> None:
        """Say below the fields what is wrong, or how much is listed of how much."""
        lines = [f'<div style="{WRONG}">{escape(line)}</div>' for line in self.problems()]
        total = self.total()
        if not lines and self.indicator.by and self.indicator.number != "5.1.1" and total is not None:
            limit = self._total_of(self.indicator.total) if self.indicator.total and not self._named else None
            said = text("Listed: {count}", count=f"{total:,}")
            if limit is not None:
                said = text("Listed: {count} of {total}", count=f"{total:,}", total=f"{limit:,}")
            lines = [f'<div style="{NOTE}">{escape(said)}</div>']
        self._message.value = f'<div role="status">{"".join(lines)}</div>'

    def _drop(self, line: Line) -> None:
        self.lines.remove(line)
        self._arrange()
        self._changed(None)

    def _arrange(self) -> None:
        heads = [] if not self._open else [layout.column_head(one) for one in self.lines[0].heads]
        widths = self.lines[0].widths
        self._grid.children = [layout.grid([*heads, *(cell for line in self.lines for cell in line.shown)], widths)]

    def _title(self) -> Any:
        one = self.indicator
        words = one.title.lower()
        told = [f"<b>{escape(term)}</b>: {escape(what)}" for term, what in terms().items() if term in words]
        unit = f", {escape(one.unit)}" if one.unit else ""
        more = f" {escape(text('Never more than {total} together.', total=one.total))}" if one.total and one.by else ""
        opened = "<br>".join([escape(one.help), *told])
        return html(
            f'<div style="font-weight:600">{one.number} {escape(one.title)}'
            f'<span style="font-weight:400">{unit}</span></div>'
            f'<details style="{NOTE}"><summary style="cursor:pointer">? {escape(text("What is counted"))}.{more}'
            f"</summary><div style='padding:2px 0 4px 14px'>{opened}</div></details>"
        )


class Line:
    """One row of fields: a country, item or route, a number and a note."""

    def __init__(
        self,
        indicator: Indicator,
        options: list[tuple[str, str]],
        named: list[str],
        row: dict[str, Any],
        changed: Callable[[Any], None],
        drop: Callable[[Line], None],
    ) -> None:
        self.indicator, self.said = indicator, ""
        self.item = row.get("item") or ""
        self.cells: list[Any] = []
        self.heads: list[str] = []
        self.widths: list[str] = []
        self.shown: list[Any] = []
        self.country = self.route = self.unit = None
        fit = widgets.Layout(width="auto", margin="0")
        number = indicator.number
        if named:
            held = row.get("route") or ""
            self.route = self._put(
                widgets.Dropdown(
                    options=[(text("whole state"), ""), *((one, one) for one in named)], value=held, layout=fit
                ),
                text("route"),
                "minmax(0, 3fr)",
            )
        if indicator.by_country:
            code = row.get("citizenship") or ""
            self.country = self._put(
                widgets.Dropdown(options=options, value="" if code == ALL else code, layout=fit),
                indicator.by,
                "minmax(0, 3fr)",
            )
        elif self.item or indicator.items:
            self.said = self.item
            self.shown.append(html(escape(self.item)))
            self.widths.append("minmax(0, 3fr)")
        value = row.get("value")
        self.number = self._put(
            widgets.Text(value="" if value is None or pd.isna(value) else str(value), placeholder="123", layout=fit),
            text("number"),
            "minmax(0, 1fr)",
        )
        if number.startswith(GOODS) and not indicator.unit:
            self.unit = self._put(
                widgets.Dropdown(options=list(UNITS), value=row.get("unit") or "kg", layout=fit), text("unit"), "120px"
            )
        note = row.get("note")
        self.note = self._put(
            widgets.Text(value=note if isinstance(note, str) else "", placeholder=text("note"), layout=fit),
            text("note"),
            "minmax(0, 2fr)",
        )
        place = " ".join(word for word in (number, self.item) if word)
        for cell, head in zip(self.cells, self.heads, strict=False):
            cell.tooltip = f"{place} {head}"
            cell.observe(changed, names="value")
        if indicator.by_country or named:
            remove = button(text("Remove"), lambda _: drop(self))
            remove.layout.width = "90px"
            self.shown.append(remove)
            self.heads.append("")
            self.widths.append("96px")

    def row(self) -> dict[str, Any]:
        """The row as it is filed."""
        return {
            "indicator": self.indicator.number,
            "citizenship": self.country.value if self.country is not None else "",
            "item": self.item,
            "route": self.route.value if self.route is not None else "",
            "value": self.number.value.strip() or None,
            "unit": self.unit.value if self.unit is not None else "",
            "note": self.note.value.strip(),
        }

    def given(self) -> bool:
        """Whether anything is filled in."""
        chosen = self.country is not None and self.country.value
        return bool(chosen or self.number.value.strip() or self.note.value.strip())

    def value(self) -> int | None:
        """The figure, None where it is empty or no number."""
        try:
            return read_value(self.number.value)
        except ReportingError:
            return None

    def problems(self, open_: bool) -> list[str]:
        """What is wrong in this row."""
        found = []
        if open_ and self.country is not None and not self.country.value and self.given():
            found.append(text("choose the {what}", what=self.indicator.by))
        try:
            read_value(self.number.value)
        except ReportingError as error:
            found.append(str(error))
        wrong = note_problem(self.note.value.strip())
        return [*found, *([f"{text('note')} {wrong}"] if wrong else [])]

    def _put(self, cell: Any, head: str, width: str) -> Any:
        self.cells.append(cell)
        self.shown.append(cell)
        self.heads.append(head)
        self.widths.append(width)
        return cell


def button(words: str, act: Callable[[Any], Any], style: str = "") -> Any:
    made = widgets.Button(
        description=words, button_style=style, layout=widgets.Layout(width="auto", margin="0 6px 0 0")
    )
    made.on_click(act)
    return made


def html(words: str) -> Any:
    """A stretch of HTML over the whole width."""
    return widgets.HTML(words, layout=widgets.Layout(width="100%"))
