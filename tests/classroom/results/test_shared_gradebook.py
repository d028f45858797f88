"""Several instructors on one PostgreSQL gradebook at once: nothing is lost, doubled or changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.results.marks import course_marks
from classroom.workspace import open_workspace
from tests.classroom.results.conftest import hand_in
from tests.grading.small_day import COURSE, DAY, EXERCISE, LINKS, make_workspace

GRADES = """
import sys
from pathlib import Path
from grading.classrun import grade
root, names = Path(sys.argv[1]), sys.argv[2:]
for name in names:
    found = grade({course!r}, {day!r}, root, only=name, recorded=True, again=True)
    assert all(one.max_score for one in found), found
"""
MARKS = """
import sys
from pathlib import Path
from classroom.rubric import enter_marks
from classroom.workspace import open_workspace
place = open_workspace(Path(sys.argv[1]))
for points, name in enumerate(sys.argv[2:], start=1):
    enter_marks(place, {day!r}, {{(name, "1_links", "why"): float(points)}})
"""


def start(code: str, root: Path, names: list[str]) -> subprocess.Popen[bytes]:
    text = code.format(course=COURSE, day=DAY)
    return subprocess.Popen([sys.executable, "-c", text, str(root), *names], stderr=subprocess.PIPE)


def test_a_class_run_and_marks_by_hand_at_once(
    postgres: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres("gradebook").replace("postgresql+psycopg", "postgresql")
    monkeypatch.setenv("ACADEMY_GRADEBOOK", url)
    root = make_workspace(tmp_path / "workspace")
    monkeypatch.delenv("ACADEMY_GRADEBOOK")
    index = root / "workspace.toml"
    index.write_text(f'{index.read_text()}gradebook = "{url}"\n')
    early, late = [f"early{n}" for n in range(2)], [f"late{n}" for n in range(2)]
    for name in (*early, *late):
        hand_in(root, name, LINKS[: 1 + int(name[-1]) % 3])
    first = start(GRADES, root, early)
    assert first.wait(timeout=120) == 0, first.communicate()[1].decode()[-800:]
    # One class run at a time works on a day (the second is refused in one line); people mark meanwhile.
    runs = [start(GRADES, root, late), start(MARKS, root, early)]
    for one in runs:
        said = one.communicate(timeout=120)[1]
        assert one.returncode == 0, said.decode()[-800:]
    assert not (root / "gradebook.db").exists()
    table = course_marks(open_workspace(root))
    auto = table[table["exercise"] == EXERCISE].set_index("trainee")["points"]
    assert sorted(auto.index) == [*early, *late]
    assert auto.notna().all()
    for number in range(2):
        assert auto[f"early{number}"] == auto[f"late{number}"]
    assert auto["early0"] < auto["early1"]
    why = table[table["exercise"] == "day04.why"].set_index("trainee")
    assert list(why.loc[early, "points"]) == [1, 2]
    assert why.loc[late, "waits"].all()
