"""The container engine where there is no bubblewrap: its command line, and how its report is read.

No engine runs on the machines that test this; a program that stands in for one shows what is asked of it.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.sandbox import Limits, Task, available, launch, run
from grading.sandbox.engine import IMAGE, end_command, find, run_command

STAND_IN = """#!/bin/sh
echo "$@" >> {log}
case "$1" in run) cat > {task}; cat {reply};; esac
"""


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program named podman that writes down its words and replies with a file; no bubblewrap."""
    words = {name: tmp_path / name for name in ("log", "task", "reply")}
    program = tmp_path / "bin" / "podman"
    program.parent.mkdir()
    program.write_text(STAND_IN.format(**words))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "reply").write_text('{"probe": true}\n')
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    which = launch.shutil.which
    monkeypatch.setattr(launch.shutil, "which", lambda name, *more: None if name == "bwrap" else which(name, *more))
    monkeypatch.setenv(IMAGE, "academy-trainee:1")
    launch._mode.cache_clear()
    yield tmp_path
    launch._mode.cache_clear()


def test_a_container_stands_in_for_bubblewrap(engine: Path) -> None:
    assert available() == ""
    cell = [0, {"outputs": [{"output_type": "stream", "name": "stdout", "text": "a"}], "execution_count": 1}]
    (engine / "reply").write_text(json.dumps({"notebook": "n", "ended": "finished", "cells": [cell]}) + "\n")
    result = run(Task(engine, engine / "none", {"n": ["print('a')"]}), Limits(total_s=20))
    assert result["n"].outputs[0][0]["text"] == "a"
    task = json.loads((engine / "task").read_text())
    assert (task["report"], task["uid"], task["notebooks"][0]["cells"]) == (1, None, ["print('a')"])
    said = (engine / "log").read_text().splitlines()
    names = {line.split("--name=")[1].split()[0] for line in said if line.startswith("run ")}
    # Every container is ended by its name, also one whose client has ended.
    assert names == {line.split()[-1] for line in said if line.startswith("rm --force ")}
    assert len(names) == 2


def test_an_engine_without_an_image_says_what_is_missing(engine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(IMAGE)
    assert find()[0] == ""
    assert IMAGE in available()
    (engine / "reply").write_text("no such image\n")
    monkeypatch.setenv(IMAGE, "wrong")
    launch._mode.cache_clear()
    assert "does not run wrong" in available()


def test_the_command_line_closes_what_bubblewrap_closes(tmp_path: Path) -> None:
    limits = Limits()
    words = run_command(
        "docker",
        "image",
        "a1",
        limits,
        runner=tmp_path,
        toolkit=tmp_path / "toolkit",
        release=tmp_path / "release",
        own=tmp_path / "own",
        environment=[("OMP_NUM_THREADS", "1")],
    )
    for word in ("--network=none", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--pull=never"):
        assert word in words
    assert f"--memory={limits.resident}" in words
    assert f"--pids-limit={limits.processes + 8}" in words
    volumes = [one for one in words if one.startswith("--volume=")]
    assert len(volumes) == 5
    assert all(one.endswith(":ro") for one in volumes)
    assert not [one for one in words if "privileged" in one and not one.startswith("--security-opt")]
    assert words.index("image") == len(words) - 5
    assert end_command("docker", "a1") == ["docker", "rm", "--force", "a1"]
