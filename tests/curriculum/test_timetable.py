"""Reading time, exercise minutes and what is left for talk add up to the timetable of every written day.

Read at READ words a minute, the pace of somebody who reads carefully in a second language. Exercises take their own
minutes, in which their card and paper are read. What a day leaves for worked examples, running cells and talk lies
between the two shares of REST; a part of a day may be up to SLACK minutes short of its reading and exercises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from classroom.courses import Course, courses
from classroom.expand import exercises_shown
from classroom.lesson import read_lesson
from grading.exercises import read_exercises

READ = 100.0
SLACK = 5.0
REST = (0.05, 0.45)
DAYS = [pytest.param(course, day, id=f"{course.name}-{day}") for course in courses() for day in course.written_days()]
ROW = re.compile(r"^\|\s*(\d+) [^|]*\|\s*(\d+)\s*\|", re.MULTILINE)
HEADING = re.compile(r"^## (\d+) ", re.MULTILINE)
WORD = re.compile(r"\w[\w'’-]*")


@dataclass
class Part:
    """One part of a notebook: minutes of the timetable, words to read, exercises worked in it."""

    name: str
    minutes: int
    words: int = 0
    exercises: list[str] = field(default_factory=list)


def parts(course: Course, day: str) -> list[Part]:
    """The parts of a day's notebooks, by the table on their first page."""
    found: list[Part] = []
    for file in sorted((course.lessons / day).glob("*.py")):
        lesson = read_lesson(file)
        rows = ROW.findall(lesson.cells[0].source)
        here = {int(number): Part(f"{file.name} {number}", int(minutes)) for number, minutes in rows}
        now = min(here)
        for cell in lesson.cells[1:]:
            heading = HEADING.search(cell.source) if cell.kind == "markdown" else None
            now = int(heading[1]) if heading else now
            if cell.kind == "markdown" and cell.role != "written":
                here[now].words += len(WORD.findall(cell.source))
                here[now].exercises += exercises_shown(cell.source)
        found += here.values()
    return found


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_every_part_has_time_for_its_reading_and_its_exercises(course: Course, day: str) -> None:
    minutes = {one.id: one.minutes for one in read_exercises(course.lessons / day / "exercises.toml")}
    short = {}
    for part in parts(course, day):
        needed = part.words / READ + sum(minutes[name] for name in part.exercises)
        if needed > part.minutes + SLACK:
            short[part.name] = f"{needed:.0f} of {part.minutes} minutes"
    assert short == {}


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_reading_exercises_and_talk_add_up_to_the_day(course: Course, day: str) -> None:
    minutes = {one.id: one.minutes for one in read_exercises(course.lessons / day / "exercises.toml")}
    held = parts(course, day)
    assert sorted(name for part in held for name in part.exercises) == sorted(minutes)
    assert sum(part.minutes for part in held) == course.minutes
    rest = course.minutes - sum(part.words for part in held) / READ - sum(minutes.values())
    low, high = REST
    assert low <= rest / course.minutes <= high, f"{rest:.0f} minutes left for examples and talk"
