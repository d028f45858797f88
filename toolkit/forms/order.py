"""`forms.order`: an answer that puts the items of the paper in order, and leaves out what does not belong."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets as widgets

from toolkit.errors import AnswerError, unknown
from toolkit.forms import layout
from toolkit.forms.base import SavedForm
from toolkit.forms.paper import Paper, read_paper
from toolkit.language import text
from toolkit.schema.case import Case

ITEM = "item"
_SHORT = 30  # letters; items up to this length stand close to their fields
_LETTER = 9  # pixels


def order(exercise: str, case: Case) -> OrderForm:
    """Show the form of an exercise that is answered by an order: a `table` whose one column is `item`.

    Parameters
    ----------
    exercise : the exercise's id, such as "day05.events"
    case : the open case; its handout "<course>/<exercise>" lists the items

    Each item of the paper has one line, and beside it a field for its place: 1 for the first. What does not belong
    stays empty. Returns the form: display it, then hand `form.values` to `mark`. Every change is saved beside the
    notebook. Raises AnswerError where the exercise or its paper is missing, or where it asks for more than an order.
    """
    columns = [column.name for column in read_paper(exercise, case, wanted="table", items=False).form.columns]
    if columns != [ITEM]:
        raise AnswerError(f"{exercise} asks for {', '.join(columns)}, not for an order; use forms.table")
    return OrderForm(read_paper(exercise, case, wanted="table", items=True))


class OrderForm(SavedForm):
    """A place for each item; `.values` lists the items that have one, first to last, as rows of `item`."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        fit = widgets.Layout(width="auto", margin="0")
        self._fields = {
            item.id: widgets.Text(placeholder="", continuous_update=False, layout=fit, tooltip=item.text)
            for item in paper.items
        }
        cells = [layout.column_head(""), layout.column_head(text("place (1 = first; empty = does not belong)"))]
        for item in paper.items:
            cells += [layout.line(item), self._fields[item.id]]
            self._fields[item.id].observe(self._changed, names="value")
        longest = max((len(item.text) for item in paper.items), default=0)
        width = f"{_LETTER * (longest + 2)}px" if longest <= _SHORT else "minmax(0, 2fr)"
        grid = layout.grid(cells, [width, "minmax(0, 1fr)" if longest > _SHORT else "320px"])
        self.box = layout.whole([layout.heading(paper), grid, self._status])
        self._restore()

    @property
    def values(self) -> list[dict[str, str]]:
        """The items that have a place, in that order; two of one place stand as the paper lists them."""
        places = {name: place for name, field in self._fields.items() if (place := _place(field.value)) is not None}
        return [{ITEM: name} for name in sorted(places, key=lambda name: places[name])]

    @property
    def progress(self) -> str:
        """Such as "9 in order, 5 left out", with what is no number and what stands at one place with another."""
        done = len(self.values)
        said = [text("{done} in order, {count} left out", done=done, count=len(self._fields) - done)]
        wrong = [field.value.strip() for field in self._fields.values() if _is_no_place(field.value)]
        if wrong:
            said.append(text("no number: {words}", words=", ".join(wrong)))
        places = [place for field in self._fields.values() if (place := _place(field.value)) is not None]
        twice = sorted({place for place in places if places.count(place) > 1})
        if twice:
            said.append(text("more than one at place {places}", places=", ".join(f"{place:g}" for place in twice)))
        return "; ".join(said)

    def _put(self, values: Any) -> None:
        listed = _listed(values)
        for name in listed:
            if name not in self._fields:
                raise AnswerError(unknown(ITEM, name, self._fields))
        self._replace(listed)

    def _put_what_fits(self, kept: Any) -> int:
        listed = _listed(kept) if isinstance(kept, list) else []
        fitting = [name for name in listed if name in self._fields]
        self._replace(fitting)
        return len(listed) - len(fitting)

    def _replace(self, listed: list[str]) -> None:
        place = {name: str(number) for number, name in enumerate(dict.fromkeys(listed), start=1)}
        for name, field in self._fields.items():
            field.value = place.get(name, "")

    def _listing(self) -> str:
        words = {item.id: item.text for item in self.paper.items}
        lines = [f"{number}. {words[row[ITEM]]}" for number, row in enumerate(self.values, start=1)]
        return "\n".join([f"{self.paper.title}: {self.progress}", *lines])


def _listed(values: Any) -> list[str]:
    """Item ids out of rows with `item`, a frame of them, or a list of ids."""
    if hasattr(values, "to_dict") and hasattr(values, "columns"):
        values = values.to_dict("records")
    if not isinstance(values, (list, tuple)):
        raise AnswerError(f"expected items in order, got {type(values).__name__}")
    return [str(row.get(ITEM, "")) if isinstance(row, dict) else str(row) for row in values]


def _place(entered: str) -> float | None:
    try:
        place = float(entered.strip().rstrip("."))
    except ValueError:
        return None
    return place if math.isfinite(place) else None


def _is_no_place(entered: str) -> bool:
    return bool(entered.strip()) and _place(entered) is None
