"""A product as a PDF: A4 pages with the handling and the mark on each, charts as pictures, tables that break well."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from toolkit import style
from toolkit.pages import Pages
from toolkit.reporting.page import cell

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.reporting.product import Product

_WIDTH = 170.0  # mm between the margins of A4
_LINE = 5.4


def write(product: Product, target: Path) -> None:
    """Write the PDF; charts are drawn by an installed Chrome or Chromium."""
    paper = _pages(product)
    paper.add_page()
    paper.set_font("Noto Sans", "B", 18)
    paper.multi_cell(0, 9, product.title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(product.sections):
            figure = None if one.figure is None else style.picture(one.figure, Path(folder) / f"{number}.png")
            tall = 22 + (0 if figure is None else _WIDTH * one.figure.layout.height / one.figure.layout.width)
            if paper.will_page_break(tall if figure else 35):
                paper.add_page()
            paper.ln(4)
            paper.set_font("Noto Sans", "B", 12)
            paper.multi_cell(0, 7, one.heading, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            paper.set_font("Noto Sans", "", 10)
            for said in one.sentences:
                words = said if len(one.sentences) == 1 else f"\u2022 {said}"
                paper.multi_cell(0, _LINE, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            if figure is not None:
                paper.image(figure, w=_WIDTH)
            if one.table is not None:
                _table(paper, one.table)
    paper.output(str(target))


def _pages(product: Product) -> Pages:
    """A4 pages with mark and handling above, day and page below."""
    paper = Pages(product.title, product.mark, product.day)
    paper.running_title, paper.document = product.handling, product.day
    paper.set_margins(20, 24, 20)
    return paper


def _table(paper: Pages, table: pd.DataFrame) -> None:
    words = [any(isinstance(value, str) for value in table[name]) for name in table]
    first = 60.0 if len(table.columns) < 9 else 32.0
    if len(table.columns) == 1:
        first = 130.0
    widths = (first, *[(_WIDTH - first) / len(table.columns)] * len(table.columns))
    paper.set_font("Noto Sans", "", 9 if len(table.columns) < 9 else 7)
    paper.ln(2)
    paper.set_draw_color(205)
    paper.set_line_width(0.15)
    with paper.table(
        col_widths=widths,
        width=_WIDTH,
        line_height=_LINE,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        text_align=("LEFT", *("LEFT" if one else "RIGHT" for one in words)),
        headings_style=FontFace(emphasis="BOLD"),
        padding=0.4,
    ) as grid:
        head = grid.row()
        for name in ["" if table.index.name is None else str(table.index.name), *map(str, table.columns)]:
            head.cell(name)
        for name, *values in table.itertuples(name=None):
            row = grid.row()
            row.cell(str(name))
            for value in values:
                row.cell(cell(value))
    paper.ln(2)
