"""Write one PDF of a pack: parts that each begin on a new page, every page marked SYNTHETIC."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.courses import Course
from classroom.markdown_pdf import write_markdown
from classroom.results.rules import Rules
from grading.exercises import Course as Declared
from grading.exercises import Day, Exercise
from synthetic_data.documents.wording.voices import SYNTHETIC
from toolkit import fonts
from toolkit.language import catalogue
from toolkit.pages import Pages
from toolkit.schema import Case

MARK = SYNTHETIC
# Writes one file of a pack and returns its pages, 0 for what has none.
Job = Callable[[Path], int]


@dataclass(frozen=True)
class Part:
    """One part of a document: the number at the foot of its pages, its Markdown, and whether it is a wide table."""

    number: str
    text: str
    wide: bool = False


@dataclass(frozen=True)
class Printer:
    """What every PDF of a pack has in common: title above, date, language of the mark."""

    title: str
    day: str
    language: str = "en"

    @property
    def mark(self) -> str:
        """The line that says on every page that nobody and nothing in it is real."""
        return str(catalogue("synthetic_data", "documents", self.language).gettext(MARK))

    def write(self, file: Path, parts: Iterable[Part]) -> int:
        """Write parts into one PDF, whole or not at all; return its pages."""
        return self.close(self.fill(parts), file)

    def fill(self, parts: Iterable[Part], further: str = "") -> Pages:
        """Return a PDF that holds the parts; `further` is text that will be written after them."""
        listed = list(parts)
        pdf = self._open("".join(part.text for part in listed) + further)
        for part in listed:
            pdf.add_page(orientation="landscape" if part.wide else "portrait")
            pdf.document = part.number
            write_markdown(pdf, part.text)
        return pdf

    def _open(self, text: str) -> Pages:
        """Return an empty PDF that can write a text in its scripts."""
        return Pages(self.title, self.mark, self.day, fonts.families_for(f"{text}{self.title}{self.mark}"))

    def close(self, pdf: Pages, file: Path) -> int:
        """Write a PDF to its file; return its pages."""
        pages: int = pdf.page_no()
        replace(file, bytes(pdf.output()))
        return pages


@dataclass(frozen=True)
class Materials:
    """What a pack is made from, without its sealed folder; `people` are user name and full name of each of a class."""

    course: Course
    declared: Declared
    days: tuple[Day, ...]
    rules: Rules
    case: Case
    printer: Printer
    people: tuple[tuple[str, str], ...] = ()

    def paper(self, exercise: Exercise) -> Mapping[str, Any]:
        """Return what trainees get for one exercise; {} where this case has no such exercise."""
        return self.case.handouts.get(f"{self.course.name}/{exercise.id}") or {}


def replace(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, its folder with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    building = file.with_name(f".{file.name}.part")
    building.write_bytes(data)
    building.replace(file)
