"""One row of a table form: its cells, what stands in them, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from toolkit.forms import entered
from toolkit.forms.paper import Item
from toolkit.language import text


def complete(change: Any) -> None:
    """Write out the one offered that was meant, so that a part of a name is seen to be understood."""
    chosen = entered.offered(str(change["new"] or ""), change["owner"].options)
    if chosen and chosen != change["new"]:
        change["owner"].value = chosen


class Row:
    """One row of cells, with the item that it belongs to where rows are fixed."""

    def __init__(self, cells: dict[str, Any], item: Item | None, number: int, numbers: set[str]) -> None:
        self.cells = cells
        self.numbers = numbers
        self.item = item
        self.number = number
        self.remove = widgets.Button(description=text("Remove"), layout=widgets.Layout(width="100px"))

    def typed(self) -> dict[str, str]:
        """What stands in each cell that is not empty."""
        words = {name: str(cell.value or "").strip() for name, cell in self.cells.items()}
        return {name: value for name, value in words.items() if value}

    def get(self) -> dict[str, str]:
        """What each cell means: a person is offered as "N012 Name", and the answer is the index number."""
        found = {}
        for name, value in self.typed().items():
            cell = self.cells[name]
            chosen = entered.offered(value, cell.options) if isinstance(cell, widgets.Combobox) else None
            found[name] = chosen.split(" ")[0] if chosen else entered.number(value) if name in self.numbers else value
        return found

    def set(self, row: Mapping[str, Any]) -> None:
        for name, cell in self.cells.items():
            value = row.get(name)
            if isinstance(value, (list, tuple)):
                value = "; ".join(str(one) for one in value)
            shown = "" if value is None or value != value else str(value)
            if isinstance(cell, widgets.Combobox):
                shown = next((one for one in cell.options if one.split(" ")[0] == shown), shown)
            cell.value = shown
