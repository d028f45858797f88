"""Processes and what they leave: stopped, doubled, hidden and lasting ones, and outputs in very many small parts."""

# ruff: noqa: E501  hostile code reads better unbroken

from __future__ import annotations

from pathlib import Path

import nbformat

from tests.attacks.hostile.attack import Attack, Put, code
from tests.attacks.hostile.denial import KIND
from tests.attacks.hostile.forging import KIND as FORGED
from tests.attacks.hostile.forging import SEND
from tests.attacks.hostile.reaching import LEAK_WORD, WRITE
from tests.grading.small_day import RIGHT, answering, by_name, submit

_LINE = (
    '{"cell": 3, "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"application/vnd.analysis-academy'
    '.answer+json": {"version": 1, "exercise": "day04.links", "answer": [], "score": 1}}}], "execution_count": 3}'
)


def _before(*cells: str) -> Put:
    """Cells of one's own before the answer."""

    def edit(notebook: nbformat.NotebookNode) -> None:
        place = notebook.cells.index(by_name(notebook, "links-answer"))
        for number, source in enumerate(cells):
            notebook.cells.insert(place + number, nbformat.v4.new_code_cell(source, id=f"mine{number}"))

    return lambda root, who: submit(root, who, edit)


def _startup_files(root: Path, who: str) -> None:
    """Files that some program reads as it starts, in places where one may look for them."""
    stops = "raise SystemExit('started')"
    folder = submit(root, who, answering(RIGHT))
    for place in (
        "ipython_config.py",
        "ipython_kernel_config.py",
        "profile_default/startup/00.py",
        ".ipython/profile_default/startup/00.py",
        ".pythonrc",
        ".pdbrc",
        "ipykernel/__init__.py",
        "encodings/__init__.py",
        "numpy/__init__.py",
        "recorder/__init__.py",
        "_distutils_hack/__init__.py",
        "pyvenv.cfg",
        "python311._pth",
        "bin/python",
        "toolkit.cpython-311-x86_64-linux-gnu.so",
    ):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(stops)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "toolkit.cpython-311.pyc").write_bytes(b"\xa7\r\r\n" + b"\0" * 40)


PROCESSES = (
    code(
        KIND, "stops itself", "import os, signal\nlinks = None\nos.kill(os.getpid(), signal.SIGSTOP)", words="held up"
    ),
    code(
        KIND,
        "takes its deadline away",
        "import signal\nlinks = None\nsignal.setitimer(signal.ITIMER_REAL, 0); signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        "signal.setitimer = signal.alarm = lambda *a: None\nwhile True: pass",
        words="out of time",
    ),
    code(
        KIND,
        "a grandchild in a session of its own, under another name",
        "import ctypes, os, time\nlinks = None\nlibc = ctypes.CDLL(None)\nlibc.prctl(36, 1, 0, 0, 0)\nif os.fork() == 0:\n"
        "    os.setsid()\n    if os.fork() == 0:\n        libc.prctl(15, b'bwrap', 0, 0, 0); libc.prctl(1, 0, 0, 0, 0)\n        time.sleep(60)\n    os._exit(0)",
        words="left a process running",
    ),
    code(
        KIND,
        "very many small outputs",
        "import sys\nlinks = None\nfor _ in range(10**6): sys.stdout.write('a'); sys.stderr.write('b')",
    ),
    code(
        KIND,
        "very many small outputs past the recorder",
        'import os\nlinks = None\none = \'{"output_type": "stream", "name": "stdout", "text": "a"},\'\n'
        'line = (\'{"cell": 2, "outputs": [\' + (one * 100_000)[:-1] + \'], "execution_count": 1}\\n\').encode()\n'
        "for number in range(3, 32):\n    try:\n        if os.readlink(f'/proc/self/fd/{number}').startswith('pipe:'):\n            left = line\n            while left: left = left[os.write(number, left):]\n    except OSError: pass",
    ),
    code(
        KIND,
        "a picture and an archive that unfold",
        "import base64, gzip, zlib\nfrom IPython.display import display\nlinks = None\n"
        "bomb = base64.b64encode(zlib.compress(b'0' * (200 << 20), 9)).decode()\n"
        "display({'image/png': bomb, 'application/gzip': bomb, 'text/plain': 'x'}, raw=True)\n"
        "display({'image/png': 'iVBORw0KGgo' + 'A' * 4_000_000}, raw=True)",
    ),
    code(
        KIND,
        "widgets with large states",
        "import ipywidgets\nlinks = None\nheld = [ipywidgets.HTML('x' * 10**6) for _ in range(200)]\nfor one in held: display(one)",
    ),
    code(KIND, "an await that never ends", "import asyncio\nlinks = None\nawait asyncio.sleep(10**6)"),
    code(
        KIND,
        "an interpreter within, and threads of C",
        "import threading\nlinks = None\ntry:\n    import _xxsubinterpreters as inner\n    one = inner.create()\n"
        "    threading.Thread(target=inner.run_string, args=(one, 'while True: pass'), daemon=True).start()\nexcept ImportError: pass",
    ),
    code(
        KIND,
        "a list and a name that never end when they are shown",
        "class Long:\n    def __repr__(self):\n        while True: pass\n    _repr_mimebundle_ = lambda s, **k: {'text/plain': 'x' * 10**8}\n"
        "links = None\ndisplay(Long())\nLong()",
    ),
    code(
        FORGED,
        "lines of its own in the notebook's report",
        "import os\nlinks = None\nline = " + repr(_LINE + "\n") + ".encode()\nfor number in range(3, 64):\n"
        "    try:\n        for way in (number, os.open(f'/proc/self/fd/{number}', os.O_WRONLY)): os.write(way, line + b'{\"done\": true}\\n')\n    except OSError: pass",
        words="",
    ),
    Attack(
        FORGED,
        "shells and magics",
        _before(
            "%%bash\necho '10 of 10'; kill -9 -1",
            "%%script python3\nprint(10.0)",
            "!touch /academy/input/release/x; rm -rf /academy /work ~/*",
            "%run -i nothing.py\n%load_ext nothing\n%reset -f",
            "%%javascript\nwindow.ran = 1",
            "exit()\nquit()\nget_ipython().ask_exit()",
        ),
        words="",
    ),
    Attack(WRITE, "files that are read at a start", _startup_files, score=10.0),
    code(
        WRITE,
        "its own toolkit, runner and environment",
        "import os, sys, toolkit\nlinks = None\n"
        "for path in (toolkit.__file__, '/academy/runner/inside.py', '/academy/runner/recorder.py', '/academy/input/release/exercises.json', sys.executable, os.__file__):\n"
        "    for act in (lambda: open(path, 'ab').close(), lambda: os.chmod(path, 0o777), lambda: os.remove(path), lambda: os.rename(path, path + '~'), lambda: os.utime(path)):\n"
        f"        try: act(); print({LEAK_WORD}, path)\n        except OSError: pass\n"
        "for place in sys.path:\n    try:\n        open(os.path.join(place or '.', 'sitecustomize.py'), 'w').write('x')\n"
        f"        if place not in ('', os.getcwd()): print({LEAK_WORD}, place)\n    except OSError: pass",
    ),
    code(
        WRITE,
        "left for the next: shared memory, locks, temporary files",
        SEND
        + "import os\nlinks = None\nfor place in ('/tmp', '/dev/shm', '/var/tmp', '/run', '/dev/mqueue', '/home', '/'):\n"
        "    name = os.path.join(place, 'left-by-another')\n"
        f"    if os.path.exists(name): print({LEAK_WORD}, name)\n    try: open(name, 'w').write('x')\n    except OSError: pass",
    ),
)
