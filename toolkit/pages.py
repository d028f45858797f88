"""A4 pages of a PDF in any of the classroom's scripts: the shipped fonts, a mark on every page, a footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from toolkit import fonts

# Scripts written without spaces between words; a line may break inside such a run.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{24,}")


class Pages(FPDF):
    """A4 pages with a mark and a title above, and a note of the moment (`document`) with the page number below."""

    def __init__(
        self,
        title: str,
        mark: str,
        day: str,
        families: Sequence[str] = tuple(fonts.FAMILIES),
        form: str | tuple[float, float] = "A4",
    ) -> None:
        super().__init__(format=form)
        self.running_title, self.mark, self.document = title, mark, ""
        # The file carries its own date, so that the same content gives the same bytes on every day.
        self.set_creation_date(datetime.fromisoformat(f"{day}T00:00:00+00:00"))
        for family in families:
            regular, bold = fonts.files(family)
            self.add_font(family, "", regular)
            self.add_font(family, "B", bold)
        self.set_fallback_fonts([family for family in families if family != "Noto Sans"], exact_match=True)
        self.set_text_shaping(True)
        self.set_auto_page_break(True, margin=20)
        self.set_margins(22, 24, 22)
        self.set_title(title)
        self.alias_nb_pages()

    def header(self) -> None:
        """Write the mark on every page."""
        self.set_y(10)
        self.set_font("Noto Sans", "B", 8.5)
        self.set_text_color(170, 30, 20)
        self.cell(0, 5, self.mark, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_text_color(110)
        self.set_font("Noto Sans", "", 8)
        self.cell(0, 5, self.running_title, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_text_color(0)
        self.set_y(24)

    def footer(self) -> None:
        """Write the note of the moment and the page number."""
        self.set_y(-15)
        self.set_font("Noto Sans", "", 8)
        self.set_text_color(110)
        self.cell(60, 5, self.document)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(0)

    def paragraph(self, text: str, markdown: bool = True) -> None:
        """Write one paragraph in the font of the moment; `markdown` makes **words** bold."""
        options: dict[str, Any] = {"wrapmode": WrapMode.CHAR if _UNSPACED.search(text) else WrapMode.WORD}
        self.multi_cell(
            0, self.font_size * 1.45, text, markdown=markdown, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L", **options
        )
