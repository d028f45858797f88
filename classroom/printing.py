"""Print the documents of a case as one PDF, every page marked SYNTHETIC, in any of the classroom's scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.outline import OutlineSection

from classroom.markdown_pdf import write_markdown
from synthetic_data.documents.marks import N_
from synthetic_data.documents.wording.voices import SYNTHETIC
from toolkit.language import catalogue
from toolkit.pages import Pages
from toolkit.schema import Case

CONTENTS = N_("Contents")
# Height of a line of the contents in mm, and lines to a page under the heading.
_STEP, _LINES = 5.9, 41


def print_case(
    case: Case,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    only: Collection[str] | None = None,
) -> int:
    """Write a list of contents and all documents of a case into one PDF, each from a new page; return the pages.

    With `only`, no others than the documents of these numbers. The contents give number, date, title and page of each
    document. The same case gives the same bytes on every day: the PDF carries the case's own date.
    """
    language = case.info.get("language", "en")
    say = catalogue("synthetic_data", "documents", language).gettext
    pdf = Pages(
        case.info.get("title", ""),
        say(SYNTHETIC),
        str(case.info["as_of"])[:10],
    )
    names = sorted(case.texts if only is None else only)
    pdf.add_page()
    pdf.insert_toc_placeholder(
        lambda pdf, outline: _contents(pdf, outline, case, say(CONTENTS)), pages=-(-len(names) // _LINES) or 1
    )
    for done, name in enumerate(names, start=1):
        if done > 1:
            pdf.add_page()  # writes the footer of the page before
        pdf.document = name
        pdf.start_section(name)
        write_markdown(pdf, case.texts[name])
        if progress:
            progress(done, len(names))
    pages: int = pdf.page_no()
    building = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    building.write_bytes(bytes(pdf.output()))
    building.replace(target)
    return pages


def _contents(pdf: FPDF, outline: list[OutlineSection], case: Case, title: str) -> None:
    """Write one line for each document: number, date, title, page."""
    dated: dict[str, str] = {}
    if "reports" in case.tables:
        index = case.table("reports")
        dated = {str(name): f"{day:%Y-%m-%d}" for name, day in zip(index["document_id"], index["dated"], strict=True)}
    pdf.set_x(pdf.l_margin)
    pdf.set_font("Noto Sans", "B", 14)
    pdf.cell(0, 8, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("Noto Sans", "", 9.5)
    for one in outline:
        link = pdf.add_link(page=one.page_number)
        pdf.cell(18, _STEP, one.name, link=link)
        pdf.cell(26, _STEP, dated.get(one.name, ""))
        pdf.cell(108, _STEP, _shortened(pdf, _heading(case.texts[one.name]), 106))
        pdf.cell(0, _STEP, str(one.page_number), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _heading(text: str) -> str:
    found = re.search(r"^#+ (.*)$", text, re.MULTILINE)
    return found[1] if found else ""


def _shortened(pdf: FPDF, text: str, width: float) -> str:
    """The text, cut where it would run into the next column."""
    while text and pdf.get_string_width(text) > width:
        text = text[:-2]
    return text
