"""Tables of factors sorted into the fixed headings of a framework: what PESTEL and SWOT share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.judgement.tables import code, read_table, said
from toolkit.language import text
from toolkit.result import Result

_EXTRA = ("effect", "evidence", "grade")


@dataclass(frozen=True, repr=False)
class Grid(Result):
    """Factors under their headings; headings without any are named in the caveats."""

    name: str
    table: pd.DataFrame
    headings: tuple[str, ...]
    across: int
    caveats: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How many factors stand under how many headings."""
        return text("{name}: {count} factors under {held} of {all} headings.", name=self.name, count=len(self.table),
                    held=self.table["heading"].nunique(), all=len(self.headings))  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row a factor, in the order of the headings."""
        return self.table.copy()

    def _repr_html_(self) -> str:
        cells = []
        for heading in self.headings:
            held = self.table[self.table["heading"] == heading]
            lines = [_line(row) for _, row in held.iterrows()] or [text("none")]
            items = "".join(f"<li>{escape(one)}</li>" for one in lines)
            cells.append(
                "<td style='vertical-align:top;text-align:left;border:1px solid #999;padding:6px 10px;width:"
                f"{100 // self.across}%'><b>{escape(text(heading))}</b>"
                f"<ul style='margin:4px 0 0 1em;padding:0'>{items}</ul></td>"
            )
        rows = "".join(
            f"<tr style='background:none'>{''.join(cells[at : at + self.across])}</tr>"
            for at in range(0, len(cells), self.across)
        )
        notes = "".join(f"<li>{escape(one)}</li>" for one in self.caveats)
        return f"<table style='width:100%;border-collapse:collapse'>{rows}</table>" + (
            f"<ul>{notes}</ul>" if notes else ""
        )


def _line(row: pd.Series) -> str:
    """A factor with its effect and its evidence in brackets."""
    extra = "; ".join(row[column] for column in _EXTRA if column in row.index and row[column])
    return f"{row['factor']} ({extra})" if extra else str(row["factor"])


def sort_into(given: Any, name: str, where: str, headings: Mapping[str, str], across: int) -> Grid:
    """Read factors, as a table or as {heading: factors}, and sort them under the headings.

    `headings` maps every accepted spelling in small letters to the heading. Raises ParameterError for an unknown
    heading or an empty factor.
    """
    order = tuple(dict.fromkeys(headings.values()))
    if isinstance(given, Mapping) and "heading" not in given:
        given = [
            {"heading": heading, **(one if isinstance(one, Mapping) else {"factor": one})}
            for heading, held in given.items()
            for one in ([held] if isinstance(held, (str, Mapping)) or not isinstance(held, Iterable) else held)
        ]
        if not given:
            raise ParameterError(f"{where}: no factor; give at least one under {', '.join(order)}")
    frame = read_table(given, where, need=("heading", "factor"), codes=True)
    rows = []
    for place, (heading, factor) in enumerate(zip(frame["heading"], frame["factor"], strict=True), start=1):
        spelt = headings.get(said(heading).casefold())
        spelt = spelt or code(heading, order, f"{where}: row {place}", "heading")
        if not said(factor):
            raise ParameterError(f"{where}: row {place}: the factor under {spelt!r} is empty; name it or leave it out")
        rows.append({"heading": spelt, "factor": said(factor)})
    table = pd.DataFrame(rows)
    for column in _EXTRA:
        if column in frame.columns:
            table[column] = [said(value) for value in frame[column]]
    table = table.iloc[sorted(range(len(table)), key=lambda at: (order.index(rows[at]["heading"]), at))]
    notes = []
    empty = [text(one) for one in order if one not in set(table["heading"])]
    if empty:
        notes.append(text("nothing stands under: {names}; nothing found is not nothing there", names=", ".join(empty)))
    bare = int((table["evidence"] == "").sum()) if "evidence" in table.columns else len(table)
    if bare:
        notes.append(text("{count} of {all} factors name no evidence", count=bare, all=len(table)))
    return Grid(name, table.reset_index(drop=True), order, across, tuple(notes))
