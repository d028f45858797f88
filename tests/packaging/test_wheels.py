"""What a wheel holds: the trainee's has `toolkit` alone, the instructor's has the lessons."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What would give an answer away, as text in any file.
TELLING = re.compile(
    r"BEGIN SOLUTION|grading\.keys|synthetic_data\.(?!truth)|import grading|from grading|import synthetic_data"
    r"|draw_seed|SeedSequence|\"oracle\"|key *= *\"[a-z_]+\.[a-z_]+\""
)


def uv() -> str:
    for found in (ROOT / ".tools" / "bin" / "uv", ROOT / ".tools" / "Scripts" / "uv.exe"):
        if found.is_file():
            return str(found)
    on_path = shutil.which("uv")
    if on_path is None:
        pytest.skip("no uv here to build a wheel with; run the tests by `python3 academy.py test`")
    return on_path


def wheel(project: Path, out: Path) -> zipfile.ZipFile:
    words = [uv(), "build", "--quiet", "--wheel", str(project), "--out-dir", str(out)]
    done = subprocess.run([*words, "--offline"], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("*.whl")
    return zipfile.ZipFile(made)


def test_the_trainees_wheel_is_the_toolkit_and_gives_nothing_away(tmp_path: Path) -> None:
    with wheel(ROOT / "packaging" / "trainee", tmp_path) as made:
        names = made.namelist()
        rooms = {name.split("/")[0] for name in names}
        assert rooms == {"toolkit", "analysis_academy_toolkit-0.1.0.dist-info"}
        for wanted in ("toolkit/py.typed", "toolkit/answers/emit.py", "toolkit/fonts/custom.css"):
            assert wanted in names
        assert not [name for name in names if name.endswith((".pyc", ".ipynb"))]
        telling = [name for name in names if TELLING.search(made.read(name).decode("utf-8", "ignore"))]
        assert telling == []
        metadata = made.read("analysis_academy_toolkit-0.1.0.dist-info/METADATA").decode()
        assert "Private :: Do Not Upload" in metadata


def test_the_instructors_wheel_carries_lessons_scenarios_and_packs(tmp_path: Path) -> None:
    with wheel(ROOT, tmp_path) as made:
        names = set(made.namelist())
        assert {"toolkit", "synthetic_data", "grading", "classroom", "curriculum"} <= {n.split("/")[0] for n in names}
        assert not [name for name in names if name.startswith(("tests/", "docs/", ".ci/"))]
        for file in sorted((ROOT / "curriculum").rglob("*")):
            if file.is_file() and ".ipynb_checkpoints" not in file.parts and "__pycache__" not in file.parts:
                assert file.relative_to(ROOT).as_posix() in names
        assert "synthetic_data/scenarios/gms-thailand.toml" in names
        assert "academy = classroom.cli:main" in made.read("analysis_academy-0.1.0.dist-info/entry_points.txt").decode()
