"""Turn a day's slides into one HTML file that needs nothing else, and into a PDF with one slide to a page."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from pathlib import Path

import mistune
from fpdf.enums import XPos, YPos

from classroom.courses import Course
from classroom.markdown_pdf import write_markdown
from classroom.pack.texts import lesson_text, topic
from classroom.pack.writing import MARK, Job, replace
from toolkit import fonts
from toolkit.pages import Pages

# A slide in mm, 16:9.
WIDE, HIGH = 254.0, 142.9
_BIG, _SMALLEST = 23.0, 12.0
_CUT = re.compile(r"^---\s*$", re.MULTILINE)


class SlidePdf(Pages):
    """Slides: a bar at the side, the mark above, course and number below."""

    def header(self) -> None:
        """Write the mark, and draw the bar."""
        super().header()
        self.set_fill_color(0, 82, 138)
        self.rect(0, 0, 2.8, self.h, style="F")

    def footer(self) -> None:
        """Write the day and the number of the slide."""
        self.set_y(-11)
        self.set_font("Noto Sans", "", 8)
        self.set_text_color(110)
        self.cell(120, 5, self.document)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_text_color(0)


def split(text: str) -> list[str]:
    """Return the slides of a Markdown file, which stand apart by lines of `---`.

    >>> split("# One\\n\\n---\\n\\n## Two\\n")
    ['# One', '## Two']
    """
    return [slide.strip() for slide in _CUT.split(text) if slide.strip()]


def slide_jobs(course: Course, day: str, dated: str = "2026-01-01") -> Iterator[tuple[str, Job]]:
    """Yield the two files of a day's slides and the jobs that write them; nothing where the day has none.

    Slides belong to the course and not to a case: they carry the same date always.
    """
    text = lesson_text(course.folder, day, "slides.md")
    if text:
        title = f"{course.title} · {topic(course.folder, day)}"
        yield f"slides_{day}.html", lambda file: 0 * write_html(text, title, file)
        yield f"slides_{day}.pdf", lambda file: write_pdf(text, title, dated, file)


def write_html(text: str, title: str, file: Path, mark: str = MARK) -> int:
    """Write slides as one HTML page with its fonts inside, turned by the arrow keys; return the number of slides.

    `title` stands at the foot of each slide and is the page's title.
    """
    slides = split(text)
    page = resources.files("classroom.pack").joinpath("deck.html").read_text("utf-8")
    body = "\n".join(
        f"<section{' class=title' if slide.startswith('# ') else ''}><p class=mark>{escape(mark)}</p>"
        f"<div class=body>{_html(slide)}</div>"
        f"<footer><span>{escape(title)}</span><span>{number} / {len(slides)}</span></footer></section>"
        for number, slide in enumerate(slides, start=1)
    )
    families = ", ".join(f'"{family}"' for family in fonts.families_for(text))
    filled = {"{{title}}": escape(title), "{{fonts}}": _faces(f"{text}{title}{mark}"), "{{families}}": families}
    for place, words in filled.items():
        page = page.replace(place, words)
    replace(file, page.replace("{{slides}}", body).encode())
    return len(slides)


def write_pdf(text: str, title: str, day: str, file: Path, mark: str = MARK) -> int:
    """Write slides as a PDF, each slide on one page, its letters as large as it allows; return the pages.

    `day` is the date that the PDF carries, "2026-04-01".
    """
    pdf = SlidePdf("", mark, day, fonts.families_for(f"{text}{title}"), (HIGH, WIDE))
    pdf.set_title(title)
    pdf.set_margins(22, 22, 22)
    pdf.set_auto_page_break(True, margin=15)
    for slide in split(text):
        pdf.document = title
        size = _fitting(pdf, slide)
        pdf.add_page(orientation="landscape")
        pdf.set_y(26 if not slide.startswith("# ") else 48)
        write_markdown(pdf, slide, size)
    pages: int = pdf.page_no()
    replace(file, bytes(pdf.output()))
    return pages


def _fitting(pdf: Pages, slide: str) -> float:
    """The largest size at which a slide stays on one page."""
    size = _BIG
    while size > _SMALLEST:
        with pdf.offset_rendering() as trial:
            trial.add_page(orientation="landscape")
            first = trial.page_no()
            trial.set_y(26 if not slide.startswith("# ") else 48)
            write_markdown(trial, slide, size)
            fits = trial.page_no() == first
        if fits:
            break
        size -= 1
    return size


def _html(slide: str) -> str:
    made = mistune.create_markdown(escape=True, plugins=["table"])(slide)
    # Words to write or click lead nowhere on a screen before a class.
    return re.sub(r"</?a\b[^>]*>", "", str(made))


def _faces(text: str) -> str:
    """Return the rules that carry the fonts of a text inside the page, cut down to the signs it uses."""
    rules: Sequence[str] = [
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:url(data:font/woff;base64,{_subset(file, text)})}}"
        for family in fonts.families_for(text)
        for weight, file in zip((400, 700), fonts.files(family), strict=True)
    ]
    return "\n".join(rules)


def _subset(file: Path, text: str) -> str:
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=["*"], notdef_outline=True)
    font = subset.load_font(str(file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text + "0123456789/ ")
    cutter.subset(font)
    held = io.BytesIO()
    subset.save_font(font, held, options)
    return base64.b64encode(held.getvalue()).decode()
