"""Write a report as PDF with the shipped fonts: every page marked, paragraphs numbered, charts as pictures."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from toolkit.judgement.report_columns import shares
from toolkit.judgement.report_parts import Sheets
from toolkit.judgement.report_pictures import png
from toolkit.language import text
from toolkit.pages import Pages

_SIZE = 10.0
_INDENT = 9.0  # mm from the number to the paragraph
_MOST = 205.0  # mm that a chart may be high


def write_pdf(report: Sheets, target: Path) -> None:
    """Write the report; the same report gives the same bytes, charts apart."""
    pdf = Pages(report.title, report.mark, report.date)
    pdf.set_author(report.author)
    pdf.document = "   ".join(
        one for one in (", ".join(code.split(":")[0] for code in report.handling), report.reference) if one
    )
    pdf.add_page()
    _text(pdf, report.title, 18, bold=True)
    _text(pdf, " · ".join(one for one in (report.reference, report.author, report.date) if one), 9, grey=True)
    pdf.ln(2)
    _text(pdf, text("Handling"), 9, bold=True)
    for one in report.handling:
        _text(pdf, one, 9)
    for block in report.blocks:
        if block.kind == "heading":
            pdf.ln(4)
            if pdf.will_page_break(24):
                pdf.add_page()
            pdf.start_section(block.text)
            _text(pdf, block.text, 12.5, bold=True)
            pdf.ln(1)
        elif block.kind == "paragraph":
            _numbered(pdf, block.number, block.text)
        elif block.kind == "line":
            _text(pdf, block.text, _SIZE)
        elif block.kind == "table":
            _table(pdf, block.content)
        else:
            _figure(pdf, png(block.content), block.text)
    target.write_bytes(bytes(pdf.output()))


def _text(pdf: Pages, words: str, size: float, *, bold: bool = False, grey: bool = False) -> None:
    if not words:
        return
    pdf.set_font("Noto Sans", "B" if bold else "", size)
    pdf.set_text_color(105 if grey else 0)
    pdf.paragraph(words, markdown=False)
    pdf.set_text_color(0)


def _numbered(pdf: Pages, number: int, words: str) -> None:
    """A paragraph with a hanging number."""
    pdf.set_font("Noto Sans", "", _SIZE)
    height = pdf.font_size * 1.45
    if pdf.will_page_break(2 * height):
        pdf.add_page()
        pdf.set_font("Noto Sans", "", _SIZE)
    left = pdf.l_margin
    pdf.cell(_INDENT, height, f"{number}.")
    pdf.set_left_margin(left + _INDENT)
    pdf.set_x(left + _INDENT)
    pdf.paragraph(words, markdown=False)
    pdf.set_left_margin(left)
    pdf.set_x(left)
    pdf.ln(1.8)


def _table(pdf: Pages, content: Any) -> None:
    pdf.set_font("Noto Sans", "", 8.5)
    with pdf.table(
        col_widths=tuple(shares(content)), line_height=pdf.font_size * 1.5, text_align="LEFT", padding=0.8,
        headings_style=_bold(), wrapmode="WORD",
    ) as grid:  # fmt: skip
        for row in (content.columns, *content.itertuples(index=False)):
            line = grid.row()
            for value in row:
                line.cell(str(value))
    pdf.ln(3)


def _bold() -> Any:
    from fpdf.fonts import FontFace

    return FontFace(emphasis="BOLD", fill_color=(238, 238, 238))


def _figure(pdf: Pages, picture: bytes, caption: str) -> None:
    """A chart over the width of the text, never split from its caption."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as seen:
        wide, high = seen.size
    width = min(pdf.epw, _MOST * wide / high)
    if pdf.will_page_break(width * high / wide + 12):
        pdf.add_page()
    pdf.image(io.BytesIO(picture), w=width, alt_text=caption)
    pdf.ln(1)
    _text(pdf, caption, 8.5, grey=True)
    pdf.ln(3)
