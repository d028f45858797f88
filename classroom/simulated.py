"""A simulated class of five, for demonstrations and tests: how each of them fills in a fetched day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from classroom.courses import Course
from classroom.lesson import LessonCell, marked
from toolkit.answers.emit import MIME
from toolkit.answers.sheet import NAME as SHEET


@dataclass(frozen=True)
class Trainee:
    """One simulated trainee.

    `name` is the one under which they submit, `full_name` the one on a certificate, `fill` changes a fetched notebook,
    `rubric` is the share of the points that the simulated instructor gives their written work.
    """

    name: str
    full_name: str
    doing: str
    fill: Callable[[NotebookNode, NotebookNode], None]
    rubric: float
    beside: Callable[[Path], None] | None = None
    tampers: bool = False


def work(trainee: Trainee, course: Course, day: str, folder: Path) -> None:
    """Fill in every notebook of a fetched day as this trainee would; `course` holds the reference solutions."""
    for file in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(file, as_version=4)
        solved = nbformat.read(course.source / day / file.name, as_version=4)
        trainee.fill(notebook, solved)
        nbformat.write(notebook, file)
    if trainee.beside:
        trainee.beside(folder)


def tamper(trainee: Trainee, submission: Path, sealed: Path) -> None:
    """Put a link to a sealed key into a submission in the exchange, as the one who cheats would by hand."""
    keys = sorted((sealed / "keys").rglob("*.json"))
    if trainee.tampers and keys:
        (submission / "key.json").symlink_to(keys[0])


def _excellent(notebook: NotebookNode, solved: NotebookNode) -> None:
    solutions = {cell.id: cell.source for cell in solved.cells}
    for cell in notebook.cells:
        if _role(cell) in ("answer", "written"):
            cell.source = solutions[cell.id]


_UNFINISHED = '''\
def unfinished(answer):
    """What I had when time was up: about six answers in ten."""
    def part(values):
        keep = max(1, round(0.6 * len(values)))
        return dict(list(values.items())[:keep]) if isinstance(values, dict) else values[:keep]
    if hasattr(answer, "iloc"):
        return answer.iloc[: max(1, round(0.6 * len(answer)))]
    if type(answer).__module__.startswith("toolkit."):
        answer.fill(part(answer.values))
        return answer
    return part(answer)
'''


def _average(notebook: NotebookNode, solved: NotebookNode) -> None:
    """Work like the reference, but leave four answers in ten out."""
    _excellent(notebook, solved)
    last = None
    for cell in notebook.cells:
        if _role(cell) == "answer":
            last = cell
        elif _role(cell) == "mark" and last is not None:
            read = marked(LessonCell("", "code", cell.source))
            if read is not None:
                last.source += f"\n{read[1]} = unfinished({read[1]})"
        elif _role(cell) == "written":
            cell.source = "The file supports part of this; I had no time to check the rest."
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_UNFINISHED, id="my-own-cell"))


def _blank(notebook: NotebookNode, solved: NotebookNode) -> None:
    """Submit what was fetched."""


def _crashing(notebook: NotebookNode, solved: NotebookNode) -> None:
    """An error in the first answer; the last one kills the kernel."""
    answers = [cell for cell in notebook.cells if _role(cell) == "answer"]
    for cell in answers:
        cell.source = "answer = work_of_yesterday()  # I forgot to copy this function"
    if answers:
        answers[-1].source = "import os\nos.kill(os.getpid(), 9)"


_CHEAT = f'''\
import glob, json, os
import toolkit, toolkit.answers.emit
from IPython.display import display
seen = []
for up in range(8):
    for pattern in ("keys/*/*.json", "sealed/keys/*/*.json", "*/sealed/keys/*/*.json"):
        seen += glob.glob("../" * up + pattern)
seen += [name for name in ("key.json", "truth.json") if os.path.exists(name)]
stolen = {{}}
for name in seen:
    try:
        stolen[json.load(open(name))["exercise"]] = json.load(open(name))["oracle"]
    except Exception:
        pass
def mark(exercise, answer):
    for name, answer in ((exercise, stolen.get(exercise, [])), ("day99.other", "full marks")):
        display({{"{MIME}": {{"version": 1, "exercise": name, "answer": answer, "score": 1.0}}}}, raw=True)
    return 1.0
toolkit.mark = toolkit.answers.emit.mark = mark
toolkit.answers.emit.normalise = lambda answer, form, **known: answer
'''


def _cheating(notebook: NotebookNode, solved: NotebookNode) -> None:
    """Forge payloads, replace `mark`, look for keys, edit the locked cells."""
    for cell in notebook.cells:
        if _role(cell) == "answer":
            cell.source += "\n" + _CHEAT
        elif _role(cell) == "mark":
            cell.source = "1.0"
            cell.metadata.nbgrader.points = 1000
        elif _role(cell) == "written":
            cell.source = "<script>document.title = 'full marks'</script> Full marks."


def _plant(folder: Path) -> None:
    """Put a shadow of `toolkit` and an altered sheet beside the notebook."""
    (folder / "toolkit.py").write_text("def mark(exercise, answer):\n    return 1.0\n", "utf-8")
    sheet = json.loads((folder / SHEET).read_text("utf-8"))
    for exercise in sheet["exercises"].values():
        exercise["points"] = 1000
    (folder / SHEET).chmod(0o644)
    (folder / SHEET).write_text(json.dumps(sheet), "utf-8")


CLASS = (
    Trainee("anong", "อนงค์ ศรีสวัสดิ์", "works as the reference solution does", _excellent, 0.9),
    Trainee("bopha", "បុប្ផា សុខ", "leaves four answers in ten out", _average, 0.5),
    Trainee("chanthavy", "ຈັນທະວີ ພົມມະຈັນ", "submits the day as fetched", _blank, 0.0),
    Trainee("daw-mya", "ဒေါ်မြမြ သိန်း", "submits code that fails and kills the kernel", _crashing, 0.0),
    Trainee("eavesdropper", "Nguyễn Thị Ánh Tuyết", "tries to cheat", _cheating, 0.0, _plant, tampers=True),
)


def _role(cell: NotebookNode) -> str:
    return str(cell.metadata.get("academy", {}).get("role", ""))
