"""What a pack holds for trainees: made from the case and the lessons alone, never from the sealed folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from classroom.pack import extracts, matrix, paper, texts
from classroom.pack.slides import slide_jobs
from classroom.pack.writing import Job, Materials, Part
from classroom.printing import print_case
from classroom.results.rules import BY_PLAN
from grading.checkpoint import evidence
from grading.exercises import Day, Exercise
from toolkit.schema import Case

_MARKED = re.compile(r"\A\*\*SYNTHETIC[^\n]*\n+")


def trainee_jobs(materials: Materials) -> Iterator[tuple[str, Job]]:
    """Yield each file below `trainees/` and the job that writes it and returns its pages."""
    course, printer = materials.course, materials.printer
    timetable = texts.timetable(course.title, course.folder, materials.days, brief=True)
    yield "timetable.pdf", lambda file: printer.write(file, [Part("timetable", timetable)])
    terms = texts.glossary(course.folder.parent)
    yield "glossary.pdf", lambda file: printer.write(file, [Part("glossary", terms)])
    for day in materials.days:
        folder = day.name
        on_file, fresh = new_on_file(materials, day)
        if fresh:
            yield f"{folder}/new_on_file.pdf", partial(_documents, on_file, fresh)
        yield f"{folder}/handouts.pdf", _handouts(materials, day)
        yield from ((f"{folder}/{name}", job) for name, job in slide_jobs(course, day.name))
        sheet = texts.form(
            "daily_evaluation", course.folder, course=course.title, day=texts.topic(course.folder, day.name)
        )
        yield f"{folder}/evaluation.pdf", _one(materials, "evaluation", sheet)
    listed = [[texts.topic(course.folder, day.name), *[""] * 4] for day in materials.days]
    final = texts.form(
        "final_evaluation",
        course.folder,
        course=course.title,
        days=course.days,
        days_table=texts.table(["", "alone", "with help", "not yet", "not my work"], listed),
    )
    yield "forms/final_evaluation.pdf", _one(materials, "evaluation", final)
    if materials.rules.completion == BY_PLAN:
        plan = texts.form("action_plan", course.folder, course=course.title)
        yield "forms/action_plan.pdf", _one(materials, "action plan", plan)
    else:
        yield "forms/worksheets.pdf", _worksheets(materials)


def new_on_file(materials: Materials, day: Day) -> tuple[Case, list[str]]:
    """Return the case as the file stands on the morning of a day, and the documents that are in it for the first time.

    A file kept in a binder grows by these, and holds no document before its morning.
    """
    on_file = evidence(materials.case, day.checkpoint)
    earlier = [one for one in materials.days if one.name < day.name]
    before = set(evidence(materials.case, earlier[-1].checkpoint).texts) if earlier else set()
    return on_file, sorted(set(on_file.texts) - before)


def _documents(case: Case, names: Collection[str], file: Path) -> int:
    return print_case(case, file, only=names)


def timed(materials: Materials, exercise: Exercise) -> bool:
    """Is an exercise answered after injects, so that its paper may not lie about before them?"""
    return bool(paper.injects(materials.paper(exercise)))


def answer_parts(materials: Materials, exercise: Exercise, printed: Collection[str] = ()) -> list[Part]:
    """Return the paper of one exercise with its form, and after it its documents, without those `printed` already."""
    found = materials.paper(exercise)
    if not found:
        return []
    text = paper.handout(exercise, found)
    parts = [Part(exercise.id, text, paper.wide(text))]
    given = {number: _MARKED.sub("", one) for number, one in paper.texts(found).items() if number not in printed}
    if given:  # each page carries the mark already
        parts.append(Part(" - ".join(dict.fromkeys((min(given), max(given)))), "\n\n---\n\n".join(given.values())))
    return parts


def _handouts(materials: Materials, day: Day) -> Job:
    def write(file: Path) -> int:
        parts = [Part(day.name.split("_")[0], _cover(materials, day))]
        drawn: list[tuple[str, list[str]]] = []
        seen: set[str] = set()
        on_file = evidence(materials.case, day.checkpoint)
        for exercise in day.exercises:
            if timed(materials, exercise):
                continue
            # Reports that several exercises of a day use are printed once.
            parts += answer_parts(materials, exercise, seen)
            seen |= paper.texts(materials.paper(exercise)).keys()
            records = extracts.extract(exercise, materials.paper(exercise), on_file)
            if records:
                parts.append(Part(f"{exercise.id} records", records))
            names = matrix.entities(materials.paper(exercise))
            if exercise.technique == "association matrix" and len(names) > 2:
                drawn.append((exercise.title, names))
        pdf = materials.printer.fill(parts, "".join(name for _, names in drawn for name in names))
        for title, names in drawn:
            pdf.document = "association matrix"
            matrix.draw_matrix(pdf, title, names)
        return materials.printer.close(pdf, file)

    return write


def _cover(materials: Materials, day: Day) -> str:
    """The first page: what is on file this morning, what is new, and the exercises with their minutes and points."""
    on_file, fresh = new_on_file(materials, day)
    rows = [
        [one.id, one.title, one.minutes, f"{one.points:g}", "handed out later" if timed(materials, one) else ""]
        for one in day.exercises
    ]
    lines = [
        f"# Handouts: {texts.topic(materials.course.folder, day.name)}",
        f"File as it stands on {str(on_file.info['as_of'])[:10]}: {len(on_file.texts)} documents.",
        f"**On file for the first time:** {', '.join(fresh) or 'nothing new'}"
        + (" (`new_on_file.pdf`: put them with the others)" if fresh and len(fresh) < len(on_file.texts) else ""),
        texts.table(["exercise", "title", "min", "points", ""], rows),
    ]
    return "\n\n".join(lines)


def _worksheets(materials: Materials) -> Job:
    def write(file: Path) -> int:
        sheets = texts.form("worksheets", materials.course.folder, course=materials.course.title)
        # Each form on a sheet of its own, to be copied; what is said of all stands above the first.
        said, *forms = re.split(r"^(?=## )", sheets, flags=re.MULTILINE)
        pdf = materials.printer.fill(Part("worksheets", sheet) for sheet in [said + "".join(forms[:1]), *forms[1:]])
        pdf.document = "association matrix"
        matrix.draw_matrix(pdf, "Association matrix")
        return materials.printer.close(pdf, file)

    return write


def _one(materials: Materials, number: str, text: str) -> Job:
    return lambda file: materials.printer.write(file, [Part(number, text)])
