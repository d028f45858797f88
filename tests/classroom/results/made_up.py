"""A made-up class on the exercises of the operational course, without a workspace: for the report's own tests."""

from __future__ import annotations

import numpy as np
import pandas as pd

from classroom.courses import read_course
from classroom.results.items import item_table, technique_profile
from classroom.results.marks import COLUMNS, marks_of
from classroom.results.passing import decide
from classroom.results.report import ClassReport
from classroom.results.rules import read_rules
from grading.exercises import load_course

NAMES = ("Anong", "Bopha", "Chanthavy", "Mya", "Tuyết")


def made_up(count: int, *, days: int = 10, missing: float = 0.0, waiting: float = 0.0, seed: int = 5) -> ClassReport:
    """Return the report of a class of `count`: a share of days was not handed in, a share of prose waits."""
    rng = np.random.default_rng(seed)
    course, declared = read_course("operational"), load_course("operational")
    chosen = declared.days[:days]
    rows = []
    for number in range(count):
        skill = rng.beta(5, 2.5)
        for day in chosen:
            gone = rng.random() < missing
            for one in day.exercises:
                hard = 0.1 if one.id == "day06.matrix" else 1.0
                share = float(np.clip(hard * (skill + rng.normal(0, 0.12)), 0, 1))
                waits = not gone and one.by_rubric and rng.random() < waiting
                points = None if gone or waits else round(share * one.points, 2)
                known = (f"trainee{number + 1:02d}", day.name, "1_x", "cell", one.id, one.title, one.technique)
                late = (not gone, waits, 0.0, 0.0, "", False)
                rows.append((*known, not one.by_rubric, points, one.points, *late))
    marks = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"points": float})
    rules = read_rules(course.folder / "course.toml")
    reference = {one.id: 0.85 for one in declared.exercises}
    incident = ("day04_link_chart", "trainee01", 'the cell <b>"links-mark"</b> was changed; the released one is used')
    likeness = ("day04_link_chart", "readability", "prose", "trainee01", "trainee02", 0.91, 84)
    return ClassReport(
        course=course.name,
        title=course.title,
        days=tuple(day.name for day in chosen),
        complete=days >= course.days,
        rules=rules,
        marks=marks.drop(columns=["notebook", "cell"]),
        reference=reference,
        decisions={
            name: decide(own, rules, complete=days >= course.days) for name, own in marks_of(marks, reference).items()
        },
        items=item_table(marks, reference),
        profile=technique_profile(marks),
        similar=pd.DataFrame(
            [likeness] if count > 1 else [], columns=["day", "cell", "kind", "first", "second", "likeness", "shared"]
        ),
        incidents=pd.DataFrame([incident] if count else [], columns=["day", "trainee", "incident"]),
        attended={f"trainee{number + 1:02d}": 90.0 for number in range(count)},
        names={f"trainee{number + 1:02d}": NAMES[number % len(NAMES)] for number in range(count)},
        appeals=pd.DataFrame(columns=["at", "by", "trainee", "day", "exercise", "old", "new", "of", "reason"]),
        gain=pd.DataFrame(columns=["trainee", "before", "after"]),
        notes=("Totals are equated to what the course's own solution earns on this case.",),
    )
