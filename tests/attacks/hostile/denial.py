"""Denial of service: what would stop the class, fill the machine or never end."""

from __future__ import annotations

from pathlib import Path

import nbformat

from tests.attacks.hostile.attack import Attack, code
from tests.grading.small_day import RIGHT, answering, submit

KIND = "denial of service"


def _many_slow_cells(root: Path, who: str) -> None:
    def edit(notebook: nbformat.NotebookNode) -> None:
        for number in range(60):
            notebook.cells.insert(1, nbformat.v4.new_code_cell("import time; time.sleep(1.5)", id=f"slow{number}"))

    submit(root, who, edit)


def _zip_bomb(root: Path, who: str) -> None:
    import zipfile

    folder = submit(
        root,
        who,
        answering(
            "links = None\nimport zipfile\nwith zipfile.ZipFile('bomb.zip') as file:\n"
            "    for name in file.namelist(): file.extract(name, '/tmp')"
        ),
    )
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(20):
            file.writestr(f"../../zeros{number}", b"0" * (60 << 20) if number < 2 else b"0" * (20 << 20))


def _large_values(root: Path, who: str) -> None:
    folder = submit(root, who, answering(RIGHT))
    (folder / "form_values").mkdir()
    (folder / "form_values" / "day04.links.json").write_text("[" * 2_000_000)
    (folder / "form_values" / "more.json").write_text('{"x": "' + "x" * (6 << 20) + '"}')


DENIAL = (
    code(
        KIND,
        "a loop that ignores interrupts",
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True: pass",
        words="out of time",
    ),
    code(
        KIND,
        "a loop that catches everything",
        "while True:\n    try:\n        while True: __import__('time').sleep(0.1)\n    except BaseException: pass",
        words="out of time",
    ),
    code(KIND, "a loop in C", "links = None\nsum(range(10**13))", words="out of time"),
    code(
        KIND,
        "a regular expression that explodes",
        "import re\nlinks = None\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
        words="",
    ),
    code(KIND, "a very large power", "links = None\n10**10**9"),
    Attack(KIND, "sixty slow cells", _many_slow_cells, words="out of time"),
    code(KIND, "memory", "links = None\nheld = []\nwhile True: held.append(bytearray(10**8))", bomb=True),
    code(
        KIND,
        "memory shared by many processes",
        "import mmap, os, time\nlinks = None\nfor _ in range(12):\n    if os.fork() == 0:\n"
        "        held = mmap.mmap(-1, 400 << 20)\n        for at in range(0, len(held), 4096): held[at] = 1\n"
        "        time.sleep(60)\ntime.sleep(60)",
        words="stopped",
        bomb=True,
    ),
    code(
        KIND,
        "memory behind descriptors",
        "import os\nlinks = None\nheld = []\nwhile True:\n    one = os.memfd_create('x')\n"
        "    os.write(one, b'0' * (32 << 20)); held.append(one)",
        bomb=True,
    ),
    code(
        KIND,
        "forks",
        "import os\nlinks = None\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        words="stopped",
        bomb=True,
    ),
    code(
        KIND,
        "threads",
        "import threading, time\nlinks = None\nwhile True:\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        bomb=True,
    ),
    code(
        KIND,
        "disk",
        "links = None\nfor number in range(10**4):\n"
        "    with open(f'/tmp/{number}', 'wb') as file: file.write(b'0' * (50 << 20))",
        bomb=True,
    ),
    code(
        KIND,
        "inodes",
        "links = None\nfor i in range(10**6): open(f'/tmp/{i}', 'w').close()",
        words="too many files",
        bomb=True,
    ),
    code(KIND, "descriptors", "links = None\nheld = [open('/dev/null') for _ in range(10**5)]"),
    code(KIND, "output without end", "links = None\nwhile True: print('x' * 1000)"),
    code(KIND, "one enormous line", "links = None\nprint('x' * 10**8)"),
    code(KIND, "an enormous error", "links = None\nraise ValueError('x' * 10**8)"),
    code(
        KIND,
        "displays without end",
        "from IPython.display import display\nlinks = None\nwhile True: display({'text/plain': 'x'}, raw=True)",
    ),
    code(KIND, "recursion", "import sys\nlinks = None\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()"),
    code(KIND, "a crash in C", "import ctypes\nctypes.string_at(0)", words="ended early"),
    code(KIND, "input()", "links = input('?')"),
    code(KIND, "getpass and standard input", "import getpass, sys\nsys.stdin.read()\nlinks = getpass.getpass()"),
    code(KIND, "something left at exit", "import atexit, os\nlinks = None\natexit.register(os.system, 'sleep 99')"),
    code(
        KIND,
        "a process left behind",
        "import os, time\nlinks = None\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n    os._exit(0)",
        words="left a process running",
    ),
    code(KIND, "its runner held up", "import os, signal\nlinks = None\nos.kill(2, signal.SIGSTOP)", words="held up"),
    Attack(KIND, "zip bomb that its code opens", _zip_bomb, bomb=True),
    Attack(KIND, "gigantic form values", _large_values, score=10.0, words="larger than"),
)
