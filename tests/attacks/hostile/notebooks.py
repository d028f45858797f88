"""Tampered notebooks: cells edited, deleted, doubled, moved, retyped, split; files that are no notebooks."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.hostile.attack import Attack, change
from tests.grading.small_day import DAY, EXERCISE, NOTEBOOK, RIGHT, answering, by_name, submit

KIND = "notebook tampering"


def _deletes_mark(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "links-mark"]


def _deletes_answer(notebook: Any) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id != "links-answer"]


def _empties(notebook: Any) -> None:
    notebook.cells = []


def _edits_mark(notebook: Any) -> None:
    by_name(notebook, "links-mark").source = "1.0"


def _turns_mark_into_answer(notebook: Any) -> None:
    cell = by_name(notebook, "links-mark")
    cell.metadata.nbgrader.update(solution=True, grade=True, locked=False, points=1000)
    cell.metadata.academy.exercise = "day04.easier"
    cell.source = "1000"


def _doubles_mark(notebook: Any) -> None:
    notebook.cells.append(nbformat.from_dict({**by_name(notebook, "links-mark"), "id": "mine", "source": "10.0"}))


def _doubles_answer(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    twin = copy.deepcopy(by_name(notebook, "links-answer"))
    twin.id, twin.source = "twin", "links = None"
    notebook.cells.append(twin)


def _two_answers_in_one_cell(notebook: Any) -> None:
    answering(f"{RIGHT}\nmark('{EXERCISE}', links)\nmark('{EXERCISE}', links)")(notebook)


def _marks_twice(notebook: Any) -> None:
    answering(f"_mark = mark\ndef mark(*a): _mark(*a); _mark('{EXERCISE}', links[:1])\n{RIGHT}")(notebook)


def _stores_outputs(notebook: Any) -> None:
    data = {"text/plain": "10.0"}
    by_name(notebook, "links-mark").outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]


def _moves(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    notebook.cells.reverse()


def _retypes(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    for name in ("links-answer", "links-mark"):
        cell = by_name(notebook, name)
        cell.cell_type = "markdown"
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _splits(notebook: Any) -> None:
    """As JupyterLab does: the lower part stays the cell, the upper one is new."""
    place = notebook.cells.index(by_name(notebook, "links-answer"))
    answering("links = wanted")(notebook)
    upper = nbformat.v4.new_code_cell(RIGHT.replace("links", "wanted", 1))
    notebook.cells.insert(place, upper)


def _loses_ids(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    for cell in notebook.cells:
        cell.pop("id")
    notebook.nbformat_minor = 4


def _swaps_ids(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    answer, mark = by_name(notebook, "links-answer"), by_name(notebook, "links-mark")
    answer.id, mark.id = mark.id, answer.id


def _schema(version: Any) -> Callable[[Any], None]:
    def edit(notebook: Any) -> None:
        answering(RIGHT)(notebook)
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.schema_version = version

    return edit


def _foreign_kernel(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    notebook.metadata.kernelspec = {"name": "bash", "display_name": "Bash", "language": "bash"}


def _strange_metadata(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    notebook.metadata = {"kernelspec": [1], "language_info": 3, "widgets": {"x": "y"}, "signature": "z"}
    notebook.nbformat, notebook.nbformat_minor = 4, 99
    for cell in notebook.cells:
        cell.metadata.update(tags=3, collapsed="?", jupyter={"source_hidden": {}}, slideshow=None)


def _points_in_metadata(notebook: Any) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(points=1e9, grade=True, solution=True, locked=False, task=True)


def _text(content: str | bytes) -> Callable[[Path, str], object]:
    def put(root: Path, who: str) -> None:
        file = submit(root, who) / f"{NOTEBOOK}.ipynb"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return put


def _renamed(root: Path, who: str) -> None:
    folder = submit(root, who, answering(RIGHT))
    (folder / f"{NOTEBOOK}.ipynb").rename(folder / f"{NOTEBOOK} (final) v2.ipynb")


def _byte_order_mark(root: Path, who: str) -> None:
    file = submit(root, who, answering(RIGHT)) / f"{NOTEBOOK}.ipynb"
    file.write_text(file.read_text(), encoding="utf-16")


def _version_3(root: Path, who: str) -> None:
    notebook = nbformat.read(root / "release" / DAY / f"{NOTEBOOK}.ipynb", as_version=4)
    answering(RIGHT)(notebook)
    cells = [
        {
            "cell_type": cell.cell_type,
            "metadata": cell.metadata,
            "language": "python",
            ("input" if cell.cell_type == "code" else "source"): cell.source,
            "outputs": [],
        }
        for cell in notebook.cells
    ]
    content = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    (submit(root, who) / f"{NOTEBOOK}.ipynb").write_text(json.dumps(content))


_DEEP = '{"cells": [{"cell_type": "code", "id": "links-answer", "source": "links = None", "outputs": [%s]}]}' % (
    '{"output_type": "display_data", "metadata": {}, "data": {"a/json": ' + "[" * 600 + "]" * 600 + "}}"
)
_WIDE = '{"cells": [{"cell_type": "code", "metadata": {"x": [' + "1," * 5_000_000 + "1]}}]}"
NOTEBOOKS = (
    change(KIND, "mark cell deleted", _deletes_mark, words="was deleted", score=10.0),
    change(KIND, "answer cell deleted", _deletes_answer, words="counts as blank"),
    change(KIND, "every cell deleted", _empties, words="was deleted"),
    change(KIND, "mark cell edited", _edits_mark, words="locked cell links-mark was changed"),
    change(KIND, "mark cell made an answer of 1,000 points", _turns_mark_into_answer, words="was changed"),
    change(KIND, "second mark cell", _doubles_mark, words="a second cell"),
    change(KIND, "second answer cell", _doubles_answer, words="a second cell", score=10.0),
    change(KIND, "two answers recorded before the mark cell", _two_answers_in_one_cell, score=10.0),
    Attack(
        KIND,
        "two answers in the mark cell",
        lambda root, who: submit(root, who, _marks_twice),
        words="2 answers were recorded",
        ours_alone=True,
    ),
    change(KIND, "outputs stored", _stores_outputs),
    change(KIND, "cells in another order", _moves, words="moved", score=10.0),
    change(KIND, "cells of another type", _retypes, words="turned into", score=10.0),
    change(KIND, "answer cell split", _splits, score=10.0),
    change(KIND, "cell ids lost", _loses_ids, score=10.0),
    change(KIND, "cell ids swapped", _swaps_ids, score=10.0),
    change(KIND, "schema version 99", _schema(99), score=10.0),
    change(KIND, "schema version 1", _schema(1), score=10.0),
    change(KIND, "schema version of a text", _schema("three"), score=10.0),
    change(KIND, "foreign kernel", _foreign_kernel, words="another kernel", score=10.0),
    change(KIND, "strange metadata and format", _strange_metadata, score=10.0),
    change(KIND, "points in the metadata", _points_in_metadata),
    Attack(KIND, "not JSON", _text("{"), words="cannot be read"),
    Attack(KIND, "empty file", _text(""), words="cannot be read"),
    Attack(KIND, "binary file", _text(b"\x89PNG\r\n\x1a\n\x00\xff\xfe"), words="cannot be read"),
    Attack(KIND, "JSON that is no notebook", _text('"cells"'), words="cannot be read"),
    Attack(KIND, "JSON nested deeply", _text("[" * 100_000), words="cannot be read"),
    Attack(KIND, "output nested deeply", _text(_DEEP)),
    Attack(KIND, "JSON bomb of lists", _text('{"cells": [' + "[]," * 3_000_000 + "[]]}"), words="cannot be read"),
    Attack(KIND, "JSON bomb of numbers", _text(_WIDE), words="cannot be read"),
    Attack(KIND, "gigantic file", _text('{"cells": [], "x": "' + "x" * (33 << 20) + '"}'), words="larger than"),
    Attack(
        KIND,
        "2,000 cells",
        _text(json.dumps({"cells": [{"cell_type": "code", "source": "1"}] * 2000})),
        words="cannot be read",
    ),
    Attack(KIND, "renamed notebook", _renamed, words="was handed in as", score=10.0),
    Attack(KIND, "UTF-16 with a byte order mark", _byte_order_mark, score=10.0),
    Attack(KIND, "notebook of format 3", _version_3, score=10.0),
)
