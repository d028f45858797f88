"""`forms.matrix`: an association matrix filled in by hand, one cell for each pair, as it is done on paper."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import combinations
from typing import Any

import ipywidgets as widgets

from toolkit.errors import AnswerError, ParameterError, unknown
from toolkit.forms import layout
from toolkit.forms.base import SavedForm
from toolkit.forms.paper import Paper, read_paper
from toolkit.language import text
from toolkit.schema.case import Case

# The circles of the classic drawing; schools differ, so the form prints them as its legend.
_SIGNS = {"confirmed": "\u25cf", "suspected": "\u25cb"}
_MOST = 20
_CELL = "52px"
Pair = tuple[str, str]


def matrix(exercise: str, case: Case) -> MatrixForm:
    """Show the form of an exercise that is answered by pairs with a status, as a triangular association matrix.

    Parameters
    ----------
    exercise : id of a `table` exercise with two columns of type nominal and one code column, such as "day03.matrix"
    case : the open case; the persons are those that the paper lists under `nominals`

    Each pair has one cell: empty, filled circle (confirmed) or open circle (suspected). Returns the form: display it,
    then hand `form.values` (a list of rows, as of `forms.table`) to `mark`. Every change is saved beside the notebook.

    Raises AnswerError where the exercise or its paper is missing, and ParameterError where the form is of another
    kind or there are more persons than a page holds.
    """
    paper = read_paper(exercise, case, wanted="table", items=False)
    ends = [column.name for column in paper.form.columns if column.type == "nominal"]
    status = [column for column in paper.form.columns if column.type == "code"]
    if len(ends) != 2 or len(status) != 1 or not set(status[0].codes) <= set(_SIGNS):
        raise ParameterError(f"{exercise}: forms.matrix needs two nominal columns and one status; use forms.table")
    if not 2 <= len(paper.nominals) <= _MOST:
        raise ParameterError(f"{exercise}: {len(paper.nominals)} persons; a matrix by hand holds 2 to {_MOST}")
    index = case.table("nominals").set_index("nominal_id")["name"].astype("str")
    return MatrixForm(paper, {one: str(index.get(one, one)) for one in paper.nominals}, ends, status[0].name)


class MatrixForm(SavedForm):
    """A cell for each pair; `.values` is a list of rows: the two ends and the status of every filled cell."""

    def __init__(self, paper: Paper, names: Mapping[str, str], ends: list[str], status: str) -> None:
        super().__init__(paper)
        self._names, self._ends, self._status_column = dict(names), ends, status
        codes = next(column.codes for column in paper.form.columns if column.name == status)
        options = [("", ""), *((_SIGNS[code], code) for code in codes)]
        self._cells: dict[Pair, Any] = {}
        for a, b in combinations(self._names, 2):
            cell = widgets.Dropdown(
                options=options,
                value="",
                tooltip=f"{self._names[a]} - {self._names[b]}",
                layout=widgets.Layout(width=_CELL, margin="0"),
            )
            cell.observe(self._changed, names="value")
            self._cells[a, b] = cell
        legend = "; ".join(f"{_SIGNS[code]} {paper.label(code)}" for code in codes)
        parts = [layout.heading(paper), widgets.HTML(f"<b>{escape(legend)}</b>"), self._grid(), self._status]
        self.box = layout.whole(parts)
        self._restore()

    @property
    def values(self) -> list[dict[str, Any]]:
        """One row for each filled cell: the two ends and the status."""
        first, second = self._ends
        return [
            {first: a, second: b, self._status_column: cell.value} for (a, b), cell in self._cells.items() if cell.value
        ]

    @property
    def progress(self) -> str:
        """Such as "filled cells: 12 of 45"."""
        return text("filled cells: {done} of {count}", done=len(self.values), count=len(self._cells))

    def _put(self, values: Any) -> None:
        rows = list(values.to_dict("records")) if hasattr(values, "to_dict") else values
        if not isinstance(rows, (list, tuple)):
            raise AnswerError(f"expected a list of rows or a DataFrame, got {type(values).__name__}")
        found = dict(self._read(row, number) for number, row in enumerate(rows, start=1))
        for pair, cell in self._cells.items():
            cell.value = found.get(pair, "")

    def _put_what_fits(self, kept: Any) -> int:
        dropped = 0
        for number, row in enumerate(kept if isinstance(kept, list) else [], start=1):
            try:
                pair, code = self._read(row, number)
            except AnswerError:
                dropped += 1
            else:
                self._cells[pair].value = code
        return dropped

    def _read(self, row: Any, number: int) -> tuple[Pair, str]:
        """The pair in the order of the matrix, and its status; AnswerError where the matrix has no such cell."""
        if not isinstance(row, Mapping):
            raise AnswerError(f"row {number}: expected {', '.join([*self._ends, self._status_column])}")
        a, b = (str(row.get(end)) for end in self._ends)
        for one in (a, b):
            if one not in self._names:
                raise AnswerError(f"row {number}: {unknown('person of this matrix', one, self._names)}")
        if a == b:
            raise AnswerError(f"row {number}: {a} stands at both ends; a person is not linked with himself or herself")
        pair = (a, b) if (a, b) in self._cells else (b, a)
        code = str(row.get(self._status_column) or "")
        codes = [value for _, value in self._cells[pair].options if value]
        if code and code not in codes:
            raise AnswerError(f"row {number}: {unknown('status', code, codes)}")
        return pair, code

    def _grid(self) -> Any:
        """The triangle: names down the side, index numbers above the columns."""
        people = list(self._names)
        across = people[:-1]
        cells: list[Any] = [layout.column_head(""), *(layout.column_head(one) for one in across)]
        for place, one in enumerate(people[1:], start=1):
            cells.append(layout.column_head(f"{one} {self._names[one]}"))
            cells += [self._cells[other, one] if at < place else widgets.HTML("") for at, other in enumerate(across)]
        return layout.grid(cells, ["minmax(150px, 1fr)", *([_CELL] * len(across))])

    def _listing(self) -> str:
        lines = [f"{self.paper.title}: {self.progress}"]
        lines += ["; ".join(str(value) for value in row.values()) for row in self.values]
        return "\n".join(lines)
