"""Take the answers out of an executed notebook: one answer for each trusted mark cell, or the reason for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grading.judge import too_big
from grading.sandbox.outputs import printable
from toolkit.answers.emit import MIME, VERSION

NOTHING = "no answer was recorded; run the notebook from the top and read the message under the mark cell"


@dataclass(frozen=True)
class Recorded:
    """What one mark cell recorded: the answer, or the `reason` why there is none. `incident` is for the instructor."""

    exercise: str
    answer: Any = None
    reason: str = ""
    incident: str = ""


def exercise_of(cell: Mapping[str, Any]) -> str:
    """Return the exercise id of a mark cell taken from the release, or "" for any other cell."""
    about = cell.get("metadata", {}).get("academy", {})
    return str(about.get("exercise", "")) if about.get("role") == "mark" else ""


def take(exercise: str, outputs: list[Mapping[str, Any]]) -> Recorded:
    """Take the answer to one exercise out of the outputs of its mark cell.

    The id comes from the trusted cell, never from the payload. Exactly one output of our MIME type, of our version and
    with that id, counts; none is an empty answer, and anything else is no answer and an incident.
    """
    payloads = [output["data"][MIME] for output in outputs if MIME in (output.get("data") or {})]
    if not payloads:
        return Recorded(exercise, reason=_error(outputs) or NOTHING)
    if len(payloads) > 1:
        return _refused(exercise, f"{len(payloads)} answers were recorded in one mark cell")
    payload = payloads[0]
    if not isinstance(payload, dict) or set(payload) != {"version", "exercise", "answer"}:
        return _refused(exercise, "the recorded answer does not have the parts version, exercise and answer")
    if payload["version"] != VERSION:
        return _refused(exercise, f"the recorded answer is of version {str(payload['version'])[:20]!r}, not {VERSION}")
    if payload["exercise"] != exercise:
        return _refused(exercise, f"the recorded answer names exercise {str(payload['exercise'])[:60]!r}")
    reason = too_big(payload["answer"])
    return _refused(exercise, reason) if reason else Recorded(exercise, answer=payload["answer"])


def _refused(exercise: str, reason: str) -> Recorded:
    return Recorded(exercise, reason=f"{reason}; record one answer with mark", incident=f"{exercise}: {reason}")


def _error(outputs: list[Mapping[str, Any]]) -> str:
    """The trainee's own error in the mark cell, in one line."""
    for output in outputs:
        if output.get("output_type") == "error":
            first = printable((str(output.get("evalue", "")).splitlines() or [""])[0][:300])
            said = first if output.get("ename") == "AnswerError" else f"no answer was recorded: {first}"
            return said if first else NOTHING
    return ""
