"""The judge of practice mode: marks one answer against the keys of a learner's open practice case, and logs it.

`python -m classroom.practising WORKSPACE` reads {"exercise", "answer"} as JSON and prints {"points", "most",
"feedback", "hint", "attempt", "best", "unchanged"}. The keys of a practice case are meant to be seen; assessed ones
are never here.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from grading.judge import judge
from grading.keys.store import read_key
from grading.plugins import identifiers
from toolkit import language
from toolkit.answers.sheet import read_sheet
from toolkit.errors import AcademyError, ParameterError

LOG = "attempts.jsonl"
ENOUGH = 0.95
COLUMNS = ("at", "exercise", "attempt", "score", "points", "most")


def mark_attempt(root: Path, exercise: str, answer: Any) -> dict[str, Any]:
    """Mark one answer and enter it into the log of attempts.

    Parameters
    ----------
    root : the practice workspace
    exercise : the exercise's id, "dayNN.name"
    answer : plain JSON as `toolkit.mark` recorded it

    The first attempt that falls short gets the first hint, the second the next, and so on; the last one stays. The
    answer of the attempt before, recorded once more (all cells run again), is that attempt: nothing is logged, and
    what was said of it is said again.
    Returns points, most, feedback, hint, attempt (its number), best (points) and unchanged. Raises ParameterError for
    an exercise of a day that is not out.
    """
    index = _index(root)
    language.use(index["language"])
    days = sorted((root / "release").glob(f"{exercise.split('.')[0]}_*"))
    if not days:
        raise ParameterError(f"{exercise}: its day is not out in {root}")
    nominals, documents = identifiers(days[0] / "case")
    key = read_key(root / "sealed", index["course"], exercise)
    verdict = judge(key, answer, nominals=nominals, documents=documents)
    most = float(key["points"])
    own = [one for one in _entries(root) if one["exercise"] == exercise]
    unchanged = bool(own) and "answer" in own[-1] and _canonical(own[-1]["answer"]) == _canonical(answer)
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "exercise": exercise,
        "attempt": len(own) + (not unchanged),
        "score": round(verdict.score, 4),
        "points": round(verdict.score * most, 2),
        "most": most,
    }
    if not unchanged:
        file = root / "records" / LOG
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(json.dumps({**entry, "answer": answer}, ensure_ascii=False, sort_keys=True) + "\n")
    short = sum(one["score"] < ENOUGH for one in (own[:-1] if unchanged else own))
    hints = read_sheet(days[0]).exercise(exercise).hints
    hint = hints[min(short, len(hints) - 1)] if hints and verdict.score < ENOUGH else ""
    best = max([entry["points"], *(one["points"] for one in own)])
    return {**entry, "feedback": verdict.feedback, "hint": hint, "best": best, "unchanged": unchanged}


def _canonical(answer: Any) -> str:
    """One text for equal answers, whatever the order of their keys."""
    return json.dumps(answer, sort_keys=True)


def attempts(root: Path) -> pd.DataFrame:
    """Return the log of attempts with columns `COLUMNS`, oldest first; a damaged line is left out."""
    return pd.DataFrame([[one[name] for name in COLUMNS] for one in _entries(root)], columns=list(COLUMNS))


def _entries(root: Path) -> list[dict[str, Any]]:
    """The whole lines of the log, oldest first, each with its answer."""
    file = root / "records" / LOG
    entries = []
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        try:
            entry = json.loads(line)
            entries.append({name: entry[name] for name in COLUMNS} | entry)
        except (ValueError, KeyError, TypeError):
            continue
    return entries


def progress(root: Path) -> pd.DataFrame:
    """Return for each exercise tried: attempts, first, best and last points, and the most there are."""
    table = attempts(root)
    grouped = table.groupby("exercise", sort=True)
    return grouped.agg(
        attempts=("attempt", "size"),
        first=("points", "first"),
        best=("points", "max"),
        last=("points", "last"),
        most=("most", "last"),
    ).reset_index()


def _index(root: Path) -> dict[str, str]:
    from classroom.workspace import open_workspace

    place = open_workspace(root)
    return {"course": place.course.name, "language": place.language}


def main() -> int:
    """Mark what stands on the standard input; every fault becomes one line of JSON."""
    try:
        given = json.loads(sys.stdin.read())
        said = mark_attempt(Path(sys.argv[1]), str(given["exercise"]), given["answer"])
    except AcademyError as error:
        said = {"fault": str(error)}
    except (ValueError, KeyError, IndexError, OSError) as error:
        said = {"fault": f"{type(error).__name__}: {error}"}
    print(json.dumps(said, ensure_ascii=False))
    return 0 if "points" in said else 1


if __name__ == "__main__":
    sys.exit(main())
