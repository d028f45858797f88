"""What every written day must hold, whatever its subject: its files, time and marks, and no word of any one case."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.courses import CURRICULUM, Course, courses
from classroom.expand import exercises_shown, terms_used
from classroom.glossary import read_glossary
from classroom.lesson import Lesson, read_lesson
from grading.exercises import read_exercises
from synthetic_data.geography.atlas import places
from synthetic_data.load import load_pack, names
from toolkit.schema import read_case

DAYS = [pytest.param(course, day, id=f"{course.name}-{day}") for course in courses() for day in course.written_days()]
SEEDS = (20260417, 20260418)
AROUND = ("lesson_plan.md", "slides.md", "instructor_notes.md", "rubric.toml")


def lessons(course: Course, day: str) -> list[Lesson]:
    return [read_lesson(file) for file in sorted((course.lessons / day).glob("*.py"))]


def prose(course: Course, day: str) -> str:
    return "\n\n".join(cell.source for lesson in lessons(course, day) for cell in lesson.cells if cell.kind != "code")


def minutes(text: str, column: int) -> int:
    """The sum of the whole numbers in one column of the first Markdown table of a text."""
    total, inside = 0, False
    for line in text.splitlines():
        if not line.startswith("|"):
            if inside:
                break
            continue
        inside = True
        cell = line.strip("|").split("|")[column].strip()
        total += int(cell) if cell.isdigit() else 0
    return total


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_a_day_has_all_that_a_trainer_needs(course: Course, day: str) -> None:
    folder = course.lessons / day
    assert [name for name in AROUND if not (folder / name).is_file()] == []
    rubric = (folder / "rubric.toml").read_text("utf-8")
    for exercise in read_exercises(folder / "exercises.toml"):
        assert len(exercise.hints) >= 2, exercise.id
        if exercise.by_rubric:
            assert f'"{exercise.id}"' in rubric, f"rubric.toml says nothing of {exercise.id}"


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_the_parts_add_up_to_the_day(course: Course, day: str) -> None:
    """Reading, examples and exercises fill the day, in the notebook as in the lesson plan."""
    assert sum(minutes(lesson.cells[0].source, 1) for lesson in lessons(course, day)) == course.minutes
    plan = (course.lessons / day / "lesson_plan.md").read_text("utf-8")
    assert minutes(plan, 0) == course.minutes
    asked = sum(one.minutes for one in read_exercises(course.lessons / day / "exercises.toml"))
    assert asked < course.minutes


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_every_page_says_synthetic_and_every_exercise_shows_its_card(course: Course, day: str) -> None:
    assert all("SYNTHETIC" in lesson.cells[0].source for lesson in lessons(course, day))
    assert "SYNTHETIC" in (course.lessons / day / "slides.md").read_text("utf-8")[:400]
    shown = exercises_shown(prose(course, day))
    assert sorted(shown) == sorted(one.id for one in read_exercises(course.lessons / day / "exercises.toml"))


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_terms_are_linked_at_their_first_use_alone(course: Course, day: str) -> None:
    used = terms_used(prose(course, day))
    assert len(used) >= 3
    assert sorted(set(used)) == sorted(used), "link a term once, where it first stands"


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_no_lesson_names_anything_of_one_case(course: Course, day: str) -> None:
    """Places of any pack, and numbers of nominals and documents, come from the case at run time."""
    text = prose(course, day)
    for file in AROUND:
        text += (course.lessons / day / file).read_text("utf-8")
    towns = {str(place[1]) for pack in names("packs") for place in places(load_pack(pack))}
    assert [town for town in sorted(towns) if re.search(rf"\b{re.escape(town)}\b", text)] == []
    numbers = set(re.findall(r"\b(?:N|D)\d{3}\b", text)) - {"N001", "N002", "D001", "D002", "N000", "D000"}
    assert not numbers, f"write N001 or D001 as an example, not {sorted(numbers)}"


@pytest.mark.parametrize(("course", "day"), DAYS)
def test_no_file_of_a_day_holds_a_name_of_a_made_case(
    course: Course, day: str, made_case: Callable[[int], tuple[Path, Path]]
) -> None:
    """People, firms, places, number plates, numbers and the title of two cases are in no file, code cells included."""
    files = [file for file in (course.lessons / day).iterdir() if file.is_file()]
    words = " ".join(re.sub(r"[^\w+/-]+", " ", file.read_text("utf-8")) for file in files)
    for seed in SEEDS:
        case = read_case(made_case(seed)[0])
        held = [str(case.info["title"]), *case.table("nominals")["name"], *case.table("places")["name"]]
        held += [*case.table("vehicles")["plate"], *case.table("subscribers")["number"]]
        for column in ("sender_name", "receiver_name", "sender_account", "receiver_account"):
            held += case.table("transfers")[column].dropna().unique().tolist()
        names = {re.sub(r"[^\w+/-]+", " ", str(one)).strip() for one in held}
        assert len(names) > 500
        assert [one for one in sorted(names) if f" {one} " in words] == []


def test_the_glossary_is_in_order_and_holds_no_term_twice() -> None:
    names = list(dict.fromkeys(term.name for term in read_glossary(CURRICULUM).values()))
    assert len(names) > 60
