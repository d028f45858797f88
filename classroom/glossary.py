"""The glossary of the courses: terms of `curriculum/glossary.toml`, and the notebook of each course that lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from toolkit.errors import LessonError

NAME = "glossary.toml"
_HEAD = """# Glossary

Terms as this course uses them. Schools and agencies differ; where a legend is printed beside a picture or a table, the
legend counts."""


@dataclass(frozen=True)
class Term:
    """One term: its name, other words for it, what it means, and where the wording comes from."""

    name: str
    definition: str
    also: tuple[str, ...] = ()
    source: str = ""


def read_glossary(curriculum: Path) -> dict[str, Term]:
    """Read the glossary: term, or another word for it, in small letters -> term; empty where there is no file.

    Raises LessonError with every fault, one a line: an unnamed term, no definition, one word for two terms.
    """
    file = curriculum / NAME
    if not file.is_file():
        return {}
    try:
        listed = tomllib.loads(file.read_text("utf-8")).get("term", [])
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"curriculum/{NAME}: damaged ({error})") from None
    found: dict[str, Term] = {}
    problems: list[str] = []
    for number, one in enumerate(listed, start=1):
        name, definition = str(one.get("name", "")).strip(), str(one.get("definition", "")).strip()
        if not name or not definition:
            problems.append(f"curriculum/{NAME}: term {number} ({name or 'unnamed'}): give it a name and a definition")
            continue
        term = Term(name, definition, tuple(one.get("also", ())), str(one.get("source", "")))
        for word in (name, *term.also):
            if word.lower() in found:
                problems.append(f"curriculum/{NAME}: {word!r} stands for two terms")
            found[word.lower()] = term
    if problems:
        raise LessonError("\n".join(problems))
    return found


def anchor(name: str) -> str:
    """Return the fragment by which JupyterLab finds the heading of a term.

    >>> anchor("cut point")
    'cut-point'
    """
    return name.replace(" ", "-")


def glossary_notebook(terms: dict[str, Term]) -> NotebookNode:
    """Return the glossary as a notebook of one cell for each term, in the order of the alphabet."""
    named = {term.name: term for term in terms.values()}
    cells = [nbformat.v4.new_markdown_cell(_HEAD, id="head")]
    for name in sorted(named, key=str.lower):
        term = named[name]
        lines = [f"### {name}", "", term.definition]
        if term.also:
            lines += ["", f"*Also:* {', '.join(term.also)}"]
        if term.source:
            lines += ["", f"*Source:* {term.source}"]
        cells.append(nbformat.v4.new_markdown_cell("\n".join(lines), id=f"term-{anchor(name)}"[:64]))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
