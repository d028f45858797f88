"""A grader who is nobody special: the sandbox of an ordinary user, who is mapped and has no capability."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grading.small_day import COURSE, DAY, EXERCISE, RIGHT, answering, submit

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
# As root the test makes itself such a user first, in a namespace of its own.
ORDINARY = ["bwrap", "--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--bind", "/", "/"]
ORDINARY += ["--dev-bind", "/dev", "/dev"]
RUN = f"""
import json, os, sys
from pathlib import Path
from grading.classrun import grade
from grading.sandbox import Limits
from grading.sandbox.launch import _mode
limits = Limits(cell_s=4, notebook_s=8, total_s=16, resident=600 << 20)
marks = grade({COURSE!r}, {DAY!r}, Path(sys.argv[1]), limits=limits)
print(json.dumps({{"user": os.geteuid(), "mode": _mode()[0],
                  "marks": {{one.trainee: [one.score, one.note] for one in marks if one.exercise == {EXERCISE!r}}}}}))
"""
CODE = {
    "good": RIGHT,
    "forks": "import os\nlinks = None\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "shared": "import mmap, os, time\nlinks = None\nfor _ in range(12):\n    if os.fork() == 0:\n"
    "        held = mmap.mmap(-1, 400 << 20)\n        for at in range(0, len(held), 4096): held[at] = 1\n"
    "        time.sleep(60)\ntime.sleep(60)",
    "looks": "import os\nlinks = None\n"
    "print(*(one for one in ('/root', '/work', '/etc/shadow') if os.path.exists(one)))\n"
    "import socket\ntry: socket.create_connection(('127.0.0.1', 1), 1)\nexcept OSError as error: print(error)",
    "kills": "import os, signal\nlinks = None\nos.kill(-1, signal.SIGKILL)",
}


def test_an_ordinary_user_grades_as_safely(workspace: Path) -> None:
    for trainee, source in CODE.items():
        submit(workspace, trainee, answering(source))
    words = [sys.executable, "-c", RUN, str(workspace)]
    if os.geteuid() == 0:
        if shutil.which("bwrap") is None:
            pytest.skip("no bwrap to become an ordinary user with")
        words = [*ORDINARY, *words]
    done = subprocess.run(words, capture_output=True, text=True, timeout=200, check=False)
    if "does not let it make a sandbox" in done.stderr:
        pytest.skip("no sandbox within a namespace on this machine")
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["user"] != 0
    assert said["mode"] == "userns"
    marks = said["marks"]
    assert {name: score for name, (score, _) in marks.items()} == {**dict.fromkeys(CODE, 0.0), "good": 10.0}
    assert "stopped" in marks["forks"][1]
    assert "too much memory" in marks["shared"][1]
    assert "ended early" in marks["kills"][1]
    shown = (workspace / "autograded" / "looks" / DAY / "1_links.ipynb").read_text()
    assert "Errno" in shown
    for place in ("/work", "/root\\n", "/etc/shadow\\n"):
        assert f'"{place}' not in shown
