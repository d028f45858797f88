"""`mark`: check the form of an answer, say what was recorded, and emit it as JSON. It knows no right answer."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from toolkit.answers.normalise import normalise
from toolkit.answers.practice import marked_at_once
from toolkit.answers.sheet import Sheet, read_sheet
from toolkit.errors import AnswerError
from toolkit.language import text

MIME = "application/vnd.analysis-academy.answer+json"
VERSION = 1
SIZE_LIMIT = 256 * 1024


def mark(exercise: str, answer: Any) -> None:
    """Record the answer to one exercise.

    Parameters
    ----------
    exercise : the exercise's id, such as "day04.links"
    answer : the answer, in the form that the exercise asks for

    Shows what was recorded. Raises AnswerError with one line where the answer is missing or malformed, so that
    nbgrader's Validate shows it. Scores are given on the instructor's side alone; in practice (`academy start`) the
    judge of the learner's own machine says at once what the answer is worth.
    """
    if _stock_autograde():
        raise AnswerError(
            "this exercise is scored by `academy grade`; plain `nbgrader autograde` would give marks unseen. "
            "Run: academy grade COURSE DAY --workspace DIR"
        )
    sheet = read_sheet()
    form = sheet.exercise(exercise).form
    nominals, items, documents = _identifiers(sheet, exercise)
    recorded = normalise(answer, form, nominals=nominals, items=items, documents=documents)
    payload = {"version": VERSION, "exercise": exercise, "answer": recorded}
    size = len(json.dumps(payload).encode())
    if size > SIZE_LIMIT:
        raise AnswerError(f"the answer is {size:,} bytes long; at most {SIZE_LIMIT:,} are accepted")
    line = _summary(exercise, recorded)
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(line)
        return
    if get_ipython() is None:
        print(line)
    else:
        display({MIME: payload, "text/plain": line}, raw=True)
        said = marked_at_once(exercise, recorded)
        if said:
            display({"text/markdown": said, "text/plain": said}, raw=True)


def _stock_autograde() -> bool:
    """Is this plain `nbgrader autograde`? The initial environment counts, so that code cannot take it back."""
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return True
    try:
        return b"NBGRADER_EXECUTION=autograde" in Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _identifiers(sheet: Sheet, exercise: str) -> tuple[set[str], set[str], set[str]]:
    """Valid nominal numbers, paper items and document numbers, from the case beside the notebook."""
    folder = sheet.folder / "case"
    if not (folder / "case.json").is_file():
        return set(), set(), set()
    from toolkit.schema.store import read_case

    case = read_case(folder)
    paper = case.handouts.get(f"{sheet.course}/{exercise}", {})
    nominals = set(case.table("nominals")["nominal_id"]) if "nominals" in case.tables else set()
    return nominals, {str(item["id"]) for item in paper.get("items", ())}, set(case.texts)


def _summary(exercise: str, recorded: Any) -> str:
    count = len(recorded)
    if isinstance(recorded, list):
        if recorded and "status" in recorded[0]:
            tally: dict[str, int] = {}
            for row in recorded:
                tally[row.get("status", "?")] = tally.get(row.get("status", "?"), 0) + 1
            parts = ", ".join(f"{number} {status}" for status, number in sorted(tally.items()))
            return text("Recorded for {exercise}: {count} rows ({parts}).", exercise=exercise, count=count, parts=parts)
        return text("Recorded for {exercise}: {count} rows.", exercise=exercise, count=count)
    missing = sum(value is None for value in recorded.values())
    if missing:
        return text(
            "Recorded for {exercise}: {count} months, {missing} of them not reported.",
            exercise=exercise,
            count=count,
            missing=missing,
        )
    return text("Recorded for {exercise}: {count} entries.", exercise=exercise, count=count)
