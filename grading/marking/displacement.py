"""Mark judgements on pairs of routes: a shift that the returns bear out, and none where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.dated import number
from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

CONFIRMED, SUSPECTED, OPEN = "confirmed", "suspected", "not established"
FALSE_COST = {CONFIRMED: 1.0, SUSPECTED: 0.5}


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    month_share: float = 0.3,
    months_apart: int = 2,
) -> Verdict:
    """Mark the status of candidate shifts between routes.

    Parameters
    ----------
    answer : rows with `item` (a pair of the paper), `status` and, where a shift is claimed, `month` (its first month)
    key : `pairs`: item -> {"status", "month"}, month empty where nothing is established
    paper : `items`, each with `id`
    month_share : part of the credit of a shift that its month earns
    months_apart : most months by which the month may differ

    With r the mean credit over the pairs that shifted (half for the other of confirmed and suspected, less
    `month_share` of it for a wrong month) and f the mean cost over the pairs that did not (1 for "confirmed", 0.5 for
    "suspected", nothing for "not established"), the score is max(0, r - f). An answer that says the same of every pair
    judges none and scores 0.
    """
    wanted: Mapping[str, Mapping[str, str]] = key["pairs"]
    shifted = [name for name, one in wanted.items() if one["status"] != OPEN]
    others = [name for name in wanted if name not in shifted]
    if not shifted or not others:
        raise GradingError("the key needs a pair that shifted and one that did not; derive the keys again")
    given = {str(row["item"]): row for row in answer}
    credit = {name: _credit(given.get(name), wanted[name], month_share, months_apart) for name in shifted}
    cost = {name: FALSE_COST.get(_status(given.get(name)), 0.0) for name in others}
    score = sum(credit.values()) / len(shifted) - sum(cost.values()) / len(others)
    if len({_status(given.get(name)) for name in wanted}) == 1:
        score = 0.0
    return Verdict(
        score=max(0.0, min(1.0, score)),
        feedback=_feedback(given, wanted, credit, cost, months_apart),
        detail={"credit": credit, "cost": cost},
    )


def _status(row: Mapping[str, Any] | None) -> str:
    return str(row.get("status", "")) if row else ""


def _credit(row: Mapping[str, Any] | None, wanted: Mapping[str, str], month_share: float, apart: int) -> float:
    status = _status(row)
    if row is None or status not in FALSE_COST:
        return 0.0
    worth = 1.0 if status == wanted["status"] else 0.5
    return worth * (1.0 if _dated(row, wanted, apart) else 1.0 - month_share)


def _dated(row: Mapping[str, Any], wanted: Mapping[str, str], apart: int) -> bool:
    month = row.get("month")
    return bool(month) and abs(number(str(month)) - number(wanted["month"])) <= apart


def _feedback(
    given: Mapping[str, Mapping[str, Any]],
    wanted: Mapping[str, Mapping[str, str]],
    credit: Mapping[str, float],
    cost: Mapping[str, float],
    apart: int,
) -> str:
    answered = [name for name in wanted if _status(given.get(name))]
    if not answered:
        return say("No pair is judged yet.")
    found = sum(value > 0 for value in credit.values())
    parts = [
        say("Pairs judged: {count}; shifts found: {found} of {all}.", count=len(answered), found=found, all=len(credit))
    ]
    claimed = sum(value > 0 for value in cost.values())
    if claimed:
        parts.append(
            say(
                "Claimed although the returns do not bear it out: {count}. Ask for a fall and a rise of about the same "
                "size within half a year, in that direction, and of the same citizenships.",
                count=claimed,
            )
        )
    if found < len(credit):
        parts.append(say("Compare the fall of each route in whole figures with the rise of the other."))
    for name, value in credit.items():
        if value > 0 and _status(given[name]) != wanted[name]["status"]:
            parts.append(say("The status of a shift differs: do the returns of one side show it, or of both?"))
        if value > 0 and not _dated(given[name], wanted[name], apart):
            parts.append(say("The month of a shift differs: give the first month of the fall."))
    return " ".join(parts)
