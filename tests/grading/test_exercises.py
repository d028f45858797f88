from pathlib import Path

import pytest

from grading.exercises import course_names, load_course
from toolkit.errors import LessonError, ParameterError

GOOD = """
[[exercise]]
id = "day04.links"
title = "Links"
technique = "link chart"
points = 10
minutes = 5
family = "edges"
key = "links.status"
[exercise.form]
type = "table"
columns = [{ name = "a", type = "nominal" }]
"""


def curriculum(folder: Path, text: str) -> Path:
    day = folder / "operational_10day" / "lessons" / "day04_small"
    day.mkdir(parents=True)
    (folder / "operational_10day" / "course.toml").write_text('title = "Course"\n')
    (day / "exercises.toml").write_text(text)
    return folder


def test_every_course_of_the_repository_reads() -> None:
    for name in course_names():
        assert load_course(name).name == name


@pytest.mark.parametrize("course", ["operational", "operational_10day"])
@pytest.mark.parametrize("day", ["4", "day04", "day04_small"])
def test_short_names(tmp_path: Path, course: str, day: str) -> None:
    read = load_course(course, curriculum(tmp_path, GOOD)).day(day)
    assert [one.id for one in read.exercises] == ["day04.links"]


def test_all_problems_are_named_with_their_place(tmp_path: Path) -> None:
    text = GOOD.replace('"edges"', '"edgse"').replace("links.status", "status") + GOOD.replace("points = 10", "")
    with pytest.raises(LessonError) as caught:
        load_course("operational", curriculum(tmp_path, text))
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all("exercises.toml:day04.links: " in line for line in lines)
    for part in ("family 'edgse'", "key 'status'", "points is missing"):
        assert any(part in line for line in lines)


def test_unknown_names_are_one_clear_line(tmp_path: Path) -> None:
    root = curriculum(tmp_path, GOOD)
    with pytest.raises(ParameterError, match="unknown course 'operatonal'"):
        load_course("operatonal", root)
    with pytest.raises(ParameterError, match="unknown day"):
        load_course("operational", root).day("9")
