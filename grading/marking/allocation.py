"""Mark an allocation of scarce units by what it achieves in the hidden world, above sharing them out evenly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(answer: Sequence[Mapping[str, Any]], key: Mapping[str, Any], *, paper: Mapping[str, Any]) -> Verdict:
    """Mark how units (teams, days, money) are shared among items.

    Parameters
    ----------
    answer : rows with `item` and `units`, whole numbers from 0
    key : `outcomes`: item -> value achieved with 0, 1, 2 ... units (never falling; more units than listed achieve no
        more), and `budget`: units at hand
    paper : not used; units given to an item that is not the key's achieve nothing

    The score is (value - value of the even share) / (best value - value of the even share), at least 0: the even share
    gives every item floor(budget / items) units. The best value is exact (dynamic programme over the items). Spending
    more than the budget scores 0. Raises GradingError where no allocation beats the even share.
    """
    outcomes = {str(item): [float(value) for value in values] for item, values in key["outcomes"].items()}
    budget = int(key["budget"])
    if not outcomes or budget <= 0:
        raise GradingError("the key has nothing to allocate; derive the keys of this case again")
    even = sum(_value(values, budget // len(outcomes)) for values in outcomes.values())
    best = _best(outcomes, budget)
    if best <= even:
        raise GradingError("no allocation beats the even share; derive the keys of this case again")
    units: dict[str, int] = {}
    for row in answer:
        units[str(row["item"])] = units.get(str(row["item"]), 0) + max(0, int(float(row["units"])))
    spent = sum(units.values())
    value = sum(_value(values, units.get(item, 0)) for item, values in outcomes.items())
    score = 0.0 if spent > budget else max(0.0, min(1.0, (value - even) / (best - even)))
    return Verdict(
        score=score,
        feedback=_feedback(spent, budget, value, even, best),
        detail={"value": round(value, 4), "even share": round(even, 4), "best": round(best, 4), "spent": spent},
    )


def _value(values: Sequence[float], units: int) -> float:
    return values[min(units, len(values) - 1)]


def _best(outcomes: Mapping[str, Sequence[float]], budget: int) -> float:
    """The most that the budget can achieve."""
    reached = [0.0] * (budget + 1)
    for values in outcomes.values():
        reached = [
            max(reached[left - used] + _value(values, used) for used in range(left + 1)) for left in range(budget + 1)
        ]
    return reached[budget]


def _feedback(spent: int, budget: int, value: float, even: float, best: float) -> str:
    if not spent:
        return say("No unit is allocated yet.")
    if spent > budget:
        return say("{spent} units are given out, and only {budget} are at hand.", spent=spent, budget=budget)
    parts = []
    if spent < budget:
        parts.append(say("Units not used: {count}.", count=budget - spent))
    if value <= even:
        parts.append(say("An even share would have achieved as much: which item does the evidence make most of?"))
    elif value < best:
        parts.append(say("Better than an even share. Where would one unit less have cost least?"))
    else:
        parts.append(say("No other allocation would have achieved more."))
    return " ".join(parts)
