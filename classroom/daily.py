"""The case file of one course day, made from a whole case and its sealed keys."""

from __future__ import annotations

from pathlib import Path

from grading.checkpoint import daily
from grading.exercises import load_course
from grading.keys.store import key_file, read_key
from toolkit.schema import Case, read_case


def daily_case(case: Path, sealed: Path, course: str, day: str, curriculum: Path) -> Case:
    """Return what is given out on that morning: the file as it stands, the day's papers, what was agreed before.

    Exercises of earlier days that this case has no key for are left out of what was agreed.
    """
    declared = load_course(course, curriculum)
    today = declared.day(day)
    papers = [f"{declared.name}/{exercise.id}" for exercise in today.exercises]
    before = [exercise.id for one in declared.days if one.name < today.name for exercise in one.auto]
    keys = {
        f"{declared.name}/{name}": read_key(sealed, declared.name, name)
        for name in before
        if key_file(sealed, declared.name, name).is_file()
    }
    return daily(read_case(case), today.checkpoint, papers, keys, declared.name)
