"""Every link leads somewhere: in built notebooks, slides, plans, notes, what stands around a course, and the guides."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from classroom.courses import CURRICULUM

ROOT = CURRICULUM.parent
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|\b(?:href|src)=[\"']([^\"']+)[\"']")
FENCE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
PAGES = [*sorted(CURRICULUM.rglob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
NOTEBOOKS = sorted([*CURRICULUM.glob("*/source/**/*.ipynb"), *ROOT.glob("synthetic_data/*.ipynb")])


def text_of(file: Path) -> str:
    """The text of a page, or of a notebook's Markdown cells."""
    if file.suffix != ".ipynb":
        return file.read_text("utf-8")
    cells = nbformat.read(file, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def headings(file: Path) -> set[str]:
    """The fragments by which a page's headings and marks are found: JupyterLab's way, and that of web pages."""
    text = text_of(file)
    named = re.findall(r"^#{1,6}\s+(.+?)\s*$", text, re.MULTILINE)
    plain = [re.sub(r"[`*_]", "", one) for one in named]
    web = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in [*plain, *named]}
    return {one.replace(" ", "-") for one in plain} | web | set(re.findall(r"\b(?:id|name)=\"([^\"]+)\"", text))


def broken(file: Path) -> list[str]:
    """Links of a file that lead nowhere; addresses on the web are named in full, never half."""
    found = []
    for match in LINK.finditer(FENCE.sub("", text_of(file))):
        target = match[1] or match[2]
        if "://" in target:
            if not re.match(r"https://[\w.-]+\.\w+(/|$)", target):
                found.append(target)
            continue
        if target.startswith(("mailto:", "data:")):
            continue
        path, _, fragment = target.partition("#")
        place = file.parent / path if path else file
        searched = bool(fragment) and place.suffix in (".md", ".ipynb")
        if not place.exists() or (searched and fragment not in headings(place)):
            found.append(target)
    return found


def test_there_is_something_to_check() -> None:
    assert len(PAGES) > 40
    assert len(NOTEBOOKS) > 10
    assert sum(len(LINK.findall(text_of(file))) for file in [*PAGES, *NOTEBOOKS]) > 100


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A heading\n", "utf-8")
    page = tmp_path / "page.md"
    page.write_text("[a](there.md#a-heading) [b](gone.md) [c](there.md#other) [d](http:/half) `[e](code.md)`", "utf-8")
    assert broken(page) == ["gone.md", "there.md#other", "http:/half"]


@pytest.mark.parametrize("file", [*PAGES, *NOTEBOOKS], ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    assert broken(file) == []
