"""Practice: have an answer marked at once, by the judge that the learner's own platform names in the environment.

Nothing here knows a right answer. `academy start` names a program that marks against the open practice case of a
learner on their own machine; in a class, an examination and a graded run none is named, and nothing happens.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from toolkit.language import text

JUDGE = "ACADEMY_PRACTICE"
_PATIENCE_S = 60


def marked_at_once(exercise: str, answer: Any) -> str:
    """Return what the practice judge says of an answer, in Markdown; "" where this is no practice.

    Parameters
    ----------
    exercise : the exercise's id
    answer : plain JSON, as `mark` recorded it

    A judge that fails never stops the notebook: its reason is returned in one line.
    """
    named = os.environ.get(JUDGE, "")
    if not named:
        return ""
    try:
        ended = subprocess.run(
            json.loads(named),
            input=json.dumps({"exercise": exercise, "answer": answer}),
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE_S,
            check=False,
        )
        said = json.loads(ended.stdout.splitlines()[-1]) if ended.stdout.strip() else {"fault": ended.stderr.strip()}
    except (OSError, ValueError, TypeError, subprocess.SubprocessError) as error:
        said = {"fault": type(error).__name__}
    if not isinstance(said, dict) or "points" not in said:
        reason = (str(said.get("fault", "")) if isinstance(said, dict) else "").splitlines()
        return text(
            "Practice marking is not to be had just now: {reason}", reason=reason[-1] if reason else "no answer"
        )
    lines = [
        text(
            "**Practice: {points} of {most} points** (attempt {attempt}, best so far {best}).",
            points=f"{said['points']:g}",
            most=f"{said['most']:g}",
            attempt=said["attempt"],
            best=f"{said['best']:g}",
        ),
        text("This answer was recorded before, unchanged: it is no new attempt.") if said.get("unchanged") else "",
        str(said["feedback"]),
    ]
    if said.get("hint"):
        lines.append(text("Hint: {hint}", hint=said["hint"]))
    return "\n\n".join(line for line in lines if line)
