"""Outputs, files and names that try to stop the class, to stay ungraded, or to run where they are shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from classroom.table import to_csv
from grading.classrun import grade
from grading.nbgrader_calls import load_config
from grading.sandbox import Limits, Task, run
from grading.sandbox.launch import FORGED
from tests.grading.small_day import COURSE, DAY, EXERCISE, NOTEBOOK, RIGHT, answering, by_name, submit

SHOW = "from IPython.display import display\nlinks = None\n"
ANSWER = "application/vnd.analysis-academy.answer+json"
# Code for the answer cell; none of it answers the exercise, and each must end as a mark of 0, never as "not graded".
CODE = {
    "surrogates in text": "links = None\nprint('\\ud800')",
    "surrogates in HTML": SHOW + "display({'text/html': '<b>\\udfff</b>'}, raw=True)",
    "surrogates in an error": "links = None\nraise ValueError('\\ud800')",
    "surrogates in the answer": "links = [{'a': '\\ud800', 'b': 'N001', 'status': 'confirmed'}]",
    "steers the terminal": "links = None\ndef mark(*_): raise ValueError('\\x1b]0;x\\x07\\u202eseen')",
    "nested JSON": SHOW + "v = []\nfor _ in range(400): v = [v]\ndisplay({'application/json': v}, raw=True)",
    "not finite": SHOW + "display({'application/json': [float('nan'), float('inf')]}, raw=True)",
    "a bomb of lists": SHOW + "display({'application/json': [[]] * 2_000_000}, raw=True)",
    "odd MIME types": SHOW + "display({'': 'x', 'a b/<script>': 'y', 'a/b+json': [None]}, raw=True)",
    "a count below 0": "links = None\nget_ipython().execution_count = -5",
    "leaves something at exit": "import atexit, os\nlinks = None\natexit.register(os.system, 'sleep 99')",
    "asks": "links = input('?')",
    "in C": "links = None\nsum(range(10**13))",
    "holds its runner up": "import os, signal\nlinks = None\nos.kill(2, signal.SIGSTOP)",
    "a flood of files": "links = None\nfor i in range(10**6): open(f'/tmp/{i}', 'w').close()",
    "an unending answer": SHOW + f"def mark(*_): display({{'{ANSWER}': {{'answer': [float('inf')]}}}}, raw=True)",
}
WORDS = {
    "steers the terminal": "?]0;x??seen",
    "in C": "out of time",
    "holds its runner up": "held up by a signal",
    "a flood of files": "too many files",
}


def _odd_files(workspace: Path) -> None:
    """Right answers beside files that must not keep them from being graded."""
    folder = submit(workspace, "clock_folder", answering(RIGHT))
    (folder / "timestamp.txt").mkdir()
    (folder / "timestamp.txt" / "x").write_text("a")
    folder = submit(workspace, "clock_long", answering(RIGHT))
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC" + " " * 100 + "garbage")
    folder = submit(workspace, "notebook_folder", answering(RIGHT))
    (folder / "2_more.ipynb").mkdir()
    (folder / "2_more.ipynb" / "x").write_text("a")
    folder = submit(workspace, "links", answering(RIGHT))
    for number in range(500):
        (folder / f"l{number}").symlink_to("/etc/passwd")
    folder = submit(workspace, "shadows", answering(RIGHT))
    for name in ("pandas.py", "sitecustomize.py", "usercustomize.py", "x.pth", "nbgrader_config.py", "matplotlibrc"):
        (folder / name).write_text("raise SystemExit('shadowed')")
    (folder / "toolkit").mkdir()
    (folder / "toolkit" / "__init__.py").write_text("raise SystemExit('shadowed')")


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_nothing_odd_leaves_a_submission_ungraded(workspace: Path) -> None:
    names = {f"t{number:02d}": name for number, name in enumerate(CODE)}
    for trainee, name in names.items():
        submit(workspace, trainee, answering(CODE[name]))
    _odd_files(workspace)
    folder = submit(workspace, "bomb")
    (folder / f"{NOTEBOOK}.ipynb").write_text('{"cells": [' + "[]," * 3_000_000 + "[]]}")
    folder = submit(workspace, "deep")
    output = '{"output_type": "display_data", "metadata": {}, "data": {"a/json": ' + "[" * 600 + "]" * 600 + "}}"
    cell = '{"cell_type": "code", "id": "links-answer", "source": "links = None", "outputs": [' + output + "]}"
    (folder / f"{NOTEBOOK}.ipynb").write_text('{"cells": [' + cell + "]}")
    for name in (os.fsdecode(b"\xff\x1b[2J"), "=cmd|'x'!A1"):
        (workspace / "submitted" / name / DAY).mkdir(parents=True)

    results = grade(COURSE, DAY, workspace, limits=Limits(cell_s=4, notebook_s=8, total_s=16))
    found = {one.trainee: one for one in results if one.exercise == EXERCISE}
    assert {names[one]: found[one].score for one in names if found[one].score != 0.0} == {}
    right = ("clock_folder", "clock_long", "notebook_folder", "links", "shadows")
    assert {one: found[one].score for one in right} == dict.fromkeys(right, 10.0)
    assert (found["bomb"].score, found["deep"].score) == (0.0, 0.0)
    assert found["=cmd|'x'!A1"].score is None
    assert all((one.trainee + one.note).isprintable() for one in results)
    assert all(len(one.note) < 2500 for one in results)
    for trainee, name in names.items():
        assert WORDS.get(name, "") in found[trainee].note, (name, found[trainee].note)


FORGE = """
import os
line = b'{"notebook": "b", "ended": "finished", "cells": []}\\n'
for number in range(3, 64):
    try: os.write(number, line)
    except OSError: pass
for number in range(3, 64):
    try:
        with open(f"/proc/2/fd/{number}", "wb", buffering=0) as report: report.write(line)
        print("OPENED")
    except OSError: pass
for name in ("mem", "environ", "maps"):
    try: open(f"/proc/2/{name}", "rb").read(1); print("READ", name)
    except OSError: pass
import ctypes
print("TRACED" if ctypes.CDLL(None).ptrace(16, 2, 0, 0) == 0 else "refused")
if os.fork() == 0:
    import time
    os.setsid()
    time.sleep(4)
    open("/home/trainee/survived", "w")
    os._exit(0)
"""


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_one_notebook_reaches_neither_the_runner_nor_the_next(workspace: Path) -> None:
    later = "import os, time\ntime.sleep(3)\nprint(os.path.exists('/home/trainee/survived'))"
    net = (
        "import socket\nfor family, place in ((2, ('127.0.0.1', 80)), (2, ('192.0.2.1', 53)), (1, '\\0x')):\n"
        "    try: socket.socket(family).connect(place); print('OPEN')\n    except OSError: print('shut')\n"
        "try: socket.getaddrinfo('example.org', 80); print('OPEN')\nexcept OSError: print('shut')"
    )
    task = Task(workspace / "release" / DAY, workspace / "none", {"a": [FORGE], "b": [later, net]})
    result = run(task, Limits(cell_s=10, notebook_s=20, total_s=40))
    assert [one.ended for one in result.values()] == ["stopped: it left a process running", "finished"]
    assert [one["text"] for one in result["a"].outputs[0]] == ["refused\n"]
    assert [one["text"] for cell in (0, 1) for one in result["b"].outputs[cell]] == ["False\n", "shut\n" * 4]


def test_a_report_out_of_order_counts_for_nothing(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"notebook": "%s", "ended": "finished", "cells": [[0, {"outputs": [], "execution_count": 1}]]}'
    monkeypatch.setattr("grading.sandbox.launch._mode", lambda: ("userns", ""))
    task = Task(workspace, workspace, {"a": ["1"], "b": ["2"]})
    for names in ((b"b", b"a"), (b"a", b"a"), (b"a", b"b", b"b")):
        monkeypatch.setattr("grading.sandbox.launch._start", lambda *_, n=names: ([line % one for one in n], ""))
        assert {one.ended for one in run(task).values()} == {FORGED}


SCRIPTS = """
<script>window.ran = 1</script><img src=x onerror="window.ran = 1"><svg onload="window.ran = 1"></svg>
<a href="javascript:window.ran = 1" class="navbar-fixed-top">press</a> [press](javascript:window.ran=1)
<iframe srcdoc="<script>parent.ran = 1</script>"></iframe><details open ontoggle="window.ran = 1">x</details>
"""


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_nothing_runs_on_the_feedback_page(workspace: Path, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(notebook: Any) -> None:
        kinds = ("text/html", "text/markdown", "image/svg+xml", "application/javascript", "text/latex", "image/png")
        by_name(notebook, "links-answer").source = (
            SHOW + f"for kind in {kinds}: display({{kind: {SCRIPTS!r}, 'text/plain': {SCRIPTS!r}}}, raw=True)\n"
            f"print({SCRIPTS!r})\nraise ValueError({SCRIPTS!r})"
        )
        by_name(notebook, "why").source = SCRIPTS

    submit(workspace, "scripter", change)
    grade(COURSE, DAY, workspace)
    from nbgrader.apps.api import NbGraderAPI

    monkeypatch.chdir(workspace)
    made = NbGraderAPI(config=load_config(workspace)).generate_feedback(DAY)
    assert made["success"], made
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = workspace / "feedback" / "scripter" / DAY / f"{NOTEBOOK}.html"
    page.goto(file.as_uri())
    for link in page.get_by_text("press").all():
        if link.is_visible():
            link.click(timeout=2000, no_wait_after=True)
    assert page.evaluate("window.ran") is None
    assert page.locator("script, iframe, svg, [class*=navbar]").count() == 0
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


def test_no_cell_of_the_class_table_is_a_formula(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"trainee": ["=cmd|'x'!A1", "-b", "anna"], "score": [-1.0, 2.0, None], "note": ["\t@x", "a,\n=b", ""]}
    )
    to_csv(table, tmp_path / "class.csv")
    read = pd.read_csv(tmp_path / "class.csv", keep_default_na=False)
    assert list(read["trainee"]) == ["'=cmd|'x'!A1", "'-b", "anna"]
    assert read["note"][0].startswith("'")
    assert read["score"][0] in (-1.0, "-1.0")
