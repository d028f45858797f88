"""Mark choices, one or several for each item, above what guessing or always giving the same answer would earn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Mapping[str, Any],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    several: bool = False,
) -> Verdict:
    """Mark the choices of an exercise.

    Parameters
    ----------
    answer : item -> code, or list of codes where `several`
    key : `items`: item -> codes. One choice: any of them is right. Several: all of them belong to the answer
    paper : `items`, each with `id` and optionally its own `codes`; `codes` for all of them
    several : whether an item takes several codes

    One choice earns 1 where it is among the accepted codes. Several earn (right - wrong) / codes of the key, at least
    0. With a the mean over all items (an item left out earns 0) and c the chance, the score is
    max(0, (a - c) / (1 - c)). The chance is what guessing earns or, if that is more, the best code given to every item.
    """
    wanted: Mapping[str, Sequence[str]] = key["items"]
    if not wanted or not all(wanted.values()):
        raise GradingError("the key has an item without an answer; derive the keys of this case again")
    options = {str(item["id"]): _options(item, paper, wanted) for item in paper["items"]}
    earned = {item: _earned(_given(answer.get(item)), wanted[item], options[item], several) for item in wanted}
    accuracy = sum(earned.values()) / len(wanted)
    chance = _chance(wanted, options, several)
    if chance >= 1:
        raise GradingError("one answer fits every item; derive the keys of this case again")
    return Verdict(
        score=max(0.0, min(1.0, (accuracy - chance) / (1 - chance))),
        feedback=_feedback(answer, wanted, earned, several),
        detail={
            "accuracy": round(accuracy, 4),
            "chance": round(chance, 4),
            "items": {item: round(value, 4) for item, value in earned.items()},
        },
    )


def _options(item: Mapping[str, Any], paper: Mapping[str, Any], wanted: Mapping[str, Sequence[str]]) -> list[str]:
    own = item.get("codes") or paper.get("codes") or sorted({code for codes in wanted.values() for code in codes})
    return [str(code) for code in own]


def _given(value: Any) -> set[str]:
    if value is None:
        return set()
    return {str(value)} if isinstance(value, str) else {str(one) for one in value}


def _earned(given: set[str], accepted: Collection[str], options: Collection[str], several: bool) -> float:
    given = given & set(options)
    if not several:
        return float(len(given) == 1 and given <= set(accepted))
    right = len(given & set(accepted))
    return max(0.0, (right - len(given - set(accepted))) / len(accepted))


def _chance(wanted: Mapping[str, Sequence[str]], options: Mapping[str, list[str]], several: bool) -> float:
    codes = sorted({code for own in options.values() for code in own})
    constant = max(
        sum(_earned({code}, wanted[item], options[item], several) for item in wanted) / len(wanted) for code in codes
    )
    if several:
        return constant
    guess = sum(len(set(wanted[item]) & set(options[item])) / len(options[item]) for item in wanted) / len(wanted)
    return max(constant, guess)


def _feedback(
    answer: Mapping[str, Any], wanted: Mapping[str, Sequence[str]], earned: Mapping[str, float], several: bool
) -> str:
    answered = [item for item in wanted if _given(answer.get(item))]
    if not answered:
        return say("No item is answered yet.")
    full = sum(value == 1 for value in earned.values())
    parts = [
        say(
            "Items answered: {answered} of {all}; fully right: {right}.",
            answered=len(answered),
            all=len(wanted),
            right=full,
        )
    ]
    if several:
        over = sum(bool(_given(answer.get(item)) - set(wanted[item])) for item in answered)
        short = sum(bool(set(wanted[item]) - _given(answer.get(item))) for item in answered)
        if over:
            parts.append(say("Items with something ticked that is not there: {count}.", count=over))
        if short:
            parts.append(say("Items where something was overlooked: {count}.", count=short))
    if full < len(wanted):
        parts.append(say("Read the legend again beside the items you were least sure of, then discuss them in class."))
    return " ".join(parts)
