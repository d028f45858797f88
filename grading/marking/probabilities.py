"""Mark stated probabilities by their Brier skill against how often a thing comes about, or against what came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(answer: Sequence[Mapping[str, Any]], key: Mapping[str, Any], *, paper: Mapping[str, Any]) -> Verdict:
    """Mark probabilities in per cent.

    Parameters
    ----------
    answer : rows with `item` and `probability`, 0 to 100
    key : `items`: item -> frequency (0 to 1) with which it comes about over many re-simulated futures, or on evidence
        like this; `reference`: the probability (0 to 1) that somebody who knows nothing of the case would give
    paper : not used; the items are the key's

    Skill is 1 - B / B0, where B is the mean squared distance of the probabilities from the frequencies and B0 that of
    the reference (Brier 1950; skill against a reference after Murphy 1973). An item left out counts as the reference.
    Giving the reference, or 50 where that is it, scores 0; a probability outside 0 to 100 counts as left out. Raises
    GradingError where the reference is right about everything.
    """
    wanted = {str(item): float(value) for item, value in key["items"].items()}
    reference = float(key["reference"])
    if not wanted:
        raise GradingError("the key asks for no probability; derive the keys of this case again")
    none = sum((reference - value) ** 2 for value in wanted.values()) / len(wanted)
    if none <= 0:
        raise GradingError("the reference is right about every item; derive the keys of this case again")
    given = {
        str(row["item"]): float(row["probability"]) / 100
        for row in reversed(answer)
        if 0 <= float(row["probability"]) <= 100
    }
    distance = {item: (given.get(item, reference) - value) ** 2 for item, value in wanted.items()}
    score = 1 - sum(distance.values()) / len(wanted) / none
    answered = [item for item in wanted if item in given]
    far = sum(distance[item] > 0.0625 for item in answered)
    bold = sum(given[item] in (0.0, 1.0) and 0.0 < wanted[item] < 1.0 for item in answered)
    return Verdict(
        score=max(0.0, min(1.0, score)),
        feedback=_feedback(len(answered), len(wanted), far, bold, score),
        detail={
            "brier": round(sum(distance.values()) / len(wanted), 4),
            "reference": round(none, 4),
            "items": {item: round(value, 4) for item, value in distance.items()},
        },
    )


def _feedback(answered: int, asked: int, far: int, bold: int, score: float) -> str:
    if not answered:
        return say("No probability is given yet.")
    parts = [say("Probabilities given: {answered} of {asked}.", answered=answered, asked=asked)]
    if bold:
        parts.append(say("Given as certain or impossible although it is neither: {count}.", count=bold))
    if far:
        parts.append(
            say("More than 25 points off: {count}. Start from how often such a thing happens, then adjust.", count=far)
        )
    if score <= 0:
        parts.append(say("Together they say less than somebody who knows nothing of the case would."))
    return " ".join(parts)
