"""One certificate as an A4 page in landscape: name in its own script, what was done, the code that verifies it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from toolkit import fonts

INK, BLUE, GREY = (34, 34, 34), (0, 82, 138), (105, 105, 105)
TITLES = {"achievement": "Certificate of achievement", "attendance": "Certificate of attendance"}
_WIDE = 240.0  # mm that a name may take


def certificate_pdf(content: dict[str, Any], code: str, fingerprint: str, file: Path) -> None:
    """Write one certificate; the same content gives the same bytes.

    `content` is what was signed (see `classroom.certificates.issue`), `code` and `fingerprint` stand at the foot.
    """
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_creation_date(datetime.fromisoformat(f"{content['issued']}T00:00:00+00:00"))
    pdf.set_auto_page_break(False)
    needed = fonts.families_for(f"{content['name']} {content['title']}")
    for family in needed:
        regular, bold = fonts.files(family)
        pdf.add_font(family, "", regular)
        pdf.add_font(family, "B", bold)
    pdf.set_fallback_fonts(needed[1:], exact_match=True)
    pdf.set_text_shaping(True)
    title = TITLES[content["kind"]]
    pdf.set_title(f"{title}: {content['name']}")
    pdf.set_author("Analysis Academy")
    pdf.add_page()
    _frame(pdf)
    _centred(pdf, 34, "Analysis Academy", 13, GREY)
    _centred(pdf, 46, title, 32, BLUE, bold=True)
    _centred(pdf, 72, "This is to certify that", 13, GREY)
    size = 34.0
    pdf.set_font("Noto Sans", "B", size)
    while pdf.get_string_width(content["name"]) > _WIDE and size > 12:
        size -= 1
        pdf.set_font("Noto Sans", "B", size)
    # Scripts that stack signs above and below a letter need more than Latin's height.
    _centred(pdf, 82, content["name"], size, INK, bold=True, height=24)
    for number, line in enumerate(_said(content)):
        _centred(pdf, 112 + 9 * number, line, 15 if number == 1 else 13, INK if number == 1 else GREY, bold=number == 1)
    _foot(pdf, content, code, fingerprint)
    building = file.with_name(f".{file.name}.part")
    building.write_bytes(bytes(pdf.output()))
    building.replace(file)


def _said(content: dict[str, Any]) -> list[str]:
    days = f"{content['days']} days" if content["days"] != 1 else "one day"
    if content["kind"] == "attendance":
        return ["has attended the course", content["title"], f"of {days}: {content['attended']:g} % of the sessions"]
    lines = ["has passed the course", content["title"], f"of {days}"]
    if content.get("overall") is not None:
        lines[2] += f", with a course mark of {content['overall']:g} %"
    return lines


def _frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*BLUE)
    pdf.set_line_width(1.2)
    pdf.rect(10, 10, 277, 190)
    pdf.set_line_width(0.3)
    pdf.rect(13, 13, 271, 184)


def _foot(pdf: FPDF, content: dict[str, Any], code: str, fingerprint: str) -> None:
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    for x, words in ((30, f"Issued on {content['issued']}"), (187, "For the course")):
        pdf.line(x, 168, x + 80, 168)
        pdf.set_xy(x, 169)
        _font(pdf, 10, GREY)
        pdf.cell(80, 6, words, align="C")
    if content["kind"] == "achievement" and content.get("synthetic", True):
        _centred(
            pdf, 152, "Worked on a case that was generated for this class. All persons in it are invented.", 10, GREY
        )
    _font(pdf, 9, GREY)
    pdf.set_xy(18, 184)
    pdf.cell(
        261,
        5,
        f"Code {code}   Signed with key {fingerprint}   Verify: academy certificates verify FILE.json",
        align="C",
        new_x=XPos.LMARGIN,
        new_y=YPos.NEXT,
    )


def _centred(
    pdf: FPDF, y: float, text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, height: float = 9
) -> None:
    _font(pdf, size, colour, bold)
    pdf.set_xy(10, y)
    pdf.cell(277, height, text, align="C")


def _font(pdf: FPDF, size: float, colour: tuple[int, int, int], bold: bool = False) -> None:
    pdf.set_font("Noto Sans", "B" if bold else "", size)
    pdf.set_text_color(*colour)
