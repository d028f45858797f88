"""Message catalogues: take translatable text out of code and lessons, and put translations back (gettext).

Three kinds of text are translated: the toolkit's interface, the sentences of generated documents, and the prose
of the lessons. Templates (`.pot`) carry no dates, so that extracting twice gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from toolkit.errors import LessonError, ParameterError, unknown
from toolkit.language import LANGUAGES

_KEYWORDS = {"text": None, "N_": None, "gettext": None}
_CODE = (("toolkit", "interface"), ("synthetic_data", "documents"))


@dataclass(frozen=True)
class Template:
    """One set of messages: where its template stands, and where each language's catalogue goes."""

    name: str
    template: Path
    messages: Catalog

    def catalogue(self, language: str) -> Path:
        """Return the path of one language's catalogue."""
        return self.template.parent / language / f"{self.template.stem}.po"


def templates(root: Path) -> list[Template]:
    """Extract every set of messages below the repository's root: interface, documents, and each course."""
    found = [_from_code(root, package, domain) for package, domain in _CODE]
    for course in sorted(path.parent for path in (root / "curriculum").glob("*/course.toml")):
        found.append(_from_lessons(course))
    return found


def extract(root: Path, check: bool = False) -> list[Path]:
    """Write the templates that changed and return their paths; with `check`, only say which would change."""
    drifted: list[Path] = []
    for one in templates(root):
        fresh = _to_text(one.messages)
        if not one.template.is_file() or one.template.read_text("utf-8") != fresh:
            drifted.append(one.template)
            if not check:
                one.template.parent.mkdir(parents=True, exist_ok=True)
                one.template.write_text(fresh, "utf-8", newline="\n")
    return drifted


def update(root: Path, language: str) -> list[tuple[Path, int, int]]:
    """Bring one language's catalogues up to their templates; translations are kept, new messages stand empty.

    Returns (catalogue, translated messages, all messages) for each set. Raises ParameterError for an unknown language.
    """
    if language not in LANGUAGES or language == "en":
        raise ParameterError(unknown("language", language, [code for code in LANGUAGES if code != "en"]))
    result: list[tuple[Path, int, int]] = []
    for one in templates(root):
        target = one.catalogue(language)
        merged = _read(target, language) if target.is_file() else Catalog(locale=language)
        merged.update(one.messages, no_fuzzy_matching=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_to_text(merged), "utf-8", newline="\n")
        result.append((target, sum(bool(m.string) for m in merged if m.id), len(one.messages)))
    return result


def lesson_translator(course: Path, language: str) -> Callable[[str], str]:
    """Return a function that puts a language's translations back into one Markdown cell of a course.

    A block without a translation stays in English. In English it returns its argument.
    """
    file = course / "locale" / language / "lessons.po"
    if language == "en" or not file.is_file():
        return lambda source: source
    known = {message.id: message.string for message in _read(file, language) if message.id and message.string}

    def translate(source: str) -> str:
        return "".join(known.get(block, block) if index % 2 == 0 else block for index, block in _split(source))

    return translate


def blocks(source: str) -> Iterator[str]:
    """Yield the translatable blocks of one Markdown cell: paragraphs, headings, list items, table rows.

    >>> list(blocks("# Title\\n\\nOne line\\nstill one.\\n\\n- a\\n- b"))
    ['# Title', 'One line\\nstill one.', '- a', '- b']
    """
    for index, block in _split(source):
        if index % 2 == 0 and re.search(r"\w", block):
            yield block


def _split(source: str) -> Iterator[tuple[int, str]]:
    """Cut at blank lines, and before list items and table rows; odd pieces are the separators themselves."""
    return iter(enumerate(re.split(r"(\n\s*\n|\n(?=\s*(?:[-*|]|\d+\.)\s?))", source)))


def _from_code(root: Path, package: str, domain: str) -> Template:
    messages = Catalog(project=package)
    found = extract_from_dir(str(root / package), method_map=[("**.py", "python")], keywords=_KEYWORDS)
    for filename, _line, message, _comments, _context in sorted(found, key=lambda one: (one[0], one[1])):
        if isinstance(message, str) and message:
            messages.add(message, locations=[(filename.replace("\\", "/"), 0)])
    return Template(package, root / package / "locale" / f"{domain}.pot", messages)


def _from_lessons(course: Path) -> Template:
    import jupytext

    messages = Catalog(project=course.name)
    for lesson in sorted(course.glob("lessons/*/*.py")):
        try:
            notebook = jupytext.reads(lesson.read_text("utf-8"), fmt="py:percent")
        except ValueError as error:
            raise LessonError(f"{lesson}: cannot be read as percent text ({error})") from None
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                place = f"{lesson.parent.name}/{lesson.name}:{cell.metadata.get('name', '?')}"
                for block in blocks(cell.source):
                    messages.add(block, locations=[(place, 0)])
    return Template(course.name, course / "locale" / "lessons.pot", messages)


def _read(file: Path, language: str) -> Catalog:
    return read_po(io.StringIO(file.read_text("utf-8")), locale=language)


def _to_text(messages: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, messages, omit_header=True, width=0, include_lineno=False, sort_by_file=False)
    return out.getvalue().decode("utf-8")
