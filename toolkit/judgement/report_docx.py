"""Write a report as a Word document: numbered paragraphs, mark and handling on every page, charts as pictures."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from toolkit import fonts
from toolkit.judgement.report_columns import shares
from toolkit.judgement.report_parts import Sheets
from toolkit.judgement.report_pictures import png
from toolkit.language import text

_WIDE = 16.4  # of the text, in centimetres


def write_docx(report: Sheets, target: Path) -> None:
    """Write the report; real Word headings, tables and page fields, so that it can go on being edited."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    made = Document()
    made.core_properties.title = report.title
    made.core_properties.author = report.author
    made.core_properties.created = dt.datetime.fromisoformat(report.date)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    normal = made.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Normal", "Title", "Heading 1", "Caption"):
        _family(made.styles[name].element, "Noto Sans", "Noto Sans")
        if name != "Normal":
            made.styles[name].font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    made.styles["Title"].font.size = Pt(20)
    made.styles["Heading 1"].font.size = Pt(13)
    made.styles["Caption"].font.size = Pt(9)

    above = page.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if report.mark:
        marked = _run(above, report.mark, bold=True)
        marked.font.color.rgb = RGBColor(0xAA, 0x1E, 0x14)
        marked.font.size = Pt(8.5)
    below = page.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    codes = ", ".join(one.split(":")[0] for one in report.handling)
    _run(below, "".join(f"{one}   " for one in (codes, report.reference) if one))
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        _field(below, field)
        below.add_run(between)

    _run(made.add_paragraph(style="Title"), report.title)
    _run(made.add_paragraph(), " · ".join(one for one in (report.reference, report.author, report.date) if one))
    handled = made.add_paragraph()
    _run(handled, text("Handling"), bold=True)
    for one in report.handling:
        _run(made.add_paragraph(style="List Bullet"), one)
    for block in report.blocks:
        if block.kind == "heading":
            _run(made.add_paragraph(style="Heading 1"), block.text)
        elif block.kind == "paragraph":
            one = made.add_paragraph()
            one.paragraph_format.left_indent = Cm(1)
            one.paragraph_format.first_line_indent = Cm(-1)
            one.paragraph_format.tab_stops.add_tab_stop(Cm(1))
            _run(one, f"{block.number}.\t{block.text}")
        elif block.kind == "line":
            _run(made.add_paragraph(), block.text)
        elif block.kind == "table":
            _table(made, block.content)
        else:
            made.add_picture(io.BytesIO(png(block.content)), width=Cm(_WIDE))
            _run(made.add_paragraph(style="Caption"), block.text)
    made.save(str(target))


def _run(paragraph: Any, words: str, *, bold: bool = False) -> Any:
    """Add words in the font of their script."""
    run = paragraph.add_run(words)
    run.bold = bold or None
    families = fonts.families_for(words)
    if len(families) > 1:
        # One run holds one font for complex scripts; Word falls back for a second one.
        _family(run._element, "Noto Sans", families[1])
    return run


def _family(element: Any, latin: str, complex_script: str) -> None:
    """Name the fonts of a style or run: Latin letters, and complex scripts."""
    from docx.oxml.ns import qn

    named = element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        named.attrib.pop(qn(f"w:{theme}"), None)
    for kind, family in (("ascii", latin), ("hAnsi", latin), ("eastAsia", latin), ("cs", complex_script)):
        named.set(qn(f"w:{kind}"), family)


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the page number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _table(made: Any, content: Any) -> None:
    """A table as wide as the text: its head repeats on each page, and no row is split between two."""
    from docx.shared import Cm, Pt

    grid = made.add_table(rows=1, cols=len(content.columns), style="Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, shares(content), strict=True):
        column.width = Cm(_WIDE * share)
    for cell, name in zip(grid.rows[0].cells, content.columns, strict=True):
        _run(cell.paragraphs[0], str(name), bold=True)
        _set(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:fill": "EEEEEE"})
    _set(grid.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    for row in content.itertuples(index=False):
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            _run(cell.paragraphs[0], str(value))
    for row in grid.rows:
        _set(row._tr.get_or_add_trPr(), "w:cantSplit", {})
        for cell, column in zip(row.cells, grid.columns, strict=True):
            cell.width = column.width
            around = cell.paragraphs[0].paragraph_format
            around.space_before, around.space_after = Pt(2), Pt(2)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)
    made.add_paragraph()


def _set(properties: Any, name: str, values: dict[str, str]) -> None:
    """Add one property to a row or a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    held = OxmlElement(name)
    for key, value in values.items():
        held.set(qn(key), value)
    properties.append(held)
