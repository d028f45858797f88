"""Files and names: links, devices, traversal, shadows, other people's names, formulas, odd letters, false times."""

from __future__ import annotations

import io
import os
import shutil
import socket
import tarfile
from collections.abc import Callable
from pathlib import Path

from tests.attacks.hostile.attack import Attack
from tests.grading.small_day import DAY, NOTEBOOK, RIGHT, answering, submit

KIND, NAMES = "links, devices, traversal", "identity"
Put = Callable[[Path, str], object]
READS = "import os\nlinks = None\nif os.path.exists('data.json'): print('LE' + 'AK', open('data.json').read())"


def _beside(work: Callable[[Path, Path], object], source: str = RIGHT) -> Put:
    """A right answer with something else in the folder."""

    def put(root: Path, who: str) -> None:
        work(root, submit(root, who, answering(source)))

    return put


def _notebook_link(root: Path, who: str) -> None:
    folder = submit(root, who)
    (folder / f"{NOTEBOOK}.ipynb").unlink()
    (folder / f"{NOTEBOOK}.ipynb").symlink_to(root / "source" / DAY / f"{NOTEBOOK}.ipynb")


def _notebook_hard_link(root: Path, who: str) -> None:
    folder = submit(root, who)
    (folder / f"{NOTEBOOK}.ipynb").unlink()
    (folder / f"{NOTEBOOK}.ipynb").hardlink_to(root / "source" / DAY / f"{NOTEBOOK}.ipynb")


def _folder_link(root: Path, who: str) -> None:
    (root / "submitted" / who).mkdir()
    (root / "submitted" / who / DAY).symlink_to(root / "source" / DAY)


def _whole_link(root: Path, who: str) -> None:
    (root / "submitted" / who).symlink_to(root / "submitted" / "zz_honest")


def _plain_file(root: Path, who: str) -> None:
    (root / "submitted" / who).mkdir()
    (root / "submitted" / who / DAY).write_text("not a folder")


def _pipe_for_notebook(root: Path, who: str) -> None:
    folder = submit(root, who)
    (folder / f"{NOTEBOOK}.ipynb").unlink()
    os.mkfifo(folder / f"{NOTEBOOK}.ipynb")


def _specials(root: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    place = Path.cwd()
    os.chdir(folder)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("s")
    finally:
        os.chdir(place)
    for name in ("zero.csv", "keys", "gradebook.db"):
        (folder / name).symlink_to({"zero.csv": "/dev/zero", "keys": root / "sealed"}.get(name, root / "gradebook.db"))


def _many_links(_root: Path, folder: Path) -> None:
    for number in range(500):
        (folder / f"l{number}").symlink_to("/etc/passwd")


def _loop(_root: Path, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "loop").symlink_to(folder)


def _hard_link(root: Path, folder: Path) -> None:
    (folder / "data.json").hardlink_to(next((root / "sealed").rglob("*.json")))


def _archive(_root: Path, folder: Path) -> None:
    with tarfile.open(folder / "work.tar", "w") as file:
        for name in ("../../../gradebook.db", "/etc/cron.d/x", "../../../nbgrader_config.py"):
            about = tarfile.TarInfo(name)
            about.size = 1
            file.addfile(about, io.BytesIO(b"x"))
    shutil.copyfile(folder / "work.tar", folder / "..%2f..%2fgradebook.db")


def _names(_root: Path, folder: Path) -> None:
    for name in (
        "..\\..\\x.py",
        "con.txt",
        "a\nb.txt",
        "\u202etxt.exe",
        "-rf",
        "~",
        "$(id)",
        "x" * 250,
        "2_more.ipynb\n",
    ):
        (folder / name).write_text("x")
    (folder / "a/b/c/d/e/f/g/h").mkdir(parents=True)
    (folder / "a/b/c/d/e/f/g/h/x").write_text("x")


def _folders(_root: Path, folder: Path) -> None:
    for name in ("timestamp.txt", "2_more.ipynb", "form_values"):
        (folder / name).mkdir()
        (folder / name / "x").write_text("a")


def _shadows(_root: Path, folder: Path) -> None:
    names = (
        "pandas.py",
        "json.py",
        "sitecustomize.py",
        "usercustomize.py",
        "x.pth",
        "nbgrader_config.py",
        "matplotlibrc",
        "IPython.py",
        "recorder.py",
        "inside.py",
        "jupyter_config.json",
        "conftest.py",
    )
    for name in names:
        (folder / name).write_text("raise SystemExit('shadowed')")
    (folder / "toolkit").mkdir()
    (folder / "toolkit" / "__init__.py").write_text("raise SystemExit('shadowed')")
    (folder / "case").mkdir()
    (folder / "case" / "case.json").write_text("{}")
    (folder / "exercises.json").write_text('{"exercises": {}}')


def _crowd(_root: Path, folder: Path) -> None:
    for number in range(1000):
        (folder / f"0{number}.txt").write_text("x")
    for number in range(20):
        (folder / f"0{number}.ipynb").write_text('{"cells": []}')


def _unreadable(_root: Path, folder: Path) -> None:
    (folder / "secret.txt").write_text("x")
    (folder / "secret.txt").chmod(0)


def _time(text: str | bytes) -> Put:
    def work(_root: Path, folder: Path) -> None:
        (folder / "timestamp.txt").write_bytes(text if isinstance(text, bytes) else text.encode())

    return _beside(work)


def _named(name: str) -> Put:
    def put(root: Path, who: str) -> None:
        submit(root, name, answering(RIGHT))

    return put


FILES = (
    Attack(KIND, "notebook is a link to the source", _notebook_link, words="a link"),
    Attack(KIND, "day is a link to the source", _folder_link, score=None, words="a link"),
    Attack(KIND, "submission is a link to another's", _whole_link, score=None, words="a link"),
    Attack(KIND, "day is a file", _plain_file, score=None, words="a file"),
    Attack(KIND, "notebook is a pipe", _pipe_for_notebook, words="not a regular file"),
    Attack(
        KIND, "pipes, sockets, devices, links to keys and gradebook", _beside(_specials), score=10.0, words="a link"
    ),
    Attack(KIND, "500 links", _beside(_many_links), score=10.0, words="a link"),
    Attack(KIND, "a loop of links", _beside(_loop), score=10.0, words="a link"),
    Attack(KIND, "hard link to a sealed key", _beside(_hard_link, READS), words="a link"),
    Attack(KIND, "notebook is a hard link to the source", _notebook_hard_link, words="a link"),
    Attack(KIND, "archive with names that climb", _beside(_archive), score=10.0),
    Attack(KIND, "odd file names and deep folders", _beside(_names), score=10.0, words="left out"),
    Attack(KIND, "folders named as files that are read", _beside(_folders), score=10.0, words="left out"),
    Attack(KIND, "modules and settings that shadow ours", _beside(_shadows), score=10.0),
    Attack(KIND, "a thousand files and twenty notebooks", _beside(_crowd), score=10.0, words="left out"),
    Attack(KIND, "a file that nobody may read", _beside(_unreadable), score=10.0),
)
IDENTITY = (
    Attack(NAMES, "another's name in other letters", _named("zz_h\u043enest"), score=10.0, words="looks like that of"),
    Attack(NAMES, "another's name in capitals", _named("ZZ_Honest"), score=10.0, words="looks like that of"),
    Attack(NAMES, "another's name in wide letters", _named("\uff5a\uff5a_honest"), score=10.0, words="looks like"),
    Attack(NAMES, "formula as name", _named("=cmd|'x'!A1"), score=None, words="cannot be a trainee's"),
    Attack(NAMES, "HTML as name", _named("<img src=x onerror=alert(1)>"), score=None, words="cannot be a trainee's"),
    Attack(NAMES, "terminal escapes as name", _named(os.fsdecode(b"\xff\x1b[2J")), score=None, words="cannot be"),
    Attack(NAMES, "a name with a hidden turn of direction", _named("zz_\u202etsenoh"), score=None, words="cannot be"),
    Attack(NAMES, "option as name", _named("--help"), score=None, words="cannot be"),
    Attack(NAMES, "back-dated timestamp", _time("2020-01-01 00:00:00 UTC"), score=10.0, words="was written after that"),
    Attack(
        NAMES,
        "timestamp with garbage",
        _time("2026-01-01 00:00:00 UTC" + " " * 100 + "x"),
        score=10.0,
        words="not a time",
    ),
    Attack(NAMES, "timestamp out of range", _time("999999-13-99 99:99:99 UTC"), score=10.0, words="not a time"),
    Attack(NAMES, "binary timestamp", _time(b"\xff\x00\xfe"), score=10.0, words="not a time"),
)
