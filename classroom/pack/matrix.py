"""Draw a blank association matrix to be filled in by hand: a triangle with a cell for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fpdf.enums import XPos, YPos

from toolkit.pages import Pages

_LEGEND = "Filled circle: confirmed. Open circle: suspected. Empty: nothing on file. Schools differ; print the legend."


def entities(paper: Mapping[str, Any]) -> list[str]:
    """Return the entities of a paper as a matrix lists them, "N008 Sithong Sivilay"; [] where it lists none.

    Where the paper says whom its answer may name, nobody else has a line.
    """
    listed = [*(paper.get("entities") or ()), *(paper.get("organisations") or ())]
    named = {str(one["id"]): str(one.get("name", "")) for one in listed if isinstance(one, Mapping) and one.get("name")}
    if asked := {str(one) for one in paper.get("nominals") or ()}:
        named = {number: name for number, name in named.items() if number in asked}
    return [f"{number} {name}" for number, name in named.items()]


def draw_matrix(pdf: Pages, title: str, names: Sequence[str] = (), size: int = 14) -> None:
    """Draw one matrix on a new page.

    Parameters
    ----------
    names : entities down the side and along the top; empty lines to write on where there are none
    size : number of entities where no names are given
    """
    rows = list(names) or [""] * size
    pdf.add_page()
    pdf.set_font("Noto Sans", "B", 13)
    pdf.cell(0, 8, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("Noto Sans", "", 9)
    pdf.multi_cell(0, 5, _LEGEND, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
    pdf.ln(4)
    pdf.set_draw_color(120)
    label = 58.0
    side = min(10.0, (pdf.epw - label) / len(rows))
    left, top = pdf.l_margin, pdf.get_y()
    for number, name in enumerate(rows):
        y = top + number * side
        pdf.set_xy(left, y)
        pdf.set_font("Noto Sans", "", 8.5)
        while name and pdf.get_string_width(name) > label - 3:
            name = name[:-1]
        pdf.cell(label, side, name, border=1)
        for column in range(number):
            pdf.rect(left + label + column * side, y, side, side)
        # The diagonal carries the number of each entity, for the column below it.
        pdf.set_xy(left + label + number * side, y)
        pdf.set_font("Noto Sans", "B", 7)
        pdf.set_fill_color(232, 238, 243)
        words = name.split(" ")[0] if name else str(number + 1)
        pdf.cell(side, side, words, border=1, align="C", fill=True)
    pdf.set_y(top + len(rows) * side + 4)
    pdf.set_font("Noto Sans", "", 9)
    pdf.cell(0, 5, "Number of links of each entity: write it beside the name.", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
