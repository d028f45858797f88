"""Mark figures that are worked out, such as sums of a source-and-application table, each within its tolerance band."""

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
    full: float = 0.01,
    none: float = 0.15,
) -> Verdict:
    """Mark one figure for each item of the paper.

    Parameters
    ----------
    answer : rows with `item` and `value`; the first row of an item counts
    key : `items`: item -> {`value`, and optionally `weight` (1 where left out), `scale`, `full`, `none`}
    paper : not used; the items are the key's
    full, none : error up to which a figure earns everything, and from which it earns nothing, as a share of its
        `scale` (the figure's own size where the key gives none; a key must give one for a figure of 0)

    The score is the weighted mean, falling linearly between the two bounds. A figure left out earns nothing. Raises
    GradingError for a key without items or without a scale where one is needed.
    """
    wanted: Mapping[str, Mapping[str, Any]] = key["items"]
    if not wanted:
        raise GradingError("the key asks for no figure; derive the keys of this case again")
    given: dict[str, float] = {}
    for row in answer:
        given.setdefault(str(row["item"]), float(row["value"]))
    earned: dict[str, float] = {}
    for item, one in wanted.items():
        scale = abs(float(one.get("scale", one["value"])))
        if scale <= 0:
            raise GradingError(f"figure {item} of the key is 0 and has no scale; derive the keys of this case again")
        if item in given:
            error = abs(given[item] - float(one["value"])) / scale
            earned[item] = _falling(error, float(one.get("full", full)), float(one.get("none", none)))
        else:
            earned[item] = 0.0
    weights = {item: float(one.get("weight", 1.0)) for item, one in wanted.items()}
    score = sum(weights[item] * earned[item] for item in wanted) / sum(weights.values())
    turned = [
        item for item in wanted if item in given and earned[item] == 0 and given[item] == -float(wanted[item]["value"])
    ]
    return Verdict(
        score=max(0.0, min(1.0, score)),
        feedback=_feedback(wanted, given, earned, len(turned)),
        detail={"items": {item: round(value, 4) for item, value in earned.items()}, "sign": turned},
    )


def _falling(error: float, full: float, none: float) -> float:
    if error <= full + 1e-9:
        return 1.0
    return max(0.0, (none - error) / (none - full)) if none > full else 0.0


def _feedback(wanted: Mapping[str, Any], given: Mapping[str, float], earned: Mapping[str, float], turned: int) -> str:
    answered = [item for item in wanted if item in given]
    if not answered:
        return say("No figure is entered yet.")
    right = sum(earned[item] == 1 for item in answered)
    near = sum(0 < earned[item] < 1 for item in answered)
    parts = [
        say(
            "Figures entered: {answered} of {all}; right: {right}; near: {near}.",
            answered=len(answered),
            all=len(wanted),
            right=right,
            near=near,
        )
    ]
    if turned:
        parts.append(say("Right size but the wrong sign: {count}.", count=turned))
    if right < len(answered):
        parts.append(say("Go back to the records behind each figure: each is counted once, in one currency."))
    return " ".join(parts)
