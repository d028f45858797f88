"""nbgrader's plug-ins: rebuild from the release, run in the sandbox, take the judge's marks, clean the outputs.

nbgrader is configured with them (`grading.config`), never patched. Each is thin: the work stands in its own module.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool

from grading import answers
from grading.execution import execute
from grading.judge import judge, malformed
from grading.keys.store import read_key
from grading.marking import Verdict
from grading.rebuild import rebuild
from grading.sanitise import clean_notebook
from toolkit.errors import AcademyError, GradingError, WorkspaceError
from toolkit.schema.store import read_case, to_json

STAGED = "staged"


class StagedExporter(NotebookExporter):
    """Refuses a submission that was not staged, before nbgrader touches anything; otherwise nbgrader's own exporter."""

    def __init__(self, **options: Any) -> None:
        coursedir = getattr(options.get("parent"), "coursedir", None)
        if coursedir is None or coursedir.submitted_directory != STAGED:
            raise WorkspaceError(
                "submissions are graded staged and sandboxed: academy grade COURSE DAY --workspace DIR"
            )
        super().__init__(**options)


class _Plugin(NbGraderPreprocessor):
    """What the plug-ins share: which submission is at hand, and where things stand in the workspace."""

    def place(self, resources: Any) -> Place:
        """Return the submission that nbgrader is working on."""
        about = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        return Place(
            Path(coursedir.root), coursedir.course_id, about["assignment"], about["student"], about["notebook"]
        )


@dataclass(frozen=True)
class Place:
    """One notebook of one trainee's day, and the files that belong to it."""

    root: Path
    course: str
    day: str
    trainee: str
    notebook: str

    @property
    def release(self) -> Path:
        """The folder of the released day."""
        return self.root / "release" / self.day

    @property
    def own(self) -> Path:
        """The folder of the staged submission."""
        return self.root / STAGED / self.trainee / self.day

    @property
    def detail(self) -> Path:
        """The instructor's file of verdicts in full."""
        return self.root / "runs" / self.day / "detail" / self.trainee / f"{self.notebook}.json"


class RebuildFromRelease(_Plugin):
    """Sanitising: the trainee's answers in the released notebook."""

    keep_outputs = Bool(False, help="Keep the stored outputs, to mark them without executing.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Replace the submitted notebook by the rebuilt one."""
        place = self.place(resources)
        released = nbformat.read(place.release / f"{place.notebook}.ipynb", as_version=4)
        rebuilt = rebuild(released, nb, keep_outputs=self.keep_outputs)
        for incident in rebuilt.incidents:
            self.log.warning("%s %s: %s", place.trainee, place.notebook, incident)
        return rebuilt.notebook, resources


class SandboxedExecute(_Plugin):
    """Autograding: outputs from the sandbox, of the class run's or of one started here."""

    recorded = Bool(False, help="Execute nothing; the stored outputs stand.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the outputs of a sandboxed run into the notebook."""
        if not self.recorded:
            place = self.place(resources)
            execute(nb, place.notebook, place.release, place.own)
        return nb, resources


class JudgeGrades(SaveAutoGrades):
    """Autograding: scores from the judge; one commit for a notebook. Written answers are nbgrader's business."""

    place = _Plugin.place

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Judge every mark cell and enter the scores."""
        place = self.place(resources)
        self.notebook_id, self.assignment_id, self.student_id = place.notebook, place.day, place.trainee
        details: dict[str, Any] = {}
        with Gradebook(resources["nbgrader"]["db_url"]) as self.gradebook:
            for cell in nb.cells:
                if is_grade(cell):
                    self._grade(cell, place, details)
                if is_solution(cell):
                    self._add_comment(cell, resources)
            self.gradebook.db.commit()
        write_json(place.detail, details)
        return nb, resources

    def _grade(self, cell: NotebookNode, place: Place, details: dict[str, Any]) -> None:
        exercise = answers.exercise_of(cell)
        if not exercise:
            self._add_score(cell, None)
            return
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        try:
            verdict, incident = verdict_of(cell, exercise, place)
        except AcademyError as error:
            self.log.error("%s %s: left for a person: %s", place.trainee, exercise, error)
            grade.auto_score, grade.needs_manual_grade = None, True
            details[exercise] = {"fault": str(error)}
            show(cell, {"fault": True, "feedback": "This exercise is marked by your instructor."})
            return
        grade.auto_score = round(verdict.score * grade.max_score, 2)
        grade.needs_manual_grade = grade.manual_score is not None
        details[exercise] = {
            "score": verdict.score,
            "feedback": verdict.feedback,
            "detail": verdict.detail,
            "incident": incident,
        }
        show(cell, {"points": grade.auto_score, "most": grade.max_score, "feedback": verdict.feedback})


class SanitiseOutputs(_Plugin):
    """Autograding: only what is harmless to show stays in the notebook that people open."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Clean the outputs of every cell."""
        clean_notebook(nb)
        return nb, resources


def verdict_of(cell: NotebookNode, exercise: str, place: Place) -> tuple[Verdict, str]:
    """Return the verdict on what one mark cell recorded, and the incident if there is one."""
    recorded = answers.take(exercise, cell.outputs)
    sealed = read_key(place.root / "sealed", place.course, exercise)
    if recorded.reason:
        return malformed(recorded.reason), recorded.incident
    nominals, documents = identifiers(place.release / "case")
    return judge(sealed, recorded.answer, nominals=nominals, documents=documents), ""


def identifiers(case: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return the nominal and document numbers of the released case; both empty where a day has no case."""
    file = case / "case.json"
    if not file.is_file():
        return frozenset(), frozenset()
    return _identifiers(case, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _identifiers(case: Path, _changed: int) -> tuple[frozenset[str], frozenset[str]]:
    try:
        opened = read_case(case)
        nominals = opened.table("nominals")["nominal_id"].astype("str") if "nominals" in opened.tables else ()
    except AcademyError as error:
        raise GradingError(f"the released case cannot be read: {error}") from error
    return frozenset(nominals), frozenset(opened.texts)


def show(cell: NotebookNode, verdict: dict[str, Any]) -> None:
    """Put a verdict into a mark cell: as metadata for the feedback page, and as an output for formgrader."""
    cell.metadata.academy["verdict"] = verdict
    words = verdict["feedback"]
    if "points" in verdict:
        words = f"{verdict['points']:g} of {verdict['most']:g} points. {words}"
    cell.outputs.append(nbformat.v4.new_output("display_data", {"text/plain": words}))


def write_json(file: Path, value: Any) -> None:
    """Write a JSON file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, building = tempfile.mkstemp(dir=file.parent, prefix=".json.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as writing:
        writing.write(to_json(json.loads(json.dumps(value, default=str))))
    Path(building).replace(file)
