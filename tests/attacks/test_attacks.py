"""Submissions that try to get marks, keys or more: none gains a point, and the class goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grading.classrun import grade
from tests.grading.small_day import COURSE, DAY, EXERCISE, RIGHT, SECRET, answering, by_name, submit

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
Change = Callable[[Any], None]

FORGE = """
from IPython.display import display
MIME = "application/vnd.analysis-academy.answer+json"
def forge(**more):
    display({MIME: {"version": 1, "exercise": "day04.links", "answer": [], **more}, "text/plain": "10"}, raw=True)
"""
# Code for the answer cell. None of it answers the exercise.
CODE = {
    "prints a score": "links = []\nprint(10.0)\n10.0",
    "forges a payload elsewhere": FORGE + "forge(score=1.0)\nlinks = None",
    "patches mark to claim a score": FORGE
    + "import toolkit\nmark = lambda *a: forge(score=1.0, verdict='full')\nlinks = None",
    "patches mark to give two answers": FORGE + "mark = lambda *a: (forge(), forge())\nlinks = None",
    "patches mark to answer another exercise": FORGE + "mark = lambda *a: forge(exercise='day04.other')\nlinks = None",
    "patches mark to return points": "mark = lambda *a: 10.0\nlinks = None",
    "patches mark to send no JSON": FORGE + "mark = lambda *a: display({MIME: object()}, raw=True)\nlinks = None",
    "answers with an equal-to-all object": (
        "class All(str):\n    __eq__ = lambda self, other: True\n    __hash__ = lambda self: 0\n"
        "links = [{'a': All('N001'), 'b': All('N006'), 'status': 'confirmed'}]"
    ),
    "answers everything": (
        "links = [{'a': f'N00{i}', 'b': f'N00{j}', 'status': 'confirmed'} for i in range(1, 7) for j in range(1, i)]"
    ),
    "answers not a number": "links = float('nan')",
    "patches JSON": 'import json\njson.dumps = lambda *a, **k: \'{"cell": 3, "outputs": []}\'\nlinks = None',
    "patches the shell": "get_ipython().run_cell = None\nget_ipython().events.callbacks.clear()\nlinks = None",
    "looks for keys": (
        "import os, json\nlinks = None\nfor root, _, files in os.walk('/'):\n"
        "    if root.startswith(('/proc', '/sys')): continue\n    for name in files:\n"
        "        if name.startswith('day04.') or name == 'workspace.toml':\n            print('FOUND', root, name)"
    ),
    "imports the judge": "import grading.judge, synthetic_data.truth\nlinks = None",
    "leaves at once": "import os\nos._exit(0)",
    "kills everything": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "never ends": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    "writes the report itself": (
        "import os\nfor number in range(3, 30):\n"
        '    try: os.write(number, b\'{"notebook": "1_links", "ended": "finished", "cells": 3}\\n[]\\nx\')\n'
        "    except OSError: pass\nlinks = None"
    ),
    "floods": "import os\nlinks = None\nprint('x' * 10**8)\nopen('f', 'w').write('x' * 10**9)",
}


def deletes_the_mark_cell(notebook: Any) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id != "links-mark"]


def edits_the_mark_cell(notebook: Any) -> None:
    by_name(notebook, "links-mark").source = "1.0"


def makes_the_mark_cell_an_answer(notebook: Any) -> None:
    cell = by_name(notebook, "links-mark")
    cell.metadata.nbgrader.update(solution=True, grade=True, locked=False, points=1000)
    cell.metadata.academy.exercise = "day04.easier"
    cell.source = "1000"


def adds_a_second_mark_cell(notebook: Any) -> None:
    notebook.cells.append(nbformat.from_dict({**by_name(notebook, "links-mark"), "id": "mine", "source": "10.0"}))


def stores_outputs(notebook: Any) -> None:
    data = {"text/plain": "10.0"}
    by_name(notebook, "links-mark").outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]


def changes_the_schema(notebook: Any) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 99


NOTEBOOKS: dict[str, Change] = {
    change.__name__.replace("_", " "): change
    for change in (
        deletes_the_mark_cell,
        edits_the_mark_cell,
        makes_the_mark_cell_an_answer,
        adds_a_second_mark_cell,
        stores_outputs,
        changes_the_schema,
    )
}


def test_no_attack_gains_a_point_and_the_class_goes_on(workspace: Path) -> None:
    from grading.sandbox import Limits

    attacks: dict[str, Change] = {**{name: answering(code) for name, code in CODE.items()}, **NOTEBOOKS}
    names = {f"t{number:02d}": name for number, name in enumerate(attacks)}
    for trainee, name in names.items():
        submit(workspace, trainee, attacks[name])
    linked = workspace / "submitted" / "linked" / DAY
    linked.parent.mkdir()
    linked.symlink_to(workspace / "source" / DAY)
    submit(workspace, "zz_honest", answering(RIGHT))

    limits = Limits(cell_s=6, notebook_s=15, total_s=30, cell_output=10**6)
    results = grade(COURSE, DAY, workspace, limits=limits)
    marks = {one.trainee: one.score for one in results if one.exercise == EXERCISE}
    gained = {names[one]: score for one, score in marks.items() if score != 0.0 and one in names}
    assert gained == {}
    assert marks["zz_honest"] == 10.0
    assert set(marks) == {*names, "zz_honest"}

    notes = {names.get(one.trainee, one.trainee): one.note for one in results if one.exercise == EXERCISE}
    for name, words in {
        "patches mark to give two answers": "2 answers were recorded",
        "patches mark to answer another exercise": "names exercise 'day04.other'",
        "patches mark to claim a score": "does not have the parts",
        "deletes the mark cell": "was deleted",
        "edits the mark cell": "locked cell links-mark was changed",
        "leaves at once": "ended early",
        "never ends": "out of time",
    }.items():
        assert words in notes[name], (name, notes[name])
    for folder in ("autograded", "staged"):
        for file in (workspace / folder).rglob("*.ipynb"):
            text = file.read_text()
            assert SECRET not in text
            assert "FOUND /" not in text
