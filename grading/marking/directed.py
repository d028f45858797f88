"""Mark directed ties with a quantity: a from-to matrix of calls, a commodity flow, the path of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

Way = tuple[str, str]


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    quantity: str = "count",
    full: float = 0.0,
    none: float = 0.5,
    tie_share: float = 0.5,
    wrong_cost: float = 2.5,
) -> Verdict:
    """Mark directed ties, each with how much went along it.

    Parameters
    ----------
    answer : rows with `source`, `target` and the column named by `quantity`
    key : `flows` (rows of the same columns) and `ignored` (pairs [source, target] that neither earn nor cost)
    paper : `entities` (each with `id`); a row with an end that is not among them is left out of account
    full, none : relative error of the quantity up to which it earns everything, and from which it earns nothing
    tie_share : part of a row's credit that the tie itself earns, whatever its quantity
    wrong_cost : how many rows a wrong one counts for in the precision; at 2.5 a wrong one costs at least twice what one
        left out does. Between places a tie says nothing of anybody, and 1 will do

    With credit c over the rows, precision p = c / (right rows + wrong_cost x wrong rows), recall r = c / rows of the
    key, and p' the precision above what naming every pair in both directions would have, the score is their harmonic
    mean. The right pair in the wrong direction is wrong. Raises GradingError for a key without flows.
    """
    flows = {_way(row): float(row[quantity]) for row in key["flows"]}
    if not flows:
        raise GradingError("the key holds no flow; derive the keys of this case again")
    inside = {str(entity["id"]) for entity in paper["entities"]}
    ignored = {(str(a), str(b)) for a, b in key.get("ignored", ())}
    given: dict[Way, float] = {}
    for row in answer:
        if inside.issuperset(_way(row)) and _way(row) not in ignored:
            given.setdefault(_way(row), float(row[quantity]))
    right = [way for way in given if way in flows]
    wrong = [way for way in given if way not in flows]
    turned = [way for way in wrong if (way[1], way[0]) in flows]
    credit = {way: tie_share + (1 - tie_share) * _near(given[way], flows[way], full, none) for way in right}
    total = sum(credit.values())
    stated = len(right) + wrong_cost * len(wrong)
    universe = max(len(inside) * (len(inside) - 1) - len(ignored), len(flows))
    base = tie_share * len(flows) / (len(flows) + wrong_cost * (universe - len(flows)))
    precision = total / stated if stated else 0.0
    above = max(0.0, (precision - base) / (1.0 - base)) if base < 1.0 else precision
    recall = total / len(flows)
    score = 2 * above * recall / (above + recall) if above + recall > 0 else 0.0
    return Verdict(
        score=min(1.0, score),
        feedback=_feedback(given, len(right), len(flows), len(wrong), len(turned), total),
        detail={
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "credit": {f"{a} -> {b}": round(value, 3) for (a, b), value in sorted(credit.items())},
            "wrong": [list(way) for way in sorted(wrong)],
            "turned": [list(way) for way in sorted(turned)],
            "missed": [list(way) for way in sorted(flows) if way not in given],
        },
    )


def _way(row: Mapping[str, Any]) -> Way:
    return str(row["source"]), str(row["target"])


def _near(value: float, truth: float, full: float, none: float) -> float:
    """1 within `full` of the truth, 0 from `none` on, relative to it; linear in between."""
    error = abs(value - truth) / max(abs(truth), 1e-9)
    if error <= full + 1e-9:
        return 1.0
    return max(0.0, (none - error) / (none - full)) if none > full else 0.0


def _feedback(given: Mapping[Way, float], right: int, wanted: int, wrong: int, turned: int, credit: float) -> str:
    if not given:
        return say("No flow between the listed entities is entered yet.")
    parts = [
        say(
            "Flows entered: {given}; on the records: {right} of {wanted}; not on them: {wrong}.",
            given=len(given),
            right=right,
            wanted=wanted,
            wrong=wrong,
        )
    ]
    if turned:
        parts.append(say("Right pair but the wrong direction: {count}.", count=turned))
    if credit < right:
        parts.append(say("Some quantities are off: count or add up again, each record once."))
    if right < wanted:
        parts.append(say("Some flows are still missing."))
    return " ".join(parts)
