"""Markdown as PDF: what belongs together in a table stays on one page."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from classroom.courses import read_course
from classroom.markdown_pdf import write_markdown
from classroom.pack import texts
from toolkit import fonts
from toolkit.pages import Pages


def pages(text: str) -> list[str]:
    pdf = Pages("title", "SYNTHETIC", "2026-01-01", fonts.families_for(text))
    pdf.add_page()
    write_markdown(pdf, text)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(bytes(pdf.output()))).pages]


def test_a_criterion_is_never_parted_from_its_levels() -> None:
    rows = [
        [f"**Criterion {one}** (must pass)" if level == 3 else "", str(level), f"Level {one}.{level} is reached"]
        for one in range(40)
        for level in (3, 2, 1, 0)
    ]
    found = pages(texts.table(["criterion", "points", "level"], rows))
    assert len(found) > 3
    for one in range(40):
        (page,) = [page for page in found if f"Criterion {one} " in page]
        assert all(f"Level {one}.{level} is" in page for level in range(4)), one
    assert all("criterion points level" in page for page in found)


def test_empty_cells_to_be_filled_in_reach_over_no_others() -> None:
    rows = [["**Name**", "", ""], ["", "", ""], ["plain", "1", "x"], ["", "2", "y"]]
    (page,) = pages(texts.table(["a", "b", "c"], rows))
    assert page.index("plain") < page.index("x") < page.index("2") < page.index("y")


def test_every_rubric_of_a_course_is_printed_whole() -> None:
    course = read_course("operational")
    rubric = texts.read_rubric(course.name, "day10_injects_briefing", "day10.report", course.folder.parent)
    text = "\n\n".join(texts._rubric("The final report", rubric))
    said = " ".join(pages(text))
    for one in rubric["criterion"]:
        assert all(" ".join(str(level["text"]).split()) in said for level in one["levels"]), one["name"]
