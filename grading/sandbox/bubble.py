"""Bubblewrap's command line: what a sandbox may see, and where it may write. Nothing runs here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from grading.sandbox.limits import Limits

# Rooms of ours that no submission may see; where they are installed beside the toolkit they are covered up.
HIDDEN = ("grading", "synthetic_data", "classroom", "curriculum")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime")
ENVIRONMENT = {
    "HOME": "/home/trainee",
    "USER": "trainee",
    "LOGNAME": "trainee",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TMPDIR": "/tmp",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "IPYTHONDIR": "/home/trainee/.ipython",
    "PLOTLY_RENDERER": "plotly_mimetype",  # what plotly chooses in a kernel; here it is imported before the shell
}


@contextmanager
def command(mode: str, release: Path, own: Path, limits: Limits) -> Iterator[Sequence[str]]:
    """Yield bwrap's command line. The system, the environment and our toolkit are read-only; all else is empty."""
    here = Path(__file__).resolve().parent
    bound: list[str] = []
    for path in SYSTEM:
        if Path(path).is_symlink():
            bound += ["--symlink", str(Path(path).readlink()), path]
        elif Path(path).exists():
            bound += ["--ro-bind", path, path]
    for path in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not path.startswith("/usr/") and path != "/usr":
            above = [str(one) for one in reversed(Path(path).parents) if one.parent != one]
            bound += [word for one in above for word in ("--perms", "0755", "--dir", one)]
            bound += ["--ro-bind", path, path]
    bound += [word for one in ("/academy", "/home") for word in ("--perms", "0755", "--dir", one)]
    bound += [
        word for one in ("library", "runner", "input") for word in ("--perms", "0755", "--dir", f"/academy/{one}")
    ]
    packages = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    for place in sorted(f"{folder}/{room}" for folder in packages for room in HIDDEN):
        if Path(place).is_dir():
            bound += ["--tmpfs", place, "--remount-ro", place]
    bound += ["--ro-bind", str(toolkit_folder()), "/academy/library/toolkit"]
    for name in ("inside.py", "recorder.py"):
        bound += ["--ro-bind", str(here / name), f"/academy/runner/{name}"]
    bound += ["--ro-bind", str(release.resolve()), "/academy/input/release"]
    if own.is_dir():
        bound += ["--ro-bind", str(own.resolve()), "/academy/input/own"]
    disk = ["--size", str(limits.disk)] if "--size" in _help() else []
    writable = []
    for place in ("/tmp", "/home/trainee", "/dev/shm"):
        writable += ["--perms", "1777", *disk, "--tmpfs", place]
    user = (
        ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        if mode == "setuid"
        else ["--unshare-user", "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"]
    )
    yield [
        str(shutil.which("bwrap")),
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
        *user,
        *("--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"),
        *(word for name, value in ENVIRONMENT.items() for word in ("--setenv", name, value)),
        *("--proc", "/proc", "--dev", "/dev", "--perms", "0755", "--dir", "/home"),
        *writable,  # before what is shown read-only: an environment may itself stand below /tmp
        *bound,
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/home/trainee"),
        *(sys.executable, "-I", "-B", "/academy/runner/inside.py"),
    ]


def toolkit_folder() -> Path:
    import toolkit

    return Path(str(toolkit.__file__)).resolve().parent


@cache
def _help() -> str:
    return subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False).stdout
