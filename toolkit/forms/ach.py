"""`forms.ach`: a matrix of competing hypotheses filled in by hand, evidence down, hypotheses across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.answers.sheet import read_sheet
from toolkit.errors import AnswerError, unknown
from toolkit.forms import layout
from toolkit.forms.base import SavedForm
from toolkit.forms.paper import Paper, read_paper
from toolkit.language import text
from toolkit.schema.case import Case

_GRADE = "52px"


@dataclass(frozen=True)
class Piece:
    """One row of the matrix: the id of the evidence and its words; 4x4 grade and source of its document, or ""."""

    id: str
    text: str
    grade: str
    source: str


def ach(exercise: str, case: Case) -> AchForm:
    """Show the form of an analysis of competing hypotheses: a drop-down in each cell of the matrix.

    Parameters
    ----------
    exercise : id of a `choices` exercise, such as "day08.ach", whose paper lists `hypotheses` (id, text), `evidence`
        (id, text, and `document` where it rests on one) and as items the cells "E256 H1"
    case : the open case; the grade shown beside each piece of evidence is that of its document

    Returns the form: display it, then hand `form.values` to `mark`. The values have the shape of `forms.choices`: cell
    -> code. Every change is saved beside the notebook and found again when the cell is run anew.

    Raises AnswerError where the exercise or its paper is missing, or where the paper's cells are not those of its
    evidence and hypotheses.
    """
    paper = read_paper(exercise, case, wanted="choices", items=True)
    handout = case.handout(f"{read_sheet().course}/{exercise}")
    hypotheses = {str(one["id"]): str(one["text"]) for one in handout.get("hypotheses", ())}
    filed = _filed(case)
    evidence = [
        Piece(str(one["id"]), str(one["text"]), *filed.get(str(one.get("document", "")), ("", "")))
        for one in handout.get("evidence", ())
    ]
    cells = [f"{piece.id} {name}" for piece in evidence for name in hypotheses]
    if sorted(cells) != sorted(item.id for item in paper.items):
        raise AnswerError(f"the paper of {exercise} is no matrix of evidence and hypotheses; use forms.choices")
    return AchForm(paper, hypotheses, evidence)


class AchForm(SavedForm):
    """A choice for each cell of evidence x hypotheses; `.values` maps a cell such as "E256 H1" to its code."""

    def __init__(self, paper: Paper, hypotheses: Mapping[str, str], evidence: list[Piece]) -> None:
        super().__init__(paper)
        self.hypotheses, self.evidence = dict(hypotheses), list(evidence)
        options = [("", ""), *((code, code) for code in paper.form.codes)]
        self._cells: dict[str, Any] = {}
        for piece in self.evidence:
            for name, words in self.hypotheses.items():
                cell = widgets.Dropdown(
                    options=options,
                    value="",
                    tooltip=f"{piece.text} | {name}: {words}",
                    layout=widgets.Layout(width="auto", margin="0"),
                )
                cell.observe(self._changed, names="value")
                self._cells[f"{piece.id} {name}"] = cell
        legend = "".join(f"<div>{escape(paper.label(code))}</div>" for code in paper.form.codes)
        named = "".join(f"<div><b>{escape(name)}</b> {escape(words)}</div>" for name, words in self.hypotheses.items())
        parts = [layout.heading(paper), layout.words(named), layout.words(legend), self._grid(), self._status]
        self.box = layout.whole(parts)
        self._restore()

    @property
    def values(self) -> dict[str, str]:
        """Cell -> code; empty cells are left out."""
        return {name: str(cell.value) for name, cell in self._cells.items() if cell.value}

    def table(self) -> pd.DataFrame:
        """Return the rows that are filled in whole, as `judgement.ach` takes them.

        Returns
        -------
        DataFrame `evidence` (id and words), `grade`, `source`, and the code (C, I, N) of each hypothesis; no rows while
        none is whole
        """
        rows = []
        for piece in self.evidence:
            codes = [str(self._cells[f"{piece.id} {name}"].value or "") for name in self.hypotheses]
            if all(codes):
                short = [code[:1].upper() for code in codes]
                rows.append((f"{piece.id} {piece.text}", piece.grade, piece.source, *short))
        return pd.DataFrame(rows, columns=["evidence", "grade", "source", *self.hypotheses])

    @property
    def progress(self) -> str:
        """Such as "filled cells: 12 of 21"."""
        return text("filled cells: {done} of {count}", done=len(self.values), count=len(self._cells))

    def _put(self, values: Any) -> None:
        if not isinstance(values, Mapping):
            raise AnswerError(f"expected a mapping from cell to choice, got {type(values).__name__}")
        for name, value in values.items():
            self._check(str(name), value)
        for name, cell in self._cells.items():
            cell.value = str(values.get(name) or "")

    def _put_what_fits(self, kept: Any) -> int:
        dropped = 0
        for name, value in (kept if isinstance(kept, Mapping) else {}).items():
            try:
                self._check(name, value)
            except AnswerError:
                dropped += 1
            else:
                self._cells[name].value = str(value or "")
        return dropped

    def _check(self, name: str, value: Any) -> None:
        if name not in self._cells:
            raise AnswerError(unknown("cell of this matrix", name, self._cells))
        codes = self.paper.form.codes
        if value is not None and str(value) not in ("", *codes):
            raise AnswerError(f"cell {name}: {unknown('choice', value, codes)}")

    def _grid(self) -> Any:
        """One line for each piece of evidence: its words, its grade, and a cell under each hypothesis."""
        cells: list[Any] = [layout.column_head(""), layout.column_head("4x4")]
        cells += [layout.column_head(name) for name in self.hypotheses]
        for piece in self.evidence:
            shown = f"<b>{escape(piece.id)}</b> {escape(piece.text)}"
            cells += [layout.words(shown), layout.words(escape(piece.grade))]
            cells += [self._cells[f"{piece.id} {name}"] for name in self.hypotheses]
        return layout.grid(cells, ["minmax(0, 2fr)", _GRADE, *(["minmax(0, 1fr)"] * len(self.hypotheses))])

    def _listing(self) -> str:
        lines = [f"{self.paper.title}: {self.progress}"]
        for piece in self.evidence:
            given = [f"{name} {self._cells[f'{piece.id} {name}'].value or '-'}" for name in self.hypotheses]
            lines.append(f"{piece.id} {piece.text} ({piece.grade or '-'}): {'; '.join(given)}")
        return "\n".join(lines)


def _filed(case: Case) -> dict[str, tuple[str, str]]:
    """Document -> grade such as "B2" ("" where half of one is missing), and source."""
    if "reports" not in case.tables:
        return {}
    given = case.reports.reindex(columns=["document_id", "source_grade", "information_grade", "source_ref"])
    return {
        str(name): (f"{source}{information}" if source and information else "", source_ref)
        for name, source, information, source_ref in given.astype("string").fillna("").itertuples(index=False)
    }
