"""A notebook run in a fork shows and records what a Jupyter kernel does, and leaves this process as it was."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom.courses import read_course
from classroom.forked import apart, can_fork
from classroom.reference import run_day
from toolkit.errors import LessonError

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system has no forks")
# What a kernel draws anew in every run: ids of widgets, tables and objects; the traceback's cell numbers and colours.
CHANCE = re.compile(r"[0-9a-f]{8}-?[0-9a-f-]{8,}|T_[0-9a-f]{5}|0x[0-9a-f]+")
LEFT_OUT = ("traceback", "execution_count")


def plain(value: Any) -> Any:
    """Outputs without what chance draws."""
    if isinstance(value, dict):
        return {CHANCE.sub("-", key): plain(inner) for key, inner in value.items() if key not in LEFT_OUT}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return CHANCE.sub("-", value) if isinstance(value, str) else value


@pytest.mark.parametrize("solved", [True, False])
@pytest.mark.parametrize("day", ["day01_cycle_law", "day06_telephone"])
def test_a_fork_gives_what_a_kernel_gives(
    day: str, solved: bool, made_case: Callable[[int], tuple[Path, Path]]
) -> None:
    case, sealed = made_case(20260417)
    course = read_course("operational_10day")
    kernel = run_day(course, day, case, sealed, solved=solved, kernel=True)
    fork = run_day(course, day, case, sealed, solved=solved, kernel=False)
    assert fork.answers == kernel.answers
    assert fork.errors == kernel.errors
    assert bool(kernel.answers) == solved
    for file, made in kernel.notebooks.items():
        for one, other in zip(made.cells, fork.notebooks[file].cells, strict=True):
            assert plain(other.get("outputs", [])) == plain(one.get("outputs", [])), f"{file}: {one.id}"


def test_what_is_done_apart_changes_nothing_here(tmp_path: Path) -> None:
    before = Path.cwd()

    def work() -> int:
        os.chdir(tmp_path)
        os.environ["ACADEMY_TRIED"] = "1"
        return os.getpid()

    assert apart(work) != os.getpid()
    assert Path.cwd() == before
    assert "ACADEMY_TRIED" not in os.environ


def test_an_error_and_a_death_apart_are_said() -> None:
    with pytest.raises(LessonError, match="ZeroDivisionError"):
        apart(lambda: 1 / 0)
    with pytest.raises(LessonError, match="without a result"):
        apart(lambda: os.kill(os.getpid(), 9))
