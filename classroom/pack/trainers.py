"""What a pack holds for trainers: plans, notes, marking scheme, and what follows from the sealed folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classroom.pack import injects, paper, sheets, texts
from classroom.pack.trainees import answer_parts, timed
from classroom.pack.writing import Job, Materials, Part
from classroom.printing import print_case
from classroom.results.rules import BY_PLAN
from grading.exercises import Exercise
from grading.keys.store import key_file, read_key


def trainer_jobs(materials: Materials, sealed: Path) -> Iterator[tuple[str, Job]]:
    """Yield each file below `trainers/` and the job that writes it and returns its pages, 0 for what is no PDF."""
    course, days = materials.course, materials.days
    yield "timetable.pdf", _one(materials, "timetable", texts.timetable(course.title, course.folder, days, brief=False))
    yield "case_file_whole.pdf", lambda file: print_case(materials.case, file)
    for day in days:
        parts = [
            Part(f"{day.name.split('_')[0]} {number}", text)
            for number, text in (
                ("lesson plan", texts.lesson_text(course.folder, day.name, "lesson_plan.md")),
                ("instructor notes", texts.lesson_text(course.folder, day.name, "instructor_notes.md")),
            )
            if text
        ]
        yield f"lesson_plans/{day.name}.pdf", _several(materials, parts)
        yield f"model_answers/{day.name}.pdf", _several(materials, _answers(materials, sealed, day.name, day.exercises))
    scheme = texts.scheme(course.title, course.folder, days, materials.rules)
    yield "marking_scheme.pdf", _one(materials, "marking scheme", scheme)
    names = [name for name, _ in materials.people]
    if any(one.by_rubric for day in days for one in day.exercises):
        yield "double_marking", lambda folder: 0 * len(sheets.write_double_marking(course.folder, days, names, folder))
    tests = _tests(materials, sealed)
    if tests:
        yield "tests_with_answers.pdf", _several(materials, tests)
    yield "attendance.pdf", _several(materials, _attendance(materials))
    if materials.rules.completion == BY_PLAN:
        plan = texts.form("action_plan", course.folder, course=course.title)
        yield "action_plan.pdf", _one(materials, "action plan", plan)
    yield from _inject_jobs(materials, sealed)


def _attendance(materials: Materials) -> list[Part]:
    """The sheet to be signed, five days to a page."""
    said = {"course": materials.course.title, "attendance": f"{materials.rules.attendance:g}"}
    names = [name for _, name in materials.people]
    return [
        Part(
            "attendance", texts.form("attendance", materials.course.folder, attendance_table=signed, **said), wide=True
        )
        for signed in sheets.attendance_tables(materials.course.days, names)
    ]


def _inject_jobs(materials: Materials, sealed: Path) -> Iterator[tuple[str, Job]]:
    """The injects: all of them in a course that has an exercise on them, else those that fit any day."""
    asked = [one for one in materials.declared.exercises if timed(materials, one)]
    found = [one for one in injects.read_injects(sealed) if asked or one["course_day"] == "any"]
    if not found:
        return
    log = texts.form("injects", materials.course.folder, inject_rows=injects.schedule(found))
    yield "injects/for_trainers.pdf", _several(materials, [Part("injects", log), *map(injects.trainers_part, found)])
    for one in found:
        # A file of its own each, named by its minute: nobody prints tomorrow's news with today's.
        name = f"injects/hand_out_at_{injects.clock(one).replace(':', 'h')}_{one['inject_id']}.pdf"
        yield name, _one(materials, one["inject_id"], one["text"])
    written = {one.id for day in materials.days for one in day.exercises}
    later = [part for one in asked if one.id in written for part in answer_parts(materials, one)]
    if later:
        yield "injects/to_hand_out_after_the_last.pdf", _several(materials, later)


def _answers(materials: Materials, sealed: Path, day: str, exercises: Sequence[Exercise]) -> list[Part]:
    """The model answers of one day, each exercise from a new page; the instructions come first."""
    parts = []
    for one in exercises:
        key = _key(materials, sealed, one)
        if not key.get("model_answer"):
            continue
        asked = str(key.get("paper", {}).get("instructions", ""))
        text = f"# Model answer: {one.title}\n\n{one.id}, {one.points:g} points\n\n> {asked}\n\n{key['model_answer']}"
        parts.append(Part(f"{one.id} - for trainers alone", text))
    return parts or [Part(day, f"# Model answers\n\nThis case has no model answers for {day}.")]


def _tests(materials: Materials, sealed: Path) -> list[Part]:
    """The tests before and after the course, each with its answers behind it."""
    rules = materials.rules
    wanted = {*rules.parts.get("tests", ()), *rules.not_counted}
    parts = []
    for one in materials.declared.exercises:
        key = _key(materials, sealed, one) if one.id in wanted else {}
        if key:
            parts.append(Part(one.id, paper.handout(one, materials.paper(one))))
            parts.append(Part(f"{one.id} - answers", f"# Answers: {one.title}\n\n{key.get('model_answer', '')}"))
    return parts


def _key(materials: Materials, sealed: Path, exercise: Exercise) -> dict[str, Any]:
    """The sealed key of an exercise; {} where this case has none."""
    name = materials.course.name
    return read_key(sealed, name, exercise.id) if key_file(sealed, name, exercise.id).is_file() else {}


def _several(materials: Materials, parts: Sequence[Part]) -> Job:
    return lambda file: materials.printer.write(file, parts)


def _one(materials: Materials, number: str, text: str) -> Job:
    return lambda file: materials.printer.write(file, [Part(number, text)])
