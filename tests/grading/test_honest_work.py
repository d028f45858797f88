"""Honest work scores the same by a kernel of its own and in the sandbox: the reference solutions of the lessons."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from classroom.courses import Course, courses
from classroom.daily import daily_case
from classroom.reference import Run, day_mark, run_day, score_answers
from grading.answers import exercise_of, take
from grading.execution import fill, sources
from grading.sandbox import Limits, Task, run
from tests.grading.test_sandbox import plain
from toolkit.answers.sheet import NAME as SHEET
from toolkit.schema import write_case

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
MadeCase = Callable[[int], tuple[Path, Path]]
SEED = 20260417
DAYS = [(course, day) for course in courses() for day in course.built_days()]
# The day with the least to run stands for all of them by default.
FIRST = min(DAYS, key=lambda one: sum(file.stat().st_size for file in (one[0].source / one[1]).glob("*.ipynb")))
WAYS = [pytest.param(*FIRST, id=f"{FIRST[0].name}-{FIRST[1]}")]
WAYS += [pytest.param(*one, id=f"{one[0].name}-{one[1]}", marks=pytest.mark.deep) for one in DAYS if one != FIRST]


@pytest.mark.parametrize(("course", "day"), WAYS)
def test_solutions_earn_the_same_both_ways(course: Course, day: str, made_case: MadeCase, tmp_path: Path) -> None:
    case, sealed = made_case(SEED)
    by_kernel = run_day(course, day, case, sealed, kernel=True)
    release = tmp_path / "release"
    release.mkdir()
    shutil.copy(course.source / day / SHEET, release / SHEET)
    write_case(daily_case(case, sealed, course.name, day, course.folder.parent), release / "case")
    notebooks = {file.stem: nbformat.read(file, as_version=4) for file in sorted((course.source / day).glob("*.ipynb"))}
    code = {name: sources(notebook) for name, notebook in notebooks.items()}
    boxed = run(Task(release, tmp_path / "none", code), Limits(cell_s=120, notebook_s=300, total_s=600))
    assert {name: one.ended for name, one in boxed.items()} == dict.fromkeys(notebooks, "finished")
    answers: dict[str, Any] = {}
    different = []
    for name, notebook in notebooks.items():
        fill(notebook, boxed[name])
        for mine, other in zip(notebook.cells, by_kernel.notebooks[f"{name}.ipynb"].cells, strict=True):
            if mine.cell_type != "code":
                continue
            if exercise_of(mine):
                recorded = take(exercise_of(mine), mine.outputs)
                assert recorded.reason == ""
                answers[recorded.exercise] = recorded.answer
            pair = tuple(steady(one.outputs) for one in (mine, other))
            if pair[0] != pair[1] or mine.execution_count != other.execution_count:
                at = next((place for place, two in enumerate(zip(*pair, strict=False)) if len(set(two)) > 1), 0)
                different.append((name, mine.id, *(text[max(at - 60, 0) : at + 120] for text in pair)))
    assert different == []
    assert answers == by_kernel.answers
    marks = [
        day_mark(one, score_answers(one, case, sealed), course)
        for one in (by_kernel, Run(course.name, day, answers, {}, notebooks))
    ]
    assert marks[0] == marks[1] > 0


def steady(outputs: Any) -> str:
    """Outputs without what differs from one run to the next: ids that widgets and tables draw."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|T_[0-9a-f]{5}", "~", plain(list(outputs)))
