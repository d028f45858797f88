"""Notebook files of odd formats, and what a submission's folder and its owner may be called."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.hostile.attack import Attack, Put, change
from tests.attacks.hostile.files import KIND as LINKS
from tests.attacks.hostile.files import NAMES
from tests.attacks.hostile.notebooks import KIND
from tests.grading.small_day import NOTEBOOK, RIGHT, answering, by_name, submit

WRONG = "links = [{'a': 'N001', 'b': 'N006', 'status': 'confirmed'}]"


def _written(make: Callable[[dict[str, Any]], str | bytes], answer: str = RIGHT) -> Put:
    """The notebook written by hand, from its content."""

    def put(root: Path, who: str) -> None:
        file = submit(root, who, answering(answer)) / f"{NOTEBOOK}.ipynb"
        made = make(json.loads(file.read_text()))
        file.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"))

    return put


def _keys_twice(content: dict[str, Any]) -> str:
    """Every key of the notebook and of its cells twice: a reader that takes the first sees another notebook."""
    wrong = json.dumps({**content, "cells": []})
    cells = ", ".join(
        f'{{"source": {json.dumps(WRONG)}, "cell_type": "raw", {json.dumps(cell)[1:]}' for cell in content["cells"]
    )
    return f'{wrong[:-1]}, "cells": [{cells}]}}'


def _version_2(content: dict[str, Any]) -> str:
    cells = [
        {"cell_type": cell["cell_type"], "language": "python", "input": cell["source"], "outputs": []}
        for cell in content["cells"]
    ]
    return json.dumps({"metadata": {}, "nbformat": 2, "worksheets": [{"cells": cells}, {"cells": [None]}]})


def _swaps_names(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    answer, mark = (by_name(notebook, name).metadata.nbgrader for name in ("links-answer", "links-mark"))
    answer.grade_id, mark.grade_id = mark.grade_id, answer.grade_id
    mark.update(locked=False, solution=True, points=-1e308)


def _ids_taken(notebook: Any) -> None:
    """Cells of one's own, in front, that carry the ids of the day's."""
    answering(RIGHT)(notebook)
    for name in ("links-mark", "links-answer", "setup", "own-1"):
        notebook.cells.insert(0, nbformat.v4.new_code_cell(f"# {name}", id=name))


def _heavy(notebook: Any) -> None:
    """Attachments and widget states, which a page would have to hold."""
    answering(RIGHT)(notebook)
    by_name(notebook, "briefing").attachments = {f"{n}.png": {"image/png": "A" * 10**6} for n in range(15)}
    state = {f"{n:032x}": {"model_name": "HTMLModel", "state": {"value": "x" * 1000}} for n in range(3000)}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": state, "version_major": 2}}


def _odd_sources(notebook: Any) -> None:
    answering(RIGHT)(notebook)
    for source in ("\x00", "\ud800", "a = 1\r\rb = 2\x0c\x1a", "\u202e# eno", "\ufeffx = 1", "é" * 300_000):
        notebook.cells.insert(1, nbformat.v4.new_code_cell(source))


def _stored_answers(notebook: Any) -> None:
    """Outputs that count nowhere: a right answer and a verdict stored in the mark cell, a count from the metadata."""
    mime = "application/vnd.analysis-academy.answer+json"
    payload = {"version": 1, "exercise": "day04.links", "answer": [], "score": 1.0}
    cell = by_name(notebook, "links-mark")
    cell.outputs = [nbformat.v4.new_output("display_data", {mime: payload})] * 2
    cell.metadata.academy.verdict = {"points": 10, "most": 10, "feedback": "All right."}
    cell.metadata.nbgrader.grade = 10


def _beside(work: Callable[[Path], object]) -> Put:
    return lambda root, who: work(submit(root, who, answering(RIGHT)))


def _sparse(folder: Path) -> None:
    for name in ("data.csv", "2_more.ipynb"):
        with (folder / name).open("wb") as file:
            file.truncate(1 << 40)


def _by_case(folder: Path) -> None:
    for name in (f"{NOTEBOOK.upper()}.ipynb", f"{NOTEBOOK}.IPYNB", f"{NOTEBOOK}.ipynb ", f" {NOTEBOOK}.ipynb"):
        (folder / name).write_text("{}")
    (folder / "EXERCISES.JSON").write_text('{"exercises": {}}')


def _time(*texts: str) -> Put:
    def work(folder: Path) -> None:
        for number, text in enumerate(texts):
            (folder / ("timestamp.txt", "Timestamp.TXT", "timestamp.txt.gz")[number]).write_text(text)

    return _beside(work)


def _linked_time(root: Path, who: str) -> None:
    (submit(root, who, answering(RIGHT)) / "timestamp.txt").symlink_to(root / "workspace.toml")


def _piped_time(folder: Path) -> None:
    os.mkfifo(folder / "timestamp.txt")


def _linked_folders(root: Path, who: str) -> None:
    folder = submit(root, who, answering(RIGHT))
    for name, target in {"case": root / "sealed", "form_values": root / "sealed", "runs": "..", "up": "../.."}.items():
        (folder / name).symlink_to(target, target_is_directory=True)


def _named(name: str, answer: str = RIGHT) -> Put:
    return lambda root, who: submit(root, name, answering(answer))


FORMATS = (
    Attack(KIND, "keys that stand twice", _written(_keys_twice), score=10.0),
    Attack(KIND, "notebook of format 2", _written(_version_2), words="counts as blank"),
    Attack(
        KIND,
        "byte order mark, UTF-32, trailing zeros",
        _written(lambda content: json.dumps(content).encode("utf-32") + b"\0" * 8),
        words="cannot be read",
    ),
    Attack(
        KIND,
        "numbers that are none in the metadata",
        _written(lambda content: json.dumps({**content, "nbformat_minor": float("nan"), "metadata": {"x": 1e999}})),
        score=10.0,
    ),
    Attack(
        KIND,
        "a number of 100,000 digits",
        _written(lambda content: json.dumps(content)[:-1] + f', "x": {"9" * 100_000}}}'),
        words="cannot be read",
    ),
    change(KIND, "nbgrader ids of answer and mark exchanged", _swaps_names, words="locked cell links-mark was changed"),
    change(KIND, "ids of the day's cells taken by own cells", _ids_taken, words="a second cell", score=10.0),
    change(KIND, "attachments and widget states", _heavy, score=10.0),
    change(KIND, "sources that no compiler reads", _odd_sources, score=10.0, words="shortened"),
    change(KIND, "answer and verdict stored in the mark cell", _stored_answers),
    Attack(LINKS, "files of a terabyte without content", _beside(_sparse), score=10.0, words="larger than"),
    Attack(LINKS, "names that differ in case and blanks", _beside(_by_case), score=10.0),
    Attack(LINKS, "links to folders in place of the case and form values", _linked_folders, score=10.0, words="a link"),
    Attack(
        NAMES, "timestamp beyond any calendar", _time("9999-12-31 23:59:59 -23:59"), score=10.0, words="still to come"
    ),
    Attack(
        NAMES, "timestamp of the first year", _time("0001-01-01 00:00:00 UTC", "now"), score=10.0, words="after that"
    ),
    Attack(NAMES, "timestamp is a link", _linked_time, score=10.0, words="a link"),
    Attack(NAMES, "timestamp is a pipe", _beside(_piped_time), score=10.0, words="not a regular file"),
    Attack(NAMES, "a name with spaces", _named("Zz Honest Kim"), score=10.0),
    Attack(
        NAMES,
        "a name in Khmer, with signs above and below",
        _named("\u179f\u17d2\u179a\u17b8\u1793\u17b6\u1784"),
        score=10.0,
    ),
    Attack(NAMES, "a name of 250 bytes", _named("\U00020000" * 62 + "ab"), score=None, words="cannot be"),
    Attack(NAMES, "a name with a line break", _named("zz\nhonest"), score=None, words="cannot be"),
    Attack(NAMES, "another's name with a blank at its end", _named("zz_honest "), score=None, words="cannot be"),
    Attack(NAMES, "a name of nbgrader's own folders", _named("feedback", WRONG)),
)
