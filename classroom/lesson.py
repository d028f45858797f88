"""Read one lesson in percent text and check it: names, roles, exercises, solution markers.

All problems are collected before anything is said.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import jupytext

from grading.exercises import Exercise
from toolkit.errors import unknown

Role = Literal["", "given", "answer", "mark", "written"]
ROLES = ("given", "answer", "mark", "written")
ATTRIBUTES = ("name", "role", "exercise", "hidden", "tags")
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
# Text that sends the reader into the cell below it: "Change the words between the quotation marks".
_CHANGE = re.compile(
    r"\b(?:(?:change|put)\b[^.;:]{0,80}\b(?:quotation marks|numbers?|words)\b"
    r"|write\b[^.;:]{0,80}\bbetween the quotation marks\b|change (?:them|the \d)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LessonCell:
    """One cell of a lesson. `name` becomes its cell id and its nbgrader id."""

    name: str
    kind: Literal["code", "markdown", "raw"]
    source: str
    role: Role = ""
    exercise: str = ""
    hidden: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """One lesson: its text file and its cells, with the problems found while reading."""

    file: Path
    cells: tuple[LessonCell, ...]
    problems: tuple[str, ...] = field(default=())


def read_lesson(file: Path, place: str = "") -> Lesson:
    """Read a lesson in jupytext percent format. `place` is how to name the file in a problem."""
    place = place or file.name
    try:
        notebook = jupytext.reads(file.read_text("utf-8"), fmt="py:percent")
    except (ValueError, SyntaxError) as error:
        return Lesson(file, (), (f"{place}: cannot be read as percent text ({error})",))
    cells: list[LessonCell] = []
    problems: list[str] = []
    for number, raw in enumerate(notebook.cells, start=1):
        given = dict(raw.metadata)
        name = str(given.get("name", ""))
        where = f"{place}:{name or f'cell {number}'}"
        for attribute in given:
            if attribute not in ATTRIBUTES:
                problems.append(f"{where}: {unknown('cell attribute', attribute, ATTRIBUTES)}")
        if not _NAME.match(name):
            problems.append(f'{where}: name every cell, such as # %% name="setup" (letters, digits, - and _; up to 64)')
        elif any(cell.name == name for cell in cells):
            problems.append(f"{where}: two cells have this name; cell names become ids and must differ")
        role = str(given.get("role", ""))
        if role and role not in ROLES:
            problems.append(f"{where}: {unknown('role', role, ROLES)}")
            role = ""
        cells.append(
            LessonCell(
                name=name,
                kind=raw.cell_type,
                source=raw.source,
                role=role,  # type: ignore[arg-type]
                exercise=str(given.get("exercise", "")),
                hidden=bool(given.get("hidden", False)),
                tags=tuple(given.get("tags", ())),
            )
        )
    for cell in cells:
        problems.extend(f"{place}:{cell.name}: {problem}" for problem in _cell_problems(cell))
    return Lesson(file, tuple(cells), tuple(problems))


def unsolved(source: str) -> str:
    """Return the text of a cell without what stands between the solution markers.

    >>> unsolved("links = None\\n### BEGIN SOLUTION\\nlinks = 1\\n### END SOLUTION")
    'links = None'
    """
    kept, inside = [], False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line:
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def marked(cell: LessonCell) -> tuple[str, str] | None:
    """Return (exercise, variable) of a mark cell that is exactly `mark("id", name)` or `mark("id", name.values)`."""
    try:
        body = ast.parse(cell.source).body
    except SyntaxError:
        return None
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
        return None
    call = body[0].value
    if not isinstance(call.func, ast.Name) or call.func.id != "mark" or call.keywords or len(call.args) != 2:
        return None
    exercise, answer = call.args
    if isinstance(answer, ast.Attribute):
        answer = answer.value
    if (
        not isinstance(answer, ast.Name)
        or not isinstance(exercise, ast.Constant)
        or not isinstance(exercise.value, str)
    ):
        return None
    return exercise.value, answer.id


def day_problems(lessons: Mapping[str, Lesson], exercises: Mapping[str, Exercise]) -> list[str]:
    """Check the lessons of one day against its exercises.

    Parameters
    ----------
    lessons : place of each lesson (how to name it in a problem) -> lesson
    exercises : id -> exercise

    Every exercise has exactly one mark cell, or written cell where it is marked by rubric; every such cell names an
    exercise of the day; what a mark cell marks has a value even before it is solved. A cell that the text above it asks
    the reader to change is not locked.
    """
    problems: list[str] = []
    found: dict[str, list[str]] = {name: [] for name in exercises}
    for place, lesson in lessons.items():
        problems.extend(lesson.problems)
        problems.extend(f"{place}:{problem}" for problem in _locked_problems(lesson.cells))
        assigned: set[str] = set()
        for cell in lesson.cells:
            where = f"{place}:{cell.name}"
            if cell.exercise and cell.exercise not in exercises:
                problems.append(f"{where}: {unknown('exercise', cell.exercise, exercises)}")
            elif cell.role in ("mark", "written"):
                wanted = "written" if exercises[cell.exercise].by_rubric else "mark"
                if cell.role != wanted:
                    problems.append(
                        f"{where}: exercise {cell.exercise} needs a {wanted} cell, this is a {cell.role} cell"
                    )
                found[cell.exercise].append(where)
            if cell.role == "mark" and (read := marked(cell)) and read[1] not in assigned:
                problems.append(f"{where}: {read[1]!r} has no value before it is solved; assign it outside the markers")
            if cell.kind == "code":
                assigned |= _assigned(unsolved(cell.source))
    for name, places in found.items():
        kind = "written" if exercises[name].by_rubric else "mark"
        if len(places) != 1:
            listed = f" ({', '.join(places)})" if places else ""
            problems.append(f"exercises.toml:{name}: has {len(places)} {kind} cells{listed}; it needs exactly one")
    return problems


def _cell_problems(cell: LessonCell) -> list[str]:
    problems: list[str] = []
    if cell.role in ("answer", "mark") and cell.kind != "code":
        problems.append(f"role {cell.role} is for code cells")
    if cell.role == "written" and cell.kind != "markdown":
        problems.append('role written is for Markdown cells: # %% [markdown] name=... role="written"')
    if cell.role in ("mark", "written") and not cell.exercise:
        problems.append(f'name its exercise: role="{cell.role}" exercise="dayNN.name"')
    if cell.role == "mark" and cell.exercise:
        read = marked(cell)
        if read is None or read[0] != cell.exercise:
            problems.append(f'must be exactly mark("{cell.exercise}", name); nothing else may stand in a mark cell')
    problems.extend(_marker_problems(cell))
    return problems


def _locked_problems(cells: tuple[LessonCell, ...]) -> list[str]:
    """Cells that the text above them asks the reader to change, and that JupyterLab lets nobody type in."""
    problems, asks = [], False
    for cell in cells:
        if cell.kind == "markdown":
            asks = bool(_CHANGE.search(" ".join(cell.source.split())))
        elif asks and cell.role == "given" and not cell.hidden:
            problems.append(
                f'{cell.name}: the text above asks for a change in this cell, and role="given" locks it; '
                "leave the role out, or split text and cell"
            )
    return problems


def _marker_problems(cell: LessonCell) -> list[str]:
    open_region, regions = False, 0
    for line in cell.source.split("\n"):
        if "BEGIN SOLUTION" in line:
            if open_region:
                return [f"a second {BEGIN!r} before {END!r}"]
            open_region, regions = True, regions + 1
        elif "END SOLUTION" in line:
            if not open_region:
                return [f"{END!r} without {BEGIN!r}"]
            open_region = False
    if open_region:
        return [f"{BEGIN!r} without {END!r}"]
    wants = cell.role in ("answer", "written")
    if wants and not regions:
        return [f"no solution: put the model answer between {BEGIN!r} and {END!r}"]
    if regions and not wants:
        return ['a solution outside an answer cell would reach trainees; give the cell role="answer" or role="written"']
    return []


def _assigned(source: str) -> set[str]:
    """Names that a cell gives a value at its top level; a cell that is not plain Python assigns nothing."""
    plain = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!")))
    try:
        tree = ast.parse(plain)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
