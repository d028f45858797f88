"""Mark an analysis of competing hypotheses cell by cell, weighted by how much each piece of evidence tells apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError

CODES = ("consistent", "inconsistent", "neutral")


def mark(answer: Mapping[str, str], key: Mapping[str, Any], *, paper: Mapping[str, Any]) -> Verdict:
    """Mark the cells of an ACH matrix that the documents entail.

    Parameters
    ----------
    answer : cell -> code ("consistent", "inconsistent", "neutral"), cells named "E1 H2"
    key : `cells`: cell -> codes that stand; other cells of the matrix are not marked
    paper : not used; cells that the key does not hold are left out of account

    A piece of evidence weighs what it tells apart: 1 + the number of different codes it has over the hypotheses less
    one (diagnosticity: Heuer 1999, chapter 8). The weighted share of right cells is taken above the best single code
    given to every cell, so that filling the matrix with one code scores 0. Raises GradingError for a key without cells
    or one that a single code answers.
    """
    cells: Mapping[str, Sequence[str]] = key["cells"]
    if not cells:
        raise GradingError("the key entails no cell; derive the keys of this case again")
    rows: dict[str, set[str]] = {}
    for cell, codes in cells.items():
        rows.setdefault(_evidence(cell), set()).add(str(codes[0]))
    weights = {cell: float(len(rows[_evidence(cell)])) for cell in cells}
    total = sum(weights.values())
    base = max(sum(weights[cell] for cell in cells if code in cells[cell]) / total for code in CODES)
    if base >= 1.0:
        raise GradingError("one code answers every cell of the key; derive the keys of this case again")
    right = [cell for cell in cells if answer.get(cell) in cells[cell]]
    share = sum(weights[cell] for cell in right) / total
    answered = [cell for cell in cells if answer.get(cell)]
    wrong = [cell for cell in answered if cell not in right]
    telling = [cell for cell in wrong if weights[cell] > 1]
    return Verdict(
        score=max(0.0, min(1.0, (share - base) / (1.0 - base))),
        feedback=_feedback(len(answered), len(cells), len(wrong), len(telling)),
        detail={"share": round(share, 4), "one code": round(base, 4), "wrong": sorted(wrong)},
    )


def _evidence(cell: str) -> str:
    return cell.split(" ", 1)[0]


def _feedback(answered: int, asked: int, wrong: int, telling: int) -> str:
    if not answered:
        return say("No cell of the matrix is filled in yet.")
    parts = [
        say(
            "Cells that count: {asked}; filled in: {answered}; other than the marking has them: {wrong}.",
            asked=asked,
            answered=answered,
            wrong=wrong,
        )
    ]
    if telling:
        parts.append(
            say(
                "Of these, in rows that tell the hypotheses apart: {count}. Would you see it if that were true?",
                count=telling,
            )
        )
    elif wrong:
        parts.append(say("Read each piece of evidence against every hypothesis, across the row."))
    return " ".join(parts)
