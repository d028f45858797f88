"""Mark a clean monthly series: every ordinary month, and above all the months that need care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

NEAR = 0.5


def mark(
    answer: Mapping[str, float | None],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    plain: float = 0.4,
) -> Verdict:
    """Mark a series of months against the figures on file.

    Parameters
    ----------
    answer : "YYYY-MM" -> number, or None for "not reported"
    key : `months` ("YYYY-MM" -> number or None) and `care` (month -> why it needs care: "revised", "filed twice",
        "not reported", "not filed yet", "revised later")
    paper : not used; the months asked are those of the key
    plain : the part of the mark that ordinary months alone can earn

    With o the share of ordinary months that are right and c the share of the months needing care (each kind counts
    alike), the score is o * (plain + (1 - plain) * c). So a series of nothing but None, or of zeros, scores 0 though
    some months are right by it. Other months in the answer are left out of account.
    """
    months: Mapping[str, float | None] = key["months"]
    care: Mapping[str, str] = key["care"]
    ordinary = [month for month in months if month not in care]
    if not ordinary:
        raise GradingError("the key's series has no ordinary month; derive the keys of this case again")
    right = {month for month in months if _same(answer, month, months[month])}
    share = sum(month in right for month in ordinary) / len(ordinary)
    kinds: dict[str, list[bool]] = {}
    for month, kind in care.items():
        kinds.setdefault(kind, []).append(month in right)
    careful = sum(sum(hits) / len(hits) for hits in kinds.values()) / len(kinds) if kinds else 1.0
    return Verdict(
        score=share * (plain + (1 - plain) * careful),
        feedback=_feedback(answer, months, right, ordinary, kinds),
        detail={
            "ordinary_share": round(share, 4),
            "care_share": round(careful, 4),
            "wrong": [month for month in months if month not in right],
            "kinds": {kind: [sum(hits), len(hits)] for kind, hits in kinds.items()},
        },
    )


def _same(answer: Mapping[str, float | None], month: str, wanted: float | None) -> bool:
    if month not in answer:
        return False
    given = answer[month]
    if given is None or wanted is None:
        return given is None and wanted is None
    return abs(given - wanted) < NEAR


def _feedback(
    answer: Mapping[str, float | None],
    months: Mapping[str, float | None],
    right: set[str],
    ordinary: list[str],
    kinds: Mapping[str, list[bool]],
) -> str:
    parts = [say("Months right: {right} of {count}.", right=len(right), count=len(months))]
    absent = sum(month not in answer for month in months)
    if absent:
        parts.append(say("Months asked but not in your series: {count}.", count=absent))
    off = sum(month not in right for month in ordinary)
    if off > len(ordinary) / 2:
        parts.append(say("Most ordinary months differ: check state, route, citizenship, indicator and date."))
    elif off:
        parts.append(say("Ordinary months that differ: {count}.", count=off))
    if any(answer.get(month) == 0 and months[month] is None for month in months):
        parts.append(say("A month without a figure stands as 0: not reported is not 0."))
    hints = {
        "revised": say("a later figure replaced an earlier one: keep the latest on file at the date asked"),
        "filed twice": say("the same figure was filed twice: count it once"),
        "not reported": say("the state filed 'not reported'"),
        "not filed yet": say("nothing was on file yet at the date asked: keep the month, without a figure"),
        "revised later": say("a revision came after the date asked: the reader of that day did not have it"),
    }
    for kind, hits in kinds.items():
        missed = len(hits) - sum(hits)
        if missed:
            parts.append(say("Look again ({count} months): {hint}.", count=missed, hint=hints.get(kind, kind)))
    return " ".join(parts)
