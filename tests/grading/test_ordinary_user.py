"""A grader who is nobody special: the sandbox of an ordinary user, who is mapped and has no capability."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
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
    "looks": "import json, os, socket\nlinks = None\n"
    "print(json.dumps([os.path.join(place, name) for place in PLACES if os.path.isdir(place)"
    " for name in os.listdir(place)]))\n"
    "print('shadow', os.path.exists('/etc/shadow'))\n"
    "try: socket.create_connection(('127.0.0.1', 1), 1)\nexcept OSError as error: print(error)",
    "kills": "import os, signal\nlinks = None\nos.kill(-1, signal.SIGKILL)",
}


def test_an_ordinary_user_grades_as_safely(workspace: Path) -> None:
    places = [str(one) for one in (Path.home(), Path(__file__).parents[2], workspace, workspace.parent)]
    for trainee, source in CODE.items():
        submit(workspace, trainee, answering(source.replace("PLACES", repr(places))))
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
    shown = nbformat.read(workspace / "autograded" / "looks" / DAY / "1_links.ipynb", as_version=4)
    printed = "".join(out.get("text", "") for cell in shown.cells for out in cell.get("outputs", ())).splitlines()
    assert "shadow False" in printed
    assert any("Errno" in line for line in printed)
    seen = json.loads(next(line for line in printed if line.startswith("[")))
    # Python itself may live below a home or the repository; nothing beside the way to it shows.
    pythons = [Path(one) for one in (sys.prefix, sys.base_prefix)]
    assert not [one for one in seen if not any(python.is_relative_to(one) for python in pythons)]
