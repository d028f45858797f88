"""Mark dated changes: right route, right direction, near the right month; a change that is not there costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    credits: Sequence[float] = (1.0, 0.8, 0.5),
    wrong_cost: float = 0.5,
) -> Verdict:
    """Mark changes of level.

    Parameters
    ----------
    answer : rows with `route`, `month` ("YYYY-MM") and `direction` ("rise" or "fall")
    key : `changes` (rows of the same columns) and `ignored` (rows that neither earn nor cost, such as a short surge)
    paper : `routes`, each with `id`; a row for another route is wrong
    credits : what a row earns 0, 1, 2 ... months away from the change; further away it is wrong
    wrong_cost : how many right rows a wrong one takes back

    Each change is found once, by the nearest row. The score is (credit - wrong_cost * wrong rows) / changes of the key,
    at least 0: naming every month costs more than it finds.
    """
    changes = list(key["changes"])
    if not changes:
        raise GradingError("the key holds no change; derive the keys of this case again")
    rows = sorted({(str(row["route"]), str(row["month"]), str(row["direction"])) for row in answer})
    matched = _match(rows, changes, len(credits) - 1)
    found = dict(matched)
    left = [row for place, row in enumerate(rows) if place not in found]
    wrong = [row for row in left if not _near_any(row, key.get("ignored", ()), len(credits) - 1)]
    credit = sum(credits[_apart(rows[place][1], changes[change]["month"])] for place, change in matched)
    turned = sum(
        any(_apart(month, one["month"]) < len(credits) and route == one["route"] for one in changes)
        for route, month, _ in wrong
    )
    score = max(0.0, min(1.0, (credit - wrong_cost * len(wrong)) / len(changes)))
    return Verdict(
        score=score,
        feedback=_feedback(rows, len(matched), len(changes), len(wrong), turned, credit),
        detail={
            "credit": round(credit, 3),
            "found": [list(rows[place]) for place, _ in matched],
            "wrong": [list(row) for row in wrong],
            "missed": [dict(one) for place, one in enumerate(changes) if place not in set(found.values())],
        },
    )


def number(month: str) -> int:
    """Months since the year 0, so that months can be subtracted.

    >>> number("2026-03") - number("2025-12")
    3
    """
    year, part = month.split("-")
    return int(year) * 12 + int(part) - 1


def _apart(a: str, b: str) -> int:
    return abs(number(a) - number(b))


def _match(
    rows: Sequence[tuple[str, str, str]], changes: Sequence[Mapping[str, Any]], reach: int
) -> list[tuple[int, int]]:
    """Pair rows with changes of the same route and direction, nearest pairs first, each once."""
    near = sorted(
        (_apart(month, one["month"]), place, change)
        for place, (route, month, direction) in enumerate(rows)
        for change, one in enumerate(changes)
        if (route, direction) == (one["route"], one["direction"]) and _apart(month, one["month"]) <= reach
    )
    pairs: list[tuple[int, int]] = []
    for _, place, change in near:
        if all(place != first and change != second for first, second in pairs):
            pairs.append((place, change))
    return pairs


def _near_any(row: tuple[str, str, str], others: Sequence[Mapping[str, Any]], reach: int) -> bool:
    route, month, direction = row
    return any(
        (route, direction) == (one["route"], one["direction"]) and _apart(month, one["month"]) <= reach
        for one in others
    )


def _feedback(
    rows: Sequence[tuple[str, str, str]], found: int, wanted: int, wrong: int, turned: int, credit: float
) -> str:
    if not rows:
        return say("No change is named yet.")
    parts = [
        say(
            "Changes found: {found} of {wanted}; rows where no lasting change of level is: {wrong}.",
            found=found,
            wanted=wanted,
            wrong=wrong,
        )
    ]
    if credit < found:
        parts.append(say("Some dates are a month or two off: give the first month at the new level."))
    if turned:
        parts.append(say("Right time but wrong direction, or the same change named twice: {count}.", count=turned))
    if wrong > turned:
        parts.append(say("A yearly peak, a slow drift and a short surge are no change of level: compare whole years."))
    if found < wanted:
        parts.append(say("Look at each route again with the season taken out."))
    return " ".join(parts)
