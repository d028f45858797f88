"""The sandbox from within, the report that leaves it, and what runs on pages and in tables that show submissions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from classroom.table import to_csv
from grading.classrun import grade
from grading.nbgrader_calls import load_config
from grading.sandbox import Limits, Task, run
from grading.sandbox.launch import FORGED
from tests.attacks.hostile import ATTACKS
from tests.attacks.hostile.pages import SCRIPTS, SHOWN
from tests.grading.small_day import COURSE, DAY, NOTEBOOK, by_name, submit

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


@pytest.mark.sandbox
@pytest.mark.usefixtures("sandbox")
def test_nothing_runs_on_the_feedback_page(workspace: Path, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(notebook: Any) -> None:
        by_name(notebook, "links-answer").source = f"{SHOWN}\nprint({SCRIPTS!r})\nraise ValueError({SCRIPTS!r})"
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


def test_feedback_on_texts_that_take_long_to_lay_out_is_soon_there(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (attack,) = [one for one in ATTACKS if one.name == "texts that take long to lay out"]
    attack.put(workspace, "slow")
    grade(COURSE, DAY, workspace, recorded=True)
    from nbgrader.apps.api import NbGraderAPI

    monkeypatch.chdir(workspace)
    begun = time.process_time()
    made = NbGraderAPI(config=load_config(workspace)).generate_feedback(DAY)
    assert made["success"], made
    assert time.process_time() - begun < 20


def test_no_cell_of_the_class_table_is_a_formula(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"trainee": ["=cmd|'x'!A1", "-b", "anna"], "score": [-1.0, 2.0, None], "note": ["\t@x", "a,\n=b", ""]}
    )
    to_csv(table, tmp_path / "class.csv")
    read = pd.read_csv(tmp_path / "class.csv", keep_default_na=False)
    assert list(read["trainee"]) == ["'=cmd|'x'!A1", "'-b", "anna"]
    assert read["note"][0].startswith("'")
    assert read["score"][0] in (-1.0, "-1.0")
