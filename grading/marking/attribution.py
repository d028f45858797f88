"""Mark numbers attributed to persons: person, ground and status; a number given to the wrong person costs most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.overlap import CONFIRMED
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

NOT_ESTABLISHED = "not established"
PERSON, GROUND, STATUS = 0.5, 0.25, 0.25


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    wrong_cost: float = 1.0,
) -> Verdict:
    """Mark attributions of numbers.

    Parameters
    ----------
    answer : rows with `number`, `nominal`, `ground` and `status` ("confirmed", "suspected" or "not established"); the
        first row of a number counts
    key : `numbers`: number -> {`nominal`, `grounds` (accepted), `status`}
    paper : `numbers`, all that were asked; rows with others are left out of account
    wrong_cost : what it costs to give a number to somebody to whom the file does not, in units of one attribution;
        half as much again where the status is "confirmed"

    A number earns 0.5 for its person, 0.25 with an accepted ground and 0.25 with its status. "Not established" earns
    and costs nothing. The score is what is earned less what is lost over the numbers of the key, at least 0: an
    attribution left out loses 1 unit, a wrong one of such a number 2 or more. Raises GradingError for an empty key.
    """
    wanted: Mapping[str, Mapping[str, Any]] = key["numbers"]
    if not wanted:
        raise GradingError("the key attributes no number; derive the keys of this case again")
    asked = {str(one) for one in paper["numbers"]}
    given: dict[str, Mapping[str, Any]] = {}
    for row in answer:
        if str(row["number"]) in asked:
            given.setdefault(str(row["number"]), row)
    named = {number: row for number, row in given.items() if row.get("status") != NOT_ESTABLISHED and "nominal" in row}
    right = [
        number for number, row in named.items() if number in wanted and row["nominal"] == wanted[number]["nominal"]
    ]
    wrong = [number for number in named if number not in right]
    other_ground = [number for number in right if named[number].get("ground") not in wanted[number]["grounds"]]
    other_status = [number for number in right if named[number].get("status") != wanted[number]["status"]]
    earned = len(right) - GROUND * len(other_ground) - STATUS * len(other_status)
    lost = sum(wrong_cost * (1.5 if named[number].get("status") == CONFIRMED else 1.0) for number in wrong)
    return Verdict(
        score=max(0.0, min(1.0, (earned - lost) / len(wanted))),
        feedback=_feedback(given, len(named), len(wanted) - len(right), other_ground, other_status, len(wrong)),
        detail={
            "right": right,
            "wrong": wrong,
            "other ground": other_ground,
            "other status": other_status,
            "missed": sorted(number for number in wanted if number not in right),
        },
    )


def _feedback(
    given: Mapping[str, Any],
    named: int,
    missing: int,
    other_ground: Sequence[str],
    other_status: Sequence[str],
    wrong: int,
) -> str:
    if not given:
        return say("No number is attributed yet.")
    parts = [say("Numbers attributed: {named}; still to be attributed: {missing}.", named=named, missing=missing)]
    if other_ground:
        parts.append(say("Right person, but the record named does not bear it out: {count}.", count=len(other_ground)))
    if other_status:
        parts.append(say("Right person, but the grounds carry another status: {count}.", count=len(other_status)))
    if wrong:
        parts.append(
            say(
                "Numbers given to a person to whom the file does not give them: {count}. A wrong attribution puts an "
                "innocent person on the chart and costs more than one left open.",
                count=wrong,
            )
        )
    return " ".join(parts)
