"""A new case changes every answer, and the lessons' own solutions solve each of them as well as its level promises.

Two cases by default, each within what chance allows one case; three behind the marker `deep`, their mean in the band.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.courses import Course, courses
from classroom.reference import BANDS, CHANCE, Run, day_mark, run_day, score_answers

SEEDS = (20260417, 20260418, 20260419)
FEW, MANY = SEEDS[:2], SEEDS
DAYS = [pytest.param(course, day, id=f"{course.name}-{day}") for course in courses() for day in course.built_days()]
MadeCase = Callable[[int], tuple[Path, Path]]


@pytest.mark.parametrize("seeds", [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.deep)])
@pytest.mark.parametrize(("course", "day"), DAYS)
def test_a_new_case_changes_every_answer(course: Course, day: str, seeds: tuple[int, ...], made_case: MadeCase) -> None:
    low, high = BANDS["practitioner"]
    cases = [made_case(seed) for seed in seeds]
    runs: list[Run] = [run_day(course, day, case, sealed) for case, sealed in cases]
    marks = []
    for run, (case, sealed) in zip(runs, cases, strict=True):
        assert run.errors == {}
        marks.append(day_mark(run, score_answers(run, case, sealed), course))
    if seeds == MANY:
        assert low <= sum(marks) / len(marks) <= high, marks
    assert all(low - CHANCE <= mark <= high + CHANCE for mark in marks), marks
    exercises = list(runs[0].answers)
    for one, (_, sealed) in enumerate(cases):
        for other in range(one):
            for exercise in exercises:
                first, second = (
                    json.loads((folder / "keys" / course.name / f"{exercise}.json").read_text("utf-8"))["key"]
                    for folder in (sealed, cases[other][1])
                )
                assert first != second, f"{exercise}: two seeds have one key"
    for one, run in enumerate(runs):
        case, sealed = cases[one - 1]
        verdicts = score_answers(run, case, sealed)
        assert day_mark(run, verdicts, course) < 0.6 * low, {name: v.score for name, v in verdicts.items()}


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_a_blank_day_runs_to_its_end_and_earns_about_nothing(course: Course, day: str, made_case: MadeCase) -> None:
    case, sealed = made_case(SEEDS[0])
    run = run_day(course, day, case, sealed, solved=False)
    verdicts = score_answers(run, case, sealed)
    assert all(verdict.score <= 0.05 for verdict in verdicts.values()), verdicts
    raised = {name for name in run.errors if name not in verdicts}
    assert raised == set(), run.errors
