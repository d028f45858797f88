"""Where there is no bubblewrap: the same runner in a container of podman or docker. Builds the command lines alone.

The image is one with this platform's trainee side installed; its name stands in the environment variable
`ACADEMY_SANDBOX_IMAGE`. The engine keeps the caps that bubblewrap's watcher keeps elsewhere: memory, processes, time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from grading.sandbox.limits import Limits

IMAGE = "ACADEMY_SANDBOX_IMAGE"
ENGINES = ("podman", "docker")
USER = 61_000


def find() -> tuple[str, str]:
    """Return the engine's program and the image to run, or ("", reason)."""
    program = next((found for found in map(shutil.which, ENGINES) if found), None)
    if program is None:
        return "", "neither podman nor docker is installed"
    image = os.environ.get(IMAGE, "")
    if not image:
        return "", f"{Path(program).name} is installed, but {IMAGE} names no image"
    return program, image


def run_command(
    program: str,
    image: str,
    name: str,
    limits: Limits,
    *,
    runner: Path,
    toolkit: Path,
    release: Path,
    own: Path | None,
    environment: Sequence[tuple[str, str]],
) -> list[str]:
    """Return the command line of one run: task in on standard input, report out on standard output.

    >>> words = run_command("podman", "academy", "a1", Limits(), runner=Path("/r"), toolkit=Path("/t"),
    ...                     release=Path("/d"), own=None, environment=[("HOME", "/home/trainee")])
    >>> "--network=none" in words, "--read-only" in words, words[-4:]
    (True, True, ['python3', '-I', '-B', '/academy/runner/inside.py'])
    """
    mounts = {runner / "inside.py": "runner/inside.py", runner / "recorder.py": "runner/recorder.py"}
    mounts |= {toolkit: "library/toolkit", release: "input/release"}
    if own is not None:
        mounts[own] = "input/own"
    disk = f"rw,nosuid,nodev,size={limits.disk},mode=1777"
    return [
        *(program, "run", "--rm", "--interactive", "--init", f"--name={name}", "--pull=never"),
        *("--network=none", "--ipc=private", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"),
        *(f"--user={USER}:{USER}", "--hostname=sandbox", "--workdir=/home/trainee"),
        *(f"--memory={limits.resident}", f"--memory-swap={limits.resident}", f"--pids-limit={limits.processes + 8}"),
        *(f"--ulimit=nofile={limits.open_files}", f"--ulimit=fsize={limits.file}", "--ulimit=core=0"),
        *(f"--tmpfs=/tmp:{disk}", f"--tmpfs=/home/trainee:{disk}", f"--shm-size={limits.disk}"),
        *(f"--volume={place}:/academy/{target}:ro" for place, target in mounts.items()),
        *(f"--env={key}={value}" for key, value in environment),
        *(image, "python3", "-I", "-B", "/academy/runner/inside.py"),
    ]


def end_command(program: str, name: str) -> list[str]:
    """Return the command line that ends a run, whatever it does: the client's end does not end the container."""
    return [program, "rm", "--force", name]
