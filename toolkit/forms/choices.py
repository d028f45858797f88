"""`forms.choices`: one code, or several, for each item of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from toolkit.errors import AnswerError, unknown
from toolkit.forms import layout
from toolkit.forms.base import SavedForm
from toolkit.forms.paper import Item, Paper, read_paper
from toolkit.language import text
from toolkit.schema.case import Case


def choices(exercise: str, case: Case) -> ChoicesForm:
    """Show the form of a `choices` exercise: a drop-down for each item, or tick boxes where several are allowed.

    Parameters
    ----------
    exercise : the exercise's id, such as "day01.products"
    case : the open case; its handout "<course>/<exercise>" lists the items

    Returns the form: display it, then hand `form.values` to `mark`. Every change is saved beside the notebook and
    found again when the cell is run anew. Raises AnswerError where the exercise or its paper is missing.
    """
    return ChoicesForm(read_paper(exercise, case, wanted="choices", items=True))


class ChoicesForm(SavedForm):
    """A choice, or several, for each item; `.values` maps item id to code, or to a list of codes."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._items = {item.id: item for item in paper.items}
        self._controls: dict[str, _Control] = {}
        cards = []
        for number, item in enumerate(paper.items, start=1):
            codes = item.codes or paper.form.codes
            make = _TickBoxes if paper.form.several else _DropDown
            control = make(paper, codes, number)
            control.watch(self._changed)
            self._controls[item.id] = control
            cards.append(layout.card([layout.question(item, number), control.widget]))
        self.box = layout.whole([layout.heading(paper), *cards, self._status])
        self._restore()

    @property
    def values(self) -> dict[str, Any]:
        """Item id -> code (or list of codes); items without an answer are left out."""
        return {name: control.get() for name, control in self._controls.items() if control.get()}

    @property
    def progress(self) -> str:
        """Such as "5 of 8 answered"."""
        return text("{done} of {count} answered", done=len(self.values), count=len(self._controls))

    def _put(self, values: Any) -> None:
        if not isinstance(values, Mapping):
            raise AnswerError(f"expected a mapping from item to choice, got {type(values).__name__}")
        for name, value in values.items():
            self._check(str(name), value)
        for name, control in self._controls.items():
            control.set(values.get(name))

    def _put_what_fits(self, kept: Any) -> int:
        dropped = 0
        for name, value in (kept if isinstance(kept, Mapping) else {}).items():
            try:
                self._check(name, value)
            except AnswerError:
                dropped += 1
            else:
                self._controls[name].set(value)
        return dropped

    def _check(self, name: str, value: Any) -> None:
        if name not in self._items:
            raise AnswerError(unknown("item", name, self._items))
        codes = self._codes(self._items[name])
        several = isinstance(value, (list, tuple, set, frozenset))
        if several and not self.paper.form.several:
            raise AnswerError(f"item {name}: one choice is wanted, got {type(value).__name__}")
        for code in value if several else [value]:
            if code is not None and str(code) not in codes:
                raise AnswerError(f"item {name}: {unknown('choice', code, codes)}")

    def _codes(self, item: Item) -> tuple[str, ...]:
        return item.codes or self.paper.form.codes

    def _listing(self) -> str:
        values = self.values
        lines = [f"{self.paper.title}: {self.progress}"]
        for number, (name, item) in enumerate(self._items.items(), start=1):
            given = values.get(name, [])
            words = ", ".join(self.paper.label(code) for code in ([given] if isinstance(given, str) else given))
            lines.append(f"{number}. {item.text}: {words or text('not answered')}")
        return "\n".join(lines)


class _Control:
    """One item's answer as a widget: get and set codes, and tell of changes."""

    widget: Any

    def get(self) -> Any:
        raise NotImplementedError

    def set(self, value: Any) -> None:
        raise NotImplementedError

    def watch(self, changed: Any) -> None:
        raise NotImplementedError


class _DropDown(_Control):
    def __init__(self, paper: Paper, codes: tuple[str, ...], number: int) -> None:
        options = [(text("choose"), ""), *((paper.label(code), code) for code in codes)]
        self.widget = widgets.Dropdown(
            options=options,
            value="",
            description=text("Answer {number}", number=number),
            style={"description_width": "90px"},
            layout=widgets.Layout(width="auto", max_width="640px", margin="4px 0 2px 0"),
        )

    def get(self) -> str:
        return str(self.widget.value or "")

    def set(self, value: Any) -> None:
        self.widget.value = str(value) if value else ""

    def watch(self, changed: Any) -> None:
        self.widget.observe(changed, names="value")


class _TickBoxes(_Control):
    def __init__(self, paper: Paper, codes: tuple[str, ...], number: int) -> None:
        # An unset description_width leaves no empty column before a tick box.
        self._boxes = {
            code: widgets.Checkbox(
                value=False,
                indent=False,
                description=paper.label(code),
                layout=widgets.Layout(width="auto", margin="0"),
            )
            for code in codes
        }
        columns = "repeat(auto-fill, minmax(260px, 1fr))"
        self.widget = widgets.GridBox(
            list(self._boxes.values()),
            layout=widgets.Layout(grid_template_columns=columns, grid_gap="0 12px", margin="4px 0 2px 0"),
        )

    def get(self) -> list[str]:
        return [code for code, box in self._boxes.items() if box.value]

    def set(self, value: Any) -> None:
        chosen = {str(value)} if isinstance(value, str) else {str(one) for one in value or ()}
        for code, box in self._boxes.items():
            box.value = code in chosen

    def watch(self, changed: Any) -> None:
        for box in self._boxes.values():
            box.observe(changed, names="value")
