"""Read a notebook that somebody submitted: whatever it holds, only plain cells under size caps come out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from grading.sandbox.outputs import NOTEBOOK_OUTPUTS, clean_outputs, is_bomb, printable, still, writable
from toolkit.errors import AcademyError

SIZE_LIMIT = 32 * 1024 * 1024
CELLS_LIMIT = 1_000
SOURCE_LIMIT = 200_000
NOTEBOOK_SOURCE = 400_000
OUTPUT_LIMIT = 2 * 1024 * 1024
KINDS = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


class SubmissionError(AcademyError):
    """A submitted file cannot be read as a notebook."""


def read_submitted(file: Path) -> NotebookNode:
    """Return a submitted notebook with only what grading uses: cell type, id, source, nbgrader id, outputs.

    Raises SubmissionError with the reason, in words for the instructor.
    """
    if file.stat().st_size > SIZE_LIMIT:
        raise SubmissionError(f"larger than {SIZE_LIMIT // 2**20} MB")
    raw = file.read_bytes()
    if is_bomb(raw):
        raise SubmissionError("not a notebook: more lists in it than any notebook has")
    try:
        content = json.loads(raw)
    except RecursionError:
        raise SubmissionError("not a notebook: nested too deeply") from None
    except ValueError:
        raise SubmissionError("not a notebook: its text is not JSON") from None
    try:
        cells = content["cells"] if "cells" in content else content["worksheets"][0]["cells"]
        if not isinstance(cells, list):
            raise TypeError
    except (TypeError, KeyError, IndexError):
        raise SubmissionError("not a notebook: it has no list of cells") from None
    if len(cells) > CELLS_LIMIT:
        raise SubmissionError(f"{len(cells):,} cells; at most {CELLS_LIMIT:,} are read")
    odd: list[str] = []
    left, room, read, names = NOTEBOOK_OUTPUTS, NOTEBOOK_SOURCE, [], set()
    for number, cell in enumerate(cells):
        if isinstance(cell, dict):
            read.append(_cell(cell, number, still(left), min(room, SOURCE_LIMIT), odd))
            room -= len(read[-1].source)
            left -= len(read[-1].get("outputs", ()))
            if read[-1].get("id") in names:
                read[-1].pop("id", None)  # nbformat would draw another by chance; staging gives it one
            names.add(read[-1].get("id"))
    about = {"academy": {"kernel": _kernel(content), "odd": odd}}
    # Put together by hand: nbformat's own maker repairs what it finds, by chance and aloud.
    return nbformat.from_dict({"cells": read, "metadata": about, "nbformat": 4, "nbformat_minor": 5})


def _cell(cell: dict[str, Any], number: int, most: int, room: int, odd: list[str]) -> NotebookNode:
    kind = cell.get("cell_type") if cell.get("cell_type") in KINDS else "markdown"
    source = _text(cell.get("source", cell.get("input", "")))
    if len(source) > room:
        odd.append(f"cell {number + 1} was shortened from {len(source):,} to {room:,} characters")
    made = NotebookNode(cell_type=kind, metadata=NotebookNode(), source=source[:room])
    if isinstance(cell.get("id"), str) and _CELL_ID.match(cell["id"]):
        made.id = cell["id"]
    metadata = cell.get("metadata")
    grader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(grader, dict) and isinstance(grader.get("grade_id"), str):
        made.metadata["grade_id"] = printable(grader["grade_id"][:200])
    if kind == "code":
        outputs = clean_outputs(cell.get("outputs"), most)
        small = len(json.dumps(outputs)) <= OUTPUT_LIMIT
        made.outputs = [nbformat.from_dict(one) for one in outputs] if small else []
        made.execution_count = None
    return made


def _text(value: Any) -> str:
    """A cell's source: one text, or a list of lines. A lone surrogate could not be written again."""
    text = value if isinstance(value, str) else ""
    if isinstance(value, list):
        text = "".join(one for one in value if isinstance(one, str))
    return writable(text)


def _kernel(content: dict[str, Any]) -> str:
    try:
        return printable(str(content["metadata"]["kernelspec"]["name"])[:60])
    except (KeyError, TypeError):
        return ""
