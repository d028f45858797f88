"""The sandbox: what it gives is what a kernel gives, and what it hides stays hidden."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from grading.execution import fill
from grading.sandbox import Limits, Ran, Task, bubble, launch, run
from tests.grading.small_day import DAY

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
SMALL = Limits(cell_s=15, notebook_s=40, total_s=60)


def ran(workspace: Path, *cells: str, limits: Limits = SMALL) -> Ran:
    release = workspace / "release" / DAY
    return run(Task(release, workspace / "none", {"n": list(cells)}), limits)["n"]


def texts(result: Ran, cell: int) -> str:
    return "".join(str(one.get("text") or one.get("evalue") or one.get("data")) for one in result.outputs.get(cell, ()))


SAMPLES = [
    "x = 1\nprint('a')\nprint('b')\nx",
    "import sys\nprint('out'); print('err', file=sys.stderr)",
    "1/0",
    "def f():\n    raise ValueError('two\\nlines')\nf()",
    "input('name? ')",
    "import pandas as pd\npd.DataFrame({'a': [1.5, None], 'b': ['x', 'y']})",
    "import plotly.graph_objects as go\ngo.Figure(go.Bar(x=[1], y=[2]))",
    "fig = go.Figure(); fig.show()",
    "from IPython.display import *\ndisplay(HTML('<b>a</b>'))\ndisplay({'text/plain': 'raw'}, raw=True)",
    "shown = display('first', display_id=True)",
    "shown.update('second')",
    "print('gone'); clear_output(); print('stays')",
    "",
    "# only a comment",
    "_",
    "5;",
    "%time y = 1\n%who",
    "!echo hello",
    "no_such_name",
    "this is no Python",
    "import warnings; warnings.warn('careful')",
    "await __import__('asyncio').sleep(0)\n'awaited'",
    "import ipywidgets; ipywidgets.IntSlider(value=3)",
    "class Shown:\n    def _repr_html_(self):\n        raise RuntimeError('in repr')\nShown()",
    "from toolkit import mark\nmark('day04.links', None)",
    "mark('day04.links', [{'a': 'N001', 'b': 'N002', 'status': 'confirmed'}])",
    "float('nan')",
    "import sys; sys.exit(3)",
    "'still here'",
]


def plain(outputs: list[Any]) -> str:
    """Outputs without what differs from run to run: times, addresses, widget ids, file places."""
    joined: list[Any] = []
    for one in outputs:
        one = dict(one)
        if joined and one["output_type"] == "stream" and joined[-1].get("name") == one["name"]:
            joined[-1]["text"] += one["text"]
        else:
            joined.append(one)
    text = json.dumps(joined, sort_keys=True, ensure_ascii=False)
    for pattern in (r"0x[0-9a-f]+", r"[0-9a-f]{32}", r"[\d.]+ (ns|μs|µs|ms|s)\b", r"/[\w./-]+\.py:?\d*"):
        text = re.sub(pattern, "~", text)
    return text


def test_outputs_are_those_of_a_kernel(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in SAMPLES])
    boxed = nbformat.from_dict(notebook)
    fill(boxed, ran(workspace, *SAMPLES))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    client = NotebookClient(
        notebook, allow_errors=True, timeout=60, resources={"metadata": {"path": str(workspace / "release" / DAY)}}
    )
    client.execute(env={**os.environ, "IPYTHONDIR": str(tmp_path)})
    different = []
    for source, one, other in zip(SAMPLES, boxed.cells, notebook.cells, strict=True):
        kernel = [dict(output) for output in other.outputs]
        mine = [dict(output) for output in one.outputs]
        if "input(" in source or "mark('day04.links', None)" in source:  # frames of ours stand in the traceback
            kernel, mine = [[{**output, "traceback": ""} for output in listed] for listed in (kernel, mine)]
        if "fig.show()" in source or "%time" in source:
            kernel, mine = [[{**output, "text": ""} for output in listed] for listed in (kernel, mine)]
        if (plain(mine), one.execution_count) != (plain(kernel), other.execution_count):
            different.append((source, plain(mine)[:1500], plain(kernel)[:1500], one.execution_count))
    assert different == []


def test_nothing_of_ours_is_in_sight(workspace: Path) -> None:
    modules = "".join(
        f"try:\n    import {name}.errors, {name}.marking\n    print('FOUND')\nexcept ImportError: pass\n"
        for name in ("grading", "synthetic_data", "classroom", "curriculum")
    )
    secret = (workspace / "sealed").resolve()
    look = (
        "import os, pathlib\n"
        f"print(os.path.exists({str(secret)!r}), os.path.exists({str(workspace)!r}))\n"
        "print([str(p) for p in pathlib.Path('/academy').rglob('*') if 'toolkit' not in str(p)])\n"
        "print(sorted(os.environ), os.getuid())\n"
        "seen = ''\n"
        "for entry in os.listdir('/proc'):\n"
        "    try: seen += open(f'/proc/{entry}/environ').read() + open(f'/proc/{entry}/cmdline').read()\n"
        "    except OSError: pass\n"
        f"print('LEAK' if {str(workspace.name)!r} in seen or 'ACADEMY' in seen else 'clean')"
    )
    os.environ["ACADEMY_SECRET"] = "ACADEMY"
    result = ran(workspace, modules, look)
    del os.environ["ACADEMY_SECRET"]
    assert "FOUND" not in texts(result, 0)
    shown = texts(result, 1)
    assert shown.startswith("False False")
    assert "SECRET" not in shown
    assert "clean" in shown
    assert " 0\n" not in shown


CONNECT = """
import socket
for place in (("127.0.0.1", 22), ("192.0.2.1", 80)):
    try:
        socket.create_connection(place, 2)
        print("OPEN")
    except OSError:
        print("shut")
"""
WRITE = """
for place in ("/", "/usr", "/academy", "/dev", "/academy/library/toolkit", "/academy/input"):
    try:
        open(place + "/x", "w")
        print("WROTE", place)
    except OSError:
        print("refused")
"""


def test_no_network_and_no_writing_outside_home(workspace: Path) -> None:
    own = "open('mine', 'w').write('x'); open('/tmp/mine', 'w').write('x'); print('own')"
    result = ran(workspace, CONNECT, WRITE, own, "import os; print(os.listdir('.'))")
    assert texts(result, 0) == "shut\nshut\n"
    assert texts(result, 1) == "refused\n" * 6
    assert texts(result, 2) == "own\n"
    assert "exercises.json" in texts(result, 3)


def test_a_module_beside_the_notebook_shadows_nothing(workspace: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("toolkit", "json", "pandas", "helper"):
        (own / f"{name}.py").write_text("print('SHADOW'); value = 1")
    task = Task(
        workspace / "release" / DAY,
        own,
        {"n": ["import toolkit, json, pandas; print(toolkit.__file__)", "import helper"]},
    )
    result = run(task, SMALL)["n"]
    assert "SHADOW" not in texts(result, 0)
    assert texts(result, 1) == "SHADOW\n"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("import time; time.sleep(99)", "longer than"),
        ("import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass", "out of time"),
        ("import os; os._exit(0)", "ended early"),
        ("import os, signal; os.kill(os.getppid(), signal.SIGKILL)", "ended early"),
        ("print('x' * 10**9)", "left out"),
        ("x = bytearray(20 * 10**9)", "MemoryError"),
        ("open('big', 'wb').write(b'0' * 10**9)", "File too large"),
        ("def f(): f()\nf()", "RecursionError"),
        (
            "import os\nfor _ in range(10**4):\n    if os.fork() == 0:\n        import time; time.sleep(60)",
            "temporarily unavailable",
        ),
        ("files = [open('/dev/null') for _ in range(10**4)]", "Too many open files"),
    ],
    ids=[
        "sleep",
        "ignores interrupts",
        "exit",
        "kills its parent",
        "flood",
        "memory",
        "disk",
        "recursion",
        "forks",
        "files",
    ],
)
def test_every_bomb_is_stopped(workspace: Path, code: str, word: str) -> None:
    limits = Limits(cell_s=5, notebook_s=15, total_s=60, cell_output=10**6)
    result = ran(workspace, code, "print('after')", limits=limits)
    assert word in result.ended + str(result.outputs.get(0))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code), nbformat.v4.new_code_cell("1")])
    fill(notebook, result)
    nbformat.validate(notebook)


def test_an_environment_below_tmp_is_not_covered_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout may stand anywhere; what is empty and writable inside comes first, what is shown lies over it."""
    monkeypatch.setattr(bubble.sys, "prefix", str(tmp_path / "environment"))
    with bubble.command("userns", tmp_path, tmp_path / "none", Limits()) as command:
        words = list(command)
    shown = words.index(str(tmp_path / "environment"))
    assert max(at for at, word in enumerate(words) if word == "--tmpfs" and words[at + 1] == "/tmp") < shown


def test_a_bomb_in_one_class_run_keeps_no_other_from_starting_a_process(tmp_path: Path) -> None:
    """The kernel counts processes by user, so two runs at once may not share one."""
    bomb = (
        "import sys; from pathlib import Path; from grading.sandbox import Limits, Task, run; "
        "here = Path(sys.argv[1]); "
        "code = 'import os\\nwhile True:\\n    try: os.fork()\\n    except OSError: pass'; "
        "print(run(Task(here, here / 'none', {'a': [code]}), Limits(cell_s=8, notebook_s=10, total_s=12)))"
    )
    at_work = [
        subprocess.Popen([sys.executable, "-c", bomb, str(tmp_path)], stdout=subprocess.PIPE, text=True) for _ in "ab"
    ]
    time.sleep(4)
    honest = Task(tmp_path, tmp_path / "none", {"a": ["import subprocess; print(subprocess.call(['true']))"]})
    found = run(honest, Limits())["a"]
    said = [one.communicate(timeout=60)[0] for one in at_work]
    assert (found.ended, found.outputs[0][0]["text"]) == ("finished", "0\n")
    assert all("stopped" in words for words in said)


def test_a_sandbox_of_root_has_a_user_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    users = {(pid, slot): 0 for pid in (1, 2, 4_000_000) for slot in (0, 1, 999)}
    for pid, slot in users:
        monkeypatch.setattr("os.getpid", lambda pid=pid: pid)
        users[pid, slot] = launch.user_of(slot)
    assert len(set(users.values())) == len(users)
    assert 1000 < min(users.values()) <= max(users.values()) < 2**32 - 2
    monkeypatch.setattr(launch, "_users", lambda: 65_536)
    assert [launch.user_of(slot) for slot in (0, 7)] == [61_000, 61_007]
