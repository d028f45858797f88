"""`forms.table`: an answer of several rows, each with the columns that the exercise declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from toolkit.answers.sheet import FormColumn
from toolkit.errors import AnswerError, unknown
from toolkit.forms import entered, layout
from toolkit.forms.base import SavedForm
from toolkit.forms.paper import Item, Paper, read_paper
from toolkit.forms.row import Row, complete
from toolkit.language import text
from toolkit.schema.case import Case

ITEM = "item"  # a column of this name, as one named by `each`, gives one fixed row to each item of the paper
ENDS = ("source", "target", "a", "b")  # columns in which a form offers the entities that the paper lists
_NARROW = 3  # with more columns than this, the words of a fixed row stand above its cells
_SHORT = 24  # letters; words of a fixed row up to this length need no wide column of their own
_LETTER = 9  # pixels
# No hint for a number: a grey 0 reads as an answer.
_HINTS = {"month": "2026-03", "date": "2026-03-14", "documents": "D001; D014"}


def table(exercise: str, case: Case) -> TableForm:
    """Show the form of a `table` exercise.

    Parameters
    ----------
    exercise : the exercise's id, such as "day03.matrix"
    case : the open case; persons are offered from its nominal index, or those of them that the paper lists; for the
        ends of a tie (`source` and `target`, `a` and `b`) the entities that the paper lists

    Where the form has a column `item`, or names one by `each`, each item of the paper is one fixed row; else rows are
    added by a button, up to the form's limit. Returns the form: display it, then hand `form.values` (a list of rows) to
    `mark`. Every change is saved beside the notebook. Raises AnswerError where the exercise or its paper is missing.
    """
    paper = read_paper(exercise, case, wanted="table", items=False)
    if any(column.name == ITEM for column in paper.form.columns) and not paper.items:
        paper = read_paper(exercise, case, wanted="table", items=True)
    people: list[str] = []
    if any(column.type == "nominal" for column in paper.form.columns) and "nominals" in case.tables:
        index = case.table("nominals")
        if paper.nominals:
            index = index[index["nominal_id"].isin(paper.nominals)]
        people = [f"{row.nominal_id} {row.name}" for row in index.itertuples()]
    return TableForm(paper, people)


class TableForm(SavedForm):
    """Rows of widgets; `.values` is a list of rows, each a mapping from column to what was entered."""

    def __init__(self, paper: Paper, people: list[str]) -> None:
        super().__init__(paper)
        self._people = people
        self._key = _key(paper)
        self._fixed = bool(self._key)
        self._columns = [column for column in paper.form.columns if column.name != self._key]
        self._numbers = {one.name: one.type == "percent" for one in self._columns if one.type in ("number", "percent")}
        self._rows: list[Row] = []
        self._body = widgets.VBox([], layout=widgets.Layout(width="100%"))
        parts = [layout.heading(paper), self._body]
        if self._fixed:
            self._rows = [self._row(item, number) for number, item in enumerate(paper.items, start=1)]
        else:
            self._add = widgets.Button(description=text("Add a row"), icon="plus")
            self._add.on_click(lambda _: self._append())
            parts.append(self._add)
        self.box = layout.whole([*parts, self._status])
        self._restore()
        if not self._fixed and not self._rows:
            self._rows.append(self._row())
        self._arrange()

    @property
    def values(self) -> list[dict[str, Any]]:
        """The rows with at least one cell filled in; empty cells are left out."""
        rows = []
        for row in self._rows:
            cells = row.get()
            if cells:
                rows.append({self._key: row.item.id, **cells} if row.item else cells)
        return rows

    @property
    def progress(self) -> str:
        """Such as "5 of 8 answered" for fixed rows, or "rows: 3, incomplete: 1"."""
        wanted = [column.name for column in self._columns if not column.optional]
        filled = self.values
        done = sum(all(name in row for name in wanted) for row in filled)
        if self._fixed:
            said = text("{done} of {count} answered", done=done, count=len(self._rows))
        elif done < len(filled):
            said = text("rows: {count}, incomplete: {missing}", count=len(filled), missing=len(filled) - done)
        else:
            said = text("rows: {count}", count=len(filled))
        return "; ".join([said, *self._doubts()])

    def _doubts(self) -> list[str]:
        """What was typed and is neither on the list that its cell offers nor a number where one is wanted."""
        unlisted, wordy = [], []
        for row in self._rows:
            for name, typed in row.typed().items():
                cell = row.cells[name]
                if isinstance(cell, widgets.Combobox) and entered.offered(typed, cell.options) is None:
                    unlisted.append(typed)
                elif name in self._numbers and not entered.is_number(typed, percent=self._numbers[name]):
                    wordy.append(typed)
        said = [text("not on the list, choose again: {words}", words=", ".join(unlisted[:4]))] if unlisted else []
        return [*said, *([text("no number: {words}", words=", ".join(wordy[:4]))] if wordy else [])]

    def _put(self, values: Any) -> None:
        rows = self._as_rows(values)
        for number, row in enumerate(rows, start=1):
            self._check(row, number)
        self._replace(rows)

    def _put_what_fits(self, kept: Any) -> int:
        fitting, dropped = [], 0
        for number, row in enumerate(kept if isinstance(kept, list) else [], start=1):
            try:
                self._check(row, number)
            except AnswerError:
                dropped += 1
            else:
                fitting.append(row)
        self._replace(fitting)
        return dropped

    def _replace(self, rows: list[Mapping[str, Any]]) -> None:
        if self._fixed:
            given = {str(row[self._key]): row for row in rows}
            for line in self._rows:
                line.set(given.get(line.item.id, {}) if line.item else {})
            return
        self._rows = [self._row() for _ in rows]
        for line, row in zip(self._rows, rows, strict=True):
            line.set(row)
        self._arrange()

    def _check(self, row: Any, number: int) -> None:
        names = [column.name for column in self.paper.form.columns]
        if not isinstance(row, Mapping):
            raise AnswerError(f"row {number}: expected the columns {', '.join(names)}, got {type(row).__name__}")
        for name in row:
            if name not in names:
                raise AnswerError(f"row {number}: {unknown('column', name, names)}")
        items = [item.id for item in self.paper.items]
        if self._fixed and str(row.get(self._key)) not in items:
            raise AnswerError(f"row {number}: {unknown(self._key, row.get(self._key), items)}")
        for column in self._columns:
            value = row.get(column.name)
            if column.type == "code" and value not in (None, "") and str(value) not in column.codes:
                raise AnswerError(f"row {number}, {column.name}: {unknown('value', value, column.codes)}")
        if number > self.paper.form.most:
            raise AnswerError(f"{number} rows; at most {self.paper.form.most} are accepted")

    @staticmethod
    def _as_rows(values: Any) -> list[Any]:
        if hasattr(values, "to_dict") and hasattr(values, "columns"):
            return list(values.to_dict("records"))
        if isinstance(values, (list, tuple)):
            return list(values)
        raise AnswerError(f"expected a list of rows or a DataFrame, got {type(values).__name__}")

    def _row(self, item: Item | None = None, number: int = 0) -> Row:
        cells = {column.name: self._cell(column) for column in self._columns}
        row = Row(cells, item, number, set(self._numbers))
        for cell in cells.values():
            if isinstance(cell, widgets.Combobox):
                cell.observe(complete, names="value")
            cell.observe(self._changed, names="value")
        row.remove.on_click(lambda _: self._drop(row))
        return row

    def _cell(self, column: FormColumn) -> Any:
        fit = widgets.Layout(width="auto", margin="0")
        name = column.name.replace("_", " ")
        if column.type == "code":
            options = [(text("choose"), ""), *((self.paper.label(code), code) for code in column.codes)]
            return widgets.Dropdown(options=options, value="", layout=fit, tooltip=name)
        if column.type == "nominal":
            return self._list(self._people, fit, name)
        if column.type == "text" and column.name in ENDS and self.paper.entities:
            return self._list(list(self.paper.entities), fit, name)
        return widgets.Text(placeholder=_HINTS.get(column.type, ""), continuous_update=False, layout=fit, tooltip=name)

    @staticmethod
    def _list(offered: list[str], fit: Any, name: str) -> Any:
        hint = text("number or name")
        return widgets.Combobox(options=offered, placeholder=hint, continuous_update=False, layout=fit, tooltip=name)

    def _append(self) -> None:
        if len(self._rows) < self.paper.form.most:
            self._rows.append(self._row())
            self._arrange()

    def _drop(self, row: Row) -> None:
        self._rows.remove(row)
        self._arrange()
        self._changed()

    def _arrange(self) -> None:
        if self._fixed and len(self._columns) > _NARROW:
            self._body.children = [self._as_card(row) for row in self._rows]
            return
        widths = [self._item_width()] if self._fixed else []
        heads = [layout.column_head("")] if self._fixed else []
        for column in self._columns:
            wordy = any(len(self.paper.label(code)) > _SHORT for code in column.codes)
            widths.append("minmax(0, 2fr)" if wordy else "minmax(0, 1fr)")
            heads.append(layout.column_head(self._head(column.name)))
        cells = list(heads)
        if not self._fixed:
            widths.append("110px")
            cells.append(layout.column_head(""))
            self._add.disabled = len(self._rows) >= self.paper.form.most
        for row in self._rows:
            cells += [layout.question(row.item, row.number)] if row.item else []
            cells += list(row.cells.values())
            cells += [] if self._fixed else [row.remove]
        self._body.children = [layout.grid(cells, widths)]

    def _item_width(self) -> str:
        """Words of a few letters, such as a telephone number, leave the room to the cells beside them."""
        longest = max((len(row.item.text) for row in self._rows if row.item), default=0)
        return f"{_LETTER * (longest + 4)}px" if longest <= _SHORT else "minmax(0, 2fr)"

    def _head(self, name: str) -> str:
        """The words above a column: the paper's, where it labels the column, else its name."""
        if name in self.paper.labels:
            return self.paper.labels[name]
        names = {column.name for column in self._columns}
        if {"source", "target"} <= names and name in ("source", "target"):
            return text("from") if name == "source" else text("to")
        return name.replace("_", " ")

    def _as_card(self, row: Row) -> Any:
        """One fixed row of many columns: its words on a line of their own, the cells with their names below."""
        heads = [layout.column_head(self._head(column.name)) for column in self._columns]
        grid = layout.grid([*heads, *row.cells.values()], ["minmax(0, 1fr)"] * len(self._columns))
        return layout.card([layout.question(row.item, row.number), grid] if row.item else [grid])

    def _listing(self) -> str:
        lines = [f"{self.paper.title}: {self.progress}"]
        for row in self.values:
            lines.append("; ".join(f"{name}: {value}" for name, value in row.items()))
        return "\n".join(lines)


def _key(paper: Paper) -> str:
    """The column that has one fixed row for each item of the paper, or "" where rows are the trainee's own."""
    if any(column.name == ITEM for column in paper.form.columns):
        return ITEM
    return paper.form.each if paper.items else ""
