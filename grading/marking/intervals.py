"""Mark estimates with a range: a best figure near the truth, and a range that holds it without being everything."""

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
    full: float = 0.08,
    none: float = 0.3,
    wide: float = 0.5,
    useless: float = 1.2,
    missed: float = 0.25,
    range_share: float = 0.5,
) -> Verdict:
    """Mark low, best and high estimates of figures that are not on file.

    Parameters
    ----------
    answer : rows with `item` (of the paper), `low`, `best`, `high`
    key : `figures`: item -> the true figure, above 0
    paper : not used; the items asked are those of the key
    full, none : relative error of `best` up to which it earns everything, and from which it earns nothing
    wide, useless : width of the range, as a share of the true figure, up to which a range that holds the truth earns
        everything, and from which it earns nothing
    missed : distance of the truth from the range, as a share of the true figure, from which the range earns nothing;
        a sound range misses now and then, so that a near miss still earns a part
    range_share : part of the mark that the range earns

    Both parts fall linearly in between; the score is the mean over the items asked. A row whose low, best and high are
    out of order earns nothing. An enormous range, a guess of 0 and a missing item earn nothing.
    """
    figures: Mapping[str, float] = key["figures"]
    if not figures or min(figures.values()) <= 0:
        raise GradingError("the key needs true figures above 0; derive the keys of this case again")
    given = {str(row["item"]): row for row in answer}
    best, ranged, inside, disordered = 0.0, 0.0, 0, 0
    scores: dict[str, float] = {}
    for item, truth in figures.items():
        row = given.get(item)
        if row is None:
            scores[item] = 0.0
            continue
        low, middle, high = (float(row[name]) for name in ("low", "best", "high"))
        if not 0 <= low <= middle <= high:
            disordered += 1
            scores[item] = 0.0
            continue
        near = _falling(abs(middle - truth) / truth, full, none)
        holds = low <= truth <= high
        off = max(low - truth, truth - high, 0.0) / truth
        held = _falling((high - low) / truth, wide, useless) * _falling(off, 0.0, missed)
        best, ranged, inside = best + near, ranged + held, inside + holds
        scores[item] = (1 - range_share) * near + range_share * held
    return Verdict(
        score=min(1.0, sum(scores.values()) / len(figures)),
        feedback=_feedback(len(figures), len(set(given) & set(figures)), disordered, best, ranged, inside),
        detail={"figures": {item: round(value, 4) for item, value in scores.items()}, "inside": inside},
    )


def _falling(value: float, full: float, none: float) -> float:
    return max(0.0, min(1.0, (none - value) / (none - full)))


def _feedback(asked: int, answered: int, disordered: int, best: float, ranged: float, inside: int) -> str:
    if not answered:
        return say("None of the figures asked has an estimate yet.")
    parts = [say("Figures estimated: {answered} of {asked}.", answered=answered, asked=asked)]
    if disordered:
        parts.append(say("Rows out of order (low, best, high, none below 0): {count}.", count=disordered))
    good = answered - disordered
    if good and best < 0.8 * good:
        parts.append(say("Best estimates lie some way off: compare them with a second source."))
    if inside < good:
        parts.append(
            say("Ranges that miss the figure: {count}; a range says how far you may be off.", count=good - inside)
        )
    if inside and ranged < 0.9 * inside:
        parts.append(say("Some ranges are so wide that they say little."))
    return " ".join(parts)
