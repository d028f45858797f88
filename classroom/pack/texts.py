"""The texts around a course: forms from `curriculum/around/`, timetable, glossary and marking scheme as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from classroom.glossary import read_glossary
from classroom.results.rules import BY_PLAN, Rules
from grading.exercises import Day
from grading.formgrader.rubric_panel import read_rubric
from toolkit.errors import LessonError

AROUND = "around"
_SECTION = re.compile(r"^## Timetable\s*$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def form(name: str, folder: Path, /, **values: object) -> str:
    """Return one text of `curriculum/around/`, or the own one of the course at `folder`, its places filled in.

    Raises LessonError where neither is there.
    """
    files = [folder / AROUND / f"{name}.md", folder.parent / AROUND / f"{name}.md"]
    found = next((file for file in files if file.is_file()), None)
    if found is None:
        raise LessonError(f"curriculum/{AROUND}/{name}.md is missing; restore it, or write your own")
    text = found.read_text("utf-8")
    for place, value in values.items():
        text = text.replace(f"{{{place}}}", str(value))
    return text


def lesson_text(course: Path, day: str, name: str) -> str:
    """Return one of a day's texts, such as "slides.md"; "" where the day has none."""
    file = course / "lessons" / day / name
    return file.read_text("utf-8") if file.is_file() else ""


def topic(course: Path, day: str) -> str:
    """Return what a day is about, as its lesson plan says in its first line: "day 4, the link chart"."""
    head = lesson_text(course, day, "lesson_plan.md").partition("\n")[0]
    return head.removeprefix("# ").removeprefix("Lesson plan: ") or day.replace("_", " ")


def timetable(title: str, course: Path, days: Sequence[Day], *, brief: bool) -> str:
    """Return the timetable of all days: hours since the start of each day; `brief` leaves method and material out."""
    parts = [
        f"# Timetable\n\n{title}",
        "Times are hours and minutes of work since the start of the day; breaks are not counted.",
    ]
    for day in days:
        rows = _rows(lesson_text(course, day.name, "lesson_plan.md"))
        parts.append(f"## {_capital(topic(course, day.name))}")
        if not rows:
            continue
        head, *body = [row[:2] if brief else row for row in rows]
        at, lines = 0, []
        for row in body:
            lines.append([f"{at // 60}:{at % 60:02d}", *row])
            at += int(row[0]) if row[0].isdigit() else 0
        parts.append(table(["from", *head], lines))
    return "\n\n".join(parts)


def glossary(curriculum: Path) -> str:
    """Return the glossary, in the order of the alphabet."""
    terms = {term.name: term for term in read_glossary(curriculum).values()}
    parts = ["# Glossary", "Terms as the courses use them. Schools and agencies differ."]
    for name in sorted(terms, key=str.lower):
        one = terms[name]
        also = f" *Also:* {', '.join(one.also)}." if one.also else ""
        source = f" *Source:* {one.source}." if one.source else ""
        parts.append(f"**{name}.** {one.definition}{also}{source}")
    return "\n\n".join(parts)


def scheme(title: str, course: Path, days: Sequence[Day], rules: Rules) -> str:
    """Return the marking scheme: pass rules, points of every exercise, rubric levels of the written ones."""
    parts = [f"# Marking scheme\n\n{title}", "## Who passes"]
    if rules.completion == BY_PLAN:
        parts.append(
            f"The course is completed by attendance ({rules.attendance:g} % of the sessions) and an accepted action "
            f"plan ({rules.plan}, at least {rules.plan_percent:g} % of its points). Marks are shown to the "
            "participants alone."
        )
    else:
        parts.append(
            f"- {rules.overall:g} % overall, {rules.auto:g} % of what the platform marks, {rules.rubric:g} % of what "
            f"is marked by rubric\n- resits: {rules.resits}, on a case of its own; the better mark counts\n"
            f"- certificate of attendance: {rules.attendance:g} % of the sessions\n"
            "- totals are equated to the reference solution of the case before the rules are applied"
        )
        if rules.must_pass:
            must = [[one.item, ", ".join(one.exercises), f"{one.percent:g} %"] for one in rules.must_pass]
            parts += ["Nobody passes without these:", table(["item", "exercises", "needed in each"], must)]
        weights = [[part, f"{weight:g} %"] for part, weight in rules.weights.items()]
        parts += ["Weights:", table(["part", "of the course mark"], weights)]
    for day in days:
        rows = [
            [
                one.id,
                one.title,
                f"{one.minutes}",
                f"{one.points:g}",
                "rubric" if one.by_rubric else "platform",
                rules.part(one.id) or "not counted",
            ]
            for one in day.exercises
        ]
        parts += [f"## {_capital(topic(course, day.name))}"]
        parts.append(table(["exercise", "title", "min", "points", "marked by", "part"], rows))
        for one in day.exercises:
            rubric = read_rubric(course.name, day.name, one.id, course.parent) if one.by_rubric else {}
            if rubric:
                parts += _rubric(one.title, rubric)
    return "\n\n".join(parts)


def _rubric(title: str, rubric: Mapping[str, Any]) -> list[str]:
    rows = []
    needed = rubric.get("must_pass", ())
    for one in rubric.get("criterion", ()):
        for number, level in enumerate(one["levels"]):
            name = f"**{one['title']}**" + (" (must pass)" if one["name"] in needed else "") if number == 0 else ""
            rows.append([name, f"{level['points']:g}", level["text"]])
    foot = ["An answer that fails a criterion marked *must pass* gets at most 4 points in all."] if needed else []
    return [
        f"### Rubric of {rubric['exercise']}: {title} ({rubric.get('points', 0):g} points)",
        "Give for each criterion the points of the level that fits best; halves are allowed.",
        table(["criterion", "points", "level"], rows),
        *foot,
    ]


def table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table.

    >>> print(table(["a"], [[1]]))
    | a |
    | --- |
    | 1 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _rows(plan: str) -> list[list[str]]:
    """The table of a lesson plan's timetable, its heading first."""
    found = _SECTION.search(plan)
    lines = [line for line in found[1].splitlines() if line.startswith("|")] if found else []
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in cells if not all(set(cell) <= set("-: ") for cell in row)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
