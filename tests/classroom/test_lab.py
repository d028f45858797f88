"""`academy start` that is told to end, or whose terminal is closed, takes JupyterLab and its kernels with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from classroom.trainee import make_home

OPEN = """
import signal
import sys
from pathlib import Path
from classroom.lab import open_lab
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests themselves were started by
from classroom.trainee import make_home
home = make_home(Path(sys.argv[1]), "operational_10day", "ann", Path(sys.argv[2]))
sys.exit(open_lab(home, "notes.ipynb", browser=False))
"""
LAST_WORD = "import atexit, pathlib; atexit.register(lambda: pathlib.Path({file!r}).write_text('saved')); print('here')"


def until(look: Callable[[], Any], seconds: float = 90) -> Any:
    """What `look` finds, once it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came in time")


def start_kernel(runtime: Path) -> BlockingKernelClient:
    """Start a kernel in the JupyterLab that runs with this runtime folder, and return a client of it."""
    server = json.loads(until(lambda: next(iter(runtime.glob("jpserver-*.json")), None)).read_text("utf-8"))
    request = urllib.request.Request(
        f"{server['url']}api/kernels", b"{}", {"Authorization": f"token {server['token']}"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        number = json.load(answer)["id"]
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{number}.json"))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return client


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals on this system")
@pytest.mark.parametrize("told", ["told to end", "terminal closed"])
def test_nothing_is_left_running_and_kernels_have_their_last_word(told: str, tmp_path: Path) -> None:
    home, exchange = tmp_path / "home", tmp_path / "exchange"
    runtime = make_home(home, "operational_10day", "ann", exchange).settings / "runtime"
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", OPEN, str(home), str(exchange)], stdout=log, stderr=log, start_new_session=True
        )
    family: list[psutil.Process] = []
    try:
        client = start_kernel(runtime)
        word = tmp_path / "last_word"
        said = client.execute_interactive(LAST_WORD.format(file=str(word)), timeout=60)
        assert said["content"]["status"] == "ok"
        client.stop_channels()
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2  # JupyterLab and the kernel
        if told == "told to end":
            process.terminate()
        else:
            os.killpg(process.pid, signal.SIGHUP)  # as a terminal does, to all that it had started
        assert process.wait(timeout=60) == 0
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []
        assert word.read_text("utf-8") == "saved"
    finally:
        for one in family:
            if one.is_running():
                one.kill()
        process.kill()
        process.wait()
